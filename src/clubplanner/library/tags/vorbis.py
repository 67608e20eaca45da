"""Vorbis comments, the tags of FLAC, Ogg Vorbis, Opus and Speex."""

from collections.abc import Iterable

from clubplanner.library.tags import mixed_in_key, serato, traktor
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.rating import from_scale, from_unit

_TABLE = name_table(
    {
        "title": ("TITLE",),
        "artist": ("ARTIST",),
        "album_artist": ("ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST", "ENSEMBLE"),
        "remixer": ("REMIXER", "MIXARTIST"),
        "album": ("ALBUM",),
        "bpm": ("BPM", "TEMPO"),
        "bpm_fine": ("fBPM",),
        "key": ("INITIALKEY", "INITIAL_KEY", "INITIAL KEY", "KEY"),
        "energy": ("ENERGYLEVEL", "ENERGY"),
        "comment": ("COMMENT", "DESCRIPTION"),
        "isrc": ("ISRC",),
        "composer": ("COMPOSER", "WRITER", "SONGWRITER"),
        "lyricist": ("LYRICIST",),
        "label": ("LABEL", "PUBLISHER", "ORGANIZATION"),
        "year": ("DATE", "YEAR"),
        "genre": ("GENRE",),
        "grouping": ("GROUPING",),
        "gain": ("REPLAYGAIN_TRACK_GAIN",),
        "r128": ("R128_TRACK_GAIN",),
    }
)
_MIXED_IN_KEY = ("key", "energy", "cuepoints", "beatgrid")
_VALUE_LIMIT = 4 << 20


def read_vorbis(found: Findings, comments: Iterable[tuple[str, str]]) -> None:
    """Say what pairs of (name, value) say; names are taken in any case."""
    values: dict[str, list[str]] = {}
    for name, value in comments:
        values.setdefault(name.lower(), []).append(value)
    payloads = _take_payloads(values)
    take(found, _TABLE, values)
    for name, text in payloads:
        mixed_in_key.read(found, name, text)
    _read_ratings(found, values)
    for name in values:
        if name.startswith("serato_"):
            serato.read_wrapped(found, values[name][0])
    for text in values.get("traktor4", []):
        traktor.read_armoured(found, text)


def _take_payloads(values: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Take Mixed In Key's JSON out of names where others keep plain text."""
    payloads = []
    for name in _MIXED_IN_KEY:
        texts = values.get(name, [])
        coded = [t for t in texts if mixed_in_key.is_payload(t)]
        if coded:
            payloads += [(name, t) for t in coded]
            values[name] = [t for t in texts if t not in coded]
    return payloads


def _read_ratings(found: Findings, values: dict[str, list[str]]) -> None:
    for name in [n for n in values if n.startswith(("rating", "fmps_rating"))]:
        is_share = name.startswith("rating:") or name == "fmps_rating"
        reader = from_unit if is_share else from_scale
        stars = reader(name.upper(), values[name][0])
        if stars:
            found.ratings.append(stars)


def parse_comments(data: bytes) -> tuple[list[tuple[str, str]], int]:
    """Return the (name, value) pairs of a comment block and where they end.

    The block holds u32 LE length and vendor text, u32 count, then u32 length and text
    each. Where it breaks off the pairs before are returned, with -1 for the end.
    """
    comments: list[tuple[str, str]] = []
    position = 4 + int.from_bytes(data[:4], "little")
    count = int.from_bytes(data[position : position + 4], "little")
    position += 4
    for _ in range(count):
        start = position + 4
        end = start + int.from_bytes(data[position:start], "little")
        if end > len(data) or start > len(data):
            return comments, -1
        position = end
        if end - start > _VALUE_LIMIT:
            continue
        name, is_pair, value = data[start:end].decode("utf-8", "replace").partition("=")
        if is_pair:
            comments.append((name, value))
    return comments, position if position <= len(data) else -1
