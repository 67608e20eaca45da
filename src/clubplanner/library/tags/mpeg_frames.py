"""MPEG frames counted one by one, for sound of changing bitrate without a count.

An MP3 of variable bitrate should tell its length in a Xing or VBRI header. One that
does not gets its length guessed from its first frame by most readers, wrong by minutes.
Header: mpgedit.org/mpgedit/mpeg_format/mpeghdr.htm.
"""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_KBITS_V1 = (
    (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
_KBITS_V2 = (
    (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SAMPLED_BYTES = 8192
_SAMPLED_PLACES = 4
_LOST_LIMIT = 1 << 14


class Frame(NamedTuple):
    """One frame: what stays the same in a stream, its bitrate, bytes, samples."""

    kind: int
    kbits: int
    rate: int
    size: int
    samples: int


def frame_at(data: bytes, position: int = 0) -> Frame | None:
    """Return the frame whose header stands in ``data``, None if none does."""
    head = int.from_bytes(data[position : position + 4], "big")
    version, layer = head >> 19 & 3, 4 - (head >> 17 & 3)
    kbits_at, rate_at = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer == 4 or rate_at == 3:
        return None
    if not 0 < kbits_at < 15:
        return None
    table = _KBITS_V1[layer - 1] if version == 3 else _KBITS_V2[layer != 1]
    kbits, rate, padding = table[kbits_at], _RATES[version][rate_at], head >> 9 & 1
    kind = head & 0xFFFE0C00
    if layer == 1:
        return Frame(kind, kbits, rate, (12000 * kbits // rate + padding) * 4, 384)
    samples = 576 if layer == 3 and version != 3 else 1152
    return Frame(kind, kbits, rate, samples * 125 * kbits // rate + padding, samples)


def varying_length(file: BinaryIO, start: int) -> float | None:
    """Return the seconds of sound of changing bitrate from ``start`` on.

    A few places tell whether the bitrate changes; None where it does not, so that the
    whole file is read only where that is needed.
    """
    end = file.seek(0, 2)
    step = max(1, (end - start) // _SAMPLED_PLACES)
    kbits: set[int] = set()
    for place in range(start, end, step):
        file.seek(place)
        kbits.update(frame.kbits for frame in _chain(file.read(_SAMPLED_BYTES)))
    return _counted_length(file, start) if len(kbits) > 1 else None


def _chain(data: bytes) -> Iterator[Frame]:
    """Yield the frames in ``data`` from the first that has another behind it."""
    position = 0
    while (position := data.find(b"\xff", position)) >= 0:
        frame = frame_at(data, position)
        behind = frame and frame_at(data, position + frame.size)
        if frame and behind and behind.kind == frame.kind:
            yield frame
            position += frame.size
        else:
            position += 1


def _counted_length(file: BinaryIO, start: int) -> float | None:
    """Walk frame by frame; other bytes between them are passed over."""
    file.seek(start)
    first = next(_chain(file.read(_LOST_LIMIT)), None)
    if first is None:
        return None
    count = lost = 0
    position = start
    while lost < _LOST_LIMIT:
        file.seek(position)
        head = file.read(4)
        if len(head) < 4:
            break
        frame = frame_at(head)
        if frame and frame.kind == first.kind:
            count, lost = count + 1, 0
            position += frame.size
        else:
            lost, position = lost + 1, position + 1
    return count * first.samples / first.rate
