"""What "really" happened on the past practice nights: close to the plan, not equal.

Each week differs in its own way: two tracks swapped, one dropped, one brought in that
was not planned, minutes late, stars and notes. All of it is fixed, so the same library
and day always make the same past.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.timeline import timeline
from clubplanner.residency.play_log import Play, PlayLog


@dataclass(frozen=True, slots=True)
class _Week:
    """How one night went against its plan.

    Attributes:
        swapped: numbers the free slots; this one and the next changed places, 0 none.
        dropped: free slot that was not played, 0 none.
        added: free slot behind which an unplanned track came, 0 none.
        late: seconds the start slipped.
        stars: per play, counted from 0, the stars for the mix into it.
        notes: per play what the DJ wrote.
    """

    swapped: int = 0
    dropped: int = 0
    added: int = 0
    late: int = 0
    stars: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()


_WEEKS = {
    4: _Week(
        swapped=3,
        late=240,
        stars=((5, 4), (9, 5), (14, 2)),
        notes=((0, "Doors opened late, let it run"), (14, "Clashing vocals")),
    ),
    3: _Week(
        dropped=6,
        late=60,
        stars=((3, 3), (8, 5), (17, 4), (22, 1)),
        notes=((8, "Hands up all over the room"), (22, "Never again in this order")),
    ),
    2: _Week(
        added=5,
        stars=((2, 4), (11, 5), (20, 3)),
        notes=((11, "The whole room sang"),),
    ),
    1: _Week(
        swapped=8,
        dropped=3,
        added=14,
        late=120,
        stars=((4, 4), (7, 2), (12, 5), (25, 5)),
        notes=((7, "Lost half the floor"), (25, "Asked for by three people")),
    ),
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A track as it was played: seconds it sounded, and those before the next came."""

    track: Track
    played: int
    step: int
    is_free: bool


def play_log_of(
    night: Night,
    context: Context,
    tracks: Sequence[Track],
    weeks_ago: int,
    name: str,
) -> PlayLog:
    """Return what was played on a past practice night.

    Args:
        night: as it was planned.
        context: its rules.
        tracks: the library, for the track that was not planned.
        weeks_ago: 1-4, says how the night went.
        name: of the night's file.
    """
    week = _WEEKS[weeks_ago]
    heard = _planned(night, context)
    unplanned = _unplanned(night, tracks, context)
    heard = _swapped(heard, week.swapped)
    heard = _added(heard, week.added, unplanned)
    heard = _dropped(heard, week.dropped)
    return PlayLog(
        name=night.name,
        date=night.date,
        venue=night.venue,
        zone=night.zone,
        night=name,
        is_public=True,
        plays=_plays(heard, week, night),
    )


def _planned(night: Night, context: Context) -> list[_Heard]:
    items = timeline(night, context).items
    return [
        _Heard(
            item.slot.track,
            item.play,
            item.play - item.overlap,
            not item.slot.is_anchored,
        )
        for item in items
        if item.slot.track is not None
    ]


def _free(heard: Sequence[_Heard], number: int) -> int:
    """Return the place of the ``number``-th free slot, the last one beyond them."""
    places = [place for place, one in enumerate(heard) if one.is_free]
    return places[min(number, len(places)) - 1]


def _swapped(heard: list[_Heard], number: int) -> list[_Heard]:
    if not number:
        return heard
    one, other = _free(heard, number), _free(heard, number + 1)
    changed = list(heard)
    changed[one], changed[other] = heard[other], heard[one]
    return changed


def _dropped(heard: list[_Heard], number: int) -> list[_Heard]:
    if not number:
        return heard
    place = _free(heard, number)
    return heard[:place] + heard[place + 1 :]


def _added(heard: list[_Heard], number: int, track: Track | None) -> list[_Heard]:
    if not number or track is None:
        return heard
    place = _free(heard, number) + 1
    return [*heard[:place], _Heard(track, 180, 150, True), *heard[place:]]


def _unplanned(night: Night, tracks: Sequence[Track], context: Context) -> Track | None:
    """Return a track the plan does not hold and the room has not heard, by path."""
    planned = {slot.track.path for slot in night.slots if slot.track}
    fresh = (
        track
        for track in sorted(tracks, key=lambda track: track.path)
        if track.path not in planned and track.path not in context.weeks
    )
    return next((track for track in fresh if track.bpm and track.length_s), None)


def _plays(heard: Sequence[_Heard], week: _Week, night: Night) -> tuple[Play, ...]:
    stars, notes = dict(week.stars), dict(week.notes)
    plays: list[Play] = []
    second = week.late
    for number, one in enumerate(heard):
        at: datetime = night.clock(second)
        plays.append(
            Play(
                title=one.track.title,
                artist=one.track.artist,
                path=one.track.path,
                at=at,
                played_s=one.played,
                stars=stars.get(number),
                note=notes.get(number, ""),
            )
        )
        second += one.step
    return tuple(plays)
