"""The search: a first plan, its segments solved again, then destroy and repair."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np

from clubplanner.builder.costs import BRIDGE, NEVER, Ints
from clubplanner.builder.searching.beam import Beam
from clubplanner.builder.searching.budget import Budget
from clubplanner.builder.searching.descent import improve
from clubplanner.builder.searching.frames import (
    Frame,
    assigned,
    near,
    roamed,
    segments,
    stretch,
    whole,
)
from clubplanner.builder.searching.moves import FIRST, ILLEGAL, value
from clubplanner.builder.searching.pools import Pools
from clubplanner.builder.searching.relax import Bounds
from clubplanner.builder.searching.ways import BUCKET_S, CAUTIONS, Ways, free_between

OPENINGS = ((30, 90), (60, BUCKET_S), (200, BUCKET_S))
"""Widths of the beams that look for the first plan, one after the other, and seconds of
their buckets. The first is a quick one, for libraries so large that its plan is there
to choose songs around."""

OPEN = 0.3
BRIDGED = 0.6
"""Part of the steps spent on first plans, and where the best or the first of them has a
bridge or there are few songs: ways from one plan to another are few there, too."""

FEW_SONGS = 300
"""Songs that are few."""

CHEAP = 0.08
"""Part of the steps the first look takes at most where wide and fine ones follow."""

RESCUES = (300, 900, 3000)
RESCUE_BUCKET_S = 15
"""Widths of the beam when nothing has been found yet, and seconds of their buckets."""

CELLS = 1_000_000
FINEST_S = 2
"""Songs times buckets of a look so fine that songs of nearly one length, which all take
as many buckets of any coarser one, still differ; seconds of the finest buckets."""

MOST_FLOATS = 3
ROAMED = 4
"""Floating pieces that are tried everywhere at once, and with more of them, how often
they are kept to some part of the night for each width."""

RENEWAL = 90
"""Steps that choosing songs anew counts."""

SEGMENT_WIDTH = 150
SEGMENT_CAUTION = 8
"""Width of the beam over a segment of the night, and the caution of its relaxation."""

KEEP = 24
"""Complete plans of a beam that are judged."""

WORSE = 0.012
"""Part of the best cost by which a wandering plan may be dearer, at first."""

HOPEFUL = 0.12
"""Part by which a plan near it may be dearer, at first, to be brought down."""

ELSEWHERE = 16
"""Looks at the whole night for each wandering from a plan that has a bridge."""

BACK = 200
SOON_BACK = 50
"""Vain tries after which the search goes back to the best plan, sooner where that has a
bridge."""


HASTE = (0.5, 1.3)
"""Part of the pace a look goes by, drawn by lot."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the whole night is looked at once more.

    Attributes:
        width: of the beam.
        caution: of the relaxation.
        bucket_s: seconds of its buckets.
        haste: part of the pace the beam goes by. Plans get too few slots with too
            much of it, and too many with too little.
    """

    width: int
    caution: int
    bucket_s: int = BUCKET_S
    haste: float = 1.0

    @classmethod
    def by_lot(cls, lots: Random, *, is_cheap: bool) -> "Look":
        """Return any look, a wide and fine one only where that is cheap."""
        return cls(
            lots.choice((60, 100, 150, 300) if is_cheap else (60, 100)),
            lots.choice(CAUTIONS),
            lots.choice((30, 45, 60) if is_cheap else (60,)),
            lots.uniform(*HASTE),
        )


REOPENINGS = (Look(60, 4, haste=0.6), Look(60, 2))
"""Looks at every night, only the first of them where it had songs chosen anew; plans
differ most in which tempi they visit when, and that is decided here. While steps are
left for it, others are drawn by lot."""


class Search:
    """Keeps the best plan so far and makes it better.

    Args:
        pools: make what to solve.
        budget: when to stop.
        seed: of all that is drawn by lot.
        is_hopeless: asked once where no plan is found at first; True gives up.
    """

    def __init__(
        self,
        pools: Pools,
        budget: Budget,
        seed: int,
        is_hopeless: Callable[[], bool] = lambda: False,
    ) -> None:
        self.budget, self._pools, self._seed = budget, pools, seed
        self._is_hopeless = is_hopeless
        self.task = pools.first()
        self._pace, self._is_tight = 0, False
        self.best: Ints | None = None
        self.value = ILLEGAL

    def run(self) -> Ints | None:
        """Return the best legal plan found, None if there is none."""
        self._begin()
        if self.best is not None:
            self._solve_segments(self.best)
            self._wander()
        return self.best

    def so_far(self) -> tuple[int, int] | tuple[None, None]:
        """Return bridges and cost of the best plan, None twice while there is none."""
        if self.best is None:
            return None, None
        return divmod(self.value, FIRST)

    def _begin(self) -> None:
        """Find first plans; look harder while there is none."""
        if self.budget.tick(0):
            return
        self._open()
        self._is_tight = FIRST <= self.value < ILLEGAL
        if self.best is not None:
            if self._renew(self.best):
                self._look(REOPENINGS[0], near(whole(self.task, aims=True), self.best))
                self._renew(self.best)
                self._reopen(self.best, ())
            else:
                self._reopen(self.best, REOPENINGS)
        elif not (self.budget.stopped_by or self._is_hopeless()):
            self._rescue()

    def _open(self) -> None:
        """Look for a first plan where one is likely."""
        free = whole(self.task, aims=True)
        first = assigned(free)
        frames = (first, free) if free.floats else (first,)
        openings = OPENINGS if self._pools.is_choice else OPENINGS[1:]
        for (width, bucket_s), frame in product(openings, frames):
            bounds = Bounds(frame, bucket_s)
            self._sweep(frame, bounds, width)
            if self.best is not None:
                self._pace = max(0, self._pace_by(bounds))
                return

    def _reopen(self, best: Ints, looks: Sequence[Look]) -> None:
        """Look for other first plans, longer while the best has a bridge."""
        frame, lots = whole(self.task, aims=True), Random(self._seed)
        is_cheap = self.budget.done < CHEAP * self.budget.limit
        is_hard = self._is_tight or self.task.free <= FEW_SONGS
        for look in looks:
            if not self.budget.stopped_by:
                self._look(look, near(frame, best))
        while not self.budget.stopped_by:
            is_eager = is_hard or self.value >= FIRST
            if 1 - self.budget.left >= (BRIDGED if is_eager else OPEN):
                return
            look = Look.by_lot(lots, is_cheap=is_cheap)
            self._look(look, roamed(frame, lots))

    def _rescue(self) -> None:
        """Look for any plan, with finer time and no shortcuts."""
        frame, lots = whole(self.task), Random(self._seed)
        tries = 1 if len(frame.floats) <= MOST_FLOATS else ROAMED
        for width in RESCUES:
            for _ in range(tries):
                if self.best is not None or self.budget.stopped_by:
                    return
                at = frame if tries == 1 else roamed(frame, lots)
                bounds = self._careful(at, RESCUE_BUCKET_S)
                if bounds.least >= NEVER and not self.budget.tick(bounds.steps // 6):
                    bounds = self._careful(at, _fine(at))
                self._sweep(at, bounds, width, apart_s=bounds.width)

    def _careful(self, frame: Frame, bucket_s: int) -> Bounds:
        """Return bounds that lose no plan to rounding; they can take a second."""
        return Bounds(frame, bucket_s, aims=False, tick=self.budget.tick)

    def _pace_by(self, bounds: Bounds) -> int:
        """Return by how much bounds of the whole night promise too little.

        Returns:
            thousandths of cost for every second of the night, by the best plan; below
            0 where they promise too much, as cautious ones do.
        """
        if bounds.least >= NEVER:
            return 0
        gap = self.value % FIRST - bounds.least % BRIDGE
        return 1000 * gap // max(1, self.task.end[1])

    def _sweep(
        self,
        frame: Frame,
        bounds: Bounds,
        width: int,
        pace: int = 0,
        apart_s: int = 0,
    ) -> None:
        """Run one beam and keep the best of what it finds."""
        if self.budget.tick(1 + bounds.steps // 6):
            return
        tick = self.budget.tick
        beam = Beam(frame, bounds, width, tick, pace=pace, apart_s=apart_s)
        for found in beam.run(KEEP):
            plan = np.array(found.nodes, np.int64)
            self._offer(plan, value(self.task, plan))

    def _offer(self, plan: Ints, worth: int) -> None:
        if worth < self.value:
            self.best, self.value, self.budget.has_plan = plan, worth, True
            self.budget.is_bridged = worth >= FIRST

    def _look(self, look: Look, frame: Frame) -> None:
        """Look at a frame once."""
        bounds = Bounds(frame, look.bucket_s, caution=look.caution)
        pace = int(self._pace_by(bounds) * look.haste)
        self._sweep(frame, bounds, look.width, pace)

    def _renew(self, plan: Ints) -> bool:
        """Go on with the songs that suit a plan, which becomes the best.

        Returns:
            Whether there are others than before.
        """
        if self.budget.stopped_by:
            return False
        old, new = self.task, self._pools.around(self.task, plan)
        if new is old:
            return False
        self.budget.tick(RENEWAL)
        self.task = new
        free = np.searchsorted(new.songs[: new.free], old.songs[plan])
        self.best = np.where(plan < old.free, free, plan - old.free + new.free)
        return True

    def _solve_segments(self, plan: Ints) -> None:
        """Solve what lies between timed pieces again, with the whole pool."""
        place = 0
        while place < len(segments(self.task, plan)) and not self.budget.stopped_by:
            low, high = segments(self.task, plan)[place]
            free = free_between(self.task, plan, low, high)
            frame = stretch(self.task, plan, low, high, free)
            bounds = Bounds(frame, BUCKET_S, caution=SEGMENT_CAUTION)
            self._sweep(frame, bounds, SEGMENT_WIDTH)
            plan = plan if self.best is None else self.best
            place += 1

    def _wander(self) -> None:
        """Destroy and repair until the budget is spent.

        Each plan that is gone on from is first brought down to the best one near it
        (iterated local search, Lourenço, Martin and Stützle 2003). It may cost a little
        more than the best of all, less and less so (record-to-record travel, Dueck
        1993). It starts from the best, with the songs that suit that, and goes back
        there after many vain tries.
        """
        known = ILLEGAL
        while self.best is not None and not self.budget.stopped_by:
            if not (self.best < self.task.free).any():
                return
            if self.value < known:
                self._renew(self.best)
            known = self.value
            self._look_elsewhere()
            self._wander_from(self.best)

    def _look_elsewhere(self) -> None:
        """Look for quite other plans while the best one has a bridge.

        A bridge is seldom mended by what lies near it.
        """
        lots = Random(self._seed + self.budget.done)
        for _ in range(ELSEWHERE):
            if self.value < FIRST or self.budget.stopped_by:
                return
            frame = roamed(whole(self.task, aims=True), lots)
            self._look(Look.by_lot(lots, is_cheap=True), frame)

    def _wander_from(self, plan: Ints) -> None:
        """Destroy and repair from a plan on until too many tries were in vain."""
        seed = self._seed + self.budget.done
        ways = Ways(self.task, self.budget.tick, seed, self._pace)
        plan = improve(self.task, plan, self.budget.tick)
        worth, vain = value(self.task, plan), 0
        self._offer(plan, worth)
        while not self.budget.stopped_by:
            if vain > (SOON_BACK if self.value >= FIRST else BACK):
                return
            new, cost = ways.change(plan)
            slack = self.value % FIRST * self.budget.left
            if worth != cost <= max(worth, self.value + int(slack * HOPEFUL)):
                new = improve(self.task, new, self.budget.tick)
                cost = value(self.task, new)
            vain = 0 if cost < self.value else vain + 1
            self._offer(new, cost)
            if cost <= max(worth, self.value + int(slack * WORSE)):
                plan, worth = new, cost


def _fine(frame: Frame) -> int:
    """Return the seconds of the finest buckets that are solved in a moment."""
    return max(FINEST_S, frame.task.end[1] * len(frame.free) // CELLS)
