from clubplanner.night.chains import Fault, chains
from clubplanner.night.context import Context
from clubplanner.night.plan import After, Played, Slot
from tests.night.making import night, track


def pinned(name: str, after: str | None = None) -> Slot:
    anchor = Played() if after is None else After(after)
    return Slot(0, track(name), anchors=(anchor,))


def names(*slots: Slot) -> list[str]:
    found, loose = chains(night(*slots), Context())
    assert not loose
    return ["".join(slot.name for slot in chain.slots) for chain in found]


def test_after_a_reprise_means_the_last_one_above() -> None:
    assert names(pinned("a"), pinned("b"), pinned("a"), pinned("c", "a")) == [
        *("a", "b", "ac"),
    ]


def test_after_a_slot_further_down_still_means_it() -> None:
    assert names(pinned("c", "b"), pinned("a"), pinned("b")) == ["a", "bc"]


def test_slots_after_each_other_are_one_chain() -> None:
    assert names(pinned("a"), pinned("b", ""), pinned("c", "")) == ["abc"]


def test_after_a_free_slot_only_asks_for_something_above() -> None:
    (chain,), loose = chains(night(Slot(0, track("free")), pinned("b", "")), Context())
    assert (chain.name, chain.follows_any, loose) == ("b", True, ())


def test_two_slots_after_each_other_in_a_ring_are_loose() -> None:
    found, loose = chains(night(pinned("a", "b"), pinned("b", "a")), Context())
    assert (found, [one.fault for one in loose]) == ((), [Fault.CYCLE] * 2)
