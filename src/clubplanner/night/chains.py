"""Anchored slots as chains: what a plan must place as one piece, and when it may start.

A slot pinned ``after`` another stands directly behind it, so the two move as one. So
do slots that have started: what was played is one piece from the doors on.
Inside a chain the clock is fixed, hence every time and every position asked of any
member is one of the head. Checks and the builder both start from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from clubplanner.night.context import Context
from clubplanner.night.plan import (
    After,
    At,
    EndAt,
    Night,
    Position,
    Slot,
    Started,
    window_of,
)
from clubplanner.night.timeline import Timed, timeline

GAP_WINDOW_S = 120
"""Seconds a gap without an anchor may move from the time it stands at."""


class Fault(StrEnum):
    """Why an ``after`` anchor cannot be held by any plan."""

    MISSING = "missing"
    TAKEN = "taken"
    CYCLE = "cycle"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Loose:
    """An ``after`` anchor that leads nowhere.

    Attributes:
        slot: the slot that carries the anchor.
        fault: why.
        target: the name it follows, empty for the slot above.
        rival: the slot that already follows the same one, None for other faults.
    """

    slot: Slot
    fault: Fault
    target: str = ""
    rival: Slot | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Slots that stand directly behind each other, with what is asked of the first.

    Attributes:
        slots: the members in order.
        starts: seconds from the head's start to each member's start.
        plays: seconds each member sounds.
        step: seconds from the head's start to the start of a track mixed in behind.
        window: first and last second of the night at which the head may start, None
            if no clock time is asked; empty (first > last) where its anchors disagree.
        positions: places asked of the head: at most one from the front (1 is the
            first) and one from the back (-1 is the last), more where they disagree.
        follows_any: whether the head must have some slot above it.
    """

    slots: tuple[Slot, ...]
    starts: tuple[int, ...]
    plays: tuple[int, ...]
    step: int
    window: tuple[int, int] | None
    positions: tuple[int, ...]
    follows_any: bool = False

    @property
    def span(self) -> int:
        """Seconds from the head's start to the last member's end."""
        return self.starts[-1] + self.plays[-1]

    @property
    def name(self) -> str:
        """The head's name for people."""
        return self.slots[0].name


def chains(
    night: Night, context: Context, *, gaps: bool = True
) -> tuple[tuple[Chain, ...], tuple[Loose, ...]]:
    """Return the chains of a night in its order, and the anchors that hang loose.

    A slot that another is pinned ``after`` by name is part of the chain although
    nothing pins it itself: that pin asks for it. For the cost model it stays free.

    Args:
        night: other free slots are left out; gaps are kept where they stand.
        context: rules and theme.
        gaps: whether gaps without an anchor count as pinned to their time.
    """
    wanted = _asked_for(night)
    kept = [
        slot
        for slot in night.slots
        if slot.is_anchored or slot.id in wanted or (gaps and slot.is_gap)
    ]
    leads, loose = _leads(night, kept)
    if gaps:
        begun = {item.slot.id: item.start for item in timeline(night, context).items}
    else:
        begun = {}
    ordered = _walk(kept, leads)
    inside = {slot.id for members in ordered for slot in members}
    cycles = [s for s in kept if s.id not in inside]
    loose += [Loose(s, Fault.CYCLE, _target(s)) for s in cycles]
    return tuple(chain_of(m, night, context, begun) for m in ordered), tuple(loose)


def _asked_for(night: Night) -> set[int]:
    """Return the ids of the free slots that a pinned one comes ``after`` by name."""
    found = set()
    for place, slot in enumerate(night.slots):
        target = _target(slot)
        named = [s for s in night.slots if s.id != slot.id and s.answers_to(target)]
        if target and named and not any(s.is_anchored for s in named):
            above = [s for s in named if night.index(s.id) < place]
            found.add((above[-1] if above else named[0]).id)
    return found


