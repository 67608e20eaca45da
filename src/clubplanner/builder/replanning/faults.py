"""The hard rules a plan breaks, but for times: what a re-plan must not make worse."""

from clubplanner.builder.replanning.goals import Goal
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night
from clubplanner.night.timeline import Timeline

Faults = frozenset[tuple[str, int | None]]
"""Rules and the slots they are broken at."""


def untimed_faults(
    night: Night, context: Context, line: Timeline | None = None
) -> Faults:
    """Return the breaches of a night that no change of times would mend.

    Args:
        night: the plan.
        context: rules and theme.
        line: the plan on the clock, when it is at hand already.
    """
    found = breaches(night, context, line)
    return frozenset((one.rule, one.slot_id) for one in found if not one.off_s)


def clashes_in(
    faults: Faults, night: Night, first: int, goal: Goal, context: Context
) -> bool:
    """Whether other tracks before a goal could part artists that come too close."""
    reach = goal.place(night) + context.rules.artist_gap
    clashing = {slot_id for rule, slot_id in faults if rule == "H2"}
    return any(slot.id in clashing for slot in night.slots[first:reach])
