"""WAV files: RIFF and RF64, an ID3 chunk, and the INFO list mutagen never reads."""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.chunks import content, walk
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.id3_frames import parse_tag

_TABLE = name_table(
    {
        "title": ("INAM",),
        "artist": ("IART",),
        "album": ("IPRD",),
        "bpm": ("IBPM",),
        "comment": ("ICMT",),
        "label": ("IPUB",),
        "year": ("ICRD",),
        "genre": ("IGNR",),
    },
    origin="INFO {}",
)


def read_wav(found: Findings, file: BinaryIO) -> None:
    """Say what a WAV file says: its ID3 chunk first, then its INFO list."""
    sizes_64: dict[bytes, int] = {}
    byte_rate = data_size = 0
    tag = info = b""
    for chunk in walk(file, "little", sizes_64=sizes_64):
        match chunk.name:
            case b"ds64":
                sizes_64[b"data"] = int.from_bytes(content(file, chunk)[8:16], "little")
            case b"fmt ":
                byte_rate = int.from_bytes(content(file, chunk)[8:12], "little")
            case b"data":
                data_size = data_size or chunk.size
            case b"id3 " | b"ID3 " | b"ID32":
                tag = tag or content(file, chunk)
            case b"LIST":
                listed = content(file, chunk)
                info = info or (listed[4:] if listed.startswith(b"INFO") else b"")
    if not byte_rate:
        raise ClubplannerError("no WAV sound in it")
    found.length_s = data_size / byte_rate
    frames = parse_tag(tag)
    if frames:
        read_id3(found, frames)
    take(found, _TABLE, parse_info(info))


def parse_info(data: bytes) -> dict[str, list[str]]:
    """Return the texts of an INFO list by lower-case name.

    No encoding is written down: UTF-8 where it is valid, else Latin-1.
    """
    values: dict[str, list[str]] = {}
    position = 0
    while position + 8 <= len(data):
        name = data[position : position + 4].decode("latin-1").lower()
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        raw = data[position + 8 : position + 8 + size].partition(b"\0")[0]
        if raw:
            values.setdefault(name, []).append(_text(raw))
        position += 8 + size + size % 2
    return values


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
