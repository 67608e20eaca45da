"""A folder of music before it is scanned: whether it can be, how much is in it."""

import os
from collections.abc import Callable
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.library.walk import walk
from clubplanner.workspace.places import is_file, is_folder


def music_folder(text: str) -> Path:
    """Read the name of a folder, ``~`` being the user's own.

    Raises:
        ClubplannerError: there is none of that name.
    """
    path = Path(os.path.expanduser(text.strip()))  # noqa: PTH111
    if not text.strip():
        raise ClubplannerError("write the name of a folder")
    if is_file(path):
        raise ClubplannerError("this is a file, not a folder")
    if not is_folder(path):
        raise ClubplannerError("there is no such folder")
    return path


def count_audio(folder: Path, cancelled: Callable[[], bool]) -> int:
    """Return how many audio files lie in a folder and below; so far, if cancelled.

    Raises:
        ClubplannerError: the folder itself cannot be read, or holds no audio file.
    """
    found = walk([str(folder)], cancelled)
    if found is None:
        return 0
    [files] = found
    if "" in files.blind:
        raise ClubplannerError(files.problems[0][1])
    if not files.stamps:
        raise ClubplannerError("no audio files in this folder or below")
    return len(files.stamps)


def completed(text: str) -> str | None:
    """Return the first folder whose name begins as written, None without one."""
    written = os.path.expanduser(text)  # noqa: PTH111
    start, _, name = written.rpartition(os.sep)
    try:
        names = sorted(
            entry.name
            for entry in os.scandir(start + os.sep)
            if entry.name.startswith(name) and entry.is_dir()
        )
    except (OSError, ValueError):
        return None
    shown = [one for one in names if name or not one.startswith(".")]
    return text + shown[0][len(name) :] if shown and start + name else None
