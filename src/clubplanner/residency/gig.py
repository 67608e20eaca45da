"""A night going on: its plan, and the plays its log has so far.

The play log is the one record of a gig: every mark is a play in it, and where the gig
stands follows from plan and log alone. So it goes on where it stood after a crash, on
another screen or another computer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from clubplanner.music.track import Track
from clubplanner.night.plan import At, EndAt, Night, Slot, elapsed
from clubplanner.night.timeline import Timed, Timeline
from clubplanner.residency.identity import keys_of
from clubplanner.residency.play_log import Play, PlayLog


@dataclass(frozen=True, slots=True)
class PinAhead:
    """A pinned time that is still to come.

    Attributes:
        slot: the pinned slot.
        off_s: seconds it will be late if the night goes on as planned from here,
            negative for early.
        is_held: whether that is within its window.
        time: the pinned moment.
    """

    slot: Slot
    off_s: int
    is_held: bool
    time: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a gig stands at a moment.

    Attributes:
        second: of the night it is.
        place: of the slot that plays, from 0; None before the first, or while
            something plays that is not planned.
        next: place of the slot that comes next, None at the end.
        playing: the play that sounds, None before the first.
        since_s: seconds it has been playing.
        left_s: seconds until its mix-out, negative once it is over; None where it is
            not planned.
        late_s: seconds the playing slot started later than planned; negative for early.
            None where nothing tells.
        end_s: seconds the night will end late if it goes on as planned from here.
        pins: the pinned times to come.
        waits_s: seconds until the first track is due, negative once it is late; None
            once something has played, or where nothing is planned.
    """

    second: int
    place: int | None
    next: int | None
    playing: Play | None = None
    since_s: int = 0
    left_s: int | None = None
    late_s: int | None = None
    end_s: int | None = None
    pins: tuple[PinAhead, ...] = ()
    waits_s: int | None = None


def places(night: Night, plays: Sequence[Play]) -> list[int | None]:
    """Return the slot each play was, from 0; None for what is not planned.

    The order of both counts: a play is the first slot of its music behind the one
    before, so a reprise is its second slot. What comes out of turn is the slot it
    passed over, and the night goes on from there.
    """
    keys = [_slot_keys(slot) for slot in night.slots]
    found: list[int | None] = []
    taken: set[int] = set()
    last = -1
    for play in plays:
        names = set(keys_of(play.path, play.artist, play.title))
        free = [n for n, one in enumerate(keys) if one & names and n not in taken]
        behind = [n for n in free if n > last]
        place = next(iter(behind or free), None)
        found.append(place)
        if place is not None:
            taken.add(place)
            last = place
    return found


def standing(night: Night, line: Timeline, log: PlayLog, now: datetime) -> Standing:
    """Return where a gig stands.

    Args:
        night: the plan as it is now.
        line: the plan on the clock.
        log: the plays so far.
        now: the time.
    """
    second = night.second(now)
    known = places(night, log.plays)
    done = [place for place in known if place is not None]
    following = _following(night, done)
    if not log.plays:
        return _not_begun(line, second, following)
    playing, place = log.plays[-1], known[-1]
    began = night.second(playing.at) if playing.at is not None else second
    if place is None:
        return Standing(second, None, following, playing, second - began)
    item = line.items[place]
    late = began - item.start
    advance = _advance(line, place)
    return Standing(
        second,
        place,
        following,
        playing,
        second - began,
        began + advance - second,
        late,
        line.end + late - night.length_s,
        _pins(line, late, [*range(place + 1), *done]),
    )


def _not_begun(line: Timeline, second: int, first: int | None) -> Standing:
    """Return where a gig stands while nothing has played: late once the time is up."""
    if first is None:
        return Standing(second, None, None)
    waits = line.items[first].start - second
    late = max(0, -waits)
    end = line.end + late - line.length
    pins = _pins(line, late, range(first))
    return Standing(second, None, first, end_s=end, pins=pins, waits_s=waits)


def started(
    log: PlayLog,
    track: Track | None,
    slot: Slot | None,
    at: datetime,
    overlap_s: int = 0,
    longest_s: float | None = None,
) -> PlayLog:
    """Return the log with one more play.

    The play before it now has its length: it sounded until the overlap was over, and no
    longer than there was music.

    Args:
        log: the plays so far.
        track: what started; None for a cue without a track.
        slot: the planned slot it is, None for what is not planned.
        at: its start.
        overlap_s: seconds both sound.
        longest_s: seconds the play before can have sounded, None if not known.
    """
    plays = list(log.plays)
    if plays and plays[-1].at is not None and plays[-1].played_s is None:
        sounded = elapsed(plays[-1].at, at) + overlap_s
        if longest_s is not None:
            sounded = min(sounded, int(longest_s))
        plays[-1] = replace(plays[-1], played_s=max(1, sounded))
    name = slot.name if slot else ""
    play = Play(
        title=track.title if track and track.title else name,
        artist=track.artist if track else "",
        path=track.path if track else "",
        at=at.replace(microsecond=0),
    )
    return replace(log, plays=(*plays, play))


def taken_back(log: PlayLog) -> PlayLog:
    """Return the log without its last play; the one before it plays again."""
    if not log.plays:
        return log
    plays = list(log.plays[:-1])
    if plays:
        plays[-1] = replace(plays[-1], played_s=None)
    return replace(log, plays=tuple(plays))


def _slot_keys(slot: Slot) -> frozenset[str]:
    if slot.is_gap:
        return frozenset()
    track = slot.track
    if track is None:
        return frozenset(keys_of("", "", slot.name))
    return frozenset(keys_of(track.path, track.artist, track.title))


def _following(night: Night, done: Sequence[int]) -> int | None:
    """Return the first slot behind the last one played that can play."""
    begin = done[-1] + 1 if done else 0
    left = (n for n in range(begin, len(night.slots)) if n not in done)
    return next((n for n in left if not night.slots[n].is_gap), None)


def _advance(line: Timeline, place: int) -> int:
    """Return seconds from the start of a slot to its mix-out."""
    item = line.items[place]
    return item.play - item.overlap


def _pins(line: Timeline, late: int, past: Collection[int]) -> tuple[PinAhead, ...]:
    """Return the pinned times of the slots that are not past."""
    found = []
    for place, item in enumerate(line.items):
        for anchor in () if place in past else item.slot.anchors:
            if isinstance(anchor, At | EndAt):
                found.append(_pin(line, item, anchor, late))
    return tuple(found)


def _pin(line: Timeline, item: Timed, anchor: At | EndAt, late: int) -> PinAhead:
    reached = item.begins if isinstance(anchor, At) else item.ends
    off = elapsed(anchor.time, reached) + late
    window = max(anchor.window_s, line.tolerance)
    return PinAhead(item.slot, off, abs(off) <= window, anchor.time)
