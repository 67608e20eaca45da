"""AIFF and AIFC files: an ID3 chunk, and the old text chunks NAME, AUTH, ANNO."""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.chunks import content, walk
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.id3_frames import parse_tag

_TEXTS = {b"NAME": "title", b"AUTH": "artist", b"ANNO": "comment"}
_EXPONENT_BIAS = 16383
_MANTISSA_BITS = 63


def read_aiff(found: Findings, file: BinaryIO) -> None:
    """Say what an AIFF file says: its ID3 chunk first, then its text chunks."""
    tag = b""
    texts: list[tuple[str, str, str]] = []
    for chunk in walk(file, "big"):
        if chunk.name == b"COMM":
            found.length_s = _length(content(file, chunk))
        elif chunk.name.upper() == b"ID3 ":
            tag = tag or content(file, chunk)
        elif chunk.name in _TEXTS:
            text = content(file, chunk).rstrip(b"\0").decode("latin-1")
            texts.append((_TEXTS[chunk.name], chunk.name.decode(), text))
    frames = parse_tag(tag)
    if frames:
        read_id3(found, frames)
    for name, origin, text in texts:
        found.say(name, origin, text)
    if found.length_s is None and not found.said:
        raise ClubplannerError("no AIFF sound in it")


def _length(data: bytes) -> float | None:
    """Read u16 channels, u32 frames, u16 bits, then the rate as an 80-bit float."""
    if len(data) < 18:
        return None
    frames = int.from_bytes(data[2:6], "big")
    exponent = (int.from_bytes(data[8:10], "big") & 0x7FFF) - _EXPONENT_BIAS
    mantissa = int.from_bytes(data[10:18], "big")
    if not mantissa or not -64 <= exponent <= 64:
        return None
    rate = mantissa * 2.0 ** (exponent - _MANTISSA_BITS)
    return frames / rate
