"""What the rest of the night costs at least, from every song at every time.

A backward dynamic programme over discretised time in which a song may come back (the
state-space relaxation of Christofides, Mingozzi and Toth 1981). The beam ranks by it,
which is what lets a plan see an anchor coming an hour ahead.

Two or three songs that mix perfectly could carry such a relaxed night for hours. With
``caution`` the best ways on are shared among that many groups of songs and their mean
counts, so that a corner of the library with few good songs looks as dear as it is. It
is an estimate then, no bound, and often the better guide.
"""

from collections.abc import Callable

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.searching.frames import Frame
from clubplanner.builder.searching.task import BUCKET_S

TARGETS = 220
"""Songs looked at as the next one at each moment, the cheapest to go on from."""

DEAREST = 1500
"""How much dearer than the best a cautious look takes another way on to be at most."""

NARROWER = 0.7
"""Part of the width asked for that a bucket has at least."""

EARLY_S = 60
"""Seconds before its window at which a gap may come, since nothing overlaps into it."""


class Bounds:
    """Cost to go, by stage (timed units placed), floats still to place, time and song.

    Args:
        frame: the search.
        width: seconds a bucket of time is wide.
        prices: what each free song costs beside the model, None for nothing.
        caution: groups of songs whose best ways on are averaged; 1 for a bound.
        aims: whether plans aim at the inside of a unit's window; else half a bucket
            outside of it counts as held too, and buckets may be narrower, so that no
            plan is lost to rounding.
        tick: called now and then with 0; True leaves the rest unsolved, so dead.
    """

    def __init__(
        self,
        frame: Frame,
        width: int,
        prices: Ints | None = None,
        *,
        caution: int = 1,
        aims: bool = True,
        tick: Callable[[int], bool] = lambda steps: False,
    ) -> None:
        self._aims, self._caution, self._tick = aims, caution, tick
        task, self.frame = frame.task, frame
        advance = (task.play - task.overlap)[frame.free]
        width = self.width = width if aims else true_width(width, advance)
        self._first = frame.start // width
        last = max(task.end[1], *(u.high + u.span for u in frame.units), 0)
        self._last = last // width + 2
        lasts = np.array([unit.nodes[-1] for unit in frame.units], np.int64)
        sources = np.concatenate([frame.free.astype(np.int64), lasts])
        self._into = np.ascontiguousarray(task.cost[np.ix_(sources, frame.free)].T)
        self._to_units = task.cost[sources][:, [u.nodes[0] for u in frame.units]]
        self._slots = self._priced_slots(prices)
        self._advance = np.maximum(1, (advance + width // 2) // width)
        self._free: dict[tuple[int, int], tuple[int, Ints]] = {}
        self._units: dict[tuple[int, int], tuple[int, Ints]] = {}
        self.steps = 0
        for stage in range(len(frame.timed), -1, -1):
            for left in sorted(range(frame.everything + 1), key=int.bit_count):
                self._solve(stage, left)

    def _priced_slots(self, prices: Ints | None) -> Ints:
        """Return what each free song costs in each bucket, prices added."""
        task, free = self.frame.task, self.frame.free
        seconds = np.arange(self._first, self._last + 1, dtype=np.int32) * self.width
        if self.width % BUCKET_S:
            slots = task.slot_costs(free[None, :], seconds[:, None])
        else:
            slots = task.slot_table[task.bucket(seconds)][:, free]
        if prices is not None:
            slots = slots + prices
        priced: Ints = slots.astype(np.int32)
        return priced

    def _span(self, stage: int, left: int) -> tuple[int, int] | None:
        """Return first and last second at which a slot can start in a state, or None.

        Args:
            stage: timed units placed so far.
            left: floating units still to place, as bits.
        """
        frame = self.frame
        low, high = frame.start, self._last * self.width
        if stage:
            low = max(low, frame.timed[stage - 1].low + frame.timed[stage - 1].step)
        if stage < len(frame.timed):
            high = min(high, frame.timed[stage].high)
        for bit, unit in enumerate(frame.floats):
            if left >> bit & 1:
                high = min(high, unit.high)
            else:
                low = max(low, unit.low + unit.step)
        return (low, high) if low <= high + self.width else None

    def _solve(self, stage: int, left: int) -> None:
        """Fill the tables of a state, from its last moment to its first.

        As many buckets as the shortest song takes are solved at once: none of them
        leads to another.
        """
        span = self._span(stage, left)
        if span is None:
            return
        low = max(self._first, span[0] // self.width)
        high = min(span[1] // self.width + 1, self._last)
        if low > high:
            return
        count, size = high - low + 1, len(self.frame.free)
        on = self._unit_options(stage, left, low, count)
        ahead = self._endings(stage, left, low, count)
        slots = self._slots[low - self._first : high - self._first + 1]
        reach = int(self._advance.max(initial=1))
        to_go = np.full((count + reach, size), NEVER, np.int32)
        songs, block = np.arange(size), max(1, int(self._advance.min(initial=count)))
        for top in range(count, 0, -block):
            if self._tick(0):
                break
            at = slice(max(0, top - block), top)
            rows = np.arange(at.start, top)
            behind = to_go[rows[:, None] + self._advance, songs]
            ahead[at] = np.minimum(ahead[at], behind) + slots[at]
            on[at] = self._best_next(ahead[at], on[at])
            to_go[at] = on[at, :size]
        self.steps += count
        self._free[stage, left] = low, np.minimum(ahead, NEVER)
        self._units[stage, left] = low, on[:, size:]

    def _endings(self, stage: int, left: int, low: int, count: int) -> Ints:
        """Return 0 where a song may be the last of the night, else never."""
        frame, task = self.frame, self.frame.task
        shape = count, len(frame.free)
        if stage < len(frame.timed) or left or frame.is_closed:
            return np.full(shape, NEVER, np.int32)
        seconds = (low + np.arange(count)) * self.width
        ends = seconds[:, None] + task.play[frame.free][None, :]
        slack = self.width // 2
        fits = (ends >= task.end[0] - slack) & (ends <= task.end[1] + slack)
        return np.where(fits, 0, NEVER).astype(np.int32)

    def _best_next(self, ahead: Ints, options: Ints) -> Ints:
        """Return the cheapest way on from every source at a few moments.

        Args:
            ahead: cost from each free song on, moments x songs.
            options: cost of going on with a unit, moments x sources.
        """
        lowest = ahead.min(axis=0)
        chosen = np.flatnonzero(lowest < NEVER)
        if len(chosen) > TARGETS:
            edge = np.partition(lowest[chosen], TARGETS)[TARGETS]
            chosen = chosen[lowest[chosen] <= edge]
        if not len(chosen):
            return options
        found = self._into[chosen][None, :, :] + ahead[:, chosen][:, :, None]
        return np.minimum(cautious_min(found, self._caution), options)

    def _unit_options(self, stage: int, left: int, low: int, count: int) -> Ints:
        """Return the cost of going on with a unit, moments x sources."""
        frame, first = self.frame, len(self.frame.timed)
        best = np.full((count, len(self._to_units)), NEVER, np.int32)
        seconds = (low + np.arange(count)) * self.width
        numbers = [stage] if stage < first else []
        numbers += [first + n for n in range(len(frame.floats)) if left >> n & 1]
        for number in numbers:
            cost = self.enter(number, stage, left, seconds)
            rows = np.flatnonzero(cost < NEVER)
            on = cost[rows, None] + self._to_units[None, :, number]
            best[rows] = np.minimum(best[rows], on)
        return best

    def enter(self, number: int, stage: int, left: int, seconds: Ints) -> Ints:
        """Return the cost to go when a unit starts about each second.

        Args:
            number: of the unit in ``frame.units``.
            stage, left: the state before it.
            seconds: its starts, the middles of buckets.
        """
        unit = self.frame.units[number]
        margin = self.width // 2 if unit.high - unit.low >= 2 * self.width else 0
        if unit.high - unit.low < self.width or not self._aims:
            margin = -(self.width // 2)
        early = EARLY_S if self.frame.task.gap[unit.nodes[0]] else 0
        fits = (seconds >= unit.low + margin - early) & (seconds <= unit.high - margin)
        found = np.full(len(seconds), NEVER, np.int64)
        cost = self.behind(number, stage, left, seconds[fits]).astype(np.int64)
        if unit.extra is not None:
            place = np.clip(seconds[fits] - unit.low, 0, len(unit.extra) - 1)
            cost = cost + unit.extra[place]
        found[fits] = np.minimum(cost, NEVER)
        return found

    def behind(self, number: int, stage: int, left: int, starts: Ints) -> Ints:
        """Return the cost of what comes behind a unit that starts at each second.

        Args:
            number: of the unit in ``frame.units``.
            stage, left: the state before it.
            starts: its starts.
        """
        frame, unit, slack = self.frame, self.frame.units[number], self.width // 2
        if number < len(frame.timed):
            stage += 1
        else:
            left &= ~(1 << (number - len(frame.timed)))
        is_over = stage == len(frame.timed) and not left
        found = np.full(len(starts), NEVER, np.int64)
        if unit.back == -1:
            return np.zeros(len(starts), np.int64) if is_over else found
        low, table = self._units.get((stage, left), (0, None))
        if table is not None:
            row = (starts + unit.step + slack) // self.width - low
            inside = (row >= 0) & (row < len(table))
            found[inside] = table[row[inside], number]
        if is_over and not frame.is_closed:
            low, high = frame.task.end
            over = starts + unit.span
            found[(low - slack <= over) & (over <= high + slack)] = 0
        return found

    def ahead(self, stage: int, left: int, starts: Ints) -> Ints | None:
        """Return slot cost and cost to go, starts x songs; None in a dead state.

        Args:
            stage, left: the state.
            starts: seconds at which the song would start.
        """
        low, table = self._free.get((stage, left), (0, None))
        if table is None:
            return None
        row = (starts + self.width // 2) // self.width - low
        found: Ints = table[np.clip(row, 0, len(table) - 1)]
        found[row >= len(table)] = NEVER
        return found

    def slot_costs(self, starts: Ints, songs: Ints) -> Ints:
        """Return what each song costs at its start, prices added."""
        row = (starts + self.width // 2) // self.width - self._first
        found: Ints = self._slots[np.clip(row, 0, len(self._slots) - 1), songs]
        return found

    @property
    def least(self) -> int:
        """Cost of the whole frame as the relaxation sees it, ``NEVER`` if dead."""
        frame, start = self.frame, np.array([self.frame.start], np.int64)
        firsts = [0] if frame.timed else []
        firsts += range(len(frame.timed), len(frame.units))
        costs = [int(self.enter(n, 0, frame.everything, start)[0]) for n in firsts]
        ahead = self.ahead(0, frame.everything, start)
        if ahead is not None and ahead.size:
            costs.append(int(ahead.min()))
        return min(costs, default=NEVER)


def cautious_min(found: Ints, groups: int) -> Ints:
    """Return the lowest along the middle axis, or the mean of the lowest of groups.

    Args:
        found: costs, at most ``NEVER`` and a little, moments x targets x sources.
        groups: how many groups the targets are dealt into; 1 for the plain minimum.
    """
    moments, targets, sources = found.shape
    each = targets // groups
    if groups == 1 or each < 2:
        lowest: Ints = found.min(axis=1)
        return lowest
    parts = found[:, : each * groups].reshape(moments, each, groups, sources)
    lows = parts.min(axis=1)
    capped = np.minimum(lows, lows.min(axis=1, keepdims=True) + DEAREST)
    mean: Ints = capped.sum(axis=1, dtype=np.int64) // groups
    return mean.astype(np.int32)


def true_width(most: int, advance: Ints) -> int:
    """Return the width of buckets with which the clock runs true.

    Songs take whole buckets of time. Where most of them take as long as each other,
    because the longest play cuts them, a width that does not divide that time would put
    the clock off by minutes in an hour.

    Args:
        most: seconds wanted.
        advance: seconds the songs take.
    """
    widths = np.arange(most, int(np.ceil(NARROWER * most)) - 1, -1)[:, None]
    taken = (np.maximum(1, (advance + widths // 2) // widths) * widths).sum(axis=1)
    return int(widths[np.abs(taken - advance.sum()).argmin(), 0])
