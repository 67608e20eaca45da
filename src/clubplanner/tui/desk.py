"""What the screens share: the open work, the cursors, the line of status.

Screens ask the desk to change things; it tells them in one sentence how that went and
that the night is another one now.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.library.word_edits import with_cue
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot
from clubplanner.tui.actions import Keys
from clubplanner.tui.steps import NightStep, Steps, WordsStep

if TYPE_CHECKING:
    from clubplanner.library.own_words import Words
    from clubplanner.workspace.past import PastNight
    from clubplanner.workspace.workspace import Workspace

Edit = Callable[[Night], Night]


class Desk:
    """The workspace with where the DJ stands in it.

    Args:
        workspace: the work in progress.
        keys: what the DJ presses for what.
        now: the clock.
        on_status: called when there is something to say.
        on_change: called when the night or the library changed.
        on_open: called when another night was opened.
    """

    def __init__(
        self,
        workspace: "Workspace",
        keys: Keys,
        now: Callable[[], datetime],
        on_status: Callable[[], None],
        on_change: Callable[[], None],
        on_open: Callable[[], None],
    ) -> None:
        self.workspace = workspace
        self.keys = keys
        self.now = now
        self.row = 0
        """Place of the set's cursor, counted from 0."""
        self.track: Track | None = None
        """The track under the library's cursor."""
        self.compared: tuple[PastNight, PastNight] | None = None
        """The two nights to be compared, the earlier one first."""
        self.held: tuple[Slot, ...] = ()
        """Slots copied or cut, to paste into this night or another."""
        self.status = ""
        self.status_tone = ""
        self._steps = Steps()
        self._on_status = on_status
        self._on_change = on_change
        self._on_open = on_open

    @property
    def night(self) -> Night | None:
        """The open night."""
        return self.workspace.night

    @property
    def undo_with(self) -> str:
        """What is told behind every edit: the key that takes it back."""
        return f"Undo: {self.keys.word('everywhere.undo')}"

    @property
    def no_night(self) -> str:
        """The sentence that says no night is open, and the key that mends it."""
        key = self.keys.word("everywhere.nights")
        return f"No night is open. Open or make one: {key}"

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
        """Show why something could not be done; of a path its name is enough."""
        where = error.where.replace("\\", "/").rpartition("/")[2]
        shown = type(error)(error.msg, where=where, hint=error.hint)
        self.say(str(shown), "bad")

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
            self.say(self.no_night, "warn")
            return False
        return self.change(
            lambda: self.workspace.apply(label, edit, select=select),
            f"{label}. {self.undo_with}",
        )

    def change(self, act: Callable[[], object], told: str) -> bool:
        """Do what is one edit of the night; return whether that could be done.

        Args:
            act: does it.
            told: the sentence when it is done.
        """
        before, aside = self.night, self.workspace.aside
        if not self.attempt(act):
            return False
        if self.night is before:
            self.say("It is so already: nothing has changed")
            return True
        self._steps.record(NightStep())
        kept = self.workspace.aside
        if kept is not None and kept != aside:
            told += (
                f". The edits never saved are kept as {kept.parent.name}/{kept.name}"
            )
        self.changed(told)
        return True

    def keep_words(self, label: str, words: "Sequence[tuple[str, Words]]") -> None:
        """Keep the DJ's own words about tracks, all or none, with undo.

        Args:
            label: what it does, for people.
            words: per path the words to keep.

        Raises:
            ClubplannerError: they cannot be kept.
        """
        before = tuple((path, self.workspace.words(path)) for path, _ in words)
        if before == tuple(words):
            self.say("It is so already: nothing has changed")
            return
        self.workspace.set_words(words)
        self._steps.record(WordsStep(label, before, tuple(words)))
        self.changed(f"{label}. {self.undo_with}")

    def answer(self, cue_id: str, title: str, track: Track, *, is_yes: bool) -> bool:
        """Keep whether a track is a cue, with undo; return whether it is kept.

        Args:
            cue_id: the cue.
            title: its title.
            track: the track.
            is_yes: whether it is.
        """
        words = with_cue(self.workspace.words(track.path), cue_id, is_yes)
        label = f'"{track.title}" {"is" if is_yes else "is not"} "{title}"'
        return self.attempt(lambda: self.keep_words(label, [(track.path, words)]))

    def changed(self, text: str = "") -> None:
        """Say what changed and let the screens show it."""
        if text:
            self.say(text)
        self._on_change()

    def new_night(self, day: date) -> None:
        """Open a new night of the residency; ``Saving.leave`` comes first.

        Raises:
            ClubplannerError: there is a night on that day already.
        """
        self.workspace.new_night(day)
        self._steps.forget_night()
        self.row = 0

    def open_night(self, path: Path) -> None:
        """Open another night; ``Saving.leave`` comes first.

        Raises:
            ClubplannerError: it cannot be read.
        """
        problems = self.workspace.open_night(path)
        self._steps.forget_night()
        self.row = 0
        self.changed(str(problems[0]) if problems else f"Opened {path.stem}")
        self._on_open()

    def open_theirs(self) -> None:
        """Open the night's file as another program wrote it; edits are kept aside."""
        path = self.workspace.file
        was_dirty = self.workspace.is_dirty

        def open_anew() -> None:
            self.workspace.open_night(path)
            self.workspace.set_aside()

        if not self.attempt(open_anew):
            return
        self._steps.forget_night()
        aside = self.workspace.aside
        mine = ""
        if was_dirty and aside is not None:
            mine = f". Your edits are kept as {aside.parent.name}/{aside.name}"
        self.changed(f"Opened {path.name} as it is now{mine}")

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

        what = named([track.title for track in tracks], "tracks")
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
        self._travel(undone=False)

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self._travel(undone=True)

    def recover(self, choice: str | None) -> None:
        """Do with the edits a killed session left what was answered.

        Args:
            choice: ``restore``, ``discard``; anything else leaves them for later.
        """
        if choice == "restore":
            told = f"Restored the unsaved edits. {self.undo_with}"
            self.change(self.workspace.restore, told)
        elif choice == "discard" and self.attempt(self.workspace.discard):
            self.say("Threw the unsaved edits away")

    def save(self, *, replace_changed: bool = False) -> bool:
        """Write the night to its file; return whether it is saved.

        Args:
            replace_changed: whether another program's version may be replaced; it is
                kept among the previous versions.

        Raises:
            ChangedOnDiskError: another program changed the file.
        """
        from clubplanner.workspace.open_night import ChangedOnDiskError

        if self.night is None:
            self.say("No night is open", "warn")
            return False
        try:
            path = self.workspace.save(replace_changed=replace_changed)
        except ChangedOnDiskError:
            raise
        except ClubplannerError as error:
            self.tell(error)
            return False
        notice = self.workspace.save_notice
        self.changed(f"Saved {path.name}" + (f". {notice}" if notice else ""))
        return True

    def _travel(self, *, undone: bool) -> None:
        """Undo what was done last, or redo what was ``undone`` last."""
        step = self._steps.last(undone=undone)
        if step is None:
            self.say("Nothing to redo" if undone else "Nothing to undo")
            return
        try:
            if isinstance(step, WordsStep):
                label = step.label
                self.workspace.set_words(step.after if undone else step.before)
            else:
                label = self._travel_night(undone=undone)
        except ClubplannerError as error:
            self.tell(error)
            return
        self._steps.turn(undone=undone)
        redo_with = f"Redo: {self.keys.word('everywhere.redo')}"
        back = self.undo_with if undone else redo_with
        self.changed(f"{'Redone' if undone else 'Undone'}: {label}. {back}")

    def _travel_night(self, *, undone: bool) -> str:
        """Undo or redo an edit of the night, go to its slot and return its label."""
        before = self.night
        step = self.workspace.redo() if undone else self.workspace.undo()
        if step is None or before is None:
            return ""
        self.row = self._first_difference(before)
        if step.slot_id is not None:
            self.go_to_slot(step.slot_id)
        return step.label

    def _first_difference(self, before: Night) -> int:
        """Return the first place where the set differs from an earlier plan.

        Where it does not, the edit was beside the set, and the cursor stays.
        """
        now = self.night.slots if self.night is not None else ()
        if now == before.slots:
            return self.row
        for place, (old, new) in enumerate(zip(before.slots, now, strict=False)):
            if old != new:
                return place
        return min(len(before.slots), len(now))


def named(names: Sequence[str], kind: str) -> str:
    """Return what an edit is about: the name of the only one, else ``3 tracks``."""
    return f'"{names[0]}"' if len(names) == 1 else f"{len(names)} {kind}"
