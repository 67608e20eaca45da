"""The bound and the exact solver: never above, never below, what trying all finds."""

from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.builder.bound import lower_bound
from tests.benchmarks.builder.exact import optimum
from tests.benchmarks.builder.generate import Record, generate, walked
from tests.benchmarks.builder.memory import Memory
from tests.benchmarks.builder.relaxed import NEVER, Relaxed, UnknownShapeError
from tests.builder.independent import check

WIDTHS = ((30, 10), (5, 5), (1, 2))


def tiny(seed: int, tracks: int, anchors: int, gap: int, keylock: bool) -> Record:
    """Return a night of a quarter of an hour or so, with a place to be filled."""
    rng = Random(seed)
    instance = generate(seed, 60, 0.5, 0)
    instance["tracks"] = rng.sample(instance["tracks"], tracks)
    for track in instance["tracks"]:
        track["bpm"] = track["bpm"] and 118 + track["bpm"] % 12
    ids = [track["id"] for track in instance["tracks"]]
    kinds: list[Record] = [
        {"type": "at", "at": rng.randint(0, 600), "tol": 150},
        {"type": "end_at", "at": rng.randint(400, 900), "tol": 150},
        {"type": "position", "pos": rng.choice((1, 2, 3, -1, -2))},
        {"type": "played"},
        {"type": "after", "after": ids[0]},
    ]
    pins = [
        {**anchor, "track": name, "cut_in": False, "cut_out": rng.random() < 0.3}
        for anchor, name in zip(rng.sample(kinds, anchors), ids[1:], strict=False)
    ]
    if any(pin["type"] == "after" for pin in pins):
        pins.append({"type": "played", "track": ids[0]})
    instance["night"] |= {
        "length_s": rng.choice((500, 700, 800)),
        "anchors": pins,
        "artist_gap": gap,
        "keylock": keylock,
    }
    return instance


def cheapest(instance: Record) -> tuple[int, int] | None:
    """Return bridges and cost of the best legal plan, by trying every one."""
    ids = [track["id"] for track in instance["tracks"]]
    plans = (p for k in range(1, len(ids) + 1) for p in permutations(ids, k))
    judged = (check(instance, list(plan)) for plan in plans)
    return min(
        ((j["bridges"], j["cost"]) for j in judged if not j["broken"]), default=None
    )


tinies = st.builds(
    tiny,
    st.integers(0, 100_000),
    st.integers(4, 5),
    st.integers(0, 2),
    st.sampled_from([0, 1, 3]),
    st.booleans(),
)


@given(tinies)
@settings(max_examples=6, deadline=None)
def test_no_plan_is_cheaper_than_the_bound(instance: Record) -> None:
    best = cheapest(instance)
    if best is None:
        return
    above = (best[0], best[1] + 500)
    for width in (30, 8):
        bound = lower_bound(instance, above, widths=((width, 6),))
        assert bound.cost <= best[1]
    assert lower_bound(instance, above, widths=WIDTHS).cost <= best[1]


def test_the_bound_meets_the_optimum_of_most_tiny_nights() -> None:
    near, judged = 0, 0
    for seed in range(8):
        instance = tiny(seed, 5, seed % 3, 0, seed % 2 == 0)
        best = cheapest(instance)
        if best is not None:
            bound = lower_bound(instance, best, widths=WIDTHS)
            near += bound.cost >= 0.99 * best[1]
            judged += 1
    assert judged > 2
    assert near > 0.7 * judged


def test_the_hidden_night_costs_more_than_the_bound() -> None:
    instance, ids = walked(12, 200, 2, 4)
    found = check(instance, ids)
    bound = lower_bound(instance, (0, found["cost"]), widths=((32, 10),))
    assert found["bridges"] == 0
    assert 5_000 < bound.cost < found["cost"]


def test_the_bound_rises_when_every_song_gets_dearer() -> None:
    instance = generate(12, 200, 2, 4)
    bounds = []
    for rating in (5, 1):
        for track in instance["tracks"]:
            track["rating"] = rating
        bounds.append(lower_bound(instance, (0, 10**7), widths=((32, 1),)).cost)
    assert bounds[1] > bounds[0] + 20 * 350


def test_links_and_slots_are_the_scorer_s() -> None:
    for seed in (1, 4):
        instance = generate(seed, 300, 2, 4)
        night = Relaxed(instance, bridges_allowed=True)
        rng = Random(seed)
        for _ in range(2000):
            i, j = rng.randrange(len(night.rows)), rng.randrange(len(night.rows))
            same = night.rows[i]["artist"] == night.rows[j]["artist"]
            wanted = NEVER if same else night.link(night.rows[i], night.rows[j])
            assert night.links[i, j] == wanted
        exact, wide = night.slots(1, 900), night.slots(30, 30)
        assert (wide == exact.reshape(30, 30, -1).min(axis=1)).all()


def test_memory_forbids_what_it_remembers_and_forgets_the_rest() -> None:
    links = np.full((3, 3), 10, np.int32)
    np.fill_diagonal(links, NEVER)
    memory = Memory(links, [[], [0], []])
    states = np.full(len(memory.song), NEVER, np.int32)
    states[memory.first[0]] = 0
    there = memory.reached(states, None)
    assert there[memory.first[1]] == NEVER
    assert there[memory.first[1] + 1] == 10
    back = memory.reached(np.where(memory.song == 1, there, NEVER), None)
    assert back[memory.first[0]] >= NEVER
    around = memory.reached(back, None)
    assert around[memory.first[0]] == 30


def test_an_arrangement_without_a_model_has_no_bound() -> None:
    instance = generate(4, 60, 0.5, 0)
    ids = [track["id"] for track in instance["tracks"]]
    instance["night"]["anchors"] = [{"type": "after", "after": ids[1], "track": ids[0]}]
    bound = lower_bound(instance, (0, 10_000))
    assert bound.cost == 0
    assert "not pinned once" in bound.why
    with pytest.raises(UnknownShapeError):
        Relaxed(instance, bridges_allowed=False)


@pytest.mark.parametrize("seed", [3])
def test_the_exact_solver_finds_what_trying_all_finds(seed: int) -> None:
    pytest.importorskip("ortools", reason="OR-Tools comes with the extra bench")
    instance = tiny(seed, 5, seed % 3, 1, True)
    best = cheapest(instance)
    ids = optimum(instance)
    if best is None:
        assert ids is None
    else:
        assert ids is not None
        found = check(instance, ids)
        assert found["broken"] == []
        assert (found["bridges"], found["cost"]) == best
