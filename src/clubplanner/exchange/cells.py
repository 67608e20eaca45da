"""Cells of other programs' lists and tables as values; None where they say nothing."""

import re

from clubplanner.music.duration import parse_duration
from clubplanner.music.isrc import valid_isrc
from clubplanner.music.key import Key, parse_key
from clubplanner.music.tempo import parse_bpm
from clubplanner.music.text import clean

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,20})?")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
LONGEST_PATH = 4096
"""Characters of the longest path that is believed."""

LONGEST_S = 1e7
"""Seconds of the longest length that is believed: four months."""


def text(cell: str | None, limit: int = 500) -> str:
    """Return a cell as clean text on one line."""
    return clean(cell or "", limit)


def path(cell: str | None) -> str:
    """Return a file's path to the letter, "" where it cannot be one.

    Blanks count in a file name, so it is not cleaned as other text is; a control
    character, which could move the cursor of a terminal, becomes the replacement sign.
    """
    plain = cell or ""
    return _UNSAFE.sub("\ufffd", plain) if len(plain) <= LONGEST_PATH else ""


def tempo(cell: str | None) -> float | None:
    """Return a BPM; 0 and nonsense are unknown."""
    return parse_bpm(cell) if cell else None


def key(cell: str | None) -> Key | None:
    """Return a key in any notation."""
    reading = parse_key(cell) if cell else None
    return reading.key if reading else None


def number(cell: str | None) -> float | None:
    """Return a number with a point or a comma."""
    found = _NUMBER.fullmatch((cell or "").strip())
    return float(found[0].replace(",", ".")) if found else None


def whole(cell: str | None) -> int | None:
    """Return a whole number."""
    found = number(cell)
    return int(found) if found is not None else None


def year(cell: str | None) -> int | None:
    """Return the year in ``2011``, ``2011-01-01`` or ``2011/1/1``; 0 is unknown."""
    found = _YEAR.search(cell or "")
    return int(found[1]) if found else None


def seconds(cell: str | None) -> float | None:
    """Return seconds of ``3:25``, ``160:35``, ``1:02:03``, ``0:52.5`` or ``205``."""
    return length(parse_duration(cell or ""))


def length(value: float | None) -> float | None:
    """Return a length in seconds that can be one: above 0 and not absurd."""
    return value if value is not None and 0 < value < LONGEST_S else None


def byte_stars(cell: str | int | None) -> float | None:
    """Return stars of 0, 51, 102 ... 255, as rekordbox and Traktor write them."""
    value = whole(cell) if isinstance(cell, str) else cell
    if value is None or not 0 <= value <= 255:
        return None
    return round(value / 51 * 2) / 2


def isrc(cell: str | None) -> str:
    """Return an ISRC of 12 characters, empty text for anything else."""
    return valid_isrc((cell or "")[:40])
