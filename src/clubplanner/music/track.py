"""A track: an audio file the DJ owns, with what its tags and DJ programs say of it.

``Track`` holds what planning, searching and listing need and stays small, because a
library has fifty thousand of them. ``Evidence`` holds the rest of what was found in one
file (every source of every value, cue points, beatgrid) and is fetched one at a time.
"""

from dataclasses import dataclass, field

from clubplanner.music.key import Key


@dataclass(frozen=True, slots=True)
class Source:
    """One value found for BPM, key, energy or stars, and where it was found.

    Attributes:
        value: the parsed value (BPM, Camelot text, energy or stars), None if it did
            not parse.
        origin: the place, in words for people: ``TBPM``, ``Serato Autotags``,
            ``comment``, ``your own word``.
        raw: the text as it stood in the file, cleaned.
    """

    value: float | int | str | None
    origin: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class CuePoint:
    """A marked time inside a track (never called a cue: that is a piece of the theme).

    Attributes:
        time_s: seconds from the start of the file.
        kind: ``cue``, ``loop``, ``load``, ``fade-in``, ``fade-out`` or ``grid``.
        name: the DJ's label, cleaned; may be empty.
        number: hot cue number from 0, None for a memory cue.
        end_s: end of a loop in seconds, None for everything else.
        origin: the program that left it: ``Serato``, ``Mixed In Key``, ``Traktor``.
    """

    time_s: float
    kind: str = "cue"
    name: str = ""
    number: int | None = None
    end_s: float | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class GridMarker:
    """A point of the beatgrid: from ``time_s`` (seconds) on, beats run at ``bpm``."""

    time_s: float
    bpm: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a file says about itself beyond what a ``Track`` carries.

    Attributes:
        sources: per field (``bpm``, ``key``, ``energy``, ``rating``, ``writers``) every
            source that was found, the trusted one first; sources that disagree are all
            kept.
        cue_points: in order of time.
        beatgrid: in order of time.
    """

    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    cue_points: tuple[CuePoint, ...] = ()
    beatgrid: tuple[GridMarker, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """An audio file the DJ owns. Unknown is None (numbers) or empty (text).

    All text has been through ``music.text.clean``.

    Attributes:
        path: the file: absolute in a library; as written in a night file until the
            night is bound to the library.
        bpm: tempo, 20-999 beats a minute.
        key: musical key; print it with ``str(key)`` for Camelot.
        energy: 1-10.
        rating: stars, 0-5, halves allowed.
        length_s: seconds.
        gain: ReplayGain-style track gain in dB against 89 dB SPL.
        mix_in_s, out_s: the DJ's own mix-in and out points in seconds.
        bpm_from, key_from, energy_from: origin of the value in use.
        tags: the DJ's free words for the track (grouping, own words), folded.
    """

    path: str
    title: str = ""
    artist: str = ""
    remixer: str = ""
    album: str = ""
    genre: str = ""
    label: str = ""
    year: int | None = None
    grouping: str = ""
    comment: str = ""
    isrc: str = ""
    bpm: float | None = None
    key: Key | None = None
    energy: int | None = None
    rating: float | None = None
    length_s: float | None = None
    gain: float | None = None
    mix_in_s: float | None = None
    out_s: float | None = None
    bpm_from: str = ""
    key_from: str = ""
    energy_from: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
