"""Dates and clock times as the computer's settings write them.

Serato exports ``8.3.2024, 18.38.31 EET`` in Finland and ``3/8/24, 6:38:31 PM`` in the
States. The zone's name is left aside: the clock of the computer is what counts.
"""

import re
from dataclasses import dataclass
from datetime import date

DAY_S = 86_400

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[.:](?P<minute>[0-5]\d)(?:[.:](?P<second>[0-5]\d))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?| ?[+-]\d{1,2}(?::?\d\d)?)?"
)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a cell says of a time.

    Attributes:
        day: the date, where there is one.
        clock_s: seconds since midnight on the wall clock.
        is_unsure: whether day and month could be the other way round.
    """

    day: date | None = None
    clock_s: int | None = None
    is_unsure: bool = False


def read_stamp(cell: str) -> Stamp:
    """Read a date with a clock time, or a clock time alone.

    ``10.12.21`` alone is a clock time: a date without a clock behind it has its year in
    four digits.
    """
    plain = " ".join(cell[:_LONGEST].split())
    clock_s = _clock(plain)
    if clock_s is not None:
        return Stamp(clock_s=clock_s)
    found = _date_in(plain)
    if found is None:
        return Stamp()
    written, day, is_unsure = found
    return Stamp(day, _clock(plain.partition(written)[2].lstrip(" ,T")), is_unsure)


def date_in(text: str) -> Stamp:
    """Return the date inside a name: ``Basso 10.1.2019``."""
    found = _date_in(text[:_LONGEST])
    return Stamp(found[1], None, found[2]) if found else Stamp()


def _clock(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    if hour > 23:
        return None
    return hour * 3600 + int(found["minute"]) * 60 + int(found["second"] or 0)


def _date_in(text: str) -> tuple[str, date, bool] | None:
    """Return a date as it is written, as it is meant, and whether that is unsure.

    With dots or dashes the day comes first; with slashes the month does where the clock
    counts to twelve, as in the States.
    """
    if first := _YEAR_FIRST.search(text):
        day = _date(int(first[1]), int(first[2]), int(first[3]))
        return (first[0], day, False) if day else None
    last = _YEAR_LAST.search(text)
    if not last:
        return None
    year = int(last[4]) + (2000 if len(last[4]) == 2 else 0)
    left, right = int(last[1]), int(last[3])
    is_open = last[2] == "/" and max(left, right) <= 12 and left != right
    counts_to_12 = re.search(r"\d ?[AaPp]\.?[Mm]", text) is not None
    month_first = last[2] == "/" and (right > 12 or (left <= 12 and counts_to_12))
    month, number = (left, right) if month_first else (right, left)
    day = _date(year, month, number)
    return (last[0], day, is_open) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1998 <= year < 2100 else None
    except ValueError:
        return None
