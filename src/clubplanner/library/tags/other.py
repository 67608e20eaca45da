"""What mutagen knows and has no reader here: DSF, TTA, TAK, AC3, odd MP4 files."""

from typing import Any, BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.apev2 import read_apev2
from clubplanner.library.tags.asf import read_attributes
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import read_id3
from clubplanner.library.tags.id3_frames import parse_tag
from clubplanner.library.tags.mp4 import read_atoms
from clubplanner.library.tags.mpeg import read_leading_tags, read_mpeg
from clubplanner.library.tags.vorbis import read_vorbis


def read_other(found: Findings, file: BinaryIO) -> None:
    """Say what mutagen makes of a file, its tags read by our own readers.

    Raises:
        ClubplannerError: mutagen does not know it either.
    """
    import mutagen
    from mutagen.mp3 import MP3

    media: Any = mutagen.File(file)
    if media is None or (isinstance(media, MP3) and _is_doubtful(media)):
        raise ClubplannerError("this is no audio file")
    if isinstance(media, MP3):
        read_mpeg(found, file)
        return
    found.length_s = media.info.length
    _read_tags(found, media.tags)
    read_leading_tags(found, file)
    read_apev2(found, file)
    if type(media).__name__ == "DSF":
        _read_dsf_tag(found, file)


def _is_doubtful(media: Any) -> bool:
    """Say whether mutagen only guessed that noise is MPEG sound."""
    return bool(media.info.sketchy)


def _read_tags(found: Findings, tags: Any) -> None:
    from mutagen._vorbis import VComment
    from mutagen.asf import ASFTags
    from mutagen.mp4 import MP4Tags

    if isinstance(tags, MP4Tags):
        read_atoms(found, tags)
    elif isinstance(tags, VComment):
        read_vorbis(found, tags)
    elif isinstance(tags, ASFTags):
        read_attributes(found, tags)


def _read_dsf_tag(found: Findings, file: BinaryIO) -> None:
    """Read the ID3 tag whose place the DSD chunk tells at byte 20."""
    file.seek(20)
    file.seek(int.from_bytes(file.read(8), "little"))
    tag = parse_tag(file.read())
    if tag:
        read_id3(found, tag)
