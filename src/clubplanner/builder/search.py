"""The search: bounds, beam, descent, and stretches solved again until time is up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from clubplanner.builder.beam import Beam
from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.frames import Frame, assigned, cuts, stretch, whole
from clubplanner.builder.moves import FIRST, ILLEGAL, clock, improve, judge
from clubplanner.builder.relax import Bounds, Reserved
from clubplanner.builder.task import Task

PATIENCE = 5
"""Times the budget a search may take before it has any plan."""

PASSES = ((45, 60), (30, 150), (20, 150))
"""Width of a bucket in seconds and of the beam, for each search of the whole night."""

RESCUES = (300, 900)
RESCUE_WIDTH_S = 15
"""Widths of the beam when nothing has been found yet, and seconds of their buckets."""

FLOAT_S = 1500
"""Seconds by which a piece without a time may leave the place first found for it."""

STRETCHES = (10, 18, 30)
STRETCH_WIDTH_S = 30
STRETCH_WIDTH = 60
STRETCH_SONGS = 150
"""A stretch that is solved again: its pieces, seconds of a bucket, width of the beam,
songs looked at."""

RESERVED = 100
RESERVED_S = 900
"""What a song of the best plan costs more away from its time, and how far that is."""

NOISE = 300
WORSE = 100
"""Cost of noise on a song, and the part of the best cost a wandering plan may lose."""


@dataclass
class Budget:
    """Counts steps and stops the search; the clock is only a cap.

    Attributes:
        limit: steps allowed.
        is_late: tells whether the clock has run out.
        is_cancelled: tells whether the DJ has asked to stop.
        report: called with steps done.
        has_plan: whether a legal plan is known; without one the limit is wider.
        done: steps done.
        stopped_by: why the search ended, empty while it runs.
    """

    limit: int
    is_late: Callable[[], bool]
    is_cancelled: Callable[[], bool]
    report: Callable[[int], None]
    has_plan: bool = False
    done: int = 0
    stopped_by: str = ""

    def tick(self, steps: int = 1) -> bool:
        """Count steps and return whether to stop."""
        self.done += steps
        if not self.stopped_by:
            if self.done >= self.limit * (1 if self.has_plan else PATIENCE):
                self.stopped_by = "steps"
            elif self.is_late():
                self.stopped_by = "clock"
            elif self.is_cancelled():
                self.stopped_by = "asked"
            else:
                self.report(self.done)
        return bool(self.stopped_by)


class Search:
    """Keeps the best plan so far and makes it better.

    Args:
        task: what to solve.
        budget: when to stop.
        seed: of the choice of stretches.
    """

    def __init__(self, task: Task, budget: Budget, seed: int) -> None:
        self.task, self.budget, self._random = task, budget, Random(seed)
        self.best: Ints | None = None
        self.value = ILLEGAL

    def run(self) -> Ints | None:
        """Return the best legal plan found, None if there is none."""
        for width_s, width in PASSES:
            self._sweep(self._nearer(whole(self.task, aims=True)), width_s, width)
            if self.budget.stopped_by:
                return self.best
        frame = whole(self.task)
        for width in RESCUES:
            if self.best is None and not self.budget.stopped_by:
                self._sweep(frame, RESCUE_WIDTH_S, width, aims=False)
        self._polish()
        return self.best

    def _nearer(self, frame: Frame) -> Frame:
        """Return the frame with floating units kept near their best places so far."""
        if self.best is None:
            return assigned(frame)
        starts = clock(self.task, self.best[None, :])[0]
        begun = {int(node): int(s) for node, s in zip(self.best, starts, strict=True)}
        floats = [
            replace(
                unit,
                low=max(unit.low, begun[unit.nodes[0]] - FLOAT_S),
                high=min(unit.high, begun[unit.nodes[0]] + FLOAT_S),
            )
            for unit in frame.floats
        ]
        return replace(frame, floats=tuple(floats))

    def so_far(self) -> tuple[int, int] | tuple[None, None]:
        """Return bridges and cost of the best plan, None twice while there is none."""
        if self.best is None:
            return None, None
        return divmod(self.value, FIRST)

    def _sweep(
        self, frame: Frame, width_s: int, width: int, *, aims: bool = True
    ) -> None:
        """Search the whole night once and descend from the best."""
        kept = None if self.best is None else reserved(self.task, self.best)
        bounds = Bounds(frame, width_s, kept, aims=aims)
        self.budget.tick(bounds.steps // 4)
        for plan in Beam(frame, bounds, width, self.budget.tick).run():
            self._offer(np.array(plan.nodes))
        if self.best is not None and not self.budget.stopped_by:
            self._offer(improve(self.task, self.best, self.budget.tick))

    def _offer(self, plan: Ints) -> bool:
        value = int(judge(self.task, plan[None, :]).value[0])
        if value >= self.value:
            return False
        self.best, self.value, self.budget.has_plan = plan, value, True
        return True

    def _polish(self) -> None:
        """Solve stretches of the plan again until the budget is spent."""
        while self.best is not None and not self.budget.stopped_by:
            self._settle()
            plan, value = self.best, self.value
            if len(cuts(self.task, plan)) < 4:
                return
            while self.value == value and not self.budget.stopped_by:
                plan = self._wander(plan)

    def _settle(self) -> None:
        """Solve every stretch of the best plan again until none gets better."""
        tried: set[tuple[int, int]] = set()
        while not self.budget.stopped_by and self.best is not None:
            breaks = cuts(self.task, self.best)
            options = [s for s in stretches(breaks) if s not in tried]
            if not options:
                return
            low, high = self._random.choice(options)
            tried.add((low, high))
            before = self.value
            for plan in self._again(self.best, low, high):
                self._offer(plan)
            if self.value < before:
                tried.clear()

    def _wander(self, plan: Ints) -> Ints:
        """Return a plan near ``plan``: a stretch solved again under noisy costs.

        It may cost up to ``WORSE`` more than the best (record-to-record travel, Dueck
        1993), which leads out of corners no single stretch leads out of.
        """
        low, high = self._random.choice(stretches(cuts(self.task, plan))[-40:])
        found = self._again(plan, low, high, NOISE)
        if not found or self.budget.stopped_by:
            return plan
        values = [int(judge(self.task, one[None, :]).value[0]) for one in found]
        best = min(range(len(found)), key=values.__getitem__)
        if values[best] >= ILLEGAL:
            return plan
        new = improve(self.task, found[best], self.budget.tick)
        self._offer(new)
        limit = self.value + self.value % FIRST // WORSE
        return new if min(values[best], ILLEGAL) <= limit else plan

    def _again(self, plan: Ints, low: int, high: int, noise: int = 0) -> list[Ints]:
        """Return plans with the slots ``low`` to ``high`` solved again, best first."""
        frame = stretch(self.task, plan, low, high, self._candidates(plan, low, high))
        kept = None
        if noise:
            prices = [self._random.randrange(noise) for _ in frame.free]
            kept = Reserved(
                np.arange(len(frame.free)),
                np.full(len(frame.free), -NEVER, np.int64),
                np.array(prices, np.int32),
                0,
            )
        bounds = Bounds(frame, STRETCH_WIDTH_S, kept)
        if self.budget.tick(1 + bounds.steps // 6):
            return []
        found = Beam(frame, bounds, STRETCH_WIDTH, self.budget.tick).run(8)
        return [np.array(one.nodes) for one in found]

    def _candidates(self, plan: Ints, low: int, high: int) -> Ints:
        """Return the free songs worth trying between two places of a plan."""
        task = self.task
        used = np.zeros(task.nodes, bool)
        used[plan] = True
        used[plan[low:high]] = False
        free = np.flatnonzero(~used[: task.free])
        if len(free) <= STRETCH_SONGS:
            return free
        starts = clock(task, plan[None, :])[0]
        times = np.unique(starts[low:high])
        slots = task.costs.slots(task.songs[free][None, :], times[:, None])
        near = task.cost[np.ix_(plan[low:high], free)].min(axis=0)
        rank = (slots.min(axis=0) + near).astype(np.int64)
        keen = np.sort(np.argsort(rank, kind="stable")[:STRETCH_SONGS])
        mine = plan[low:high]
        return np.union1d(free[keen], mine[mine < task.free])


def stretches(breaks: list[int]) -> list[tuple[int, int]]:
    """Return the stretches of a plan worth solving again, short ones first."""
    last = len(breaks) - 1
    return [
        (breaks[n], breaks[min(n + size, last)])
        for size in STRETCHES
        for n in range(0, max(1, last - 1), 4)
    ]


def reserved(task: Task, plan: Ints) -> Reserved:
    """Return the songs of a plan with the time they are kept for."""
    starts = clock(task, plan[None, :])[0]
    free = plan < task.free
    return Reserved(plan[free], starts[free], RESERVED, RESERVED_S)
