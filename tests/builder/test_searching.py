"""The parts of the search: pools, repairs, bounds, beams, budgets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.builder.build import Built, build, playable
from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.instance import read_instance
from clubplanner.builder.searching import pool
from clubplanner.builder.searching.beam import Beam
from clubplanner.builder.searching.budget import PATIENCE, Budget
from clubplanner.builder.searching.frames import whole
from clubplanner.builder.searching.moves import ILLEGAL, value
from clubplanner.builder.searching.pools import Pools
from clubplanner.builder.searching.relax import Bounds, cautious_min, true_width
from clubplanner.builder.searching.repair import OPEN, Repair
from clubplanner.builder.searching.search import Search
from clubplanner.builder.searching.task import Task
from clubplanner.builder.searching.totals import Totals
from clubplanner.night.chains import chains
from tests.builder import independent
from tests.builder.instances import Record, make_instance


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


ALIKE = {"max_play": 120, "mix_beats": 128}
"""With these, songs of two minutes and more all take 90 s."""


def built_with(
    pins: list[Record],
    hours: float,
    steps: int,
    lengths: list[int] | None = None,
    **night: int,
) -> Built:
    """Build a night with one track more pinned for every pin."""
    instance = make_instance(4, 300, hours, 0)
    tracks = instance["tracks"]
    for track, length in zip(tracks, lengths or [], strict=False):
        track["dur"] = length
    pairs = zip(tracks, pins, strict=False)
    instance["night"]["anchors"] = [{"track": t["id"], **pin} for t, pin in pairs]
    instance["night"] |= night
    return build(*read_instance(instance), seconds=None, steps=steps)


@pytest.mark.parametrize(("place", "at"), [(20, 3000), (28, 6600), (15, 2000)])
def test_a_place_far_from_the_usual_pace_is_met_to_the_second(
    place: int, at: int
) -> None:
    instance = make_instance(4, 300, 3, 0)
    instance["night"]["anchors"] = [
        {"track": "t00000", "type": "position", "pos": place},
        {"track": "t00000", "type": "at", "at": at, "tol": 0},
    ]
    built = build(*read_instance(instance), seconds=None, steps=100)
    assert built.night is not None
    assert built.score is not None
    assert built.night.slots[place - 1].is_anchored
    assert built.score.timeline.items[place - 1].start == at


def test_songs_of_one_length_leave_room_for_every_number_of_slots() -> None:
    pins = [
        {"type": "at", "at": 741, "tol": 30},
        {"type": "at", "at": 1554, "tol": 30},
        {"type": "position", "pos": -39},
        {"type": "at", "at": 4516, "tol": 120},
    ]
    built = built_with(pins, 1.5, 300, None, **ALIKE, tol_end=120)
    assert built.night is not None


@pytest.mark.parametrize("rare", [2, 5])
def test_a_time_that_a_few_songs_of_another_length_lead_to_is_met(rare: int) -> None:
    lengths = [300 if n % 15 else 110 for n in range(300)]
    pins: list[Record] = [{"type": "at", "at": 41 * 90 - 7 * rare, "tol": 1}]
    built = built_with(pins, 3, 1500, lengths, **ALIKE, tol_end=120)
    assert built.night is not None


def test_a_bound_that_takes_long_stops_when_asked() -> None:
    frame, asked = whole(pools(2, 200).first()), 0

    def after(most: int) -> Bounds:
        def tick(steps: int) -> bool:
            nonlocal asked
            asked += 1
            return asked > most

        return Bounds(frame, 15, tick=tick)

    assert after(10_000).least < NEVER
    assert asked > 50
    asked = 0
    assert after(5).least >= NEVER
    assert asked < 20


def test_buckets_keep_the_clock_true() -> None:
    alike = np.full(50, 113)
    assert [true_width(width, alike) for width in (60, 15)] == [57, 14]
    assert true_width(60, np.array([180, 240, 300])) == 60
    assert 10 <= true_width(15, np.zeros(0, np.int64)) <= 15


def test_numbers_of_slots_that_cannot_fill_the_night_are_known() -> None:
    frame = whole(pools(2, 200, anchors=0).first())
    low, high = frame.task.end
    steps = np.sort((frame.task.play - frame.task.overlap)[frame.free])
    totals, start = Totals(frame), np.zeros(1, np.int64)
    fills = [bool(totals.may_fill(np.array(n), start)[0]) for n in range(120)]
    for count, is_possible in enumerate(fills):
        spare = int(frame.task.overlap.max())
        shortest, longest = steps[:count].sum(), steps[::-1][:count].sum() + spare
        assert is_possible == (shortest <= high and longest >= low)
    assert 0 < sum(fills) < len(fills)


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
