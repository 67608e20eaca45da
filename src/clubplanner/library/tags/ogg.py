"""Ogg files: Vorbis, Opus, Speex and FLAC in Ogg.

Read by hand because mutagen gives up on a file that is cut off behind its tags.
"""

from collections.abc import Callable
from itertools import islice
from typing import BinaryIO, NamedTuple

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.flac import stream_length
from clubplanner.library.tags.ogg_pages import last_position, packets, pages
from clubplanner.library.tags.vorbis import parse_comments, read_vorbis

_OPUS_RATE = 48000


class _Codec(NamedTuple):
    """How a codec's streams look.

    Attributes:
        mark: the start of its first packet.
        comments_at: where the comments begin in the second packet.
        rate: reads the samples a second from the first packet.
        skipped: reads the samples at the start that are not played.
    """

    mark: bytes
    comments_at: int
    rate: Callable[[bytes], int]
    skipped: Callable[[bytes], int] = lambda _head: 0


_CODECS = (
    _Codec(b"\x01vorbis", 7, lambda head: int.from_bytes(head[12:16], "little")),
    _Codec(
        b"OpusHead",
        8,
        lambda _head: _OPUS_RATE,
        lambda head: int.from_bytes(head[10:12], "little"),
    ),
    _Codec(b"Speex   ", 0, lambda head: int.from_bytes(head[36:40], "little")),
    _Codec(b"\x7fFLAC", 4, lambda head: int.from_bytes(head[27:30], "big") >> 4),
)


def read_ogg(found: Findings, file: BinaryIO, start: int) -> None:
    """Say what the first stream of sound in an Ogg file says.

    Args:
        found: what was said so far.
        file: the whole file.
        start: where its first page begins.
    """
    file.seek(start)
    serial, codec, head = _first_sound(file)
    file.seek(start)
    comments = next(islice(packets(file, serial), 1, None), b"")
    read_vorbis(found, parse_comments(comments[codec.comments_at :])[0])
    found.length_s = _length(file, serial, start, codec, head)
    if found.length_s is None and not found.said:
        raise ClubplannerError("the file is damaged or cut off")


def _first_sound(file: BinaryIO) -> tuple[int, _Codec, bytes]:
    for page in pages(file):
        if not page.is_first:
            break
        file.seek(page.start)
        head = file.read(sum(page.lacing))
        for codec in _CODECS:
            if head.startswith(codec.mark):
                return page.serial, codec, head
    raise ClubplannerError("an Ogg file without Vorbis, Opus, Speex or FLAC sound")


def _length(
    file: BinaryIO, serial: int, start: int, codec: _Codec, head: bytes
) -> float | None:
    if codec.mark == b"\x7fFLAC" and (length := stream_length(head[17:])):
        return length
    rate = codec.rate(head)
    position = last_position(file, serial, start)
    if not rate or position is None:
        return None
    return max(0, position - codec.skipped(head)) / rate
