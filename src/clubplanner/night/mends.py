"""Mends: small edits of a plan that take a clash away, with what they ask of the DJ.

A mend is offered only after it was tried: ``choose`` makes each edit, asks whether the
clash is gone, and keeps the cheapest of every kind. A price is in minutes: a pin moved
by one minute costs 1, and everything else is weighed against that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from clubplanner.night import edits
from clubplanner.night.plan import (
    After,
    Anchor,
    Night,
    Played,
    Slot,
)

Edit = Callable[[Night], Night]
A = TypeVar("A")

MOST_TRIES = 120
"""Edits of one kind tried before a clash is left without a mend of that kind: a pin
moved by up to an hour, earlier and later."""


MOST_MENDS = 3
"""Mends offered for one clash."""


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
    most: int = MOST_MENDS,
    tries: int = MOST_TRIES,
) -> tuple[A, ...]:
    """Return the first offer of every kind that mends, at most ``most``.

    Args:
        offers: the cheapest first.
        is_mended: tries one.
        kind: of an offer.
        most: how many are wanted.
        tries: offers of one kind tried at most, so that the search always ends.
    """
    chosen: list[A] = []
    tried: Counter[str] = Counter()
    for offer in offers:
        if kind(offer) in map(kind, chosen) or tried[kind(offer)] == tries:
            continue
        tried[kind(offer)] += 1
        if not is_mended(offer):
            continue
        chosen.append(offer)
        if len(chosen) == most:
            break
    return tuple(chosen)


def told(mends: Sequence[Mend]) -> str:
    """Return mends as one phrase: ``move Inferno to 22:10, or keep a gap``."""
    return ", or ".join(mend.text for mend in mends)


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
        if slot.is_kept or slot.is_gap:
            return loose
        return edits.pin(loose, slot_id, Played())

    return off


def edit_unlocked(slot_id: int) -> Edit:
    """Return the edit that takes the lock off a slot."""
    return lambda night: edits.lock(night, {slot_id}, locked=False)


def edit_down(slot_id: int) -> Edit:
    """Return the edit that moves a slot down by one place."""
    return lambda night: edits.move(night, {slot_id}, 1)


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


def edit_hours(**values: datetime) -> Edit:
    """Return the edit that sets ``start`` or ``end`` of the night."""
    return lambda night: replace(night, **values)  # type: ignore[arg-type]
