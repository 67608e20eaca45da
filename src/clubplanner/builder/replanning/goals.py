"""The moments a night being played has to reach: its pinned times, then its end.

A track pinned twice is such a moment too: the second time stands 45 minutes behind the
first (H1), and when that is depends on when the first one really starts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clubplanner.night.chains import chain_of
from clubplanner.night.context import Context
from clubplanner.night.edits import chain_slots
from clubplanner.night.plan import Night, Slot
from clubplanner.night.reprises import repeats
from clubplanner.night.timeline import Timed, Timeline, timeline

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
        reprises: slots that stand before it, each with the one that plays its track
            again together with the pinned slot; as ids.
    """

    slot_id: int | None
    usual: Window
    window: Window
    reprises: tuple[tuple[int, int], ...] = ()

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
        is_soft = self.slot_id is not None and half > tolerance_s
        return half if is_soft and not self.reprises else 0

    def parted(self, line: Timeline, apart_s: int) -> "Goal":
        """Return the goal with its reprises ``apart_s`` behind their first times.

        A time that cannot be had any more inside the window is not asked for.

        Args:
            line: the plan on the clock.
            apart_s: seconds from start to start at least (H1).
        """
        if not self.reprises:
            return self
        starts = {item.slot.id: item.start for item in line.items}
        here = starts[self.slot_id or 0]
        earliest = (
            starts[first] + apart_s - (starts[second] - here)
            for first, second in self.reprises
            if first in starts and second in starts
        )
        low = max(earliest, default=self.window[0])
        if not self.window[0] < low <= self.window[1]:
            return self
        usual = max(low, self.usual[0]), max(low, self.usual[1])
        return replace(self, usual=usual, window=(low, self.window[1]))


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
    tolerance, twice = context.rules.tolerance_s, _twice(night, context)
    found = []
    for members in pieces(night, place):
        ids = {slot.id for slot in members}
        reprises = tuple(
            pair for pair in twice if pair[1] in ids and pair[0] not in ids
        )
        window = chain_of(members, night, context).window
        if window is None and reprises:
            open_ = 0, night.length_s
            found.append(Goal(members[0].id, open_, open_, reprises))
        if window is None or window[0] > window[1]:
            continue
        known = planned.get(members[0].id)
        centre = (window[0] + window[1]) // 2
        start = centre if known is None else known.start
        usual = _near(start, centre, window, tolerance)
        if start < window[0]:
            early = start - tolerance
            usual, window = _from(early, usual), _from(early, window)
        found.append(Goal(members[0].id, usual, window, reprises))
    end, slack = night.length_s, context.rules.tol_end_s
    over = max((item.end for item in planned.values()), default=end)
    window = end - slack, end + slack
    if over < window[0]:
        window = _from(over - slack, window)
    return *found, Goal(None, window, window)


def _twice(night: Night, context: Context) -> tuple[tuple[int, int], ...]:
    """Return the ids of the slots that H1 wants apart, the earlier one first."""
    slots = night.slots
    return tuple(
        (slots[first].id, slots[second].id)
        for first, second in repeats(timeline(night, context))
        if slots[first].is_kept and slots[second].is_kept
    )


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
    """Return a window that begins where a plan stood that was too early for it.

    A plan that is not full yet is not filled here: that is what ``fill`` is for.
    """
    return min(early, window[0]), window[1]


def away(when: int, window: Window) -> int:
    """Return the seconds ``when`` is too late for a window, negative for too early."""
    return max(0, when - window[1]) + min(0, when - window[0])
