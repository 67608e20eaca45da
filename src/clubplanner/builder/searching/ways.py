"""Ways from a plan to one near it: a part is taken out and filled again by lot.

Large neighbourhood search (Shaw 1998) with several ways to destroy, drawn by weight
(Ropke and Pisinger 2006). ``repair`` fills opened places of a fixed number of slots in
a millisecond; ``beam`` solves a stretch or a whole segment again, with any number of
slots, in ten or more.
"""

from collections.abc import Callable
from random import Random

import numpy as np

from clubplanner.builder.costs import Ints
from clubplanner.builder.searching.beam import Beam
from clubplanner.builder.searching.frames import Frame, segments, stretch
from clubplanner.builder.searching.moves import (
    ILLEGAL,
    clock,
    cuts,
    judge,
    lowest,
    value,
)
from clubplanner.builder.searching.relax import Bounds
from clubplanner.builder.searching.repair import OPEN, Repair
from clubplanner.builder.searching.task import Task

BUCKET_S = 60
"""Seconds of a bucket of the relaxation."""

WEIGHTS = {
    "run": 4.0,
    "two runs": 3.0,
    "scattered": 1.0,
    "stretch": 0.6,
    "segment": 0.06,
}
"""How often each way is drawn: the quick ones gain up to ten times as much for their
time, and only the slow ones change how many slots there are."""

RUN = (3, 10)
PAIR = (2, 6)
SCATTERED = (4, 14)
"""Places opened: in a run, in each of two runs, and anywhere."""

REPAIR_WIDTH = 40
REPAIR_SONGS = 100
"""Places filled again: width of the beam, songs looked at."""

STRETCH_WIDTH = 40
STRETCH_SONGS = 120
STRETCH_PIECES = (8, 20)
STRETCH_BUCKET_S = 30
"""A stretch solved again: width of the beam, songs looked at, pieces of the plan, and
seconds of a bucket of its relaxation, fine since it must end on the second."""

SEGMENT_WIDTH = 100
SEGMENT_PAIRS = 0.3
"""A segment solved again: width of the beam, and how often two are solved at once."""

KEEP = 6
"""Plans a destroyed part may come back as."""

CAUTIONS = (1, 1, 1, 2, 4, 8)
"""Caution of the relaxation, drawn by lot."""

HASTE = (-1.5, 1.5)
"""Part of the pace a beam goes by, drawn by lot; below 0 it goes without."""

DROPPED = 0.1
"""Share of the songs taken out that may not come straight back."""

DOUBT = 0.8
"""How much dearer a song may be taken to be, by lot, when songs are chosen."""

NOISE = 300
NOISY = 0.4
"""Highest price put on a song by lot, and how often prices are put on."""


