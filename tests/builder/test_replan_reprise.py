"""A track pinned twice keeps its 45 minutes when the night runs otherwise (H1)."""

from dataclasses import replace

import pytest

from clubplanner.builder.replan import Replanned
from clubplanner.builder.replanning.goals import Goal
from clubplanner.night.plan import Anchor, Played, Slot
from clubplanner.night.timeline import timeline
from tests.builder.playing import CONTEXT, STEP, again, free, hour, moment
from tests.night.making import track

APART_S = CONTEXT.rules.reprise_s
LIBRARY = [track(f"x{n}", length_s=200.0 + 20 * n) for n in range(9)]


def apart(result: Replanned) -> int:
    items = timeline(result.night, CONTEXT).items
    first, second = (item.start for item in items if item.slot.name == "r")
    return second - first


def after_a_jump(to: int, pin: Anchor) -> Replanned:
    """Play ``a``, then jump over some tracks of a night with ``r`` twice in it."""
    song = track("r")
    plan = hour(
        *free("a"),
        Slot(0, song, anchors=(Played(),)),
        *free(*"cdefghijklm"),
        Slot(0, song, anchors=(pin,)),
        *free(*"yz"),
    )
    return again(plan, STEP, to, LIBRARY, played=[1])


@pytest.mark.parametrize("to", [4, 5, 6])
@pytest.mark.parametrize("pin", [Played(), replace(moment(13 * STEP), window_s=1200)])
def test_skipped_tracks_are_made_up_for_between_the_two_times(
    to: int, pin: Anchor
) -> None:
    result = after_a_jump(to, pin)
    assert result.unheld == ()
    assert apart(result) >= APART_S


def test_where_both_cannot_be_held_one_is_said_and_the_other_kept() -> None:
    song = track("r")
    plan = hour(
        *free("a"),
        Slot(0, song, anchors=(Played(),)),
        *free(*"cdefghijkl"),
        Slot(0, song, anchors=(moment(12 * STEP),)),
        *free(*"yz"),
    )
    result = again(plan, 2 * STEP + 400, 2, LIBRARY)
    told = [one for one in result.unheld if one.startswith('"r" ')]
    assert len(told) == 1
    assert ("late: pinned to" in told[0]) is (apart(result) >= APART_S)


@pytest.mark.parametrize(
    ("window", "usual", "wanted"),
    [
        ((0, 9000), (3000, 3100), ((3268, 9000), (3268, 3268))),
        ((3200, 3300), (3200, 3300), ((3268, 3300), (3268, 3300))),
        ((3200, 3260), (3230, 3230), ((3200, 3260), (3230, 3230))),
        ((3300, 3400), (3300, 3400), ((3300, 3400), (3300, 3400))),
    ],
)
def test_its_window_begins_45_minutes_behind_the_first_time(
    window: tuple[int, int],
    usual: tuple[int, int],
    wanted: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    slots = free(*"abc", "r", "r")
    line = timeline(hour(*slots), CONTEXT)
    goal = Goal(5, usual, window, ((2, 5),)).parted(line, 3000)
    assert (goal.window, goal.usual) == wanted
