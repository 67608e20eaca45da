"""What mutagen knows and has no reader here: DSF, DFF, TTA, TAK, AC3."""

from typing import Any, BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.apev2 import read_apev2
from clubplanner.library.tags.chunks import TAG_LIMIT
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.id3_frames import parse_tag
from clubplanner.library.tags.mpeg import read_id3v1, read_leading_tags, read_mpeg
from clubplanner.library.tags.vorbis import read_vorbis

_DFF_HEAD_SIZE = 16


def read_other(found: Findings, file: BinaryIO) -> None:
    """Say what mutagen makes of a file, its tags read by our own readers.

    Raises:
        ClubplannerError: mutagen does not know it either.
    """
    from mutagen.mp3 import MP3

    media = _media(file)
    if isinstance(media, MP3):
        read_mpeg(found, file)
        return
    if media is not None:
        found.length_s = media.info.length
        _read_own_tags(found, file, media)
    read_leading_tags(found, file)
    read_apev2(found, file)
    read_id3v1(found, file)
    if media is None and not found.said:
        raise ClubplannerError("this is no audio file")


def _media(file: BinaryIO) -> Any:
    """Return what mutagen makes of a file; None if nothing, or only guesses at MPEG."""
    import mutagen
    from mutagen.mp3 import MP3

    try:
        media: Any = mutagen.File(file)
    except (mutagen.MutagenError, ArithmeticError, ValueError, LookupError):
        return None
    is_doubtful = isinstance(media, MP3) and getattr(media.info, "sketchy", False)
    return None if is_doubtful else media


def _read_own_tags(found: Findings, file: BinaryIO, media: Any) -> None:
    from mutagen._vorbis import VComment
    from mutagen.dsdiff import DSDIFF
    from mutagen.dsf import DSF

    tags = media.tags
    if isinstance(media, DSF):
        _read_dsf_tag(found, file)
    elif isinstance(media, DSDIFF):
        _read_dff_tag(found, file)
    elif isinstance(tags, VComment):
        read_vorbis(found, tags)


def _read_dsf_tag(found: Findings, file: BinaryIO) -> None:
    """Read the ID3 tag whose place the DSD chunk tells at byte 20."""
    file.seek(20)
    file.seek(int.from_bytes(file.read(8), "little"))
    _read_tag(found, file.read(TAG_LIMIT))


def _read_dff_tag(found: Findings, file: BinaryIO) -> None:
    """Read the ID3 chunk of a DSDIFF file: chunks of name, u64 BE size, content."""
    end = file.seek(0, 2)
    position = _DFF_HEAD_SIZE
    while position + 12 <= end:
        file.seek(position)
        head = file.read(12)
        size = int.from_bytes(head[4:], "big")
        if head[:4] == b"ID3 ":
            _read_tag(found, file.read(min(size, TAG_LIMIT)))
            return
        position += 12 + size + size % 2


def _read_tag(found: Findings, data: bytes) -> None:
    tag = parse_tag(data)
    if tag:
        read_id3(found, tag)
