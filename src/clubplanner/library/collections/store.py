"""The file of what was imported from other programs' collections.

It is data, not a cache: the program that said it may be on another computer. One SQLite
file in the folder of the DJ's data, changed by whole collections: all of one is there,
or none of it. It is made with the first import.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.library.collections.joining import Saying, Values
from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.library.rows import evidence_from, evidence_text
from clubplanner.music.track import Evidence, Source

_SCHEMA = """
CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    origin TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (origin, name)
);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
    joined TEXT NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    artist TEXT NOT NULL,
    length_s REAL,
    isrc TEXT NOT NULL,
    bpm REAL,
    key TEXT,
    energy INTEGER,
    rating REAL,
    comment TEXT NOT NULL,
    mix_in_s REAL,
    out_s REAL
);
CREATE INDEX entries_by_track ON entries (joined);
CREATE TABLE details (
    id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    key_text TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE rules (text TEXT NOT NULL);
"""
_VALUES = "joined, bpm, key, energy, rating, comment, mix_in_s, out_s"
_BUSY_S = 5.0
_SOME = 500
"""Paths asked for at once; SQLite allows 999 values in a question."""


class CollectionStore:
    """The file. Every call opens it anew, so threads may share one store."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Whether anything was ever imported."""
        return self.path.exists()

    def names(self) -> tuple[CollectionName, ...]:
        """Return every collection, the one imported last first."""
        with self._connected() as db:
            rows = db.execute(
                "SELECT origin, name FROM collections ORDER BY id DESC"
            ).fetchall()
        return tuple(CollectionName(origin, name) for origin, name in rows)

    def put(
        self, name: CollectionName, entries: Sequence[Said], joined: Sequence[str]
    ) -> None:
        """Put a collection in place of what was imported from it before.

        Args:
            name: which collection.
            entries: what it says.
            joined: path of the library's track for each entry, empty for none.

        Raises:
            ClubplannerError: it cannot be written; what was there stays.
        """
        with self._connected(make=True) as db, db:
            self._take_out(db, name)
            number = db.execute(
                "INSERT INTO collections (origin, name) VALUES (?, ?)",
                (name.origin, name.name),
            ).lastrowid
            first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM entries")
            (start,) = first.fetchone()
            rows = zip(entries, joined, strict=True)
            db.executemany(
                f"INSERT INTO entries VALUES ({', '.join('?' * 15)})",
                (
                    _entry_row(place, number or 0, path, said)
                    for place, (said, path) in enumerate(rows, start)
                ),
            )
            db.executemany(
                "INSERT INTO details VALUES (?, ?, ?)",
                (
                    (place, said.key_text, _details(said))
                    for place, said in enumerate(entries, start)
                    if said.key_text or said.cue_points or said.beatgrid or said.writers
                ),
            )

    def forget(self, name: CollectionName) -> None:
        """Take a collection out.

        Raises:
            ClubplannerError: the file cannot be written.
        """
        with self._connected() as db, db:
            self._take_out(db, name)

    def _take_out(self, db: sqlite3.Connection, name: CollectionName) -> None:
        db.execute("DELETE FROM collections WHERE (origin, name) = (?, ?)", _both(name))

    def values(self) -> list[tuple[str, list[Values]]]:
        """Return source and matched values of every collection, the last one first.

        Raises:
            ClubplannerError: the file cannot be read.
        """
        by_collection: dict[int, list[Values]] = {}
        with self._connected() as db:
            names = db.execute(
                "SELECT id, origin FROM collections ORDER BY id DESC"
            ).fetchall()
            # One walk through the table: an index would send it here and there.
            for number, *row in db.execute(
                f"SELECT collection, {_VALUES} FROM entries WHERE joined != ''"
            ):
                by_collection.setdefault(number, []).append(Values._make(row))
        return [(origin, by_collection.get(number, [])) for number, origin in names]

    def sayings(self, paths: Sequence[str]) -> dict[str, list[Saying]]:
        """Return what collections say of tracks, by path, the last one first.

        Raises:
            ClubplannerError: the file cannot be read.
        """
        found: dict[str, list[Saying]] = {}
        with self._connected() as db:
            for first in range(0, len(paths), _SOME):
                some = paths[first : first + _SOME]
                marks = ", ".join("?" * len(some))
                rows = db.execute(
                    f"SELECT origin, key_text, content, {_VALUES} FROM entries "
                    "JOIN collections ON collections.id = collection "
                    "LEFT JOIN details ON details.id = entries.id "
                    f"WHERE joined IN ({marks}) ORDER BY collection DESC, entries.id",
                    some,
                )
                for origin, key_text, content, *values in rows:
                    details = evidence_from(content or "")
                    said = Saying(origin, Values(*values), key_text or "", details)
                    found.setdefault(said.values.path, []).append(said)
        return found

    def rules(self) -> str:
        """Return the mapping rules by which entries were matched last."""
        with self._connected() as db:
            row = db.execute("SELECT text FROM rules").fetchone()
        return str(row[0]) if row else ""

    def match_again(
        self, match: Callable[[Sequence[Said]], list[str]], rules: str
    ) -> None:
        """Match every collection to the library anew.

        Args:
            match: returns the track's path for each entry, empty for none.
            rules: the mapping rules it goes by, remembered.

        Raises:
            ClubplannerError: the file cannot be written; what was there stays.
        """
        with self._connected() as db, db:
            for (number,) in db.execute("SELECT id FROM collections").fetchall():
                rows = db.execute(
                    "SELECT id, path, title, artist, length_s, isrc FROM entries "
                    "WHERE collection = ? ORDER BY id",
                    (number,),
                ).fetchall()
                joined = match([Said(*row[1:]) for row in rows])
                db.executemany(
                    "UPDATE entries SET joined = ?1 WHERE id = ?2 AND joined != ?1",
                    zip(joined, (row[0] for row in rows), strict=True),
                )
            db.execute("DELETE FROM rules")
            db.execute("INSERT INTO rules VALUES (?)", (rules,))

    @contextlib.contextmanager
    def _connected(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        with _plain_errors(self.path):
            if not make and not self.is_there:
                raise FileNotFoundError(2, "it is not there", str(self.path))
            connection = sqlite3.connect(self.path, timeout=_BUSY_S)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                if make and not _has_tables(connection):
                    connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
                yield connection
            finally:
                connection.close()


def _has_tables(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _both(name: CollectionName) -> tuple[str, str]:
    return name.origin, name.name


def _entry_row(
    place: int, collection: int, joined: str, said: Said
) -> tuple[object, ...]:
    return (
        *(place, collection, joined, said.path, said.title, said.artist),
        *(said.length_s, said.isrc, said.bpm, str(said.key) if said.key else None),
        *(said.energy, said.rating, said.comment, said.mix_in_s, said.out_s),
    )


def _details(said: Said) -> str:
    sources: dict[str, tuple[Source, ...]] = {}
    if said.writers:
        sources["writers"] = (Source(said.writers, ""),)
    return evidence_text(Evidence(sources, said.cue_points, said.beatgrid))


@contextlib.contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk complain about into one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        msg, hint = _explained(str(error))
        raise ClubplannerError(msg, where=str(path), hint=hint) from error


def _explained(complaint: str) -> tuple[str, str]:
    if "locked" in complaint or "busy" in complaint:
        return (
            "what was imported is in use by another program",
            "close the other clubplanner and try again",
        )
    if "full" in complaint or "disk I/O" in complaint:
        return "nothing was imported, the disk is full", "free some space"
    if "readonly" in complaint:
        return "what is imported may not be written", "check the file's permissions"
    if "unable to open" in complaint:
        return "what was imported cannot be opened", "check the folder's permissions"
    return (
        "what was imported cannot be read",
        "move this file away and import your collections again",
    )
