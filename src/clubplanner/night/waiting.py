"""A night that has not begun: the time before its first track, kept free by a gap."""

from dataclasses import replace

from clubplanner.night.plan import Anchor, Night, Position, Slot


def with_wait(night: Night, seconds: int) -> Night:
    """Return the night with its first track so many seconds after its start.

    Pinned numbers count the gap as a slot, as they count every other one.

    Args:
        night: the plan, without such a gap.
        seconds: how long nothing plays; 0 for no gap at all.
    """
    if not seconds:
        return night
    # Locked: filling gaps must not put tracks into what is over.
    wait = Slot(night.next_id(), gap_s=seconds, locked=True)
    slots = tuple(_renumbered(slot, 1) for slot in night.slots)
    return replace(night, slots=(wait, *slots))


def without_wait(night: Night) -> Night:
    """Return the night without the gaps before its first track."""
    slots = night.slots
    while slots and slots[0].is_gap:
        slots = tuple(_renumbered(slot, -1) for slot in slots[1:])
    return night if slots == night.slots else replace(night, slots=slots)


def _renumbered(slot: Slot, by: int) -> Slot:
    """Return a slot with a number counted from the front moved."""
    moved: list[Anchor] = [
        Position(pin.number + by)
        if isinstance(pin, Position) and pin.number > 0
        else pin
        for pin in slot.anchors
    ]
    return replace(slot, anchors=tuple(moved))
