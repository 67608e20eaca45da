"""The remedies by which a night being played meets one goal, in their order.

Imported by a running re-plan only: the search behind it needs numpy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from clubplanner.builder.detours import CHANGE, Detour, Search
from clubplanner.builder.goals import Goal, Window, away
from clubplanner.builder.ground import Ground
from clubplanner.builder.history import Begun
from clubplanner.builder.pacing import Pacing
from clubplanner.builder.stock import Stock
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import score
from clubplanner.night.timeline import Timeline, timeline

_TRIES = 12
"""Ways looked at for one remedy."""

_GOOD = 3
"""Ways that do, of which the cheapest is taken."""

_SECOND = 12
"""What a second off the mark counts where plays will make up for it."""

Tried = tuple[Night, int]
"""A plan, and how many changes made it."""


class Remedies:
    """What can be done in one stretch of a night to meet the goal behind it.

    Args:
        begun: the night with its past.
        plan: the plan as it stands.
        line: the same on the clock.
        first: place of the first slot of the stretch.
        goal: what to meet.
        stock: the library.
        context: already ``for_night``.
        now: second of the night.
    """

    def __init__(
        self,
        begun: Begun,
        plan: Night,
        line: Timeline,
        first: int,
        goal: Goal,
        stock: Stock,
        context: Context,
        now: int,
    ) -> None:
        self._plan, self._line, self._goal, self._context = plan, line, goal, context
        self._first = min(first, goal.place(plan))
        self._stock = stock
        self._pacing = Pacing(context, begun.playing.id, now)
        self._known = self._faults(plan)

    def best(self, later: Sequence[Goal]) -> Night:
        """Return the plan that meets the goal by the first remedy that does.

        Args:
            later: the goals behind it, which a good plan does not lose.
        """
        goal, when = self._goal, self._goal.when(self._line)
        aim = self._aim(later)
        self._search = Search(
            Ground(
                self._plan, self._line, self._first, goal, self._stock, self._context
            ),
            aim,
        )
        windows = (
            [goal.usual] if goal.usual == goal.window else [goal.usual, goal.window]
        )
        for window in windows:
            if not away(when, window):
                return self._plan
            aims = [aim, window] if aim != goal.window else [window]
            for tried in (self._other_tracks, self._other_plays, self._other_tempo):
                for one in aims:
                    found = self._cheapest(tried(one), one)
                    if found is not None:
                        return found
        return self._nearest()

    def _aim(self, later: Sequence[Goal]) -> Window:
        """Return the part of the goal's window from which all later ones are met."""
        when = self._goal.when(self._line)
        low, high = self._goal.usual
        for one in later:
            by = when - one.when(self._line)
            low, high = max(low, one.usual[0] + by), min(high, one.usual[1] + by)
        return (low, high) if low <= high else self._goal.usual

    def _other_tracks(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.inside(window), _TRIES):
            yield self._with(detour), detour.changes

    def _other_plays(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.nearest(window, _SECOND), _TRIES):
            base = self._with(detour)
            paced = self._pacing.repaced(base, self._first, self._goal, window)
            if paced is not None:
                yield paced, detour.changes + _differences(base, paced)

    def _other_tempo(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.nearest(window, 10 * _SECOND), _GOOD):
            base = self._with(detour)
            far = self._pacing.as_far(base, self._first, self._goal, window)
            turned = self._pacing.nudged(far, self._first, self._goal, window)
            if turned is not None:
                yield turned, detour.changes + _differences(base, turned)

    def _nearest(self) -> Night:
        """Return the plan that misses the goal by least."""
        window = self._goal.window
        best, least = self._plan, (abs(away(self._when(self._plan), window)), 0, 0)
        for detour in islice(self._search.nearest(window, CHANGE), _GOOD):
            base = self._with(detour)
            far = self._pacing.as_far(base, self._first, self._goal, window)
            if self._faults(far) <= self._known:
                off = abs(away(self._when(far), window))
                value = off, *self._value((far, detour.changes))
                best, least = min((best, least), (far, value), key=lambda one: one[1])
        return best

    def _cheapest(self, ways: Iterable[Tried], window: Window) -> Night | None:
        """Return the cheapest of the first legal ways that meet the window."""
        fit = (
            way
            for way in ways
            if not away(self._when(way[0]), window)
            and self._faults(way[0]) <= self._known
        )
        good = list(islice(fit, _GOOD))
        return min(good, key=self._value)[0] if good else None

    def _value(self, way: Tried) -> tuple[int, int]:
        judged = score(way[0], self._context)
        return judged.bridges, judged.terms.total + CHANGE * way[1]

    def _when(self, plan: Night) -> int:
        return self._goal.when(timeline(plan, self._context))

    def _with(self, detour: Detour) -> Night:
        """Return the plan with a stretch gone another way."""
        fresh = self._plan.next_id()
        slots = [
            replace(slot, id=fresh + n) if slot.id < 0 else slot
            for n, slot in enumerate(detour.slots)
        ]
        stop = self._goal.place(self._plan)
        before, behind = self._plan.slots[: self._first], self._plan.slots[stop:]
        return replace(self._plan, slots=(*before, *slots, *behind))

    def _faults(self, plan: Night) -> set[tuple[str, int | None]]:
        """Return the hard rules a plan breaks, but for times."""
        found = breaches(plan, self._context)
        return {(one.rule, one.slot_id) for one in found if not one.off_s}


def _differences(base: Night, plan: Night) -> int:
    """Return how many slots of two plans with the same slots differ."""
    pairs: Iterable[tuple[Slot, Slot]] = zip(base.slots, plan.slots, strict=True)
    return sum(one != two for one, two in pairs)
