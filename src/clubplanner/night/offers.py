"""What could mend a clash of pins: every small edit of its slots, with its price."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clubplanner.night.mends import (
    Mend,
    edit_down,
    edit_hours,
    edit_lead,
    edit_length,
    edit_off,
    edit_pin,
    edit_unlocked,
    place_name,
)
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Played,
    Position,
    Slot,
    Started,
    wall_clock,
)

FARTHEST_MIN = 60
"""Minutes by which a pin is moved or a window widened at most."""

WIDEN, HOURS, SHORTEN, PLACE, UNLOCK, LOOSEN = 3, 4, 4, 8, 20, 30
"""What a mend asks beyond its minutes: a wider window, other hours of the night, a
shorter play, another place in the order, a lock or a pin taken off."""


def offers(night: Night, slot_ids: Sequence[int], least_s: int = 0) -> list[Mend]:
    """Return the mends there are for a clash between some slots, the cheapest first.

    Args:
        night: the plan.
        slot_ids: the slots of the clash.
        least_s: seconds that are missing: nothing smaller is offered.
    """
    slots = [night.slot(slot_id) for slot_id in slot_ids]
    first = min(FARTHEST_MIN, max(1, least_s // 60))
    # The latest slot is named first: moving what comes later disturbs less.
    found = [m for slot in reversed(slots) for m in _of_slot(slot, night, first)]
    found += _hours(night, first)
    if len(slots) > 1:
        found += _shorter(slots[0], first)
    return sorted(found, key=lambda mend: mend.price)


def _of_slot(slot: Slot, night: Night, first: int) -> Iterator[Mend]:
    for anchor in slot.anchors:
        match anchor:
            case At() | EndAt():
                yield from _moves(slot, anchor, first)
                yield from _widenings(slot, anchor, first)
            case Position(number):
                yield from _places(slot, number, len(night.slots))
            case After(target):
                yield from _leads(slot, target, night)
        if not isinstance(anchor, Played | Started):
            yield _off(slot, anchor)
    if slot.locked:
        yield Mend(f"unlock {slot.name}", "unlock", UNLOCK, edit_unlocked(slot.id))
    if not slot.is_kept and not slot.is_gap:
        pin = edit_pin(slot.id, Played())
        yield Mend(f"pin {slot.name} as played", "pin", 1, pin)


def _moves(slot: Slot, anchor: At | EndAt, first: int) -> Iterator[Mend]:
    end = " to end" if isinstance(anchor, EndAt) else ""
    for minutes in range(first, FARTHEST_MIN + 1):
        for by in (minutes, -minutes):
            time = wall_clock(anchor.time, 60 * by)
            text = f"move {slot.name}{end} to {time:%H:%M}"
            if end:
                text = f"let {slot.name} end at {time:%H:%M}"
            pin = edit_pin(slot.id, replace(anchor, time=time))
            yield Mend(text, "move", minutes, pin)


def _widenings(slot: Slot, anchor: At | EndAt, first: int) -> Iterator[Mend]:
    for minutes in range(first, FARTHEST_MIN + 1):
        window = anchor.window_s + 60 * minutes
        text = f"allow {slot.name} {-(-window // 60)} min either side of its time"
        wide = replace(anchor, window_s=-(-window // 60) * 60)
        yield Mend(text, "widen", minutes + WIDEN, edit_pin(slot.id, wide))


def _places(slot: Slot, number: int, slots: int) -> Iterator[Mend]:
    sign = 1 if number > 0 else -1
    for step in range(1, max(3, slots)):
        for other in (abs(number) + step, abs(number) - step):
            if other > 0:
                pin = edit_pin(slot.id, Position(sign * other))
                text = f"make {slot.name} {place_name(sign * other)}"
                yield Mend(text, "place", PLACE + step, pin)


def _leads(slot: Slot, target: str, night: Night) -> Iterator[Mend]:
    if not target:
        down = edit_down(slot.id)
        yield Mend(f"move {slot.name} down", "down", 1, down)
        return
    if not any(other.answers_to(target) for other in night.slots):
        above = edit_lead(slot.id, target)
        text = f"put {target} into the night and pin it as played"
        yield Mend(text, "lead", 1, above)
    for other in night.slots:
        is_rival = other.id != slot.id and other.anchor(After) == After(target)
        if is_rival and not other.is_gap:
            pin = edit_pin(slot.id, After(other.name))
            text = f"pin {slot.name} after {other.name} instead"
            yield Mend(text, "rival", 1, pin)


def _off(slot: Slot, anchor: Anchor) -> Mend:
    words = {At: "time", EndAt: "ending", Position: "position", After: '"after"'}
    text = f"take the {words[type(anchor)]} off {slot.name}"
    return Mend(text, "off", LOOSEN, edit_off(slot.id, type(anchor)))


def _hours(night: Night, first: int) -> Iterator[Mend]:
    for minutes in range(first, FARTHEST_MIN + 1):
        end = wall_clock(night.end, 60 * minutes)
        start = wall_clock(night.start, -60 * minutes)
        price = minutes + HOURS
        yield Mend(f"end the night at {end:%H:%M}", "hours", price, edit_hours(end=end))
        text = f"start the night at {start:%H:%M}"
        yield Mend(text, "hours", price, edit_hours(start=start))


def _shorter(slot: Slot, first: int) -> Iterator[Mend]:
    length = slot.gap_s or (slot.track.length_s if slot.track else None)
    begin = slot.mix_in_s or (slot.track.mix_in_s if slot.track else None) or 0.0
    out = slot.out_s or (slot.track.out_s if slot.track else None) or length
    if out is None or slot.is_open:
        return
    for half_minutes in range(2 * first, 2 * FARTHEST_MIN):
        play = (round(out - begin) - 30 * half_minutes) // 30 * 30
        if play < 60:
            return
        text = f"let {slot.name} play {play // 60}:{play % 60:02} only"
        price = half_minutes // 2 + SHORTEN
        yield Mend(text, "shorten", price, edit_length(slot.id, play))
