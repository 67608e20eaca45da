"""What the rest of the night costs at least, from every song at every time.

A backward dynamic programme over discretised time in which a song may come back (the
state-space relaxation of Christofides, Mingozzi and Toth 1981). The beam ranks by it,
which is what lets a plan see an anchor coming an hour ahead. Once a good plan is
known, its songs cost a little more away from the times it has for them: a price on
repeats that works at once, where rounds of subgradient steps (Held and Karp 1971) made
plans worse.
"""

from dataclasses import dataclass

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.frames import Frame

BEST_TARGETS = 220
"""Songs looked at as the next one at each moment, the cheapest to go on from."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Songs kept for the time a good plan has for them.

    Attributes:
        songs: free nodes.
        starts: second each of them is kept for.
        price: what they cost more at other times.
        within_s: seconds around its time a song is free of that.
    """

    songs: Ints
    starts: Ints
    price: Ints | int
    within_s: int


class Bounds:
    """Cost to go, by stage (timed units placed), floats still to place, time and song.

    Args:
        frame: the search.
        width: seconds a bucket of time is wide.
        reserved: songs kept for a time, which cost more at others.
        aims: whether plans aim at the inside of a unit's window; else half a bucket
            outside of it counts as held too, so that no plan is lost to rounding.
    """

    def __init__(
        self,
        frame: Frame,
        width: int,
        reserved: Reserved | None = None,
        *,
        aims: bool = True,
    ) -> None:
        self._aims = aims
        task, self.frame, self.width = frame.task, frame, width
        self.first = frame.start // width
        last = max(task.end[1], *(u.high + u.span for u in frame.units), 0)
        self.last = last // width + 2
        self._lasts = [unit.nodes[-1] for unit in frame.units]
        sources = np.concatenate([frame.free, np.array(self._lasts, np.int32)])
        self._into = np.ascontiguousarray(
            task.cost[np.ix_(sources.astype(np.int64), frame.free)].T
        )
        self._to_units = task.cost[sources][:, [u.nodes[0] for u in frame.units]]
        seconds = np.arange(self.first, self.last + 1, dtype=np.int32) * width
        self.slots = task.costs.slots(
            task.songs[frame.free][None, :], seconds[:, None]
        ).astype(np.int32)
        if reserved is not None:
            away = np.abs(seconds[:, None] - reserved.starts[None, :])
            self.slots[:, reserved.songs] += np.where(
                away > reserved.within_s, np.int32(reserved.price), np.int32(0)
            )
        advance = (task.play - task.overlap)[frame.free]
        self._advance = np.maximum(1, (advance + width // 2) // width)
        self.free: dict[tuple[int, int], tuple[int, Ints]] = {}
        self.units: dict[tuple[int, int], tuple[int, Ints]] = {}
        self.steps = 0
        for stage in range(len(frame.timed), -1, -1):
            for left in sorted(range(frame.everything + 1), key=int.bit_count):
                self._solve(stage, left)

    def bucket(self, seconds: Ints) -> Ints:
        """Return the bucket of each second."""
        return (seconds + self.width // 2) // self.width

    def range(self, stage: int, left: int) -> tuple[int, int] | None:
        """Return first and last second at which a slot can start in a state, or None.

        Args:
            stage: timed units placed so far.
            left: floating units still to place, as bits.
        """
        frame = self.frame
        low, high = frame.start, self.last * self.width
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
        span = self.range(stage, left)
        if span is None:
            return
        low, high = max(self.first, span[0] // self.width), span[1] // self.width + 1
        high = min(high, self.last)
        if low > high:
            return
        count, size = high - low + 1, len(self.frame.free)
        to_go = self._endings(stage, left, low, count)
        of_units = np.full((count, len(self._lasts)), NEVER, np.int32)
        self.free[stage, left], self.units[stage, left] = (low, to_go), (low, of_units)
        songs = np.arange(size)
        for row in range(count - 1, -1, -1):
            best = self._best_next(stage, left, low + row, to_go[row])
            of_units[row] = best[size:]
            rows = row - self._advance
            inside = rows >= 0
            rows, at = rows[inside], songs[inside]
            to_go[rows, at] = np.minimum(to_go[rows, at], best[:size][inside])
            self.steps += 1

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

    def _best_next(self, stage: int, left: int, bucket: int, to_go: Ints) -> Ints:
        """Return the cheapest continuation at ``bucket`` from every source."""
        total = to_go + self.slots[bucket - self.first]
        size = len(total)
        if size > BEST_TARGETS:
            edge = int(np.partition(total, BEST_TARGETS)[BEST_TARGETS])
            chosen = np.flatnonzero(total <= min(edge, NEVER - 1))
        else:
            chosen = np.flatnonzero(total < NEVER)
        if len(chosen):
            found = self._into[chosen]
            found += total[chosen][:, None]
            best = found.min(axis=0)
        else:
            best = np.full(size + len(self._lasts), NEVER, np.int32)
        for number, cost in self._unit_options(stage, left, bucket):
            np.minimum(best, self._to_units[:, number] + cost, out=best)
        capped: Ints = np.minimum(best, NEVER)
        return capped

    def _unit_options(
        self, stage: int, left: int, bucket: int
    ) -> list[tuple[int, int]]:
        frame, found = self.frame, []
        if stage < len(frame.timed):
            cost = self.enter(stage, stage, left, bucket * self.width)
            if cost < NEVER:
                found.append((stage, cost))
        for bit in range(len(frame.floats)):
            if left >> bit & 1:
                number = len(frame.timed) + bit
                cost = self.enter(number, stage, left, bucket * self.width)
                if cost < NEVER:
                    found.append((number, cost))
        return found

    def enter(self, number: int, stage: int, left: int, second: int) -> int:
        """Return the cost to go when unit ``number`` starts about ``second``.

        Args:
            number: of the unit in ``frame.units``.
            stage, left: the state before it.
            second: its start, the middle of a bucket.
        """
        unit = self.frame.units[number]
        margin = self.width // 2 if unit.high - unit.low >= 2 * self.width else 0
        if unit.high - unit.low < self.width or not self._aims:
            margin = -(self.width // 2)
        early = 60 if self.frame.task.gap[unit.nodes[0]] else 0
        if not unit.low + margin - early <= second <= unit.high - margin:
            return NEVER
        extra = 0
        if unit.extra is not None:
            place = min(max(second - unit.low, 0), len(unit.extra) - 1)
            extra = int(unit.extra[place])
        return min(NEVER, extra + self.behind(number, stage, left, second))

    def behind(self, number: int, stage: int, left: int, second: int) -> int:
        """Return the cost of what comes behind a unit that starts at ``second``.

        Args:
            number: of the unit in ``frame.units``.
            stage, left: the state before it.
            second: its start.
        """
        frame, unit, slack = self.frame, self.frame.units[number], self.width // 2
        if number < len(frame.timed):
            stage += 1
        else:
            left &= ~(1 << (number - len(frame.timed)))
        is_over = stage == len(frame.timed) and not left
        if unit.back == -1:
            return 0 if is_over else NEVER
        if is_over and not frame.is_closed:
            low, high = frame.task.end
            if low - slack <= second + unit.span <= high + slack:
                return 0
        low, table = self.units.get((stage, left), (0, None))
        row = (second + unit.step + slack) // self.width - low
        if table is None or not 0 <= row < len(table):
            return NEVER
        return int(table[row, number])

    def to_go(self, stage: int, left: int, second: int) -> Ints:
        """Return the cost to go after each free song, started about ``second``."""
        low, table = self.free.get((stage, left), (0, None))
        row = (second + self.width // 2) // self.width - low
        if table is None or row >= len(table):
            return np.full(len(self.frame.free), NEVER, np.int32)
        found: Ints = table[max(row, 0)]
        return found

    def slot_costs(self, second: int) -> Ints:
        """Return what each free song costs about ``second``, reservations added."""
        row = (second + self.width // 2) // self.width - self.first
        found: Ints = self.slots[min(max(row, 0), len(self.slots) - 1)]
        return found
