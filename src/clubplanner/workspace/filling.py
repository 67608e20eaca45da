"""Fills what is free in a night: its gaps one after the other, then the end."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
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

    Slots that play something stay where they are. What cannot be filled stays free; a
    night of which nothing can be filled is no result and says why.

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
        if slot.is_gap:
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


def _kept(
    best: "Built | None", built: "Built", reasons: list[str]
) -> "tuple[Built | None, list[str]]":
    if built.night is not None:
        return built, reasons
    return best, [*reasons, built.why]
