"""The search: bounds, beam, descent, and stretches solved again until time is up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from clubplanner.builder.beam import Beam
from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.moves import FIRST, ILLEGAL, clock, improve, judge
from clubplanner.builder.relax import Bounds, Frame, Reserved
from clubplanner.builder.task import Task, Unit


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


PATIENCE = 5
"""Times the budget a search may take before it has any plan."""

PASSES = ((45, 60), (30, 150), (20, 150))
"""Width of a bucket in seconds and of the beam, for each search of the whole night."""

RESCUES = (300, 900)
RESCUE_WIDTH_S = 15
"""Widths of the beam when nothing has been found yet, and seconds of their buckets."""

FLOAT_S = 1500
"""Seconds by which a piece without a time may leave the place first found for it."""

LIKELY = 0.35
MARGIN_S = 90
"""Part of the possible times of a position that are likely, and what overlaps add."""

MOST_FLOATS = 2
"""Pieces without a time that are tried everywhere at once."""

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


def whole(task: Task, *, aims: bool = False) -> Frame:
    """Return the frame of the whole night.

    Args:
        task: what to solve.
        aims: whether pieces with a position are looked for near their likely time
            only, which is quicker but may miss odd plans.
    """
    timed = sorted(
        (u for u in task.units if u.is_timed),
        key=lambda u: (u.back == -1, u.low + u.high, u.nodes),
    )
    reach = LIKELY if aims else 1.0
    floats = [_placed(u, task, reach) for u in task.units if not u.is_timed]
    return Frame(task, np.arange(task.free), tuple(timed), tuple(floats))


def assigned(frame: Frame) -> Frame:
    """Return the frame with many floating units each kept to a part of the night.

    Every floating unit doubles the states of the search, so beyond ``MOST_FLOATS`` each
    gets a moment where songs that suit that time mix cheaply into and out of it.
    """
    task, floats = frame.task, frame.floats
    if len(floats) <= MOST_FLOATS or not len(frame.free):
        return frame
    length, count = task.end[1], 2 * len(floats)
    moments = (np.arange(count) * 2 + 1) * length // (2 * count)
    slots = task.costs.slots(task.songs[frame.free][None, :], moments[:, None])
    heads = np.array([unit.nodes[0] for unit in floats])
    lasts = np.array([unit.nodes[-1] for unit in floats])
    into = task.cost[np.ix_(frame.free, heads)].T[:, None, :] + slots[None, :, :]
    out = task.cost[np.ix_(lasts, frame.free)][:, None, :] + slots[None, :, :]
    cost = into.min(axis=2) + out.min(axis=2)
    windows: dict[int, tuple[int, int]] = {}
    for choice in np.argsort(cost.ravel(), kind="stable"):
        number, turn = divmod(int(choice), count)
        unit, reach = floats[number], length // count
        low = max(unit.low, int(moments[turn]) - reach)
        high = min(unit.high, int(moments[turn]) + reach)
        taken = any(low == other[0] for other in windows.values())
        if number not in windows and not taken and low <= high:
            windows[number] = low, high
    return replace(
        frame,
        floats=tuple(
            replace(unit, low=windows[n][0], high=windows[n][1])
            if n in windows
            else unit
            for n, unit in enumerate(floats)
        ),
    )


def _placed(unit: Unit, task: Task, reach: float) -> Unit:
    """Return a floating unit with the times its position allows.

    Args:
        unit: the unit.
        task: its task.
        reach: 1 for every possible time, less for a part of it around the middle.
    """
    low, high = unit.low, unit.high
    if unit.front > 1:
        early, late = _spans(task, unit, unit.front - 1, reach)
        low, high = max(low, early), min(high, late)
    if unit.back < -1:
        early, late = _spans(task, unit, -unit.back - 1, reach)
        low = max(low, task.end[0] - unit.span - late)
        high = min(high, task.end[1] - unit.step - early)
    return replace(unit, low=low, high=high)


def _spans(task: Task, unit: Unit, count: int, reach: float) -> tuple[int, int]:
    """Return how many seconds ``count`` slots take at least and at most."""
    others = [other for other in task.units if other is not unit]
    steps = [
        *(task.play - task.overlap)[: task.free].tolist(),
        *(step for other in others for step in np.diff([*other.starts, other.step])),
    ]
    steps.sort()
    low, high = sum(steps[:count]), sum(steps[-count:]) + MARGIN_S
    middle = sum(steps) * count // max(1, len(steps))
    if len(steps) < count:
        return 0, task.end[1]
    return (
        int(middle - reach * (middle - low)) - MARGIN_S,
        int(middle + reach * (high - middle)),
    )


def cuts(task: Task, plan: Ints) -> list[int]:
    """Return the places before which a plan may be cut without tearing a unit."""
    heads = {unit.nodes[0] for unit in task.units}
    fits = [n for n, node in enumerate(plan) if node < task.free or int(node) in heads]
    return [*fits, len(plan)]


def stretch(task: Task, plan: Ints, low: int, high: int, free: Ints) -> Frame:
    """Return the frame that solves the places ``low`` to ``high`` of a plan again.

    What stands before is the frame's path; what stands behind is one unit that may move
    in time as far as its anchors allow, and costs what its slots cost then.
    """
    starts = clock(task, plan[None, :])[0]
    inside = {int(node) for node in plan[low:high]}
    timed: list[Unit] = []
    floats: list[Unit] = []
    for unit in whole(task).units:
        if unit.nodes[0] in inside:
            (timed if unit.is_timed else floats).append(unit)
    tail = _tail(task, plan, starts, high)
    over = int(starts[low - 1] + task.play[plan[low - 1]]) if low else 0
    start = over - int(task.overlap[plan[low - 1]]) if low else 0
    return Frame(
        task,
        free,
        (*timed, *([tail] if tail is not None else [])),
        tuple(floats),
        tuple(int(node) for node in plan[:low]),
        start,
        over,
    )


def _tail(task: Task, plan: Ints, starts: Ints, high: int) -> Unit | None:
    if high >= len(plan):
        return None
    nodes, begun = plan[high:], int(starts[high])
    span = int(starts[-1] + task.play[plan[-1]]) - begun
    early, late = task.end[0] - begun - span, task.end[1] - begun - span
    early, late = max(early, -MOST_SHIFT_S), min(late, MOST_SHIFT_S)
    places = {int(node): n for n, node in enumerate(plan)}
    counted = False
    for unit in task.units:
        place = places[unit.nodes[0]]
        counted |= bool(unit.front > 1 and place >= high)
        counted |= bool(unit.back < -1 and place < high)
        if place >= high:
            early = max(early, unit.low - int(starts[place]))
            late = min(late, unit.high - int(starts[place]))
    shifts = np.arange(early, late + 1)
    mine = nodes < task.free
    extra = task.costs.slots(
        task.songs[nodes[mine]][None, :], starts[high:][mine][None, :] + shifts[:, None]
    ).sum(axis=1)
    return Unit(
        nodes=tuple(int(node) for node in nodes),
        starts=tuple(int(s) - begun for s in starts[high:]),
        step=span,
        span=span,
        low=begun + early,
        high=begun + late,
        front=high + 1 if counted else 0,
        back=-1,
        is_timed=True,
        extra=extra,
    )


MOST_SHIFT_S = 240
"""Seconds by which what stands behind a stretch may move when it is solved again."""
