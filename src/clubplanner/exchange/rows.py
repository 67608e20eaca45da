"""The rows every format writes: a night's slots on the clock, in plain values.

What a format cannot carry is never dropped silently: the functions that leave a row
out return a sentence for each.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from clubplanner.exchange.options import Options
from clubplanner.music.isrc import valid_isrc
from clubplanner.music.key import Key
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import (
    HARD_WINDOW_S,
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Played,
    Position,
    Started,
)
from clubplanner.night.timeline import Timed, Timeline, timeline

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One slot of a night as an export shows it. Unknown is None or empty.

    Attributes:
        number: the slot's number in the night, from 1.
        slot_id: the slot's id in the plan.
        start_s: whole seconds from the start of the night.
        play_s: seconds it sounds, with both overlaps.
        overlap_s: seconds it sounds together with the next one.
        begins, ends: wall clock of its first and its last sound.
        title: the track's title; for a cue without a track the cue's, for a gap
            ``gap``.
        file: the track's path as the library has it, empty when no file is known.
        length_s: length of the file in seconds.
        pitch: percent it plays faster than the file, None for as it is.
        mix_in_s, out_s: seconds into the file where it comes in and is gone, the
            slot's own or the track's; None for its beginning and its end.
        cut_in, cut_out: whether the DJ cuts there instead of mixing.
        rating: stars, 0-5.
        isrc: 12 characters that can be an ISRC, else empty.
        pinned: its anchors in words.
        is_gap: whether the slot keeps time free.
        is_assumed: whether the length is unknown and the clock assumes one.
    """

    number: int
    slot_id: int
    start_s: int
    play_s: int
    overlap_s: int
    begins: datetime
    ends: datetime
    title: str
    artist: str = ""
    file: str = ""
    album: str = ""
    genre: str = ""
    label: str = ""
    year: int | None = None
    isrc: str = ""
    bpm: float | None = None
    key: Key | None = None
    energy: int | None = None
    length_s: float | None = None
    pitch: float | None = None
    mix_in_s: float | None = None
    out_s: float | None = None
    cut_in: bool = False
    cut_out: bool = False
    remixer: str = ""
    comment: str = ""
    rating: float | None = None
    cue: str = ""
    note: str = ""
    pinned: tuple[str, ...] = ()
    is_gap: bool = False
    is_assumed: bool = False

    @property
    def where(self) -> str:
        """The row in a problem: ``slot 7 "Heartbeat III"``."""
        return f'slot {self.number} "{self.title}"'

    @property
    def display(self) -> str:
        """``Artist - Title``; an unknown half is ``ID``, as DJs write it."""
        return f"{self.artist or 'ID'} - {self.title or 'ID'}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A night ready to be written: its rows and the timeline they come from."""

    night: Night
    timeline: Timeline
    rows: tuple[Row, ...]


def listing(night: Night, context: Context, options: Options) -> Listing:
    """Lay a night on the clock and turn every slot into a row."""
    line = timeline(night, context)
    rows = tuple(
        _row(number, item, options.cue_titles)
        for number, item in enumerate(line.items, 1)
    )
    return Listing(night, line, rows)


def one_line(text: str) -> str:
    """Return ``text`` on one line: every control character becomes a blank."""
    return _CONTROLS.sub(" ", text)


def named_rows(rows: Iterable[Row]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the rows a list of titles carries, and a sentence for each gap."""
    every = tuple(rows)
    problems = tuple(_gap_problem(row) for row in every if row.is_gap)
    return tuple(row for row in every if not row.is_gap), problems


def rows_with_files(
    rows: Iterable[Row], options: Options
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the rows a list of files carries, and what is wrong with the others.

    A slot without a file and a file name no list can hold are left out; a file that is
    not there stays in (its drive may be plugged in later) and is named.
    """
    kept: list[Row] = []
    problems: list[str] = []
    for row in rows:
        reason = _unlistable(row)
        if reason:
            problems.append(reason)
            continue
        kept.append(row)
        if not options.exists(row.file):
            problems.append(f"{row.where}: file not found: {one_line(row.file)}")
    return tuple(kept), tuple(problems)


def assumed_problems(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a sentence for each row of unknown length: its end is assumed."""
    for row in rows:
        if row.is_assumed:
            yield (
                f"{row.where} has no known length: the times after it assume "
                f"{row.play_s // 60}:{row.play_s % 60:02d}"
            )


def _gap_problem(row: Row) -> str:
    return f"slot {row.number} is a gap of {row.play_s} s and is left out"


def _unlistable(row: Row) -> str:
    """Say why no list of files can carry the row; empty when it can."""
    if row.is_gap:
        return _gap_problem(row)
    if not row.file:
        return f"{row.where} has no file and is left out"
    if _CONTROLS.search(row.file):
        return (
            f"{row.where} is left out: its file name holds characters no list "
            "can hold; rename the file"
        )
    return ""


def _row(number: int, item: Timed, cue_titles: Mapping[str, str]) -> Row:
    slot, track = item.slot, item.slot.track
    plain = Row(
        number=number,
        slot_id=slot.id,
        start_s=item.start,
        play_s=item.play,
        overlap_s=item.overlap,
        begins=item.begins,
        ends=item.ends,
        title=one_line(slot.name),
        pitch=slot.pitch,
        mix_in_s=slot.mix_in_s,
        out_s=slot.out_s,
        cut_in=slot.cut_in,
        cut_out=slot.cut_out,
        cue=slot.cue,
        note=slot.note,
        pinned=tuple(one_line(anchor_words(anchor)) for anchor in slot.anchors),
        is_gap=slot.is_gap,
        is_assumed=item.is_assumed,
    )
    if slot.is_gap:
        return plain
    if track is None:
        return replace(plain, title=one_line(cue_titles.get(slot.cue, slot.name)))
    return _with_track(plain, track)


def _with_track(row: Row, track: Track) -> Row:
    return replace(
        row,
        artist=one_line(track.artist),
        file=track.path,
        album=one_line(track.album),
        genre=one_line(track.genre),
        label=one_line(track.label),
        year=track.year,
        isrc=valid_isrc(track.isrc),
        bpm=track.bpm,
        key=track.key,
        energy=track.energy,
        length_s=track.length_s,
        mix_in_s=track.mix_in_s if row.mix_in_s is None else row.mix_in_s,
        out_s=track.out_s if row.out_s is None else row.out_s,
        remixer=one_line(track.remixer),
        comment=one_line(track.comment),
        rating=track.rating,
    )


def anchor_words(anchor: Anchor) -> str:
    """Return an anchor in a few words: ``at 22:00``, ``at 00:15 ±12 min``, ``last``."""
    match anchor:
        case At(time, window_s):
            return f"at {time:%H:%M}{_window(window_s)}"
        case EndAt(time, window_s):
            return f"ends at {time:%H:%M}{_window(window_s)}"
        case Position(number):
            return {1: "first", -1: "last"}.get(number, f"number {number}")
        case Played():
            return "played"
        case After(target):
            return f"after {target}" if target else "after the slot above"
        case Started(time):
            return f"started {time:%H:%M}"


def _window(seconds: int) -> str:
    """Return a window other than the usual one, with its sign."""
    return "" if seconds == HARD_WINDOW_S else f" ±{minutes(seconds)}"
