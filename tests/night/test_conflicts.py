"""Anchors that no plan can hold together: each pair named, with minutes and a mend."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.track import Track
from clubplanner.night.chains import Fault, chains
from clubplanner.night.clashes import clashes
from clubplanner.night.conflicts import conflicts
from clubplanner.night.context import Context
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Played,
    Position,
    Slot,
)
from clubplanner.night.rules import Rules
from tests.night.making import START, night, track

CONTEXT = Context(rules=Rules(mix_beats=0))
"""Without overlaps, so that a track of 300 s moves the night on by 300 s."""


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def pinned(name: str, *anchors: Anchor, length: float = 300, **more: object) -> Slot:
    return Slot(0, track(name, length_s=length), anchors=anchors, **more)  # type: ignore[arg-type]


def only(plan: Night) -> tuple[str, str, int]:
    """Return clash, mend and seconds of the one conflict there is."""
    found = conflicts(plan, CONTEXT)
    assert len(found) == 1, found
    return found[0].clash, found[0].mend, found[0].missing_s


def test_two_times_with_too_little_room_between() -> None:
    first = pinned("Rivalry", At(at(0)), length=236)
    text, mend, missing = only(night(first, pinned("Inferno", At(at(2)))))
    assert text == (
        '"Rivalry" at 22:00 plays until 22:03 and "Inferno" is pinned to 22:02: '
        "1.4 min too many."
    )
    assert mend == (
        "move Inferno to 22:04, or allow Inferno 2 min either side of its time, or let "
        "Rivalry play 2:30 only"
    )
    assert missing == 236 - 120 - 30


def test_mending_as_told_mends() -> None:
    first = pinned("Rivalry", At(at(0)), length=236)
    assert conflicts(night(first, pinned("Inferno", At(at(4)))), CONTEXT) == ()


def test_windows_make_room() -> None:
    slots = (pinned("a", At(at(10), 120)), pinned("b", At(at(12), 120)))
    assert conflicts(night(*slots), CONTEXT) == ()


def test_the_order_in_the_plan_does_not_matter() -> None:
    slots = (pinned("late", At(at(60))), pinned("early", At(at(10))))
    assert conflicts(night(*slots), CONTEXT) == ()


def test_a_time_against_an_ending() -> None:
    slots = (pinned("a", At(at(10))), pinned("b", EndAt(at(16))))
    text, _, missing = only(night(*slots))
    assert '"a" at 22:10 plays until 22:15' in text
    assert missing == 300 - 60 - 60


def test_start_and_end_of_one_slot_that_disagree() -> None:
    text, mend, missing = only(night(pinned("a", At(at(10)), EndAt(at(20)))))
    assert text == 'The times "a" is pinned to are 4 min apart.'
    assert missing == 240
    assert mend.startswith("move a to 22:14, or allow a 5 min either side")


def test_start_and_end_of_one_slot_that_agree() -> None:
    assert conflicts(night(pinned("a", At(at(10)), EndAt(at(15)))), CONTEXT) == ()


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        (At(at(-10)), "pinned to 21:50, but the night starts at 22:00"),
        (At(at(179.9)), "it would play until 01:04, the night ends at 01:00"),
        (At(at(240)), "the night ends at 01:00"),
    ],
)
def test_times_outside_the_night(anchor: At, said: str) -> None:
    text, _, missing = only(night(pinned("a", anchor)))
    assert said in text
    assert missing > 0


def test_a_time_just_before_the_curfew_is_fine() -> None:
    assert conflicts(night(pinned("a", At(at(178)))), CONTEXT) == ()


def test_first_at_a_later_time() -> None:
    text, _, _ = only(night(pinned("a", Position(1), At(at(30)))))
    assert "the night starts at 22:00, and it is to be the first" in text


def test_last_at_an_early_time() -> None:
    text, _, _ = only(night(pinned("a", Position(-1), At(at(30)))))
    assert "the night ends at 01:00, and it is to be the last" in text


def test_a_position_reached_long_before_the_time() -> None:
    text, _, _ = only(night(pinned("a", Position(4), At(at(60)))))
    assert "as number 4 it starts by 22:18 at the latest" in text


def test_positions_against_times() -> None:
    slots = (
        pinned("a", At(at(30)), Position(9)),
        pinned("b", At(at(40)), Position(8)),
    )
    text, _, _ = only(night(*slots))
    assert text == ('"a" is pinned to a later place than "b", but to an earlier time.')


@pytest.mark.parametrize(
    ("place", "named"), [(1, "first"), (-1, "last"), (5, "number 5")]
)
def test_one_place_for_two(place: int, named: str) -> None:
    slots = (pinned("a", Position(place)), pinned("b", Position(place)))
    text = conflicts(night(*slots), CONTEXT)[0].clash
    assert text == f'"a" and "b" are both pinned to be {named}.'


def test_a_chain_takes_the_places_of_all_its_slots() -> None:
    slots = (
        pinned("a", Position(5)),
        pinned("b", After("a")),
        pinned("c", Position(6)),
    )
    text, _, _ = only(night(*slots))
    assert "both pinned to be number 6" in text


def test_two_positions_for_one_slot() -> None:
    text, _, _ = only(night(pinned("a", Position(2), Position(5))))
    assert text == '"a" cannot stand at the places asked of them.'


def test_a_chain_whose_times_disagree() -> None:
    slots = (pinned("a", At(at(10))), pinned("b", After("a"), At(at(30))))
    text, _, missing = only(night(*slots))
    assert text.startswith('"a" and "b" play in one piece')
    assert missing == 15 * 60 - 60


def test_after_a_slot_that_is_not_there() -> None:
    text, mend, _ = only(night(pinned("a", After("Nobody"))))
    assert text == '"a" must come directly after "Nobody", which is not in the plan.'
    assert mend == (
        'put Nobody into the night and pin it as played, or take the "after" off a'
    )


def test_two_after_the_same_one() -> None:
    slots = (
        pinned("a", Played()),
        pinned("b", After("a")),
        pinned("c", After("a")),
    )
    text, mend, _ = only(night(*slots))
    assert text == '"c" and "b" must both come directly after "a".'
    assert mend == 'pin c after b instead, or take the "after" off c'


def test_a_circle_of_afters() -> None:
    slots = (pinned("a", After("b")), pinned("b", After("a")))
    found = conflicts(night(*slots), CONTEXT)
    assert len(found) == 2
    assert "which in turn comes after it" in found[0].clash


def test_after_above_the_first_slot() -> None:
    text, _, _ = only(night(pinned("a", After())))
    assert "it is the first slot" in text


def test_first_and_after_another() -> None:
    free = Slot(0, track("free"))
    text, _, _ = only(night(free, pinned("a", After(), Position(1))))
    assert text == '"a" must be the first and come after another slot.'


def test_a_reprise_too_soon() -> None:
    again = pinned("a", At(at(30)))
    text, mend, missing = only(night(pinned("a", At(at(0))), again))
    assert (
        text == '"a" is pinned twice, 30.5 min apart at most; a reprise needs 45 min.'
    )
    assert missing == 870
    assert mend.startswith("move a to 22:45")


def test_a_reprise_late_enough() -> None:
    again = pinned("a", At(at(50)))
    assert conflicts(night(pinned("a", At(at(0))), again), CONTEXT) == ()


def test_a_night_without_anchors_has_no_conflict() -> None:
    assert conflicts(night(Slot(0, track("a")), Slot(0, track("b"))), CONTEXT) == ()


def test_chains_keep_the_clock_inside() -> None:
    slots = (
        pinned("a", Played()),
        Slot(0, track("free")),
        pinned("b", After("a"), EndAt(at(60), 90)),
        pinned("c", After("b"), Position(-1)),
    )
    found, loose = chains(night(*slots), CONTEXT)
    assert loose == ()
    chain = found[0]
    assert [slot.name for slot in chain.slots] == ["a", "b", "c"]
    assert chain.starts == (0, 300, 600)
    assert (chain.step, chain.span) == (900, 900)
    assert chain.window == (3600 - 600 - 90, 3600 - 600 + 90)
    assert chain.positions == (-3,)


def test_gaps_count_as_pinned_to_their_time() -> None:
    plan = night(Slot(0, track("a")), Slot(0, gap_s=600))
    found, _ = chains(plan, CONTEXT)
    assert found[0].window == (180, 420)
    assert chains(plan, CONTEXT, gaps=False) == ((), ())


def test_a_cycle_is_told_as_loose() -> None:
    slots = (pinned("a", After("b")), pinned("b", After("a")))
    _, loose = chains(night(*slots), CONTEXT)
    assert {one.fault for one in loose} == {Fault.CYCLE}


def test_three_pins_that_fit_in_pairs_only() -> None:
    slots = (pinned("a", At(at(0))), pinned("b", At(at(4.5))), pinned("c", At(at(8.5))))
    text, mend, missing = only(night(*slots))
    assert text.startswith('"a", "b" and "c" must all start between 22:00 and 22:09')
    assert missing == 60
    assert mend.startswith("move c to 22:09")


def test_more_pinned_tracks_than_the_night_holds() -> None:
    slots = [pinned(f"p{n}", Played()) for n in range(20)]
    text, mend, _ = only(night(*slots, hours=1))
    assert "9 more" in text
    assert mend == "end the night at 23:36"


def test_a_free_slot_that_a_pin_names_is_part_of_the_chain() -> None:
    plan = night(Slot(0, track("free")), pinned("b", After("free")))
    found, loose = chains(plan, CONTEXT)
    assert loose == ()
    assert [slot.name for slot in found[0].slots] == ["free", "b"]
    assert conflicts(plan, CONTEXT) == ()


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        (track("free", bpm=None), "has no BPM"),
        (track("tired"), "was played here less than 2 weeks ago"),
        (track("free", artist="artist of b"), "is by the same artist"),
    ],
)
def test_a_free_slot_that_must_not_play_can_be_pinned(lead: Track, why: str) -> None:
    context = Context(weeks={"tired.mp3": 1})
    plan = night(Slot(0, lead), pinned("b", After(lead.title)))
    (found,) = conflicts(plan, context)
    assert why in found.clash
    assert found.mend == f"pin {lead.title} as played"


ANCHORS = st.one_of(
    st.builds(
        lambda minute, window: At(at(minute), window),
        st.integers(-10, 70),
        st.sampled_from([0, 30, 120, 600]),
    ),
    st.builds(lambda minute: EndAt(at(minute)), st.integers(0, 80)),
    st.builds(Position, st.sampled_from([1, 2, 3, 8, -1, -2])),
    st.builds(Played),
    st.builds(After, st.sampled_from(["", "t0", "t1", "t2", "nobody"])),
)
SLOTS = st.lists(
    st.tuples(st.lists(ANCHORS, max_size=2, unique_by=type), st.integers(60, 600)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(SLOTS, st.booleans())
def test_every_mend_that_is_offered_mends(
    drawn: list[tuple[list[Anchor], int]], is_reprise: bool
) -> None:
    slots = [
        pinned(f"t{n % 2 if is_reprise else n}", *anchors, length=length)
        for n, (anchors, length) in enumerate(drawn)
    ]
    plan = night(*slots, hours=1)
    before = clashes(plan, CONTEXT)
    for conflict in conflicts(plan, CONTEXT):
        for mend in conflict.mends:
            assert mend.edit is not None
            after = clashes(mend.edit(plan), CONTEXT)
            assert len(after) < len(before)
            assert {c.slot_ids for c in after} <= {c.slot_ids for c in before}


@settings(deadline=None)
@given(SLOTS)
def test_without_any_one_of_its_slots_a_clash_of_times_is_gone(
    drawn: list[tuple[list[Anchor], int]],
) -> None:
    slots = [pinned(f"t{n}", *a, length=length) for n, (a, length) in enumerate(drawn)]
    plan = night(*slots, hours=1)
    for clash in clashes(plan, CONTEXT):
        for gone in clash.slot_ids if clash.missing_s else ():
            left = tuple(s for s in plan.slots if s.id != gone)
            names = {c.slot_ids for c in clashes(replace(plan, slots=left), CONTEXT)}
            assert clash.slot_ids not in names
