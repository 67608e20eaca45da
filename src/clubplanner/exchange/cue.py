"""Cue sheets: of one recorded mix, or of one file per track; written and read.

Grammar: gnu.org/software/ccd2cue/manual, CUE sheet format. Measured on libcue,
metaflac, mpv and VLC: UTF-8 without BOM, frames 00-74, minutes may exceed 99, no escape
exists for ``"``, a backslash before the closing quote swallows it in libcue, and more
than 99 tracks are lost or refused, so a longer night becomes several sheets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import relative_path
from clubplanner.exchange.reading import decoded
from clubplanner.exchange.rows import (
    Listing,
    Row,
    assumed_problems,
    named_rows,
    one_line,
    rows_with_files,
)
from clubplanner.files.problem import Problem

FRAMES = 75
"""Frames in a second of an INDEX."""

TRACKS_IN_A_SHEET = 99

_TYPES = {".mp3": "MP3", ".aif": "AIFF", ".aiff": "AIFF"}
"""FILE types by suffix; everything else is WAVE, also FLAC, as EAC writes it."""

_INDEX = re.compile(r"([0-9]{1,6}):([0-9]{1,4}):([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class CueTrack:
    """One TRACK of a cue sheet that was read.

    Attributes:
        number: as written, 1-99.
        start_s: seconds into ``file``, None where the sheet gives no INDEX 01.
        file: the FILE it stands under, as written.
    """

    number: int
    title: str = ""
    performer: str = ""
    file: str = ""
    start_s: float | None = None
    isrc: str = ""


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A cue sheet that was read.

    Attributes:
        recorded_by: the program that recorded the mix, ``rekordbox-dj``; may be empty.
    """

    title: str = ""
    performer: str = ""
    recorded_by: str = ""
    tracks: tuple[CueTrack, ...] = ()