class Ways:
    """Draws plans near a plan.

    Args:
        task: what is solved.
        tick: called with the steps taken; True stops.
        seed: of all that is drawn by lot.
        pace: as ``Beam`` takes it.
    """

    def __init__(
        self, task: Task, tick: Callable[[int], bool], seed: int, pace: int
    ) -> None:
        self._task, self._tick, self._pace = task, tick, pace
        self._random = Random(seed)
        # The streams of RandomState are frozen, those of newer generators are not.
        self._lots = np.random.RandomState(seed % 2**32)
        self._repair = Repair(task)
        self._makers: dict[str, Callable[[Ints], Ints | list[Ints]]] = {
            "run": lambda plan: self._refilled(plan, self._run(plan, *RUN)),
            "two runs": lambda plan: self._refilled(plan, self._two_runs(plan)),
            "scattered": lambda plan: self._refilled(plan, self._scattered(plan)),
            "stretch": self._stretch,
            "segment": self._segment,
        }

    def change(self, plan: Ints) -> tuple[Ints, int]:
        """Return a plan near another one and its value, ``ILLEGAL`` where none was."""
        way = self._random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        plans = self._makers[way](plan)
        if not len(plans):
            return plan, ILLEGAL
        if isinstance(plans, np.ndarray):
            values = judge(self._task, plans)
        else:
            values = np.array([value(self._task, one) for one in plans])
        best = int(values.argmin())
        return plans[best], int(values[best])

    def _places(self, plan: Ints) -> Ints:
        """Return the places of free songs."""
        return np.flatnonzero(plan < self._task.free)

    def _run(self, plan: Ints, least: int, most: int) -> Ints:
        places = self._places(plan)
        size = self._random.randint(least, most)
        first = self._random.randrange(max(1, len(places) - size + 1))
        return places[first : first + size]

    def _two_runs(self, plan: Ints) -> Ints:
        return np.union1d(self._run(plan, *PAIR), self._run(plan, *PAIR))

    def _scattered(self, plan: Ints) -> Ints:
        places = self._places(plan).tolist()
        count = min(len(places), self._random.randint(*SCATTERED))
        return np.array(sorted(self._random.sample(places, count)), np.int64)

    def _refilled(self, plan: Ints, opened: Ints) -> Ints:
        """Return plans with places opened and filled again."""
        layout = plan.copy()
        layout[opened] = OPEN
        free = unused(self._task, layout[layout != OPEN])
        songs = self._keen(plan, opened, free, REPAIR_SONGS)
        if self._tick(2 + len(opened) // 2) or not len(songs):
            return plan[None, :][:0]
        return self._repair.fill(layout, songs, REPAIR_WIDTH, KEEP)

    def _keen(self, plan: Ints, opened: Ints, free: Ints, most: int) -> Ints:
        """Return the songs worth trying at opened places, some left out by lot.

        Args:
            plan: the plan.
            opened: its places to fill.
            free: songs that may stand there.
            most: how many are looked at, beside those that stand there now.
        """
        mine = plan[opened][plan[opened] < self._task.free]
        if len(free) > most:
            starts = clock(self._task, plan[None, :])[0]
            doubt = 1 + DOUBT * self._lots.random_sample(len(free))
            dear = self._repair.dearness(plan, starts, opened, free) * doubt
            free = np.union1d(free[lowest(dear, most)], mine)
        gone = mine[self._lots.random_sample(len(mine)) < DROPPED]
        return np.setdiff1d(free, gone)

    def _stretch(self, plan: Ints) -> list[Ints]:
        """Return plans with a stretch solved again."""
        breaks = cuts(self._task, plan)
        least, most = STRETCH_PIECES
        size = round(least * (most / least) ** self._random.random())
        first = self._random.randrange(max(1, len(breaks) - size))
        low, high = breaks[first], breaks[min(first + size, len(breaks) - 1)]
        free = free_between(self._task, plan, low, high)
        songs = self._keen(plan, np.arange(low, high), free, STRETCH_SONGS)
        frame = stretch(self._task, plan, low, high, songs)
        return self._solved(frame, STRETCH_WIDTH, STRETCH_BUCKET_S)

    def _segment(self, plan: Ints) -> list[Ints]:
        """Return plans with one or two whole segments solved again."""
        parts = segments(self._task, plan)
        first = self._random.randrange(len(parts))
        last = first
        if self._random.random() < SEGMENT_PAIRS:
            last = min(first + 1, len(parts) - 1)
        low, high = parts[first][0], parts[last][1]
        free = free_between(self._task, plan, low, high)
        frame = stretch(self._task, plan, low, high, free)
        return self._solved(frame, SEGMENT_WIDTH)

    def _solved(self, frame: Frame, width: int, bucket_s: int = BUCKET_S) -> list[Ints]:
        """Return what a beam makes of a frame, looked at with some doubt."""
        prices = None
        if self._random.random() < NOISY:
            prices = self._lots.randint(0, NOISE, len(frame.free))
        caution = self._random.choice(CAUTIONS)
        pace = max(0, int(self._pace * self._random.uniform(*HASTE)))
        bounds = Bounds(frame, bucket_s, prices, caution=caution)
        if self._tick(1 + bounds.steps // 6):
            return []
        found = Beam(frame, bounds, width, self._tick, pace=pace).run(KEEP)
        return [np.array(one.nodes, np.int64) for one in found]


def unused(task: Task, nodes: Ints) -> Ints:
    """Return the free songs that are not among some nodes."""
    used = np.zeros(task.nodes, bool)
    used[nodes] = True
    return np.flatnonzero(~used[: task.free])


def free_between(task: Task, plan: Ints, low: int, high: int) -> Ints:
    """Return the free songs that may stand at the places ``low`` to ``high``."""
    return unused(task, np.concatenate([plan[:low], plan[high:]]))
