"""What a re-plan changed, in short sentences with numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from clubplanner.builder.replanning.history import Begun
from clubplanner.music.duration import format_duration
from clubplanner.music.tempo import format_percent
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import clock, minutes
from clubplanner.night.pins import pins
from clubplanner.night.plan import At, EndAt, Night, window_of
from clubplanner.night.timeline import Timed, Timeline, timeline


class Remedy(StrEnum):
    """What was done, in the order in which a re-plan tries it."""

    DROP = "drop"
    ADD = "add"
    EXCHANGE = "exchange"
    MOVE = "move"
    PLAY = "play"
    PITCH = "pitch"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the plan and the new one.

    Attributes:
        remedy: what was done.
        slot_id: the slot of the new night it is about, of the old one for a drop.
        saved_s: seconds by which it makes the night earlier (negative: later).
        text: one short sentence without a full stop.
    """

    remedy: Remedy
    slot_id: int
    saved_s: int
    text: str


def changes(begun: Begun, plan: Night, context: Context) -> tuple[Change, ...]:
    """Return what a new plan changes, in playing order.

    Args:
        begun: the night with its past, the rest as it was planned.
        plan: the new plan.
        context: already ``for_night``.
    """
    before, after = timeline(begun.night, context), timeline(plan, context)
    found = [
        *_tracks(before, after),
        *_plays(before, after),
        *_tempo(before, after),
        *_windows(begun, after),
    ]
    order = {item.slot.id: item.start for item in (*before.items, *after.items)}
    return tuple(sorted(found, key=lambda change: order[change.slot_id]))


def _tracks(before: Timeline, after: Timeline) -> Iterator[Change]:
    """Yield the tracks that go, come, or stand in for another."""
    kept = {i.slot.id for i in before.items} & {i.slot.id for i in after.items}
    gone, come = _runs(before.items, kept), _runs(after.items, kept)
    moved = {_path(i) for run in gone for i in run} & {
        _path(i) for run in come for i in run
    }
    moved.discard("")
    yield from _moved(moved, gone, come)
    for left, right in zip(gone, come, strict=True):
        old, new = (
            [item for item in run if _path(item) not in moved] for run in (left, right)
        )
        both = min(len(old), len(new))
        for one, other in zip(old[:both], new[:both], strict=True):
            yield _exchange(one, other)
        for item in old[both:]:
            text = f'drop "{item.slot.name}" ({clock(item)}, {_plays_for(item)})'
            yield Change(Remedy.DROP, item.slot.id, _step(item), text)
        for item in new[both:]:
            text = f'add "{item.slot.name}" ({clock(item)}, {_plays_for(item)})'
            yield Change(Remedy.ADD, item.slot.id, -_step(item), text)


def _moved(
    paths: set[str], gone: list[list[Timed]], come: list[list[Timed]]
) -> Iterator[Change]:
    """Yield the tracks that play at another time."""
    was = {_path(item): item for run in gone for item in run}
    for item in (i for run in come for i in run if _path(i) in paths):
        old = was[_path(item)]
        text = f'"{item.slot.name}" moves from {clock(old)} to {clock(item)}'
        yield Change(Remedy.MOVE, item.slot.id, _step(old) - _step(item), text)


def _path(item: Timed) -> str:
    return item.slot.track.path if item.slot.track else ""


def _runs(items: Sequence[Timed], kept: set[int]) -> list[list[Timed]]:
    """Return what stands before, between and behind the kept slots."""
    runs: list[list[Timed]] = [[]]
    for item in items:
        if item.slot.id in kept:
            runs.append([])
        else:
            runs[-1].append(item)
    return runs


def _exchange(old: Timed, new: Timed) -> Change:
    saved = _step(old) - _step(new)
    text = f'"{new.slot.name}" instead of "{old.slot.name}" ({clock(new)})'
    if saved:
        text += f", {minutes(saved)} {'shorter' if saved > 0 else 'longer'}"
    return Change(Remedy.EXCHANGE, new.slot.id, saved, text)


def _plays(before: Timeline, after: Timeline) -> Iterator[Change]:
    """Yield the slots that play less or more of their file, and gaps."""
    was = {item.slot.id: item for item in before.items}
    for item in after.items:
        old = was.get(item.slot.id)
        if old is None or old.slot == item.slot:
            continue
        less = _of_file(old) - _of_file(item)
        # At another pitch, whole seconds of play are a second of the file apart.
        if abs(less) <= (item.slot.pitch != old.slot.pitch):
            continue
        if item.slot.is_gap:
            word = "shorter" if less > 0 else "longer"
            text = f"the gap at {clock(item)} {minutes(less)} {word}"
        else:
            word = "earlier" if less > 0 else "later"
            text = f'"{item.slot.name}" out {minutes(less)} {word}'
            text += f" (plays {_plays_for(item)})"
        yield Change(Remedy.PLAY, item.slot.id, less, text)


def _tempo(before: Timeline, after: Timeline) -> Iterator[Change]:
    """Yield the runs of slots that play faster or slower than they did."""
    was = {item.slot.id: item.slot.pitch for item in before.items}
    for pitch, run in groupby(after.items, key=lambda item: item.slot.pitch):
        turned = list(run)
        if pitch is None or all(was.get(i.slot.id) == pitch for i in turned):
            continue
        saved = sum(_of_file(item) - item.play for item in turned)
        names = f'"{turned[0].slot.name}"'
        if len(turned) > 1:
            names = f'from {names} to "{turned[-1].slot.name}"'
        else:
            names = f"on {names}"
        word = "saves" if saved > 0 else "adds"
        text = f"{format_percent(pitch)} {names} {word} {minutes(saved)}"
        yield Change(Remedy.PITCH, turned[0].slot.id, saved, text)


def _windows(begun: Begun, after: Timeline) -> Iterator[Change]:
    """Yield the softly pinned slots that move inside their windows."""
    for pin in pins(after):
        anchor, item = pin.anchor, pin.item
        old = begun.planned.get(item.slot.id)
        if not isinstance(anchor, At | EndAt) or not pin.is_held or old is None:
            continue
        by = item.start - old.start
        is_soft = window_of(anchor, after.tolerance) > after.tolerance
        if is_soft and pin.place > begun.place and abs(by) > after.tolerance:
            text = f'"{item.slot.name}" moves to {clock(item)} inside its window'
            yield Change(Remedy.WINDOW, item.slot.id, -by, text)


def _plays_for(item: Timed) -> str:
    return format_duration(item.play)


def _step(item: Timed) -> int:
    return item.play - item.overlap


def _of_file(item: Timed) -> int:
    """Return how many seconds of its file a slot plays."""
    slot = item.slot
    if slot.pitch is None:
        return item.play
    if slot.out_s is not None:
        begin = slot.mix_in_s
        if begin is None:
            begin = (slot.track.mix_in_s if slot.track else None) or 0.0
        return round(slot.out_s - begin)
    return round(item.play * (1 + slot.pitch / 100))
