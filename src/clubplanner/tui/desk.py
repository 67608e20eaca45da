"""What the screens share: the open work, the cursors, the line of status.

Screens ask the desk to change things; it tells them in one sentence how that went and
that the night is another one now.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot

if TYPE_CHECKING:
    from clubplanner.workspace.workspace import Workspace

Edit = Callable[[Night], Night]


class Desk:
    """The workspace with where the DJ stands in it.

    Args:
        workspace: the work in progress.
        now: the clock.
        on_status: called when there is something to say.
        on_change: called when the night or the library changed.
        on_open: called when another night was opened.
    """

    def __init__(
        self,
        workspace: "Workspace",
        now: Callable[[], datetime],
        on_status: Callable[[], None],
        on_change: Callable[[], None],
        on_open: Callable[[], None],
    ) -> None:
        self.workspace = workspace
        self.now = now
        self.row = 0
        """Place of the set's cursor, counted from 0."""
        self.track: Track | None = None
        """The track under the library's cursor."""
        self.status = ""
        self.status_tone = ""
        self._on_status = on_status
        self._on_change = on_change
        self._on_open = on_open

    @property
    def night(self) -> Night | None:
        """The open night."""
        return self.workspace.night

    @property
    def slot(self) -> Slot | None:
        """The slot under the set's cursor."""
        night = self.night
        if night is None or not night.slots:
            return None
        return night.slots[max(0, min(self.row, len(night.slots) - 1))]

    def say(self, text: str, tone: str = "") -> None:
        """Show one sentence on the status line until the next action."""
        self.status, self.status_tone = text, tone
        self._on_status()

    def tell(self, error: ClubplannerError) -> None:
        """Show why something could not be done."""
        self.say(str(error), "bad")

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something that may fail with a sentence; return whether it went well."""
        try:
            act()
        except ClubplannerError as error:
            self.tell(error)
            return False
        return True

    def edit(self, label: str, edit: Edit, select: int | None = None) -> bool:
        """Change the night, with undo; return whether that could be done.

        Args:
            label: what it does, for people.
            edit: old plan to new plan.
            select: id of the slot to return to when it is undone.
        """
        if self.night is None:
            self.say("No night is open. Open or make one: N", "warn")
            return False
        done = self.attempt(lambda: self.workspace.apply(label, edit, select=select))
        if done:
            self.changed(f"{label}. Undo: u")
        return done

    def changed(self, text: str = "") -> None:
        """Say what changed and let the screens show it."""
        if text:
            self.say(text)
        self._on_change()

    def new_night(self, day: date) -> None:
        """Open a new night of the residency; one with unsaved edits is not left.

        Raises:
            ClubplannerError: the open night has unsaved edits, or there is a night on
                that day already.
        """
        self._leave_night()
        self.workspace.new_night(day)
        self.row = 0

    def open_night(self, path: Path) -> None:
        """Open another night; one with unsaved edits is not left.

        Raises:
            ClubplannerError: the open night has unsaved edits, or the other cannot be
                read.
        """
        self._leave_night()
        problems = self.workspace.open_night(path)
        self.row = 0
        self.changed(str(problems[0]) if problems else f"Opened {path.stem}")
        self._on_open()

    def go_to_slot(self, slot_id: int) -> None:
        """Put the set's cursor on a slot."""
        if self.night is not None:
            ids = [slot.id for slot in self.night.slots]
            self.row = ids.index(slot_id) if slot_id in ids else self.row

    def add_tracks(self, tracks: Sequence[Track], index: int) -> bool:
        """Put tracks into the set at ``index``; the cursor goes to the last of them."""
        if not tracks:
            return False

        def add(night: Night) -> Night:
            for offset, track in enumerate(tracks):
                night = edits.add(night, track, index + offset)
            return night

        what = f'"{tracks[0].title}"' if len(tracks) == 1 else f"{len(tracks)} tracks"
        after = f"after {index:02}" if index else "first"
        slot = self.slot
        row = self.row
        self.row = index + len(tracks) - 1
        if self.edit(f"Add {what} {after}", add, slot.id if slot else None):
            return True
        self.row = row
        return False

    def undo(self) -> None:
        """Take the last edit back and name it."""
        self._travel(self.workspace.undo, "Undone: {}. Redo: Ctrl+R", "Nothing to undo")

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self._travel(self.workspace.redo, "Redone: {}. Undo: u", "Nothing to redo")

    def save(self) -> bool:
        """Write the night to its file; return whether it is saved."""
        if self.night is None:
            self.say("No night is open", "warn")
            return False
        try:
            path = self.workspace.save()
        except ClubplannerError as error:
            self.tell(error)
            return False
        self.changed(f"Saved to {path}")
        return True

    def _leave_night(self) -> None:
        night = self.night
        if night is not None and night.slots and self.workspace.is_dirty:
            raise ClubplannerError(
                "the open night has unsaved edits", hint="save it first: Ctrl+S"
            )

    def _travel(self, go: Callable[[], str | None], done: str, nothing: str) -> None:
        before = self.night
        if before is None:
            self.say("No night is open", "warn")
            return
        try:
            label = go()
        except ClubplannerError as error:
            self.tell(error)
            return
        if label is None:
            self.say(nothing)
            return
        self.row = self._first_difference(before)
        self.changed(done.format(label))

    def _first_difference(self, before: Night) -> int:
        """Return the first place where the night differs from an earlier plan."""
        now = self.night.slots if self.night is not None else ()
        for place, (old, new) in enumerate(zip(before.slots, now, strict=False)):
            if old != new:
                return place
        return min(len(before.slots), len(now))
