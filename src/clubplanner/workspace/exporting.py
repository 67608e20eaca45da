"""What an export is told of the transitions of a night."""

from collections.abc import Iterable

from clubplanner.exchange.options import TransitionFacts
from clubplanner.night.context import Context
from clubplanner.night.remarks import remarks
from clubplanner.night.transition import Transition


def transition_facts(
    steps: Iterable[Transition], context: Context
) -> dict[int, TransitionFacts]:
    """Return percent, grade and remarks of each transition, by the slot it leads into.

    Args:
        steps: the transitions.
        context: already ``for_night``.
    """
    return {
        step.after.slot.id: TransitionFacts(
            step.percent,
            step.grade,
            tuple(finding.text for finding in remarks(step, context)),
        )
        for step in steps
    }
