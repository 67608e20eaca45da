"""Reading what stands behind the colon: ``118..122``, ``>=7``, ``~8A``, ``<60d``.

Every reader returns a term or raises ValueError with words that end the sentence
"bpm:fast ...". ``is_half_typed`` tells values to wait for.
"""

import re
from collections.abc import Callable
from math import inf, nextafter

from clubplanner.music.duration import parse_duration
from clubplanner.music.key import KEYS, Key, compatible, parse_key
from clubplanner.music.query.columns import PLAYED, WORDED
from clubplanner.music.query.terms import (
    MISSABLE,
    DuplicateTerm,
    KeyTerm,
    MissingTerm,
    RangeTerm,
    WordTerm,
)
from clubplanner.music.text import fold

NEAR_TEMPO_PERCENT = 6
"""How far ``bpm:~124`` reaches either way."""

BEING = ("duplicate",)
"""What ``is:`` can ask for."""

_HALF_TYPED = re.compile(r"(?:<=?|>=?|=|~|\.)?")
_COMPARED = re.compile(r"(<=|>=|<|>|=)(.+)")
_BETWEEN = re.compile(r"(.*?)\.\.(.*)")
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{0,9})?")
_DAYS_AGO = re.compile(r"(\d{1,6})([dwmy]?)")
_DAYS_IN = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}

Range = tuple[float, float]
ReadNumber = Callable[[str], float]


def is_half_typed(value: str) -> bool:
    """Tell whether nothing but the start of a comparison stands there yet."""
    return _HALF_TYPED.fullmatch(value) is not None


def read_words(field: str, value: str) -> WordTerm:
    """Read words to look for in one field."""
    if field not in WORDED:
        raise ValueError("is not a field of words")
    return WordTerm(fold(value), field)


def read_key(value: str) -> KeyTerm:
    """Read ``8A`` in any notation, ``8`` (both letters), ``8A,9A``, ``~8A`` (mixable).

    Raises:
        ValueError: if a name is no key.
    """
    wanted = _keys(value.removeprefix("~"))
    if not value.startswith("~"):
        return KeyTerm(wanted)
    return KeyTerm(
        frozenset(
            key
            for key in KEYS.values()
            if any(compatible(goal, key) for goal in wanted)
        )
    )


def read_bpm(value: str) -> RangeTerm:
    """Read ``124`` (what rounds to it), ``118..122``, ``>=120``, ``~124``.

    ``~124`` means 6 percent either way, and the same around half and double tempo.

    Raises:
        ValueError: if it is no tempo.
    """
    if value.startswith("~"):
        bpm, reach = _decimal(value[1:]), NEAR_TEMPO_PERCENT / 100
        low, high = bpm * (1 - reach), bpm * (1 + reach)
        return RangeTerm("bpm", ((low, high), (low / 2, high / 2), (low * 2, high * 2)))
    if _NUMBER.fullmatch(value):
        decimals = len(value.replace(",", ".").partition(".")[2])
        half = 0.5 * 10**-decimals
        bpm = _decimal(value)
        return RangeTerm("bpm", ((bpm - half, _below(bpm + half)),))
    return RangeTerm("bpm", (_range(value, _decimal),))


def read_number(field: str, value: str) -> RangeTerm:
    """Read a range of ``energy``, ``rating`` or ``year``.

    Raises:
        ValueError: if it is none.
    """
    return RangeTerm(field, (_range(value, _decimal),))


def read_length(value: str) -> RangeTerm:
    """Read a range of lengths (``<4:00``); a number without a colon is minutes.

    Raises:
        ValueError: if it is none.
    """
    return RangeTerm("length", (_range(value, _length),))


def read_played(value: str) -> RangeTerm | MissingTerm:
    """Read when a track was last played: ``never``, ``60d``, ``<60d``, ``>8w``.

    ``60d`` and ``<60d`` are within the last 60 days; ``>8w`` is longer ago, but not
    never. Units are d, w, m (30 days) and y.

    Raises:
        ValueError: if it is none of these.
    """
    if value == "never":
        return MissingTerm(PLAYED)
    if _DAYS_AGO.fullmatch(value):
        return RangeTerm(PLAYED, ((0, _days(value)),))
    low, high = _range(value.replace("<=", "<").replace("<", "<="), _days)
    return RangeTerm(PLAYED, ((low, high),))


def read_missing(value: str) -> MissingTerm:
    """Read the name of a field that is to be unknown or empty.

    Raises:
        ValueError: if there is no such field.
    """
    if value not in MISSABLE:
        raise ValueError(f"is none of {', '.join(MISSABLE)}")
    return MissingTerm(value)


def read_is(value: str) -> DuplicateTerm:
    """Read ``duplicate``: one recording in several files.

    Raises:
        ValueError: if it is something else.
    """
    if value not in BEING:
        raise ValueError(f"is none of {', '.join(BEING)}")
    return DuplicateTerm()


def _keys(names: str) -> frozenset[Key]:
    found: set[Key] = set()
    for name in filter(None, names.split(",")):
        both = {KEYS.get(f"{name.lstrip('0')}{letter}") for letter in "AB"}
        reading = parse_key(name)
        both |= {reading.key, reading.second} if reading else set()
        if both == {None}:
            raise ValueError("is not a key")
        found |= {key for key in both if key}
    return frozenset(found)


def _range(value: str, read: ReadNumber) -> Range:
    """Read ``3``, ``3..6``, ``3..``, ``..6``, ``>3``, ``>=3``, ``<6``, ``<=6``."""
    if found := _BETWEEN.fullmatch(value):
        low = read(found[1]) if found[1] else -inf
        high = read(found[2]) if found[2] else inf
        return (low, high) if low <= high else (high, low)
    if not (found := _COMPARED.fullmatch(value)):
        number = read(value)
        return number, number
    number = read(found[2])
    return {
        "<": (-inf, _below(number)),
        "<=": (-inf, number),
        ">": (nextafter(number, inf), inf),
        ">=": (number, inf),
        "=": (number, number),
    }[found[1]]


def _below(number: float) -> float:
    return nextafter(number, -inf)


def _decimal(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError("is not a number")
    return float(text.replace(",", "."))


def _length(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return 60 * _decimal(text)
    seconds = parse_duration(text)
    if seconds is None:
        raise ValueError("is not a length")
    return seconds


def _days(text: str) -> float:
    found = _DAYS_AGO.fullmatch(text)
    if not found:
        raise ValueError("is not a number of days or weeks")
    return int(found[1]) * _DAYS_IN[found[2]]
