"""MP3 and its kin: ID3v2 in front, APEv2 and ID3v1 behind, MPEG frames between."""

import re
from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.apev2 import read_apev2
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import genre_name, read_id3
from clubplanner.library.tags.id3_frames import Id3, read_id3v2
from clubplanner.library.tags.legacy_text import unnamed_text
from clubplanner.library.tags.mpeg_frames import varying_length

_ID3V1_SIZE = 128
_ID3V1_FIELDS = (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93))
_NO_GENRE = 255
_ITUNES_NUMBERS = re.compile(r"[0-9A-F]{8}(?: [0-9A-F]{8}){2}")
_TAGS_LIMIT = 8


def read_mpeg(found: Findings, file: BinaryIO) -> None:
    """Say what an MP3 says. Order of trust: ID3v2, APEv2, ID3v1.

    A file with tags but without a single MPEG frame keeps its tags; the length of the
    track then stays unknown.
    """
    after_tags = read_leading_tags(found, file)
    read_apev2(found, file)
    read_id3v1(found, file)
    found.length_s = _length(file, after_tags)
    if found.length_s is None and not found.said:
        raise ClubplannerError("no sound in it: not one MPEG frame and no tag")


def read_leading_tags(found: Findings, file: BinaryIO) -> int:
    """Say what the ID3v2 tags in front say, the first one first; return where they end.

    Windows Media Player stacks several of them.
    """
    offset = 0
    for tag, end in leading_tags(file):
        read_id3(found, tag)
        offset = end
    return offset


def leading_tags(file: BinaryIO) -> list[tuple[Id3, int]]:
    """Return the ID3v2 tags in front of a file, each with the offset after it."""
    tags: list[tuple[Id3, int]] = []
    while len(tags) < _TAGS_LIMIT:
        read = read_id3v2(file, tags[-1][1] if tags else 0)
        if read is None:
            break
        tags.append(read)
    return tags


def _length(file: BinaryIO, offset: int) -> float | None:
    """Return the length of the sound behind the tags, None if there is none."""
    from mutagen import MutagenError

    file.seek(offset)
    head = file.read(2)
    is_adts = len(head) == 2 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0
    try:
        if is_adts or head == b"AD":
            return _aac_length(file)
        return _mpeg_length(file, offset)
    except MutagenError:
        return None


def _aac_length(file: BinaryIO) -> float:
    from mutagen.aac import AACInfo

    file.seek(0)
    return float(AACInfo(file).length)


def _mpeg_length(file: BinaryIO, offset: int) -> float:
    from mutagen.mp3 import BitrateMode, MPEGInfo

    info = MPEGInfo(file, offset)
    if info.bitrate_mode == BitrateMode.UNKNOWN or not info.length:
        varying = varying_length(file, int(info.frame_offset))
        return float(info.length) if varying is None else varying
    return float(info.length)


def read_id3v1(found: Findings, file: BinaryIO) -> None:
    """Say what the last 128 bytes say; a comment only where no other tag has one.

    ID3v1 cuts its fields at 30 bytes and its encoding is unknown (UTF-8 where valid,
    else Latin-1); a cut copy of a comment beside the whole one helps nobody, nor does
    the start of iTunes' loudness numbers.
    """
    size = file.seek(0, 2)
    if size < _ID3V1_SIZE:
        return
    file.seek(size - _ID3V1_SIZE)
    tag = file.read(_ID3V1_SIZE)
    if not tag.startswith(b"TAG"):
        return
    for name, start, end in _ID3V1_FIELDS:
        found.say(name, "ID3v1", unnamed_text(tag[start:end]).strip())
    found.say("year", "ID3v1", unnamed_text(tag[93:97]).strip())
    comment = unnamed_text(tag[97 : 125 if tag[125] == 0 else 127]).strip()
    if not (found.said.get("comment") or _ITUNES_NUMBERS.match(comment)):
        found.say("comment", "ID3v1", comment)
    if tag[127] != _NO_GENRE:
        found.say("genre", "ID3v1", genre_name(str(tag[127])))
