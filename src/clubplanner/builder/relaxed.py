"""Small builds without one rule each: which rule it is when nothing can be proved.

A deletion filter over the rules of the house (Chinneck and Dravnieks 1991) whose oracle
is the search itself with few steps. A mend it names was found with a plan in hand.
"""

from collections.abc import Sequence
from dataclasses import replace

from clubplanner.builder.case import Case
from clubplanner.music.track import Track
from clubplanner.night.chains import chains
from clubplanner.night.context import Context
from clubplanner.night.plan import At, EndAt, Night

STEPS = 200
"""Search steps of one small build; without a plan it may take five times as many."""

WINDOWS_MIN = (1, 3, 10)
"""Minutes by which all windows are widened together."""

ENDS_MIN = (5, 15)
"""Minutes the night may end early or late."""


def relaxed(night: Night, tracks: Sequence[Track], context: Context) -> str:
    """Return the gentlest change with which a small build finds a plan, or nothing.

    Args:
        night: the plan; its pinned slots count.
        tracks: the library.
        context: rules, theme and memory.
    """
    case = Case(night, context)
    gap, weeks = case.rules.artist_gap, case.rules.weeks_hard
    rests = any(week < weeks for week in context.weeks.values())
    tried = [
        *(
            (f"lower the artist gap to {n}", case.with_rules(artist_gap=n))
            for n in dict.fromkeys((gap - 1, gap // 2, 0))
            if 0 <= n < gap
        ),
        *(
            (f"allow every pinned time {n} min more", _widened(case, n))
            for n in WINDOWS_MIN
            if _widened(case, n) != case
        ),
        *(
            (
                f"let the night end within {n} min of its time (tol_end)",
                case.with_rules(tol_end_s=60 * n),
            )
            for n in ENDS_MIN
            if 60 * n > case.rules.tol_end_s
        ),
        *(
            [("let tracks rest 0 weeks (weeks_hard)", case.with_rules(weeks_hard=0))]
            if rests
            else []
        ),
    ]
    for text, one in tried:
        if _is_built(one, tracks):
            return text
    return ""


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


def _is_built(case: Case, tracks: Sequence[Track]) -> bool:
    from clubplanner.builder.build import playable, task_of
    from clubplanner.builder.search import Budget, Search

    here = case.context.for_night(case.night)
    kept, _ = chains(case.night, here)
    songs, _ = playable(kept, tracks, here)
    if not songs and not kept:
        return False
    task = task_of(case.night, kept, songs, here)
    budget = Budget(STEPS, lambda: False, lambda: False, lambda done: None)
    return Search(task, budget, 0).run() is not None
