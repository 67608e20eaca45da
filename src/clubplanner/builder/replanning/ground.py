"""A stretch of a night being played, and the tracks that could stand in it."""

from collections.abc import Sequence

import numpy as np

from clubplanner.builder.costs import BRIDGE, Costs, Ints
from clubplanner.builder.replanning.goals import Goal
from clubplanner.builder.stock import Stock
from clubplanner.music.text import fold
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Night, Position, Slot
from clubplanner.night.score import Kind, link
from clubplanner.night.timeline import Timeline, overlap_of

SHORTEST_S = 90
"""Tracks that play less are no remedy."""

BAND_S = 12
"""Tracks whose steps differ by less than this count as equally long."""

_PER_BAND = 9

_LEAST = 48
"""Tracks of a pool at least: where all are equally long, bands alone give few."""


class Ground:
    """A stretch of a night with the tracks that could stand in it.

    ``must_add`` tells how many slots more pins want above a place, by place, counted
    anew behind the place ``recount``.

    Args:
        night: the plan as it stands.
        line: the same on the clock.
        first: place of the first slot that may change.
        goal: what the stretch leads to.
        stock: the library.
        context: already ``for_night``.
    """

    def __init__(
        self,
        night: Night,
        line: Timeline,
        first: int,
        goal: Goal,
        stock: Stock,
        context: Context,
    ) -> None:
        self.night, self.context, self.stock = night, context, stock
        self.first, self.stop = first, goal.place(night)
        self.items = line.items
        self.when = goal.when(line)
        self.kept = night.slots[first - 1 : self.stop + 1]
        self.songs = [context.song(slot) for slot in self.kept]
        self.pool = self._choose_pool()
        self._number_nodes()
        self._price()
        self.must_add, self.recount = self._counted()

    @property
    def count(self) -> int:
        """How many slots the stretch has."""
        return self.stop - self.first

    def _choose_pool(self) -> Ints:
        """Return the numbers of the tracks that may come in, good ones of any length.

        Their value is what they cost in the middle of the stretch and next to the
        nearest of its tracks.
        """
        stock, columns = self.stock, self.stock.costs.columns
        every = np.arange(len(stock.songs), dtype=np.int32)
        allowed = (columns.tempo >= 0) & ~stock.resting & (columns.play >= SHORTEST_S)
        for slot in self.night.slots:
            number = stock.place.get(slot.track.path if slot.track else "")
            if number is not None:
                allowed[number] = False
        every = every[allowed]
        middle = (self.items[self.first - 1].start + self.when) // 2
        value = stock.costs.slots(every, np.full(len(every), middle)).astype(np.int64)
        near = self._samples()
        if len(near):
            links, bridge = stock.costs.links(near[:, None], every[None, :])
            value += (links + np.where(bridge, BRIDGE, 0)).min(axis=0)
        step = columns.play[every] - columns.overlap[every]
        chosen = best_of_bands(value, step // BAND_S, _PER_BAND)
        return every[topped_up(chosen, value, _LEAST)]

    def _samples(self) -> Ints:
        """Return the numbers of at most six tracks spread over the stretch."""
        known = [
            self.stock.place[slot.track.path]
            for slot in self.kept
            if slot.track is not None and slot.track.path in self.stock.place
        ]
        spread = {known[n * (len(known) - 1) // 5] for n in range(6)} if known else ()
        return np.array(sorted(spread), np.int32)

    def _number_nodes(self) -> None:
        """Number the pool from 0, and behind it the slots that stand there now."""
        stock, columns, pool = self.stock, self.stock.costs.columns, self.pool
        context = self.context
        here = self.items[self.first - 1 : self.stop + 1]
        kept = self.kept
        overlaps = [
            0 if item.slot.is_gap else overlap_of(item.slot, song, item.play, context)
            for item, song in zip(here, self.songs, strict=True)
        ]
        self.play = _joined(columns.play[pool], [item.play for item in here])
        self.overlap = _joined(columns.overlap[pool], overlaps)
        self.gap = _joined(np.zeros(len(pool)), [slot.is_gap for slot in kept]) > 0
        self.artist = _joined(columns.artist[pool], [self._signed(s) for s in kept])
        numbers = [
            -1
            if slot.is_anchored or slot.track is None
            else stock.place.get(slot.track.path, -1)
            for slot in kept
        ]
        self.number = _joined(pool, numbers)

    def _artist(self, slot: Slot) -> int:
        if slot.track is None:
            return 0
        return self.stock.artist_number(fold(slot.track.artist))

    def _signed(self, slot: Slot) -> int:
        """Return the artist's number, negative where the slot is kept."""
        number = max(0, self._artist(slot))
        return -number if slot.is_kept else number

    def artists_above(self) -> Ints:
        """Return the artists above the stretch as far as the artist gap reaches."""
        gap = self.context.rules.artist_gap
        above = [
            self._signed(s) for s in self.night.slots[: self.first][-gap or None :]
        ]
        padded = [0] * (gap - len(above)) + above
        return np.array(padded[len(padded) - gap :], np.int64)

    def artists_below(self) -> Ints:
        """Return the artists from the goal on, likewise."""
        gap = self.context.rules.artist_gap
        below = self.night.slots[self.stop : self.stop + gap]
        return np.array([self._signed(slot) for slot in below], np.int64)

    def _price(self) -> None:
        """Make the costs of all transitions; those of kept slots as ``link`` has it."""
        songs = self.songs
        known = [song if song is not None else Song("") for song in songs]
        pool = [self.stock.songs[int(n)] for n in self.pool]
        costs = Costs([*pool, *known], self.context, ())
        size, free = len(pool) + len(known), len(pool)
        self.cost = costs.matrix(np.arange(size, dtype=np.int32)).astype(np.int64)
        for n, (slot, song) in enumerate(zip(self.kept, songs, strict=True)):
            node, cut = free + n, self.context.rules.cut
            if song is None:
                self.cost[node, :] = self.cost[:, node] = 0
            elif slot.cut_out:
                self.cost[node, :] = cut
            if song is not None and slot.cut_in:
                self.cost[:, node] = cut
        for n in range(len(known) - 1):
            pair = self.kept[n], self.kept[n + 1]
            found = link(pair, (songs[n], songs[n + 1]), self.context)
            bridge = BRIDGE if found.kind is Kind.BRIDGE else 0
            self.cost[free + n, free + n + 1] = found.terms.total + bridge

    def _counted(self) -> tuple[dict[int, int], int]:
        """Return how many slots more pins want above a place, and where to count anew.

        What is counted behind the stretch is asked of its end. So is what is counted
        from the back of the night, for the slots behind the one that is pinned so.
        """
        asked: dict[int, int] = {}
        slots, anew = self.night.slots, self.first - 1
        for place, slot in enumerate(slots):
            position = slot.anchor(Position)
            if position is None:
                continue
            if position.number > 0 and place >= self.first:
                asked.setdefault(min(place, self.stop), position.number - 1 - place)
            if position.number < 0 and place < self.stop:
                anew = max(place, anew)
                asked[self.stop] = place - len(slots) - position.number
        return asked, anew

    def node(self, place: int) -> int:
        """Return the node of the slot at a place of the night."""
        return len(self.pool) + place - self.first + 1

    def droppable(self, place: int) -> bool:
        """Whether the slot may go: it is free and nothing is pinned to it."""
        slot = self.night.slots[place]
        below = self.night.slots[place + 1 : place + 2]
        led = bool(below) and below[0].follows(slot)
        return not (slot.is_kept or slot.is_gap or led)

    def opens(self, place: int) -> bool:
        """Whether a track may be put in above the slot at a place (or the end)."""
        above = self.night.slots[place - 1]
        if place == len(self.night.slots):
            last = above.anchor(Position)
            return last is None or last.number != -1 or place == self.first
        return not self.night.slots[place].clings_to(above)

    def near(self, place: int) -> Ints:
        """Return which tracks of the pool keep the artist gap around a place."""
        gap = self.context.rules.artist_gap
        around = self.night.slots[max(0, place - gap) : place + gap + 1]
        artists = {self._artist(slot) for slot in around} - {0, -1}
        return ~np.isin(self.artist[: len(self.pool)], list(artists))


def _joined(pool: Ints, kept: Sequence[int | bool]) -> Ints:
    return np.concatenate([pool, np.array(kept, np.int64)]).astype(np.int64)


def best_of_bands(value: Ints, band: Ints, count: int) -> Ints:
    """Return the places of the ``count`` lowest values of every band."""
    order = np.lexsort((value, band))
    sorted_bands = band[order]
    begins = np.searchsorted(sorted_bands, sorted_bands)
    return np.sort(order[np.arange(len(order)) - begins < count])


def topped_up(chosen: Ints, value: Ints, count: int) -> Ints:
    """Return the chosen places, and the lowest others up to ``count``, ascending."""
    more = count - len(chosen)
    if more <= 0:
        return chosen
    others = np.setdiff1d(np.arange(len(value)), chosen)
    best = others[np.argsort(value[others], kind="stable")][:more]
    return np.union1d(chosen, best)
