"""What one run of the search is asked: the whole night, or a stretch of a plan."""

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np

from clubplanner.builder.costs import Ints
from clubplanner.builder.searching.moves import clock, cuts
from clubplanner.builder.searching.task import Task, Unit, narrowed

LIKELY = 0.35
MARGIN_S = 90
"""Part of the possible times of a position that are likely, and what overlaps add."""

ROAMS = 4
"""Parts of the night to one of which a floating unit is kept, by lot."""

NEAR_S = 1500
"""Seconds by which a floating unit may leave its place when the night is looked at
again."""

MOST_SHIFT_S = 240
"""Seconds by which what stands behind a stretch may move when it is solved again."""


@dataclass(frozen=True)
class Frame:
    """One search: where it starts, what it may use, what it must place.

    Attributes:
        task: the nodes.
        free: free nodes it may use.
        timed: units in the order of their times.
        floats: units whose turn is open.
        path: nodes already placed.
        start: second at which the next slot starts.
        over: second at which the last placed node ends (where a gap would start).
    """

    task: Task
    free: Ints
    timed: tuple[Unit, ...]
    floats: tuple[Unit, ...]
    path: tuple[int, ...] = ()
    start: int = 0
    over: int = 0

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units: the timed ones, then the floating ones."""
        return (*self.timed, *self.floats)

    @property
    def is_closed(self) -> bool:
        """Whether a unit is pinned to be the last."""
        return any(unit.back == -1 for unit in self.units)

    @property
    def everything(self) -> int:
        """The set of all floating units as bits."""
        return (1 << len(self.floats)) - 1


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
    """Return the frame with its floating units each kept to a part of the night.

    Every floating unit that may be anywhere doubles the states of the search, so each
    gets a moment where songs that suit that time mix cheaply into and out of it.
    """
    task, floats = frame.task, frame.floats
    if not floats or not len(frame.free):
        return frame
    length, count = task.end[1], 2 * len(floats)
    moments = (np.arange(count) * 2 + 1) * length // (2 * count)
    slots = task.slot_costs(frame.free[None, :], moments[:, None])
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
            narrowed(unit, *windows[n]) if n in windows else unit
            for n, unit in enumerate(floats)
        ),
    )


def near(frame: Frame, plan: Ints) -> Frame:
    """Return the frame with each floating unit kept near its time in a plan."""
    starts = clock(frame.task, plan[None, :])[0]
    begun = dict(zip(plan.tolist(), starts.tolist(), strict=True))
    floats = []
    for unit in frame.floats:
        middle = begun[unit.nodes[0]]
        low, high = max(unit.low, middle - NEAR_S), min(unit.high, middle + NEAR_S)
        floats.append(narrowed(unit, low, high))
    return replace(frame, floats=tuple(floats))


def roamed(frame: Frame, lots: Random) -> Frame:
    """Return the frame with each floating unit kept to a part of the night, by lot.

    A beam leaves such a unit where it looks best at once; another place may do more
    for the whole.
    """
    reach = frame.task.end[1] // ROAMS
    floats = []
    for unit in frame.floats:
        low = max(unit.low, reach * lots.randrange(ROAMS))
        high = min(unit.high, low + reach)
        floats.append(narrowed(unit, low, high) if low < high else unit)
    return replace(frame, floats=tuple(floats))


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
    return narrowed(unit, low, high)


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


def segments(task: Task, plan: Ints) -> list[tuple[int, int]]:
    """Return the parts of a plan from one timed piece to the next."""
    timed = {u.nodes[0] for u in task.units if u.is_timed and u.low > 0}
    fits = cuts(task, plan)
    ends = [n for n in fits[:-1] if n and int(plan[n]) in timed]
    edges = [0, *ends, len(plan)]
    return list(pairwise(edges))


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
    extra = task.slot_costs(
        nodes[None, :], starts[high:][None, :] + shifts[:, None]
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
