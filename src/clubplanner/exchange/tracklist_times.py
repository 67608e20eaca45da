"""The times in front of a tracklist's lines: from the start of a mix, or of a clock.

``12:30`` is twelve minutes and a half in a mix and half past noon in a booth; the list
as a whole tells which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from statistics import median

from clubplanner.exchange.midnight import on_days
from clubplanner.exchange.tracklist_lines import Stamp

NEAR_ZERO_S = 600
"""Seconds within which a list that counts from the start of a mix begins."""

_DAY_S = 86_400
_LONGEST_GAP_S = 1800
"""Seconds between two lines, as a rule, above which hours and minutes are none."""


@dataclass(frozen=True, slots=True)
class Times:
    """What the stamps of a list say, one value per line; None where there is none.

    Attributes:
        offsets: seconds from the first sound.
        starts: wall clock, where the list has a date.
        is_clock: whether the stamps are clock times.
    """

    offsets: tuple[float | None, ...]
    starts: tuple[datetime | None, ...]
    is_clock: bool = False


def read_times(
    stamps: Sequence[Stamp | None], day: date | None, *, is_clock: bool = False
) -> Times:
    """Return what stamps mean.

    They count from the start of a mix if the first is near 0, or if they can be no
    clock; hours and minutes of a clock lie no further apart than tracks do. A clock
    without a date is counted from its first time.

    Args:
        stamps: of the lines in order.
        day: the date the list names, None without one.
        is_clock: whether they are known to be clock times.
    """
    none = (None,) * len(stamps)
    told = [stamp for stamp in stamps if stamp is not None]
    if not told:
        return Times(none, none)
    if not is_clock and not _is_clock(told, day):
        offsets = tuple(None if one is None else seconds_of(one) for one in stamps)
        return Times(offsets, none)
    clocks = tuple(None if one is None else _time(one) for one in stamps)
    starts = tuple(on_days(clocks, day or date(2000, 1, 1)))
    if day:
        return Times(none, starts, is_clock=True)
    first = next(start for start in starts if start)
    return Times(
        tuple((start - first).total_seconds() if start else None for start in starts),
        none,
        is_clock=True,
    )


def _is_clock(stamps: Sequence[Stamp], day: date | None) -> bool:
    forms = {len(stamp) for stamp in stamps}
    if len(forms) > 1 or any(stamp[0] > 23 for stamp in stamps):
        return False
    if seconds_of(stamps[0]) <= NEAR_ZERO_S and _rises(stamps):
        return False
    if forms == {3}:
        return day is not None or stamps[0][0] >= 12 or not _rises(stamps)
    clocks = [stamp[0] * 3600 + stamp[1] * 60 for stamp in stamps]
    gaps = [(after - before) % _DAY_S for before, after in pairwise(clocks)]
    return median(gaps) <= _LONGEST_GAP_S if gaps else day is not None


def _rises(stamps: Sequence[Stamp]) -> bool:
    return all(seconds_of(a) <= seconds_of(b) for a, b in pairwise(stamps))


def seconds_of(stamp: Stamp) -> float:
    """Return the seconds of h:mm:ss or m:ss."""
    hours, minutes, seconds = (0, *stamp) if len(stamp) == 2 else stamp
    return float(hours * 3600 + minutes * 60 + seconds)


def _time(stamp: Stamp) -> time | None:
    """Return the time of h:mm or h:mm:ss; None for no hour of a day."""
    hours, minutes, seconds = (*stamp, 0)[:3]
    return time(hours, minutes, seconds) if hours <= 23 else None
