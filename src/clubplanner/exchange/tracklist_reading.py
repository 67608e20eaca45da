"""Tracklists as text, read: of mix pages, forums, notes, and our own exports.

A track is a line with a number or a time in front, or, in a list without them, a line
with a dash between artist and title. See ``tracklist_lines`` for the forms,
``tracklist`` for writing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import day_in, known
from clubplanner.exchange.reading import first_of, looks_like_text, split_lines
from clubplanner.exchange.tracklist_lines import Stamp, TracklistLine, are_numbered
from clubplanner.exchange.tracklist_parts import parts_of
from clubplanner.exchange.tracklist_times import Times, read_times
from clubplanner.files.problem import Problem

_OUR_HEAD = re.compile(r".*\d{4}-\d\d-\d\d")
_OUR_CLOCK = re.compile(r"\d\d:\d\d:\d\d  \S")
_HEADING = re.compile(
    r"\W*(?:full |complete )?(?:track ?list(?:ing)?s?|set ?lists?)\W*", re.IGNORECASE
)
_NO_TITLE = re.compile(rf"\s*(?:<.*|{_HEADING.pattern})?", re.IGNORECASE)
_MARKUP = ("<", "{", "%PDF")
_NOTES = (".txt", ".text", ".md", "")
"""Endings of files people write lists in; a log has dashes on every line too."""

_NO_NOTES = re.compile(
    r"\.(?:log|lrc|srt|vtt|py|js|ts|c|go|rs|sh|sql|html?|json|ya?ml|toml|ini|cfg|rst)"
)
"""Endings of lyrics, subtitles, programs and their logs, which have times as well."""

_PAPERS = re.compile(
    "(?:readme|changelog|changes|news|licen[cs]e|contributing|authors|todo|install"
    "|copying)(?![a-z])"
)
"""Names of the papers that come with a program."""

_SUBTITLE = re.compile(r"\s*[\d:]+[.,]\d{3} --> ")
_LEVEL = re.compile(r"\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\b")

_LONGEST = 1000
"""Characters of a line that names a track."""

_A_PLAN = (
    "this is the plan as clubplanner wrote it, not what was played",
    "import the history of the program that played",
)
_FEWEST = 3
"""Lines that make a list where only dashes speak for it."""


@dataclass(frozen=True, slots=True)
class _Track:
    """A line that is a track, and where it stands."""

    place: int
    line: TracklistLine
    length_s: float | None


def claims(source: Source) -> bool:
    """Whether a text is a tracklist rather than prose.

    Numbers or times before ``Artist - Title`` on half of the lines or on three and a
    fifth of them (the page of a mix has other text too); numbers or times alone below
    the word "Tracklist"; or dashes on four of five lines.
    """
    text = source.head_text
    if not looks_like_text(text) or text.lstrip().startswith(_MARKUP):
        return False
    written = [line for line in text.splitlines() if line.strip()]
    if _is_other(source, written):
        return False
    parts = parts_of([line for line in written if len(line) <= _LONGEST])
    led, dashed = parts.named_and_led, parts.dashed
    if led and (led + dashed) * 2 >= len(written):
        return True
    is_page = led >= _FEWEST and led * 5 >= len(written)
    if is_page and source.suffix != ".md":
        return True
    are_most = dashed >= _FEWEST and dashed * 5 >= len(written) * 4
    return (are_most and source.suffix in _NOTES) or _is_headed(written)


def _is_other(source: Source, written: Sequence[str]) -> bool:
    """Whether a text is of a kind that has numbers, times and dashes as well."""
    levels = sum(_LEVEL.search(line) is not None for line in written)
    return (
        _NO_NOTES.fullmatch(source.suffix) is not None
        or _PAPERS.match(source.path.stem.casefold()) is not None
        or levels * 2 > len(written)
        or any(_SUBTITLE.match(line) for line in written)
    )


def _is_headed(written: Sequence[str]) -> bool:
    """Whether three lines with a number or a time stand below the word for a list."""
    for place, line in enumerate(written):
        if _HEADING.fullmatch(line):
            below = parts_of([one[:_LONGEST] for one in written[place + 1 :]]).lines
            ahead = takewhile(lambda one: one.is_led and bool(one.rest), below)
            return len(list(ahead)) >= _FEWEST
    return False


def read(source: Source) -> Imported:
    """Read a tracklist.

    Stamps near 0 are ``offset_s``; clock times with a date, in the text above the list
    or in the file's name, are ``started_at``, and the list is one night of a history;
    but for the list that clubplanner writes of a plan.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    found = split_lines(decoded, source.where)
    tracks, lost = _tracks(found.lines, source.where)
    above = found.lines[: tracks[0].place] if tracks else found.lines
    titles = (line for line in above if not _NO_TITLE.fullmatch(line))
    head = next((cells.text(line, 200) for line in titles), "")
    day = day_in(" ".join(above)) or day_in(source.path.stem)
    is_ours = _is_ours(head, [found.lines[track.place] for track in tracks])
    times = read_times(_stamps([track.line for track in tracks]), day, is_clock=is_ours)
    are_by = _are_by([track.line for track in tracks])
    entries = [
        _entry(track, are_by, offset, start)
        for track, offset, start in zip(
            tracks, times.offsets, times.starts, strict=True
        )
    ]
    is_night = any(times.starts) and not is_ours
    places = tuple(range(len(entries)))
    name = head or cells.text(source.path.stem)
    return Imported(
        kind="tracklist",
        origin="tracklist",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(entries),
        playlists=(
            Playlist(name, places, "history", day=day)
            if is_night
            else Playlist(name, places, day=day),
        ),
        problems=(
            *found.problems,
            *lost,
            *_doubts(times, tracks, source.where),
            *([Problem(source.where, *_A_PLAN, is_notice=True)] if is_ours else ()),
        ),
    )


