"""Anchored slots as chains: what a plan must place as one piece, and when it may start.

A slot pinned ``after`` another stands directly behind it, so the two move as one. So
do slots that have started: what was played is one piece from the doors on. So do
locked slots that stand together; where no pin says when, such a piece keeps its time
within ``LOCK_WINDOW_S``, and one that opens or ends the night goes on doing so.
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
from clubplanner.night.timeline import Timed, Timeline, timeline

GAP_WINDOW_S = 120
"""Seconds a gap without an anchor may move from the time it stands at."""

LOCK_WINDOW_S = 300
"""Seconds a locked stretch may move from the time it stands at: a track of usual length
more or less above it, so that what is around it can be built anew."""


class Fault(StrEnum):
    """Why an ``after`` anchor cannot be held by any plan."""

    MISSING = "missing"
    TAKEN = "taken"
    CYCLE = "cycle"
    FIRST = "first"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Loose:
    """An ``after`` anchor that leads nowhere.

    Attributes:
        slot: the slot that carries the anchor.
        fault: why.
        target: the name it follows, empty for the slot above.
        rival: the slot that already follows the same one, or the one it is locked
            behind; None for other faults.
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
        gaps: whether gaps without an anchor and locked stretches count as pinned to
            about their time.
    """
    wanted = _asked_for(night)
    kept = [
        slot
        for slot in night.slots
        if slot.is_kept or slot.id in wanted or (gaps and slot.is_gap)
    ]
    leads, loose = _leads(night, kept)
    line = timeline(night, context) if gaps else None
    begun = {item.slot.id: item.start for item in line.items} if line else {}
    ordered = _walk(kept, leads)
    inside = {slot.id for members in ordered for slot in members}
    cycles = [s for s in kept if s.id not in inside]
    loose += [Loose(s, Fault.CYCLE, _target(s)) for s in cycles]
    found = (chain_of(m, night, context, begun) for m in ordered)
    if line is not None:
        found = (_locked(chain, night, line, context) for chain in found)
    return tuple(found), tuple(loose)


def _asked_for(night: Night) -> set[int]:
    """Return the ids of the free slots that a pinned one comes ``after`` by name."""
    found = set()
    for place, slot in enumerate(night.slots):
        target = _target(slot)
        if not target:
            continue
        named = [s for s in night.slots if s.id != slot.id and s.answers_to(target)]
        if named and not any(s.is_kept for s in named):
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
        is_led = slot.anchor(After) is not None or slot.anchor(Started) is not None
        if not is_led and not slot.locked:
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
    if slot.locked and place and night.slots[place - 1].locked:
        above = night.slots[place - 1]
        if target and not slot.follows(above):
            return Loose(slot, Fault.LOCKED, target, above)
        return above
    if slot.anchor(After) is None:
        return None
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


def _locked(chain: Chain, night: Night, line: Timeline, context: Context) -> Chain:
    """Return a chain held about where it stands if it is locked and no pin says when.

    A stretch that reaches beyond the end of the night is asked to end with it.
    """
    places = [n for n, slot in enumerate(chain.slots) if slot.locked]
    if not places or chain.window is not None or chain.positions:
        return chain
    slack, items = context.for_night(night).rules.tol_end_s, line.items
    taken = {p.number for s in night.slots for p in [s.anchor(Position)] if p}
    positions = set()
    if night.slots[0].id == chain.slots[0].id and 1 not in taken:
        positions.add(1)
    is_last = night.slots[-1].id == chain.slots[-1].id
    if is_last and line.spare <= slack and -1 not in taken:
        positions.add(-len(chain.slots))
    if positions:
        return replace(chain, positions=tuple(sorted(positions)))
    first = chain.slots[places[0]].id
    start = next(item.start for item in items if item.slot.id == first)
    start = min(start - chain.starts[places[0]], night.length_s - chain.span)
    return replace(chain, window=(start - LOCK_WINDOW_S, start + LOCK_WINDOW_S))


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
