"""Undo and redo of every edit of a session: snapshots of the immutable plan."""

from dataclasses import dataclass

from clubplanner.night.plan import Night


@dataclass(frozen=True, slots=True)
class Step:
    """One edit.

    Attributes:
        label: what was done, for people: ``Move "Rivalry" up``.
        night: the plan before the edit.
        slot_id: the slot to put the cursor on when the edit is undone.
    """

    label: str
    night: Night
    slot_id: int | None = None


class History:
    """The edits that can be undone and redone, the newest last.

    A plan shares its slots with the one before, so a step costs a few hundred bytes.
    """

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def record(self, step: Step) -> None:
        """Remember an edit; what was undone before can no longer be redone."""
        self._done.append(step)
        self._undone.clear()

    def undo(self, now: Night) -> Step | None:
        """Return the step to go back to, None when nothing is left."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(Step(step.label, now, step.slot_id))
        return step

    def redo(self, now: Night) -> Step | None:
        """Return the step to go forward to, None when nothing was undone."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(Step(step.label, now, step.slot_id))
        return step

    @property
    def edits(self) -> int:
        """How many edits can be undone."""
        return len(self._done)
