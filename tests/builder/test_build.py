"""Building a night: legal, cheap, the same every time, honest when it cannot be."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.build import Built, Progress, build
from clubplanner.builder.instance import read_instance, solve_instance
from clubplanner.music.key import parse_key
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Knot,
    Night,
    Played,
    Position,
    Slot,
)
from clubplanner.night.rules import Rules
from clubplanner.night.score import score
from tests.builder.independent import check
from tests.builder.instances import Record, make_instance

START = datetime(2026, 3, 7, 22)
STEPS = 300
EXAMPLES = Path(__file__).parents[2] / "../shared/reference/cost-examples.json"


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def library(count: int = 60, seed: int = 1, artists: int = 40) -> list[Track]:
    rng = Random(seed)
    key = parse_key
    return [
        Track(
            f"t{n:03}.mp3",
            title=f"Title {n}",
            artist=f"Artist {rng.randrange(artists)}",
            genre=rng.choice(["house", "techno", "pop"]),
            bpm=round(rng.gauss(124, 3), 1),
            key=found.key if (found := key(f"{rng.randint(1, 12)}A")) else None,
            energy=rng.randint(4, 9),
            rating=rng.randint(1, 5),
            length_s=rng.randint(170, 330),
        )
        for n in range(count)
    ]


def pinned(number: int, *anchors: Anchor, **more: object) -> Slot:
    track = Track(
        f"pin{number}.mp3",
        title=f"Pin {number}",
        artist=f"Pinned {number}",
        bpm=124,
        energy=7,
        length_s=240,
    )
    return Slot(number, replace(track, **more), anchors=anchors)  # type: ignore[arg-type]


def night(*slots: Slot, hours: float = 1.5) -> Night:
    return Night(
        "Test",
        date(2026, 3, 7),
        START,
        START + timedelta(hours=hours),
        curve=(Knot(START, 5), Knot(at(hours * 60), 8)),
        slots=slots,
    )


def made(plan: Night, tracks: list[Track] | None = None, **rules: int) -> Night:
    """Build and return a night after checking that it breaks no rule."""
    context = Context(rules=Rules(**{"artist_gap": 3, **rules}))  # type: ignore[arg-type]
    given = tracks if tracks is not None else library()
    built = build(plan, given, context, seconds=None, steps=STEPS)
    assert built.night is not None, built.why
    assert breaches(built.night, context) == ()
    kept = [slot for slot in built.night.slots if slot.anchors or slot.is_gap]
    wanted = [slot for slot in plan.slots if slot.anchors or slot.is_gap]
    assert sorted(kept, key=lambda s: s.id) == sorted(wanted, key=lambda s: s.id)
    ids = [slot.id for slot in built.night.slots]
    assert len(set(ids)) == len(ids)
    return built.night


def starts(plan: Night, slot_id: int) -> float:
    """Return the minute a slot starts at."""
    line = score(plan, Context()).timeline
    return line.items[plan.index(slot_id)].start / 60


small = st.builds(
    make_instance,
    seed=st.integers(0, 10_000),
    tracks=st.integers(3, 30),
    hours=st.sampled_from([0.2, 0.4, 0.7]),
    anchors=st.integers(0, 4),
    missing=st.sampled_from([0.0, 0.05, 0.3]),
)


@given(small, st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_every_plan_is_legal_and_its_cost_exact(instance: Record, gap: int) -> None:
    instance["night"]["artist_gap"] = gap
    night_, tracks, context = read_instance(instance)
    built = build(night_, tracks, context, seconds=None, steps=STEPS)
    if built.night is None:
        assert built.why.endswith(".")
        return
    ids = [slot.track.path for slot in built.night.slots if slot.track]
    found = check(instance, ids)
    assert found["broken"] == []
    assert built.score is not None
    assert built.score == score(built.night, context)
    assert (built.score.bridges, built.score.terms.total) == (
        found["bridges"],
        found["cost"],
    )


def optimum(instance: Record) -> tuple[int, int] | None:
    """Return bridges and cost of the best legal plan, by trying every one."""
    ids = [track["id"] for track in instance["tracks"]]
    plans = (p for k in range(1, len(ids) + 1) for p in permutations(ids, k))
    judged = (check(instance, list(plan)) for plan in plans)
    return min(
        ((j["bridges"], j["cost"]) for j in judged if not j["broken"]), default=None
    )


@pytest.mark.parametrize("seed", [3, 8, 14, 25, 31, 42])
def test_tiny_nights_are_solved_to_the_optimum(seed: int) -> None:
    rng = Random(seed)
    instance = make_instance(seed, rng.randint(4, 6), rng.choice([0.15, 0.25]), 1)
    instance["night"]["artist_gap"] = rng.choice([0, 1, 2])
    answer = solve_instance(instance, seconds=None)
    best = optimum(instance)
    got = (answer["bridges"], answer["cost"]) if answer["answer"] else None
    assert got == best


def test_the_optimum_seeds_hold_both_kinds() -> None:
    best = []
    for seed in (3, 25):
        rng = Random(seed)
        instance = make_instance(seed, rng.randint(4, 6), rng.choice([0.15, 0.25]), 1)
        instance["night"]["artist_gap"] = rng.choice([0, 1, 2])
        best.append(optimum(instance))
    assert any(best)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared examples are not here")
def test_plans_beat_the_worked_answers_by_far() -> None:
    for example in json.loads(EXAMPLES.read_text())["examples"][:3]:
        answer = solve_instance(example, seconds=None)
        ids = answer["answer"]
        assert isinstance(ids, list)
        found = check(example, ids)
        assert found["broken"] == []
        assert found["cost"] == answer["cost"]
        assert found["bridges"] == answer["bridges"] == 0
        assert found["cost"] * 4 < example["scored"]["cost"]


# Every kind of anchor.


def test_a_hard_time_is_held_to_half_a_minute() -> None:
    plan = made(night(pinned(1, At(at(40)))))
    assert abs(starts(plan, 1) - 40) <= 0.5


def test_a_window_is_kept() -> None:
    plan = made(night(pinned(1, At(at(40), 180))))
    assert abs(starts(plan, 1) - 40) <= 3


def test_a_track_ends_at_its_time() -> None:
    plan = made(night(pinned(1, EndAt(at(40)))))
    assert abs(starts(plan, 1) + 4 - 40) <= 0.5


@pytest.mark.parametrize("place", [1, 2, 7, -1, -2, -4])
def test_a_position_is_held(place: int) -> None:
    plan = made(night(pinned(1, Position(place))))
    wanted = place - 1 if place > 0 else len(plan.slots) + place
    assert plan.index(1) == wanted


def test_a_position_and_a_time_are_held_together() -> None:
    plan = made(night(pinned(1, At(at(45), 60)), pinned(2, Position(6))))
    assert plan.index(2) == 5


def test_one_slot_may_have_a_time_and_a_position() -> None:
    plan = made(night(pinned(1, At(at(30), 120), Position(9))))
    assert plan.index(1) == 8


def test_played_is_somewhere_and_after_right_behind() -> None:
    slots = (
        pinned(1, Played()),
        pinned(2, After("Pin 1")),
        pinned(3, After("pin2.mp3")),
        pinned(4, At(at(50), 60)),
    )
    plan = made(night(*slots))
    assert plan.index(2) == plan.index(1) + 1
    assert plan.index(3) == plan.index(1) + 2


def test_after_the_slot_above_follows_it() -> None:
    plan = made(night(pinned(1, At(at(30))), pinned(2, After())))
    assert plan.index(2) == plan.index(1) + 1


def test_after_a_free_slot_follows_any_track() -> None:
    free = Slot(9, Track("gone.mp3", length_s=200, bpm=124))
    plan = made(night(free, pinned(1, After())))
    assert plan.index(1) > 0


def test_a_chain_moves_as_one_when_its_last_has_the_time() -> None:
    slots = (pinned(1, Played()), pinned(2, After("Pin 1"), At(at(40))))
    plan = made(night(*slots))
    assert plan.index(2) == plan.index(1) + 1
    assert abs(starts(plan, 2) - 40) <= 0.5


def test_four_floating_tracks_are_all_played() -> None:
    slots = [pinned(n, Played()) for n in range(1, 5)]
    assert len(made(night(*slots)).slots) > 10


def test_a_reprise_keeps_45_minutes() -> None:
    first = pinned(1, At(at(10), 120))
    again = replace(first, id=2, anchors=(Played(),))
    plan = made(night(first, again))
    assert starts(plan, 2) - starts(plan, 1) >= 45


def test_anchors_three_minutes_apart_are_held() -> None:
    first = pinned(1, At(at(30)), length_s=200)
    made(night(first, pinned(2, At(at(33)))))


def test_an_anchor_at_the_doors_and_one_at_the_curfew() -> None:
    plan = made(night(pinned(1, At(START)), pinned(2, EndAt(at(90)))))
    assert plan.index(1) == 0
    assert plan.index(2) == len(plan.slots) - 1


def test_overlapping_windows_may_be_held_in_either_order() -> None:
    first = pinned(1, At(at(41), 300), Position(-1), length_s=240)
    second = pinned(2, At(at(43), 300))
    plan = made(night(first, second, hours=0.75))
    assert plan.index(2) < plan.index(1)


def test_an_anchored_cue_without_bpm_and_one_without_a_track() -> None:
    slots = (
        pinned(1, At(at(20)), bpm=None),
        Slot(2, None, "rivalry", (At(at(40)),)),
    )
    assert made(night(*slots)).slot(2).track is None


def test_cuts_overlaps_and_mix_points_of_anchored_slots_stay() -> None:
    slot = replace(
        pinned(1, At(at(30))), cut_in=True, overlap_beats=16, mix_in_s=20, out_s=150
    )
    plan = made(night(slot))
    judged = score(plan, Context(rules=Rules(artist_gap=3)))
    assert judged.terms.cut == 500
    assert judged.timeline.items[plan.index(1)].play == 130


def test_a_gap_keeps_its_place_in_time() -> None:
    first = Slot(5, library()[0])
    rest = Slot(6, None, gap_s=600)
    plan = made(night(first, rest, pinned(1, At(at(50))), hours=1.5))
    was = starts(night(first, rest), 6)
    assert abs(starts(plan, 6) - was) <= 2


def test_a_night_full_of_anchors_needs_no_track() -> None:
    slots = [pinned(n, Position(n)) for n in range(1, 5)]
    plan = made(night(*slots, hours=0.25), [])
    assert [slot.id for slot in plan.slots] == [1, 2, 3, 4]


def test_free_slots_are_replaced() -> None:
    old = Slot(7, Track("old.mp3", title="Old", bpm=90, length_s=300))
    plan = made(night(old))
    assert "old.mp3" not in {slot.track.path for slot in plan.slots if slot.track}


def test_the_longest_play_of_the_night_counts() -> None:
    plan = made(replace(night(), max_play_s=120))
    line = score(plan, Context()).timeline
    assert max(item.play for item in line.items) == 120


def test_a_night_of_one_hour_and_one_of_seven() -> None:
    assert len(made(night(hours=1)).slots) < 25
    assert len(made(night(hours=7), library(200)).slots) > 80


def test_three_tracks_fill_a_short_night() -> None:
    tracks = library(3, artists=3)
    plan = made(night(hours=0.17), tracks, artist_gap=0)
    assert 1 <= len(plan.slots) <= 3


def test_one_artist_is_enough_without_a_gap() -> None:
    made(night(hours=0.5), library(20, artists=1), artist_gap=0)


# Bridges first.


def test_fewer_bridges_win_over_a_lower_cost() -> None:
    slow = [replace(track, bpm=90.0, rating=5) for track in library(8, 2)]
    fast = [replace(t, path=f"f{t.path}", rating=1) for t in library(25, 3)]
    plan = made(night(pinned(1, At(at(20))), hours=0.75), slow + fast, artist_gap=0)
    assert score(plan, Context(rules=Rules(artist_gap=0))).bridges == 0


# Repeatable, stoppable.


def instance_built(**more: object) -> Built:
    night_, tracks, context = read_instance(make_instance(5, 150, 2, 4))
    return build(night_, tracks, context, **{"seconds": None, "steps": 900, **more})  # type: ignore[arg-type]


def test_the_same_seed_and_steps_give_the_same_plan() -> None:
    one, two = instance_built(seed=3), instance_built(seed=3)
    assert one.night is not None
    assert one == two
    assert one.stopped_by == "steps"


def test_more_steps_are_never_worse() -> None:
    costs = [instance_built(steps=steps).score for steps in (500, 1500)]
    values = [(c.bridges, c.terms.total) for c in costs if c is not None]
    assert len(values) == 2
    assert values[1] <= values[0]


def test_the_clock_is_reported_when_it_bites() -> None:
    ticks = iter(range(100_000))
    built = instance_built(seconds=40.0, clock=lambda: float(next(ticks)))
    assert built.stopped_by == "clock"
    assert built.steps < 900


def clocked(seconds: float | None) -> tuple[Built, list[Progress]]:
    """Build on a clock that shows the steps done, and return all that was reported."""
    seen: list[Progress] = []
    clock = lambda: float(seen[-1].steps if seen else 0)  # noqa: E731
    built = instance_built(seconds=seconds, clock=clock, progress=seen.append)
    return built, seen


@pytest.mark.parametrize(("part", "has_plan"), [(0.9, True), (0.5, True), (0.2, False)])
def test_without_a_plan_a_build_may_take_three_times_its_seconds(
    part: float, has_plan: bool
) -> None:
    until_first = next(p.steps for p in clocked(None)[1] if p.cost is not None)
    built, seen = clocked(part * until_first)
    assert built.stopped_by == "clock"
    assert (built.night is not None) == has_plan
    assert seen[-1].steps <= until_first
    if not has_plan:
        assert built.why.startswith("The time was up, three times over,")


def test_cancelling_keeps_the_best_so_far() -> None:
    seen: list[Progress] = []
    built = instance_built(
        steps=100_000,
        progress=seen.append,
        cancelled=lambda: bool(seen) and seen[-1].cost is not None,
    )
    assert built.stopped_by == "asked"
    assert built.score is not None
    assert [p.steps for p in seen] == sorted(p.steps for p in seen)
    assert (built.score.bridges, built.score.terms.total) <= (
        seen[-1].bridges,
        seen[-1].cost,
    )


def test_cancelling_at_once_says_so() -> None:
    built = instance_built(cancelled=lambda: True)
    assert built.night is None
    assert built.why == "The build was stopped before it had a plan."
