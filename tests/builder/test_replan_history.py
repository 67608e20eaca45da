"""What happened is fixed: played, skipped, thrown in, and what cannot have been."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from clubplanner.builder.build import build
from clubplanner.builder.replan import Replanned, replan, replan_start
from clubplanner.builder.stock import make_stock
from clubplanner.errors import ClubplannerError
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import (
    After,
    EndAt,
    Night,
    Played,
    Position,
    Slot,
    Started,
)
from clubplanner.night.timeline import timeline
from clubplanner.night.waiting import with_wait, without_wait
from tests.builder.drifting import DRIFTS, PLACES, SEEDS, drifted, known
from tests.builder.playing import (
    CONTEXT,
    STEP,
    again,
    free,
    hour,
    moment,
    names,
    remedies,
)
from tests.night.making import START, track


def test_a_track_thrown_in_takes_the_place_of_time_not_of_the_plan() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, STEP, track("x"), [track("x")])
    assert names(result).startswith("a x ")
    assert result.place == 1
    assert result.drift_s == STEP
    assert remedies(result) == ["drop"]


def test_a_track_of_the_plan_is_its_slot() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, 2 * STEP, track("c"))
    assert (result.changes, result.place, result.night.slots[2].id) == ((), 2, 3)


def test_skipped_tracks_may_come_back() -> None:
    plan = hour(*free(*"abcdef"))
    library = [slot.track for slot in plan.slots if slot.track]
    result = again(plan, STEP, 4, library)
    again_there = [f'"{name}"' for name in names(result).split() if name in "bc"]
    assert result.notes == (
        '"b", "c" count as skipped.',
        f"Put back later: {', '.join(again_there)}.",
    )
    assert remedies(result) == ["add", "add"]
    assert sorted(names(result).split()) == list("abcdef")


def test_what_was_played_can_be_told() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, 3 * STEP, 4, played=[1, track("x"), 3])
    assert names(result).startswith("a x c d ")
    assert result.notes == ('"b" counts as skipped.',)


def test_a_pin_that_was_skipped_is_named_or_kept() -> None:
    passed = Slot(0, track("b"), anchors=(moment(STEP),))
    wanted = Slot(0, track("c"), anchors=(Played(),))
    plan = hour(*free("a"), passed, wanted, *free(*"defg"))
    result = again(plan, 2 * STEP, 5, played=[1])
    assert result.unheld[0] == '"b", pinned to 22:04, was skipped and is left out.'
    assert "c" in names(result).split()
    assert "b" not in names(result).split()


def test_what_followed_a_skipped_slot_stands_alone() -> None:
    led = Slot(0, track("d"), anchors=(After("c"),))
    plan = hour(*free(*"abc"), *free("x"), replace(led, id=9))
    plan = hour(*free(*"ab"), *free("c"), led, *free(*"ef"))
    result = again(plan, STEP, 4, played=[1, 2])
    assert result.night.slots[result.place].anchors == (
        Started(START + timedelta(seconds=STEP)),
    )


def test_the_last_plan_is_kept_by_the_next() -> None:
    plan = hour(*free(*"abcdef"))
    first = again(plan, 2 * STEP, 2)
    second = again(first.night, 3 * STEP + 40, first.night.slots[2].id)
    assert second.night.slots[:2] == first.night.slots[:2]
    assert second.drift_s == 40


def test_what_plays_started_when_it_did() -> None:
    first = again(hour(*free(*"abcdef")), STEP + 10, 2)
    later = again(first.night, STEP + 200, 2)
    assert (later.drift_s, later.changes) == (0, ())


def test_the_pins_ahead_of_what_plays_stay() -> None:
    end = EndAt(START + timedelta(seconds=STEP + 300))
    last = Slot(0, track("b"), anchors=(end, Position(-1)))
    result = again(hour(*free("a"), last), STEP + 20, 2)
    kept = result.night.slots[1].anchors
    assert kept == (Started(START + timedelta(seconds=STEP + 20)), end, Position(-1))


@pytest.mark.parametrize(
    ("now", "since", "played", "sentence"),
    [
        (-60, None, None, "the night starts at 22:00; nothing of it can have played"),
        (600, 700, None, '"d" cannot have started at 22:11: it is 22:10'),
        (2, 2, [1, 2, 3], "3 tracks cannot have played in 2 s"),
    ],
)
def test_what_cannot_have_happened_is_said(
    now: int, since: int | None, played: list[int] | None, sentence: str
) -> None:
    with pytest.raises(ClubplannerError, match=sentence):
        again(hour(*free(*"abcdef")), now, 4, since=since, played=played)


def test_nothing_started_before_what_is_known_to_have() -> None:
    first = again(hour(*free(*"abcdef")), STEP + 100, 2)
    with pytest.raises(ClubplannerError, match='"b" started at 22:06:08'):
        again(first.night, STEP + 300, 3, since=STEP)


@given(SEEDS, PLACES, DRIFTS)
@settings(deadline=None, max_examples=60)
def test_the_past_is_history_and_no_track_plays_twice(
    seed: int, share: float, drift: int
) -> None:
    case = known(seed, hard=False)
    result, now, _ = drifted(case, share, drift)
    plan, context = result.night, case[2]
    items = timeline(plan, context).items
    assert items[result.place].start == now
    past = plan.slots[: result.place]
    assert all(slot.anchor(Started) for slot in past)
    assert [slot.track for slot in past] == [
        slot.track for slot in case[1].slots if slot.id in {s.id for s in past}
    ]
    begun = [item.start for item in items]
    assert begun == sorted(begun)
    paths = [slot.track.path for slot in plan.slots if slot.track]
    assert len(paths) == len(set(paths))


def test_a_build_after_it_keeps_what_was_played() -> None:
    _, plan, context, stock = known(2, hard=False)
    item = timeline(plan, context).items[8]
    result = replan(plan, item.start + 300, item.slot.id, stock, context)
    built = build(result.night, stock.tracks, context, seconds=None, steps=200)
    assert built.night is not None, built.why
    count = result.place + 1
    assert built.night.slots[:count] == result.night.slots[:count]
    starts = [i.start for i in timeline(built.night, context).items[: count + 1]]
    assert starts == [
        i.start for i in timeline(result.night, context).items[: count + 1]
    ]
    assert {b.rule for b in breaches(built.night, context)} == set()


def start_late(plan: Night, now: int) -> Replanned:
    library = [slot.track for slot in plan.slots if slot.track]
    return replan_start(plan, now, make_stock(plan, library, CONTEXT), CONTEXT)


def test_a_night_that_begins_late_waits_and_meets_its_pins_all_the_same() -> None:
    first, *others = free(*"abcdef")
    first = replace(first, anchors=(moment(0), Position(1)))
    others[3] = replace(others[3], anchors=(moment(4 * STEP),))
    plan = hour(first, *others)
    result = start_late(plan, 2 * STEP)
    wait, begin = result.night.slots[:2]
    assert (wait.gap_s, begin.name, result.place) == (2 * STEP, "a", 1)
    assert wait.locked
    assert begin.anchors == (Position(2),)
    assert result.drift_s == 2 * STEP
    assert result.unheld == ('"a" misses its pin at 22:00 by 8.9 min.',)
    items = timeline(result.night, CONTEXT).items
    assert items[1].start == 2 * STEP
    (pinned,) = (item for item in items if item.slot.name == "e")
    assert abs(pinned.start - 4 * STEP) <= 30
    assert not any(slot.anchor(Started) for slot in result.night.slots)


def test_doors_that_open_later_still_move_the_wait_and_a_start_ends_it() -> None:
    plan = hour(*free(*"abcdef"), end=8 * STEP)
    once = start_late(plan, STEP)
    twice = start_late(once.night, STEP + 60)
    assert twice.drift_s == 60
    assert [slot.gap_s for slot in twice.night.slots if slot.is_gap] == [STEP + 60]
    begun = again(twice.night, STEP + 90, 1, since=STEP + 90, played=())
    assert not any(slot.is_gap for slot in begun.night.slots)
    other = again(twice.night, STEP + 90, track("x"), [track("x")], played=())
    assert not any(slot.is_gap for slot in other.night.slots)


def test_a_wait_counts_as_a_slot_for_numbers_and_is_taken_off_again() -> None:
    slots = free(*"abc")
    slots[0] = replace(slots[0], anchors=(Position(1),))
    slots[2] = replace(slots[2], anchors=(Position(-1), Position(3)))
    plan = hour(*slots)
    waiting = with_wait(plan, 600)
    assert breaches(waiting, CONTEXT)[0].rule == "H4"
    assert [b for b in breaches(waiting, CONTEXT) if b.rule == "H3"] == []
    assert without_wait(waiting) == plan
    assert with_wait(plan, 0) is without_wait(plan) is plan


def test_nothing_is_planned_anew_before_it_is_late() -> None:
    plan = hour(*free(*"abc"))
    with pytest.raises(ClubplannerError, match='nothing is late: "a" is due at 22:00'):
        start_late(plan, 0)
    begun = again(plan, 10, 1).night
    with pytest.raises(ClubplannerError, match='by the plan "a" has started'):
        start_late(begun, 600)
    with pytest.raises(ClubplannerError, match="nothing is planned"):
        start_late(hour(end=600), 60)
