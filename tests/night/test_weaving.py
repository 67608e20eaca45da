"""Plans side by side: cut at what they share, woven of parts, weakest places."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Position, Slot
from clubplanner.night.score import score
from clubplanner.night.weaving import weakest, weakest_line, weave
from tests.night.making import night, track


def plan_of(words: Sequence[str]) -> Night:
    """Return a plan of words: capitals are pinned, a dash is a gap, all else is free.

    Pinned slots and gaps have the same id in every plan, free ones count from 50.
    """
    slots = []
    for place, word in enumerate(words):
        if word == "-":
            slots.append(Slot(40, gap_s=60))
        elif word.isupper():
            pin = (Position(1),)
            slots.append(Slot(ord(word[0]) - 64, track(word), anchors=pin))
        else:
            slots.append(Slot(50 + place, track(word)))
    return replace(night(), slots=tuple(slots))


def names(plan: Night) -> str:
    return "".join("-" if slot.is_gap else slot.name for slot in plan.slots)


@pytest.mark.parametrize(
    ("plans", "parts"),
    [
        (["abc", "xyz"], [["abc"], ["xyz"]]),
        (["aBc", "xyB"], [["a", "Bc"], ["xy", "B"]]),
        (["ABc", "AxB"], [["", "A", "Bc"], ["", "Ax", "B"]]),
        (["a-b", "-xy"], [["a", "-b"], ["", "-xy"]]),
        (["aBcAd", "xAyBz"], [["aBcAd"], ["xAyBz"]]),
        (["aBcAdCe", "AxByCz"], [["aBcAd", "Ce"], ["AxBy", "Cz"]]),
        (["aBc", "xyz"], [["aBc"], ["xyz"]]),
        (["aB", "Bb", "cBd"], [["a", "B"], ["", "Bb"], ["c", "Bd"]]),
    ],
)
def test_plans_are_cut_at_the_slots_they_share_in_order(
    plans: list[str], parts: list[list[str]]
) -> None:
    woven = weave([plan_of(plan) for plan in plans])
    found = [
        ["".join("-" if s.is_gap else s.name for s in part) for part in plan]
        for plan in woven.parts
    ]
    assert found == parts


def test_a_part_of_another_plan_comes_with_ids_of_its_own() -> None:
    woven = weave([plan_of("aBc"), plan_of("xBy")])
    mixed = woven.woven([0, 1])
    assert names(mixed) == "aBy"
    assert len({slot.id for slot in mixed.slots}) == 3
    assert mixed.slots[1] == woven.nights[0].slots[1]


def test_one_plan_for_all_parts_is_that_plan_itself() -> None:
    woven = weave([plan_of("aBc"), plan_of("xBy")])
    assert woven.woven([1, 1]) is woven.nights[1]


def test_a_choice_is_needed_for_every_part() -> None:
    with pytest.raises(ValueError, match="argument"):
        weave([plan_of("aBc"), plan_of("xBy")]).woven([0])


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=4)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3), st.data())
def test_any_weave_holds_all_pins_once_and_ids_are_its_own(
    plans: list[tuple[list[str], list[str], list[str]]], data: st.DataObject
) -> None:
    made = [plan_of([*a, "P", *b, "Q", *c]) for a, b, c in plans]
    woven = weave(made)
    assert woven.count == 3
    picks = st.integers(0, len(made) - 1)
    chosen = data.draw(st.lists(picks, min_size=3, max_size=3))
    mixed = woven.woven(chosen)
    wanted = [
        *plans[chosen[0]][0],
        "P",
        *plans[chosen[1]][1],
        "Q",
        *plans[chosen[2]][2],
    ]
    assert names(mixed) == "".join(wanted)
    assert len({slot.id for slot in mixed.slots}) == len(mixed.slots)


def test_a_plan_is_weakest_where_slot_and_way_in_cost_most() -> None:
    slots = [
        Slot(n, replace(track(name), bpm=bpm))
        for n, (name, bpm) in enumerate((("a", 120.0), ("b", 121.0), ("c", 128.0)), 1)
    ]
    judged = score(replace(night(), slots=tuple(slots)), Context())
    place, terms = weakest(judged)
    assert place == 2
    assert terms == judged.links[1].terms + judged.slots[2]
    line = weakest_line(judged)
    assert line.startswith(f'{judged.timeline.items[2].begins:%H:%M} "c", ')
    assert f"{terms.total:,}, mostly tempo {terms.tempo:,}" in line


def test_an_empty_plan_is_weakest_nowhere() -> None:
    assert weakest_line(score(night(), Context())) == "nowhere: the set is empty"
