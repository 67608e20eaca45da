"""The moments a night being played has to reach: its pinned times, then its end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clubplanner.night.chains import chain_of
from clubplanner.night.context import Context
from clubplanner.night.edits import chain_slots
from clubplanner.night.plan import Night, Slot
from clubplanner.night.timeline import Timed, Timeline

SLACK = 8
"""The part of a soft pin's window that is used before anything is changed."""

Window = tuple[int, int]
"""First and last second, both included."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A pinned time, or the end of the night.

    Attributes:
        slot_id: the pinned slot (the first of those that stand together), None for the
            end of the night.
        usual: when it should be reached: a soft pin between its planned time and the
            one it is pinned to, give or take what a hard one may be off, or an eighth
            of a wide window: nobody changes tracks for less.
        window: when it may be reached.
    """

    slot_id: int | None
    usual: Window
    window: Window

    def place(self, night: Night) -> int:
        """Return the place of the pinned slot, that behind the last for the end."""
        return len(night.slots) if self.slot_id is None else night.index(self.slot_id)

    def when(self, line: Timeline) -> int:
        """Return the second at which the night reaches it."""
        if self.slot_id is None:
            return line.end
        return next(i.start for i in line.items if i.slot.id == self.slot_id)

    def slip(self, tolerance_s: int) -> int:
        """Return the seconds a soft pin may miss its window before a bridge is made.

        Half as long as the window is, so as far outside as it may be off inside;
        nothing for a hard pin and for the end.
        """
        low, high = self.window
        half = (high - low) // 2
        return half if self.slot_id is not None and half > tolerance_s else 0


def goals(
    night: Night, place: int, planned: Mapping[int, Timed], context: Context
) -> tuple[Goal, ...]:
    """Return what lies ahead of the slot at ``place``, in order.

    Args:
        night: the plan.
        place: of the slot that plays.
        planned: the slots on the clock as they were planned, by id.
        context: already ``for_night``.
    """
    tolerance = context.rules.tolerance_s
    found = []
    for members in pieces(night, place):
        window = chain_of(members, night, context).window
        if window is None or window[0] > window[1]:
            continue
        known = planned.get(members[0].id)
        centre = (window[0] + window[1]) // 2
        start = centre if known is None else known.start
        usual = _near(start, centre, window, tolerance)
        early = start - tolerance
        found.append(Goal(members[0].id, _from(early, usual), _from(early, window)))
    end, slack = night.length_s, context.rules.tol_end_s
    over = max((item.end for item in planned.values()), default=end)
    window = _from(over - slack, (end - slack, end + slack))
    return *found, Goal(None, window, window)


def pieces(night: Night, place: int) -> Iterator[tuple[Slot, ...]]:
    """Yield the slots behind ``place`` by what stands together."""
    ahead: Sequence[tuple[Slot, ...]] = chain_slots(night.slots[place:])
    for n, members in enumerate(ahead):
        rest = members[1:] if n == 0 else members
        if rest:
            yield rest


def _near(planned: int, centre: int, window: Window, tolerance: int) -> Window:
    """Return the part of a window no farther off than planned, with the usual slack."""
    low, high = window
    slack = max(tolerance, (high - low) // 2 // SLACK)
    planned = min(max(planned, low), high)
    return (
        max(low, min(planned, centre) - slack),
        min(high, max(planned, centre) + slack),
    )


def _from(early: int, window: Window) -> Window:
    """Return a window from where the plan stood, if that was too early for it.

    A plan that is not full yet is not filled here: that is what ``fill`` is for.
    """
    return min(early, window[0]), window[1]


def away(when: int, window: Window) -> int:
    """Return the seconds ``when`` is too late for a window, negative for too early."""
    return max(0, when - window[1]) + min(0, when - window[0])
