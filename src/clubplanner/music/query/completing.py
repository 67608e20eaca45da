"""Completing a query while it is typed: fields, and the values the library has.

Every value comes with the number of tracks the whole query would then find. What it
takes is bounded: 50,000 tracks are counted in C, values are looked at once each.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clubplanner.music.key import KEYS, compatible
from clubplanner.music.query.columns import ANY, CUE, NEEDED, PLAYED, Columns, key_place
from clubplanner.music.query.parsing import FIELDS, TOKEN, parse_query
from clubplanner.music.query.searcher import Searcher
from clubplanner.music.query.values import BEING
from clubplanner.music.text import fold

MOST = 8
"""Completions offered at once."""

_WORDS = ("genre", "artist", "album", "label", "tag", CUE)
"""Fields of words whose values are worth offering: titles and paths are too many."""

_LONGEST = 100
"""Characters of a value worth typing."""

_BARE = ("genre", CUE)
"""Those of them that are offered for a word without a field."""

_NUMBERS = ("energy", "rating", "year")
_LISTED = {
    PLAYED: ("never", "30d", "60d", ">8w"),
    "missing": (ANY, *NEEDED, "rating", "year", "label"),
    "is": BEING,
}

Value = tuple[str, int]
"""What can stand behind the colon, and how many of the tracks it finds."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    Attributes:
        shown: what is offered, for people: ``deep house``, ``genre:``.
        text: the whole query with it.
        cursor: where the cursor then is, in characters.
        count: tracks the query then finds; None for a field without a value yet.
    """

    shown: str
    text: str
    cursor: int
    count: int | None = None


def complete(searcher: Searcher, text: str, cursor: int) -> tuple[Completion, ...]:
    """Return how the word at the cursor can go on, what finds most first.

    Args:
        searcher: knows the tracks.
        text: the query.
        cursor: place of the cursor in it, in characters.
    """
    word = _word_at(text, cursor)
    if word is None:
        return ()
    start, found = word
    minus, field = found["minus"], (found["field"] or "").lower()
    typed = found["value"].replace('"', "")
    behind = re.sub(r"^\S+", "", text[cursor:])
    here = searcher.search(text[:start] + behind).indexes
    offers: list[tuple[str, str, int | None]] = []
    if not field:
        names = (name for name in FIELDS if typed and name.startswith(typed.lower()))
        offers += [(f"{name}:", f"{name}:", None) for name in names]
    for one in (field,) if field else _BARE if len(typed) > 1 else ():
        for value, count in _values(searcher.columns, one, typed, here):
            term = f"{one}:{_quoted(value)}"
            offers.append((value if field else f"{one}:{value}", term, count))
    return tuple(
        _completion(
            shown, minus + term, text[:start], behind, _count(count, minus, here)
        )
        for shown, term, count in offers[:MOST]
        if minus + term != found[0]
    )


def _word_at(text: str, cursor: int) -> tuple[int, re.Match[str]] | None:
    """Return the word that ends at the cursor and where it begins, None without one."""
    for found in TOKEN.finditer(text[:cursor]):
        if found.end() == cursor and found[0]:
            return found.start(), found
    return None


def _completion(
    shown: str, term: str, before: str, behind: str, count: int | None
) -> Completion:
    # A field waits for its value, everything else for the next word.
    blank = "" if count is None or behind.startswith(" ") else " "
    made = before + term + blank
    return Completion(shown, made + behind, len(made), count)


def _count(count: int | None, minus: str, here: Sequence[int]) -> int | None:
    return len(here) - count if minus and count is not None else count


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value


def _values(
    columns: Columns, field: str, typed: str, here: Sequence[int]
) -> Iterable[Value]:
    """Return the values of a field that begin as typed and find something."""
    if field in _WORDS:
        return _words(columns, field, fold(typed), here)
    if field in _NUMBERS:
        return _numbers(columns.numbers(field), typed, here)
    if field == "key":
        return _keys(columns.key_places, typed, here)
    found = [
        (value, _kept(columns, f"{field}:{value}", here))
        for value in _LISTED.get(field, ())
        if value.startswith(typed.lower())
    ]
    return [value for value in found if value[1]]


def _words(
    columns: Columns, field: str, typed: str, here: Sequence[int]
) -> list[Value]:
    held = [text for text in columns.values(field) if typed in text]
    if not held:
        return []
    each = Counter(map(columns.words(field).__getitem__, here))
    near = {text: each[text] for text in held if each[text]}
    parts: Counter[str] = Counter()
    for text, count in near.items():
        for part in map(str.strip, text.split("\n")):
            if _can_be_typed(part) and f" {typed}" in f" {part}":
                parts[part] += count
    best = (part for part, _ in parts.most_common(MOST))
    counted = [
        (part, sum(n for text, n in near.items() if part in text)) for part in best
    ]
    return sorted(counted, key=lambda value: (-value[1], value[0]))


def _can_be_typed(value: str) -> bool:
    return bool(value) and '"' not in value and len(value) <= _LONGEST


def _numbers(numbers: Sequence[float], typed: str, here: Sequence[int]) -> list[Value]:
    each = Counter(map(numbers.__getitem__, here))
    known = sorted((number for number in each if number == number), reverse=True)
    return [(f"{n:g}", each[n]) for n in known if f"{n:g}".startswith(typed)]


def _keys(places: Sequence[int], typed: str, here: Sequence[int]) -> list[Value]:
    each = Counter(map(places.__getitem__, here))
    near = "~" if typed.startswith("~") else ""
    found: list[Value] = []
    for name, key in KEYS.items():
        goals = [k for k in KEYS.values() if compatible(key, k)] if near else [key]
        count = sum(each[key_place(goal)] for goal in goals)
        if count and name.lower().startswith(typed.removeprefix("~").lower()):
            found.append((f"{near}{name}", count))
    return sorted(found, key=lambda value: -value[1])


def _kept(columns: Columns, term: str, here: Sequence[int]) -> int:
    return len(parse_query(term).terms[0].keep(columns, here))
