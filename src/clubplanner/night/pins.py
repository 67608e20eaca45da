"""How well each anchor of a night is held: early, late or out of place."""

from collections.abc import Iterator
from dataclasses import dataclass

from clubplanner.night.plan import (
    Anchor,
    At,
    EndAt,
    Played,
    Position,
    Started,
    elapsed,
    window_of,
)
from clubplanner.night.timeline import Timed, Timeline


@dataclass(frozen=True, slots=True)
class Pin:
    """One anchor against the clock.

    Attributes:
        item: the slot on the clock.
        place: its place in the night, from 0.
        anchor: what pins it.
        is_held: whether the plan keeps it.
        off_s: seconds late (negative: early) for ``at`` and ``end_at``, else 0.
    """

    item: Timed
    place: int
    anchor: Anchor
    is_held: bool
    off_s: int = 0


def pins(line: Timeline) -> tuple[Pin, ...]:
    """Return every anchor of the night in playing order."""
    return tuple(
        _pin(line, place, item, anchor)
        for place, item in enumerate(line.items)
        for anchor in item.slot.anchors
    )


def broken(line: Timeline) -> Iterator[Pin]:
    """Yield the anchors that are not held."""
    return (pin for pin in pins(line) if not pin.is_held)


def _pin(line: Timeline, place: int, item: Timed, anchor: Anchor) -> Pin:
    match anchor:
        case At(time) | EndAt(time):
            real = item.begins if isinstance(anchor, At) else item.ends
            off = elapsed(time, real)
            is_held = abs(off) <= window_of(anchor, line.tolerance)
            return Pin(item, place, anchor, is_held, off)
        case Position(number):
            wanted = number - 1 if number > 0 else len(line.items) + number
            return Pin(item, place, anchor, place == wanted)
        case Played() | Started():
            return Pin(item, place, anchor, True)
        case _:
            above = line.items[place - 1].slot if place else None
            held = above is not None and item.slot.follows(above)
            return Pin(item, place, anchor, held)
