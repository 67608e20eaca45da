"""The figures of a season page: a room's nights from one day to another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from statistics import median

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.exchange.season import (
    Season,
    SeasonCue,
    SeasonNight,
    SeasonPair,
    SeasonSong,
)
from clubplanner.residency.drift import drift
from clubplanner.residency.heard.cues import CueHour, cue_records
from clubplanner.residency.heard.fresh import freshness
from clubplanner.residency.heard.profile import key_profile
from clubplanner.residency.heard.records import pair_records, track_records
from clubplanner.residency.heard.room import Room, RoomNight
from clubplanner.residency.pairing import Fate
from clubplanner.residency.review import Review
from clubplanner.workspace.past import PastNight
from clubplanner.workspace.remembering import Remembered, remembered
from clubplanner.workspace.surroundings import Surroundings

WEEKS = 26
"""Weeks of a season where the DJ names no days."""

MOST_REVIEWED = 60
"""Nights laid beside their plan, the latest ones: each takes some 10 ms."""


def season(
    around: Surroundings,
    venue: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Season:
    """Return what a room heard over a season.

    New is what the room had never heard before, also before the season.

    Args:
        around: the DJ's files.
        venue: the room; None for the residency's, empty for all together.
        first, last: its days; without the first, ``WEEKS`` before the last, without the
            last until today.

    Raises:
        NotFoundError: no play log names the venue.
    """
    known = remembered(around, venue, WEEKS)
    end = last or around.today
    begin = first or date.fromordinal(max(1, end.toordinal() - 7 * WEEKS + 1))
    nights = tuple(one for one in known.room.nights if begin <= one.day <= end)
    room = replace(known.room, nights=nights)
    keys = key_profile(nights)
    return Season(
        room.venue,
        _nights(around, known.room, nights),
        {key: count for key, count in keys.whole.items() if count},
        keys.unknown,
        _songs(room),
        _cues(around, known, room),
        tuple(
            SeasonPair(one.out.title, one.into.title, one.record.went)
            for one in pair_records(room)
            if one.record.went
        ),
        tuple(note.text for note in room.notes),
    )


def _songs(room: Room) -> tuple[SeasonSong, ...]:
    days: dict[str, list[date]] = {}
    for night in room.nights:
        for song in night.songs:
            days.setdefault(song, []).append(night.day)
    records = sorted(track_records(room), key=lambda one: -one.record.nights)
    return tuple(
        SeasonSong(
            one.song.title, one.song.artist, tuple(days[one.song.id]), one.record.went
        )
        for one in records
    )


def _cues(around: Surroundings, known: Remembered, room: Room) -> tuple[SeasonCue, ...]:
    """Return the cues that were played; of two of one title each has its artist."""
    counts = Counter(known.cues.values())
    theme, _ = around.theme_of(None)
    titles = {
        cue.id: f"{cue.title} ({cue.artist})" if counts[cue.title] > 1 else cue.title
        for cue in theme.cues
    }
    return tuple(
        SeasonCue(
            titles[one.cue],
            one.nights,
            one.plays.asked,
            one.plays.worked,
            one.plays.failed,
            ", ".join(map(_hour_words, one.hours)),
        )
        for one in cue_records(room, known.cue_of, known.cues)
        if one.nights
    )


def _hour_words(hour: CueHour) -> str:
    at = "unknown times" if hour.hour is None else f"{hour.hour:02}:00"
    return at if hour.plays == 1 else f"{at} ({hour.plays} times)"


def _nights(
    around: Surroundings, room: Room, nights: Iterable[RoomNight]
) -> tuple[SeasonNight, ...]:
    fresh = {one.day: one for one in freshness(room)}
    past = {one.date: one for one in around.past()}
    shown = list(nights)
    reviewed = {night.day for night in shown[-MOST_REVIEWED:]}
    found = []
    for night in shown:
        new = fresh[night.day]
        beside = past.get(night.day) if night.day in reviewed else None
        plain = SeasonNight(
            night.day,
            night.name,
            new.songs,
            len(new.new),
            bpm=tuple(_folded(_timed(night, "bpm"))),
            energy=tuple(_timed(night, "energy")),
        )
        found.append(_beside_its_plan(around, plain, beside))
    return tuple(found)


def _timed(night: RoomNight, value: str) -> Iterable[tuple[float, float]]:
    """Yield minute and value of every play of which both are known."""
    plays = [one for one in night.hearings if one.at is not None]
    begin = min((one.at for one in plays if one.at), default=None)
    for one in sorted(plays, key=lambda play: play.at or play.day):
        known = getattr(one.song.track, value, None)
        if known is not None and one.at is not None and begin is not None:
            yield (one.at - begin).total_seconds() / 60, float(known)


def _folded(points: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Return tempi read in the octave of the night: 174 among 90s is an 87."""
    points = list(points)
    middle = median(bpm for _, bpm in points) if points else 0.0
    for minute, bpm in points:
        yield minute, min((bpm, bpm / 2, bpm * 2), key=lambda one: abs(one - middle))


def _beside_its_plan(
    around: Surroundings, night: SeasonNight, past: PastNight | None
) -> SeasonNight:
    """Return a night with what its play log and its plan say of it."""
    if past is None or past.log is None:
        return night
    said = replace(night, stars=past.log.stars, note=past.log.note)
    if past.plan is None:
        return said
    try:
        found = around.review(past)
    except (NotFoundError, ClubplannerError):
        return said
    return replace(said, kept=_kept(found), late_min=_latest(found))


def _kept(found: Review) -> int | None:
    """Return the percent of the planned tracks that were played in their place."""
    planned = len(found.lines) - found.count(Fate.ADDED)
    return round(100 * found.count(Fate.KEPT) / planned) if planned else None


def _latest(found: Review) -> int | None:
    """Return the minutes of the play that was furthest off its time."""
    late = [line.late_s for line in drift(found) if line.late_s is not None]
    return round(max(late, key=abs) / 60) if late else None
