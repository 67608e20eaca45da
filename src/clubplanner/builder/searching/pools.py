"""The tasks of one night, each with some songs of the library."""

from collections.abc import Sequence

import numpy as np

from clubplanner.builder.costs import Costs, Ints
from clubplanner.builder.searching.pool import choose_pool, pool_around
from clubplanner.builder.searching.task import Task, curve, kept_songs, make_task
from clubplanner.night.chains import Chain
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Night

SIZE = 640
"""Songs of a large library the search looks at."""


class Pools:
    """Makes tasks; the kept slots are the same in all of them.

    Args:
        night: gives clock, curve and end.
        kept: what must be placed.
        songs: what may be placed.
        context: already ``for_night``.
        end, as_placed: as in ``make_task``.
    """

    def __init__(
        self,
        night: Night,
        kept: Sequence[Chain],
        songs: Sequence[Song],
        context: Context,
        end: tuple[int, int] | None = None,
        *,
        as_placed: bool = True,
    ) -> None:
        self._night, self._kept, self._context = night, kept, context
        self._end, self._as_placed = end, as_placed
        anchored = kept_songs(kept, context)
        self._costs = Costs([*songs, *anchored], context, curve(night))
        self._every = np.arange(len(songs), dtype=np.int32)
        self._seams = len(songs) + np.arange(len(anchored), dtype=np.int32)

    @property
    def is_choice(self) -> bool:
        """Whether there are more songs than a task has."""
        return len(self._every) > SIZE

    def first(self) -> Task:
        """Return the task with the songs that suit the night best."""
        length = self._night.length_s
        pool = choose_pool(self._costs, self._every, self._seams, length, SIZE)
        return self._of(pool)

    def around(self, task: Task, plan: Ints) -> Task:
        """Return the task with the songs that suit a plan of another one.

        Args:
            task: the plan is of it; where it has every song it is the answer.
            plan: its songs are among those of the new task.
        """
        if not self.is_choice:
            return task
        return self._of(pool_around(task, plan, self._every, SIZE))

    def _of(self, pool: Ints) -> Task:
        return make_task(
            self._night,
            self._kept,
            pool,
            self._costs,
            self._context,
            self._end,
            as_placed=self._as_placed,
        )
