"""Serato's history since version 4, in ``Serato/Library/master.sqlite``.

The tables are those of schema version 202, described by Venut-Technologies/
serato-dj-mcp; columns another version lacks are unknown. ``played`` is 0 for what was
only loaded. A path counts from the root of its location's drive, which
``connection.database_uri`` tells.
"""

import re
import sqlite3
from collections.abc import Mapping

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.foreign_sqlite import SIGNATURE, opened, table_names
from clubplanner.exchange.incoming import Entry, Imported, Kind, Source
from clubplanner.exchange.serato.drives import root_by, rooted
from clubplanner.exchange.serato.history import Play, moment, nights
from clubplanner.exchange.serato.records import MOST_RECORDS
from clubplanner.files.problem import Problem
from clubplanner.music.key import KEYS, Key

_TABLES = {"history_session", "history_entry"}
_WANTED = (
    *("session_id", "location_id", "portable_id", "file_name", "name", "artist"),
    *("remixer", "album", "genre", "label", "year", "grouping", "comments", "notes"),
    *("composer", "bpm", "key", "key_value", "rating", "length_ms", "length_sec"),
    *("start_time", "end_time", "played", "deck"),
)
_BOOT_STORE = "root.sqlite"
_LETTER = re.compile(r"(?:file:/+)?/?([A-Za-z]:)[\\/]")

Row = Mapping[str, object]


def claims(source: Source) -> bool:
    """Whether a file is a SQLite database with Serato's history tables."""
    is_sqlite = source.head.startswith(SIGNATURE)
    return is_sqlite and table_names(source.path) >= _TABLES


def read(source: Source) -> Imported:
    """Read every session of the history, oldest first.

    How long a track sounded is the time from its start to its end: in Serato's older
    histories, which tell both, the two agree.

    Raises:
        ClubplannerError: the database cannot be read, or nothing was ever played.
    """
    with opened(source.path, source.where) as library:
        names = _session_names(library.database)
        roots = _drive_roots(library.database)
        found = _entries(library.database)
    if not found:
        msg = "no track was ever played with this Serato library"
        raise ClubplannerError(msg, where=source.where)
    plays = [_play(row, names, roots) for row in found[:MOST_RECORDS]]
    problems = list(library.problems)
    if len(found) > MOST_RECORDS:
        msg = f"only the first {MOST_RECORDS:,} rows were read"
        problems.append(Problem(source.where, msg))
    return Imported(
        KIND.name,
        "Serato",
        tracks=tuple(play.entry for play in plays),
        playlists=nights(plays, "Serato"),
        problems=tuple(problems),
    )


def _session_names(database: sqlite3.Connection) -> dict[object, str]:
    if "name" not in _columns(database, "history_session"):
        return {}
    rows = database.execute("SELECT id, name FROM history_session")
    return {number: cells.text(_text(name)) for number, name in rows}


def _drive_roots(database: sqlite3.Connection) -> dict[object, str]:
    """Return the root of each location's drive."""
    if "database_uri" not in _columns(database, "connection"):
        return {}
    rows = database.execute("SELECT location_id, database_uri FROM connection")
    return {location: _root(_text(address)) for location, address in rows}


def _root(address: str) -> str:
    """Return the root of the drive a location's own database tells.

    ``/Volumes/USB/_Serato_/Library/location.sqlite`` lies on an external drive, the
    boot drive's is a ``root.sqlite``.
    """
    if letter := _LETTER.match(address):
        return f"{letter[1].upper()}/"
    return "/" if address.endswith(f"/{_BOOT_STORE}") else root_by(address)


def _entries(database: sqlite3.Connection) -> list[Row]:
    there = _columns(database, "history_entry")
    if not there >= {"session_id", "start_time", "name"}:
        raise sqlite3.DatabaseError("its history is of an unknown version of Serato")
    chosen = ", ".join(f'"{name}"' for name in _WANTED if name in there)
    database.row_factory = sqlite3.Row
    rows = database.execute(
        f"SELECT {chosen} FROM history_entry"
        " ORDER BY session_id, start_time, rowid LIMIT ?",
        (MOST_RECORDS + 1,),
    )
    return [dict(row) for row in rows]


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table, none where it is missing or no table."""
    rows = database.execute(
        "SELECT c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND m.name = ?",
        (table,),
    )
    return {str(row[0]) for row in rows}


def _play(row: Row, names: Mapping[object, str], roots: Mapping[object, str]) -> Play:
    def cell(column: str) -> str:
        return cells.text(_text(row.get(column)))

    begin, end = _whole(row.get("start_time")), _whole(row.get("end_time"))
    start = moment(begin)
    sounded = end - begin if begin is not None and end is not None else None
    played = _whole(row.get("played"))
    on_drive = _text(row.get("portable_id")) or _text(row.get("file_name"))
    entry = Entry(
        path=rooted(cells.path(on_drive), roots.get(row.get("location_id"), "")),
        title=cell("name"),
        artist=cell("artist"),
        remixer=cell("remixer"),
        album=cell("album"),
        genre=cell("genre"),
        label=cell("label"),
        year=cells.year(cell("year")),
        grouping=cell("grouping"),
        comment=cell("notes") or cell("comments"),
        writers=cell("composer"),
        bpm=cells.tempo(cell("bpm")),
        key=cells.key(cell("key")) or _key(row.get("key_value")),
        key_text=cell("key"),
        rating=_stars(row.get("rating")),
        length_s=_length(row),
        started_at=start,
        played_s=cells.length(sounded) if start else None,
        deck=cells.whole(cell("deck")),
        is_public=None if played is None else played != 0,
    )
    session = row.get("session_id")
    return Play(entry, _whole(session), names.get(session, ""))


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _stars(value: object) -> float | None:
    """Return stars of Serato's 0 to 1."""
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return round(value * 10) / 2


def _length(row: Row) -> float | None:
    exact, seconds = _whole(row.get("length_ms")), _whole(row.get("length_sec"))
    return cells.length(exact / 1000 if exact else seconds)


def _key(value: object) -> Key | None:
    """Return a key by its place on the Camelot wheel: 0-11 are 1A-12A, 12-23 1B-12B.

    Checked by serato-dj-mcp on 39 tracks that carry the key as text too.
    """
    if not isinstance(value, int) or not 0 <= value < len(KEYS):
        return None
    return KEYS[f"{value % 12 + 1}{'AB'[value // 12]}"]


KIND = Kind("serato-sqlite", "Serato history (master.sqlite)", claims, read)
