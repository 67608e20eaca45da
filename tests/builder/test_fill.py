"""Filling a gap or the end of a night, everything else kept."""

from dataclasses import replace

import pytest

from clubplanner.builder.build import build
from clubplanner.builder.fill import SHIFTS, fill_end, fill_gap
from clubplanner.builder.instance import read_instance
from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import score
from tests.builder.instances import make_instance

Planned = tuple[Night, list[Track], Context]


@pytest.fixture(scope="module")
def planned() -> Planned:
    night, tracks, context = read_instance(make_instance(6, 300, 2, 3))
    built = build(night, tracks, context, seconds=None, steps=400)
    assert built.night is not None
    return built.night, tracks, context


def with_gap(night: Night, context: Context, first: int, count: int) -> Night:
    """Return the night with slots taken out and a gap of their time in their place."""
    items = score(night, context).timeline.items
    span = items[first + count].start - items[first].start
    above = items[first - 1] if first else None
    lead = above.overlap if above else 0
    gap = Slot(900, gap_s=span - lead)
    slots = (*night.slots[:first], gap, *night.slots[first + count :])
    return replace(night, slots=slots)


def free_run(night: Night, count: int) -> int:
    free = [not slot.is_anchored for slot in night.slots]
    return next(n for n in range(2, len(free)) if all(free[n - 1 : n + count + 1]))


@pytest.mark.parametrize("count", [2, 4])
def test_a_gap_is_filled_and_the_rest_stays_at_its_time(
    planned: Planned, count: int
) -> None:
    night, tracks, context = planned
    first = free_run(night, count)
    gapped = with_gap(night, context, first, count)
    built = fill_gap(gapped, 900, tracks, context, seconds=None)
    assert built.night is not None, built.why
    assert breaches(built.night, context) == ()
    kept = [slot for slot in gapped.slots if slot.id != 900]
    assert [s for s in built.night.slots if s in kept] == kept
    assert len(built.night.slots) > len(kept)
    was = {i.slot.id: i.start for i in score(gapped, context).timeline.items}
    now = {i.slot.id: i.start for i in score(built.night, context).timeline.items}
    moved = {now[slot.id] - was[slot.id] for slot in kept}
    assert max(abs(seconds) for seconds in moved) <= max(SHIFTS)
    assert all(now[slot.id] == was[slot.id] for slot in kept[:first])


def test_only_a_gap_can_be_filled(planned: Planned) -> None:
    night, tracks, context = planned
    with pytest.raises(ClubplannerError, match="is not a gap"):
        fill_gap(night, night.slots[2].id, tracks, context)


def test_a_gap_too_short_for_any_track_says_so(planned: Planned) -> None:
    night, tracks, context = planned
    first = free_run(night, 1)
    slots = (*night.slots[:first], Slot(900, gap_s=15), *night.slots[first:])
    built = fill_gap(replace(night, slots=slots), 900, tracks[:20], context)
    assert built.night is None
    above, below = night.slots[first - 1].name, night.slots[first].name
    assert f'No tracks fill the 15 s between "{above}" and "{below}"' in built.why


def test_the_end_is_filled_behind_the_last_slot(planned: Planned) -> None:
    night, tracks, context = planned
    short = replace(night, slots=night.slots[:-6])
    built = fill_end(short, tracks, context, seconds=None)
    assert built.night is not None, built.why
    assert built.night.slots[: len(short.slots)] == short.slots
    assert {b.rule for b in breaches(built.night, context)} <= {"H3"}


def test_a_gap_at_the_end_is_the_end(planned: Planned) -> None:
    night, tracks, context = planned
    short = replace(night, slots=(*night.slots[:-6], Slot(900, gap_s=1200)))
    built = fill_gap(short, 900, tracks, context, seconds=None)
    assert built.night is not None
    assert not any(slot.is_gap for slot in built.night.slots)


def test_an_empty_night_is_filled_from_the_start(planned: Planned) -> None:
    night, tracks, context = planned
    built = fill_end(replace(night, slots=()), tracks, context, seconds=None)
    assert built.night is not None
    assert breaches(built.night, context) == ()


def test_a_gap_at_the_end_stops_when_asked(planned: Planned) -> None:
    night, tracks, context = planned
    ended = replace(night, slots=(*night.slots[:3], Slot(999, gap_s=600)))
    built = fill_gap(ended, 999, tracks, context, cancelled=lambda: True)
    assert built.stopped_by == "asked"
