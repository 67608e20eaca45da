"""What was done last, for one undo: edits of the night and words about tracks."""

from dataclasses import dataclass

from clubplanner.library.own_words import Words

TrackWords = tuple[tuple[str, Words], ...]
"""Words per path of a track."""


@dataclass(frozen=True, slots=True)
class WordsStep:
    """Words about tracks that were given, or taken back.

    Attributes:
        label: what was done, for people.
        before: the words as they were.
        after: the words as they were made.
    """

    label: str
    before: TrackWords
    after: TrackWords


class NightStep:
    """An edit of the night: the workspace knows what it was."""


Step = WordsStep | NightStep


class Steps:
    """What can be undone and redone, the newest last."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def record(self, step: Step) -> None:
        """Remember what was done; what was undone before is no longer redone."""
        self._done.append(step)
        self._undone.clear()

    def last(self, *, undone: bool) -> Step | None:
        """Return what would be undone next, or what would be redone."""
        steps = self._undone if undone else self._done
        return steps[-1] if steps else None

    def turn(self, *, undone: bool) -> None:
        """Move the last step over: it was undone, or what was undone is done again."""
        here, there = (
            (self._undone, self._done) if undone else (self._done, self._undone)
        )
        there.append(here.pop())

    def forget_night(self) -> None:
        """Forget the edits of a night that is no longer open."""
        self._done = [one for one in self._done if isinstance(one, WordsStep)]
        self._undone = [one for one in self._undone if isinstance(one, WordsStep)]
