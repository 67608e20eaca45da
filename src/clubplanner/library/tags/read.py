"""Reads one audio file: which container it is, what it says, what to trust of it."""

import errno
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.asf_objects import HEADER
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.trust import weigh
from clubplanner.music.track import Evidence, Track

_HEAD_SIZE = 128

_REASONS = {
    errno.EACCES: ("this file may not be read", "check its permissions"),
    errno.EPERM: ("this file may not be read", "check its permissions"),
    errno.EISDIR: ("this is a folder, not an audio file", ""),
    errno.ENOENT: ("this file does not exist", ""),
    errno.ELOOP: ("this link leads round in a circle", "delete it"),
    errno.EIO: ("the drive failed while this file was read", "check the drive"),
}


@dataclass(frozen=True, slots=True)
class TagReading:
    """What one file says: the track it makes and the evidence behind it."""

    track: Track
    evidence: Evidence


def read_file(path: str | Path) -> TagReading:
    """Read the tags, the length and the marks DJ programs left in one audio file.

    The file is opened for reading only.

    Raises:
        ClubplannerError: it cannot be read or holds no audio; one sentence says why.
    """
    name = str(path)
    try:
        found = _findings(Path(path))
    except ClubplannerError as error:
        raise ClubplannerError(error.msg, where=name, hint=error.hint) from error
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        msg, hint = _REASONS.get(error.errno or 0, (reason, ""))
        raise ClubplannerError(msg, where=name, hint=hint) from error
    except Exception as error:
        # Readers of damaged files raise anything: MutagenError, ValueError, IndexError.
        raise ClubplannerError("the file is damaged or cut off", where=name) from error
    track, evidence = weigh(found, name)
    return TagReading(track, evidence)


def _findings(path: Path) -> Findings:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        # Opening a pipe would wait for ever.
        raise ClubplannerError("this is no ordinary file")
    with path.open("rb") as file:
        head = file.read(_HEAD_SIZE)
        if not head:
            raise ClubplannerError("the file is empty")
        found = Findings()
        start = _after_id3(head)
        if start:
            file.seek(start)
            head = file.read(_HEAD_SIZE)
        file.seek(0)
        _read_container(found, file, start, head, path.suffix.lower())
    return found


def _after_id3(head: bytes) -> int:
    """Return where the ID3v2 tag in front ends, 0 where there is none."""
    if not head.startswith(b"ID3"):
        return 0
    from clubplanner.library.tags.id3_frames import synchsafe

    return 10 + synchsafe(head[6:10])


def _read_container(
    found: Findings, file: BinaryIO, start: int, head: bytes, suffix: str
) -> None:
    """Choose the reader by the first bytes, which are true where a suffix may lie."""
    kind = head[:4]
    if kind == b"fLaC":
        from clubplanner.library.tags.flac import read_flac

        read_flac(found, file)
    elif kind == b"OggS":
        from clubplanner.library.tags.ogg import read_ogg

        read_ogg(found, file, start)
    elif head[4:8] in _MP4_BEGINNINGS:
        from clubplanner.library.tags.mp4 import read_mp4

        read_mp4(found, file)
    elif kind in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        from clubplanner.library.tags.riff import read_wav

        read_wav(found, file)
    elif kind == b"FORM" and head[8:11] == b"AIF":
        from clubplanner.library.tags.aiff import read_aiff

        read_aiff(found, file)
    elif kind in (b"wvpk", b"MAC ", b"MPCK") or head[:3] == b"MP+":
        from clubplanner.library.tags.lossless import read_lossless

        read_lossless(found, file, head)
    elif head[:16] == HEADER:
        from clubplanner.library.tags.asf import read_asf

        read_asf(found, file)
    else:
        _read_by_suffix(found, file, suffix)


_MP4_BEGINNINGS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def _read_by_suffix(found: Findings, file: BinaryIO, suffix: str) -> None:
    from clubplanner.library.tags.mpeg import read_mpeg
    from clubplanner.library.tags.other import read_other

    if suffix in (".mp3", ".mp2", ".mpga", ".aac"):
        read_mpeg(found, file)
    else:
        read_other(found, file)
