"""rekordbox's own database, ``master.db`` of rekordbox 6 and 7, read.

It is encrypted (SQLCipher) and opened by pyrekordbox, an extra of 122 MB that is only
imported here; before 0.5 it knew the key only where rekordbox is installed. What is
opened is a copy in a temporary folder: neither the file nor its lock is ever touched,
and rekordbox may be running.

Taken are the tracks, the playlists and the histories. Beatgrids lie in other files;
they and the cue points come with an export as XML. BPM is kept in hundredths, and a
play's ``created_at`` is the time, in UTC, at which rekordbox noted the track.
"""

import contextlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.foreign_sqlite import copied
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import day_in
from clubplanner.exchange.rekordbox.history import history_day
from clubplanner.exchange.version import titled
from clubplanner.files.problem import Problem

PAGE = 4096
"""Bytes of a page of SQLCipher 4; a database is whole pages."""

_NAME = re.compile(r"master.*\.db", re.IGNORECASE)
_RANDOM_VALUES = 240
"""Different byte values in a random page: 256, give or take none that is missing."""

_MOST_OF_ONE = 48
"""How often one value stands in a random page: 16 times, hardly ever over 40."""

_DEEPEST = 32

_TRACKS = """
SELECT c.ID, c.FolderPath AS path, c.Title AS title, c.Subtitle AS version,
       artist.Name AS artist, remixer.Name AS remixer, album.Name AS album,
       genre.Name AS genre, label.Name AS label, c.ReleaseYear AS year,
       c.Commnt AS comment, c.ISRC AS isrc, composer.Name AS writers,
       c.BPM AS hundredths, scale.ScaleName AS scale, c.Rating AS stars,
       c.Length AS seconds
FROM djmdContent AS c
LEFT JOIN djmdArtist AS artist ON artist.ID = c.ArtistID
LEFT JOIN djmdArtist AS remixer ON remixer.ID = c.RemixerID
LEFT JOIN djmdArtist AS composer ON composer.ID = c.ComposerID
LEFT JOIN djmdAlbum AS album ON album.ID = c.AlbumID
LEFT JOIN djmdGenre AS genre ON genre.ID = c.GenreID
LEFT JOIN djmdLabel AS label ON label.ID = c.LabelID
LEFT JOIN djmdKey AS scale ON scale.ID = c.KeyID
WHERE coalesce(c.rb_local_deleted, 0) = 0
"""
_FOLDERS = """
SELECT ID, Name, ParentID, Attribute FROM djmdPlaylist
WHERE coalesce(rb_local_deleted, 0) = 0 ORDER BY Seq
"""
_LISTED = """
SELECT PlaylistID, ContentID FROM djmdSongPlaylist
WHERE coalesce(rb_local_deleted, 0) = 0 ORDER BY PlaylistID, TrackNo
"""
_PLAYED = """
SELECT h.ID, h.Name, h.DateCreated, s.ContentID, s.created_at
FROM djmdSongHistory AS s JOIN djmdHistory AS h ON h.ID = s.HistoryID
WHERE coalesce(h.rb_local_deleted, 0) = 0 AND coalesce(s.rb_local_deleted, 0) = 0
ORDER BY h.DateCreated, h.Seq, h.ID, s.TrackNo
"""
_LIST = 0
"""The Attribute of a plain playlist; 1 is a folder, 4 a smart list without rows."""
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?(Z|[+-]\d\d:\d\d)?"
)

_Row = Sequence[Any]


def claims(source: Source) -> bool:
    """Tell whether this is a ``master.db``, also a backup of one.

    Nothing in an encrypted file says what it is. So the name has to be rekordbox's, the
    size whole pages, and the first page random.
    """
    if not _NAME.fullmatch(source.path.name):
        return False
    page = source.head[:PAGE]
    if len(page) < PAGE or _size(source) % PAGE:
        return False
    counts = [page.count(value) for value in range(256)]
    return sum(map(bool, counts)) >= _RANDOM_VALUES and max(counts) <= _MOST_OF_ONE


