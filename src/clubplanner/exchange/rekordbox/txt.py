"""rekordbox's lists as text: a playlist or the history of a night, without a clock.

Measured on eight genuine lists: UTF-16LE with its mark, tabs, CRLF, no quotes; a header
row, then the columns of the DJ's own view in any order, in the DJ's language, maybe
without a title; lengths as MM:SS with minutes above 99; ratings as ``**   ``.
"""

import re
from collections.abc import Iterator, Sequence

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.rekordbox.columns import COLUMNS, PROOF
from clubplanner.exchange.rekordbox.history import history_day
from clubplanner.exchange.version import titled
from clubplanner.files.problem import Problem
from clubplanner.music.text import clean, fold

MOST_COLUMNS = 200
MOST_ROWS = 100_000
"""Rows that are read; what stands behind them is said to be left out."""

_NUMBER_SIGN = "#"
_NAMES = {"title", "artist", "path", "file_name"}
_STARS = re.compile(r"[* ]{1,5}")


def claims(source: Source) -> bool:
    """Tell whether the first line is a header of rekordbox's.

    It names two columns that we know, and is either numbered (``#``) or has a title no
    other program uses.
    """
    titles = _titles(re.split(r"[\r\n]", source.head_text, maxsplit=1)[0])
    known = sum(title in COLUMNS for title in titles)
    return known >= 2 and (_NUMBER_SIGN in titles[:2] or not PROOF.isdisjoint(titles))


def read(source: Source) -> Imported:
    """Read a list of rekordbox.

    Raises:
        ClubplannerError: it cannot be opened, or no column says which track it is.
    """
    text = source.text()
    end = "\r\n" if "\r\n" in text.text else "\n"
    header, *lines = text.text.split(end, MOST_ROWS + 1)
    fields = [COLUMNS.get(title, "") for title in _titles(header)]
    if _NAMES.isdisjoint(fields):
        raise _nameless(header, source.where)
    too_many = len(lines) > MOST_ROWS
    numbered = list(enumerate(lines[:MOST_ROWS], 2))
    rows = [(number, _row(fields, line)) for number, line in numbered if line.strip()]
    entries = tuple(_entry(row) for _, row in rows if _is_named(row))
    return Imported(
        kind=KIND.name,
        origin="rekordbox",
        encoding=text.encoding,
        is_guessed=text.is_guessed,
        tracks=entries,
        playlists=(_playlist(source.path.stem, len(entries)),),
        problems=tuple(_problems(rows, fields, source.where, too_many=too_many)),
    )


def _titles(header: str) -> list[str]:
    columns = header.split("\t", MOST_COLUMNS)[:MOST_COLUMNS]
    return [fold(clean(title)) for title in columns]


def _row(fields: Sequence[str], line: str) -> dict[str, str]:
    """Return the cells we know by their field, the first of two alike."""
    row: dict[str, str] = {}
    for field, cell in zip(fields, line.split("\t", len(fields)), strict=False):
        if field:
            row.setdefault(field, cell)
    return row


def _is_named(row: dict[str, str]) -> bool:
    return any(clean(row.get(name, "")) for name in _NAMES)


def _entry(row: dict[str, str]) -> Entry:
    get, text = row.get, cells.text
    stars = get("rating", "")
    return Entry(
        path=cells.path(get("path") or get("file_name")),
        title=titled(text(get("title")), text(get("mix"))),
        artist=text(get("artist")),
        remixer=text(get("remixer")),
        album=text(get("album")),
        genre=text(get("genre")),
        label=text(get("label")),
        year=cells.year(get("year")),
        grouping=text(get("grouping")),
        comment=text(get("comment")),
        isrc=text(get("isrc")),
        writers=text(get("writers")),
        bpm=cells.tempo(get("bpm")),
        key=cells.key(get("key")),
        key_text=text(get("key")),
        rating=float(stars.count("*")) if _STARS.fullmatch(stars) else None,
        length_s=cells.seconds(get("length")),
    )


def _playlist(name: str, count: int) -> Playlist:
    """Return the list, a night's history where the name of its file tells one."""
    day = history_day(name)
    kind = "history" if day else "playlist"
    return Playlist(clean(name), tuple(range(count)), kind, day=day)


def _problems(
    rows: Sequence[tuple[int, dict[str, str]]],
    fields: Sequence[str],
    where: str,
    *,
    too_many: bool,
) -> Iterator[Problem]:
    if "title" not in fields:
        msg, hint = "the list has no column of titles", "show it in rekordbox"
        yield Problem(where, msg, f"{hint} and export the list again", is_notice=True)
    nameless = [number for number, row in rows if not _is_named(row)]
    if nameless:
        msg = f"{len(nameless)} rows name no track and are left out"
        yield Problem(f"{where}:{nameless[0]}", msg)
    if too_many:
        yield Problem(where, f"only the first {MOST_ROWS:,} rows were read")


def _nameless(header: str, where: str) -> ClubplannerError:
    columns = clean(header.replace("\t", ", "), 200)
    return ClubplannerError(
        f"no column we know names the tracks of this list, it has: {columns}",
        where=where,
        hint="show Track Title and Artist in rekordbox, in English, and export again",
    )


KIND = Kind("rekordbox-txt", "rekordbox playlist or history (text)", claims, read)
