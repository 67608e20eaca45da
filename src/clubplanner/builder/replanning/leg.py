"""The part of a night that leads to a goal, cut out so that trying ways is cheap."""

from dataclasses import dataclass, replace

from clubplanner.builder.replanning.goals import Goal
from clubplanner.night.plan import Night, Slot, Started
from clubplanner.night.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch with its neighbours, as a night of its own on the same clock.

    Attributes:
        plan: the whole night.
        night: the stretch, the slot above it held at its time, and as many slots on
            either side as the artist gap reaches.
        goal: what the stretch leads to.
        first: place of the stretch's first slot in ``night``.
    """

    plan: Night
    night: Night
    goal: Goal
    first: int

    @property
    def head(self) -> Slot:
        """The slot above the stretch, whose start is fixed."""
        return self.night.slots[self.first - 1]

    def through(self, slots: tuple[Slot, ...]) -> Night:
        """Return the leg with other slots in its stretch; new ones get an id."""
        fresh = self.plan.next_id()
        known = [
            replace(slot, id=fresh + n) if slot.id < 0 else slot
            for n, slot in enumerate(slots)
        ]
        stop, old = self.goal.place(self.night), self.night.slots
        return replace(self.night, slots=(*old[: self.first], *known, *old[stop:]))

    def whole(self, night: Night) -> Night:
        """Return the whole night with the leg as it is in ``night``."""
        above = self.plan.index(self.head.id)
        stop = self.goal.place(self.plan)
        head, *stretch = night.slots[self.first - 1 : self.goal.place(night)]
        own = replace(head, anchors=self.plan.slots[above].anchors)
        slots = (*self.plan.slots[:above], own, *stretch, *self.plan.slots[stop:])
        return replace(self.plan, slots=slots)


def cut_out(plan: Night, line: Timeline, first: int, goal: Goal, gap: int) -> Leg:
    """Return the leg to a goal.

    Args:
        plan: the whole night.
        line: the same on the clock.
        first: place of the first slot of the stretch, at least 1.
        goal: what it leads to.
        gap: slots to keep on either side.
    """
    low, high = max(0, first - 1 - gap), goal.place(plan) + 1 + gap
    above = plan.slots[first - 1]
    kept = [a for a in above.anchors if not isinstance(a, Started)]
    begun = Started(line.items[first - 1].begins)
    head = replace(above, anchors=(*kept, begun))
    slots = (*plan.slots[low : first - 1], head, *plan.slots[first:high])
    return Leg(plan, replace(plan, slots=slots), goal, first - low)
