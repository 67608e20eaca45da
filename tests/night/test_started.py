"""Slots that have started, and slots that play at another pitch."""

from datetime import timedelta

import pytest

from clubplanner.night.chains import chains
from clubplanner.night.conflicts import conflicts
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import At, Slot, Started
from clubplanner.night.rules import Rules
from clubplanner.night.score import score
from clubplanner.night.timeline import timeline
from tests.night.making import START, night, track

CONTEXT = Context(Rules())


def started(name: str, second: int) -> Slot:
    anchor = Started(START + timedelta(seconds=second))
    return Slot(0, track(name), anchors=(anchor,))


def test_a_slot_that_started_late_moves_what_follows_and_nothing_before() -> None:
    plan = night(
        Slot(0, track("a")), started("b", 700), Slot(0, track("c")), Slot(0, track("d"))
    )
    line = timeline(plan, CONTEXT)
    assert [item.start for item in line.items] == [0, 700, 968, 1236]
    assert line.items[0].play - line.items[0].overlap == 700


def test_a_slot_that_started_early_ends_the_one_above_early() -> None:
    line = timeline(night(Slot(0, track("a")), started("b", 100)), CONTEXT)
    assert [(item.start, item.play) for item in line.items] == [(0, 132), (100, 300)]


def test_times_that_run_backwards_leave_a_play_of_a_second_at_least() -> None:
    line = timeline(night(started("a", 600), started("b", 100)), CONTEXT)
    assert line.items[0].play == 1


def test_what_has_started_is_one_chain_from_the_doors_on() -> None:
    at = Slot(0, track("c"), anchors=(At(START + timedelta(minutes=30)),))
    plan = night(started("a", 120), started("b", 400), at)
    (past, _), loose = chains(plan, CONTEXT)
    assert loose == ()
    assert [slot.name for slot in past.slots] == ["a", "b"]
    assert (past.window, past.positions, past.starts) == ((0, 0), (1,), (0, 400))
    assert past.step == 400 + 300 - 32
    assert conflicts(plan, CONTEXT) == ()


def test_what_has_started_breaks_no_rule_and_costs_nothing() -> None:
    late = started("a", 420)
    plan = night(late, hours=0.2)
    assert breaches(plan, CONTEXT) == ()
    assert score(plan, CONTEXT).terms.total == 0


@pytest.mark.parametrize(
    ("pitch", "play", "overlap"), [(None, 300, 32), (25.0, 240, 26), (-20.0, 375, 40)]
)
def test_a_pitched_track_lasts_as_much_shorter(
    pitch: float | None, play: int, overlap: int
) -> None:
    plan = night(Slot(0, track("a", 120.0), pitch=pitch), Slot(0, track("b")))
    longer = Context(Rules(max_play_s=600))
    first = timeline(plan, longer).items[0]
    assert (first.play, first.overlap) == (play, overlap)


def test_a_pitched_track_is_mixed_at_the_tempo_it_plays() -> None:
    plan = night(Slot(0, track("a", 120.0), pitch=5.0), Slot(0, track("b", 126.0)))
    assert score(plan, CONTEXT).links[0].terms.tempo == 0
