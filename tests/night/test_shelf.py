"""The shelf and locks of a night: every edit, and where what lies there comes back."""

from dataclasses import replace

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import At, Night, Played, Slot
from tests.residency.nights import START, night


def maybe(name: str) -> Track:
    """Return a track to put on the shelf."""
    return Track(f"{name}.mp3", title=name, artist="B", bpm=120, length_s=300)


def shelved(plan: Night) -> str:
    """Return the titles on the shelf."""
    return " ".join(slot.name for slot in plan.shelf)


def titles(plan: Night) -> str:
    """Return the titles in the set."""
    return "".join(slot.name for slot in plan.slots)


def test_tracks_go_on_the_shelf_once() -> None:
    plan = edits.shelve(night("abc"), [maybe("x"), maybe("y"), maybe("x")])
    plan = edits.shelve(plan, [maybe("y"), maybe("z")])
    assert (titles(plan), shelved(plan)) == ("abc", "x y z")
    ids = [slot.id for slot in (*plan.slots, *plan.shelf)]
    assert len(set(ids)) == len(ids)
    assert plan.next_id() not in ids


def test_a_slot_goes_to_the_shelf_without_its_pins_and_lock() -> None:
    plan = night("abc", At(START))
    noted = replace(plan.slots[1], note="big", cut_in=True, locked=True)
    plan = replace(plan, slots=(plan.slots[0], noted, plan.slots[2]))
    plan = edits.shelve_slots(plan, {noted.id})
    assert titles(plan) == "ac"
    assert plan.shelf == (replace(noted, anchors=(), locked=False),)


def test_a_slot_takes_the_place_of_its_track_on_the_shelf() -> None:
    plan = edits.shelve(night("ab"), [maybe("a"), maybe("x")])
    plan = edits.shelve_slots(plan, {plan.slots[0].id})
    assert shelved(plan) == "x a"


def test_a_gap_cannot_go_on_the_shelf() -> None:
    plan = edits.add_gap(night("ab"), 1, 60)
    with pytest.raises(ClubplannerError, match="a gap cannot go on the shelf"):
        edits.shelve_slots(plan, {plan.slots[1].id})


def test_what_is_on_the_shelf_goes_in_anywhere_or_away() -> None:
    plan = edits.shelve(night("ab"), [maybe("x"), maybe("y")])
    first, second = (slot.id for slot in plan.shelf)
    assert titles(edits.from_shelf(plan, second, 1)) == "ayb"
    assert shelved(edits.from_shelf(plan, second, 1)) == "x"
    assert shelved(edits.unshelve(plan, first)) == "y"
    with pytest.raises(KeyError):
        edits.from_shelf(plan, 99, 0)


def test_slots_are_locked_and_unlocked() -> None:
    plan = edits.lock(night("abc"), {0, 2}, locked=True)
    assert [slot.locked for slot in plan.slots] == [True, False, True]
    assert edits.lock(plan, {0, 2}, locked=False) == night("abc")


@pytest.mark.parametrize(
    ("slot", "kept"),
    [
        (Slot(1), False),
        (Slot(1, locked=True), True),
        (Slot(1, anchors=(Played(),)), True),
    ],
)
def test_what_is_pinned_or_locked_is_kept(slot: Slot, kept: bool) -> None:
    assert slot.is_kept is kept
