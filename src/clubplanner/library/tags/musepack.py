"""The length of Musepack sound, stream versions 7 and 8 (trac.musepack.net).

Read by hand because a packet of an impossible size sends mutagen round for ever.
"""

from typing import BinaryIO

_RATES = (44100, 48000, 37800, 32000)
_FRAME_SAMPLES = 1152
_DECODER_DELAY = 576
_HEAD_SIZE = 1 << 16
_NUMBER_SIZE = 9


def musepack_length(file: BinaryIO) -> float | None:
    """Return the seconds of the sound that begins where the file stands."""
    data = file.read(_HEAD_SIZE)
    return _length_8(data) if data.startswith(b"MPCK") else _length_7(data)


def _length_7(data: bytes) -> float | None:
    """Read ``MP+``, version, u32 LE frames, flags with two bits of sample rate."""
    if len(data) < 12 or data[3] & 15 < 7:
        return None
    frames = int.from_bytes(data[4:8], "little")
    return max(0, frames * _FRAME_SAMPLES - _DECODER_DELAY) / _RATES[data[10] & 3]


def _length_8(data: bytes) -> float | None:
    """Find the packet SH among those in front: two letters, a number for the size."""
    position = 4
    while position + 3 <= len(data):
        size, content = _number(data, position + 2)
        if data[position : position + 2] == b"SH":
            return _stream_length(data, content)
        if size < 3:
            return None
        position += size
    return None


def _stream_length(data: bytes, start: int) -> float | None:
    """Read CRC (4), version, number of samples, those to skip, three bits of rate."""
    samples, position = _number(data, start + 5)
    skipped, position = _number(data, position)
    rate_at = data[position] >> 5 if position < len(data) else len(_RATES)
    if rate_at >= len(_RATES):
        return None
    return max(0, samples - skipped) / _RATES[rate_at]


def _number(data: bytes, position: int) -> tuple[int, int]:
    """Read seven bits a byte, the highest first; return the number and where it ends.

    The last byte is the first without its top bit, or the ninth.
    """
    number = 0
    for byte in data[position : position + _NUMBER_SIZE]:
        number = number << 7 | byte & 0x7F
        position += 1
        if not byte & 0x80:
            break
    return number, position
