"""Mixxx's library ``mixxxdb.sqlite``: read, never written.

Tables as Mixxx 2.3 to 2.5 make them (res/schema.xml of Mixxx, and databases it made
here). A history is a row of ``Playlists`` with ``hidden = 2``; Mixxx adds each track
that was played with SQLite's ``CURRENT_TIMESTAMP`` (playlistdao.cpp), which is UTC. Cue
points count samples of two channels: frames are half of them.
"""

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.foreign_sqlite import SIGNATURE, opened, table_names
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import day_in
from clubplanner.music.key import key_from_mixxx
from clubplanner.music.track import CuePoint

_TABLES = frozenset({"library", "track_locations", "Playlists", "PlaylistTracks"})
_MOST_ROWS = 500_000
"""Rows of one table that are read."""

_PLAYLIST, _HISTORY = 0, 2
"""Values of ``hidden`` (playlistdao.h); 1 is the queue of Auto DJ."""

_CHANNELS = 2

_CUES = ("track_id", "type", "position", "length", "hotcue", "label")
_LIBRARY = (
    *("id", "location", "mixxx_deleted"),
    *("title", "artist", "album", "genre", "grouping", "comment", "composer", "year"),
    *("bpm", "key", "key_id", "rating", "duration", "samplerate"),
)
_CUE_KINDS = {1: "cue", 2: "load", 4: "loop", 6: "fade-in", 7: "fade-out"}
"""Types of cue points (cueinfo.h): hot cue, main cue, loop, intro, outro. Jumps and the
bounds of the audible sound are no points of the DJ's."""


def claims(source: Source) -> bool:
    """Whether a file is a SQLite database with Mixxx's tables, or named like one."""
    if not source.head.startswith(SIGNATURE):
        return False
    is_named = source.path.name.startswith("mixxxdb")
    return is_named or table_names(source.path) >= _TABLES


def read(source: Source) -> Imported:
    """Read the library with its cue points, crates, playlists and histories.

    Tracks removed in Mixxx are left out. Every play of a history is a track of its own
    behind the library's, with ``started_at`` in UTC.

    Raises:
        ClubplannerError: it is no Mixxx database, or broken.
    """
    with opened(source.path, source.where) as found:
        if not _tables(found.database) >= _TABLES:
            raise ClubplannerError(
                "this database is none of Mixxx",
                where=source.where,
                hint="choose mixxxdb.sqlite in Mixxx's settings folder",
            )
        return replace(_imported(found.database), problems=found.problems)


