"""The night as a table for spreadsheets: UTF-8 with BOM, CRLF, every cell quoted.

The BOM makes Excel read UTF-8; a cell that starts with ``= + - @`` (or a tab, which
Excel drops) would be a formula there, so it gets an apostrophe in front, and so does
one that starts with such an apostrophe itself. Reading takes it off again.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clubplanner.exchange import cells, table
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, Row, assumed_problems, one_line
from clubplanner.music.duration import parse_duration

COLUMNS = (
    "No",
    "Clock",
    "Ends",
    "Start",
    "Play",
    "Overlap",
    "Artist",
    "Title",
    "BPM",
    "Key",
    "Energy",
    "Genre",
    "Label",
    "Year",
    "ISRC",
    "Length",
    "Cue",
    "Pinned",
    "Note",
    "File",
)

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write one line per slot, gaps among them. Unknown cells stay empty.

    Returns:
        the one table, and the problems.
    """
    text = quoted_table(COLUMNS, map(_cells, listing.rows))
    return (text,), tuple(assumed_problems(listing.rows))


def quoted_table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table no spreadsheet misreads, its BOM included.

    Args:
        columns: the names in the first line.
        lines: the cells of every other line.
    """
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in cells] for cells in lines)
    return f"\ufeff{made.getvalue()}"


def span(seconds: int) -> str:
    """Return a span as spreadsheets take it: ``0:04:30``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA_SIGNS) else cell


def _unsafe(cell: str) -> str:
    """Return the cell as it was before ``_safe``."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_SIGNS)
    return cell[1:] if guarded else cell


def _cells(row: Row) -> Sequence[str]:
    return (
        str(row.number),
        f"{row.begins:%H:%M:%S}",
        f"{row.ends:%H:%M:%S}",
        span(row.start_s),
        span(row.play_s),
        span(row.overlap_s),
        row.artist,
        row.title,
        "" if row.bpm is None else f"{row.bpm:.2f}",
        "" if row.key is None else str(row.key),
        "" if row.energy is None else str(row.energy),
        row.genre,
        row.label,
        "" if row.year is None else str(row.year),
        row.isrc,
        "" if row.length_s is None else span(int(row.length_s)),
        row.cue,
        ", ".join(row.pinned),
        one_line(row.note),
        one_line(row.file),
    )


def claims(source: Source) -> bool:
    """Whether a table has the columns only clubplanner writes together."""
    return table.head_of(source) >= {"no", "clock", "overlap", "pinned", "artist"}


def read(source: Source) -> Imported:
    """Read the tracks of an exported night; its gaps are left out.

    The table has no date, so the start of a track is ``offset_s`` from the start of
    the night.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    found = table.read_table(source)
    rows = [{name: _unsafe(cell) for name, cell in row.items()} for row in found.rows]
    folder = str(source.path.absolute().parent)
    tracks = tuple(_entry(row, folder) for row in rows if not _is_gap(row))
    name = cells.text(source.path.stem)
    return Imported(
        kind="clubplanner-csv",
        origin="clubplanner",
        encoding=found.encoding,
        is_guessed=found.is_guessed,
        tracks=tracks,
        playlists=(Playlist(name, tuple(range(len(tracks)))),),
        problems=found.problems,
    )


def _is_gap(row: Mapping[str, str]) -> bool:
    """Whether a row keeps time free: it is called so, and has nothing of a track."""
    told = (row.get(name) for name in ("artist", "file", "cue", "length"))
    return row.get("title") == "gap" and not any(told)


def _entry(row: Mapping[str, str], folder: str) -> Entry:
    return replace(
        table.entry(row, folder),
        offset_s=parse_duration(row.get("start", "")),
        played_s=cells.seconds(row.get("play")),
    )


KIND = Kind("clubplanner-csv", "clubplanner night (CSV)", claims, read)
