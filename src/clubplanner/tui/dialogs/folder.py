"""Asking for a folder with music: completed and counted while it is typed."""

import threading
from collections.abc import Iterator
from pathlib import Path

from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from clubplanner.errors import ClubplannerError
from clubplanner.tui.app import program_of
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.workspace.music_folder import completed, count_audio, music_folder
from clubplanner.workspace.places import is_folder

_USUAL = "~/Music"


class FolderDialog(Dialog[Path]):
    """Answers with a folder that is there and, as far as was counted, holds audio."""

    title_text = "Folder with your music"
    about = "All audio files in it and below are read, never changed. It is remembered."

    def __init__(self) -> None:
        super().__init__()
        self._outdated = threading.Event()
        self._is_refused = False

    def content(self) -> Iterator[Widget]:
        """Yield what it is for, the line, and a place for what is found there."""
        yield Static(self.about, markup=False)
        is_usual = is_folder(Path(_USUAL).expanduser())
        field = Input(
            _USUAL if is_usual else "",
            placeholder=_USUAL,
            compact=True,
            suggester=_Folders(),
        )
        field.cursor_blink = False
        yield field
        yield Static("", id="problem", markup=False)
        yield Static(
            "Enter reads it, Right completes its name, Esc closes.",
            classes="hint",
            markup=False,
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is there while it is typed."""
        self._outdated.set()
        try:
            folder = music_folder(event.value)
        except ClubplannerError as error:
            self._refuse(error)
        else:
            self._say("")
            self._count(folder)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, if there is something to read."""
        self.action_confirm()

    def on_unmount(self) -> None:
        """Count no further."""
        self._outdated.set()

    def confirm(self) -> None:
        """Answer, unless it is known that there is nothing to read."""
        try:
            folder = music_folder(self.query_one(Input).value)
        except ClubplannerError as error:
            self._refuse(error)
            return
        if not self._is_refused:
            self.dismiss(folder)

    def _count(self, folder: Path) -> None:
        outdated = self._outdated = threading.Event()

        def job() -> int | ClubplannerError:
            try:
                return count_audio(folder, outdated.is_set)
            except ClubplannerError as error:
                return error

        def take(found: int | ClubplannerError) -> None:
            if outdated.is_set():
                return
            if isinstance(found, ClubplannerError):
                self._refuse(found)
            else:
                files = "audio file" if found == 1 else "audio files"
                self._say(f"{found:,} {files} in it and below.")

        program_of(self.app).work.beside("Counting files", job, take, group="count")

    def _say(self, sentence: str) -> None:
        self._is_refused = False
        self.query_one("#problem", Static).set_class(True, "-found")
        self.problem(sentence)

    def _refuse(self, error: ClubplannerError) -> None:
        """Say in one sentence why the folder cannot be read."""
        self._is_refused = True
        self.query_one("#problem", Static).set_class(False, "-found")
        text = str(error)
        self.problem(f"{text[0].upper()}{text[1:]}.")


class _Folders(Suggester):
    """Completes the names of folders."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first folder whose name begins as typed."""
        return completed(value)
