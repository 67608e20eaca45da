"""The index: an SQLite cache of what the files of the library say. Delete it any time.

A file is known by its path inside a root and is current while its size and time of
change are the same. A root that is not there (a drive not plugged in) is masked: its
tracks are not listed, and never forgotten.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.library.garbage import no_garbage_runs
from clubplanner.library.rows import TRACK_COLUMNS, evidence_from, tracks_from
from clubplanner.library.walk import as_prefix
from clubplanner.library.wanted import Wanted
from clubplanner.music.track import Evidence, Track

FILE_NAME = "library-v2.sqlite3"
"""The schema's number is in the name: another schema is another file."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS roots (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY,
    root INTEGER NOT NULL REFERENCES roots,
    rel TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    added REAL NOT NULL,
    reason TEXT NOT NULL,
    texts TEXT NOT NULL,
    year INTEGER,
    bpm REAL,
    key TEXT,
    energy INTEGER,
    rating REAL,
    length_s REAL,
    gain REAL,
    UNIQUE (root, rel)
);
CREATE TABLE IF NOT EXISTS problems (
    root INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    path TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS evidence (
    id INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    content TEXT NOT NULL
);
"""
_BUSY_S = 5.0
_NEEDED_TABLES = {"roots", "files", "problems", "evidence"}


@dataclass(frozen=True, slots=True)
class Root:
    """One scanned folder.

    Attributes:
        id: its number in the index.
        path: absolute.
        files: how many files the index knows in it, readable or not.
        is_there: False while it is masked: missing, or an empty mount point.
    """

    id: int
    path: str
    files: int
    is_there: bool


class Index:
    """The index file. Every call opens it anew, so threads may share one Index.

    Attributes:
        path: the SQLite file.
        notice: one sentence when a damaged file was replaced by an empty one, else "".
    """

    def __init__(self, path: Path, notice: str = "") -> None:
        self.path = path
        self.notice = notice

    @classmethod
    def open(cls, path: Path) -> "Index":
        """Open the index at ``path``, making it where there is none.

        Raises:
            ClubplannerError: it is locked, or may not be read or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ClubplannerError(
                "the folder of the library index cannot be made",
                where=str(path.parent),
                hint=error.strerror or "check its permissions",
            ) from error
        if _is_damaged(path):
            _remove(path)
            _make(path)
            return cls(
                path, "The library index was damaged and begins anew: scan again"
            )
        _make(path)
        return cls(path)

    @contextlib.contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Give a connection; what was not committed is rolled back when it closes."""
        with _plain_errors(self.path):
            connection = _connect(self.path)
            try:
                yield connection
            finally:
                connection.close()

    def roots(self) -> tuple[Root, ...]:
        """Return every scanned folder in the order of their paths."""
        with self.connected() as db:
            counted = db.execute(
                "SELECT roots.id, path, count(files.id) FROM roots "
                "LEFT JOIN files ON root = roots.id GROUP BY roots.id ORDER BY path"
            ).fetchall()
        return tuple(
            Root(number, path, files, is_there=root_is_there(path, files))
            for number, path, files in counted
        )

    def missing_roots(self) -> tuple[str, ...]:
        """Return the folders that are masked because they are not there now."""
        return tuple(root.path for root in self.roots() if not root.is_there)

    def tracks(
        self, wanted: Wanted | None = None, roots: Sequence[Root] | None = None
    ) -> list[Track]:
        """Return the readable tracks of all roots that are there, in path order.

        Args:
            wanted: which of them; None for all.
            roots: as ``roots`` returned them, if they are at hand.

        Raises:
            ClubplannerError: the file cannot be read, or a row holds what no scan
                wrote.
        """
        found: list[Track] = []
        listed = self.roots() if roots is None else roots
        with self.connected() as db, no_garbage_runs():
            for root in (root for root in listed if root.is_there):
                # Fifty thousand rows as they lie cost 57 ms, in order of their paths
                # 100; a few of them are sooner put in order afterwards.
                rows = db.execute(
                    f"SELECT rel, {TRACK_COLUMNS} FROM files "
                    f"{'NOT INDEXED ' if wanted else ''}WHERE root = ? "
                    f"AND reason = ''{'' if wanted else ' ORDER BY rel'}",
                    (root.id,),
                )
                folder = as_prefix(root.path)
                try:
                    chosen = sorted(wanted.rows(rows, folder)) if wanted else rows
                    found += tracks_from(chosen, folder)
                except (KeyError, ValueError, TypeError, AttributeError) as error:
                    raise ClubplannerError(
                        "the library index holds what no scan wrote",
                        where=str(self.path),
                        hint="delete this file and scan again; nothing else is lost",
                    ) from error
        return found

    def known_files(self, files: Iterable[str]) -> frozenset[str] | None:
        """Return which of some files are there to be listed; None without a folder.

        Asking for thirty files takes a hundredth of the time of reading all tracks.

        Args:
            files: absolute, or relative to any root.
        """
        found = set()
        with self.connected() as db:
            roots = [
                (number, path)
                for number, path in db.execute("SELECT id, path FROM roots")
                if root_is_there(path, 1)
            ]
            for file in files:
                for number, path in roots:
                    row = db.execute(
                        "SELECT 1 FROM files WHERE root = ? AND rel = ?",
                        (number, inside(file, path) or file),
                    ).fetchone()
                    if row:
                        found.add(file)
        if not roots:
            return None
        return frozenset(found)

    def evidence(self, path: str) -> Evidence:
        """Return everything one file says; empty for a file the index does not know."""
        return self.evidences([path])[0]

    def evidences(self, paths: Iterable[str]) -> list[Evidence]:
        """Return what each of many files says, in their order; see ``evidence``."""
        with self.connected() as db:
            roots = db.execute("SELECT id, path FROM roots").fetchall()
            return [_evidence(db, roots, path) for path in paths]

    def added(self) -> dict[str, float]:
        """Return when each track was first seen, as seconds since 1970, by path."""
        with self.connected() as db:
            rows = db.execute(
                "SELECT path, rel, added FROM files JOIN roots ON root = roots.id"
            ).fetchall()
        return {as_prefix(path) + rel: added for path, rel, added in rows}

    def unreadable(self) -> list[tuple[str, str]]:
        """Return (path, reason) of what could not be read, files and folders."""
        with self.connected() as db:
            files = db.execute(
                "SELECT path, rel, reason FROM files JOIN roots ON root = roots.id "
                "WHERE reason != ''"
            ).fetchall()
            problems = db.execute("SELECT path, reason FROM problems").fetchall()
        named = [(as_prefix(path) + rel, reason) for path, rel, reason in files]
        return sorted(named + problems)

    def forget_root(self, path: str) -> None:
        """Drop a folder and everything the index knows in it; no file is touched."""
        with self.connected() as db, db:
            db.execute(
                "DELETE FROM files WHERE root IN (SELECT id FROM roots WHERE path = ?)",
                (path,),
            )
            db.execute("DELETE FROM roots WHERE path = ?", (path,))


def _evidence(
    db: sqlite3.Connection, roots: list[tuple[int, str]], path: str
) -> Evidence:
    for number, root in roots:
        rel = inside(path, root)
        row = (
            rel
            and db.execute(
                "SELECT content FROM evidence JOIN files USING (id) "
                "WHERE root = ? AND rel = ?",
                (number, rel),
            ).fetchone()
        )
        if row:
            return evidence_from(row[0])
    return Evidence()


def root_is_there(path: str, files: int) -> bool:
    """Say whether a folder can be listed.

    An empty folder that is known to hold files is a mount point without its drive.
    """
    try:
        with os.scandir(path) as entries:
            return not files or next(entries, None) is not None
    except OSError:
        return False


def inside(path: str, root: str) -> str:
    """Return ``path`` relative to ``root``, "" where it is not inside."""
    folder = as_prefix(root)
    return path[len(folder) :] if path.startswith(folder) else ""


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_S)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _make(path: Path) -> None:
    with _plain_errors(path):
        connection = _connect(path)
        try:
            tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
            if not {name for (name,) in tables} >= _NEEDED_TABLES:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_SCHEMA)
        finally:
            connection.close()


def _is_damaged(path: Path) -> bool:
    """Say whether the file is unusable; the check takes 20 ms at 50 000 tracks."""
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_S)
        try:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return bool(answer != "ok")
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True


def _remove(path: Path) -> None:
    with _plain_errors(path):
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk complain about into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        msg, hint = _explained(str(error))
        raise ClubplannerError(msg, where=str(path), hint=hint) from error
    except OSError as error:
        raise ClubplannerError(
            "the library index cannot be written",
            where=str(path),
            hint=error.strerror or "check its permissions",
        ) from error


def _explained(complaint: str) -> tuple[str, str]:
    if "locked" in complaint or "busy" in complaint:
        return (
            "the library index is in use by another program",
            "close the other clubplanner and try again",
        )
    if "readonly" in complaint:
        return "the library index may not be written", "check its permissions"
    if "unable to open" in complaint:
        return "the library index cannot be opened", "check the folder's permissions"
    if "full" in complaint:
        return "the disk is full", "free some space and scan again"
    return "the library index is damaged", "delete this file and scan again"
