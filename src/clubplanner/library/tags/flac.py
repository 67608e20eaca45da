"""FLAC: metadata blocks in front of the sound (https://xiph.org/flac/format.html).

Walked by hand so that pictures are passed over, not read: they are most of what stands
in front of the sound, and the first scan of a library is a matter of reading.
"""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.mpeg import leading_tags, read_id3v1
from clubplanner.library.tags.vorbis import parse_comments, read_vorbis

_STREAM_INFO = 0
_VORBIS_COMMENT = 4
_INVALID = 127
_STREAM_INFO_SIZE = 18
_BEYOND = 1 << 20
"""Bytes read behind a comment block whose size is written too small."""


def read_flac(found: Findings, file: BinaryIO) -> None:
    """Say what a FLAC file says: Vorbis comments, ID3 in front, else ID3v1 behind."""
    tags = leading_tags(file)
    start = tags[-1][1] if tags else 0
    file.seek(start + 4)
    _read_blocks(found, file)
    for tag, _end in tags:
        read_id3(found, tag)
    if not found.said:
        read_id3v1(found, file)


def _read_blocks(found: Findings, file: BinaryIO) -> None:
    has_info = has_comments = False
    is_last = False
    while not is_last:
        head = file.read(4)
        if len(head) < 4 or head[0] & 0x7F == _INVALID:
            break
        is_last, kind = bool(head[0] & 0x80), head[0] & 0x7F
        start, size = file.tell(), int.from_bytes(head[1:], "big")
        end = start + size
        if kind == _STREAM_INFO and not has_info:
            found.length_s = stream_length(file.read(_STREAM_INFO_SIZE))
            has_info = True
        elif kind == _VORBIS_COMMENT and not has_comments:
            end = max(end, start + _read_comments(found, file, size))
            has_comments = True
        file.seek(end)
    if not has_info:
        raise ClubplannerError("the file is damaged or cut off")


def stream_length(info: bytes) -> float | None:
    """Return the seconds a STREAMINFO block tells, None where it tells none.

    20 bits of sample rate stand at byte 10, 36 bits of sample count behind them.
    """
    if len(info) < _STREAM_INFO_SIZE:
        raise ClubplannerError("the file is damaged or cut off")
    rate = int.from_bytes(info[10:13], "big") >> 4
    samples = int.from_bytes(info[13:18], "big") & 0xFFFFFFFFF
    return samples / rate if rate and samples else None


def _read_comments(found: Findings, file: BinaryIO, size: int) -> int:
    """Say the comments of a block; return how many bytes they really take."""
    data = file.read(size)
    comments, end = parse_comments(data)
    if end < 0:
        data += file.read(_BEYOND)
        comments, end = parse_comments(data)
    read_vorbis(found, comments)
    return max(end, 0)