def _tables(database: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the tables; views are none of Mixxx's."""
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(str(name) for (name,) in rows)


def _rows(
    database: sqlite3.Connection, table: str, wanted: Sequence[str], rest: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Yield columns of a table in order; None for a column this version has not."""
    there = {str(row[1]) for row in database.execute(f"PRAGMA table_info({table})")}
    columns = ", ".join(name if name in there else "NULL" for name in wanted)
    query = f"SELECT {columns} FROM {table} {rest} LIMIT {_MOST_ROWS}"
    if there:
        yield from database.execute(query)


def _imported(database: sqlite3.Connection) -> Imported:
    places, tracks = _library(database)
    playlists = list(_crates(database, places))
    members: dict[int, list[tuple[int, datetime | None]]] = {}
    wanted = ("playlist_id", "track_id", "pl_datetime_added")
    order = "ORDER BY playlist_id, position"
    for playlist, track, added in _rows(database, "PlaylistTracks", wanted, order):
        members.setdefault(playlist, []).append((track, _moment(added)))
    for number, name, hidden in _rows(database, "Playlists", ("id", "name", "hidden")):
        title, inside = cells.text(_text(name)), members.get(number, [])
        kept = [(places[track], at) for track, at in inside if track in places]
        missing = len(inside) - len(kept)
        if hidden == _PLAYLIST:
            listed = tuple(place for place, _ in kept)
            playlists.append(Playlist(title, listed, missing=missing))
        elif hidden == _HISTORY and inside:
            first = next((at.date() for _, at in kept if at), None)
            begin = len(tracks)
            tracks.extend(replace(tracks[place], started_at=at) for place, at in kept)
            played = tuple(range(begin, len(tracks)))
            day = day_in(title) or first
            playlists.append(Playlist(title, played, "history", missing, day))
    return Imported("mixxx-db", "Mixxx", "", False, tuple(tracks), tuple(playlists))


def _library(database: sqlite3.Connection) -> tuple[dict[int, int], list[Entry]]:
    """Return the place of each track by its id, and the tracks."""
    files = dict(_rows(database, "track_locations", ("id", "location")))
    points: dict[int, list[tuple[Any, ...]]] = {}
    for track, *point in _rows(database, "cues", _CUES, "ORDER BY position"):
        points.setdefault(track, []).append(tuple(point))
    places: dict[int, int] = {}
    tracks: list[Entry] = []
    for number, location, deleted, *values in _rows(database, "library", _LIBRARY):
        if deleted:
            continue
        told = dict(zip(_LIBRARY[3:], values, strict=True))
        places[number] = len(tracks)
        file = cells.path(_text(files.get(location)))
        tracks.append(_entry(file, told, points.get(number, ())))
    return places, tracks


def _entry(
    file: str, told: Mapping[str, Any], points: Sequence[tuple[Any, ...]]
) -> Entry:
    rating, number = _number(told["rating"]), _number(told["key_id"])
    key_text = cells.text(_text(told["key"]))
    key = cells.key(key_text) or (key_from_mixxx(int(number)) if number else None)
    return Entry(
        path=file,
        title=cells.text(_text(told["title"])),
        artist=cells.text(_text(told["artist"])),
        album=cells.text(_text(told["album"])),
        genre=cells.text(_text(told["genre"])),
        year=cells.year(_text(told["year"])),
        grouping=cells.text(_text(told["grouping"])),
        comment=cells.text(_text(told["comment"])),
        writers=cells.text(_text(told["composer"])),
        bpm=cells.tempo(_text(told["bpm"])),
        key=key,
        key_text=key_text,
        rating=rating if rating is not None and 0 < rating <= 5 else None,
        length_s=cells.length(_number(told["duration"])),
        cue_points=tuple(_cue_points(points, _number(told["samplerate"]))),
    )


def _cue_points(
    points: Sequence[tuple[Any, ...]], samplerate: float | None
) -> Iterator[CuePoint]:
    """Yield the cue points that have a place; Mixxx writes -1 for those without."""
    if not samplerate or samplerate <= 0:
        return
    for kind, position, length, hotcue, label in points:
        start, number = _number(position), _number(hotcue)
        if kind not in _CUE_KINDS or start is None or start < 0:
            continue
        long = _number(length) or 0
        is_loop = _CUE_KINDS[kind] == "loop" and long > 0
        yield CuePoint(
            time_s=start / _CHANNELS / samplerate,
            kind=_CUE_KINDS[kind],
            name=cells.text(_text(label)),
            number=int(number) if number is not None and number >= 0 else None,
            end_s=(start + long) / _CHANNELS / samplerate if is_loop else None,
            origin="Mixxx",
        )


def _crates(
    database: sqlite3.Connection, places: Mapping[int, int]
) -> Iterator[Playlist]:
    members: dict[int, list[int]] = {}
    for crate, track in _rows(database, "crate_tracks", ("crate_id", "track_id")):
        members.setdefault(crate, []).append(track)
    for number, name in _rows(database, "crates", ("id", "name")):
        inside = members.get(number, [])
        kept = tuple(places[track] for track in inside if track in places)
        missing = len(inside) - len(kept)
        yield Playlist(cells.text(_text(name)), kept, "crate", missing)


def _text(value: object) -> str:
    """Return a value as text: SQLite keeps any type in any column."""
    return str(value) if isinstance(value, str | int | float) else ""


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _moment(added: object) -> datetime | None:
    """Return ``2023-07-28 21:04:05`` as the moment in UTC that it is."""
    try:
        moment = datetime.fromisoformat(_text(added))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


KIND = Kind("mixxx-db", "Mixxx library (mixxxdb.sqlite)", claims, read)
