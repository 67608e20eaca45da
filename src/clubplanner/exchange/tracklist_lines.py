"""One line of a tracklist taken apart: its number, its time, the rest.

Forms met on mix pages, in forums and in the exports of programs::

    01. Artist - Title              1) Artist - Title      01 - 05:21 - Artist - Title
    [00:12:30] Artist - Title [L]   12:30 Artist - Title   [12] Artist - Title
    w/ Artist - Title               + Artist - Title       • Artist – Title

MixesDB writes whole minutes in brackets. 1001Tracklists puts ``w/`` before what plays
together with the track above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clubplanner.exchange import cells
from clubplanner.exchange.names import artist_and_title, has_dash
from clubplanner.music.text import fold

_STAMP = re.compile(
    r"[\[(]?(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:[.,]\d{1,3})?(?![\d:])[\])]?"
    r"(?:\s*[-–—]\s*[\[(]?\d{1,3}(?::[0-5]\d){1,2}[\])]?(?=\s))?"
)
"""A time, perhaps with the time the track ends."""

_MARKED = re.compile(r"#?(\d{1,3})(?:[.)](?!\d)|:(?=\s))")
_BARE = re.compile(r"#?(\d{1,3})(?:[.)](?!\d)|:?(?=\s))")
_BRACKETED = re.compile(r"\[(?:(\d{1,3})|\?+)\](?=\s)")
_PARTS = re.compile(r"\s*[-–—:|]?\s+")
_TOGETHER = re.compile(r"(?:w/|\+(?=\s))\s*", re.IGNORECASE)
_BULLET = re.compile(r"[-*•·‣]\s+")
_VERSION = re.compile(
    r"\b(?:mix|remix|rmx|edit|dub|version|rework|bootleg|original|instrumental|vip"
    r"|acapella|acappella|live|remaster|remastered|flip|mashup|feat|ft|clip|take)\b"
)
"""Words that make a bracket part of a title: ``[Extended Mix]`` is no label."""

_LONGEST_LABEL = 60

Stamp = tuple[int, ...]
"""Hours, minutes, seconds, or minutes (hours) and seconds (minutes)."""


@dataclass(frozen=True, slots=True)
class TracklistLine:
    """A line of a tracklist.

    Attributes:
        rest: what is left behind number and time.
        number: the number in front, None without one.
        in_brackets: a number in brackets in front: minutes, if it is no number.
        stamp: the time in front, None without one.
        is_led: whether something in front says that this is a track: one of these,
            ``[?]``, ``w/`` or ``+``.
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
    bracketed, rest = _taken(_BRACKETED, rest)
    timed, rest = _taken(_STAMP, rest)
    if timed and with_bare_numbers and not marked:
        marked, rest = _taken(_BARE, rest)
    return TracklistLine(
        rest=rest,
        number=int(marked[1]) if marked else None,
        in_brackets=int(bracketed[1]) if bracketed and bracketed[1] else None,
        stamp=tuple(int(one) for one in timed.groups() if one) if timed else None,
        is_led=any((together, marked, bracketed, timed)),
    )


def are_numbered(numbers: Sequence[int]) -> bool:
    """Whether numbers in front of lines count them: 1, 2, 3, and again from 1."""
    if len(numbers) < 2 or numbers[0] not in (0, 1):
        return False
    return all(after in (before + 1, 1) for before, after in pairwise(numbers))


def _taken(form: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Take a form off the front of a text with what parts it from the rest."""
    found = form.match(text)
    if not found:
        return None, text
    parted = _PARTS.match(text, found.end())
    return found, text[parted.end() if parted else found.end() :]
