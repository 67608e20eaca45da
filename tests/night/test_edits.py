from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.night import edits
from clubplanner.night.plan import After, At, Night, Played, Position, Slot
from tests.night.making import START, night, track


def names(plan: Night) -> str:
    return "".join(slot.name for slot in plan.slots)


def plan_of(letters: str) -> Night:
    return night(*(Slot(0, track(letter)) for letter in letters))


def test_adding_and_removing_keep_the_rest_in_order() -> None:
    plan = edits.add(plan_of("abc"), track("x"), 1)
    assert names(plan) == "axbc"
    assert names(edits.remove(plan, {plan.slots[1].id})) == "abc"


def test_the_same_track_twice_gets_two_ids() -> None:
    plan = edits.add(plan_of("a"), track("a"), 1)
    assert len({slot.id for slot in plan.slots}) == 2


@pytest.mark.parametrize(
    ("by", "expected"),
    [(1, "acbd"), (-1, "bacd"), (9, "acdb"), (-9, "bacd"), (0, "abcd")],
)
def test_moving_stops_at_the_ends(by: int, expected: str) -> None:
    plan = plan_of("abcd")
    assert names(edits.move(plan, {plan.slots[1].id}, by)) == expected


def test_a_pinned_pair_moves_together_and_is_not_torn_apart() -> None:
    plan = plan_of("abcd")
    plan = edits.pin(plan, plan.slots[2].id, After())
    assert names(edits.move(plan, {plan.slots[1].id}, 1)) == "adbc"
    assert names(edits.move(plan, {plan.slots[0].id}, 1)) == "bcad"
    assert names(edits.move(plan, {plan.slots[3].id}, -1)) == "adbc"


def test_removing_the_lead_of_a_pair_frees_the_other() -> None:
    plan = plan_of("abc")
    plan = edits.pin(plan, plan.slots[1].id, After())
    assert not edits.remove(plan, {plan.slots[0].id}).slots[0].is_anchored


def test_a_pin_of_the_same_kind_replaces_the_old_one() -> None:
    plan = plan_of("a")
    later = START + timedelta(hours=1)
    once = edits.pin(plan, 1, At(START))
    twice = edits.pin(edits.pin(once, 1, Played()), 1, At(later))
    assert set(twice.slots[0].anchors) == {Played(), At(later)}
    assert edits.unpin(twice, 1, At).slots[0].anchors == (Played(),)
    assert not edits.unpin(twice, 1).slots[0].anchors


def test_what_cannot_be_done_says_why_in_one_sentence() -> None:
    plan = edits.add_gap(plan_of("ab"), 1, 300)
    gap = plan.slots[1].id
    impossible: tuple[Callable[[], Night], ...] = (
        lambda: edits.pin(plan, 1, After()),
        lambda: edits.pin(plan, gap, Played()),
        lambda: edits.pin(plan, 1, Position(0)),
        lambda: edits.set_overlap(plan, 1, -1),
        lambda: edits.set_overlap(plan, 1, 10_000),
        lambda: edits.set_points(plan, 1, 100.0, 50.0),
        lambda: edits.set_points(plan, 1, None, 4000.0),
        lambda: edits.set_length(plan, 1, 0),
        lambda: edits.add_gap(plan, 0, 0),
    )
    for edit in impossible:
        with pytest.raises(ClubplannerError) as caught:
            edit()
        assert "\n" not in str(caught.value)


def test_length_counts_from_the_mix_in_point() -> None:
    plan = edits.set_points(plan_of("a"), 1, 30.0, None)
    assert edits.set_length(plan, 1, 120.0).slots[0].out_s == 150.0
    gap = edits.add_gap(plan, 0, 60)
    assert edits.set_length(gap, gap.slots[0].id, 90).slots[0].gap_s == 90


