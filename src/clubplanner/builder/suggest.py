"""Ranks the tracks that could stand at one place of a night, each with its reasons.

The ranking knows three things of a track: the transitions beside it, what it costs in
its place, and, where the time up to the next pinned slot is still empty, what it costs
at least to reach that slot from it (``suggesting.reach``). Arrays choose the few that
can win; the cost model itself judges those.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clubplanner.builder.stock import Stock, make_stock
from clubplanner.builder.suggesting.place import Place, step
from clubplanner.builder.suggesting.words import Walk, reason
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Terms, slot_terms
from clubplanner.night.fresh import kind_of
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Kind, Link, link
from clubplanner.night.timeline import timeline

if TYPE_CHECKING:
    from clubplanner.builder.costs import Ints
    from clubplanner.builder.suggesting.reach import Reach

LATE = 20
"""What a second too late for the next pinned time counts when tracks are ranked, or a
second before it that no track fills."""

CHUNK = 192
"""Tracks whose way to the next pin is worked out at a time, the likeliest first."""

MOST = 6 * CHUNK
"""Tracks whose way to the next pin is worked out at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A track for a place.

    Attributes:
        track: the track.
        into: the transition from the slot above; None where there is none.
        out: the transition to the slot below; None where there is none, or where
            other tracks come between.
        slot: E, A and R at the time it would start.
        total: of all of these, and of the walk.
        bridges: how many of the transitions are bridges, those of the walk among them.
        late_s: seconds by which the next pinned time (or the end of the night) would
            be missed beyond its window; 0 when it is still reached, negative where it
            would come too early and no track fits between.
        reason: one short sentence.
        walk: how the next pinned slot is reached by way of other tracks, or None.
    """

    track: Track
    into: Link | None
    out: Link | None
    slot: Terms
    total: int
    bridges: int
    late_s: int
    reason: str
    walk: Walk | None = None

    @property
    def terms(self) -> Terms:
        """The cost by term, that of the walk left out."""
        links = (one.terms for one in (self.into, self.out) if one is not None)
        return sum(links, self.slot)

    @property
    def rank(self) -> tuple[int, int]:
        """What suggestions are ordered by: faults, then cost with what is late.

        Faults are bridges, and a pinned time (or the end) that would be missed.
        """
        faults = self.bridges + (self.late_s > 0)
        return faults, self.total + LATE * abs(self.late_s)


def suggest(
    night: Night,
    index: int,
    tracks: Sequence[Track] | Stock,
    context: Context,
    *,
    replace: bool,
    limit: int = 20,
    among: Collection[str] | None = None,
    unrested: bool = False,
) -> tuple[Suggestion, ...]:
    """Return the best tracks for a place, in the order of ``Suggestion.rank``.

    Tracks that would break a hard rule (already played, artist gap, rest, no BPM, a
    reprise brought within its 45 minutes) are left out, and so is everything where a
    new slot would part a pinned pair.

    Args:
        night: the plan.
        index: place of the slot to replace, or the place a new one is put in at.
        tracks: the library; a ``Stock`` made for this night saves most of the time.
        context: rules, theme and memory.
        replace: whether the slot at ``index`` gives way.
        limit: how many are wanted.
        among: paths of the tracks wanted, None for all; the way from one of them to
            the next pinned slot may lead over any track.
        unrested: whether what was played too few weeks ago (H5) is wanted as well.

    Raises:
        IndexError: there is no such place.
    """
    if not 0 <= index <= len(night.slots) - replace:
        raise IndexError(f"the night has no place {index}")
    stock = tracks if isinstance(tracks, Stock) else make_stock(night, tracks, context)
    place = Place(night, index, context, replace)
    if place.parts_a_pair:
        return ()
    ranked = _ranked(place, stock, limit, among, unrested)
    found = [_suggestion(place, stock, one) for one in ranked]
    found.sort(key=lambda one: one.rank)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Likely:
    """A track of the stock that may be among the best.

    Attributes:
        number: in the stock.
        walk, tracks: cost of the walk to the next pin and the tracks between; None
            where the slot below comes next.
    """

    number: int
    walk: int | None = None
    tracks: int = 0


def _suggestion(place: Place, stock: Stock, likely: _Likely) -> Suggestion:
    """Return what the model says of a track in a place."""
    from clubplanner.builder.costs import BRIDGE

    context, track = place.context, stock.tracks[likely.number]
    slot = replace(place.slot, track=track)
    into = _link(context, place.above[-1], slot) if place.above else None
    walk, out = None, None
    if likely.walk is not None and place.goal is not None:
        bridges, cost = divmod(likely.walk, BRIDGE)
        clock = f"{place.night.clock((place.goal.low + place.goal.high) // 2):%H:%M}"
        walk = Walk(place.goal.slot.name, clock, likely.tracks, cost, bridges)
    elif place.below:
        out = _link(context, slot, place.below[0])
    around = replace(place.night, slots=(slot, *place.below[:1]))
    items = timeline(around, context).items
    song, terms = context.song(slot), Terms()
    if song is not None and not slot.is_anchored:
        second, play = place.start, items[0].play
        terms = slot_terms(
            song, second, play, place.curve, context.rules, context.theme
        ) + Terms(fresh=place.fresh[kind_of(song)])
    links = [one for one in (into, out) if one is not None]
    late = place.late(step(items)) if walk is None else 0
    told = reason(place, (slot, song, items[0].play), (into, out), walk, late)
    total = terms.total + sum(one.terms.total for one in links)
    bridges = sum(one.kind is Kind.BRIDGE for one in links)
    return Suggestion(
        track,
        into,
        out,
        terms,
        total + (walk.cost if walk else 0),
        bridges + (walk.bridges if walk else 0),
        late,
        told,
        walk,
    )


def _link(context: Context, before: Slot, after: Slot) -> Link:
    return link((before, after), (context.song(before), context.song(after)), context)


def _ranked(
    place: Place,
    stock: Stock,
    limit: int,
    among: Collection[str] | None,
    unrested: bool,
) -> list[_Likely]:
    """Return the tracks of the stock that may be the best, by the arrays."""
    import numpy as np

    from clubplanner.builder.costs import NEVER
    from clubplanner.builder.searching.moves import lowest
    from clubplanner.builder.suggesting.neighbours import Neighbours
    from clubplanner.builder.suggesting.reach import Reach

    around = (*place.above[-1:], *place.below[:1])
    near = Neighbours(around, stock, place.context)
    every = np.arange(len(stock.songs), dtype=np.int32)
    local = np.zeros(len(every), np.int64)
    if not place.slot.is_anchored:
        starts = np.full(len(every), place.start)
        local += stock.costs.slots(every, starts)
        local += np.array(place.fresh)[stock.kinds]
    if place.above:
        local += near.into(place.above[-1], place.slot)
    out = np.zeros(len(every), np.int64)
    if place.below:
        out = near.out(place.slot, place.below[0])
    advance = near.advance(place.slot, *place.below[:1])
    direct = out + _missed(place, advance)
    direct[advance < place.least_step] = NEVER
    allowed = near.allowed(place.above, place.slot, place.below, unrested=unrested)
    local[~allowed] = NEVER
    if among is not None:
        wanted = np.zeros(len(every), bool)
        wanted[[stock.place[path] for path in among if path in stock.place]] = True
        local[~wanted] = NEVER
    if place.goal is None:
        cost = local + direct
        best = lowest(cost, limit)
        return [_Likely(int(n)) for n in best if cost[n] < NEVER]
    reach = Reach(stock, out, allowed, place.start, place.goal)
    return _by_reach(local, direct, reach, limit)


def _missed(place: Place, advance: "Ints") -> "Ints":
    """Return what counts for each track that it misses the next pinned time."""
    import numpy as np

    from clubplanner.builder.costs import BRIDGE

    longest = int(advance.max(initial=0))
    late = np.array([place.late(seconds) for seconds in range(longest + 1)])
    found: Ints = (LATE * abs(late) + BRIDGE * (late > 0))[advance]
    return found


def _by_reach(
    local: "Ints", direct: "Ints", reach: "Reach", limit: int
) -> list[_Likely]:
    """Return the best tracks by what they cost here and on the way to the next pin.

    The likeliest come first, by what the rest costs at least from where each would end;
    it ends when no track behind them can do better.
    """
    import numpy as np

    from clubplanner.builder.costs import NEVER

    every = np.arange(len(local))
    least = local + np.minimum(direct, reach.least(every))
    order = np.argsort(least, kind="stable")[:MOST]
    order = order[least[order] < NEVER]
    tracks, totals = order[:0], local[:0]
    walks, counts = totals, totals
    for first in range(0, len(order), CHUNK):
        enough = len(tracks) == limit
        if enough and least[order[first]] > totals[-1]:
            break
        more = order[first : first + CHUNK]
        reached = reach.walks(more)
        tracks = np.concatenate([tracks, more])
        walks = np.concatenate([walks, reached.cost])
        counts = np.concatenate([counts, reached.count])
        totals = local[tracks] + np.minimum(walks, direct[tracks])
        best = np.lexsort((tracks, totals))[:limit]
        tracks, totals, walks, counts = (
            column[best] for column in (tracks, totals, walks, counts)
        )
    return [
        _Likely(int(n), int(walk), int(count)) if walk < direct[n] else _Likely(int(n))
        for n, walk, count, total in zip(tracks, walks, counts, totals, strict=True)
        if total < NEVER
    ]
