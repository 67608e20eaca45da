"""Ranks the tracks that could stand at one place of a night, each with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

from clubplanner.builder.stock import Stock, make_stock
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import Song, Terms, curve_target, slot_terms
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import At, EndAt, Night, Slot
from clubplanner.night.score import Kind, Link, link
from clubplanner.night.timeline import Timed, timeline

if TYPE_CHECKING:
    from clubplanner.builder.costs import Ints

LATE = 20
"""What a second too late for the next pinned time counts when tracks are ranked."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A track for a place.

    Attributes:
        track: the track.
        into: the transition from the slot above; None where there is none.
        out: the transition to the slot below; None where there is none.
        slot: E, A and R at the time it would start.
        total: of all of these.
        bridges: how many of the two transitions are bridges.
        late_s: seconds by which the next pinned time (or the end of the night) would
            be missed beyond its window; 0 when it is still reached.
        reason: one short sentence.
    """

    track: Track
    into: Link | None
    out: Link | None
    slot: Terms
    total: int
    bridges: int
    late_s: int
    reason: str


def suggest(
    night: Night,
    index: int,
    tracks: Sequence[Track] | Stock,
    context: Context,
    *,
    replace: bool,
    limit: int = 20,
) -> tuple[Suggestion, ...]:
    """Return the best tracks for a place, fewest bridges first, then by cost.

    Tracks that would break a hard rule (already played, artist gap, rest, no BPM) are
    left out, and so is everything where a new slot would part a pinned pair.

    Args:
        night: the plan.
        index: place of the slot to replace, or the place a new one is put in at.
        tracks: the library; a ``Stock`` made for this night saves most of the time.
        context: rules, theme and memory.
        replace: whether the slot at ``index`` gives way.
        limit: how many are wanted.

    Raises:
        IndexError: there is no such place.
    """
    if not 0 <= index <= len(night.slots) - replace:
        raise IndexError(f"the night has no place {index}")
    stock = tracks if isinstance(tracks, Stock) else make_stock(night, tracks, context)
    place = _Place(night, index, context.for_night(night), replace)
    if place.parts_a_pair:
        return ()
    ranked = _ranked(place, stock, 2 * limit)
    found = [place.suggestion(stock.tracks[n]) for n in ranked]
    found.sort(key=lambda s: (s.bridges, s.total + LATE * s.late_s))
    return tuple(found[:limit])


class _Place:
    """A place of a night, open for a track."""

    def __init__(self, night: Night, index: int, context: Context, gives: bool) -> None:
        self.context = context
        old = night.slots[index] if gives else None
        self.slot = Slot(-1) if old is None else _emptied(old)
        self.above = night.slots[:index]
        self.below = night.slots[index + gives :]
        self.night = replace(night, slots=(*self.above, self.slot, *self.below))
        self.curve = curve_of(night)
        line = timeline(self.night, context)
        self.start = line.items[index].start
        self._open_step = _step(line.items[index:])
        self._open_late = self._late(line.items[index + 1 :], line.end)

    @property
    def parts_a_pair(self) -> bool:
        """Whether a slot here would stand between two that are pinned together."""
        if not self.above or not self.below or self.slot.is_anchored:
            return False
        return self.below[0].follows(self.above[-1])

    def suggestion(self, track: Track) -> Suggestion:
        """Return what the model says of a track here."""
        context = self.context
        slot = replace(self.slot, track=track)
        into = self._link(self.above[-1], slot) if self.above else None
        out = self._link(slot, self.below[0]) if self.below else None
        around = replace(self.night, slots=(slot, *self.below[:1]))
        items = timeline(around, context).items
        song, terms = context.song(slot), Terms()
        if song is not None and not slot.is_anchored:
            terms = slot_terms(
                song,
                self.start,
                items[0].play,
                self.curve,
                context.rules,
                context.theme,
            )
        links = [one for one in (into, out) if one is not None]
        late = max(0, self._open_late + _step(items) - self._open_step)
        return Suggestion(
            track,
            into,
            out,
            terms,
            terms.total + sum(one.terms.total for one in links),
            sum(one.kind is Kind.BRIDGE for one in links),
            late,
            self._reason(song, slot, items[0].play, into, out, late),
        )

    def _link(self, before: Slot, after: Slot) -> Link:
        songs = self.context.song(before), self.context.song(after)
        return link((before, after), songs, self.context)

    def _late(self, behind: Sequence[Timed], end: int) -> int:
        """Return seconds too late for the next pinned time, or the end of the night.

        Negative where there is room to spare.
        """
        for item in behind:
            for anchor in item.slot.anchors:
                if isinstance(anchor, At):
                    off = item.start - self.night.second(anchor.time)
                    return off - anchor.window_s
                if isinstance(anchor, EndAt):
                    off = item.end - self.night.second(anchor.time)
                    return off - anchor.window_s
        return end - self.night.length_s - self.context.rules.tol_end_s

    def _reason(
        self,
        song: Song | None,
        slot: Slot,
        play: int,
        into: Link | None,
        out: Link | None,
        late: int,
    ) -> str:
        parts = [
            *_tempo_words(into, "from", self.above[-1].name if self.above else ""),
            *_tempo_words(out, "to", self.below[0].name if self.below else ""),
            *_key_words(into, self.above[-1] if self.above else None, slot),
            *self._energy_words(song, play),
        ]
        if late:
            parts.append(f"makes the next pinned time {minutes(late)} late")
        return "; ".join(parts)

    def _energy_words(self, song: Song | None, play: int) -> Iterator[str]:
        target = curve_target(self.curve, self.start + play // 2)
        if song is None or song.energy is None or target is None:
            return
        off = 1000 * song.energy - target
        if abs(off) <= 750:
            yield f"energy {song.energy} as the curve wants"
        else:
            side = "above" if off > 0 else "below"
            yield f"energy {song.energy}, {abs(off) / 1000:.1f} {side} the curve"


def _step(items: Sequence[Timed]) -> int:
    """Return seconds from the first slot's start to the next one's, or to its end."""
    return items[1].start - items[0].start if len(items) > 1 else items[0].play


def _emptied(slot: Slot) -> Slot:
    return replace(slot, track=None, mix_in_s=None, out_s=None, gap_s=None)


def _tempo_words(one: Link | None, way: str, name: str) -> Iterator[str]:
    if one is None or one.kind in (Kind.GAP, Kind.OPEN, Kind.PINNED, Kind.MORPH):
        return
    if one.kind is Kind.CUT:
        yield f'a cut {way} "{name}"'
    elif one.move is None:
        yield f'tempo unknown {way} "{name}"'
    else:
        folded = ", half or double time" if one.move.octaves else ""
        bridge = ", a bridge" if one.kind is Kind.BRIDGE else ""
        percent = 100 * (exp(one.move.steps / 10_000) - 1)
        yield f'tempo {percent:+.1f}% {way} "{name}"{folded}{bridge}'


def _key_words(one: Link | None, before: Slot | None, after: Slot) -> Iterator[str]:
    if one is None or one.kind not in (Kind.MIX, Kind.BRIDGE) or before is None:
        return
    keys = [slot.track.key if slot.track else None for slot in (before, after)]
    if None not in keys:
        yield f"key {keys[0]} to {keys[1]}"


def _ranked(place: _Place, stock: Stock, limit: int) -> list[int]:
    """Return the numbers of the best tracks of the stock, by the arrays."""
    import numpy as np

    from clubplanner.builder.costs import BRIDGE, NEVER
    from clubplanner.builder.moves import lowest

    every = np.arange(len(stock.songs), dtype=np.int32)
    cost = np.zeros(len(every), np.int64)
    if not place.slot.is_anchored:
        cost += stock.costs.slots(every, np.full(len(every), place.start))
    for before, after in _neighbours(place):
        known = before or after
        if known is None:
            continue
        number = stock.place.get(known.track.path if known.track else "")
        if number is None:
            cost += _links_by_hand(place, stock, before, after)
            continue
        at = np.array([number])
        pair = (at, every) if before else (every, at)
        links, bridge = stock.costs.links(*pair)
        cost += links + np.where(bridge, BRIDGE, 0)
    cost[~_allowed(place, stock)] = NEVER
    return [int(n) for n in lowest(cost, limit) if cost[n] < NEVER]


def _neighbours(place: _Place) -> Iterator[tuple[Slot | None, Slot | None]]:
    """Yield the slots whose transitions depend on the track chosen here."""
    if place.above:
        above = place.above[-1]
        free = not (above.is_gap or above.cut_out or place.slot.cut_in)
        if free and above.track is not None and not place.slot.follows(above):
            yield above, None
    if place.below:
        below = place.below[0]
        free = not (below.is_gap or below.cut_in or place.slot.cut_out)
        if free and below.track is not None and not below.follows(place.slot):
            yield None, below


def _links_by_hand(
    place: _Place, stock: Stock, before: Slot | None, after: Slot | None
) -> "Ints":
    """Return the links to a slot whose track is not of the library."""
    import numpy as np

    from clubplanner.builder.costs import BRIDGE, Costs

    known = place.context.song(before or after or place.slot)
    if known is None:
        return np.zeros(len(stock.songs), np.int64)
    costs = Costs([*stock.songs, known], place.context, ())
    every, at = np.arange(len(stock.songs)), np.array([len(stock.songs)])
    links, bridge = costs.links(*((at, every) if before else (every, at)))
    found: Ints = links + np.where(bridge, BRIDGE, 0)
    return found


def _allowed(place: _Place, stock: Stock) -> "Ints":
    """Return which tracks of the stock break no hard rule here (H1, H2, H5)."""
    import numpy as np

    rules, songs = place.context.rules, stock.songs
    allowed = np.ones(len(songs), bool)
    around = (*place.above, *place.below)
    for slot in around:
        number = stock.place.get(slot.track.path) if slot.track else None
        if number is not None:
            allowed[number] = False
    gap = rules.artist_gap
    near = (*place.above[max(0, len(place.above) - gap) :], *place.below[:gap])
    pinned = place.slot.is_anchored
    names = {
        fold(slot.track.artist)
        for slot in near
        if slot.track is not None and not (pinned and slot.is_anchored)
    }
    for name in names - {""}:
        allowed &= stock.costs.columns.artist != stock.artist_number(name)
    if not pinned:
        allowed &= stock.costs.columns.tempo >= 0
        allowed &= ~stock.resting
    return allowed
