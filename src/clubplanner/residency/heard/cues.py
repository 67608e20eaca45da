"""Which of the theme's cues were asked for, played and worked, at which hour.

A play counts as asked for when its note says so: with one of ``ASKED_WORDS``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clubplanner.music.text import fold
from clubplanner.residency.heard.profile import hour_of, in_night_order
from clubplanner.residency.heard.room import FAILED, WORKED, Hearing, Room

ASKED_WORDS = ("ask", "asked", "request", "requested", "wish", "wished", "wanted")

_ASKED = re.compile(rf"\b(?:{'|'.join(ASKED_WORDS)})\b")


@dataclass(frozen=True, slots=True)
class CueHour:
    """One hour of the clock (0-23), None for plays whose hour is not known.

    Attributes:
        hour: the hour.
        plays: plays that began in it.
        asked: those that were asked for.
        worked, failed: those with four and five stars, and with one and two.
    """

    hour: int | None
    plays: int
    asked: int
    worked: int
    failed: int


@dataclass(frozen=True, slots=True)
class CueRecord:
    """How one cue fared.

    Attributes:
        cue: its id.
        title: for people.
        nights: nights that had it.
        recent: those of them in the window.
        last: the day of the last, None if it was never played.
        plays: all plays together; ``hour`` None.
        hours: by the hour, in the order of a night, unknown last.
    """

    cue: str
    title: str
    nights: int
    recent: int
    last: date | None
    plays: CueHour
    hours: tuple[CueHour, ...] = ()


def was_asked_for(note: str) -> bool:
    """Say whether a note tells that somebody asked for the track."""
    return bool(note) and _ASKED.search(fold(note)) is not None


def cue_records(
    room: Room, cue_of: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[CueRecord, ...]:
    """Return every cue, the most played first, then in the theme's order.

    Args:
        room: what was heard.
        cue_of: id of a song to that of its cue.
        titles: every cue's id and title, in the theme's order.
    """
    heard: dict[str, list[Hearing]] = {cue: [] for cue in titles}
    for night in room.nights:
        for hearing in night.hearings:
            cue = cue_of.get(hearing.song.id, "")
            if cue in heard:
                heard[cue].append(hearing)
    found = [_record(cue, titles[cue], plays, room) for cue, plays in heard.items()]
    return tuple(sorted(found, key=lambda one: -one.nights))


def _record(cue: str, title: str, hearings: list[Hearing], room: Room) -> CueRecord:
    days = {hearing.day for hearing in hearings}
    by_hour: dict[int | None, list[Hearing]] = {}
    for hearing in hearings:
        by_hour.setdefault(hour_of(hearing), []).append(hearing)
    known = in_night_order(hour for hour in by_hour if hour is not None)
    order = [*known, *([None] if None in by_hour else [])]
    return CueRecord(
        cue,
        title,
        len(days),
        sum(day >= room.since for day in days),
        max(days, default=None),
        _hour(None, hearings),
        tuple(_hour(hour, by_hour[hour]) for hour in order),
    )


def _hour(hour: int | None, hearings: list[Hearing]) -> CueHour:
    stars = [hearing.stars for hearing in hearings if hearing.stars is not None]
    return CueHour(
        hour,
        len(hearings),
        sum(was_asked_for(hearing.note) for hearing in hearings),
        sum(given >= WORKED for given in stars),
        sum(given <= FAILED for given in stars),
    )