def read(source: Source) -> Imported:
    """Read a database of rekordbox.

    Every play of a history is a row of its own behind the collection's, because it has
    a time.

    Raises:
        ClubplannerError: pyrekordbox is not installed, or cannot open the file.
    """
    with tempfile.TemporaryDirectory(prefix="clubplanner-") as folder:
        tables = _tables(copied(source.path, Path(folder), source.where), source.where)
    entries = [_entry(row) for row in tables.tracks]
    places = {str(row[0]): place for place, row in enumerate(tables.tracks)}
    lists = tuple(_playlists(tables, places))
    nights = tuple(_nights(tables.played, places, entries))
    return Imported(
        kind=KIND.name,
        origin="rekordbox",
        tracks=tuple(entries),
        playlists=(*lists, *nights),
        problems=tuple(_problems(entries, nights, source.where)),
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rows of the four questions."""

    tracks: Sequence[Any]
    folders: Sequence[_Row]
    listed: Sequence[_Row]
    played: Sequence[_Row]


def _size(source: Source) -> int:
    with source.open() as stream:
        return stream.seek(0, os.SEEK_END)


def _tables(copy: Path, where: str) -> _Tables:
    try:
        import pyrekordbox  # 0.8 s, for this alone
        from sqlcipher3 import dbapi2 as sqlcipher
    except ImportError as error:
        raise ClubplannerError(
            "rekordbox's database is encrypted and needs pyrekordbox to be read",
            where=where,
            hint="pip install 'clubplanner[rekordbox]', or export the collection as "
            "XML in rekordbox",
        ) from error
    # Both talk on stderr, where the screen is drawn. SQLCipher has one log for all.
    logging.getLogger("pyrekordbox").setLevel(logging.CRITICAL)
    with contextlib.closing(sqlcipher.connect(":memory:")) as silenced:
        silenced.execute("PRAGMA cipher_log_level = NONE")
    try:
        database = pyrekordbox.MasterDatabase(copy)
        try:
            with database.engine.connect() as connection:
                ask = connection.exec_driver_sql
                questions = (_TRACKS, _FOLDERS, _LISTED, _PLAYED)
                return _Tables(*(ask(question).fetchall() for question in questions))
        finally:
            database.close()
            database.engine.dispose()
    except Exception as error:
        # It also reads, and asserts things of, a rekordbox installed beside it.
        raise ClubplannerError(
            "this is no database of rekordbox 6 or 7, or it was just being written",
            where=where,
            hint="close rekordbox and try again, or export the collection as XML",
        ) from error


def _text(value: object) -> str:
    return "" if value is None else cells.text(str(value))


def _number(value: object) -> float:
    return cells.number(str(value)) or 0.0


def _entry(row: Any) -> Entry:
    key_text = _text(row.scale)
    return Entry(
        path=cells.path(None if row.path is None else str(row.path)),
        title=titled(_text(row.title), _text(row.version)),
        artist=_text(row.artist),
        remixer=_text(row.remixer),
        album=_text(row.album),
        genre=_text(row.genre),
        label=_text(row.label),
        year=cells.year(_text(row.year)),
        comment=_text(row.comment),
        isrc=_text(row.isrc),
        writers=_text(row.writers),
        bpm=cells.tempo(f"{_number(row.hundredths) / 100:.2f}"),
        key=cells.key(key_text),
        key_text=key_text,
        rating=_stars(row.stars),
        length_s=cells.length(_number(row.seconds)),
    )


def _stars(value: object) -> float | None:
    """Return stars of 0-5, or of the 51 a star that the XML has."""
    stars = cells.whole(_text(value))
    if stars is not None and 0 <= stars <= 5:
        return float(stars)
    return cells.byte_stars(stars)


def _playlists(tables: _Tables, places: Mapping[str, int]) -> Iterator[Playlist]:
    """Yield the playlists in the order of the tree, with their folders."""
    within: dict[str, list[_Row]] = {}
    for folder in tables.folders:
        within.setdefault(str(folder[2]), []).append(folder)
    rows: dict[str, list[int | None]] = {}
    for number, content in tables.listed:
        rows.setdefault(str(number), []).append(places.get(str(content)))

    def walk(parent: str, above: tuple[str, ...]) -> Iterator[Playlist]:
        for number, name, _, kind in within.get(parent, ()):
            names = (*above, _text(name))
            found = rows.get(str(number), [])
            if kind == _LIST:
                tracks = tuple(place for place in found if place is not None)
                yield Playlist("/".join(names), tracks, missing=found.count(None))
            elif len(names) <= _DEEPEST:
                yield from walk(str(number), names)

    yield from walk("root", ())


def _nights(
    played: Sequence[_Row], places: Mapping[str, int], entries: list[Entry]
) -> Iterator[Playlist]:
    """Yield a playlist for each history and append its plays to ``entries``."""
    for _, plays in groupby(played, key=itemgetter(0)):
        tracks, missing, name, day = [], 0, "", None
        for _, called, created, content, moment in plays:
            name = _text(called)
            day = history_day(name) or day_in(_text(created)[:10])
            place = places.get(str(content))
            if place is None:
                missing += 1
                continue
            tracks.append(len(entries))
            entries.append(replace(entries[place], started_at=_moment(moment)))
        yield Playlist(name, tuple(tracks), "history", missing, day)


def _moment(value: object) -> datetime | None:
    """Return the time of ``2023-07-28 21:03:12.345 +00:00``."""
    found = _MOMENT.match(str(value))
    if not found:
        return None
    day, clock, offset = found.groups()
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
    except ValueError:
        return None


def _problems(
    entries: Sequence[Entry], nights: Sequence[Playlist], where: str
) -> Iterator[Problem]:
    if not entries:
        yield Problem(where, "the collection is empty", is_notice=True)
    if nights:
        msg = "the times of the histories are when rekordbox noted each track"
        yield Problem(where, msg, is_notice=True)


KIND = Kind("rekordbox-db", "rekordbox database (master.db)", claims, read)
