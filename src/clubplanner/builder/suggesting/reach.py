"""What it costs at least to reach the next pinned slot from every track, in the time.

A backward dynamic programme over discretised time and a few dozen tracks, which may
come back: the relaxation ``searching.relax`` makes of a whole night, cut down to the
stretch before one pin so that it is there while the DJ looks. A walk of tempo, key and
energy towards "Inferno" at 00:30 costs here what it would cost in a plan.
"""

from dataclasses import dataclass

import numpy as np

from clubplanner.builder.costs import BRIDGE, NEVER, Costs, Ints
from clubplanner.builder.stock import Stock
from clubplanner.builder.suggesting.place import Goal

FINEST_S = 5
"""Width of a bucket of time in a short stretch."""

BUCKETS = 140
"""Buckets of time at most."""

NEXT = 24
"""Tracks looked at behind the place's own, the cheapest to go on from, and as many of
every band of tempo as the pool has ``PER_BAND``."""

PER_ORDER = 40
"""Tracks of the pool for being cheap at one moment, or right before the pin."""

PER_BAND = 4
"""Tracks of the pool of every band of tempo, so that every way across stays open."""

_BAND = 250


@dataclass(frozen=True, slots=True)
class Reached:
    """What reaching the pin costs from some tracks.

    Attributes:
        cost: bridges weighed in, ``NEVER`` where no walk of tracks fits.
        count: tracks between, 1 at least.
    """

    cost: Ints
    count: Ints


