"""Cue sheets read: of recordings, of albums, of play lists; see ``cue`` for writing.

Grammar: gnu.org/software/ccd2cue/manual, CUE sheet format: INDEX is minutes, seconds
and frames of 1/75 s. A sheet recorded by rekordbox counts hours, minutes and seconds
instead (measured on its own sheets) and names each track's own file inside TRACK;
``REM RECORDED_BY`` tells it. Mixxx can name those files, too (its option of "file
annotation"), and counts minutes all the same. Met in sheets of other programs and read:
small letters, quotes left out or escaped, ``INDEX 01 MM:SS`` and ``HH:MM:SS:FF``, a
track that has INDEX 00 alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clubplanner.exchange import cells
from clubplanner.exchange.cue import FRAMES
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import artist_and_title, day_in, has_dash
from clubplanner.exchange.paths import listed_file
from clubplanner.exchange.reading import first_of, looks_like_text, split_lines
from clubplanner.files.problem import Problem

_TRACK = re.compile(r"^[ \t]*TRACK[ \t]+\d", re.MULTILINE | re.IGNORECASE)
_OTHERS = re.compile(
    r"^[ \t]*(?:FILE|INDEX|TITLE|PERFORMER)[ \t]+\S", re.MULTILINE | re.IGNORECASE
)
_COMMAND = re.compile(
    r"\s*(?:;|(?:REM|FILE|TRACK|INDEX|TITLE|PERFORMER|SONGWRITER|ISRC|FLAGS|PREGAP"
    r"|POSTGAP|CATALOG|CDTEXTFILE)\b)",
    re.IGNORECASE,
)
_INDEX = re.compile(r"(?<!\S)([0-9]{1,6})((?::[0-9]{1,4}){1,3})(?!\S)")
_NUMBER = re.compile(r"[0-9]{1,6}")
_VARIOUS = re.compile(r"various(?: artists)?|v\.?a\.?", re.IGNORECASE)
_DATA = re.compile(r"[0-9]+\s+(?:MODE|CDI)", re.IGNORECASE)
_TYPE = re.compile(
    r"\s+(?:WAVE|MP3|AIFF|BINARY|MOTOROLA|FLAC|AAC|MP4|M4A|OGG)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a sheet: its number, its command and what follows, unquoted."""

    number: int
    word: str
    value: str

    @classmethod
    def of(cls, number: int, text: str) -> "_Line":
        word, _, rest = text.strip().replace("\t", " ").partition(" ")
        value = rest.strip()
        if word.upper() == "FILE" and value.rfind('"') <= 0:
            value = _TYPE.sub("", value)
        return cls(number, word.upper(), _unquoted(value))

    @property
    def is_start(self) -> bool:
        """Whether this is INDEX 01, where the track starts."""
        return self.word == "INDEX" and self.value.split()[:1] in (["01"], ["1"])


@dataclass(frozen=True, slots=True)
class _Track:
    """One TRACK as it stands.

    Attributes:
        number: as written.
        file: the FILE it stands under, as written.
        file_line: line of that FILE, 0 where there is none.
        has_own_file: whether that FILE stands inside the TRACK.
        start_s: seconds of INDEX 01, None where the sheet gives none.
    """

    number: int
    title: str
    performer: str
    isrc: str
    writers: str
    genre: str
    year: int | None
    file: str
    file_line: int
    has_own_file: bool
    start_s: float | None

    def is_in_one_recording_with(self, after: "_Track") -> bool:
        """Whether the next track goes on in the same file.

        A FILE that is named again and starts at 0 is a file played again.
        """
        is_again = self.file_line != after.file_line and after.start_s == 0
        return self.file == after.file and not is_again


def claims(source: Source) -> bool:
    """Whether a file has a TRACK and another command of a cue sheet.

    What is called otherwise has to consist of them: a manual may quote a sheet.
    """
    text = source.head_text
    if not (_TRACK.search(text) and _OTHERS.search(text) and looks_like_text(text)):
        return False
    written = [line for line in text.split("\n") if line.strip()]
    commands = sum(_COMMAND.match(line) is not None for line in written)
    return source.suffix == ".cue" or commands * 10 >= len(written) * 9


