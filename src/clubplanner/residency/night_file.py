"""Night files: ``sets/<date>-<name>.yaml``, one planned night, made for people and git.

Reading collects problems and keeps what it can; writing has a stable order, one fact a
line, nothing computed and no ids. Unknown keys and unusable values survive a save.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from clubplanner.files import yaml
from clubplanner.files.emit import emit
from clubplanner.files.fields import Fields
from clubplanner.files.node import Bare, Plain
from clubplanner.files.problem import Problem
from clubplanner.files.values import format_beats, format_duration
from clubplanner.music.text import clean
from clubplanner.night.plan import At, EndAt, Night, Slot, elapsed
from clubplanner.residency.curve import curve_texts, read_curve
from clubplanner.residency.night_clock import (
    NightClock,
    parse_night_time,
    parse_zone,
    written,
)
from clubplanner.residency.slot_fields import in_order, read_slot, slot_content

KEYS = (
    *("clubplanner", "name", "date", "start", "end", "venue", "zone", "theme"),
    *("curve", "max_play", "overlap", "artist_gap", "slots", "shelf"),
)
"""The keys of a night in the order they are written."""

MOST_SLOTS = 2_000
"""A plan of more is of no night: a day of tracks of a minute has 1,440."""

_FAR_BEHIND_S = 1800

VERSION = "1"
"""The version of the file formats, under the key ``clubplanner``."""

Read = tuple[Night | None, tuple[Problem, ...]]


def read_night(path: Path, *, name: str = "") -> Read:
    """Read the night file at ``path``; see ``read_night_text``."""
    document, problems = yaml.read(path, name=name)
    return _night(document, problems, name or str(path), path.stem)


def read_night_text(text: str | bytes, name: str) -> Read:
    """Read a night from the content of its file.

    Args:
        text: the content.
        name: what problems call the file.

    Returns:
        The night, None where it has no usable date, start or end, and all problems:
        notices (unknown keys) and values that could not be used.
    """
    document, problems = yaml.parse(text, name)
    return _night(document, problems, name, Path(name).stem)


def night_text(night: Night, *, roots: Sequence[Path] = ()) -> str:
    """Return the content of the night's file.

    Args:
        night: the plan.
        roots: scanned folders; files inside one are written relative to it.
    """
    known: dict[str, Plain] = {
        "clubplanner": format_of(night.extra),
        "name": night.name,
        "date": Bare(night.date.isoformat()),
        "start": written(night.start),
        "end": written(night.end),
        "venue": night.venue,
        "zone": night.zone,
        "theme": night.theme,
        "slots": tuple(slot_content(slot, roots) for slot in night.slots),
    }
    if night.shelf:
        known["shelf"] = tuple(slot_content(slot, roots) for slot in night.shelf)
    if night.curve:
        known["curve"] = curve_texts(night.curve)
    if night.max_play_s is not None:
        known["max_play"] = format_duration(night.max_play_s)
    if night.overlap_beats is not None:
        known["overlap"] = format_beats(night.overlap_beats)
    if night.artist_gap is not None:
        known["artist_gap"] = Bare(night.artist_gap)
    content = in_order(known, night.extra, KEYS)
    return emit(content, header=night.header, flow={"curve"})


def comments_below_header(text: str | bytes, name: str) -> tuple[int, ...]:
    """Return the lines of comments that a save would lose, from 1.

    The header comment is kept; whoever saves over others keeps a copy of the file and
    says so.
    """
    return yaml.parse(text, name)[0].comment_lines


def _night(
    document: yaml.Document, found: tuple[Problem, ...], name: str, stem: str
) -> Read:
    if not document.is_whole:
        return None, found
    problems = list(found)
    fields = Fields(document.root, name, problems)
    check_version(fields)
    clock = read_clock(fields)
    end = fields.parsed("end", clock.moment) if clock else None
    fields.require_all("date", "start", "end")
    if clock is None or end is None:
        return None, tuple(problems)
    entries, shelved = fields.mappings("slots"), fields.mappings("shelf")
    for key, found_there in (("slots", entries), ("shelf", shelved)):
        if len(found_there) > MOST_SLOTS:
            fields.complain(
                key,
                f"{len(found_there):,} {key} are more than any night has "
                f"({MOST_SLOTS:,})",
                "write a file for each night",
            )
            return None, tuple(problems)
    start = clock.at(clock.start)
    if end <= start:
        fields.notice("end", "start and end are the same, so the night lasts a day")
        end += timedelta(days=1)
    night = Night(
        name=clean(fields.text("name")) or stem,
        date=clock.day,
        start=start,
        end=end,
        venue=clean(fields.text("venue")),
        zone=fields.text("zone") if clock.zone else "",
        theme=fields.text("theme"),
        curve=read_curve(fields, clock),
        max_play_s=_whole_seconds(fields.duration("max_play")),
        overlap_beats=fields.beats("overlap"),
        artist_gap=fields.whole("artist_gap", 0, 99),
        slots=tuple(_slots(entries, clock, end)),
        shelf=tuple(_shelf(shelved, clock, len(entries) + 1)),
        header=document.header,
    )
    return replace(night, extra=tuple(fields.left_over().items())), tuple(problems)


def _slots(
    entries: Sequence[Fields], clock: NightClock, end: datetime
) -> Iterator[Slot]:
    for number, entry in enumerate(entries, start=1):
        slot = read_slot(entry, clock, number)
        for key, anchor in (("at", slot.anchor(At)), ("end_at", slot.anchor(EndAt))):
            if anchor is not None and elapsed(end, anchor.time) > _FAR_BEHIND_S:
                msg = f"{key} {written(anchor.time)} lies far behind the night's end"
                entry.notice(key, msg, "a time before the start is the next day's")
        yield slot


def _shelf(
    entries: Sequence[Fields], clock: NightClock, first_id: int
) -> Iterator[Slot]:
    """Yield what lies on the shelf: what only a place in the set has does nothing."""
    for number, entry in enumerate(entries, start=first_id):
        slot = read_slot(entry, clock, number)
        if slot.is_gap:
            msg = "a gap cannot be on the shelf"
            entry.complain("gap", msg, "write title: and artist:, or move it to slots")
        elif slot.is_kept:
            msg = f'"{slot.name}" is pinned or locked, but on the shelf'
            hint = "it counts from when the track is in the set"
            entry.problems.append(Problem(entry.where(), msg, hint, is_notice=True))
        yield slot


def check_version(fields: Fields) -> None:
    """Report a file of a format this program does not know."""
    version = fields.text("clubplanner")
    if version not in ("", VERSION):
        msg = f"this file is of format {version}, known is format {VERSION}"
        fields.complain("clubplanner", msg, "update clubplanner")


def format_of(extra: Iterable[tuple[str, object]]) -> str:
    """Return what stands under ``clubplanner``; a format we do not know stays."""
    return "" if "clubplanner" in dict(extra) else Bare(VERSION)


def read_clock(fields: Fields) -> NightClock | None:
    """Return the clock from ``date``, ``start`` and ``zone``; None without one."""
    day, start = fields.day("date"), fields.parsed("start", parse_night_time)
    zone = fields.parsed("zone", parse_zone)
    return None if day is None or start is None else NightClock(day, start, zone)


def _whole_seconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)
