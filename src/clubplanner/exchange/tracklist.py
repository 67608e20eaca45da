"""Tracklists as text: with the clock of the night, or for a mix's description.

Descriptions on YouTube, SoundCloud and Mixcloud want the first stamp to be 0:00; an
unknown artist or title is ``ID``, the word listeners expect.
"""

from collections.abc import Sequence

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import (
    Listing,
    Row,
    assumed_problems,
    named_rows,
    one_line,
)


def write_clock(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the list with the wall clock of each start, for the booth.

    Returns:
        the one text, and the problems.
    """
    night = listing.night
    rows, problems = named_rows(listing.rows)
    venue = f", {one_line(night.venue)}" if night.venue else ""
    act = f"{one_line(options.act)}: " if options.act else ""
    head = f"{act}{one_line(night.name)}{venue}, {night.date:%Y-%m-%d}"
    lines = [f"{row.begins:%H:%M:%S}  {_named(row)}" for row in rows]
    return (_text([head, "", *lines]),), (*problems, *assumed_problems(rows))


def write_description(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the list with stamps from 0:00, for the page of a recorded mix.

    Returns:
        the one text, and the problems.
    """
    rows, problems = named_rows(listing.rows)
    lines = [f"{stamp(_from_zero(rows, row))} {_named(row)}" for row in rows]
    return (_text(lines),), (*problems, *assumed_problems(rows))


def stamp(seconds: int) -> str:
    """Return M:SS below an hour, H:MM:SS above it."""
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def _from_zero(rows: Sequence[Row], row: Row) -> int:
    """The first stamp is 0:00 even where the night opens with a gap."""
    return 0 if row is rows[0] else row.start_s


def _named(row: Row) -> str:
    return f"{row.display} [{row.label.upper()}]" if row.label else row.display


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
