"""Folders and files as they are met on a real machine: unnamed, unreadable, missing."""

from pathlib import Path

from clubplanner.errors import ClubplannerError


def is_file(path: Path) -> bool:
    """Say whether a file is there; False where that cannot be told.

    ``Path.is_file`` raises for a name that is too long and a folder that is closed.
    """
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Say whether a folder is there; False where that cannot be told."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_text(path: Path) -> bool:
    """Say whether a name can be written down; Linux allows any bytes in one."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def read_start(path: Path, size: int) -> bytes:
    """Return the first ``size`` bytes of a file.

    Raises:
        ClubplannerError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise ClubplannerError(
            f"the file cannot be read ({error.strerror})", where=str(path)
        ) from error
