"""Energy from 1 to 10, and the key and energy DJ programs leave in comments.

Mixed In Key writes ``5A - Energy 5`` before what stood in the comment; other forms met
in real libraries are ``5A``, ``7A/11B``, ``9A - 5`` and ``10A - free text`` (the
project's tag map, section 2).
"""

import re
from dataclasses import dataclass

from clubplanner.music.key import Key, parse_key

_ENERGY = re.compile(r"0?(10|[1-9])(?:[.,]0+)?")
_NUMBER = r"(?:0?[1-9]|1[0-2])"
_NAMED_KEY = r"[A-G][#b♯♭]?(?:m|min|maj| ?minor| ?major)?"
_AND_ANOTHER = r"(?:/\S+)?"
_COMMENT = re.compile(
    rf"{_NUMBER}[AB]{_AND_ANOTHER}(?= ?[-,;|]| (?:Energy\b|\d)|$)"
    rf"|{_NUMBER}[md]{_AND_ANOTHER}(?=$| - )"
    rf"|(?P<named>{_NAMED_KEY}{_AND_ANOTHER})(?=$| - Energy \d)"
)
_SAID = re.compile(r" ?-? ?Energy(?: level)?:? ?(?P<energy>10|[1-9])(?!\d)", re.I)
_BARE = re.compile(r" - (?P<energy>10|[1-9])(?=$| - )")


@dataclass(frozen=True, slots=True)
class CommentReading:
    """What a comment holds besides words.

    Attributes:
        key: the key it starts with.
        energy: the energy that follows, 1-10.
        rest: the DJ's own words, without key and energy.
    """

    key: Key | None
    energy: int | None
    rest: str


def parse_energy(text: str) -> int | None:
    """Read a whole energy from 1 to 10 (``6``, ``6.0``); None for anything else."""
    found = _ENERGY.fullmatch(text.strip())
    return int(found[1]) if found else None


def from_comment(
    comment: str, *, bare_number_is_energy: bool = False
) -> CommentReading:
    """Take key and energy from the front of a comment.

    Digits behind the pattern are not looked at: shop ids often follow. A key named in
    letters counts only if it is the whole comment or an energy follows, and a single
    letter never counts alone, because comments are words.

    Args:
        comment: the comment, cleaned.
        bare_number_is_energy: read a comment that is only a number from 1 to 10 as an
            energy; right only if the file has other traces of Mixed In Key.
    """
    text = comment.strip()
    if bare_number_is_energy and (energy := parse_energy(text)):
        return CommentReading(None, energy, "")
    key, rest = _key_in_front(text)
    said = _SAID.match(rest) or (_BARE.match(rest) if key else None)
    if not said:
        return CommentReading(key, None, _without_dash(rest) if key else text)
    return CommentReading(key, int(said["energy"]), _without_dash(rest[said.end() :]))


def _key_in_front(text: str) -> tuple[Key | None, str]:
    found = _COMMENT.match(text)
    if not found:
        return None, text
    rest = text[found.end() :]
    is_one_letter = len((found["named"] or "").partition("/")[0]) == 1
    reading = None if is_one_letter and not rest else parse_key(found[0])
    return (reading.key, rest) if reading else (None, text)


def _without_dash(text: str) -> str:
    return re.sub(r"^[ ,;|]*(?:-\s+)?", "", text).strip()
