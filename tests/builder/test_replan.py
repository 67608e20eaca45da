"""The rest of a night fits again: the remedies, in the order they are tried in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clubplanner.builder.replanning.changes import Remedy, changes
from clubplanner.builder.replanning.goals import Goal, goals
from clubplanner.builder.replanning.history import begin
from clubplanner.builder.replanning.leg import cut_out
from clubplanner.builder.replanning.pacing import Pacing
from clubplanner.night import edits
from clubplanner.night.plan import Night, Played, Slot
from clubplanner.night.timeline import timeline
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
from tests.night.making import night, track


def test_a_plan_that_holds_is_left_alone() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, STEP + 20, 2, [track("x")])
    assert (result.changes, result.unheld, result.drift_s) == ((), (), 20)
    assert result.night.slots[2:] == plan.slots[2:]


def test_a_track_late_means_a_track_less() -> None:
    result = again(hour(*free(*"abcdef")), 2 * STEP, 2, [track("x")])
    (change,) = result.changes
    assert (change.remedy, change.saved_s) == (Remedy.DROP, STEP)
    assert change.text.startswith('drop "')
    assert (result.unheld, len(result.night.slots)) == ((), 5)


def test_a_track_early_means_a_track_more() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, 3, 2, [track("x", artist="someone")], played=[1])
    assert (remedies(result), result.unheld) == (["add"], ())
    assert sorted(names(result).split()) == ["a", "b", "c", "d", "e", "f", "x"]
    assert result.changes[0].text.startswith('add "x" (22:')


def test_some_seconds_late_mean_another_track() -> None:
    shorter = track("x", length_s=200.0)
    result = again(hour(*free(*"abcdef")), STEP + 120, 2, [shorter])
    (change,) = result.changes
    assert change.remedy is Remedy.EXCHANGE
    assert '"x" instead of "' in change.text
    assert change.text.endswith("1.7 min shorter")


def test_without_another_track_plays_are_shortened_by_phrases() -> None:
    result = again(hour(*free(*"abcdef")), STEP + 120, 2)
    (change,) = result.changes
    assert change.remedy is Remedy.PLAY
    phrase = 32 * 60 / 120
    assert change.saved_s == 64 == 4 * phrase
    assert change.text.endswith("out 1.1 min earlier (plays 3:56)")
    assert result.unheld == ()


def test_what_plays_is_not_shortened_to_before_now() -> None:
    plan = hour(*free("a"), Slot(0, track("b"), anchors=(moment(STEP),)))
    on_time = again(plan, 220, 1, since=60)
    assert timeline(on_time.night, CONTEXT).items[1].start <= STEP + 30
    too_late = again(plan, 280, 1, since=60)
    assert too_late.unheld[0].startswith('"b" starts at 22:05:10, 42 s late')


def shorts(**bpms: float) -> Night:
    """Return tracks too short to be cut, the last one pinned to its time.

    Those whose BPM is given are pinned as played.
    """
    slots = free(*"abcdefg", length_s=85.0)
    for n, name in enumerate("abcdefg"):
        if name in bpms:
            odd = track(name, bpms[name], length_s=85.0)
            slots[n] = Slot(0, odd, anchors=(Played(),))
    pinned = timeline(night(*slots, *free("h")), CONTEXT).items[-1].start
    return hour(*slots, Slot(0, track("h", length_s=85.0), anchors=(moment(pinned),)))


def test_where_no_play_can_be_cut_the_tempo_is_nudged() -> None:
    result = again(shorts(), 64 + 32, 2)
    (change,) = result.changes
    assert (change.remedy, result.unheld) == (Remedy.PITCH, ())
    assert change.text == '+0.7% from "c" to "g" saves 5 s'
    assert {slot.pitch for slot in result.night.slots} == {None, 0.7}


@pytest.mark.parametrize(("bpm", "turns"), [(120.0, True), (111.2, False)])
def test_no_deck_leaves_the_pitch_range(bpm: float, turns: bool) -> None:
    # The next deck goes from 111.2 up to 120, which is 7.9 %; 0.7 % more is too much.
    plan = shorts(f=bpm)
    goal = Goal(8, (448, 448), (418, 446))
    leg = cut_out(plan, timeline(plan, CONTEXT), 1, goal, 0)
    found = Pacing(CONTEXT, 1, 0).nudged(leg.night, leg, goal.window)
    assert (found is not None) is turns


def test_a_soft_pin_uses_its_window_last() -> None:
    slots = free(*"abcd", length_s=85.0)
    at = timeline(night(*slots, *free("e")), CONTEXT).items[-1].start
    pin = replace(moment(at), window_s=240)
    closing = Slot(0, track("e", length_s=85.0), anchors=(pin,))
    result = again(hour(*slots, closing, end=at + 85 + 55), 3 * 64 + 110, 4)
    assert (remedies(result), result.unheld) == (["window"], ())
    assert result.changes[0].text == '"e" moves to 22:06 inside its window'
    assert result.changes[0].saved_s == -110


def test_a_drop_comes_before_a_shorter_play() -> None:
    slots = [*free(*"abcd"), Slot(0, track("e"), anchors=(moment(4 * STEP),))]
    late = again(hour(*slots), 2 * STEP, 2)
    assert remedies(late) == ["drop"]
    assert timeline(late.night, CONTEXT).items[-1].start == 4 * STEP


def test_early_without_a_track_plays_go_on_longer() -> None:
    slots = [Slot(0, track(name), out_s=200.0) for name in "abcdef"]
    result = again(hour(*slots), 168 - 120, 2, played=[1])
    assert set(remedies(result)) == {"play"}
    assert "later (plays " in result.changes[0].text
    assert result.unheld == ()


def test_free_time_is_given_up_first_where_nothing_else_is() -> None:
    slots = [*free(*"ab"), Slot(0, gap_s=600), *free("c")]
    result = again(hour(*slots), STEP + 200, 2)
    assert [c.text for c in result.changes] == ["the gap at 22:12 2.3 min shorter"]


def test_a_pin_that_cannot_be_held_is_said_and_met_as_nearly_as_can_be() -> None:
    slots = [*free(*"abc"), Slot(0, track("d"), anchors=(moment(3 * STEP),))]
    result = again(hour(*slots), 3 * STEP, 2, since=3 * STEP)
    late = timeline(result.night, CONTEXT).items[-1].start - 3 * STEP
    assert names(result) == "a b d"
    assert late == 150 - 32
    assert result.unheld[0].startswith('"d" starts at 22:15:22, 2 min late: pinned to')


def test_a_pin_that_is_over_costs_nothing_more() -> None:
    slots = [*free(*"ab"), Slot(0, track("c"), anchors=(moment(2 * STEP),))]
    plan = hour(*slots, *free(*"defghi"), end=4000)
    result = again(plan, STEP + 1500, 2)
    kept = [s for s in result.night.slots if s.name in "bc"]
    assert [slot.out_s for slot in kept] == [None, None]
    assert result.unheld[0].startswith('"c" starts at ')


def test_past_the_curfew_everything_that_may_go_goes() -> None:
    plan = hour(*free(*"abcdef"))
    result = again(plan, 6 * STEP + 900, 3)
    assert names(result) == "a b c"
    assert "the music ends at" in result.unheld[0]


def test_a_plan_that_is_not_full_yet_is_not_filled() -> None:
    plan = hour(*free(*"abc"), end=7200)
    result = again(plan, STEP + 90, 2, [track("x"), track("y")])
    assert result.changes == ()
    assert result.unheld[0].startswith("the music ends at 22:15, 1 h 45 min early")


def test_a_track_that_only_changes_its_time_is_said_to_move() -> None:
    plan = hour(*free(*"abcdef"))
    begun = begin(plan, STEP, 2, CONTEXT)
    slots = list(begun.night.slots)
    again_there = replace(slots.pop(4), id=9)
    moved = replace(begun.night, slots=(*slots[:2], again_there, *slots[2:]))
    (change,) = changes(begun, moved, CONTEXT)
    assert change.text == '"e" moves from 22:17 to 22:08'


def test_a_locked_track_is_not_dropped_nor_changed_to_make_up_time() -> None:
    plan = hour(*free(*"abcdef"))
    locked = edits.lock(plan, {3, 4, 5}, locked=True)
    result = again(locked, 2 * STEP, 2, [track("x")])
    assert result.night.slots[2:5] == locked.slots[2:5]
    assert names(result) == "a b c d e"


def test_nothing_comes_between_two_locked_tracks() -> None:
    plan = hour(*free(*"abcdef"))
    locked = edits.lock(plan, {2, 3, 4, 5, 6}, locked=True)
    result = again(locked, 3, 2, [track("x", artist="someone")], played=[1])
    assert "b c d e f" in names(result)


def test_a_locked_track_that_was_skipped_comes_later() -> None:
    plan = edits.lock(hour(*free(*"abcdef")), {2}, locked=True)
    result = again(plan, 2 * STEP, 4, played=[1])
    assert "b" in names(result).split()


def test_what_is_planned_a_little_early_is_not_let_go_earlier_than_it_may() -> None:
    plan = hour(*free(*"abcdef"))
    plan = replace(plan, end=plan.end + timedelta(seconds=50))
    longer = [track("x", length_s=350.0)]
    result = again(plan, STEP - 50, 2, longer, played=[1])
    assert (remedies(result), result.unheld) == (["exchange"], ())


@pytest.mark.parametrize("off", [0, 20, -20])
def test_a_pin_may_be_missed_by_no_more_than_its_window_wherever_it_was_planned(
    off: int,
) -> None:
    slots = free(*"abcdef")
    slots[4] = replace(slots[4], anchors=(moment(4 * STEP + off),))
    plan = hour(*slots)
    line = timeline(plan, CONTEXT)
    planned = {item.slot.id: item for item in line.items}
    pin, end = goals(plan, 1, planned, CONTEXT)
    due, tolerance = 4 * STEP + off, CONTEXT.rules.tolerance_s
    assert pin.window == (due - tolerance, due + tolerance)
    slack = CONTEXT.rules.tol_end_s
    assert end.window == (plan.length_s - slack, plan.length_s + slack)
