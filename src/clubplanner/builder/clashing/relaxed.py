"""Small builds: whether a mend builds, and which rule it is where nothing is proved.

A proof says that a night is impossible; that a mended night is possible only a plan in
hand can say. ``Trial`` looks for one with few steps in a part of the library, and gives
up after some builds. ``relaxed`` is a deletion filter over the rules of the house
(Chinneck and Dravnieks 1991) with such trials as its oracle.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from clubplanner.builder.clashing.case import Case
from clubplanner.builder.clashing.supply import wanted_track
from clubplanner.music.track import Track
from clubplanner.night.chains import chains
from clubplanner.night.plan import At, EndAt

STEPS = 160
"""Search steps of one small build, which ends with its first plan; without one it may
take five times as many."""

MOST_BUILDS = 7
"""Small builds made to explain one night."""

SAMPLE = 300
"""Tracks of a library a small build looks at, spread over the whole of it."""

WINDOWS_MIN = (1, 3, 10)
"""Minutes by which all windows are widened together."""

ENDS_MIN = (5, 15)
"""Minutes the night may end early or late."""


class Trial:
    """Tries nights with small builds, a few times at most.

    Args:
        tracks: the library.
        most: builds that may be made.
        is_over: asked before and in each build; True ends it, and there are no more.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        most: int = MOST_BUILDS,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        stride = max(1, -(-len(tracks) // SAMPLE))
        self._tracks = tracks[::stride]
        self._most = self._left = most
        self._is_over = is_over

    def anew(self) -> "Trial":
        """Return one that may make as many builds as this could at first."""
        return Trial(self._tracks, self._most, self._is_over)

    @property
    def is_spent(self) -> bool:
        """Whether no build may be made any more."""
        return not self._left or self._is_over()

    def is_built(self, case: Case) -> bool:
        """Whether a small build finds a plan; False when no build is left."""
        # The search and numpy behind it are imported where a night is really built.
        from clubplanner.builder.build import playable
        from clubplanner.builder.searching.budget import Budget
        from clubplanner.builder.searching.pools import Pools
        from clubplanner.builder.searching.search import Search

        if self.is_spent:
            return False
        self._left -= 1
        here = case.context.for_night(case.night)
        kept, _ = chains(case.night, here)
        added = map(wanted_track, range(case.added))
        songs, _ = playable(kept, [*self._tracks, *added], here)
        if not songs and not kept:
            return False
        pools = Pools(case.night, kept, songs, here)
        budget = Budget(
            STEPS, lambda: budget.has_plan, self._is_over, lambda done: None
        )
        return Search(pools, budget, 0).run() is not None


@dataclass(frozen=True, slots=True)
class Gentler:
    """A case under gentler rules.

    Attributes:
        text: what is gentler, an imperative without a full stop.
        case: the case.
    """

    text: str
    case: Case


def relaxed(case: Case, trial: Trial) -> Gentler | None:
    """Return the gentlest change with which a small build finds a plan, if any.

    Args:
        case: the night under its rules.
        trial: makes the builds.
    """
    return next((one for one in _gentler(case) if trial.is_built(one.case)), None)


def _gentler(case: Case) -> Iterator[Gentler]:
    gap, weeks = case.rules.artist_gap, case.rules.weeks_hard
    for lower in dict.fromkeys((gap - 1, gap // 2, 0)):
        if 0 <= lower < gap:
            text = f"lower the artist gap from {gap} to {lower}"
            yield Gentler(text, case.with_rules(artist_gap=lower))
    for minutes in WINDOWS_MIN:
        wider = _widened(case, minutes)
        if wider != case:
            yield Gentler(f"allow every pinned time {minutes} min more", wider)
    for minutes in ENDS_MIN:
        if 60 * minutes > case.rules.tol_end_s:
            text = f"let the night end within {minutes} min of its time (tol_end)"
            yield Gentler(text, case.with_rules(tol_end_s=60 * minutes))
    if any(week < weeks for week in case.context.weeks.values()):
        rested = case.with_rules(weeks_hard=0)
        yield Gentler("let tracks rest 0 weeks (weeks_hard)", rested)


def _widened(case: Case, minutes: int) -> Case:
    slots = tuple(
        replace(
            slot,
            anchors=tuple(
                replace(a, window_s=a.window_s + 60 * minutes)
                if isinstance(a, At | EndAt)
                else a
                for a in slot.anchors
            ),
        )
        for slot in case.night.slots
    )
    return replace(case, night=replace(case.night, slots=slots))
