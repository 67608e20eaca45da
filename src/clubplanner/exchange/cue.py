"""Cue sheets written: of one recorded mix, or of one file per track.

Grammar: gnu.org/software/ccd2cue/manual, CUE sheet format. Measured on libcue,
metaflac, mpv and VLC: UTF-8 without BOM, frames 00-74, minutes may exceed 99, no escape
exists for ``"``, a backslash before the closing quote swallows it in libcue, and more
than 99 tracks are lost or refused, so a longer night becomes several sheets.
"""

from collections.abc import Iterable, Iterator, Sequence

from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import relative_path
from clubplanner.exchange.rows import (
    Listing,
    Row,
    assumed_problems,
    named_rows,
    one_line,
    rows_with_files,
)

FRAMES = 75
"""Frames in a second of an INDEX."""

TRACKS_IN_A_SHEET = 99

_TYPES = {".mp3": "MP3", ".aif": "AIFF", ".aiff": "AIFF"}
"""FILE types by suffix; everything else is WAVE, also FLAC, as EAC writes it."""


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
