"""SQLite databases of other programs, read without leaving a trace in their folder.

A database at rest is opened read only where it lies, with SQLite's own lock. One that
cannot be is copied, with the journal that belongs to it, and the copy is opened: while
its program writes, after it crashed while writing, and always in WAL mode, where even a
reader makes two files beside the database and the newest rows may stand in one that is
there.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.files.problem import Problem

SIGNATURE = b"SQLite format 3\0"

_BUSY_S = 0.5
"""Seconds to wait for a program that is writing before its file is copied."""

_LONGEST_VALUE = 16 * 2**20
_ATTEMPTS = 3
_WAL = 2

_BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What a spoilt database raises; the names in one may be no text (sqlite3 decodes them
itself)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that can be asked.

    Attributes:
        database: for reading.
        problems: a notice where it was not read at rest.
    """

    database: sqlite3.Connection
    problems: tuple[Problem, ...] = ()


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
def opened(path: Path, where: str) -> Iterator[Opened]:
    """Open a database for reading.

    Args:
        path: the database.
        where: what problems call it.

    Raises:
        ClubplannerError: it cannot be opened or read; one sentence.
    """
    with _plain_errors(where), contextlib.ExitStack() as stack:
        is_wal = _is_wal(path)
        database = None if is_wal else _in_place(path)
        problems: tuple[Problem, ...] = ()
        if database is None:
            temporary = tempfile.TemporaryDirectory(
                prefix="clubplanner-", ignore_cleanup_errors=True
            )
            folder = Path(stack.enter_context(temporary))
            database = _connect(copied(path, folder, where), "mode=rw")
            problems = () if is_wal else (_held(where),)
        stack.enter_context(contextlib.closing(database))
        yield Opened(database, problems)


def copied(path: Path, folder: Path, where: str) -> Path:
    """Copy a database with its journals, all of the same moment, and return the copy.

    Raises:
        ClubplannerError: it cannot be copied, or changes all the time.
    """
    names = [f"{path.name}{ending}" for ending in ("", "-wal", "-journal")]
    with _plain_errors(where):
        for _ in range(_ATTEMPTS):
            before = [_state(path.with_name(name)) for name in names]
            for name, state in zip(names, before, strict=True):
                (folder / name).unlink(missing_ok=True)
                if state is not None:
                    shutil.copyfile(path.with_name(name), folder / name)
            if before == [_state(path.with_name(name)) for name in names]:
                return folder / path.name
    raise ClubplannerError(
        "another program is writing to this database",
        where=where,
        hint="close it and import again",
    )


def _in_place(path: Path) -> sqlite3.Connection | None:
    """Return the database itself with a lock that lets others read; None without."""
    with contextlib.ExitStack() as stack:
        try:
            database = stack.enter_context(
                contextlib.closing(_connect(path, "mode=ro"))
            )
            database.execute("BEGIN")
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except _BROKEN:
            return None
        stack.pop_all()
        return database


def _connect(path: Path, how: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(
        address, timeout=_BUSY_S, uri=True, isolation_level=None
    )
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_wal(path: Path) -> bool:
    """Tell by the file's own header, bytes 18 and 19 (sqlite.org/fileformat.html)."""
    with path.open("rb") as stream:
        return _WAL in stream.read(20)[18:20]


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def _held(where: str) -> Problem:
    msg = "another program holds this database: it was read as it was last written"
    return Problem(where, msg, "close it and import again", is_notice=True)


@contextlib.contextmanager
def _plain_errors(where: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        msg, hint = _explained(error)
        raise ClubplannerError(msg, where=where, hint=hint) from error
    except OSError as error:
        reason = error.strerror or "check the drive"
        msg = f"this file cannot be read ({reason})"
        raise ClubplannerError(msg, where=where) from error


def _explained(error: Exception) -> tuple[str, str]:
    """Return why a database cannot be read, and what to do; it may quote the file."""
    complaint = cells.text(str(error), 200)
    if isinstance(error, UnicodeDecodeError):
        complaint = "its names are no text"
    if "malformed" in complaint or "not a database" in complaint:
        return "this database is damaged", "import a copy of an older day"
    hint = "close the program it belongs to and try again"
    return f"this database cannot be read ({complaint})", hint
