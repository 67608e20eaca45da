"""The hard rules H1-H5 of the cost model, each breach told in words.

A plan is legal when ``breaches`` finds none. Which anchors cannot both be held by any
plan, and by how many minutes, is ``night.conflicts``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clubplanner.music.text import fold, many
from clubplanner.night.context import Context
from clubplanner.night.pins import Pin, broken
from clubplanner.night.plan import (
    After,
    At,
    EndAt,
    Night,
    Position,
    Slot,
    window_of,
)
from clubplanner.night.reprises import is_reprise, repeats
from clubplanner.night.timeline import Timed, Timeline, timeline


@dataclass(frozen=True, slots=True)
class Breach:
    """One hard rule a plan breaks.

    Attributes:
        rule: ``H1`` to ``H5``.
        slot_id: the slot it is about, None for the whole night.
        text: one sentence for people.
        off_s: seconds by which a time is missed, signed (late is positive).
    """

    rule: str
    slot_id: int | None
    text: str
    off_s: int = 0


def breaches(
    night: Night, context: Context, line: Timeline | None = None
) -> tuple[Breach, ...]:
    """Return every breach of H1-H5, in the order of the rules.

    Args:
        night: the plan.
        context: rules and theme.
        line: the plan on the clock, when it is at hand already.
    """
    here = context.for_night(night)
    line = timeline(night, context) if line is None else line
    rules: tuple[Callable[[Timeline, Context], Iterator[Breach]], ...] = (
        _each_track_once,
        _artists_apart,
        _anchors_held,
        _end_kept,
        _rested_and_known,
    )
    return tuple(breach for rule in rules for breach in rule(line, here))


def minutes(seconds: int) -> str:
    """Return a span in words: seconds, then 0.1 min, from 90 min on hours as well."""
    seconds = abs(seconds)
    if seconds < 60:
        return f"{seconds} s"
    if seconds >= 90 * 60:
        hours, rest = divmod(round(seconds / 60), 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{seconds / 60:.1f}".removesuffix(".0") + " min"


def _each_track_once(line: Timeline, context: Context) -> Iterator[Breach]:
    apart = context.rules.reprise_s
    for first, second in repeats(line):
        before, item = line.items[first], line.items[second]
        if is_reprise(before, item, apart):
            continue
        text = f'"{item.slot.name}" plays twice, at {clock(before)} and {clock(item)}'
        if before.slot.is_kept and item.slot.is_kept:
            text += f"; a reprise needs {minutes(apart)} between them"
        yield Breach("H1", item.slot.id, text)


def _artists_apart(line: Timeline, context: Context) -> Iterator[Breach]:
    gap = context.rules.artist_gap
    for place, item in enumerate(line.items):
        artist = _artist(item.slot)
        if not artist:
            continue
        for other in line.items[max(0, place - gap) : place]:
            both_kept = other.slot.is_kept and item.slot.is_kept
            if _artist(other.slot) == artist and not both_kept:
                name = item.slot.track.artist if item.slot.track else artist
                yield Breach(
                    "H2",
                    item.slot.id,
                    f"{name} plays at {clock(other)} and again at {clock(item)}; "
                    f"the artist gap is {many(gap, 'track')}",
                )


def _artist(slot: Slot) -> str:
    return fold(slot.track.artist) if slot.track is not None else ""


def _anchors_held(line: Timeline, context: Context) -> Iterator[Breach]:
    for pin in broken(line):
        text = _pin_sentence(pin, line.tolerance)
        yield Breach("H3", pin.item.slot.id, text, pin.off_s)


def _pin_sentence(pin: Pin, tolerance: int) -> str:
    name = f'"{pin.item.slot.name}"'
    side = f"{minutes(pin.off_s)} {'late' if pin.off_s > 0 else 'early'}"
    match pin.anchor:
        case At(time) | EndAt(time):
            window = minutes(window_of(pin.anchor, tolerance))
            real = f"starts at {pin.item.begins:%H:%M:%S}"
            if isinstance(pin.anchor, EndAt):
                real = f"ends at {pin.item.ends:%H:%M:%S}"
            pinned = f"pinned to {time:%H:%M} give or take {window}"
            return f"{name} {real}, {side}: {pinned}"
        case Position(number):
            words = {1: "first", -1: "last"}.get(number, f"number {number}")
            return f"{name} is number {pin.place + 1}: pinned to be {words}"
        case After(target) if target:
            return f'{name} must come directly after "{target}"'
        case _:
            return f"{name} must come directly after the slot above it; there is none"


def _end_kept(line: Timeline, context: Context) -> Iterator[Breach]:
    tolerance = context.rules.tol_end_s
    if not line.items or abs(line.spare) <= tolerance:
        return
    side = "early" if line.spare > 0 else "late"
    text = (
        f"the music ends at {line.items[-1].ends:%H:%M}, {minutes(line.spare)} {side}; "
        f"{minutes(tolerance)} is allowed"
    )
    yield Breach("H4", None, text, -line.spare)


def _rested_and_known(line: Timeline, context: Context) -> Iterator[Breach]:
    for item in line.items:
        song = None if item.slot.is_kept else context.song(item.slot)
        if song is None:
            continue
        if song.weeks is not None and song.weeks < context.rules.weeks_hard:
            rest = context.rules.weeks_hard
            heard = "played or planned" if context.has_plans else "played"
            text = (
                f'"{item.slot.name}" was {heard} here {ago(song.weeks)}; '
                f"tracks rest {rest} week{'' if rest == 1 else 's'}"
            )
            yield Breach("H5", item.slot.id, text)
        if song.bpm is None:
            text = f'"{item.slot.name}" has no BPM; only pinned and locked ones may'
            yield Breach("H5", item.slot.id, text)


def ago(weeks: int) -> str:
    """Return how long ago some whole weeks are, in words."""
    if not weeks:
        return "less than a week ago"
    return f"{weeks} week{'' if weeks == 1 else 's'} ago"


def clock(item: Timed) -> str:
    """Return the wall clock of a slot's start, hours and minutes."""
    return f"{item.begins:%H:%M}"
