"""A slot pinned to be the n-th, or that from the back, stays it when time runs."""

from dataclasses import replace

import pytest

from clubplanner.night.plan import Night, Position
from tests.builder.playing import STEP, again, free, hour, remedies
from tests.night.making import track

NAMES = "abcdefghijklmnop"


def counted(place: int, number: int, dear: str) -> Night:
    """Return a night with one slot pinned by number and some tracks that mix badly."""
    slots = free(*NAMES)
    slots[place] = replace(slots[place], anchors=(Position(number),))
    for n, name in enumerate(NAMES):
        if name in dear:
            slots[n] = replace(slots[n], track=track(name, key="2B"))
    return hour(*slots)


@pytest.mark.parametrize(
    ("place", "number", "dear"),
    [(9, 10, "cdefgh"), (6, -10, "jklmno")],
    ids=["from-the-front", "from-the-back"],
)
def test_tracks_are_dropped_where_nobody_counts_them(
    place: int, number: int, dear: str
) -> None:
    """Those that go best stand where each of them is counted."""
    plan = counted(place, number, dear)
    result = again(plan, 4 * STEP, 2, [track("x", artist="someone")])
    assert (result.unheld, remedies(result)) == ((), ["drop"] * 3)
    slots = result.night.slots
    there = number - 1 if number > 0 else len(slots) + number
    assert slots[there].name == NAMES[place]


def test_where_all_are_counted_shorter_tracks_come_in() -> None:
    plan = counted(15, 16, "")
    shorter = [track(f"x{n}", length_s=150.0) for n in range(8)]
    result = again(plan, 3 * STEP, 2, shorter)
    assert result.unheld == ()
    assert set(remedies(result)) == {"exchange"}
    assert len(result.night.slots) == len(plan.slots)


def test_a_number_that_cannot_be_had_any_more_does_not_stop_the_rest() -> None:
    plan = hour(*free(*NAMES))
    wanted = replace(plan.slots[5], anchors=(Position(40),))
    plan = replace(plan, slots=(*plan.slots[:5], wanted, *plan.slots[6:]))
    result = again(plan, 3 * STEP, 2, [track("x", artist="someone")])
    assert remedies(result) == ["drop"] * 2
    (said,) = result.unheld
    assert "number 40" in said
