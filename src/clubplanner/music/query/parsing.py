"""The query language: words, phrases and ``field:value`` terms, all of which must hold.

What does not parse is searched as words, and a notice says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from clubplanner.music.query.columns import CUE, PLAYED, WORD_FIELDS, WORDED
from clubplanner.music.query.terms import NotTerm, PlainTerm, RangeTerm, Term, WordTerm
from clubplanner.music.query.values import (
    NEAR_TEMPO_PERCENT,
    is_half_typed,
    read_bpm,
    read_is,
    read_key,
    read_length,
    read_missing,
    read_number,
    read_played,
    read_words,
)
from clubplanner.music.tempo import format_bpm
from clubplanner.music.text import fold

_LONGEST = 1000
_MOST_TERMS = 40
TOKEN = re.compile(r'(?P<minus>-?)(?:(?P<field>[^\W\d]\w*):)?(?P<value>"[^"]*"?|\S*)')
"""One term of a query as it stands in the text."""

_READERS: dict[str, Callable[[str], PlainTerm]] = {
    "bpm": read_bpm,
    "key": read_key,
    "energy": partial(read_number, "energy"),
    "rating": partial(read_number, "rating"),
    "year": partial(read_number, "year"),
    "length": read_length,
    PLAYED: read_played,
    "missing": read_missing,
    "is": read_is,
    **{field: partial(read_words, field) for field in (*WORD_FIELDS, CUE)},
}

FIELDS = tuple(_READERS)
"""Every field a query can name."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query.

    Attributes:
        terms: what must hold, all of it.
        notices: sentences for the DJ: what did not parse, what a term reaches.
    """

    terms: tuple[Term, ...] = ()
    notices: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """Read a query; whatever is typed gives one, nothing raises.

    A term just begun (``bpm:``, ``key:~``, ``-``) is left out until it says something.
    """
    terms: list[Term] = []
    notices: list[str] = []
    for found in TOKEN.finditer(text[:_LONGEST]):
        term, notice = _term(found)
        if term:
            terms.append(NotTerm(term) if found["minus"] else term)
        if notice:
            notices.append(notice)
    if len(terms) > _MOST_TERMS or len(text) > _LONGEST:
        notices.append("The search is too long: its end is left out")
    return Query(tuple(terms[:_MOST_TERMS]), tuple(notices))


def _term(found: re.Match[str]) -> tuple[PlainTerm | None, str]:
    field, value = (found["field"] or "").lower(), found["value"].strip('"').strip()
    if not field:
        return _anywhere(value), ""
    if field not in _READERS:
        return _anywhere(f"{found['field']}:{value}"), _unknown(field)
    if not value or (field not in WORDED and is_half_typed(value)):
        return None, ""
    try:
        term = _READERS[field](value if field in WORDED else _plain(value, field))
    except ValueError as problem:
        return _anywhere(value), f"{field}:{value} {problem}: searched as words"
    return term, _reach(term, value)


def _plain(value: str, field: str) -> str:
    return value if field == "key" else value.lower()


def _anywhere(words: str) -> WordTerm | None:
    folded = fold(words)
    return WordTerm(folded) if folded.strip() else None


def _unknown(field: str) -> str:
    close = get_close_matches(field, FIELDS, n=1)
    hint = f", did you mean {close[0]}" if close else ""
    return f"There is no field {field}{hint}: searched as words"


def _reach(term: PlainTerm, value: str) -> str:
    """Say what a near tempo finds, because it is more than one range."""
    if not isinstance(term, RangeTerm) or len(term.ranges) == 1:
        return ""
    low, high = (format_bpm(bpm) for bpm in term.ranges[0])
    return (
        f"bpm:{value} finds {low} to {high} ({NEAR_TEMPO_PERCENT} % either way)"
        " and half and double that"
    )
