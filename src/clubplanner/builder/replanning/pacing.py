"""Time won or filled without other tracks: plays shortened or lengthened, tempo nudged.

A play is shortened by whole phrases, so the mix out of it still falls where the music
turns; never under ``LEAST_S``, half of what was planned, nor what its two mixes and a
phrase between them take.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from clubplanner.builder.replanning.goals import Window, away
from clubplanner.builder.replanning.leg import Leg
from clubplanner.music.tempo import meet, within
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import Song, slot_terms
from clubplanner.night.plan import Night, Slot
from clubplanner.night.timeline import Timed, Timeline, timeline

LEAST_S = 90
"""Seconds a shortened track plays at least."""

AHEAD_S = 30
"""Seconds a DJ needs before the mix out of what plays."""

PHRASE_BEATS = 32
"""Eight bars, the phrase of dance music."""

_STEP = 0.1
_FINER = 6
"""Steps of pitch tried beyond the one worked out: whole seconds blur it."""


@dataclass(frozen=True, slots=True)
class Room:
    """How far the play of one slot can change.

    Attributes:
        place: of the slot.
        seconds: at most.
        unit: it changes by multiples of this many seconds.
        rate: what a second of it costs; free time is given up before any music.
    """

    place: int
    seconds: int
    unit: float
    rate: float

    def units(self, seconds: float) -> int:
        """Return the units that make at least ``seconds``."""
        return -int(-seconds // self.unit)

    @property
    def most(self) -> int:
        """The units there are."""
        return int(self.seconds / self.unit + 1e-9)


class Pacing:
    """The slots before a goal whose plays may change.

    Args:
        context: already ``for_night``.
        playing: id of the slot that plays.
        now: second of the night.
    """

    def __init__(self, context: Context, playing: int, now: int) -> None:
        self._context, self._playing, self._now = context, playing, now
        self._songs: dict[int, tuple[Slot, Song | None]] = {}

    def songs(self, night: Night) -> list[Song | None]:
        """Return what the cost model knows of each slot, worked out once for each.

        Most slots of the ways that are tried are the same objects again and again.
        """
        known = self._songs
        for slot in night.slots:
            if id(slot) not in known:
                # The slot is held as well, so that its id stays its own.
                known[id(slot)] = slot, self._context.song(slot)
        return [known[id(slot)][1] for slot in night.slots]

    def line(self, night: Night) -> Timeline:
        """Lay a night on the clock."""
        return timeline(night, self._context, self.songs(night))

    def repaced(self, night: Night, leg: Leg, window: Window) -> Night | None:
        """Return a leg with plays changed so that its goal is met, None if it cannot.

        Few slots change; of those that would do alone, the one it suits best.

        Args:
            night: the leg.
            leg: what it was cut as.
            window: when the goal should be met.
        """
        if not self._can_do(night, leg, window):
            return None
        for beats in (PHRASE_BEATS, PHRASE_BEATS // 2, 4, 0):
            plan, line = night, self.line(night)
            for _ in range(3):
                off = away(leg.goal.when(line), window)
                if not off:
                    return plan
                rooms = self._rooms(line, leg, beats, is_late=off > 0)
                shares = _shares(rooms, abs(off), window[1] - window[0])
                if shares is None:
                    break
                plan = self._changed(plan, line, shares, is_late=off > 0)
                line = self.line(plan)
        return None

    def _can_do(self, night: Night, leg: Leg, window: Window) -> bool:
        """Whether plays leave room enough for what a leg is off by."""
        line = self.line(night)
        off = away(leg.goal.when(line), window)
        rooms = self._rooms(line, leg, 0, is_late=off > 0)
        return sum(room.seconds for room in rooms) >= abs(off)

    def as_far(self, night: Night, leg: Leg, window: Window) -> Night:
        """Return a leg with plays changed as far as it helps and is allowed."""
        line = self.line(night)
        off = away(leg.goal.when(line), window)
        if not off:
            return night
        rooms = self._rooms(line, leg, 0, is_late=off > 0)
        shares = [(room, room.most * room.unit) for room in rooms]
        plan = self._changed(night, line, shares, is_late=off > 0)
        over = away(leg.goal.when(self.line(plan)), window)
        return plan if over * off >= 0 else night

    def nudged(self, night: Night, leg: Leg, window: Window) -> Night | None:
        """Return a leg with the tempo moved so that its goal is met, or None.

        All free tracks of the stretch move by the same percent, the least that does;
        while they are mixed, no deck leaves the pitch range.
        """
        line = self.line(night)
        off = away(leg.goal.when(line), window)
        stop = leg.goal.place(night)
        places = [
            n
            for n in range(leg.first, stop)
            if _can_turn(night, n) and (off > 0 or not self._is_full(line.items[n]))
        ]
        steps = sum(line.items[n].play - line.items[n].overlap for n in places)
        if not off or steps <= off:
            return None
        sign = 1 if off > 0 else -1
        needed = -int(-abs(100 * off / (steps - off)) // _STEP)
        for tenths in range(needed, needed + _FINER):
            percent = round(sign * tenths * _STEP, 1)
            if not self._in_range(night, places, percent):
                return None
            plan = self._turned(night, line, places, percent)
            if not away(leg.goal.when(self.line(plan)), window):
                return plan
        return None

    def _rooms(
        self, line: Timeline, leg: Leg, beats: int, *, is_late: bool
    ) -> list[Room]:
        """Return the slots whose plays may change, those it suits best first."""
        rooms = []
        for place, item in enumerate(line.items[leg.first - 1 :], leg.first - 1):
            slot, is_playing = item.slot, item.slot.id == self._playing
            if slot.id == leg.goal.slot_id:
                break
            if slot.is_open or (slot.is_kept and not is_playing):
                continue
            if is_late:
                seconds = item.play - self._floor(line, place, beats)
            else:
                seconds = self._longest(slot) - item.play
            if seconds > 0:
                rate = self._rate(leg.night, item)
                rooms.append(Room(place, seconds, _phrase(slot, beats), rate))
        sign = -1 if is_late else 1
        return sorted(rooms, key=lambda room: sign * room.rate)

    def _floor(self, line: Timeline, place: int, beats: int) -> int:
        """Return the seconds a slot must play."""
        item = line.items[place]
        if item.slot.is_gap:
            return (item.play + 1) // 2
        above = line.items[place - 1].overlap if place else 0
        phrase = _phrase(item.slot, beats or PHRASE_BEATS)
        least = max(LEAST_S, (item.play + 1) // 2, above + item.overlap + int(phrase))
        if item.slot.id == self._playing:
            least = max(least, self._now - item.start + AHEAD_S + item.overlap)
        return least

    def _longest(self, slot: Slot) -> int:
        """Return the seconds a slot may play: its file, and the longest play."""
        if slot.is_gap or slot.track is None or slot.track.length_s is None:
            return 0
        whole = int((slot.track.length_s - _begin(slot)) / _faster(slot))
        return min(whole, self._context.rules.max_play_s)

    def _is_full(self, item: Timed) -> bool:
        """Whether a slot plays as long as a track may, at whatever pitch."""
        return item.play >= self._context.rules.max_play_s

    def _rate(self, night: Night, item: Timed) -> float:
        context = self._context
        if item.slot.is_gap:
            return inf
        song = context.song(item.slot)
        if song is None or item.slot.is_anchored:
            return 0.0
        terms = slot_terms(
            song,
            item.start,
            item.play,
            curve_of(night),
            context.rules,
            context.theme,
        )
        return terms.total / max(1, item.play)

    def _changed(
        self,
        night: Night,
        line: Timeline,
        shares: Iterable[tuple[Room, float]],
        *,
        is_late: bool,
    ) -> Night:
        slots = list(night.slots)
        for room, seconds in shares:
            play = line.items[room.place].play + (-1 if is_late else 1) * seconds
            slots[room.place] = with_play(slots[room.place], round(play))
        return replace(night, slots=tuple(slots))

    def _in_range(self, night: Night, places: Sequence[int], percent: float) -> bool:
        """Whether no deck leaves its range when the slots play ``percent`` faster."""
        limit = self._context.rules.pitch_range
        if not within(percent, limit):
            return False
        for place in places:
            below = night.slots[place + 1 : place + 2]
            here, there = night.slots[place].track, below[0].track if below else None
            if not (here and there and here.bpm and there.bpm):
                continue
            asked = meet(here.bpm * (1 + percent / 100), there.bpm).incoming_percent
            was = meet(here.bpm, there.bpm).incoming_percent
            if not within(asked, limit) and within(was, limit):
                return False
        return True

    def _turned(
        self, night: Night, line: Timeline, places: Iterable[int], percent: float
    ) -> Night:
        """Return the night with the same music of some slots played faster."""
        slots = list(night.slots)
        for place in places:
            slot, play = slots[place], line.items[place].play
            heard = int(play / (1 + percent / 100))
            if heard < self._context.rules.max_play_s:
                slot = replace(slot, out_s=_begin(slot) + play)
            slots[place] = replace(slot, pitch=percent)
        return replace(night, slots=tuple(slots))


def with_play(slot: Slot, seconds: int) -> Slot:
    """Return a slot that plays ``seconds``: its out point, or the length of a gap."""
    if slot.is_gap:
        return replace(slot, gap_s=seconds)
    begin, faster = _begin(slot), _faster(slot)
    out = begin + seconds * faster
    # A thousandth more, so that cutting off fractions leaves the seconds asked for.
    is_even = faster == 1 and begin == int(begin)
    return replace(slot, out_s=out if is_even else round(out + 0.001, 3))


def _shares(
    rooms: Sequence[Room], seconds: int, slack: int
) -> list[tuple[Room, float]] | None:
    """Return what each room gives to ``seconds`` and at most ``slack`` more."""
    for room in rooms:
        count = room.units(seconds)
        if count <= room.most and count * room.unit <= seconds + slack:
            return [(room, count * room.unit)]
    shares: list[tuple[Room, float]] = []
    left: float = seconds
    for room in sorted(rooms, key=lambda room: -room.seconds):
        count = min(room.most, room.units(left))
        while count and count * room.unit > left + slack:
            count -= 1
        if count:
            shares.append((room, count * room.unit))
            left -= count * room.unit
        if left <= 0:
            return shares
    return None


def _phrase(slot: Slot, beats: int) -> float:
    """Return the seconds of some beats as they play; a second for none or unknown."""
    if not beats or slot.track is None or not slot.track.bpm:
        return 1.0
    return beats * 60 / (slot.track.bpm * _faster(slot))


def _can_turn(night: Night, place: int) -> bool:
    slot = night.slots[place]
    known = slot.track is not None and slot.track.bpm and not slot.is_open
    return bool(known and not slot.is_kept and slot.pitch is None)


def _begin(slot: Slot) -> float:
    if slot.mix_in_s is not None:
        return slot.mix_in_s
    return (slot.track.mix_in_s if slot.track else None) or 0.0


def _faster(slot: Slot) -> float:
    return 1 + (slot.pitch or 0.0) / 100
