"""Why a plan is as it is: every slot's terms, and the runner-up that lost its place.

The runner-up of a slot is the track that would change the cost of the whole night least
in its stead, with every hard rule held: its own transitions and terms, and what its
length does to the energy of everything behind it. It costs no search: one slot against
the whole library is a handful of array operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clubplanner.builder.stock import Stock, make_stock
from clubplanner.music.track import Track
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import Terms, slot_terms
from clubplanner.night.plan import At, EndAt, Night, Slot, Started, window_of
from clubplanner.night.reprises import repeats
from clubplanner.night.score import Kind, Link, Score, free_freshness, link, score
from clubplanner.night.term_words import difference, told_difference
from clubplanner.night.timeline import Timed, timeline

if TYPE_CHECKING:
    from clubplanner.builder.costs import Ints

WIDEST_SHIFT_S = 600
"""Seconds by which another track may move what comes behind it, at most."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best other track for a slot, against the one that has it.

    Attributes:
        track: the track.
        cost: by how much the night would cost more with it; negative: less.
        bridges: how many bridges it would have more.
        terms: the difference by term.
    """

    track: Track
    cost: int
    bridges: int
    terms: Terms

    @property
    def text(self) -> str:
        """One line: ``"Title" by Artist, 340 dearer: key +250, curve +90``."""
        name = f'"{self.track.title or self.track.path}"'
        by = f" by {self.track.artist}" if self.track.artist else ""
        side = "dearer" if self.cost >= 0 else "cheaper"
        how = f"{abs(self.cost):,} {side}" if self.cost else "no dearer"
        if self.bridges:
            count = abs(self.bridges)
            word = "bridge" if count == 1 else "bridges"
            how = f"{count} {word} {'more' if self.bridges > 0 else 'less'}, {how}"
        why = told_difference(self.terms)
        return f"{name}{by}, {how}" + (f": {why}" if why else "")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot holds what it holds.

    Attributes:
        place: of the slot, from 0.
        into: the transition into it; None for the first.
        slot: E, A and R.
        runner_up: the best other track; None for what has none.
        why_none: a sentence that says why there is none, else empty.
    """

    place: int
    into: Link | None
    slot: Terms
    runner_up: RunnerUp | None = None
    why_none: str = ""

    @property
    def text(self) -> str:
        """The runner-up in one line, or why there is none."""
        return f"Runner-up: {self.runner_up.text}" if self.runner_up else self.why_none


def explain(
    night: Night,
    tracks: Sequence[Track] | Stock,
    context: Context,
    places: Sequence[int] | None = None,
) -> tuple[Reason, ...]:
    """Return the reasons of a plan's slots, in order.

    Args:
        night: the plan.
        tracks: the library; a ``Stock`` made for this night saves most of the time.
        context: rules, theme and memory.
        places: of the slots wanted, from 0; all without it.

    Raises:
        IndexError: there is no such place.
    """
    stock = tracks if isinstance(tracks, Stock) else make_stock(night, tracks, context)
    judged = score(night, context)
    wanted = range(len(night.slots)) if places is None else places
    if any(not 0 <= place < len(night.slots) for place in wanted):
        raise IndexError(f"the night has {len(night.slots)} slots")
    contest = _Contest(night, stock, context.for_night(night), judged)
    return tuple(contest.reason(place) for place in wanted)


