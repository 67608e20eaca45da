"""The night's file, as the app asks about it: saving, leaving, changed by others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clubplanner.tui.dialogs.questions import changed_on_disk, recovered, unsaved
from clubplanner.workspace.open_night import ChangedOnDiskError

if TYPE_CHECKING:
    from clubplanner.tui.program import ClubplannerApp

WATCH_S = 3.0
"""Seconds between two looks at the file: its time is asked, it is not read."""

_Then = Callable[[], object]


class Saving:
    """Saves and leaves the open night, and asks what undo could not take back.

    Args:
        program: the app.
    """

    def __init__(self, program: "ClubplannerApp") -> None:
        self._program = program
        self._desk = program.desk
        self._has_told = False

    def save(self, then: _Then = lambda: None) -> None:
        """Save; ask what to do where another program changed the file.

        Args:
            then: what to do once it is saved.
        """

        def answer(choice: str | None) -> None:
            if choice == "replace" and self._desk.save(replace_changed=True):
                then()
            elif choice == "open":
                self._desk.open_theirs()

        try:
            if self._desk.save():
                then()
        except ChangedOnDiskError:
            name = self._desk.workspace.file.name
            self._program.push_screen(changed_on_disk(name), answer)

    def leave(self, then: _Then) -> None:
        """Leave the open night to do something else; ask about unsaved edits first."""

        def answer(choice: str | None) -> None:
            if choice == "save":
                self.save(then)
            elif choice == "discard":
                self._desk.attempt(self._desk.workspace.discard)
                then()

        night = self._desk.night
        if night is None or not self._desk.workspace.is_dirty:
            then()
        else:
            self._program.push_screen(unsaved(night.name), answer)

    def recover(self) -> None:
        """Ask what becomes of edits never saved; tell of a night that has no file."""
        workspace, night = self._desk.workspace, self._desk.night
        if workspace.recovery is not None:
            question = recovered(workspace.recovery)
            self._program.push_screen(question, self._desk.recover)
        elif night is not None and not workspace.file.exists():
            key = self._program.keys.word("everywhere.save")
            self._desk.say(
                f'Brought back "{night.name}" of {night.date:%a %d %b}, which was '
                f"never saved. Save it: {key}"
            )

    def watch(self) -> None:
        """Look from now on whether another program changed the night's file."""
        self._program.set_interval(WATCH_S, self.look)

    def look(self) -> None:
        """Tell, once, that another program changed the night's file."""
        workspace = self._desk.workspace
        has_changed = workspace.is_changed_on_disk
        if has_changed and not self._has_told:
            key = self._program.keys.word("everywhere.save")
            self._desk.say(
                f"{workspace.file.name} was changed by another program. "
                f"{key} asks which version counts",
                "warn",
            )
        self._has_told = has_changed