def write_mix(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the cue sheet of one recorded mix at the times of the plan.

    A later sheet of a long night keeps the true times in the same file; what comes
    before its first track is a pregap (INDEX 00), because a sheet begins at 00:00:00.

    Returns:
        the sheets (several above 99 tracks), and the problems.
    """
    rows, problems = named_rows(listing.rows)
    mix = options.mix or f"{listing.night.date} {listing.night.name}.wav"
    sheets = tuple(
        _sheet(listing, options.act, (_file_line(mix), *_mix_lines(part)))
        for part in _parts(rows)
    )
    return sheets, (*problems, *assumed_problems(rows))


def write_files(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a cue sheet with one FILE per track: a play list, no recording.

    Returns:
        the sheets (several above 99 tracks), and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    quoted = tuple(
        f'{row.where} is left out: a cue sheet cannot hold the " in its file name'
        for row in rows
        if '"' in row.file
    )
    kept = [row for row in rows if '"' not in row.file]
    sheets = tuple(
        _sheet(listing, options.act, _file_lines(part, options.relative_to))
        for part in _parts(kept)
    )
    return sheets, (*problems, *quoted, *_elsewhere(kept, options.relative_to))


def _elsewhere(rows: Iterable[Row], folder: str) -> Iterator[str]:
    """Say once that files lie in other folders (measured: mpv drops their folder)."""
    if any(set("/\\") & set(relative_path(row.file, folder)) for row in rows):
        yield (
            "some players, mpv among them, look for the files of a cue sheet only "
            "beside it; an m3u8 list works from anywhere"
        )


def index_time(seconds: float) -> str:
    """Return MM:SS:FF, floored to a frame; minutes may exceed 99."""
    frames = int(seconds * FRAMES)
    minutes, rest = divmod(frames, 60 * FRAMES)
    return f"{minutes:02d}:{rest // FRAMES:02d}:{rest % FRAMES:02d}"


def quoted_text(text: str) -> str:
    """Return ``text`` between quotes, free of what a cue sheet cannot hold."""
    plain = one_line(text).replace('"', "'")
    return f'"{plain} "' if plain.endswith("\\") else f'"{plain}"'


def _parts(rows: Sequence[Row]) -> list[Sequence[Row]]:
    starts = range(0, max(1, len(rows)), TRACKS_IN_A_SHEET)
    return [rows[start : start + TRACKS_IN_A_SHEET] for start in starts]


def _sheet(listing: Listing, act: str, lines: Iterable[str]) -> str:
    head = [
        f"REM DATE {listing.night.date.year}",
        f"TITLE {quoted_text(listing.night.name)}",
    ]
    if act:
        head.append(f"PERFORMER {quoted_text(act)}")
    return "".join(f"{line}\r\n" for line in (*head, *lines))


def _file_line(name: str) -> str:
    suffix = name[name.rfind(".") :].lower()
    return f"FILE {quoted_text(name)} {_TYPES.get(suffix, 'WAVE')}"


def _mix_lines(rows: Sequence[Row]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        yield from _track_lines(number, row)
        if number == 1 and row.start_s:
            yield "    INDEX 00 00:00:00"
        yield f"    INDEX 01 {index_time(row.start_s)}"


def _file_lines(rows: Sequence[Row], folder: str) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        yield _file_line(relative_path(row.file, folder))
        yield from _track_lines(number, row)
        yield "    INDEX 01 00:00:00"


def _track_lines(number: int, row: Row) -> Iterator[str]:
    yield f"  TRACK {number:02d} AUDIO"
    yield f"    TITLE {quoted_text(row.title)}"
    if row.artist:
        yield f"    PERFORMER {quoted_text(row.artist)}"
    if row.isrc:
        yield f"    ISRC {row.isrc}"


def read_cue(data: bytes, where: str) -> tuple[CueSheet, tuple[Problem, ...]]:
    """Read a cue sheet of any program.

    A sheet recorded by rekordbox counts hours, minutes and seconds where the grammar
    has minutes, seconds and frames (measured on its own sheets); ``REM RECORDED_BY``
    tells it. It also names each track's own file inside TRACK.

    Args:
        data: the file's bytes.
        where: the file's name, for the problems.
    """
    lines = [_Line.of(n, text) for n, text in enumerate(decoded(data).splitlines(), 1)]
    starts = [place for place, line in enumerate(lines) if line.word == "TRACK"]
    head = lines[: starts[0]] if starts else lines
    recorded_by = _remark(head, "RECORDED_BY")
    is_clock = recorded_by.startswith("rekordbox")
    file, tracks, problems = _last(head, "FILE"), [], []
    for begin, end in pairwise([*starts, len(lines)]):
        block = lines[begin:end]
        track, faults = _track(block, file, where, is_clock)
        tracks.append(track)
        problems.extend(faults)
        file = _last(block, "FILE") or file
    problems.extend(_falling(tracks, where))
    sheet = CueSheet(
        title=_last(head, "TITLE"),
        performer=_last(head, "PERFORMER"),
        recorded_by=recorded_by,
        tracks=tuple(tracks),
    )
    return sheet, tuple(problems)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a sheet: its number, its command and what follows, unquoted."""

    number: int
    word: str
    value: str

    @classmethod
    def of(cls, number: int, text: str) -> "_Line":
        word, _, rest = text.strip().partition(" ")
        return cls(number, word.upper(), _unquoted(rest.strip()))

    @property
    def is_start(self) -> bool:
        """Whether this is INDEX 01, where the track starts."""
        return self.word == "INDEX" and self.value.split()[:1] in (["01"], ["1"])


def _unquoted(text: str) -> str:
    """Return what stands between the first and the last quote, or the text itself.

    Programs do not escape quotes inside a title, so the last one ends it.
    """
    if text.startswith('"') and text.rfind('"') > 0:
        return text[1 : text.rfind('"')]
    return text


def _last(lines: Sequence[_Line], word: str) -> str:
    return next((line.value for line in reversed(lines) if line.word == word), "")


def _remark(lines: Sequence[_Line], name: str) -> str:
    remarks = (line.value for line in lines if line.word == "REM")
    found = (text[len(name) :] for text in remarks if text.upper().startswith(name))
    return _unquoted(next(found, "").strip())


def _track(
    block: Sequence[_Line], file: str, where: str, is_clock: bool
) -> tuple[CueTrack, list[Problem]]:
    """Return one TRACK; its file is the last FILE before its INDEX 01."""
    places = [n for n, line in enumerate(block) if line.is_start]
    before = block[: places[0]] if places else block
    start = _seconds(block[places[0]].value, is_clock) if places else None
    number = _NUMBER.match(block[0].value)
    track = CueTrack(
        number=int(number[0]) if number else 0,
        title=_last(block, "TITLE"),
        performer=_last(block, "PERFORMER") or _remark(block, "PERFORMER"),
        file=_last(before, "FILE") or file,
        start_s=start,
        isrc=_last(block, "ISRC"),
    )
    if start is not None:
        return track, []
    line = block[places[0] if places else 0].number
    msg = f'the time of track {track.number} "{track.title}" cannot be read'
    return track, [Problem(f"{where}:{line}", msg, "write INDEX 01 MM:SS:FF")]


def _seconds(index: str, is_clock: bool) -> float | None:
    """Return the seconds of ``01 MM:SS:FF``, or of ``01 HH:MM:SS`` on a clock."""
    found = _INDEX.search(index)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    if is_clock:
        return float(first * 3600 + second * 60 + third)
    return first * 60 + second + third / FRAMES


def _falling(tracks: Sequence[CueTrack], where: str) -> Iterator[Problem]:
    """Yield a problem where one file's times do not rise.

    Mixxx writes such a first time when a recording was restarted (mixxx #13964).
    """
    for before, after in pairwise(tracks):
        if before.start_s is None or after.start_s is None:
            continue
        if before.file == after.file and after.start_s <= before.start_s:
            msg = f"track {after.number} does not start after track {before.number}"
            yield Problem(where, msg, "check the times of both", is_notice=True)