class Reach:
    """The stretch between a place and the next pinned slot.

    Args:
        stock: the library, on the night's curve.
        out: what mixing each of them into the pinned slot costs.
        allowed: which of them may be played.
        start: second at which the place's own track starts.
        goal: the pinned slot.
    """

    def __init__(
        self, stock: Stock, out: Ints, allowed: Ints, start: int, goal: Goal
    ) -> None:
        self._stock, self._costs = stock, stock.costs
        self._width = max(FINEST_S, -(-(goal.high - start) // BUCKETS))
        self._pool = _pool(self._costs, out, allowed, (start, goal.low))
        count = (goal.high - start) // self._width + 2
        seconds = start + np.arange(count) * self._width
        self._band = self._costs.columns.tempo[self._pool] // _BAND
        self._slots = self._costs.slots(self._pool[None, :], seconds[:, None])
        slack = self._width // 2
        is_due = (seconds >= goal.low - slack) & (seconds <= goal.high + slack)
        self._solve(out[self._pool], is_due)

    def _solve(self, out: Ints, is_due: Ints) -> None:
        """Run backwards through the stretch.

        For every bucket it keeps what is to pay from the start of each track on
        (``_value``) and how many tracks that is (``_tracks``).
        """
        count, size = len(is_due), len(self._pool)
        links = self._links(self._pool, self._pool).astype(np.int32)
        out = np.minimum(out, NEVER).astype(np.int32)
        never = np.full(size, NEVER, np.int32)
        self._value = np.full((count, size), NEVER, np.int32)
        self._tracks = np.ones((count, size), np.int32)
        steps, songs = self._buckets(self._advance(self._pool)), np.arange(size)
        for bucket in range(count - 1, -1, -1):
            best, after = out if is_due[bucket] else never, np.zeros(size, np.int32)
            if size and self._value[bucket].min() < NEVER:
                found = links + self._value[bucket]
                at = found.argmin(axis=1)
                walk = np.minimum(found[songs, at], NEVER)
                after = np.where(walk < best, self._tracks[bucket][at], 0)
                best = np.minimum(best, walk)
            rows = bucket - steps
            inside = (rows >= 0) & (best < NEVER)
            rows, at = rows[inside], songs[inside]
            self._value[rows, at] = best[inside] + self._slots[rows, at]
            self._tracks[rows, at] = after[inside] + 1

    def least(self, tracks: Ints) -> Ints:
        """Return what a walk from each track costs at least: all but its first mix.

        Args:
            tracks: numbers of those that could stand in the place.
        """
        cheapest = np.append(self._value.min(axis=1, initial=NEVER), NEVER)
        bucket = np.minimum(self._buckets(self._advance(tracks)), len(self._value))
        found: Ints = cheapest[bucket].astype(np.int64)
        return found

    def walks(self, tracks: Ints) -> Reached:
        """Return what reaching the pin by way of other tracks costs.

        Args:
            tracks: numbers of those that could stand in the place.
        """
        buckets = self._buckets(self._advance(tracks))
        cost = np.full(len(tracks), NEVER, np.int64)
        count = np.zeros(len(tracks), np.int64)
        for bucket in np.unique(buckets[buckets < len(self._value)]):
            value = self._value[bucket]
            chosen = _spread(value, self._band)
            if not len(chosen):
                continue
            rows = np.flatnonzero(buckets == bucket)
            total = self._links(tracks[rows], self._pool[chosen]) + value[chosen]
            at = total.argmin(axis=1)
            cost[rows] = np.minimum(NEVER, total[np.arange(len(rows)), at])
            count[rows] = self._tracks[bucket][chosen[at]]
        return Reached(cost, count)

    def _links(self, outgoing: Ints, incoming: Ints) -> Ints:
        """Return all transitions, bridges weighed in; into the track itself never."""
        rows, cols = outgoing[:, None], incoming[None, :]
        links, bridge = self._costs.links(rows, cols)
        cost: Ints = links.astype(np.int64)
        place = {int(number): n for n, number in enumerate(incoming)}
        for row, number in enumerate(outgoing):
            path = self._stock.songs[number].id
            for other, memory in self._stock.after.get(path, ()):
                if other in place:
                    cell = row, place[other]
                    cost[cell] = max(0, int(cost[cell]) + memory)
        cost += np.where(bridge, BRIDGE, 0)
        cost[rows == cols] = NEVER
        return cost

    def _advance(self, tracks: Ints) -> Ints:
        columns = self._costs.columns
        advance: Ints = (columns.play - columns.overlap)[tracks]
        return advance

    def _buckets(self, seconds: Ints) -> Ints:
        found: Ints = np.maximum(1, (seconds + self._width // 2) // self._width)
        return found


def _pool(costs: Costs, out: Ints, allowed: Ints, span: tuple[int, int]) -> Ints:
    """Return the tracks a walk may go over: cheap ones, near ones, some of every tempo.

    Args:
        costs: of all tracks.
        out: of mixing each into the pinned slot.
        allowed: which may be played.
        span: first and last second of the stretch.
    """
    every = np.flatnonzero(allowed & (costs.columns.tempo >= 0))
    if len(every) <= PER_ORDER:
        return every
    step = np.maximum(1, (costs.columns.play - costs.columns.overlap)[every])
    moments = np.linspace(*span, 3).astype(np.int64)
    rates = [
        costs.slots(every, np.full(len(every), moment)) * 240 // step
        for moment in moments
    ]
    orders = [_cheapest(rate, PER_ORDER) for rate in (*rates, rates[-1] + out[every])]
    order = np.lexsort((rates[1], costs.columns.tempo[every] // _BAND))
    band = (costs.columns.tempo[every] // _BAND)[order]
    turn = np.arange(len(order)) - np.searchsorted(band, band)
    found: Ints = every[np.unique(np.concatenate([*orders, order[turn < PER_BAND]]))]
    return found


def _cheapest(values: Ints, count: int) -> Ints:
    """Return the places of the lowest values that can be, in no order of value."""
    if len(values) <= count:
        return np.flatnonzero(values < NEVER)
    edge = np.partition(values, count)[count]
    return np.flatnonzero(values <= min(int(edge), NEVER - 1))[: 2 * count]


def _spread(values: Ints, band: Ints) -> Ints:
    """Return the places of the lowest values, some of every band of tempo."""
    order = np.lexsort((values, band))
    turn = np.arange(len(order)) - np.searchsorted(band[order], band[order])
    kept = np.union1d(order[turn < PER_BAND], _cheapest(values, NEXT))
    found: Ints = kept[values[kept] < NEVER]
    return found
