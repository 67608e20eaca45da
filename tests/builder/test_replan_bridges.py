"""A re-plan adds no bridge unsaid, and none where anything else helps."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.build import build
from clubplanner.builder.replan import Replanned
from clubplanner.builder.stock import make_stock
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night, Slot, Started
from clubplanner.night.score import Kind, score
from clubplanner.night.timeline import timeline
from tests.builder.drifting import (
    DRIFTS,
    PLACES,
    SEEDS,
    Known,
    again_unchanged,
    drifted,
    known,
)
from tests.builder.playing import CONTEXT, again, hour, moment
from tests.night.making import START, night, track
from tests.practice.making import tracks

Pairs = set[tuple[str, str]]


def bridges(plan: Night, context: Context) -> Pairs:
    """Return the paths beside every bridge that is still ahead."""
    links = score(plan, context).links
    return {
        (above.track.path, below.track.path)
        for (above, below), one in zip(plan.pairs(), links, strict=True)
        if one.kind is Kind.BRIDGE and above.track and below.track
        if below.anchor(Started) is None
    }


def told(result: Replanned) -> int:
    return sum("is a new bridge" in sentence for sentence in result.unheld)


def no_worse(before: Night, result: Replanned, plan: Night, context: Context) -> None:
    """Check that new bridges are told, and that keeping a legal plan was no better."""
    ahead = bridges(result.night, context)
    assert told(result) == len(ahead - bridges(plan, context))
    if not breaches(before, context):
        kept, found = score(before, context), score(result.night, context)
        assert found.bridges <= kept.bridges or found.terms.total <= kept.terms.total


@given(SEEDS, PLACES, DRIFTS, st.booleans())
@settings(deadline=None, max_examples=80)
def test_no_bridge_is_added_unsaid(
    seed: int, share: float, drift: int, hard: bool
) -> None:
    case = known(seed, hard)
    result, _, _ = drifted(case, share, drift)
    before = again_unchanged(case, share, drift).night
    no_worse(before, result, case[1], case[2])


PRACTICE_S = 3 * 3600


@cache
def practice() -> Known:
    """Return a night out of the practice library with two soft pins."""
    library = tracks()
    plan = replace(night(), end=START + timedelta(seconds=PRACTICE_S))
    called = {one.title: one for one in library}
    for title, second in (("mangetout", 2400), ("Inferno", 4500), ("It's You", 9600)):
        pin = replace(moment(second), window_s=600)
        slot = Slot(plan.next_id(), called[title], anchors=(pin,))
        plan = replace(plan, slots=(*plan.slots, slot))
    built = build(plan, library, CONTEXT, seconds=None, steps=200)
    assert built.night is not None, built.why
    return {}, built.night, CONTEXT, make_stock(built.night, library, CONTEXT)


@pytest.mark.parametrize("drift", [-900, -300, 300, 600, 900, 1170, 1500, 2100])
@pytest.mark.parametrize("place", [1, 2, 3, 5, 8, 12, 16, 20])
def test_late_or_early_the_practice_night_gets_no_bridge_unsaid(
    place: int, drift: int
) -> None:
    case = practice()
    items = timeline(case[1], CONTEXT).items
    share = (place + 0.5) / len(items)
    if items[place].start + drift <= 0:
        drift = 60
    result, _, _ = drifted(case, share, drift)
    before = again_unchanged(case, share, drift).night
    no_worse(before, result, case[1], CONTEXT)
    assert drift < 0 or told(result) == 0


def test_a_bridge_is_added_and_told_only_where_no_ladder_fills_the_time() -> None:
    def at(bpm: float) -> Slot:
        return Slot(0, track(f"t{bpm:g}", bpm, length_s=300.0))

    plan = night(*(at(bpm) for bpm in (100, 104, 108, 112, 116)))
    pinned = timeline(plan, CONTEXT).items[-1].start
    last = replace(plan.slots[-1], anchors=(moment(pinned),))
    plan = hour(*plan.slots[:-1], last)
    decoys = [track(f"d{n}", 170.0 + n, length_s=300.0) for n in range(12)]
    result = again(plan, 3, 2, decoys, played=[1])
    assert told(result) == 2
    ladder = [track(f"l{bpm}", float(bpm), length_s=300.0) for bpm in (106, 110, 114)]
    result = again(plan, 3, 2, [*decoys, *ladder], played=[1])
    assert (told(result), result.unheld) == (0, ())
