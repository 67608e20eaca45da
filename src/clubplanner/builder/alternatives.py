"""Other plans for the same night, each nearly as good as the best and really another.

An alternative must differ from every other plan offered in a third of its free slots
and cost at most a twentieth more than the best. One is found by building again with
some of the offered plans' tracks left out: those whose runner-up is nearly as good
(``explain``), mostly of one part of the night, so that the difference is one the floor
would hear. Where too few are found, what came nearest is offered as well, and marked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic

from clubplanner.builder.build import STEPS, Built, Progress, build
from clubplanner.builder.differences import difference_line
from clubplanner.builder.explain import explain
from clubplanner.builder.stock import make_stock
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.score import Score

MOST = 3
"""Plans offered at most."""

PERCENT_MORE = 5
"""Percent an alternative may cost more than the best plan."""

APART = 1 / 3
"""Share of its free slots in which a plan differs from every other one offered."""

FIRST_SHARE = 0.2
"""Share of each plan's tracks left out at first."""

TRIES = (2, 2, 1, 1)
"""Builds for one alternative at most: each gets the best plan's steps over this."""

MISS_PERCENT = 25
"""Percent a plan that is no alternative, but near one, may cost more than the best."""

MISS_TRACKS = 2
"""Tracks in which it differs from every other plan offered at least."""

_AWAY = 4
"""What leaving a track out weighs more outside the part of the night meant."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the plans offered.

    Attributes:
        built: the plan; its night and score are there.
        text: one line on how it differs from the best.
    """

    built: Built
    text: str

    @property
    def night(self) -> Night:
        """The plan."""
        return _plan(self.built)[0]

    @property
    def score(self) -> Score:
        """What it costs."""
        return _plan(self.built)[1]


@dataclass(frozen=True, slots=True)
class Offer:
    """The plans a DJ may choose from.

    Attributes:
        plans: the best first; empty where no legal night exists.
        why: says why there are fewer than asked for, or none; empty otherwise.
        steps: search steps done.
        stopped_by: as in ``Built``: whether the clock or the DJ cut any build short.
        misses: plans that differ less or cost more than they should, where there are
            fewer plans than asked for.
    """

    plans: tuple[Alternative, ...]
    why: str
    steps: int
    stopped_by: str
    misses: tuple[Alternative, ...] = ()

    @property
    def every(self) -> tuple[Alternative, ...]:
        """The plans, then the misses: the order in which a DJ numbers them."""
        return (*self.plans, *self.misses)


@dataclass(frozen=True, slots=True)
class _Budget:
    """What every build of an offer gets."""

    seed: int
    seconds: float | None
    steps: int
    cancelled: Callable[[], bool]
    clock: Callable[[], float]


def alternatives(
    night: Night,
    tracks: Sequence[Track],
    context: Context,
    *,
    count: int = MOST,
    best: Built | None = None,
    seed: int = 0,
    seconds: float | None = 2.0,
    steps: int = STEPS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = monotonic,
) -> Offer:
    """Build a night and up to ``count`` - 1 other plans for it.

    The same arguments give the same plans as long as the clock does not cut in.

    Args:
        night: its anchored slots and gaps are kept as they are.
        tracks: what may be played.
        context: rules, theme and memory.
        count: plans wanted, the best one included.
        best: the best plan where it is known already; else it is built.
        seed, steps, progress, cancelled, clock: as in ``build``.
        seconds: cap of the clock for each build, as ``build`` takes it.
    """
    ask = cancelled or (lambda: False)
    budget = _Budget(seed, seconds, steps, ask, clock)
    search = _Search(night, tracks, context, budget, progress, count - 1)
    first = search.build(()) if best is None else best
    if first.night is None:
        return Offer((), first.why, first.steps, first.stopped_by)
    plans = [first]
    for turn in range(1, count):
        other = search.other(plans, turn)
        if other is None:
            break
        plans.append(other)
    # A try may beat what was the best: it is offered as such.
    ordered = _near(sorted(plans, key=_value))
    found = len(ordered)
    told = [_told(one, ordered[0], context) for one in ordered]
    if found == count:
        return Offer(tuple(told), "", search.steps, search.stopped_by)
    misses = tuple(
        replace(one, text=f"Near miss: {one.text}")
        for built in _misses(ordered, search.tried, count - found)
        for one in (_told(built, ordered[0], context),)
    )
    why = _why(found, count, search, ordered[0])
    return Offer(tuple(told), why, search.steps, search.stopped_by, misses)


