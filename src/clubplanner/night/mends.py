"""Mends: small edits of a plan that take a clash away, with what they ask of the DJ.

A mend is offered only after it was tried: ``choose`` makes each edit, asks whether the
clash is gone, and keeps the cheapest of every kind. A price is in minutes: a pin moved
by one minute costs 1, and everything else is weighed against that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from clubplanner.night import edits
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

Edit = Callable[[Night], Night]
A = TypeVar("A")

FARTHEST_MIN = 60
"""Minutes by which a pin is moved or a window widened at most."""

MOST_TRIES = 160
"""Edits tried before a clash is left without a mend."""

WIDEN, HOURS, SHORTEN, PLACE, LOOSEN = 3, 4, 4, 8, 30
"""What a mend asks beyond its minutes: a wider window, other hours of the night, a
shorter play, another place in the order, a pin taken off."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One way out of a clash, or of a dear seam.

    Attributes:
        text: what to do, an imperative without a full stop: ``move Inferno to 22:10``.
        kind: what sort of edit it is; of each sort only the cheapest is offered.
        price: what it asks of the DJ, in minutes.
        edit: does it to the plan; None where it is not the plan that must change.
    """

    text: str
    kind: str
    price: int = 0
    edit: Edit | None = field(default=None, compare=False)


def choose(
    offers: Iterable[A],
    *,
    is_mended: Callable[[A], bool],
    kind: Callable[[A], str],
    most: int = 3,
    tries: int = MOST_TRIES,
) -> tuple[A, ...]:
    """Return the first offer of every kind that mends, at most ``most``.

    Args:
        offers: the cheapest first.
        is_mended: tries one.
        kind: of an offer.
        most: how many are wanted.
        tries: offers tried at most, so that the search always ends.
    """
    chosen: list[A] = []
    for _, offer in zip(range(tries), offers, strict=False):
        if kind(offer) in map(kind, chosen) or not is_mended(offer):
            continue
        chosen.append(offer)
        if len(chosen) == most:
            break
    return tuple(chosen)


def told(mends: Sequence[Mend]) -> str:
    """Return mends as one phrase: ``move Inferno to 22:10, or keep a gap``."""
    return ", or ".join(mend.text for mend in mends)


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
    if not slot.is_anchored and not slot.is_gap:
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
        yield Mend(f"end the night at {end:%H:%M}", "hours", price, _change(end=end))
        text = f"start the night at {start:%H:%M}"
        yield Mend(text, "hours", price, _change(start=start))


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


def place_name(number: int) -> str:
    """Return a position in words: ``first``, ``last``, ``number 5``."""
    if number < -1:
        return f"number {-number} from the end"
    return {1: "first", -1: "last"}.get(number, f"number {number}")


def edit_pin(slot_id: int, anchor: Anchor) -> Edit:
    """Return the edit that pins a slot; an anchor of the same kind is replaced."""
    return lambda night: edits.pin(night, slot_id, anchor)


def edit_off(slot_id: int, kind: type[Anchor]) -> Edit:
    """Return the edit that takes one kind of pin off; the slot stays as played."""

    def off(night: Night) -> Night:
        loose = edits.unpin(night, slot_id, kind)
        slot = loose.slot(slot_id)
        if slot.is_anchored or slot.is_gap:
            return loose
        return edits.pin(loose, slot_id, Played())

    return off


def edit_down(slot_id: int) -> Edit:
    """Return the edit that moves a slot down by one place."""
    return lambda night: edits.move(night, slot_id, 1)


def edit_lead(slot_id: int, target: str) -> Edit:
    """Return the edit that puts a cue in above a slot, pinned as played."""

    def lead(night: Night) -> Night:
        slot = Slot(0, cue=target, anchors=(Played(),))
        return edits.insert(night, (slot,), night.index(slot_id))

    return lead


def edit_length(slot_id: int, seconds: int) -> Edit:
    """Return the edit that lets a slot play that long."""
    return lambda night: edits.set_length(night, slot_id, seconds)


def edit_gap(slot_id: int, seconds: int) -> Edit:
    """Return the edit that keeps a gap directly behind a slot, and tied to it."""

    def gap(night: Night) -> Night:
        slot = Slot(0, gap_s=seconds, anchors=(After(),))
        return edits.insert(night, (slot,), night.index(slot_id) + 1)

    return gap


def _change(**values: object) -> Edit:
    return lambda night: replace(night, **values)  # type: ignore[arg-type]
