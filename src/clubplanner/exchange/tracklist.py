"""Tracklists as text: with the clock of the night, or ready to be shared.

``ID`` stands for an unknown artist or title, the word listeners expect. One list does
for the descriptions of YouTube, SoundCloud and Mixcloud, the first stamp being 0:00;
1001Tracklists writes its stamps in brackets, of which YouTube makes no chapters.

YouTube makes chapters of a list whose first stamp is 0:00, with at least three stamps
in rising order and at least ten seconds between them; a description is at most 5,000
bytes without ``<`` and ``>`` (YouTube Data API, ``snippet.description``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.options import HeardPlay, Options
from clubplanner.exchange.rows import (
    Listing,
    Row,
    assumed_problems,
    named_rows,
    one_line,
)
from clubplanner.exchange.version import full_title
from clubplanner.night.plan import elapsed

FEWEST_CHAPTERS = 3
SHORTEST_CHAPTER_S = 10
"""What YouTube makes chapters of: so many stamps, so many seconds apart."""

LONGEST_DESCRIPTION = 5000
"""Bytes YouTube takes as the description of a video."""


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

    It becomes chapters on YouTube; the problems say where it would not.

    Returns:
        the one text, and the problems.
    """
    rows, problems = named_rows(listing.rows)
    lines = [f"{stamp(_from_zero(rows, row))} {_named(row)}" for row in rows]
    text = _text(lines)
    return (text,), (*problems, *assumed_problems(rows), *_no_chapters(rows, text))


def write_1001tracklists(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the list as 1001Tracklists shows one: ``[04:30] Artist - Title [LABEL]``.

    Returns:
        the one text, and the problems.
    """
    rows, problems = named_rows(listing.rows)
    lines = [f"[{_padded(_from_zero(rows, row))}] {_named(row)}" for row in rows]
    return (_text(lines),), (*problems, *assumed_problems(rows))


def write_recap(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write what was really played, to be shared: from the play log, not the plan.

    The stamps count from the first play, as for the page of a recording. Where no time
    is written the tracks are numbered.

    Returns:
        the one text, and the problems.

    Raises:
        ClubplannerError: there is no play log.
    """
    heard = options.heard()
    if heard is None:
        raise ClubplannerError(
            "there is no play log of this night: a recap tells what was played",
            hint="mark plays in the gig (6), or import a history",
        )
    night = listing.night
    venue = f", {one_line(night.venue)}" if night.venue else ""
    act = f"{one_line(options.act)}: " if options.act else ""
    head = f"{act}{one_line(night.name)}{venue}, {night.date.day} {night.date:%b %Y}"
    begin = next((play.begins for play in heard.plays if play.begins), None)
    lines = [
        f"{_lead(number, play.begins, begin)} {_played(play)}"
        for number, play in enumerate(heard.plays, 1)
    ]
    problems = [] if heard.is_public else ["the play log says that nobody was there"]
    if begin is None and lines:
        problems.append("the play log has no times: the tracks are numbered")
    return (_text([head, "", *lines]),), tuple(problems)


def _lead(number: int, at: datetime | None, begin: datetime | None) -> str:
    """Return the stamp of a play; its number where the log has no times at all."""
    if begin is None:
        return f"{number}."
    return "?:??" if at is None else stamp(max(0, elapsed(begin, at)))


def _played(play: HeardPlay) -> str:
    """Return ``Artist - Title (Remix) [LABEL]``; an unknown half is ``ID``."""
    title = full_title(one_line(play.title), one_line(play.remixer))
    label = f" [{one_line(play.label).upper()}]" if play.label else ""
    return f"{one_line(play.artist) or 'ID'} - {title or 'ID'}{label}"


def stamp(seconds: int) -> str:
    """Return M:SS below an hour, H:MM:SS above it."""
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def _from_zero(rows: Sequence[Row], row: Row) -> int:
    """The first stamp is 0:00 even where the night opens with a gap."""
    return 0 if row is rows[0] else row.start_s


def _padded(seconds: int) -> str:
    return stamp(seconds).rjust(5, "0")


def _named(row: Row) -> str:
    """Return ``Artist - Title (Remix) [LABEL]``, the label where one is known."""
    full = replace(row, title=full_title(row.title, row.remixer)).display
    return f"{full} [{row.label.upper()}]" if row.label else full


def _no_chapters(rows: Sequence[Row], text: str) -> Iterator[str]:
    """Say why YouTube would make no chapters of a list, or not take it at all."""
    if 0 < len(rows) < FEWEST_CHAPTERS:
        yield f"YouTube makes chapters of {FEWEST_CHAPTERS} tracks and more"
    starts = [_from_zero(rows, row) for row in rows]
    for (before, after), row in zip(pairwise(starts), rows[1:], strict=False):
        if after - before < SHORTEST_CHAPTER_S:
            yield (
                f"{row.where} starts {after - before} s after the one before: YouTube "
                f"makes no chapters below {SHORTEST_CHAPTER_S} s"
            )
    size = len(text.encode("utf-8"))
    if size > LONGEST_DESCRIPTION:
        yield (
            f"the list has {size:,} bytes and YouTube takes {LONGEST_DESCRIPTION:,}: "
            "put the rest into a comment"
        )
    for row in rows:
        if {"<", ">"} & set(_named(row)):
            yield f"{row.where}: YouTube takes no < or > in a description"


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
