"""MP4, M4A and ALAC: iTunes atoms and the freeform atoms beside them."""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags import mixed_in_key, serato
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.id3 import genre_name
from clubplanner.library.tags.mp4_atoms import Atom, Items, inside, length, read_items
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
        "label": ("©pub",),
        "composer": ("©wrt",),
    }
)
_FREEFORM = name_table(
    {
        "remixer": ("REMIXER", "MIXARTIST"),
        "bpm_fine": ("BPM", "fBPM"),
        "key": ("initialkey", "initial key", "KEY"),
        "energy": ("ENERGYLEVEL", "ENERGY"),
        "comment": ("COMMENT",),
        "isrc": ("ISRC",),
        "composer": ("COMPOSER", "WRITER"),
        "lyricist": ("LYRICIST",),
        "label": ("LABEL", "publisher", "ORGANIZATION"),
        "grouping": ("GROUPING",),
        "gain": ("replaygain_track_gain",),
        "r128": ("R128_TRACK_GAIN",),
    },
    origin="iTunes:{}",
)
_MIXED_IN_KEY = ("key", "energy", "cuepoints", "beatgrid")
_TMPO_LIMIT = 999


def read_mp4(found: Findings, file: BinaryIO) -> None:
    """Say what an MP4 file says; the length is that of its audio track."""
    whole = Atom(b"", 0, file.seek(0, 2))
    for moov in inside(file, whole, b"moov"):
        found.length_s = length(file, moov)
        _say_items(found, read_items(file, moov))
        break
    if found.length_s is None and not found.said:
        raise ClubplannerError("the file is damaged or cut off")


def _say_items(found: Findings, items: Items) -> None:
    """Say what the tags say.

    Freeform names are compared in lower case and without blanks: writers leave both.
    """
    freeform: dict[str, list[str]] = {}
    for mean, name, values in items.freeform:
        _sort_freeform(found, mean.strip().lower(), name, values, freeform)
    _part_wrong_tempo(found, items.texts)
    _name_genre(items.texts)
    take(found, _ATOMS, items.texts)
    take(found, _FREEFORM, freeform)
    for name in _MIXED_IN_KEY:
        for text in freeform.get(f"{name} coded", []):
            mixed_in_key.read(found, name, text)
    _read_store_id(found, items.texts)
    _read_ratings(found, items.texts, freeform)


def _sort_freeform(
    found: Findings,
    mean: str,
    full_name: str,
    values: list[bytes],
    freeform: dict[str, list[str]],
) -> None:
    name = full_name.strip().lower()
    if mean == "com.serato.dj":
        serato.read_wrapped(found, values[0] if values else b"")
    elif mean == "com.apple.itunes":
        for text in (value.decode("utf-8", "replace") for value in values):
            coded = name in _MIXED_IN_KEY and mixed_in_key.is_payload(text)
            freeform.setdefault(f"{name} coded" if coded else name, []).append(text)


def _name_genre(atoms: dict[str, list[str]]) -> None:
    """Spell out iTunes' genre numbers, which are those of ID3v1 plus one."""
    numbers = [int(text) for text in atoms.get("gnre", [])]
    names = [genre_name(str(number - 1)) for number in numbers if number]
    atoms.setdefault("©gen", [name for name in names if name])


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
