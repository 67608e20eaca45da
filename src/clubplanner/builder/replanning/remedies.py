"""The remedies by which a night being played meets one goal, in their order.

Imported by a running re-plan only: the search behind it needs numpy.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from clubplanner.builder.replanning.detours import CHANGE, MOST, Search
from clubplanner.builder.replanning.faults import Faults, untimed_faults
from clubplanner.builder.replanning.goals import Goal, Window, away
from clubplanner.builder.replanning.ground import Ground
from clubplanner.builder.replanning.leg import cut_out
from clubplanner.builder.replanning.pacing import Pacing
from clubplanner.builder.stock import Stock
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Score, score
from clubplanner.night.timeline import Timeline

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
        plan: the plan as it stands.
        line: the same on the clock.
        first: place of the first slot of the stretch, at least 1.
        goal: what to meet.
        stock: the library.
        context: already ``for_night``.
        pacing: changes plays and tempi.
        known: the rules the plan breaks already, but for times.
        clashes: whether an artist comes back too soon in the stretch because of what
            happened, which a remedy has to mend as well.
    """

    def __init__(
        self,
        plan: Night,
        line: Timeline,
        first: int,
        goal: Goal,
        stock: Stock,
        context: Context,
        pacing: Pacing,
        known: Faults,
        *,
        clashes: bool,
    ) -> None:
        self._line, self._goal, self._context = line, goal, context
        self._pacing = pacing
        first = min(first, goal.place(plan))
        self._leg = cut_out(plan, line, first, goal, context.rules.artist_gap)
        self._ground = Ground(plan, line, first, goal, stock, context)
        self._known = known
        self._clashes = clashes
        self._planned_bridges = self._score(self._leg.night).bridges

    def best(self, later: Sequence[Goal]) -> Night:
        """Return the plan that meets the goal, or the nearest to it.

        Bridges come first: no remedy that adds one is taken while another meets the
        goal without, or leaves a soft pin only a little outside its window.

        Args:
            later: the goals behind it, which a good plan does not lose.
        """
        goal, aim = self._goal, self._aim(later)
        self._search = Search(self._ground, aim)
        self._most_bridges, self._is_bridge_needed = self._planned_bridges, False
        found = self._meeting(aim)
        if found is not None:
            return found
        nearest = self._nearest()
        off = abs(away(goal.when(self._pacing.line(nearest)), goal.window))
        is_near = off <= goal.slip(self._context.rules.tolerance_s)
        if is_near or not self._is_bridge_needed:
            return nearest
        self._most_bridges = len(self._leg.plan.slots) + MOST
        return self._meeting(aim) or nearest

    def _meeting(self, aim: Window) -> Night | None:
        """Return the plan that meets the goal by the first remedy that does, or None.

        Args:
            aim: the part of the goal's usual window that is tried first.
        """
        goal, when = self._goal, self._goal.when(self._line)
        for window in dict.fromkeys((goal.usual, goal.window)):
            if not self._clashes and not away(when, window):
                return self._leg.plan
            aims = dict.fromkeys((aim, window) if window == goal.usual else (window,))
            for ways in (self._other_tracks, self._other_plays, self._other_tempo):
                for one in aims:
                    found = self._cheapest(ways(one), one)
                    if found is not None:
                        return found
        return None

    def _aim(self, later: Sequence[Goal]) -> Window:
        """Return when to reach the goal so that all later ones are met, too.

        Where nothing in the usual part of the window does that, it is the edge of the
        whole window from which the next goal is missed by least.
        """
        goal, when = self._goal, self._goal.when(self._line)
        low, high = goal.usual
        for one in later:
            by = when - one.when(self._line)
            low, high = max(low, one.usual[0] + by), min(high, one.usual[1] + by)
        if low <= high:
            return low, high
        return self._edge(later[0], goal.usual) if later else goal.usual

    def _edge(self, later: Goal, usual: Window) -> Window:
        """Return the end of the window nearest to what a later goal asks for."""
        low, high = self._goal.window
        by = self._goal.when(self._line) - later.when(self._line)
        first, last = later.window[0] + by, later.window[1] + by
        slack = (high - low) // 4
        if first > usual[1]:
            return min(first, high - slack), min(last, high)
        if last < usual[0]:
            return max(first, low), max(last, low + slack)
        return usual

    def _other_tracks(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.inside(window), _TRIES):
            yield self._leg.through(detour.slots), detour.changes

    def _other_plays(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.nearest(window, _SECOND), _TRIES):
            base = self._leg.through(detour.slots)
            paced = self._pacing.repaced(base, self._leg, window)
            if paced is not None:
                yield paced, detour.changes + _differences(base, paced)

    def _other_tempo(self, window: Window) -> Iterator[Tried]:
        for detour in islice(self._search.nearest(window, 10 * _SECOND), _GOOD):
            base = self._leg.through(detour.slots)
            far = self._pacing.as_far(base, self._leg, window)
            turned = self._pacing.nudged(far, self._leg, window)
            if turned is not None:
                yield turned, detour.changes + _differences(base, far) + 1

    def _nearest(self) -> Night:
        """Return the plan without a bridge more that misses the goal by least."""
        window, plan = self._goal.window, self._leg.plan
        best, least = plan, (abs(away(self._when(plan), window)), len(self._known))
        for detour in islice(self._search.nearest(window, CHANGE), _TRIES):
            base = self._leg.through(detour.slots)
            far = self._pacing.as_far(base, self._leg, window)
            miss = abs(away(self._when(far), window))
            if miss > least[0]:
                continue
            if self._score(base).bridges > self._most_bridges:
                continue
            whole = self._leg.whole(far)
            faults = self._faults(whole)
            value = miss, len(faults)
            if value < least and faults <= self._known:
                best, least = whole, value
        return best

    def _cheapest(self, ways: Iterable[Tried], window: Window) -> Night | None:
        """Return the best of the first legal ways that meet the window."""
        fit = islice(self._legal(ways, window), _GOOD)
        for _, night in sorted(fit, key=lambda one: one[0]):
            whole = self._leg.whole(night)
            if self._faults(whole) <= self._known:
                return whole
        return None

    def _legal(
        self, ways: Iterable[Tried], window: Window
    ) -> Iterator[tuple[tuple[int, int, int], Night]]:
        """Yield the ways that meet a window, each with its worth: the least is best.

        They add no bridge and break no rule but those of the place of a leg.
        """
        for night, count in ways:
            judged = self._score(night)
            when, bridges = self._goal.when(judged.timeline), judged.bridges
            if away(when, window):
                continue
            if bridges > self._most_bridges:
                self._is_bridge_needed = True
                continue
            faults = untimed_faults(night, self._context, judged.timeline)
            if {one for one in faults if one[0] != "H3"} <= self._known:
                clashes = len(faults) if self._clashes else 0
                cost = judged.terms.total + CHANGE * count
                yield (clashes, bridges, cost), night

    def _score(self, night: Night) -> Score:
        return score(night, self._context, self._pacing.songs(night))

    def _faults(self, night: Night) -> Faults:
        return untimed_faults(night, self._context, self._pacing.line(night))

    def _when(self, night: Night) -> int:
        return self._goal.when(self._pacing.line(night))


def _differences(base: Night, plan: Night) -> int:
    """Return how many slots of two plans with the same slots differ."""
    pairs: Iterable[tuple[Slot, Slot]] = zip(base.slots, plan.slots, strict=True)
    return sum(one != two for one, two in pairs)
