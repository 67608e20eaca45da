"""Titles and artists taken apart, so two spellings of one song compare equal."""

import re
from dataclasses import dataclass

from clubplanner.music.text import fold

_SILENT = dict.fromkeys(map(ord, "'.’"), None)
_BLANK = {
    code: " "
    for code in range(0x21, 0x7F)
    if not chr(code).isalnum() and chr(code) not in "'."
}
_SPACING = {**_BLANK, **_SILENT, ord("…"): " ", ord("–"): " ", ord("—"): " "}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_GUESTS = re.compile(r"\b(?:feat|ft|featuring)\b\.?(.*)", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+|\s+[/|]\s+")
_ARTISTS = re.compile(
    r"\s*(?:,|;|/|&|\+|\bx\b|\bvs\b\.?|\band\b|\bwith\b|\bfeat\b\.?|\bft\b\.?"
    r"|\bfeaturing\b)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title as written in a tag.

    Attributes:
        parts: the words of each part between dashes, brackets taken off.
        extras: what stood in brackets and behind a dash, folded.
    """

    parts: tuple[tuple[str, ...], ...]
    extras: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Return folded words without punctuation: ``t.A.T.u.`` is ``tatu``."""
    return fold(text).translate(_SPACING).split()


def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a title, a Roman number at its end as digits."""
    words = words_of(text)
    if len(words) > 1:
        words[-1] = _ROMAN.get(words[-1], words[-1])
    return tuple(words)


def title_parts(text: str) -> TitleParts:
    """Take ``Foo - Remastered (feat. Bar)`` apart."""
    extras = [match[1] for match in _BRACKETS.finditer(text)]
    bare = _BRACKETS.sub(" ", text)
    guests = _GUESTS.search(bare)
    if guests:
        extras.append(guests[0])
        bare = bare[: guests.start()]
    pieces = [piece for piece in _DASH.split(bare) if piece.strip()]
    return TitleParts(
        tuple(title_words(piece) for piece in pieces),
        tuple(fold(extra) for extra in (*pieces[1:], *extras)),
    )


def artist_names(text: str) -> frozenset[tuple[str, ...]]:
    """Return the words of every artist named, and of the whole text as one name."""
    names = {tuple(words_of(name)) for name in (*_ARTISTS.split(text), text)}
    return frozenset(name for name in names if name)


def isrcs(text: str) -> frozenset[str]:
    """Return the ISRC codes in a tag: twelve letters and digits, hyphens dropped."""
    found = re.findall(
        r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", re.sub(r"[-\s.]", "", text.upper())
    )
    return frozenset(found)
