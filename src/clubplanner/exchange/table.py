"""Tables of tracks as text: CSV of any program, its columns in any order.

DJs export the columns they see, in the order they see them, so a column is found by
its name. Excel writes semicolons in half of Europe, so the sign between the cells is
the commonest one in the head. A first line ``sep=,`` (VirtualDJ) says it.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Playlist, Source
from clubplanner.exchange.paths import listed_file
from clubplanner.exchange.reading import MOST_LINES, guess_notice, looks_like_text
from clubplanner.exchange.rekordbox import columns as rekordbox_columns
from clubplanner.exchange.version import titled
from clubplanner.files.problem import Problem
from clubplanner.music.text import fold

_ENGLISH: dict[str, tuple[str, ...]] = {
    "title": ("title", "track title", "song", "song title", "name", "track name"),
    "artist": ("artist", "artists", "artist name", "track artist", "artist name(s)"),
    "remix": ("remix", "mix", "version"),
    "remixer": ("remixer", "remixers"),
    "album": ("album", "album name", "release"),
    "genre": ("genre", "genres", "style"),
    "label": ("label", "record label", "publisher"),
    "writers": ("composer", "composers", "writer", "writers"),
    "year": ("year", "release date", "release year", "date released"),
    "bpm": ("bpm", "tempo"),
    "key": ("key", "initial key", "camelot", "camelot key", "tonality"),
    "energy": ("energy", "energylevel", "energy level"),
    "rating": ("rating", "stars"),
    "length": ("length", "length (s)", "time", "duration", "total time"),
    "isrc": ("isrc",),
    "grouping": ("grouping",),
    "comment": ("comment", "comments"),
    "file": ("file", "file name", "filename", "path", "file path", "location"),
}
_CALLED_HERE = {"mix": "remix", "path": "file", "file_name": "file"}
_OUR_NOTE = "note"
"""A rating in French, and what our own table calls the note of a slot."""


def _in_other_languages(field: str) -> Iterator[str]:
    """Yield what other languages call a column; the words are those of rekordbox."""
    for word, called in rekordbox_columns.COLUMNS.items():
        if _CALLED_HERE.get(called, called) == field and word != _OUR_NOTE:
            yield word


COLUMNS: dict[str, tuple[str, ...]] = {
    field: tuple(dict.fromkeys((*names, *_in_other_languages(field))))
    for field, names in _ENGLISH.items()
}
"""Names of columns, folded, by what they hold; the first that a table has counts."""

_LENGTH_MS = ("duration (ms)", "track duration (ms)")
"""What Spotify's exports call a length in milliseconds."""

_SEPARATOR = re.compile(r"sep=(.)\r?\n?")
_SEPARATORS = ",;\t|"
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read.

    Attributes:
        rows: one mapping per row: folded name of the column to its cell.
        problems: a guessed encoding, and what broke the table off.
    """

    rows: tuple[Mapping[str, str], ...]
    encoding: str
    is_guessed: bool
    problems: tuple[Problem, ...]


def head_of(source: Source) -> frozenset[str]:
    """Return the folded names of a file's columns; none where it is no table."""
    text = source.head_text
    if not looks_like_text(text):
        return frozenset()
    return frozenset(_head(text)[0])


def holds(names: frozenset[str], *fields: str) -> bool:
    """Whether columns of these names hold every one of the fields of ``COLUMNS``."""
    return all(names.intersection(COLUMNS[field]) for field in fields)


def has_separator_line(source: Source) -> bool:
    """Whether the first line names the sign between the cells."""
    return _SEPARATOR.match(source.head_text) is not None


def read_table(source: Source) -> Table:
    """Read a table whose first line names the columns.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    names, separator, start = _head(decoded.text)
    rows: list[Mapping[str, str]] = []
    problems = list(guess_notice(decoded, source.where))
    lines = csv.reader(
        io.StringIO(decoded.text[start:], newline=""), delimiter=separator
    )
    try:
        next(lines, None)
        for row in islice(lines, MOST_LINES):
            if any(cell.strip() for cell in row):
                rows.append(dict(zip(names, row, strict=False)))
        if next(lines, None) is not None:
            msg = f"only the first {MOST_LINES:,} rows were read"
            problems.append(Problem(source.where, msg, "export a single playlist"))
    except csv.Error as error:
        where = f"{source.where}:{lines.line_num}"
        msg = f"the table is broken here ({error}); what stands above was read"
        problems.append(Problem(where, msg, "export it again"))
    return Table(tuple(rows), decoded.encoding, decoded.is_guessed, tuple(problems))


def tracks_of(kind: str, origin: str, source: Source) -> Imported:
    """Read a table of tracks as one play list.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    table = read_table(source)
    folder = str(source.path.absolute().parent)
    tracks = tuple(entry(row, folder) for row in table.rows)
    name = cells.text(source.path.stem)
    return Imported(
        kind=kind,
        origin=origin,
        encoding=table.encoding,
        is_guessed=table.is_guessed,
        tracks=tracks,
        playlists=(Playlist(name, tuple(range(len(tracks)))),),
        problems=table.problems,
    )


def entry(row: Mapping[str, str], folder: str) -> Entry:
    """Return one row as a track.

    Args:
        row: folded name of the column to its cell.
        folder: where the table lies: relative files join it, but for bare names,
            which say nothing about a folder.
    """
    cell = {field: _first(row, names) for field, names in COLUMNS.items()}
    rating, energy = cells.number(cell["rating"]), cells.whole(cell["energy"])
    return Entry(
        path=_path(cell["file"], folder),
        title=titled(cells.text(cell["title"]), cells.text(cell["remix"])),
        artist=cells.text(cell["artist"]),
        remixer=cells.text(cell["remixer"]),
        album=cells.text(cell["album"]),
        genre=cells.text(cell["genre"]),
        label=cells.text(cell["label"]),
        year=cells.year(cell["year"]),
        grouping=cells.text(cell["grouping"]),
        comment=cells.text(cell["comment"]),
        isrc=cells.isrc(cell["isrc"]),
        writers=cells.text(cell["writers"]),
        bpm=cells.tempo(cell["bpm"]),
        key=cells.key(cell["key"]),
        key_text=cells.text(cell["key"]),
        energy=energy if energy is not None and 1 <= energy <= 10 else None,
        rating=rating if rating is not None and 0 <= rating <= 5 else None,
        length_s=cells.seconds(cell["length"]) or _from_ms(_first(row, _LENGTH_MS)),
    )


def _from_ms(cell: str) -> float | None:
    value = cells.number(cell)
    return None if value is None else cells.length(value / 1000)


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _path(cell: str, folder: str) -> str:
    plain = cell.strip()
    return listed_file(plain, folder if set(plain) & set("/\\") else "")


def _head(text: str) -> tuple[list[str], str, int]:
    """Return the folded names of the columns, what parts them, where they begin."""
    told = _SEPARATOR.match(text)
    start = told.end() if told else 0
    line = _LINE_END.split(text[start : start + 20_000].lstrip("\r\n"), 1)[0]
    separator = told[1] if told else max(_SEPARATORS, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=separator), [])
    except (csv.Error, TypeError):
        return [], ",", start
    return [fold(name.strip()) for name in names], separator, start
