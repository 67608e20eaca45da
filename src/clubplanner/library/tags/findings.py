"""What one audio file says, field by field, before anybody decides what to trust.

Every reader turns its own names (``TBPM``, ``INITIALKEY``, ``tmpo``) into the fields
below and appends what it found, the most trusted place first. ``trust`` decides later.

Fields: ``title artist remixer album album_artist genre label year grouping comment isrc
composer lyricist gain r128 bpm bpm_fine bpm_analysed bpm_unusable key key_index
key_program energy``.
``bpm`` is what a tag says, ``bpm_fine`` the same with a fraction beside it,
``bpm_analysed`` what a DJ program measured, ``bpm_unusable`` a number that is no tempo;
``key_index`` is Traktor's number 0-23, ``key_program`` a program's copy of a key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from clubplanner.music.track import CuePoint, GridMarker

JOINTS = {
    **dict.fromkeys(("artist", "remixer", "composer", "lyricist"), ", "),
    **dict.fromkeys(("genre", "isrc", "label"), "; "),
}
"""Fields whose several values are all shown, with what stands between them."""

NameTable = tuple[tuple[str, str, str], ...]
"""Rows of (field, name as it stands in a file folded to lower case, origin to show)."""


class Said(NamedTuple):
    """One text and the place in the file it came from, in words for people."""

    origin: str
    text: str


class Stars(NamedTuple):
    """One rating: where it was found, stars 0-5, and the text as it stood."""

    origin: str
    stars: float
    raw: str


@dataclass(slots=True)
class Findings:
    """Everything found in one file.

    Attributes:
        said: texts per field, the trusted place first.
        ratings: in order of trust.
        cue_points: as found, unsorted.
        beatgrid: the first program's grid that was found.
        length_s: seconds, None while unknown.
        from_mixed_in_key: Mixed In Key left frames of its own here.
    """

    said: dict[str, list[Said]] = field(default_factory=dict)
    ratings: list[Stars] = field(default_factory=list)
    cue_points: list[CuePoint] = field(default_factory=list)
    beatgrid: tuple[GridMarker, ...] = ()
    length_s: float | None = None
    from_mixed_in_key: bool = False

    def say(self, name: str, origin: str, text: str) -> None:
        """Append a text to a field; blank text says nothing."""
        if text and not text.isspace():
            self.said.setdefault(name, []).append(Said(origin, text))

    def first(self, name: str) -> str:
        """Return the trusted text of a field, "" if nothing was said."""
        said = self.said.get(name)
        return said[0].text if said else ""

    def add_grid(self, markers: Iterable[GridMarker]) -> None:
        """Keep a beatgrid unless one was found before."""
        self.beatgrid = self.beatgrid or tuple(markers)


def name_table(fields: Mapping[str, tuple[str, ...]], origin: str = "{}") -> NameTable:
    """Make a name table from names per field in order of trust."""
    return tuple(
        (name, native.lower(), origin.format(native))
        for name, natives in fields.items()
        for native in natives
    )


def take(found: Findings, table: NameTable, values: Mapping[str, list[str]]) -> None:
    """Say every value of ``values`` (by lower-case name) that ``table`` knows."""
    for name, native, origin in table:
        texts = values.get(native)
        if texts:
            for text in _as_shown(name, texts):
                found.say(name, origin, text)


def _as_shown(name: str, texts: list[str]) -> list[str]:
    if len(texts) == 1:
        return texts
    joint = JOINTS.get(name)
    if joint is None:
        return texts
    return [joint.join(dict.fromkeys(t.strip() for t in texts if t.strip()))]
