"""One line of a tracklist taken apart: its number, its time, the rest.

Forms met on mix pages, in forums and in the exports of programs::

    01. Artist - Title              1) Artist - Title      01 - 05:21 - Artist - Title
    [00:12:30] Artist - Title [L]   12:30 Artist - Title   [12] Artist - Title
    w/ Artist - Title               + Artist - Title       • Artist – Title
    A1. Artist - Title              9:32 PM Artist - Title 05'21 Artist - Title
    1. Artist - Title [5:21]        Artist - Title - 05:21 Artist - Title [cue 5:21]
    00:00 | Artist | Title          1. Title by Artist     “Title” by Artist

MixesDB writes whole minutes in brackets, with ``?`` for a digit it does not know.
1001Tracklists puts ``w/`` before what plays together with the track above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clubplanner.exchange import cells
from clubplanner.exchange.names import artist_and_title, has_dash
from clubplanner.music.text import fold

Stamp = tuple[int, ...]
"""Hours, minutes, seconds, or minutes (hours) and seconds (minutes)."""

_STAMP = re.compile(
    r"[\[(]?(\d{1,3})(?::|['’′](?=\d\d\b)|h(?=\d))([0-5]\d)(?:[:m]([0-5]\d)s?|[\"”″m])?"
    r"(?:[.,]\d{1,3})?(?![\d:])(?:\s?([AaPp])\.?[Mm]\b\.?)?[\])]?"
    r"(?:\s*[-–—]\s*[\[(]?\d{1,3}(?::[0-5]\d){1,2}[\])]?(?=\s))?"
)
"""A time, perhaps with the time the track ends."""

_TAIL = re.compile(
    r"(?:\s+[-–—@|]+)?\s+[\[(]?(?:cue |@ ?)?"
    r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:[.,]\d{1,3})?[\])]?\s*\Z",
    re.IGNORECASE,
)
"""A time at the end."""

_LONGEST_TAIL = 80
_MARKED = re.compile(r"(?:#|track )?(\d{1,3})(?:[.)](?!\d)|:(?=\s))", re.IGNORECASE)
_BARE = re.compile(r"(?:#|track )?(\d{1,3})(?:[.)](?!\d)|:?(?=\s))", re.IGNORECASE)
_SIDE = re.compile(r"[A-H]\d{1,2}[.)](?=\s)")
_BRACKETED = re.compile(r"\[(?:(\d{1,3})|(?=\d*\?)[\d?]{1,4})\](?=\s)")
_PARTS = re.compile(r"\s*[-–—:|]?\s+")
_COLUMN = re.compile(r"\s*\t\s*|\s+\|\s+")
_MOST_TABS = 2
"""Tabs of a line that is a track; one with more is the row of some table."""

_QUOTED_BY = re.compile(r"[“\"](.+)[”\"]\s+(by\s+.+)")
_TOGETHER = re.compile(r"(?:w/|\+(?=\s))\s*", re.IGNORECASE)
_BULLET = re.compile(r"[-*•·‣#]\s+")
_VERSION = re.compile(
    r"\b(?:mix|remix|rmx|edit|dub|version|rework|bootleg|original|instrumental|vip"
    r"|acapella|acappella|live|remaster|remastered|flip|mashup|feat|ft|clip|take)\b"
)
"""Words that make a bracket part of a title: ``[Extended Mix]`` is no label."""

_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class TracklistLine:
    """A line of a tracklist.

    Attributes:
        rest: what is left behind number and time.
        number: the number in front, None without one.
        in_brackets: a number in brackets in front: minutes, if it is no number.
        stamp: the time in front, None without one.
        is_led: whether something in front says that this is a track: one of these,
            ``[?]``, ``w/`` or ``+``; or a title in quotes before ``by``.
    """

    rest: str
    number: int | None = None
    in_brackets: int | None = None
    stamp: Stamp | None = None
    is_led: bool = False

    @property
    def has_dash(self) -> bool:
        """Whether the rest is ``Artist - Title``."""
        return has_dash(self.rest)

    @property
    def is_by(self) -> bool:
        """Whether the line may be ``1. Title by Artist``."""
        return self.is_led and not self.has_dash and " by " in self.rest

    def without_tail(self) -> tuple["TracklistLine", Stamp | None]:
        """Return the line without the time at its end, and that time."""
        start = max(0, len(self.rest) - _LONGEST_TAIL)
        found = _TAIL.search(self.rest, start)
        if not found or not self.rest[: found.start()].strip():
            return self, None
        return replace(self, rest=self.rest[: found.start()]), _numbers(found.groups())

    def named(self) -> tuple[str, str, str]:
        """Return artist, title and label."""
        plain, label = cells.text(self.rest), ""
        begin = plain.rfind("[")
        if plain.endswith("]") and begin > 0:
            inside = plain[begin + 1 : -1].strip()
            is_version = _VERSION.search(fold(inside)) is not None
            if 0 < len(inside) <= _LONGEST_LABEL and not is_version:
                plain, label = plain[:begin].strip(), inside
        return (*artist_and_title(plain), label)


def take_apart(line: str, *, with_bare_numbers: bool = False) -> TracklistLine:
    """Take a line apart.

    Args:
        line: one line.
        with_bare_numbers: whether a number with nothing behind it counts; else
            ``808 State - Pacific`` keeps its artist.
    """
    _, rest = _taken(_BULLET, line.strip())
    together, rest = _taken(_TOGETHER, rest)
    marked, rest = _taken(_BARE if with_bare_numbers else _MARKED, rest)
    side, rest = (None, rest) if marked else _taken(_SIDE, rest)
    bracketed, rest = _taken(_BRACKETED, rest)
    timed, rest = _taken(_STAMP, rest)
    if timed and with_bare_numbers and not marked:
        marked, rest = _taken(_BARE, rest)
    if timed and not together:
        together, rest = _taken(_TOGETHER, rest)
    quoted = _QUOTED_BY.fullmatch(rest)
    is_led = any((together, marked, side, bracketed, timed, quoted))
    if quoted:
        rest = f"{quoted[1]} {quoted[2]}"
    elif is_led and not has_dash(rest) and rest.count("\t") <= _MOST_TABS:
        rest = _COLUMN.sub(" - ", rest, count=1)
    return TracklistLine(
        rest=rest,
        number=int(marked[1]) if marked else None,
        in_brackets=int(bracketed[1]) if bracketed and bracketed[1] else None,
        stamp=_numbers(timed.groups()[:3], timed[4] or "") if timed else None,
        is_led=is_led,
    )


def _numbers(groups: Sequence[str | None], half: str = "") -> Stamp:
    """Return the numbers of a time, on a clock of 24 hours where it says AM or PM."""
    first, *rest = (int(one) for one in groups if one)
    if half and 1 <= first <= 12:
        first = first % 12 + (12 if half in "Pp" else 0)
    return (first, *rest)


def are_numbered(numbers: Sequence[int]) -> bool:
    """Whether numbers in front of lines count them: 1, 2, 3, and again from 1.

    A fifth of them may be left out, and a part of a list begins with any number.
    """
    if len(numbers) < 2:
        return False
    steps = [(after - before, after) for before, after in pairwise(numbers)]
    if numbers[0] not in (0, 1):
        return len(steps) >= 2 and all(step == 1 for step, _ in steps)
    ones = sum(step == 1 or after == 1 for step, after in steps)
    return ones * 5 >= len(steps) * 4 and all(
        step > 0 or after <= 1 for step, after in steps
    )


def _taken(form: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Take a form off the front of a text with what parts it from the rest."""
    found = form.match(text)
    if not found:
        return None, text
    parted = _PARTS.match(text, found.end())
    return found, text[parted.end() if parted else found.end() :]
