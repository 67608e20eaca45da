"""The night as a table for spreadsheets: UTF-8 with BOM, CRLF, every cell quoted.

The BOM makes Excel read UTF-8; a cell that starts with ``= + - @`` (or a tab, which
Excel drops) would be a formula there, so it gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Sequence

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
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in _cells(row)] for row in listing.rows)
    return ("\ufeff" + table.getvalue(),), tuple(assumed_problems(listing.rows))


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _cells(row: Row) -> Sequence[str]:
    return (
        str(row.number),
        f"{row.begins:%H:%M:%S}",
        f"{row.ends:%H:%M:%S}",
        _span(row.start_s),
        _span(row.play_s),
        _span(row.overlap_s),
        row.artist,
        row.title,
        "" if row.bpm is None else f"{row.bpm:.2f}",
        "" if row.key is None else str(row.key),
        "" if row.energy is None else str(row.energy),
        row.genre,
        row.label,
        "" if row.year is None else str(row.year),
        row.isrc,
        "" if row.length_s is None else _span(int(row.length_s)),
        row.cue,
        ", ".join(row.pinned),
        one_line(row.note),
        one_line(row.file),
    )


def _span(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
