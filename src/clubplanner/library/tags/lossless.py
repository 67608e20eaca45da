"""WavPack, Monkey's Audio and Musepack: APEv2 tags behind, seldom ID3 around."""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.apev2 import read_apev2
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.mpeg import read_id3v1, read_leading_tags
from clubplanner.library.tags.musepack import musepack_length


def read_lossless(found: Findings, file: BinaryIO, head: bytes) -> None:
    """Say what the file says. Order of trust: APEv2, ID3v2, ID3v1.

    Args:
        found: what was said so far.
        file: the whole file.
        head: its first bytes behind an ID3v2 tag.
    """
    read_apev2(found, file)
    start = read_leading_tags(found, file)
    read_id3v1(found, file)
    file.seek(start)
    found.length_s = _length_or_none(file, head)
    if found.length_s is None and not found.said:
        raise ClubplannerError("the file is damaged or cut off")


def _length_or_none(file: BinaryIO, head: bytes) -> float | None:
    """Return the length; None for a damaged header, so that the tags are kept."""
    from mutagen import MutagenError

    try:
        return _length(file, head)
    except (MutagenError, ArithmeticError, ValueError, IndexError):
        return None


def _length(file: BinaryIO, head: bytes) -> float | None:
    if head.startswith(b"wvpk"):
        from mutagen.wavpack import WavPackInfo

        wavpack = WavPackInfo(file)  # type: ignore[no-untyped-call]
        return float(wavpack.length)
    if head.startswith(b"MAC "):
        from mutagen.monkeysaudio import MonkeysAudioInfo

        return float(MonkeysAudioInfo(file).length)
    return musepack_length(file)
