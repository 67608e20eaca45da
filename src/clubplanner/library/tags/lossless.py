"""WavPack, Monkey's Audio and Musepack: APEv2 tags behind, seldom ID3 around."""

from typing import BinaryIO

from clubplanner.library.tags.apev2 import read_apev2
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.mpeg import read_id3v1, read_leading_tags


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
    found.length_s = _length(file, head)


def _length(file: BinaryIO, head: bytes) -> float:
    if head.startswith(b"wvpk"):
        from mutagen.wavpack import WavPackInfo

        wavpack = WavPackInfo(file)  # type: ignore[no-untyped-call]
        return float(wavpack.length)
    if head.startswith(b"MAC "):
        from mutagen.monkeysaudio import MonkeysAudioInfo

        return float(MonkeysAudioInfo(file).length)
    from mutagen.musepack import MusepackInfo

    return float(MusepackInfo(file).length)