def free_paths(night: Night) -> set[str]:
    """Return the files in the free slots of a plan."""
    return {s.track.path for s in night.slots if s.track and not s.is_kept}


def share_apart(one: Night, other: Night) -> float:
    """Return the share of free slots whose track is not in the other plan, 0 to 1.

    Plans of unlike length are measured from both sides and the smaller share counts.
    """
    mine, theirs = free_paths(one), free_paths(other)
    return min(
        (len(a - b) / len(a) for a, b in ((mine, theirs), (theirs, mine)) if a),
        default=0.0,
    )


def _plan(built: Built) -> tuple[Night, Score]:
    assert built.night is not None
    assert built.score is not None
    return built.night, built.score


def _value(built: Built) -> tuple[int, int]:
    judged = _plan(built)[1]
    return judged.bridges, judged.terms.total


def _is_near(other: Built, best: Built, percent: int = PERCENT_MORE) -> bool:
    """Whether a plan costs little more than the best, with no more bridges."""
    (bridges, cost), (least, cheapest) = _value(other), _value(best)
    return bridges <= least and 100 * cost <= (100 + percent) * cheapest


def _near(ordered: list[Built]) -> list[Built]:
    return [one for one in ordered if one is ordered[0] or _is_near(one, ordered[0])]


def _told(plan: Built, best: Built, context: Context) -> Alternative:
    if plan is best:
        return Alternative(plan, "The best plan found.")
    return Alternative(plan, difference_line(_plan(plan), _plan(best), context))


def _misses(offered: Sequence[Built], tried: Sequence[Built], most: int) -> list[Built]:
    """Return plans that miss what an alternative must be by little, the best first.

    Args:
        offered: the plans that do not, the best of all first.
        tried: what was built on the way.
        most: how many are wanted.
    """
    found: list[Built] = []
    for one in sorted(tried, key=_value):
        others = (_plan(other)[0] for other in (*offered, *found))
        apart = min(_tracks_apart(_plan(one)[0], other) for other in others)
        is_cheap = _is_near(one, offered[0], MISS_PERCENT)
        if apart >= MISS_TRACKS and is_cheap and len(found) < most:
            found.append(one)
    return found


def _tracks_apart(one: Night, other: Night) -> int:
    mine, theirs = free_paths(one), free_paths(other)
    return min(len(mine - theirs), len(theirs - mine))


def _why(found: int, wanted: int, search: "_Search", best: Built) -> str:
    """Return why there are fewer plans than wanted."""
    if search.stopped_by == "asked":
        return f"Stopped with {found} of {wanted} plans."
    free = free_paths(_plan(best)[0])
    spare, needed = len(search.playable - free), ceil(APART * len(free))
    if found == 1 and spare < needed:
        return (
            f"Another plan would need {needed} other tracks in the {len(free)} free "
            f"slots; {spare} more of yours may play."
        )
    one = "No other plan" if found == 1 else "No third plan" if found == 2 else ""
    one = one or "No further plan"
    return (
        f"{one} was found that differs in a third of its free slots and costs at most "
        f"{PERCENT_MORE} % more."
    )