def read(source: Source) -> Imported:
    """Read a cue sheet of any program, of any number of tracks.

    ``offset_s`` is INDEX 01. ``played_s`` is the time to the next start in the same
    recording. A FILE that holds several tracks is the recording of a mix, not the file
    of a track, and gives no path.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    found = split_lines(decoded, source.where)
    lines = [_Line.of(number, text) for number, text in enumerate(found.lines, 1)]
    starts = [place for place, line in enumerate(lines) if line.word == "TRACK"]
    head = lines[: starts[0]] if starts else lines
    is_rekordbox = _remark(head, "RECORDED_BY").startswith("rekordbox")
    tracks, problems = _tracks(lines, starts, source.where, is_rekordbox)
    is_one_recording = is_rekordbox or _are_plays(tracks)
    if not is_rekordbox:
        performer = cells.text(_last(head, "PERFORMER"))
        tracks, doubts = _named(tracks, performer, source.where)
        problems += doubts
    name = cells.text(_last(head, "TITLE")) or cells.text(source.path.stem)
    playlist = Playlist(
        name=name,
        tracks=tuple(range(len(tracks))),
        kind="history" if is_rekordbox else "playlist",
        day=day_in(_remark(head, "DATE")),
    )
    folder = str(source.path.absolute().parent)
    return Imported(
        kind="cue",
        origin="rekordbox" if is_rekordbox else "cue sheet",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(_entries(tracks, folder, is_one_recording)),
        playlists=(playlist,),
        problems=(
            *found.problems,
            *problems,
            *first_of(tuple(_falling(tracks, source.where, is_one_recording))),
        ),
    )


def _unquoted(text: str) -> str:
    """Return what stands between the first and the last quote, or the text itself.

    Few programs escape quotes inside a title, so the last one ends it; a line that was
    cut short has none.
    """
    if not text.startswith('"'):
        return text
    end = text.rfind('"')
    return (text[1:end] if end > 0 else text[1:]).replace('\\"', '"')


def _last_line(lines: Sequence[_Line], word: str) -> _Line | None:
    return next((line for line in reversed(lines) if line.word == word), None)


def _last(lines: Sequence[_Line], word: str) -> str:
    line = _last_line(lines, word)
    return line.value if line else ""


def _remark(lines: Sequence[_Line], name: str) -> str:
    remarks = (line.value for line in lines if line.word == "REM")
    found = (text[len(name) :] for text in remarks if text.upper().startswith(name))
    return _unquoted(next(found, "").strip())


def _tracks(
    lines: Sequence[_Line], starts: Sequence[int], where: str, is_clock: bool
) -> tuple[list[_Track], list[Problem]]:
    tracks: list[_Track] = []
    timeless: list[Problem] = []
    file = _last_line(lines[: starts[0]] if starts else [], "FILE")
    data = 0
    for begin, end in pairwise([*starts, len(lines)]):
        block = lines[begin:end]
        if _DATA.match(block[0].value):
            data += 1
        else:
            track, faults = _track(block, file, where, is_clock)
            tracks.append(track)
            timeless.extend(faults)
        file = _last_line(block, "FILE") or file
    problems = list(first_of(timeless))
    if data:
        msg = f"tracks that hold data and no sound were left out ({data})"
        problems.append(Problem(where, msg, is_notice=True))
    return tracks, problems


def _track(
    block: Sequence[_Line], file: _Line | None, where: str, is_clock: bool
) -> tuple[_Track, list[Problem]]:
    """Return one TRACK; its file is the last FILE before its INDEX 01."""
    indexes = [n for n, line in enumerate(block) if line.word == "INDEX"]
    places = [n for n in indexes if block[n].is_start] or indexes[-1:]
    before = block[: places[0]] if places else block
    start = _seconds(block[places[0]].value, is_clock) if places else None
    number = _NUMBER.match(block[0].value)
    file = _last_line(before, "FILE") or file
    track = _Track(
        number=int(number[0]) if number else 0,
        title=cells.text(_last(block, "TITLE")),
        performer=cells.text(_last(block, "PERFORMER") or _remark(block, "PERFORMER")),
        isrc=cells.isrc(_last(block, "ISRC")),
        writers=cells.text(_last(block, "SONGWRITER") or _remark(block, "COMPOSER")),
        genre=cells.text(_remark(block, "GENRE")),
        year=cells.year(_remark(block, "DATE")),
        file=file.value if file else "",
        file_line=file.number if file else 0,
        has_own_file=file in before if file else False,
        start_s=start,
    )
    if start is not None:
        return track, []
    line = block[places[0] if places else 0].number
    msg = f'the time of track {track.number} "{track.title}" cannot be read'
    hint = f"write INDEX 01 {'HH:MM:SS' if is_clock else 'MM:SS:FF'}"
    return track, [Problem(f"{where}:{line}", msg, hint)]


def _seconds(index: str, is_clock: bool) -> float | None:
    """Return the seconds of ``01 MM:SS:FF``, or of ``01 HH:MM:SS`` on a clock.

    ``MM:SS`` has no frames, and ``HH:MM:SS:FF`` has hours as well.
    """
    found = _INDEX.search(index)
    if not found:
        return None
    parts = [int(part) for part in f"{found[1]}{found[2]}".split(":")]
    if is_clock and len(parts) == 3:
        hours, minutes, seconds, frames = (*parts, 0)
    else:
        hours, minutes, seconds, frames = {
            2: (0, *parts, 0),
            3: (0, *parts),
            4: (*parts,),
        }[len(parts)]
    return hours * 3600 + minutes * 60 + seconds + frames / FRAMES


def _are_plays(tracks: Sequence[_Track]) -> bool:
    """Whether the times are those of one recording, though each track has its file."""
    starts = [track.start_s for track in tracks if track.start_s is not None]
    return (
        len(starts) == len(tracks) > 1
        and all(track.has_own_file for track in tracks)
        and all(before < after for before, after in pairwise(starts))
    )


def _named(
    tracks: Sequence[_Track], performer: str, where: str
) -> tuple[list[_Track], list[Problem]]:
    """Return the tracks with the artists their sheet has for all of them together.

    Where no track has a performer of its own, all titles may be ``Artist - Title``; if
    not, the performer of the sheet is that of its tracks, as on a CD, unless it stands
    for many. Some programs write the title of a track as its performer as well.

    Args:
        tracks: as they stand.
        performer: of the whole sheet.
        where: the file in the problems.
    """
    own = {track.performer for track in tracks}
    is_twice = all(track.performer == track.title for track in tracks)
    if not own or (own - {"", performer} and not is_twice):
        return list(tracks), []
    parted = [artist_and_title(track.title) for track in tracks]
    artists, titles = ({pair[n] for pair in parted} for n in (0, 1))
    if len(artists) > 1 < len(titles) and all(has_dash(one.title) for one in tracks):
        msg = "artists and titles were parted at the dash in the titles"
        named = [
            replace(track, performer=artist, title=title)
            for track, (artist, title) in zip(tracks, parted, strict=True)
        ]
        return named, [Problem(where, msg, is_notice=True)]
    if "" not in own or not performer or _VARIOUS.fullmatch(performer):
        return list(tracks), []
    msg = f'tracks without a performer have that of the sheet: "{performer}"'
    named = [replace(track, performer=performer) for track in tracks]
    return named, [Problem(where, msg, is_notice=True)]


def _entries(
    tracks: Sequence[_Track], folder: str, is_one_recording: bool
) -> Iterator[Entry]:
    """Yield the tracks with the times they play, where the next one says so."""
    recordings = {
        before.file
        for before, after in pairwise(tracks)
        if before.is_in_one_recording_with(after) and not is_one_recording
    }
    later: list[_Track | None] = [*tracks[1:], None]
    for track, after in zip(tracks, later, strict=False):
        is_own = bool(track.file) and track.file not in recordings
        entry = Entry(
            path=listed_file(track.file, folder) if is_own else "",
            title=track.title,
            artist=track.performer,
            isrc=track.isrc,
            writers=track.writers,
            genre=track.genre,
            year=track.year,
            offset_s=track.start_s,
        )
        played = _between(track, after, is_one_recording) if after else None
        yield replace(entry, played_s=cells.length(played))


def _between(before: _Track, after: _Track, is_one_recording: bool) -> float | None:
    """Return the seconds between two starts in one recording."""
    if before.start_s is None or after.start_s is None:
        return None
    if not is_one_recording and not before.is_in_one_recording_with(after):
        return None
    return after.start_s - before.start_s


def _falling(
    tracks: Sequence[_Track], where: str, is_one_recording: bool
) -> Iterator[Problem]:
    """Yield a notice where the times of one recording do not rise.

    Mixxx writes such a first time when a recording was restarted (mixxx #13964).
    """
    for before, after in pairwise(tracks):
        seconds = _between(before, after, is_one_recording)
        if seconds is not None and seconds <= 0:
            msg = f"track {after.number} does not start after track {before.number}"
            yield Problem(where, msg, "check the times of both", is_notice=True)


KIND = Kind("cue", "cue sheet", claims, read)
