"""Fills a gap, or the time left at the end, and leaves everything else at its time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic

from clubplanner.builder.build import STEPS, Built, fill
from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night.chains import Chain, chain_of
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import Night, Slot
from clubplanner.night.timeline import timeline

SHIFTS = (30, 60, 90)
"""Seconds by which what follows a gap may move, the first that has a plan is taken."""


def fill_gap(
    night: Night,
    slot_id: int,
    tracks: Sequence[Track],
    context: Context,
    *,
    seed: int = 0,
    seconds: float | None = 2.0,
    steps: int = STEPS // 4,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = monotonic,
) -> Built:
    """Put tracks in the place of a gap; the slots around it stay as they are.

    Args:
        night: the plan.
        slot_id: the gap.
        tracks: what may be played.
        context: rules, theme and memory.
        seed, seconds, steps, cancelled, clock: as in ``build``.

    Raises:
        ClubplannerError: the slot is not a gap.
        KeyError: no slot has that id.
    """
    place = night.index(slot_id)
    if not night.slots[place].is_gap:
        raise ClubplannerError(f'"{night.slots[place].name}" is not a gap')
    here = context.for_night(night)
    before, behind = night.slots[:place], night.slots[place + 1 :]
    until = clock() + seconds if seconds is not None else None
    if not behind:
        return fill_end(
            replace(night, slots=before),
            tracks,
            context,
            seed=seed,
            seconds=seconds,
            steps=steps,
            cancelled=cancelled,
            clock=clock,
        )
    begins = timeline(night, here).items[place + 1].start
    built = Built(None, None)
    for shift in SHIFTS:
        kept = _around(night, before, behind, begins, shift, here)
        span = kept[-1].span
        built = fill(
            night,
            kept,
            tracks,
            here,
            seed=seed,
            seconds=None if until is None else max(0.0, until - clock()),
            steps=steps,
            cancelled=cancelled,
            clock=clock,
            end=(begins - shift + span, begins + shift + span),
        )
        if built.stopped_by == "asked":
            return built
        if built.night is not None and len(built.night.slots) >= len(night.slots):
            return built
    return Built(
        None,
        None,
        _no_fill(night, place, built.why),
        built.steps,
        built.stopped_by,
    )


def fill_end(
    night: Night,
    tracks: Sequence[Track],
    context: Context,
    *,
    seed: int = 0,
    seconds: float | None = 2.0,
    steps: int = STEPS // 2,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = monotonic,
) -> Built:
    """Fill the time between the last slot and the end of the night.

    Args:
        night: the plan; all its slots stay.
        tracks: what may be played.
        context: rules, theme and memory.
        seed, seconds, steps, cancelled, clock: as in ``build``.
    """
    here = context.for_night(night)
    return fill(
        night,
        [_front(night, night.slots, here)] if night.slots else [],
        tracks,
        here,
        seed=seed,
        seconds=seconds,
        steps=steps,
        cancelled=cancelled,
        clock=clock,
    )


def _around(
    night: Night,
    before: tuple[Slot, ...],
    behind: tuple[Slot, ...],
    begins: int,
    shift: int,
    context: Context,
) -> list[Chain]:
    """Return what stands before and behind a gap as two pieces.

    What stands behind it keeps the windows it is in now: of its pins, of the end.
    """
    tail = chain_of(behind, night, context)
    low, high = begins - shift, begins + shift
    last, tolerance = night.length_s - tail.span, context.rules.tol_end_s
    for window in (tail.window, (last - tolerance, last + tolerance)):
        if window is not None and window[0] <= begins <= window[1]:
            low, high = max(low, window[0]), min(high, window[1])
    positions = {-len(behind), *(p for p in tail.positions if p > 0)}
    tail = replace(tail, window=(low, high), positions=tuple(sorted(positions)))
    return [*([_front(night, before, context)] if before else []), tail]


def _front(night: Night, before: tuple[Slot, ...], context: Context) -> Chain:
    """Return the slots from the start of the night on as one piece."""
    head = chain_of(before, night, context)
    positions = {1, *(p for p in head.positions if p < 0)}
    return replace(
        head, window=(0, 0), positions=tuple(sorted(positions)), follows_any=False
    )


def _no_fill(night: Night, place: int, why: str) -> str:
    gap = night.slots[place].gap_s or 0
    around = [night.slots[p].name for p in (place - 1, place + 1) if p >= 0]
    between = f'between "{around[0]}" and "{around[-1]}"'
    if len(around) == 1:
        between = f'before "{around[0]}"'
    text = f"No tracks fill the {minutes(gap)} {between} with the rules held."
    return f"{text} {why}".strip()
