"""Where one night of a history ends and the next one begins."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from clubplanner.exchange.incoming import Entry

NIGHT_GAP = timedelta(hours=6)
"""Silence that parts two nights of one file: longer than a break between two sets of
one night, shorter than from one night's end to the next one's sound check."""


def later_nights(plays: Iterable[Entry]) -> Iterator[int]:
    """Yield the place of each play before which nothing sounded for ``NIGHT_GAP``.

    Args:
        plays: in order; all of them with a zone, or none.
    """
    over: datetime | None = None
    for place, play in enumerate(plays):
        if play.started_at is None:
            continue
        if over is not None and play.started_at - over >= NIGHT_GAP:
            yield place
        ended = play.started_at + timedelta(seconds=play.played_s or 0)
        over = ended if over is None else max(over, ended)


def first_day(plays: Iterable[Entry]) -> date | None:
    """Return the day on which the first play that has a time was started."""
    starts = (play.started_at for play in plays if play.started_at is not None)
    first = next(starts, None)
    return first.date() if first else None
