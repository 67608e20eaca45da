"""FLAC, Ogg Vorbis, Opus, Speex and FLAC in Ogg."""

from typing import Any, BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.mpeg import leading_tags
from clubplanner.library.tags.vorbis import read_vorbis


def read_flac(found: Findings, file: BinaryIO) -> None:
    """Say what a FLAC file says: Vorbis comments first, then an ID3 tag in front."""
    from mutagen.flac import FLAC

    media: Any = FLAC(file)  # type: ignore[no-untyped-call]
    found.length_s = media.info.length or None
    read_vorbis(found, media.tags or ())
    for tag, _end in leading_tags(file):
        read_id3(found, tag)


def read_ogg(found: Findings, file: BinaryIO, head: bytes) -> None:
    """Say what an Ogg file says; the first page tells the codec."""
    media = _ogg_class(head)(file)
    found.length_s = media.info.length
    read_vorbis(found, media.tags or ())


def _ogg_class(head: bytes) -> Any:
    if b"\x01vorbis" in head:
        from mutagen.oggvorbis import OggVorbis

        return OggVorbis
    if b"OpusHead" in head:
        from mutagen.oggopus import OggOpus

        return OggOpus
    if b"Speex   " in head:
        from mutagen.oggspeex import OggSpeex

        return OggSpeex
    if b"\x7fFLAC" in head:
        from mutagen.oggflac import OggFLAC

        return OggFLAC
    raise ClubplannerError("an Ogg file without Vorbis, Opus, Speex or FLAC sound")