class _Search:
    """Builds plans with some tracks left out, within one budget."""

    def __init__(
        self,
        night: Night,
        tracks: Sequence[Track],
        context: Context,
        budget: _Budget,
        progress: Callable[[Progress], None] | None,
        others: int,
    ) -> None:
        self._night, self._tracks, self._context = night, tracks, context
        self._budget, self._progress = budget, progress
        self._limit = budget.steps + others * sum(budget.steps // n for n in TRIES)
        self._losses: dict[int, dict[str, tuple[int, float]]] = {}
        self._stock = make_stock(night, tracks, context)
        self.tried: list[Built] = []
        """Plans that were no alternatives."""
        self.steps = 0
        self.stopped_by = "steps"

    @property
    def playable(self) -> set[str]:
        """The files that may fill a free slot: rested, of known tempo, not kept."""
        columns, stock = self._stock.costs.columns, self._stock
        kept = {s.track.path for s in self._night.slots if s.track and s.is_kept}
        may = (columns.tempo >= 0) & ~stock.resting
        return {t.path for t, ok in zip(stock.tracks, may, strict=True) if ok} - kept

    def build(self, left_out: Sequence[str], divisor: int = 1) -> Built:
        """Build the night.

        Args:
            left_out: tracks to do without.
            divisor: the best plan's steps over this are the budget.
        """
        gone, budget, before = set(left_out), self._budget, self.steps

        def report(done: Progress) -> None:
            if self._progress is not None:
                all_done = replace(done, steps=before + done.steps, limit=self._limit)
                self._progress(all_done)

        built = build(
            self._night,
            [track for track in self._tracks if track.path not in gone],
            self._context,
            seed=budget.seed,
            seconds=budget.seconds,
            steps=max(1, budget.steps // divisor),
            progress=report,
            cancelled=budget.cancelled,
            clock=budget.clock,
        )
        self.steps += built.steps
        if built.stopped_by != "steps":
            self.stopped_by = built.stopped_by
        return built

    def other(self, plans: Sequence[Built], turn: int) -> Built | None:
        """Return a plan that is near the best and apart from all, None without one.

        A build changes more than it must, so fewer tracks than a third are left out at
        first: more where too little changed, fewer where the plan became too dear, and
        those of another part of the night where neither helps.

        Args:
            plans: those found so far.
            turn: which alternative it is, from 1; each begins in another part.
        """
        best, part = min(plans, key=_value), turn
        low, quota, high = 0.0, FIRST_SHARE, 1.0
        for divisor in TRIES:
            left_out = self._left_out(plans, part % 3, quota)
            if not left_out:
                return None
            built = self.build(left_out, divisor)
            if self._budget.cancelled():
                return None
            if built.night is None or _value(built)[0] > _value(best)[0]:
                # Too few tracks are left to play well: do without fewer of them.
                high, quota = quota, (low + quota) / 2
                continue
            share = min(share_apart(built.night, _plan(one)[0]) for one in plans)
            is_apart, is_near = share >= APART, _is_near(built, best)
            if is_apart and is_near:
                return built
            self.tried.append(built)
            if is_near:
                low = quota
                quota = min(quota + APART - share + 0.02, (quota + high) / 2)
            elif is_apart and share - APART > 0.03:
                high = quota
                quota = max(quota - 0.7 * (share - APART), (low + quota) / 2)
            else:
                low, quota, high, part = 0.0, FIRST_SHARE, 1.0, part + 1
        return None

    def _left_out(self, plans: Sequence[Built], part: int, quota: float) -> list[str]:
        """Return the tracks to do without: some of each plan, the least missed.

        Args:
            plans: those found so far.
            part: of the night, where most of them should be: 0 late, 1 early, 2 any.
            quota: how many of each plan's free tracks, 0 to 1.
        """
        counts = [len(free_paths(_plan(one)[0])) for one in plans]
        missing = [ceil(count * quota) for count in counts]
        weights: dict[str, float] = {}
        inside: dict[str, list[int]] = {}
        for number, one in enumerate(plans):
            for path, (loss, moment) in self._loss_of(one).items():
                away = part != 2 and (moment < 0.5) != (part == 1)
                weight = loss * (_AWAY if away else 1)
                weights[path] = max(weight, weights.get(path, 0))
                inside.setdefault(path, []).append(number)
        chosen: list[str] = []
        while any(count > 0 for count in missing) and weights:
            path = min(
                weights,
                key=lambda one: (
                    weights[one] / (sum(missing[n] > 0 for n in inside[one]) or 0.01),
                    one,
                ),
            )
            del weights[path]
            chosen.append(path)
            for number in inside[path]:
                missing[number] -= 1
        return chosen

    def _loss_of(self, built: Built) -> dict[str, tuple[int, float]]:
        """Return what doing without each track of a plan costs, and when it plays.

        The loss is that of its runner-up, at least 1; the moment is 0 to 1.
        """
        known = self._losses.get(id(built))
        if known is not None:
            return known
        night, judged = _plan(built)
        found = {}
        for reason in explain(night, self._stock, self._context):
            slot, item = night.slots[reason.place], judged.timeline.items[reason.place]
            if slot.is_kept or slot.track is None:
                continue
            loss = reason.runner_up.cost if reason.runner_up else night.length_s
            moment = item.start / max(1, judged.timeline.end)
            found[slot.track.path] = max(1, loss), moment
        self._losses[id(built)] = found
        return found
