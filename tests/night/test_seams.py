"""Seams: the dear ways into and out of pins, told with their cut."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.night.checks import check
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.plan import After, Night, Played, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.score import Kind, score
from clubplanner.night.seams import (
    FEW,
    NOTICED,
    dear_seams,
    percentile_90,
)
from clubplanner.night.transition import transitions
from tests.night.making import night, track

PIN = (Played(),)
CONTEXT = Context(rules=Rules(artist_gap=0))


def plan(*tempi: float, pinned: int, **more: object) -> Night:
    slots = [Slot(0, track(f"t{n}", bpm)) for n, bpm in enumerate(tempi)]
    slots[pinned] = replace(slots[pinned], anchors=PIN, **more)  # type: ignore[arg-type]
    return night(*slots)


def seams(of: Night) -> list[Finding]:
    return [f for f in check(of, CONTEXT) if f.rule == "seam"]


@pytest.mark.parametrize(
    ("costs", "limit"),
    [
        (range(1, 11), 9),
        (range(1, 12), 10),
        (range(1, 21), 18),
        (range(1, 101), 90),
        ([5] * 30, 5),
        ([*range(1, FEW)], NOTICED),
        ([], NOTICED),
    ],
)
def test_the_percentile_is_the_nearest_rank(costs: range, limit: int) -> None:
    assert percentile_90(list(costs)) == limit


@given(st.lists(st.integers(0, 9000), min_size=FEW, max_size=80))
def test_nine_in_ten_cost_at_most_the_percentile(costs: list[int]) -> None:
    limit = percentile_90(costs)
    assert limit in costs
    assert 10 * sum(cost <= limit for cost in costs) >= 9 * len(costs)
    assert 10 * sum(cost < limit for cost in costs) < 9 * len(costs)


def test_a_dear_way_into_a_pin_is_told_with_cost_reason_and_cut() -> None:
    tempi = [120.0] * 24
    tempi[7] = 126.0
    (into, out_of) = seams(plan(*tempi, pinned=7))
    assert into.severity is Severity.WARN
    assert into.slot_id == 8
    assert into.text == (
        'The seam into "t7" costs 1,488 (from "t6"); nine in ten transitions here cost '
        "0 or less. Tempo +5.0% (120 to 126 BPM): 1,488."
    )
    assert into.hint == "cut into t7 (500 instead of 1,488), or put a ladder there"
    assert 'out of "t7"' in out_of.text


def test_its_cut_mends_it() -> None:
    tempi = [120.0] * 24
    tempi[7] = 126.0
    before = plan(*tempi, pinned=7)
    for finding in seams(before):
        (mend,) = finding.mends
        assert mend.edit is not None
        after = mend.edit(before)
        assert len(seams(after)) == 1
        assert score(after, CONTEXT).links[finding.slot_id - 2].kind is Kind.CUT  # type: ignore[operator]
        before_cut = score(before, CONTEXT).terms.total
        assert score(after, CONTEXT).terms.total < before_cut


def test_a_cut_that_saves_nothing_is_not_offered() -> None:
    tempi = [120.0] * 24
    tempi[7] = 122.4
    for finding in seams(plan(*tempi, pinned=7)):
        assert finding.severity is Severity.NOTE
        assert finding.mends == ()
        assert finding.hint == "put a ladder there"


def test_a_declared_cut_and_a_pinned_pair_are_no_seams() -> None:
    tempi = [120.0] * 24
    tempi[7] = 126.0
    cut = plan(*tempi, pinned=7, cut_in=True, cut_out=True)
    assert seams(cut) == []
    slots = list(plan(*tempi, pinned=7).slots)
    slots[8] = replace(slots[8], anchors=(After("t7"),))
    (left,) = seams(replace(cut, slots=tuple(slots)))
    assert "into" in left.text


def test_a_dear_transition_between_free_slots_is_no_seam() -> None:
    tempi = [120.0] * 24
    tempi[3] = 126.0
    assert seams(plan(*tempi, pinned=9)) == []


def test_a_short_plan_takes_what_the_floor_notices() -> None:
    assert seams(plan(120.0, 123.0, 120.0, pinned=1)) == []
    found = seams(plan(120.0, 126.0, 120.0, pinned=1))
    assert len(found) == 2
    assert "the floor notices from 1,000 on" in found[0].text


@given(st.lists(st.integers(100, 140), min_size=3, max_size=24), st.data())
def test_every_seam_dearer_than_the_percentile_is_found(
    tempi: list[int], data: st.DataObject
) -> None:
    pinned = data.draw(st.integers(0, len(tempi) - 1))
    made = plan(*map(float, tempi), pinned=pinned)
    judged = score(made, CONTEXT)
    limit = percentile_90([link.terms.total for link in judged.links])
    dear = {
        place
        for place, link in enumerate(judged.links)
        if pinned in (place, place + 1) and link.terms.total > limit
    }
    steps = transitions(made, judged, CONTEXT)
    found = {made.index(s.transition.before.slot.id) for s in dear_seams(steps)}
    assert found == dear
