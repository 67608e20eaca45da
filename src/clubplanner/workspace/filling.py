"""Fills what is free in a night: its gaps one after the other, then the end."""

from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Slot
from clubplanner.night.timeline import timeline

if TYPE_CHECKING:
    from clubplanner.builder.build import Built


def fill_free(
    night: Night,
    tracks: Sequence[Track],
    context: Context,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> "Built":
    """Put tracks into every gap and into the time left at the end.

    Slots that play something stay where they are, and so do locked gaps. What cannot
    be filled stays free; a night of which nothing can be filled is no result and says
    why.

    Args:
        night: the plan.
        tracks: what may be played.
        context: rules, theme and memory.
        cancelled: asked now and then; True stops with what is filled so far.
    """
    # The builder imports numpy (190 ms), which nothing else needs.
    from clubplanner.builder.build import Built
    from clubplanner.builder.fill import fill_end, fill_gap

    best: Built | None = None
    reasons: list[str] = []
    for slot in night.slots:
        if slot.is_gap and not slot.locked:
            plan = best.night if best and best.night else night
            built = fill_gap(plan, slot.id, tracks, context, cancelled=cancelled)
            best, reasons = _kept(best, built, reasons)
    plan = best.night if best and best.night else night
    rules = context.for_night(plan).rules
    if timeline(plan, context).spare > rules.tol_end_s:
        built = fill_end(plan, tracks, context, cancelled=cancelled)
        best, reasons = _kept(best, built, reasons)
    if best is not None:
        return best
    return Built(None, None, " ".join(reasons) or "Nothing is free in this night.")


def rebuild_stretch(
    night: Night,
    slot_ids: Collection[int],
    tracks: Sequence[Track],
    context: Context,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> "Built":
    """Put other tracks in place of slots that follow each other; the rest stays.

    Locked slots among them stay at their time as well: each run of slots between them
    is filled by itself. Where one cannot be, nothing is rebuilt.

    Args:
        night: the plan.
        slot_ids: the slots; none of them pinned, and not all of them locked.
        tracks: what may be played; those of the stretch are left out.
        context: rules, theme and memory.
        cancelled: asked now and then; True stops.

    Raises:
        ClubplannerError: the slots do not follow each other, one is pinned, or all
            are locked.
    """
    # The builder imports numpy (190 ms), which nothing else needs.
    from clubplanner.builder.build import Built

    places = [n for n, slot in enumerate(night.slots) if slot.id in slot_ids]
    first, last = places[0], places[-1]
    if last - first + 1 != len(places):
        raise ClubplannerError(
            "the marked slots do not follow each other", hint="mark one stretch"
        )
    stretch = night.slots[first : last + 1]
    runs = _unlocked(stretch)
    if not runs:
        raise ClubplannerError(
            f'"{stretch[0].name}" is locked', hint="unlock it, or mark others"
        )
    pinned = next((slot for run in runs for slot in run if slot.is_anchored), None)
    if pinned is not None:
        raise ClubplannerError(
            f'"{pinned.name}" is pinned', hint="leave it out, or take its pin off"
        )
    gone = {slot.track.path for slot in stretch if slot.track}
    others = [track for track in tracks if track.path not in gone]
    built, plan = Built(None, None), night
    for run in runs:
        built = _rebuilt(plan, run, others, context, cancelled)
        if built.night is None:
            return built
        plan = built.night
    return built


def _unlocked(stretch: Sequence[Slot]) -> list[tuple[Slot, ...]]:
    """Return the runs of slots between the locked ones."""
    runs = groupby(stretch, key=lambda slot: slot.locked)
    return [tuple(run) for is_locked, run in runs if not is_locked]


def _rebuilt(
    night: Night,
    run: Sequence[Slot],
    tracks: Sequence[Track],
    context: Context,
    cancelled: Callable[[], bool] | None,
) -> "Built":
    """Put other tracks in place of slots that follow each other; all else stays."""
    from clubplanner.builder.fill import fill_end, fill_gap

    first = night.index(run[0].id)
    behind = first + len(run)
    rest = edits.remove(night, {slot.id for slot in run})
    if behind == len(night.slots):
        return fill_end(rest, tracks, context, cancelled=cancelled)
    items = timeline(night, context).items
    # Nothing overlaps with a gap: it begins when what is before it is over.
    begins = items[first - 1].start + items[first - 1].play if first else 0
    opened = edits.add_gap(rest, first, max(1, items[behind].start - begins))
    gap = opened.slots[first].id
    return fill_gap(opened, gap, tracks, context, cancelled=cancelled)


def _kept(
    best: "Built | None", built: "Built", reasons: list[str]
) -> "tuple[Built | None, list[str]]":
    if built.night is not None:
        return built, reasons
    return best, [*reasons, built.why]
