"""Ogg files: Vorbis, Opus, Speex and FLAC in Ogg."""

from typing import Any, BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.vorbis import read_vorbis


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
