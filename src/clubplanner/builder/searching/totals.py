"""Whether plans can still meet what is counted in slots.

A piece pinned so many slots from the back fixes the number of slots of the night where
it is placed, and many may be to come by then. One pinned so many from the front waits
for its turn, and must meet its time then. The bound of the beam knows the clock only.
"""

from collections.abc import Iterable

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.searching.frames import Frame
from clubplanner.builder.searching.task import Unit

PULL = 10
"""Hundredths of cost by which a second draws back plans that go towards a counted slot
at the wrong time, squared and spread over the slots to come."""

LOST = NEVER * 3 // 4
"""What a plan loses that cannot meet a counted slot: as good as ``NEVER``, and with
that one still a number of 32 bits."""


class Totals:
    """What numbers of slots can fill.

    Args:
        frame: what is solved.
    """

    def __init__(self, frame: Frame) -> None:
        task = self._task = frame.task
        nodes = [frame.free, *(np.array(unit.nodes) for unit in frame.units)]
        used = np.concatenate(nodes).astype(np.int64)
        steps = np.sort((task.play - task.overlap)[used].astype(np.int64))
        free = (task.play - task.overlap)[frame.free].astype(np.int64)
        self._advances, self._which = np.unique(free, return_inverse=True)
        self._usual = int(np.median(free)) if len(free) else 0
        self._least = np.concatenate([[0], np.cumsum(steps)])
        self._most = np.concatenate([[0], np.cumsum(steps[::-1])])
        # The last slot and those before gaps overlap with nothing.
        whole = 1 + int(task.gap.sum())
        self._spare = whole * int(task.overlap.max(initial=0))

    def strain(
        self,
        total: Ints,
        waiting: Iterable[Unit],
        placed: int,
        start: Ints,
    ) -> Ints | None:
        """Return what plans lose on their way to counted slots, None for nothing.

        Args:
            total: slots of the night by plan, 0 where that is open.
            waiting: units to come.
            placed: slots placed with the next one.
            start: second at which the next slot starts, by plan.

        Returns:
            plans x free songs, each of them as the next one.
        """
        found: Ints | None = None
        counted = [unit for unit in waiting if unit.front]
        if not counted and not total.any():
            return None
        gone = start[:, None] + self._advances
        if total.any():
            to_go = total[:, None] - placed
            pull = self._pull(to_go, gone, self._task.end)
            found = np.where(total[:, None] > 0, pull, 0)
        for unit in counted:
            to_go = np.array(unit.front - 1 - placed)
            pull = self._pull(to_go, gone, (unit.low, unit.high))
            found = pull if found is None else np.maximum(found, pull)
        if found is None:
            return None
        return found.astype(np.int32).take(self._which, axis=1)

    def _pull(self, to_go: Ints, gone: Ints, window: tuple[int, int]) -> Ints:
        """Return what plans lose that so many slots later are out of a window."""
        low, high = window
        slots = np.maximum(to_go, 1)
        arrive = gone + slots * self._usual
        off = np.maximum(np.maximum(low - arrive, arrive - high), 0)
        pull = np.minimum(off * off * PULL // (100 * slots), NEVER // 8)
        return np.where(self.may_fill(to_go, gone, window), pull, LOST)

    def may_fill(
        self, to_go: Ints, gone: Ints, window: tuple[int, int] | None = None
    ) -> Ints:
        """Return where so many more slots can end when the night may end.

        Args:
            to_go: slots to come.
            gone: second at which the first of them starts.
            window: first and last second to meet instead.
        """
        low, high = window or self._task.end
        slots = np.clip(to_go, 0, len(self._least) - 1)
        fills: Ints = (to_go >= 0) & (gone + self._least[slots] <= high)
        fills &= gone + self._most[slots] + self._spare >= low
        return fills