def test_another_track_takes_the_slot_with_its_anchors_but_not_its_mix_points() -> None:
    plan = edits.pin(edits.set_points(plan_of("a"), 1, 30.0, 90.0), 1, Played())
    slot = edits.replace_track(plan, 1, track("x")).slots[0]
    assert (slot.name, slot.mix_in_s, slot.out_s) == ("x", None, None)
    assert slot.anchors == (Played(),)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3), st.integers(0, 9))))
def test_no_chain_of_edits_loses_a_slot_or_doubles_an_id(
    moves: list[tuple[int, int, int]],
) -> None:
    plan = plan_of("abcdefgh")
    for kind, by, place in moves:
        slot = plan.slots[place % len(plan.slots)]
        if kind == 0:
            plan = edits.move(plan, {slot.id}, by)
        elif kind == 1:
            plan = edits.add(plan, track("n"), place)
        elif kind == 2 and plan.slots[0].id != slot.id:
            plan = edits.pin(plan, slot.id, After())
        elif kind == 3 and len(plan.slots) > 2:
            plan = edits.remove(plan, {slot.id})
        elif kind == 4:
            plan = edits.set_note(plan, slot.id, str(by))
        ids = [slot.id for slot in plan.slots]
        assert len(set(ids)) == len(ids)
    again = edits.move(plan, {plan.slots[0].id}, 0)
    assert again == replace(plan, slots=again.slots) == plan


@pytest.mark.parametrize(
    ("moving", "by", "expected"),
    [
        ("bc", 1, "adbce"),
        ("bd", 1, "acbed"),
        ("bd", -1, "badce"),
        ("bd", 9, "acebd"),
        ("de", 1, "abcde"),
        ("ce", 1, "abdce"),
        ("ab", -3, "abcde"),
        ("abcde", 1, "abcde"),
    ],
)
def test_several_slots_move_each_as_far_as_it_can(
    moving: str, by: int, expected: str
) -> None:
    plan = plan_of("abcde")
    ids = {slot.id for slot in plan.slots if slot.name in moving}
    assert names(edits.move(plan, ids, by)) == expected


@pytest.mark.parametrize(
    ("moving", "target", "after", "expected"),
    [
        ("a", "d", True, "bcda"),
        ("d", "a", False, "dabc"),
        ("a", "b", True, "bcad"),
        ("d", "c", False, "adbc"),
        ("d", "c", True, "abcd"),
        ("b", "c", True, "abcd"),
        ("ad", "b", False, "adbc"),
        ("cd", "a", False, "bcda"),
        ("ac", "d", True, "dabc"),
        ("ac", "b", True, "abcd"),
    ],
)
def test_slots_come_together_beside_another_and_its_chain(
    moving: str, target: str, after: bool, expected: str
) -> None:
    plan = plan_of("abcd")
    plan = edits.pin(plan, plan.slots[2].id, After())
    ids = {slot.id for slot in plan.slots if slot.name in moving}
    [there] = [slot.id for slot in plan.slots if slot.name == target]
    assert names(edits.move_beside(plan, ids, there, after=after)) == expected


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("ae", "ebcda"),
        ("ea", "ebcda"),
        ("ab", "bacde"),
        ("bc", "acdbe"),
        ("bd", "acdbe"),
        ("ac", "cdbae"),
        ("de", "abecd"),
    ],
)
def test_two_slots_change_places_with_what_is_pinned_after_them(
    pair: str, expected: str
) -> None:
    plan = plan_of("abcde")
    plan = edits.pin(plan, plan.slots[3].id, After())
    one, other = (next(s.id for s in plan.slots if s.name == name) for name in pair)
    swapped = edits.swap(plan, one, other)
    assert names(swapped) == expected
    assert edits.swap(swapped, one, other) == plan


def test_two_slots_of_one_chain_keep_their_order() -> None:
    plan = plan_of("abc")
    plan = edits.pin(plan, plan.slots[1].id, After())
    with pytest.raises(ClubplannerError, match='"a" and "b" are pinned after each'):
        edits.swap(plan, plan.slots[0].id, plan.slots[1].id)
