"""The relaxed night solved: a dynamic programme over buckets of time.

States are (units placed, bucket of the start, last song or unit). ``Sweep`` runs
forward through the night and back again; what both say of a state together is the least
cost of any relaxed plan through it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.benchmarks.builder.memory import Memory
from tests.benchmarks.builder.relaxed import NEVER, REACHED, Ints, Relaxed, Unit


@dataclass
class Prices:
    """What a relaxed plan pays for breaking what was relaxed, in whole costs.

    Attributes:
        songs: for every time a song is played; nothing below 0.
        places: for every slot on the counted side of a unit with a place, by unit.
    """

    songs: Ints
    places: list[int]


@dataclass
class Open:
    """States a better plan may pass: by set of units, (bucket, song) at a width."""

    width: int
    states: dict[int, Ints]

    def songs(self, mask: int, second: int) -> Ints:
        """Return the songs that may start in the bucket of a second.

        A set of units that no bucket of this width knows cannot be reached: steps are
        no shorter than a bucket.
        """
        if mask not in self.states:
            return np.zeros(0, np.int64)
        return np.flatnonzero(self.states[mask][second // self.width])


@dataclass
class Path:
    """A relaxed plan: its cost with prices, songs in order, slots counted by unit."""

    cost: int
    songs: list[int] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)


class Sweep:
    """The programme for one width of the buckets.

    Args:
        night: what to solve.
        width: seconds of a bucket; at 1 the clock is exact.
        sets: the songs that each song remembers.
        open_: which states may be used, from ``through`` at a width that this one
            divides; None for all.
    """

    def __init__(
        self,
        night: Relaxed,
        width: int,
        sets: Sequence[Sequence[int]],
        open_: "Open | None" = None,
    ) -> None:
        sets = [tuple(known) for known in sets]
        memory = Memory(night.links, sets)
        self._night, self.width, self._memory, self._sets = night, width, memory, sets
        self._open = open_
        self.buckets = night.last // width + 1
        self._all = (1 << len(night.units)) - 1
        self._slots = night.slots(width, self.buckets)
        if width > min([*night.step, *(unit.step for unit in night.units)]):
            raise ValueError("a bucket may not be longer than a step")
        self._long, self._short = _delays(night.step, width)
        steps = np.array([unit.step for unit in night.units], np.int64)
        self._unit_long, self._unit_short = _delays(steps, width)
        self._pad = int(max(self._long.max(initial=1), self._unit_long.max(initial=1)))
        self._masks = self._live_masks()
        self._ends = np.array(
            [self._may_end(bucket, night.play) for bucket in range(self.buckets)]
        ).reshape(self.buckets, len(night.rows))
        self._place = np.arange(len(night.rows))
        self._state = np.arange(len(memory.song))
        self._state_long = self._long[memory.song]
        self._state_short = self._short[memory.song]

    def _may_end(self, bucket: int, play: Ints) -> Ints:
        low = bucket * self.width + play
        found: Ints = (low + self.width > self._night.first) & (low <= self._night.last)
        return found

    def _live_masks(self) -> list[list[int]]:
        """Return the sets of units that may have been placed before each bucket."""
        found = []
        units = self._night.units
        for bucket in range(self.buckets):
            low = bucket * self.width
            sets = [0]
            for bit, unit in enumerate(units):
                before, after = unit.low < low, unit.high >= low
                grown = [mask | 1 << bit for mask in sets] if before else []
                sets = (sets if after else []) + grown
            found.append(sets)
        return found

    def _fits(self, unit: Unit, bucket: int) -> bool:
        low = bucket * self.width
        return low <= unit.high and low + self.width > unit.low

    def _toll(self, prices: Prices, mask: int) -> int:
        """Return what one more slot costs for the units with a place."""
        toll = 0
        for bit, unit in enumerate(self._night.units):
            placed = mask >> bit & 1
            if (unit.front > 1 and not placed) or (unit.back > 1 and placed):
                toll += prices.places[bit]
        return toll

    def credit(self, prices: Prices) -> int:
        """Return what every legal plan pays at most, to be taken off the bound."""
        credit = int(prices.songs.sum())
        for unit, price in zip(self._night.units, prices.places, strict=True):
            if unit.front > 1:
                credit += price * (unit.front - 1)
            if unit.back > 1:
                credit += price * (unit.back - 1)
        return credit

    def forward(self, prices: Prices) -> Path:
        """Run forward and return the cheapest relaxed plan."""
        self._begin(prices)
        for bucket, masks in enumerate(self._masks):
            for mask in masks:
                self._step(bucket, mask)
        return self._backtrack()

    def _begin(self, prices: Prices) -> None:
        rows, count = self.buckets + self._pad, len(self._state)
        wanted = {mask for masks in self._masks for mask in masks} | {self._all}
        units = len(self._night.units)
        self._prices = prices
        self._paid = (self._slots + prices.songs[None, :]).astype(np.int32)
        self._cost = {m: np.full((rows, count), NEVER, np.int32) for m in wanted}
        self._unit_cost = {m: np.full((rows, units), NEVER, np.int64) for m in wanted}
        self._tolls = {mask: self._toll(prices, mask) for mask in wanted}

    def _ready(self, bucket: int, mask: int) -> tuple[Ints, Ints]:
        """Return the cost of having just been in each state, or played each unit."""
        at = bucket + self._pad
        cost, units = self._cost[mask], self._unit_cost[mask]
        songs = np.minimum(
            cost[at - self._state_long, self._state],
            cost[at - self._state_short, self._state],
        )
        every = np.arange(units.shape[1])
        late, soon = at - self._unit_long, at - self._unit_short
        return songs, np.minimum(units[late, every], units[soon, every])

    def _step(self, bucket: int, mask: int) -> None:
        units = self._night.units
        if any(mask >> bit & 1 and unit.back == 1 for bit, unit in enumerate(units)):
            return
        songs, ends = self._ready(bucket, mask)
        opening = bucket == 0 and mask == 0
        if opening:
            reached = np.full(len(self._state), NEVER, np.int32)
            reached[self._memory.first] = 0
        else:
            reached = self._reached(songs, ends, bucket, mask)
        at, toll = bucket + self._pad, self._tolls[mask]
        paid = self._paid[bucket][self._memory.song] + toll
        self._cost[mask][at] = np.where(reached < REACHED, reached + paid, NEVER)
        for bit, unit in enumerate(units):
            if mask >> bit & 1 or not self._fits(unit, bucket):
                continue
            enter = 0 if opening else self._entered(songs, ends, bit)
            self._put(enter, at, mask, bit)

    def _entered(self, songs: Ints, ends: Ints, bit: int) -> int:
        unit, units = self._night.units[bit], self._night.units
        least = self._memory.least(songs)
        enter = int((least + unit.enter).min(initial=NEVER))
        for other, end in zip(units, ends, strict=True):
            enter = min(enter, int(end) + other.onward[bit])
        return enter

    def _put(self, enter: int, at: int, mask: int, bit: int) -> None:
        """Place a unit: its later tracks are slots too, its first one counts before."""
        cost = enter + self._unit_toll(mask, bit)
        if cost < REACHED and mask | 1 << bit in self._unit_cost:
            row = self._unit_cost[mask | 1 << bit][at]
            row[bit] = min(row[bit], cost)

    def _unit_toll(self, mask: int, bit: int) -> int:
        """Return what the slots of a unit pay for the other units' places and its own.

        The slots before a unit with ``front`` are counted, and those behind the last
        track of one with ``back``: its own tracks are on neither side.
        """
        units, toll = self._night.units, 0
        for other, unit in enumerate(units):
            if other == bit:
                continue
            placed = mask >> other & 1
            if (unit.front > 1 and not placed) or (unit.back > 1 and placed):
                toll += self._prices.places[other] * len(units[bit].rows)
        return toll

    def _reached(self, songs: Ints, ends: Ints, bucket: int, mask: int) -> Ints:
        """Return the least cost of being about to start in each state."""
        wanted = self._wanted(bucket, mask)
        reached = self._memory.reached(songs, wanted)
        first = self._memory.first
        for unit, end in zip(self._night.units, ends, strict=True):
            if end < REACHED:
                reached[first] = np.minimum(reached[first], unit.leave + int(end))
        if wanted is not None:
            closed = np.ones(len(self._place), bool)
            closed[wanted] = False
            reached[closed[self._memory.song]] = NEVER
        return reached

    def _wanted(self, bucket: int, mask: int) -> Ints | None:
        if self._open is None:
            return None
        return self._open.songs(mask, bucket * self.width)

    def _backtrack(self) -> Path:
        best = NEVER
        state: tuple[int, int, int] | None = None
        complete = self._cost[self._all][self._pad :]
        if complete.size:
            over = np.where(self._ends[:, self._memory.song], complete, NEVER)
            flat = int(over.argmin())
            bucket, song = divmod(flat, over.shape[1])
            if over[bucket, song] < REACHED:
                best, state = int(over[bucket, song]), (bucket, self._all, song)
        for bit, unit in enumerate(self._night.units):
            for bucket in range(self.buckets):
                cost = int(self._unit_cost[self._all][bucket + self._pad, bit])
                over_ = np.array([unit.over])
                if cost < best and self._may_end(bucket, over_)[0]:
                    best, state = cost, (bucket, self._all, -1 - bit)
        path = Path(best, counted=[0] * len(self._night.units))
        while state is not None:
            state = self._back(path, *state)
        return path

    def _back(
        self, path: Path, bucket: int, mask: int, node: int
    ) -> tuple[int, int, int] | None:
        """Note one state of the path and return the one before it."""
        at, units = bucket + self._pad, self._night.units
        if node >= 0:
            song = int(self._memory.song[node])
            path.songs.append(song)
            self._count(path, mask, 1, -1)
            wanted = int(self._cost[mask][at, node])
            wanted -= int(self._paid[bucket, song]) + self._tolls[mask]
            jumps = [int(unit.leave[song]) for unit in units]
            if node != self._memory.first[song]:
                jumps = [NEVER] * len(units)
        else:
            bit = -1 - node
            wanted = int(self._unit_cost[mask][at, bit])
            mask &= ~(1 << bit)
            self._count(path, mask, len(units[bit].rows), bit)
            wanted -= self._unit_toll(mask, bit)
            jumps = [unit.onward[bit] for unit in units]
        if bucket == 0 and mask == 0:
            return None
        songs, ends = self._ready(bucket, mask)
        for other, end in enumerate(ends):
            if end < REACHED and end + jumps[other] == wanted:
                delays = self._unit_long[other], self._unit_short[other]
                table = self._unit_cost[mask][:, other]
                back = next(d for d in delays if table[at - d] == end)
                return bucket - int(back), mask, -1 - other
        state = self._state_before(songs, node, wanted)
        delays = self._state_long[state], self._state_short[state]
        column = self._cost[mask][:, state]
        back = next(d for d in delays if column[at - d] == songs[state])
        return bucket - int(back), mask, state

    def _state_before(self, songs: Ints, node: int, wanted: int) -> int:
        """Return the state from which another or a unit is reached at this cost."""
        if node >= 0:
            state = self._memory.before(songs, node, wanted)
        else:
            total = songs + self._night.units[-1 - node].enter[self._memory.song]
            state = int(np.flatnonzero((total == wanted) & (songs < REACHED))[0])
        if state is None:
            raise AssertionError("the sweep lost its way back")
        return state

    def _count(self, path: Path, mask: int, slots: int, own: int) -> None:
        for bit, unit in enumerate(self._night.units):
            placed = mask >> bit & 1
            if bit != own and (
                (unit.front > 1 and not placed) or (unit.back > 1 and placed)
            ):
                path.counted[bit] += slots

    def through(self) -> dict[int, Ints]:
        """Return the least cost of a relaxed plan through every state, after forward.

        The way back remembers songs too, as seen from the end of the night.

        Returns:
            By set of units, one row per bucket and one column per song.
        """
        self._back_memory = Memory(
            np.ascontiguousarray(self._night.links.T), self._sets
        )
        rows = self.buckets + self._pad
        self._ahead = {
            mask: np.full((rows, len(self._state)), NEVER, np.int32)
            for mask in self._cost
        }
        self._unit_ahead = {
            mask: np.full(table.shape, NEVER, np.int64)
            for mask, table in self._unit_cost.items()
        }
        found = {
            mask: np.full((self.buckets, len(self._place)), NEVER, np.int32)
            for mask in self._cost
        }
        for bucket in range(self.buckets - 1, -1, -1):
            for mask in self._masks[bucket]:
                self._step_back(bucket, mask, found[mask])
        return found

    def _step_back(self, bucket: int, mask: int, found: Ints) -> None:
        """Fill in what is still to pay before anything starts in a bucket.

        ``_ahead[mask][bucket, i]``: the least cost from the link out of state ``i`` on,
        when the next slot starts in the bucket.
        """
        units, memory = self._night.units, self._back_memory
        if any(mask >> bit & 1 and unit.back == 1 for bit, unit in enumerate(units)):
            return
        rest = self._rest(bucket, mask)
        spent = self._memory.least(self._cost[mask][bucket + self._pad])
        found[bucket] = np.minimum(spent + memory.least(rest), NEVER)
        toll = self._tolls[mask]
        paid = rest + self._paid[bucket][memory.song] + toll
        paid = np.where((spent < REACHED)[memory.song] & (rest < REACHED), paid, NEVER)
        ready = self._memory.least(self._ready(bucket, mask)[0]) < REACHED
        ahead = memory.reached(paid, np.flatnonzero(ready))
        least = memory.least(paid).astype(np.int64)
        unit_ahead = [int((u.leave + least).min(initial=NEVER)) for u in units]
        first = memory.first
        for bit, unit in enumerate(units):
            if mask >> bit & 1 or not self._fits(unit, bucket):
                continue
            if mask | 1 << bit not in self._unit_cost:
                continue
            cost = self._unit_rest(bucket, mask | 1 << bit, bit)
            cost += self._unit_toll(mask, bit)
            if cost < REACHED:
                ahead[first] = np.minimum(ahead[first], unit.enter + np.int32(cost))
                jumps = [cost + one.onward[bit] for one in units]
                unit_ahead = [min(pair) for pair in zip(unit_ahead, jumps, strict=True)]
        self._ahead[mask][bucket] = np.minimum(ahead, NEVER)
        self._unit_ahead[mask][bucket] = unit_ahead

    def _rest(self, bucket: int, mask: int) -> Ints:
        """Return what is still to pay once each state has started in a bucket."""
        ahead, first = self._ahead[mask], self._memory.first
        rest: Ints = np.minimum(
            ahead[bucket + self._state_long, self._state],
            ahead[bucket + self._state_short, self._state],
        )
        if mask == self._all:
            ends = self._ends[bucket]
            rest[first] = np.where(ends, np.minimum(rest[first], 0), rest[first])
        return rest

    def _unit_rest(self, bucket: int, mask: int, bit: int) -> int:
        unit, ahead = self._night.units[bit], self._unit_ahead[mask]
        delays = bucket + self._unit_long[bit], bucket + self._unit_short[bit]
        rest = int(min(ahead[delay, bit] for delay in delays))
        if mask == self._all and self._may_end(bucket, np.array([unit.over]))[0]:
            return min(rest, 0)
        return rest


def _delays(steps: Ints, width: int) -> tuple[Ints, Ints]:
    """Return by how many buckets a step may move the start, at most and at least."""
    return np.maximum(1, -(-steps // width)), np.maximum(1, steps // width)
