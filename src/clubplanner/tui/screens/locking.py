"""Locking slots of the set, so that what is built anew goes around them."""

from collections.abc import Sequence

from clubplanner.night import edits
from clubplanner.night.plan import Slot
from clubplanner.tui.desk import named
from clubplanner.tui.screens.plan_screen import PlanScreen


def lock_slots(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Lock slots; where all of them are locked, unlock them.

    Args:
        screen: the screen in front.
        slots: one at least.
    """
    will_lock = not all(slot.locked for slot in slots)
    ids = {slot.id for slot in slots}
    what = named([slot.name for slot in slots], "slots")
    screen.desk.edit(
        f"{'Lock' if will_lock else 'Unlock'} {what}",
        lambda night: edits.lock(night, ids, locked=will_lock),
        slots[0].id,
    )
