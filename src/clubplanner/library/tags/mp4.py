"""MP4, M4A and ALAC: iTunes atoms and the freeform atoms beside them."""

from typing import Any, BinaryIO

from clubplanner.library.tags import mixed_in_key, serato
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.rating import from_scale

_ATOMS = name_table(
    {
        "title": ("©nam",),
        "artist": ("©ART",),
        "album_artist": ("aART",),
        "album": ("©alb",),
        "bpm": ("tmpo",),
        "comment": ("©cmt",),
        "year": ("©day",),
        "genre": ("©gen",),
        "grouping": ("©grp",),
    }
)
_FREEFORM = name_table(
    {
        "remixer": ("REMIXER",),
        "bpm_fine": ("BPM", "fBPM"),
        "key": ("initialkey", "initial key", "KEY"),
        "energy": ("ENERGYLEVEL", "ENERGY"),
        "comment": ("COMMENT",),
        "isrc": ("ISRC",),
        "label": ("LABEL", "publisher"),
        "gain": ("replaygain_track_gain",),
        "r128": ("R128_TRACK_GAIN",),
    },
    origin="iTunes:{}",
)
_MIXED_IN_KEY = ("key", "energy", "cuepoints", "beatgrid")
_TMPO_LIMIT = 999


def read_mp4(found: Findings, file: BinaryIO) -> None:
    """Say what an MP4 file says; the length is that of its audio track."""
    from mutagen.mp4 import MP4

    media: Any = MP4(file)  # type: ignore[no-untyped-call]
    found.length_s = media.info.length
    read_atoms(found, media.tags or {})


def read_atoms(found: Findings, tags: Any) -> None:
    """Say what atoms say, given as mutagen's mapping of name to values.

    Freeform names are compared in lower case and without blanks: writers leave both.
    """
    atoms: dict[str, list[str]] = {}
    freeform: dict[str, list[str]] = {}
    for name, values in tags.items():
        if not isinstance(values, list):
            continue
        if name.startswith("----:"):
            _sort_freeform(found, name, values, freeform)
        else:
            atoms[name.lower()] = [str(v) for v in values if isinstance(v, str | int)]
    _part_wrong_tempo(found, atoms)
    take(found, _ATOMS, atoms)
    take(found, _FREEFORM, freeform)
    for name in _MIXED_IN_KEY:
        for text in freeform.get(f"{name} coded", []):
            mixed_in_key.read(found, name, text)
    _read_store_id(found, atoms)
    _read_ratings(found, atoms, freeform)


def _sort_freeform(
    found: Findings, full_name: str, values: list[Any], freeform: dict[str, list[str]]
) -> None:
    mean, _, name = full_name.removeprefix("----:").partition(":")
    mean, name = mean.strip().lower(), name.strip().lower()
    if mean == "com.serato.dj":
        serato.read_wrapped(found, bytes(values[0]) if values else b"")
    elif mean == "com.apple.itunes":
        for text in (bytes(v).decode("utf-8", "replace") for v in values):
            coded = name in _MIXED_IN_KEY and mixed_in_key.is_payload(text)
            freeform.setdefault(f"{name} coded" if coded else name, []).append(text)


def _part_wrong_tempo(found: Findings, atoms: dict[str, list[str]]) -> None:
    """Take out tempos no 16-bit atom can mean (99999): they are never hundredths."""
    for text in atoms.get("tmpo", []):
        if int(text) > _TMPO_LIMIT:
            found.say("bpm_unusable", "tmpo", text)
            del atoms["tmpo"]
            return


def _read_store_id(found: Findings, atoms: dict[str, list[str]]) -> None:
    """The iTunes Store keeps the ISRC in xid: ``Universal:isrc:USUM71500001``."""
    for text in atoms.get("xid ", []):
        _before, mark, code = text.partition(":isrc:")
        if mark:
            found.say("isrc", "xid", code)


def _read_ratings(
    found: Findings, atoms: dict[str, list[str]], freeform: dict[str, list[str]]
) -> None:
    named = [("iTunes:RATING", freeform.get("rating")), ("rate", atoms.get("rate"))]
    for origin, texts in named:
        stars = from_scale(origin, texts[0]) if texts else None
        if stars:
            found.ratings.append(stars)