class _Contest:
    """A judged plan, every slot of which may be contested."""

    def __init__(
        self, night: Night, stock: Stock, context: Context, judged: Score
    ) -> None:
        from clubplanner.builder.suggesting.neighbours import Neighbours

        self.night, self.stock, self.context = night, stock, context
        self.judged, self.items = judged, judged.timeline.items
        self.curve = curve_of(night)
        self.near: Neighbours = Neighbours(night.slots, stock, context)
        self.room = _room(night, judged, context)
        self.shifted = self._shifted()

    def reason(self, place: int) -> Reason:
        """Return why the slot at ``place`` holds what it holds."""
        slot = self.night.slots[place]
        into = self.judged.links[place - 1] if place else None
        terms = self.judged.slots[place]
        if slot.is_gap:
            return Reason(place, into, terms, None, "Time kept free.")
        if slot.anchor(Started):
            return Reason(place, into, terms, None, "It has been played.")
        if slot.is_anchored:
            return Reason(place, into, terms, None, "You pinned it.")
        number = self._best(place)
        if number is None:
            none = "No other track of yours fits here by the rules."
            return Reason(place, into, terms, None, none)
        return Reason(place, into, terms, self._runner_up(place, number))

    def _best(self, place: int) -> int | None:
        """Return the number of the track that would change the cost least."""
        import numpy as np

        from clubplanner.builder.costs import NEVER

        slots, slot = self.night.slots, self.night.slots[place]
        every = np.arange(len(self.stock.songs), dtype=np.int32)
        if not len(every):
            return None
        cost = self.stock.costs.slots(
            every, np.full(len(every), self.items[place].start)
        ).astype(np.int64)
        if place:
            cost += self.near.into(slots[place - 1], slot)
        if place + 1 < len(slots):
            cost += self.near.out(slot, slots[place + 1])
        moved = self.near.advance(*slots[place : place + 2]) - self._advance(place)
        low, high = self.room[place]
        inside = np.clip(moved, -WIDEST_SHIFT_S, WIDEST_SHIFT_S)
        cost += self.shifted[place][inside + WIDEST_SHIFT_S]
        cost += self._fresher(place)[self.stock.kinds]
        allowed = self.near.allowed(slots[:place], slot, slots[place + 1 :])
        here = self.stock.place.get(slot.track.path) if slot.track else None
        if here is not None:
            allowed[here] = False
        cost[~allowed | (moved < low) | (moved > high)] = NEVER
        best = int(np.argmin(cost))
        return best if cost[best] < NEVER else None

    def _advance(self, place: int) -> int:
        """Return seconds from the slot's start to the next one's, or to the end."""
        if place + 1 < len(self.items):
            return self.items[place + 1].start - self.items[place].start
        return self.items[place].play

    def _runner_up(self, place: int, number: int) -> RunnerUp:
        """Return what the night would cost more with the stock's track ``number``."""
        slots, context = self.night.slots, self.context
        track = self.stock.tracks[number]
        slot = replace(slots[place], track=track, mix_in_s=None, out_s=None, pitch=None)
        around = (slot, *slots[place + 1 : place + 2])
        items = timeline(replace(self.night, slots=around), context).items
        advance = items[1].start if len(items) > 1 else items[0].play
        song = self.stock.songs[number]
        terms = slot_terms(
            song,
            self.items[place].start,
            items[0].play,
            self.curve,
            context.rules,
            context.theme,
        )
        now = self.judged.slots[place]
        pairs = [*zip(slots[place - 1 : place], [slot], strict=False)]
        pairs += zip([slot], slots[place + 1 : place + 2], strict=False)
        old = self.judged.links[max(0, place - 1) : place + 1]
        new = [self._link(pair) for pair in pairs]
        moved = advance - self._advance(place)
        later = int(self.shifted[place][moved + WIDEST_SHIFT_S])
        gained = sum((one.terms for one in new), terms) + Terms(energy=later)
        lost = sum((one.terms for one in old), now)
        fresher = int(self._fresher(place)[self.stock.kinds[number]])
        terms = difference(gained, lost) + Terms(fresh=fresher)
        return RunnerUp(track, terms.total, _bridges(new) - _bridges(old), terms)

    def _fresher(self, place: int) -> "Ints":
        """Return what the share of new tracks costs more with another, by its kind."""
        import numpy as np

        songs, rules = self.judged.songs, self.context.rules
        others = [song for n, song in enumerate(songs) if n != place]
        slots = [slot for n, slot in enumerate(self.night.slots) if n != place]
        rest = free_freshness(replace(self.night, slots=tuple(slots)), others)
        return np.array(rest.with_one(rules), np.int64) - self.judged.house.fresh

    def _shifted(self) -> "list[Ints]":
        """Return, per slot, what moving all behind it costs, by seconds moved."""
        import numpy as np

        behind = np.zeros(2 * WIDEST_SHIFT_S + 1, np.int64)
        found = []
        for item in reversed(self.items):
            found.append(behind)
            if not item.slot.is_anchored:
                costs = self._moved(item)
                behind = behind + costs - costs[WIDEST_SHIFT_S]
        return found[::-1]

    def _moved(self, item: Timed) -> "Ints":
        """Return what a slot costs when it is moved, from the widest shift down on."""
        import numpy as np

        shifts = np.arange(-WIDEST_SHIFT_S, WIDEST_SHIFT_S + 1)
        number, song = self.near.number(item.slot), self.context.song(item.slot)
        if song is None:
            return np.zeros(len(shifts), np.int64)
        if number is not None and self.stock.costs.columns.play[number] == item.play:
            numbers = np.full(len(shifts), number)
            found: Ints = self.stock.costs.slots(numbers, item.start + shifts)
            return found
        rules, theme = self.context.rules, self.context.theme
        starts = (item.start + int(shift) for shift in shifts)
        terms = (
            slot_terms(song, start, item.play, self.curve, rules, theme)
            for start in starts
        )
        return np.array([one.total for one in terms], np.int64)

    def _link(self, pair: tuple[Slot, Slot]) -> Link:
        songs = self.context.song(pair[0]), self.context.song(pair[1])
        return link(pair, songs, self.context)


def _bridges(links: Sequence[Link]) -> int:
    return sum(one.kind is Kind.BRIDGE for one in links)


def _room(night: Night, judged: Score, context: Context) -> list[tuple[int, int]]:
    """Return, per slot, how far what comes behind it may move and no rule breaks more.

    What is off its time already may stay so, or come nearer to it; so may a track that
    comes again too soon (H1).
    """
    line, end = judged.timeline, context.rules.tol_end_s
    low, high = line.spare - end, line.spare + end
    found = []
    for item in reversed(line.items):
        found.append((min(0, low), max(0, high)))
        for anchor in item.slot.anchors:
            if isinstance(anchor, At | EndAt):
                real = item.start if isinstance(anchor, At) else item.end
                due = night.second(anchor.time) - real
                window = window_of(anchor, line.tolerance)
                low, high = max(low, due - window), min(high, due + window)
    found.reverse()
    for first, second in repeats(line):
        apart = line.items[second].start - line.items[first].start
        least = min(0, context.rules.reprise_s - apart)
        for place in range(first, second):
            low, high = found[place]
            found[place] = max(low, least), high
    widest = WIDEST_SHIFT_S
    return [(max(low, -widest), min(high, widest)) for low, high in found]
