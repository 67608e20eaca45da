"""Plans beside each other by the clock: what is at one time stands in one row."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.night.lining_up import Beside, by_clock
from clubplanner.night.plan import Played, Slot
from clubplanner.night.timeline import Timed
from tests.night.making import START, track


def timed(number: int, name: str, second: int, *, pinned: bool = False) -> Timed:
    slot = Slot(number, track(name), anchors=(Played(),) if pinned else ())
    begins = START + timedelta(seconds=second)
    return Timed(slot, second, 300, 30, begins, begins + timedelta(seconds=300))


def plan(number: int, *slots: tuple[str, int]) -> list[Timed]:
    made = enumerate(slots, 100 * number)
    return [timed(n, name, second) for n, (name, second) in made]


def names(rows: list[Beside]) -> list[str]:
    return [" ".join(item.slot.name if item else "-" for item in row) for row in rows]


def test_what_starts_at_about_the_same_time_stands_together() -> None:
    one = plan(1, ("a", 0), ("b", 270), ("c", 540), ("d", 810))
    other = plan(2, ("e", 20), ("f", 500), ("g", 800))
    assert names(by_clock([one, other])) == ["a e", "b -", "c f", "d g"]


def test_a_track_stands_beside_itself_some_minutes_later() -> None:
    one = plan(1, ("a", 0), ("b", 300), ("c", 600))
    other = plan(2, ("a", 0), ("x", 200), ("y", 400), ("b", 700), ("c", 1000))
    assert names(by_clock([one, other])) == ["a a", "- x", "- y", "b b", "c c"]


def test_a_pinned_slot_stands_beside_itself_whenever_it_comes() -> None:
    one, other = timed(7, "p", 0, pinned=True), timed(7, "p", 5000, pinned=True)
    assert len(by_clock([[one], [other]])) == 1
    far = replace(other, slot=replace(other.slot, anchors=()))
    assert len(by_clock([[replace(one, slot=far.slot)], [far]])) == 2


def test_three_plans_and_an_empty_one() -> None:
    one, two = plan(1, ("a", 0), ("b", 300)), plan(2, ("c", 310))
    assert names(by_clock([one, two, []])) == ["a - -", "b c -"]
    assert by_clock([[], []]) == []


SECONDS = st.lists(st.integers(0, 9000), max_size=12, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(st.lists(SECONDS, min_size=1, max_size=3))
def test_every_plan_keeps_all_its_slots_in_order(plans: list[list[int]]) -> None:
    made = [
        plan(n, *((f"{n}.{at}", at) for at in seconds))
        for n, seconds in enumerate(plans)
    ]
    rows = by_clock(made)
    for n, items in enumerate(made):
        assert [row[n] for row in rows if row[n] is not None] == items
    for row in rows:
        starts = [item.start for item in row if item is not None]
        assert starts
        assert max(starts) - min(starts) < 2 * 240
