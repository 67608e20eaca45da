"""A file of what other files hold, kept so that they need not be read again.

A file counts as unchanged while its size, its times of change and its place on the disk
(inode) are the same. What is kept is one file of JSON under a checksum, and may be
deleted any time: damaged, cut off or of another form, it is read as empty.
"""

import contextlib
import json
import zlib
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import write_bytes

MAX_BYTES = 100_000_000
"""Twenty times ten years of weekly nights; anything larger is not read."""

Stamp: TypeAlias = tuple[int, int, int, int]


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells a file from what it was before, None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class Kept:
    """What the files of one folder held when they were last read.

    Args:
        file: where it lies; it need not exist.
        folder: the folder of the files; what was kept of another one is not used.
        form: what the entries are and of which version.
    """

    def __init__(self, file: Path, folder: Path, form: str) -> None:
        self._file, self._folder, self._form = file, str(folder), form
        self._used: dict[str, list[Any]] = {}

    @cached_property
    def _kept(self) -> dict[str, list[Any]]:
        """What the file holds, read when an entry is first asked for."""
        return _load(self._file, self._folder, self._form)

    def get(self, name: str, stamp: Stamp) -> list[Any] | None:
        """Return what a file holds as it is now, None where it must be read."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != list(stamp):
            return None
        self._used[name] = kept
        return kept[1:]

    def put(self, name: str, stamp: Stamp, *content: object) -> None:
        """Keep what was just read of a file, as JSON can hold it."""
        self._used[name] = [list(stamp), *content]

    def save(self) -> None:
        """Write what was got and put since, if that is another than before.

        What cannot be written costs time at the next start and nothing else, so that
        is no error.
        """
        if self._used == self._kept:
            return
        held = json.dumps([self._folder, self._used], separators=(",", ":"))
        head = f"{self._form} {zlib.crc32(held.encode('ascii')):08x}\n"
        with contextlib.suppress(ClubplannerError, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self._file, f"{head}{held}".encode("ascii"))
        self._kept = dict(self._used)


def _load(file: Path, folder: str, form: str) -> dict[str, list[Any]]:
    """Return the entries of a file that is whole, of this form and this folder."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return {}
    head, _, held = data.partition(b"\n")
    if head != f"{form} {zlib.crc32(held):08x}".encode():
        return {}
    of_folder, entries = json.loads(held)
    return entries if of_folder == folder else {}
