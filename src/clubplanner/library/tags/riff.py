"""WAV files: RIFF and RF64, an ID3 chunk, and the INFO list mutagen never reads."""

from dataclasses import dataclass
from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.chunks import content, walk
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.id3_frames import parse_tag
from clubplanner.library.tags.legacy_text import unnamed_text
from clubplanner.library.tags.mpeg import read_leading_tags

_TABLE = name_table(
    {
        "title": ("INAM",),
        "artist": ("IART",),
        "album": ("IPRD",),
        "bpm": ("IBPM",),
        "comment": ("ICMT",),
        "label": ("IPUB",),
        "composer": ("IMUS",),
        "lyricist": ("IWRI",),
        "year": ("ICRD",),
        "genre": ("IGNR",),
    },
    origin="INFO {}",
)


def read_wav(found: Findings, file: BinaryIO) -> None:
    """Say what a WAV file says: ID3 in front or in a chunk, then its INFO lists."""
    start = read_leading_tags(found, file)
    sizes_64: dict[bytes, int] = {}
    sound = _Sound()
    tag = b""
    info: dict[str, list[str]] = {}
    for chunk in walk(file, "little", start + 12, sizes_64):
        match chunk.name:
            case b"ds64":
                sizes_64[b"data"] = int.from_bytes(content(file, chunk)[8:16], "little")
            case b"fmt ":
                sound.read_format(content(file, chunk))
            case b"fact":
                sound.samples = int.from_bytes(content(file, chunk)[:4], "little")
            case b"data":
                sound.size = sound.size or chunk.size
            case b"id3 " | b"ID3 " | b"ID32":
                tag = tag or content(file, chunk)
            case b"LIST":
                listed = content(file, chunk)
                if listed.startswith(b"INFO"):
                    info = parse_info(listed[4:]) | info
    if not sound.has_format:
        raise ClubplannerError("no WAV sound in it")
    found.length_s = sound.length()
    frames = parse_tag(tag)
    if frames:
        read_id3(found, frames)
    take(found, _TABLE, info)


@dataclass(slots=True)
class _Sound:
    """What the chunks ``fmt ``, ``fact`` and ``data`` say of the sound's length."""

    has_format: bool = False
    sample_rate: int = 0
    byte_rate: int = 0
    samples: int = 0
    size: int = 0

    def read_format(self, data: bytes) -> None:
        """Read u16 format, u16 channels, u32 sample rate, u32 bytes a second."""
        self.has_format = len(data) >= 12
        self.sample_rate = int.from_bytes(data[4:8], "little")
        self.byte_rate = int.from_bytes(data[8:12], "little")

    def length(self) -> float | None:
        """Return seconds; MP3 in a WAV has no byte rate, but a count of samples."""
        if self.byte_rate:
            return self.size / self.byte_rate
        return self.samples / self.sample_rate if self.sample_rate else None


def parse_info(data: bytes) -> dict[str, list[str]]:
    """Return the texts of an INFO list by lower-case name.

    No encoding is written down: UTF-8 where it is valid, else Latin-1.
    """
    values: dict[str, list[str]] = {}
    position = 0
    while position + 8 <= len(data):
        name = data[position : position + 4].decode("latin-1").lower()
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        text = unnamed_text(data[position + 8 : position + 8 + size])
        if text:
            values.setdefault(name, []).append(text)
        position += 8 + size + size % 2
    return values