def _tracks(lines: Sequence[str], where: str) -> tuple[list[_Track], list[Problem]]:
    """Return the lines that are tracks, and a notice of those that may be."""
    parts = parts_of(lines)
    by_lead = sum(
        one.is_led and one.has_dash for one in parts.lines
    ) >= parts.dashed or any(one.is_by for one in parts.lines)
    tracks: list[_Track] = []
    left: list[int] = []
    for place, (part, length_s) in enumerate(
        zip(parts.lines, parts.lengths, strict=True)
    ):
        if part.rest and (part.is_led if by_lead else part.has_dash):
            tracks.append(_Track(place, part, length_s))
        elif part.has_dash and tracks:
            left.append(place + 1)
    problems = []
    if left:
        msg = f"lines with a dash but no number and no time were left out ({len(left)})"
        problems.append(Problem(f"{where}:{left[0]}", msg, is_notice=True))
    if parts.were_ends:
        msg = "the last track has no time: the others were read as the ends of tracks"
        problems.append(Problem(where, msg, is_notice=True))
    return tracks, problems


def _stamps(lines: Sequence[TracklistLine]) -> list[Stamp | None]:
    """Return the times in front; numbers in brackets are minutes, unless they count."""
    told = [line.in_brackets for line in lines if line.in_brackets is not None]
    if any(line.stamp for line in lines) or are_numbered(told):
        return [line.stamp for line in lines]
    return [
        None if line.in_brackets is None else (line.in_brackets, 0) for line in lines
    ]


def _are_by(lines: Sequence[TracklistLine]) -> bool:
    """Whether a list has titles first: no dash anywhere, ``by`` on most lines."""
    by = sum(line.is_by for line in lines)
    return by * 2 > len(lines) and not any(line.has_dash for line in lines)


def _is_ours(head: str, lines: Sequence[str]) -> bool:
    """Whether this is the clock list clubplanner writes, also from midnight on."""
    are_clocks = bool(lines) and all(_OUR_CLOCK.match(line) for line in lines)
    return are_clocks and _OUR_HEAD.fullmatch(head) is not None


def _entry(
    track: _Track, are_by: bool, offset: float | None, start: datetime | None
) -> Entry:
    artist, title, label = track.line.named()
    if are_by and " by " in title:
        title, artist = (known(cells.text(one)) for one in title.rsplit(" by ", 1))
    return Entry(
        title=title,
        artist=artist,
        label=label,
        length_s=cells.length(track.length_s),
        offset_s=offset,
        started_at=start,
    )


def _doubts(times: Times, tracks: Sequence[_Track], where: str) -> Iterator[Problem]:
    """Yield what had to be assumed of the times."""
    if times.is_clock and any(one is not None for one in times.offsets):
        msg = "the clock times have no date and were counted from the first one"
        hint = "write the date above the list: 2026-11-28"
        yield Problem(where, msg, hint, is_notice=True)
    told = [
        (one, track.place + 1)
        for one, track in zip(times.offsets, tracks, strict=True)
        if one is not None
    ]
    msg, hint = "this time is before the one above it", "check the times of both"
    yield from first_of(
        [
            Problem(f"{where}:{line}", msg, hint, is_notice=True)
            for (before, _), (after, line) in pairwise(told)
            if after < before
        ]
    )


KIND = Kind("tracklist", "tracklist (text)", claims, read)
