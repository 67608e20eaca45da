"""Other tracks in place of a slot: what is pinned behind it stays in its window."""

import pytest

from clubplanner.builder.build import build
from clubplanner.night import edits
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import At
from clubplanner.workspace.filling import rebuild_stretch
from tests.builder.test_build import at, library, night, pinned, starts
from tests.builder.test_locks import CONTEXT, STEPS


@pytest.mark.parametrize("window_s", [30, 120])
def test_a_slot_before_a_pin_is_exchanged_without_breaking_it(window_s: int) -> None:
    tracks = library(200)
    plan = night(pinned(1, At(at(45), window_s)), hours=1)
    planned = build(plan, tracks, CONTEXT, seconds=None, steps=STEPS).night
    assert planned is not None
    # It stands at the late edge of what its pin allows.
    start = starts(planned, 1) - (window_s - 1) / 60
    planned = edits.pin(planned, 1, At(at(start), window_s))
    assert breaches(planned, CONTEXT) == ()
    exchanged = 0
    for slot in planned.slots:
        if slot.is_anchored:
            continue
        got = rebuild_stretch(planned, {slot.id}, tracks, CONTEXT).night
        if got is not None:
            exchanged += 1
            assert breaches(got, CONTEXT) == ()
            assert slot.track not in [one.track for one in got.slots]
    assert exchanged
