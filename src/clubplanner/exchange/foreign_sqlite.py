"""SQLite databases of other programs, read without leaving a trace in their folder.

A database in WAL mode cannot be opened where it lies: even a reader makes two files
beside it, and the newest rows may stand in one that is there. So it is copied, with its
``-wal``, and the copy is opened. Any other is opened read only where it lies, with
SQLite's own lock.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from clubplanner.errors import ClubplannerError

SIGNATURE = b"SQLite format 3\0"

_BUSY_S = 1.0
_LONGEST_VALUE = 16 * 2**20
_ATTEMPTS = 3
_WAL = 2


def table_names(path: Path) -> frozenset[str]:
    """Return the tables of a database, none where it cannot be told.

    It is opened as a file that cannot change, which takes no lock and makes no file.
    """
    try:
        with contextlib.closing(_connect(path, "mode=ro&immutable=1")) as peek:
            found = peek.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return frozenset(str(name) for (name,) in found)
    except (sqlite3.Error, ValueError):
        return frozenset()


@contextlib.contextmanager
def opened(path: Path, where: str) -> Iterator[sqlite3.Connection]:
    """Open a database for reading.

    Args:
        path: the database.
        where: what problems call it.

    Raises:
        ClubplannerError: it cannot be opened or read, also while it is in use; one
            sentence.
    """
    with _plain_errors(where), contextlib.ExitStack() as stack:
        if _is_wal(path):
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="clubplanner-")
            )
            connection = _connect(_copied(path, Path(folder), where), "mode=rw")
        else:
            connection = _connect(path, "mode=ro")
        stack.enter_context(contextlib.closing(connection))
        yield connection


def _connect(path: Path, how: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(address, timeout=_BUSY_S, uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_wal(path: Path) -> bool:
    """Tell by the file's own header, bytes 18 and 19 (sqlite.org/fileformat.html)."""
    with path.open("rb") as stream:
        return _WAL in stream.read(20)[18:20]


def _copied(path: Path, folder: Path, where: str) -> Path:
    """Copy a database and its log; both must belong to the same moment."""
    copy = folder / "copy.sqlite"
    files = {path: copy, path.with_name(f"{path.name}-wal"): folder / "copy.sqlite-wal"}
    for _ in range(_ATTEMPTS):
        before = [_state(file) for file in files]
        for file, target in files.items():
            target.unlink(missing_ok=True)
            if file.exists():
                shutil.copyfile(file, target)
        if before == [_state(file) for file in files]:
            return copy
    raise ClubplannerError(
        "another program is writing to this database",
        where=where,
        hint="close it and import again",
    )


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


@contextlib.contextmanager
def _plain_errors(where: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        msg, hint = _explained(str(error))
        raise ClubplannerError(msg, where=where, hint=hint) from error
    except OSError as error:
        reason = error.strerror or "check the drive"
        msg = f"this file cannot be read ({reason})"
        raise ClubplannerError(msg, where=where) from error


def _explained(complaint: str) -> tuple[str, str]:
    if "locked" in complaint or "busy" in complaint:
        return "another program holds this database", "close it and import again"
    if "malformed" in complaint or "not a database" in complaint:
        return "this database is damaged", "import a copy of an older day"
    return f"this database cannot be read ({complaint})", ""
