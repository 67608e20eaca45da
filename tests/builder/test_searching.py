"""The parts of the search: pools, repairs, bounds, beams, budgets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.builder.build import build, playable
from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.instance import read_instance
from clubplanner.builder.searching import pool
from clubplanner.builder.searching.beam import Beam
from clubplanner.builder.searching.budget import PATIENCE, Budget
from clubplanner.builder.searching.frames import whole
from clubplanner.builder.searching.moves import ILLEGAL, value
from clubplanner.builder.searching.pools import Pools
from clubplanner.builder.searching.relax import Bounds, cautious_min
from clubplanner.builder.searching.repair import OPEN, Repair
from clubplanner.builder.searching.search import Search
from clubplanner.builder.searching.task import Task
from clubplanner.night.chains import chains
from tests.builder import independent
from tests.builder.instances import make_instance


def pools(
    seed: int,
    size: int,
    hours: float = 2,
    anchors: int = 3,
    kind: type[Pools] = Pools,
) -> Pools:
    night, tracks, context = read_instance(make_instance(seed, size, hours, anchors))
    here = context.for_night(night)
    kept, _ = chains(night, here)
    songs, _ = playable(kept, tracks, here)
    return kind(night, kept, songs, here)


class Stubborn(Pools):
    """Keeps to the songs of the first task."""

    def around(self, task: Task, plan: Ints) -> Task:
        return task


def found(task: Task) -> list[Ints]:
    frame = whole(task)
    beam = Beam(frame, Bounds(frame, 60), 60, lambda steps: False)
    return [np.array(one.nodes, np.int64) for one in beam.run(8)]


@pytest.mark.parametrize("seed", range(4))
def test_every_plan_of_a_beam_is_legal(seed: int) -> None:
    task = pools(seed, 200).first()
    plans = found(task)
    assert plans
    assert all(value(task, plan) < ILLEGAL for plan in plans)


@pytest.mark.parametrize("seed", range(6))
def test_a_repair_changes_opened_places_only_and_keeps_the_rules(seed: int) -> None:
    task = pools(seed, 200).first()
    plan = found(task)[0]
    lots = np.random.RandomState(seed)
    places = np.flatnonzero(plan < task.free)
    opened = np.sort(lots.choice(places, 6, replace=False))
    layout = plan.copy()
    layout[opened] = OPEN
    unused = np.setdiff1d(np.arange(task.free), layout)
    repaired = Repair(task).fill(layout, unused, 40, 5)
    assert len(repaired)
    for one in repaired:
        assert (np.delete(one, opened) == np.delete(plan, opened)).all()
        assert len(set(one.tolist())) == len(one)
        assert value(task, one) < ILLEGAL


def test_a_repair_without_songs_of_the_right_length_finds_nothing() -> None:
    task = pools(1, 200).first()
    plan = found(task)[0]
    place = np.flatnonzero(plan < task.free)[:4]
    layout = plan.copy()
    layout[place] = OPEN
    short = np.setdiff1d(np.flatnonzero(task.play[: task.free] < 160), layout)[:5]
    assert Repair(task).fill(layout, short, 40, 5).shape == (0, len(plan))


def test_the_pool_around_a_plan_holds_its_songs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = pools(2, 1500)
    task = made.first()
    plan = found(task)[0]
    mine = set(task.songs[plan[plan < task.free]].tolist())
    for most in (pool.MOST, 20_000, 700):
        monkeypatch.setattr(pool, "MOST", most)
        new = made.around(task, plan)
        assert mine <= set(new.songs[: new.free].tolist())
        assert new.songs[: new.free].tolist() == sorted(new.songs[: new.free])
        assert new.slots == task.slots


def test_songs_chosen_around_a_plan_make_a_better_night() -> None:
    def best(kind: type[Pools]) -> int:
        never = Budget(1200, lambda: False, lambda: False, lambda done: None)
        search = Search(pools(2, 1500, kind=kind), never, 0)
        assert search.run() is not None
        return search.value

    assert best(Pools) < best(Stubborn)


@pytest.mark.parametrize("back", [-12, -20, -30])
def test_a_pin_that_fixes_the_number_of_slots_is_met_by_one_narrow_beam(
    back: int,
) -> None:
    instance = make_instance(4, 300, 3, 2)
    taken = {anchor["track"] for anchor in instance["night"]["anchors"]}
    free = next(t["id"] for t in instance["tracks"] if t["id"] not in taken)
    pin = {"type": "position", "track": free, "pos": back}
    instance["night"]["anchors"].append(pin)
    night, tracks, context = read_instance(instance)
    here = context.for_night(night)
    kept, _ = chains(night, here)
    songs, _ = playable(kept, tracks, here)
    plans = found(Pools(night, kept, songs, here).first())
    assert plans
    for plan in plans:
        assert int(plan[back]) >= len(songs)


@given(st.integers(0, 9), st.integers(1, 5), st.integers(1, 12))
def test_caution_never_looks_below_the_minimum(
    seed: int, groups: int, targets: int
) -> None:
    costs = np.random.RandomState(seed).randint(0, 5000, (3, targets, 4))
    plain, careful = costs.min(axis=1), cautious_min(costs.astype(np.int32), groups)
    assert (careful >= plain).all()
    assert (careful <= costs.max(axis=1)).all()
    if groups == 1:
        assert (careful == plain).all()


def test_a_bound_grows_with_what_songs_cost_more() -> None:
    task = pools(3, 200).first()
    frame = whole(task)
    plain = Bounds(frame, 60).least
    dearer = Bounds(frame, 60, np.full(task.free, 100)).least
    assert plain < dearer < NEVER


def test_a_budget_is_patient_until_there_is_a_plan() -> None:
    budget = Budget(10, lambda: False, lambda: False, lambda done: None)
    assert not budget.tick(10 * PATIENCE - 1)
    budget.has_plan = True
    assert budget.tick(1)
    assert (budget.stopped_by, budget.left) == ("steps", 0)


def test_a_free_lead_pays_for_its_time_and_keeps_artists_apart() -> None:
    instance = make_instance(5, 150, 1.5, 0)
    lead, follower = (t["id"] for t in instance["tracks"][:2])
    instance["night"]["anchors"] = [
        {"type": "at", "track": follower, "at": 2400, "tol": 120},
        {"type": "after", "track": follower, "after": lead},
    ]
    night, tracks, context = read_instance(instance)
    built = build(night, tracks, context, seconds=None, steps=600)
    assert built.night is not None, built.why
    assert built.score is not None
    ids = [slot.track.path for slot in built.night.slots if slot.track]
    judged = independent.check(instance, ids)
    assert judged["broken"] == []
    assert judged["cost"] == built.score.terms.total
    assert ids[ids.index(follower) - 1] == lead


def test_a_gap_longer_than_the_night_is_a_gap_over_all_of_it() -> None:
    instance = make_instance(5, 150, 1, 0)
    instance["night"]["artist_gap"] = 100_000
    night, tracks, context = read_instance(instance)
    built = build(night, tracks, context, seconds=None, steps=300)
    assert built.night is not None, built.why
    artists = [slot.track.artist for slot in built.night.slots if slot.track]
    assert len(set(artists)) == len(artists)