def _target(slot: Slot) -> str:
    after = slot.anchor(After)
    return after.target if after is not None else ""


def _leads(night: Night, kept: Sequence[Slot]) -> tuple[dict[int, Slot], list[Loose]]:
    """Return per slot id the slot that follows it, and the anchors that cannot be."""
    leads: dict[int, Slot] = {}
    loose: list[Loose] = []
    for slot in kept:
        if slot.anchor(After) is None and slot.anchor(Started) is None:
            continue
        lead = _lead(slot, night, kept)
        if isinstance(lead, Loose):
            loose.append(lead)
        elif lead is not None and lead.id in leads:
            loose.append(Loose(slot, Fault.TAKEN, lead.name, leads[lead.id]))
        elif lead is not None:
            leads[lead.id] = slot
    return leads, loose


def _lead(slot: Slot, night: Night, kept: Sequence[Slot]) -> Slot | Loose | None:
    """Return the kept slot that ``slot`` follows; None where any slot will do."""
    place, target = night.index(slot.id), _target(slot)
    if slot.anchor(Started):
        above = night.slots[place - 1] if place else slot
        return above if place and above.anchor(Started) else None
    if not target:
        if not place:
            return Loose(slot, Fault.FIRST)
        above = night.slots[place - 1]
        return above if above in kept else None
    named = [s for s in kept if s.id != slot.id and s.answers_to(target)]
    if not named:
        return Loose(slot, Fault.MISSING, target)
    above_it = [s for s in named if night.index(s.id) < place]
    return above_it[-1] if above_it else named[0]


def _walk(kept: Iterable[Slot], leads: dict[int, Slot]) -> list[tuple[Slot, ...]]:
    followers = {slot.id for slot in leads.values()}
    found = []
    for head in kept:
        if head.id in followers:
            continue
        members = [head]
        while members[-1].id in leads:
            members.append(leads[members[-1].id])
        found.append(tuple(members))
    return found


def chain_of(
    members: tuple[Slot, ...],
    night: Night,
    context: Context,
    begun: Mapping[int, int] = MappingProxyType({}),
) -> Chain:
    """Return slots that stand directly behind each other as one piece.

    Args:
        members: in order, at least one.
        night: gives the clock.
        context: rules and theme.
        begun: start of gaps that are to keep their time, by slot id.
    """
    behind = Slot(id=-1)
    line = timeline(replace(night, slots=(*members, behind)), context)
    items = line.items
    has_started = members[0].anchor(Started) is not None
    starts = (0, *(item.start for item in items[1:-1]))
    plays = tuple(item.play for item in items[:-1])
    windows = [
        window
        for place, item in enumerate(items[:-1])
        for window in _windows(item, line.tolerance, night, begun)
        for window in [(window[0] - starts[place], window[1] - starts[place])]
    ]
    if has_started:
        windows = [(0, 0)]
    positions = {
        anchor.number - place
        for place, slot in enumerate(members)
        for anchor in slot.anchors
        if isinstance(anchor, Position)
    }
    if has_started:
        positions = {1}
    return Chain(
        members,
        starts,
        plays,
        items[-1].start,
        (max(w[0] for w in windows), min(w[1] for w in windows)) if windows else None,
        tuple(sorted(positions)),
        members[0].anchor(After) is not None and not has_started,
    )


def _windows(
    item: Timed, tolerance: int, night: Night, begun: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the windows of the slot's own start that its anchors allow."""
    slot, found = item.slot, []
    for anchor in slot.anchors:
        match anchor:
            case At(time) | EndAt(time):
                window = window_of(anchor, tolerance)
                second = night.second(time)
                second -= item.play if isinstance(anchor, EndAt) else 0
                found.append((second - window, second + window))
    if slot.is_gap and not slot.is_anchored and slot.id in begun:
        second = begun[slot.id]
        found.append((second - GAP_WINDOW_S, second + GAP_WINDOW_S))
    return found
