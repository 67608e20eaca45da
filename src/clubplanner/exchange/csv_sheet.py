"""The night as a table for spreadsheets: UTF-8 with BOM, CRLF, every cell quoted.

The BOM makes Excel read UTF-8; a cell that starts with ``= + - @`` (or a tab, which
Excel drops) would be a formula there, so it gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, Row, assumed_problems, one_line

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
    text = table(COLUMNS, map(_cells, listing.rows))
    return (text,), tuple(assumed_problems(listing.rows))


def table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
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
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


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
