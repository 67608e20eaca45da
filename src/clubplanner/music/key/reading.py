"""Reading keys from the many spellings found in tags.

The forms are those of the project's tag map, section 4, with their close relatives:
Camelot, Open Key, letter names in English, German, French, Italian and Spanish, lower
case for minor, two keys or two notations side by side, and Mixed In Key's base64 JSON.
"""

import base64
import json
import re
import unicodedata
from dataclasses import dataclass

from clubplanner.music.key.notation import key_at_pitch
from clubplanner.music.key.wheel import Key, at

_LONGEST = 2000
_CAMELOT = re.compile(r"0?(1[0-2]|[1-9]) ?([ABab])(?: (?:[2-9]\d|[1-9]\d\d))?")
"""Camelot text, perhaps with a BPM behind it as some programs write it."""
_OPEN_KEY = re.compile(r"0?(1[0-2]|[1-9]) ?([MDmd])")

_SHARP_WORDS = r"sharp|di[eè]se|diesis|sostenido"
_FLAT_WORDS = r"flat|b[eé]molle|b[eé]mol"
_MAJOR_WORDS = r"major|majeur|maggiore|mayor|maj|dur"
_MINOR_WORDS = r"minor|mineur|minore|menor|min|moll|mol|m"
_REST = (
    rf"(?i:[ -]?(?P<sharp>{_SHARP_WORDS})|[ -]?(?P<flat>{_FLAT_WORDS}))?"
    rf"(?:[ -]*(?i:(?P<major>{_MAJOR_WORDS})|(?P<minor>{_MINOR_WORDS}))\.?)?"
)
_LETTER = re.compile(
    r"(?P<root>[A-Ha-h])(?P<sign>##|#|bb|b|B(?= ?M[AI])|isis|eses|is|es|(?<=[AEae])s)?"
    + _REST
)
_SOLFEGE = re.compile(
    r"(?P<root>(?i:do|ut|r[eé]|mi|fa|sol|la|si))(?P<sign>##|#|bb|b)?" + _REST
)
_ONE_KEY_TWO_ROOTS = re.compile(r"([A-G][#b])/([A-G][#b])(.+)")
_BETWEEN = re.compile(r" ?[/,;|=&] ?| - | ")
_LABEL = re.compile(
    r"^(?:initial ?key|camelot|open ?key|key)(?: ?[:=] ?| )", re.IGNORECASE
)

_LETTER_PITCH = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_SOLFEGE_PITCH = {
    "do": 0,
    "ut": 0,
    "re": 2,
    "mi": 4,
    "fa": 5,
    "sol": 7,
    "la": 9,
    "si": 11,
}
_SIGNS = {"#": 1, "##": 2, "is": 1, "isis": 2, "b": -1, "bb": -2, "s": -1, "es": -1}
_SIGNS |= {"eses": -2}
_PLAIN = str.maketrans("♯♭–()[]\0", "#b-    /", "♮")
_DOUBLE_SIGNS = (("𝄪", "##"), ("𝄫", "bb"))


@dataclass(frozen=True, slots=True)
class KeyReading:
    """What a key tag says.

    Attributes:
        key: the key to use.
        second: another key named beside it: an alternative (``7A/11B``), or what the
            second notation says if it contradicts the first.
        disagrees: the tag holds two notations and they contradict each other.
    """

    key: Key
    second: Key | None = None
    disagrees: bool = False


@dataclass(frozen=True, slots=True)
class _Single:
    """One key and the notation it was written in: camelot, open or name."""

    key: Key
    notation: str


def parse_key(text: str) -> KeyReading | None:
    """Read a key in any spelling; None if there is none or it cannot be told.

    ``AM`` stays open (major in jazz, minor in capitals), and so does a bare number,
    which is a key only in the number fields of known programs.
    """
    if len(text) > _LONGEST:
        return None
    tidy = _tidy(text)
    packed = _unpack_mixed_in_key(tidy)
    return _read(_tidy(packed) if packed else tidy)


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    for sign, letters in _DOUBLE_SIGNS:
        plain = plain.replace(sign, letters)
    return _LABEL.sub("", " ".join(plain.split())).strip(" .,;:/")


def _unpack_mixed_in_key(text: str) -> str:
    """Return the ``key`` of Mixed In Key's base64 JSON, empty for anything else."""
    if not text.startswith("eyJ"):
        return ""
    packed = text.rstrip("=")
    try:
        found = json.loads(base64.b64decode(packed + "=" * (-len(packed) % 4)))
    except (ValueError, RecursionError):
        return ""
    value = found.get("key") if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


def _read(text: str) -> KeyReading | None:
    single = _single(text) or _one_key_two_roots(text)
    if single:
        return KeyReading(single.key)
    for between in _BETWEEN.finditer(text):
        first = _single(text[: between.start()])
        second = _first_of(text[between.end() :]) if first else None
        if first and second:
            return _pair(first, second)
    return None


def _first_of(text: str) -> _Single | None:
    """Return the key ``text`` starts with, if all of it is keys."""
    single = _single(text)
    if single:
        return single
    for between in _BETWEEN.finditer(text):
        first = _single(text[: between.start()])
        if first and _single(text[between.end() :]):
            return first
    return None


def _pair(first: _Single, second: _Single) -> KeyReading:
    if first.key == second.key:
        return KeyReading(first.key)
    return KeyReading(first.key, second.key, first.notation != second.notation)


def _one_key_two_roots(text: str) -> _Single | None:
    """Read ``F#/Gb min``: two names of one root, the mode said once."""
    found = _ONE_KEY_TWO_ROOTS.fullmatch(text)
    if not found:
        return None
    sharp, flat = _single(found[1] + found[3]), _single(found[2] + found[3])
    return sharp if sharp == flat else None


def _single(text: str) -> _Single | None:
    if found := _CAMELOT.fullmatch(text):
        return _Single(at(int(found[1]), found[2].upper()), "camelot")
    if found := _OPEN_KEY.fullmatch(text):
        letter = "A" if found[2] in "mM" else "B"
        return _Single(at(int(found[1]) + 7, letter), "open")
    found = _LETTER.fullmatch(text) or _SOLFEGE.fullmatch(text)
    letter = _mode(found) if found else ""
    if not found or not letter:
        return None
    return _Single(key_at_pitch(_pitch(found), letter), "name")


def _mode(found: re.Match[str]) -> str:
    """Return A for minor, B for major, empty where it cannot be told."""
    if found["major"]:
        return "B"
    if found["minor"]:
        return "" if found["minor"] == "M" else "A"
    if found["root"][0].isupper():
        return "B"
    return "A" if len(found["root"]) == 1 else ""


def _pitch(found: re.Match[str]) -> int:
    root = found["root"].lower().replace("é", "e")
    mode_word = (found["major"] or found["minor"] or "").lower()
    sign = _SIGNS.get((found["sign"] or "").lower(), 0)
    sign += bool(found["sharp"]) - bool(found["flat"])
    german_b = root == "b" and not sign and mode_word in ("dur", "moll")
    pitch = _LETTER_PITCH[root] if len(root) == 1 else _SOLFEGE_PITCH[root]
    return pitch + sign - german_b
