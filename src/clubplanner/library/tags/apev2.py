"""APEv2 tags, of WavPack, Monkey's Audio, Musepack and of some MP3 files.

Read by hand because mutagen does not see one in an MP3 and refuses the whole tag for
one bad item (format: wiki.hydrogenaud.io/index.php?title=APEv2_specification).
"""

from collections.abc import Mapping
from typing import BinaryIO

from clubplanner.library.tags import mixed_in_key
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.rating import from_scale

_TABLE = name_table(
    {
        "title": ("Title",),
        "artist": ("Artist",),
        "album_artist": ("Album Artist", "AlbumArtist"),
        "remixer": ("MixArtist", "Remixer"),
        "album": ("Album",),
        "bpm": ("BPM",),
        "bpm_fine": ("fBPM",),
        "key": ("INITIALKEY", "INITIAL KEY", "KEY"),
        "energy": ("ENERGYLEVEL", "ENERGY"),
        "comment": ("Comment", "Description"),
        "isrc": ("ISRC",),
        "composer": ("Composer", "Writer"),
        "lyricist": ("Lyricist",),
        "label": ("Label", "Publisher"),
        "year": ("Year", "Date"),
        "genre": ("Genre",),
        "grouping": ("Grouping",),
        "gain": ("REPLAYGAIN_TRACK_GAIN",),
        "r128": ("R128_TRACK_GAIN",),
    }
)
_MARK = b"APETAGEX"
_FOOTER_SIZE = 32
_TAG_LIMIT = 16 << 20
_ID3V1_SIZE = 128
_LYRICS_MARK = b"LYRICS200"


def read_apev2(found: Findings, file: BinaryIO) -> bool:
    """Say what the APEv2 tag of a file says; return whether there is one."""
    items = read_items(file)
    if items is None:
        return False
    read_values(found, items)
    return True


def read_values(found: Findings, values: Mapping[str, list[str]]) -> None:
    """Say what items say, given by lower-case name."""
    take(found, _TABLE, values)
    for name in ("key", "energy"):
        for text in values.get(name, []):
            mixed_in_key.read(found, name, text)
    for text in values.get("rating", [])[:1]:
        stars = from_scale("Rating", text)
        if stars:
            found.ratings.append(stars)


def read_items(file: BinaryIO) -> dict[str, list[str]] | None:
    """Return the text items of a file's APEv2 tag by lower-case name, None if none."""
    located = _at_end(file) or _at_start(file)
    return parse_items(located) if located is not None else None


def _at_end(file: BinaryIO) -> bytes | None:
    """Return the items before the footer, which may stand before Lyrics3 and ID3v1."""
    end = file.seek(0, 2)
    for _ in range(3):
        if end < _FOOTER_SIZE:
            return None
        file.seek(max(0, end - _ID3V1_SIZE))
        tail = file.read(min(end, _ID3V1_SIZE))
        if tail[-_FOOTER_SIZE:].startswith(_MARK):
            size = int.from_bytes(tail[-20:-16], "little")
            return _between(file, end - size, end - _FOOTER_SIZE)
        if tail.startswith(b"TAG"):
            end -= _ID3V1_SIZE
        elif tail.endswith(_LYRICS_MARK) and tail[-15:-9].isdigit():
            end -= int(tail[-15:-9]) + 15
        else:
            return None
    return None


def _at_start(file: BinaryIO) -> bytes | None:
    file.seek(0)
    head = file.read(_FOOTER_SIZE)
    if not head.startswith(_MARK) or len(head) < _FOOTER_SIZE:
        return None
    return _between(file, _FOOTER_SIZE, int.from_bytes(head[12:16], "little"))


def _between(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(max(0, start))
    return file.read(min(max(0, end - max(0, start)), _TAG_LIMIT))


def parse_items(data: bytes) -> dict[str, list[str]]:
    """Parse items of u32 length, u32 flags, name NUL, value; stop where they break off.

    Values that are no text (covers) are left out; a text may hold several, NUL between.
    """
    items: dict[str, list[str]] = {}
    position = 0
    while position + 9 < len(data):
        size = int.from_bytes(data[position : position + 4], "little")
        flags = int.from_bytes(data[position + 4 : position + 8], "little")
        end_of_name = data.find(b"\0", position + 8, position + 8 + 256)
        if end_of_name <= position + 8:
            break
        name = data[position + 8 : end_of_name].decode("latin-1").lower()
        value = data[end_of_name + 1 : end_of_name + 1 + size]
        if flags & 0x6 == 0:
            texts = value.decode("utf-8", "replace").split("\0")
            items.setdefault(name, []).extend(t for t in texts if t)
        position = end_of_name + 1 + size
    return items
