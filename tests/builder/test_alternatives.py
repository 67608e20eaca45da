"""Alternatives: legal, near the best, apart from each other, told apart truly."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from clubplanner.builder.alternatives import Offer, alternatives, share_apart
from clubplanner.builder.build import Built, Progress, build
from clubplanner.builder.differences import difference_line
from clubplanner.builder.instance import read_instance
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Played, Slot
from clubplanner.night.score import Score, score
from tests.builder import independent
from tests.builder.instances import Record, make_instance
from tests.night.making import night, track

STEPS = 1200


def offer(instance: Record, **more: object) -> Offer:
    plan, tracks, context = read_instance(instance)
    known = {"seconds": None, "steps": STEPS, **more}
    return alternatives(plan, tracks, context, **known)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def instance() -> Record:
    return make_instance(8, 1500, 3, 3)


@pytest.fixture(scope="module")
def found(instance: Record) -> Offer:
    return offer(instance)


def ids_of(plan: Night) -> list[str]:
    return [slot.track.path for slot in plan.slots if slot.track]


def test_three_plans_are_offered_the_best_first(found: Offer) -> None:
    assert len(found.plans) == 3
    assert found.why == ""
    assert found.stopped_by == "steps"
    costs = [(one.score.bridges, one.score.terms.total) for one in found.plans]
    assert costs == sorted(costs)
    assert found.plans[0].text == "The best plan found."


def test_each_is_legal_near_the_best_and_apart_by_an_independent_scorer(
    instance: Record, found: Offer
) -> None:
    pinned = {anchor["track"] for anchor in instance["night"]["anchors"]}
    judged = [independent.check(instance, ids_of(one.night)) for one in found.plans]
    for one, said in zip(found.plans, judged, strict=True):
        assert said["broken"] == []
        assert said["cost"] == one.score.terms.total
        assert said["cost"] * 100 <= 105 * judged[0]["cost"]
        assert said["bridges"] <= judged[0]["bridges"]
    for one, other in combinations(found.plans, 2):
        mine, theirs = (set(ids_of(plan.night)) - pinned for plan in (one, other))
        assert 3 * len(mine - theirs) >= len(mine)
        assert 3 * len(theirs - mine) >= len(theirs)


def test_the_same_steps_give_the_same_plans(instance: Record, found: Offer) -> None:
    again = offer(instance)
    assert [ids_of(p.night) for p in again.plans] == [
        ids_of(p.night) for p in found.plans
    ]
    assert [p.text for p in again.plans] == [p.text for p in found.plans]


def test_a_plan_that_is_known_is_not_built_again(instance: Record) -> None:
    plan, tracks, context = read_instance(instance)
    best = build(plan, tracks, context, seconds=None, steps=STEPS)
    told = offer(instance, best=best, count=1)
    assert told.plans[0].built is best
    assert told.steps == 0


def test_a_small_library_says_why_there_is_no_other_plan_and_what_comes_near() -> None:
    tracks = [track(f"{n}", 120.0 + n % 3) for n in range(13)]
    plan = night(hours=11 * 268 / 3600)
    told = alternatives(plan, tracks, Context(), seconds=None, steps=STEPS)
    assert len(told.plans) == 1
    best = told.plans[0]
    free = len(best.night.slots)
    assert free >= 10
    needed, spare = -(-free // 3), 13 - free
    assert told.why == (
        f"Another plan would need {needed} other tracks in the {free} free slots; "
        f"{spare} more of yours may play."
    )
    assert told.misses
    assert told.every == (*told.plans, *told.misses)
    for miss in told.misses:
        assert miss.text.startswith("Near miss: ")
        assert 2 <= len(set(ids_of(miss.night)) - set(ids_of(best.night))) <= spare
        assert miss.score.bridges <= best.score.bridges
        assert 100 * miss.score.terms.total <= 125 * best.score.terms.total


def test_a_night_that_cannot_be_built_has_no_plans() -> None:
    told = offer(make_instance(6, 5, 2, 0))
    assert told.plans == ()
    assert told.why


def test_a_night_full_of_pins_has_one_plan() -> None:
    slots = [Slot(n, track(f"{n}"), anchors=(Played(),)) for n in range(4)]
    plan = night(*slots, hours=1168 / 3600)
    told = alternatives(plan, [], Context(), seconds=None, steps=50)
    assert [len(one.night.slots) for one in told.plans] == [4]
    assert told.why.startswith("No other plan")


def test_stopping_keeps_what_is_there_and_says_so(
    instance: Record, found: Offer
) -> None:
    reports: list[Progress] = []

    best = found.plans[0].built
    told = offer(
        instance, best=best, progress=reports.append, cancelled=lambda: len(reports) > 3
    )
    assert told.stopped_by == "asked"
    assert len(told.plans) == 1
    assert told.why == "Stopped with 1 of 3 plans."
    done = [report.steps for report in reports]
    assert done == sorted(done)
    assert reports[0].limit == STEPS * 7


def test_the_clock_is_reported(instance: Record) -> None:
    ticks = iter(range(10**9))
    told = offer(instance, seconds=60.0, clock=lambda: float(next(ticks)))
    assert told.stopped_by == "clock"


@pytest.mark.parametrize(
    ("mine", "theirs", "share"),
    [
        ("abc", "abc", 0.0),
        ("abc", "abd", 1 / 3),
        ("ab", "abcd", 0.0),
        ("xy", "abcd", 1.0),
        ("", "", 0.0),
    ],
)
def test_the_share_apart_counts_from_the_side_that_differs_less(
    mine: str, theirs: str, share: float
) -> None:
    one, other = (
        night(*(Slot(0, track(name)) for name in names)) for names in (mine, theirs)
    )
    assert share_apart(one, other) == pytest.approx(share)


def test_pinned_tracks_do_not_count_as_different() -> None:
    one = night(Slot(0, track("a")), Slot(0, track("p"), anchors=(Played(),)))
    other = night(Slot(0, track("a")), Slot(0, track("q"), anchors=(Played(),)))
    assert share_apart(one, other) == 0


def judged(tracks: Sequence[Track], context: Context) -> tuple[Night, Score]:
    plan = night(*(Slot(0, one) for one in tracks), hours=268 * len(tracks) / 3600)
    return plan, score(plan, context)


def nine(prefix: str, tempi: Sequence[float], **more: object) -> list[Track]:
    return [replace(track(f"{prefix}{n}", bpm), **more) for n, bpm in enumerate(tempi)]  # type: ignore[arg-type]


CLIMB = (100, 102, 104, 108, 112, 116, 120, 122, 124)
LATE = (96, 97, 98, 102, 106, 110, 119, 122, 124)
SLOW = (100, 102, 104, 108, 112, 116, 110, 112, 114)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (nine("b", LATE), "walks the tempo up later"),
        (nine("b", SLOW), "10 BPM slower in the last third"),
        (nine("b", CLIMB, energy=7), "more energy in the first third"),
        (nine("b", CLIMB, energy=7), "further from the curve"),
        (nine("b", CLIMB, genre="pop"), "more pop, less house"),
        (nine("b", CLIMB, rating=5.0), "rated higher"),
        (nine("w", CLIMB), "9 more tracks played here in the last 8 weeks"),
        ([*nine("a", CLIMB)[:6], *nine("b", CLIMB)[6:]], "3 of 9 tracks differ"),
    ],
)
def test_a_difference_is_told_where_there_is_one(plan: list[Track], words: str) -> None:
    context = Context(weeks={f"w{n}.mp3": 4 for n in range(9)})
    best = [replace(one, rating=3.0) for one in nine("a", CLIMB)]
    line = difference_line(judged(plan, context), judged(best, context), context)
    assert words in line.split("; ")


def test_what_does_not_differ_is_not_told() -> None:
    plans = [judged(nine(name, CLIMB), Context()) for name in "ba"]
    assert difference_line(plans[0], plans[1], Context()) == (
        "9 of 9 tracks differ; costs the same"
    )


def test_the_cost_is_told_in_percent_with_the_term_that_grew_most() -> None:
    best = judged(nine("a", CLIMB), Context())
    keys = [replace(t, key=track("x", key="10A").key) for t in nine("b", CLIMB)[:1]]
    plan = judged([*keys, *nine("b", CLIMB)[1:]], Context())
    grown = plan[1].terms.total - best[1].terms.total
    percent = 100 * grown / best[1].terms.total
    line = difference_line(plan, best, Context())
    assert line.endswith(f"costs {percent:.1f} % more, mostly key")
    assert difference_line(best, plan, Context()).endswith("costs less")


def test_a_built_plan_without_a_night_is_no_plan() -> None:
    told = offer(make_instance(3, 200, 1, 1), best=Built(None, None, "No."))
    assert told.plans == ()
    assert told.why == "No."
