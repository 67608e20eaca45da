"""A past night as the template of a new one: its clock, pins and curve on another day.

What was free is left out, so that a build fills it anew. Notes belong to the pins and
stay with them; the comment above the file's first key belonged to that one night. What
lay on the shelf and found no place comes along: it was not played. A lock was for
building that night: it goes, unless all its tracks come along.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from clubplanner.night.chains import GAP_WINDOW_S, chains
from clubplanner.night.context import Context
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Knot,
    Night,
    Played,
    Slot,
    Started,
)
from clubplanner.night.timeline import timeline
from clubplanner.residency.slot_fields import unread_pins


def carried_over(
    night: Night, day: date, context: Context, *, keep_tracks: bool = False
) -> Night:
    """Return the night on another day.

    Every clock time stays what the wall clock shows. A slot whose pin cannot be read
    stays as well: it only looks free. A gap among free slots is pinned to its time.

    Args:
        night: the template, its tracks bound.
        day: of the new night.
        context: rules and theme, for the clock of its gaps.
        keep_tracks: whether free slots are carried too.
    """
    planned = night if keep_tracks else _without_free(night, context)
    used = {slot.track.path for slot in night.slots if slot.track}
    by = timedelta(days=(day - night.date).days)
    return replace(
        planned,
        date=day,
        start=_later(night.start, by),
        end=_later(night.end, by),
        curve=tuple(Knot(_later(k.time, by), k.energy) for k in night.curve),
        slots=tuple(_shifted(slot, by) for slot in planned.slots),
        shelf=tuple(
            _shifted(slot, by)
            for slot in night.shelf
            if slot.track is None or slot.track.path not in used
        ),
        header="",
    )


def _without_free(night: Night, context: Context) -> Night:
    """Return the night with what a build would keep of it."""
    begun = {item.slot.id: item.begins for item in timeline(night, context).items}
    fresh = replace(night, slots=tuple(_loose(slot) for slot in night.slots))
    found, _ = chains(fresh, context)
    kept = {slot.id for chain in found for slot in chain.slots}
    slots: list[Slot] = []
    is_behind_kept = False
    for slot in fresh.slots:
        is_kept = slot.id in kept or slot.is_anchored or bool(unread_pins(slot))
        if is_kept:
            slots.append(_alone(slot, begun[slot.id], is_behind_kept))
        is_behind_kept = is_kept
    return replace(night, slots=tuple(slots))


def _loose(slot: Slot) -> Slot:
    """Return a slot without what belonged to that night: its start and its lock."""
    pins = tuple(pin for pin in slot.anchors if not isinstance(pin, Started))
    return replace(slot, anchors=pins, locked=False)


def _alone(slot: Slot, begins: datetime, is_behind_kept: bool) -> Slot:
    """Return a kept slot pinned as firmly as it was among its neighbours."""
    if slot.is_gap and not slot.is_anchored:
        at = begins.replace(second=0, microsecond=0)
        return replace(slot, anchors=(At(at, GAP_WINDOW_S),))
    after = slot.anchor(After)
    if after is None or after.target or is_behind_kept:
        return slot
    rest = tuple(pin for pin in slot.anchors if pin != after)
    return replace(slot, anchors=rest or (Played(),))


def _shifted(slot: Slot, by: timedelta) -> Slot:
    pins = tuple(_moved(p, by) for p in slot.anchors if not isinstance(p, Started))
    return replace(slot, anchors=pins)


def _moved(anchor: Anchor, by: timedelta) -> Anchor:
    if isinstance(anchor, At | EndAt):
        return replace(anchor, time=_later(anchor.time, by))
    return anchor


def _later(moment: datetime, by: timedelta) -> datetime:
    """Return the same clock time some days on; ``2nd`` only where it comes twice."""
    moved = moment + by
    second = moved.replace(fold=1)
    summer, winter = moved.utcoffset(), second.utcoffset()
    comes_twice = summer is not None and winter is not None and summer > winter
    return second if moment.fold and comes_twice else moved
