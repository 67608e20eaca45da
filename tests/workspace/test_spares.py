"""Tracks held ready beside a plan: bounded, never the same for two neighbours."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

import pytest

from clubplanner.exchange.options import Spare
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import After, At, Night
from clubplanner.night.score import score
from clubplanner.night.transition import Transition, transitions
from clubplanner.workspace.exporting import is_wide, transition_facts
from clubplanner.workspace.planner import Planner
from clubplanner.workspace.spares import MOST_LADDERS, MOST_SLOTS, PER_SLOT, spares
from tests.exchange.nights import START, night, track


@dataclass
class Suggesting:
    """Stands for the planner: suggests the same tracks everywhere, best first."""

    paths: tuple[str, ...]
    bridged: tuple[str, ...] = ()
    asked: int = 0
    walked: int = 0

    def suggest(
        self, index: int, *, replace: bool, limit: int = 20
    ) -> list[SimpleNamespace]:
        assert replace
        self.asked += 1
        return [
            SimpleNamespace(track=Track(path, title=path), bridges=path in self.bridged)
            for path in self.paths[:limit]
        ]

    def ladder(
        self,
        outgoing: Track,
        incoming: Track,
        *,
        without: Collection[str],
        is_one_of_many: bool,
    ) -> SimpleNamespace:
        assert outgoing.path in without
        assert is_one_of_many
        self.walked += 1
        rung = Track("/rung", title="Rung", artist="Ada", bpm=114.0)
        return SimpleNamespace(tracks=(rung,), bridges=0)


def planner(stand_in: Suggesting) -> Planner:
    return cast("Planner", stand_in)


def steps(plan: Night, context: Context | None = None) -> tuple[Transition, ...]:
    here = context or Context()
    return transitions(plan, score(plan, here), here)


def test_neighbours_name_other_tracks_and_none_its_own() -> None:
    plan = night(*(track(n) for n in range(3)))
    stand_in = Suggesting((plan.slots[0].track.path, *"abcdef"))  # type: ignore[union-attr]
    held = spares(planner(stand_in), plan, ())
    names = [[one.title for one in held.instead[slot.id]] for slot in plan.slots]
    assert names[0] == ["a", "b", "c"]
    assert names[1][0] not in names[0]
    assert not set(names[0]) & set(names[1])
    assert names[2] == ["a", "b", "c"] or not set(names[1]) & set(names[2])
    assert all(len(one) <= PER_SLOT for one in names)


def test_a_track_that_would_be_a_bridge_is_not_named() -> None:
    stand_in = Suggesting(("a", "b"), bridged=("a",))
    held = spares(planner(stand_in), night(track(1)), ())
    assert [one.title for one in held.instead[1]] == ["b"]


def test_pinned_slots_and_gaps_get_none() -> None:
    plan = night(track(1), track(2), gaps={1: 60})
    pinned = replace(plan.slots[0], anchors=(At(START),))
    plan = replace(plan, slots=(pinned, *plan.slots[1:]))
    held = spares(planner(Suggesting(("a",))), plan, ())
    assert list(held.instead) == [plan.slots[2].id]


def test_a_very_long_night_is_bounded_and_says_so() -> None:
    stand_in = Suggesting(("a",))
    held = spares(planner(stand_in), night(*map(track, range(1000))), ())
    assert stand_in.asked == len(held.instead) == MOST_SLOTS
    assert held.problems == ("other tracks are named for the first 120 slots only",)


def test_bridges_get_a_ladder_the_first_dozen_of_them() -> None:
    plan = night(*(track(n, bpm=100.0 if n % 2 else 128.0) for n in range(30)))
    bridges = [step for step in steps(plan) if is_wide(step, Context())]
    assert len(bridges) == 29
    stand_in = Suggesting(())
    held = spares(planner(stand_in), plan, bridges)
    assert stand_in.walked == len(held.ladders) == MOST_LADDERS
    assert held.ladders[2] == (Spare("Rung", "Ada", 114.0),)


@pytest.mark.parametrize(
    ("values", "is_it"),
    [({}, True), ({"cut_in": True}, False)],
    ids=["mixed", "cut"],
)
def test_a_pinned_pair_over_a_wide_step_is_wide_unless_it_is_cut(
    values: dict[str, bool], is_it: bool
) -> None:
    plan = night(track(1, bpm=100.0), track(2))
    second = replace(plan.slots[1], anchors=(After(),), **values)  # type: ignore[arg-type]
    plan = replace(plan, slots=(plan.slots[0], second))
    (step,) = steps(plan)
    assert step.kind == "pinned"
    facts = transition_facts((step,), Context())[second.id]
    assert facts.is_wide is is_it
    assert facts.kind == "pinned"
    assert facts.overlap_beats == 64
    assert facts.meeting is not None
