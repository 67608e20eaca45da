"""Reasons of a plan: every term as scored, every runner-up as trying all would find."""

from dataclasses import replace
from itertools import pairwise

import pytest

from clubplanner.builder.build import build
from clubplanner.builder.explain import Reason, RunnerUp, explain
from clubplanner.builder.instance import read_instance
from clubplanner.builder.stock import make_stock
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Terms
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night, Slot, Started
from clubplanner.night.score import score
from clubplanner.night.term_words import difference
from tests.builder.instances import make_instance

Planned = tuple[Night, list[Track], Context]


def plan_of(seed: int, tracks: int, hours: float, anchors: int) -> Planned:
    night, library, context = read_instance(make_instance(seed, tracks, hours, anchors))
    built = build(night, library, context, seconds=None, steps=300)
    assert built.night is not None
    return built.night, library, context


@pytest.fixture(scope="module")
def planned() -> Planned:
    night, library, context = plan_of(8, 120, 1.5, 3)
    ids = [slot.track.path for slot in night.slots if slot.track]
    spare = next(track.path for track in library if track.path not in ids)
    pairs = {pair: 1 + n % 5 for n, pair in enumerate(pairwise(ids))}
    pairs |= {(ids[3], spare): 5, (spare, ids[5]): 5}
    return night, library, replace(context, pair_stars=pairs)


def put(night: Night, place: int, track: Track) -> Night:
    slots = list(night.slots)
    slots[place] = replace(slots[place], track=track, mix_in_s=None, out_s=None)
    return replace(night, slots=tuple(slots))


def is_worse(new: Night, night: Night, context: Context) -> bool:
    """Whether a rule is broken that was held, or a pin is further off its time."""
    old = {(b.rule, b.slot_id): abs(b.off_s) for b in breaches(night, context)}
    return any(
        abs(b.off_s) > old.get((b.rule, b.slot_id), -1) for b in breaches(new, context)
    )


def best_by_trying(
    planned: Planned, place: int
) -> tuple[tuple[int, int], set[str]] | None:
    """Return bridges and cost the best other track adds, and which tracks tie."""
    night, library, context = planned
    base = score(night, context)
    here = night.slots[place].track
    found: dict[tuple[int, int], set[str]] = {}
    for track in library:
        new = put(night, place, track)
        if track == here or is_worse(new, night, context):
            continue
        judged = score(new, context)
        value = (
            judged.bridges - base.bridges,
            judged.terms.total - base.terms.total,
        )
        found.setdefault(value, set()).add(track.path)
    return min(found.items()) if found else None


def test_the_runner_up_is_the_best_of_all_other_tracks(planned: Planned) -> None:
    night, library, context = planned
    reasons = explain(night, library, context)
    assert sum(reason.runner_up is not None for reason in reasons) > 8
    for place, reason in enumerate(reasons):
        if night.slots[place].is_anchored:
            assert reason.why_none == "You pinned it."
            continue
        wanted = best_by_trying(planned, place)
        found = reason.runner_up
        if wanted is None or found is None:
            assert wanted is None
            assert found is None
            continue
        value, tracks = wanted
        assert (found.bridges, found.cost) == value
        assert found.track.path in tracks


@pytest.mark.parametrize(
    ("key", "value"), [("overlap_beats", 16), ("mix_in_s", 30.0), ("out_s", 100.0)]
)
def test_it_holds_where_slots_have_points_and_overlaps_of_their_own(
    key: str, value: float
) -> None:
    night, library, context = plan_of(8, 120, 1.5, 0)
    slots = [replace(slot, **{key: value}) for slot in night.slots]  # type: ignore[arg-type]
    night = replace(night, slots=tuple(slots))
    for place in (2, len(slots) // 2, len(slots) - 1):
        (reason,) = explain(night, library, context, [place])
        wanted = best_by_trying((night, library, context), place)
        assert wanted is not None
        assert reason.runner_up is not None
        found = reason.runner_up
        assert (found.bridges, found.cost) == wanted[0]


def test_the_difference_by_term_is_that_of_the_scores(planned: Planned) -> None:
    night, library, context = planned
    for place, reason in enumerate(explain(night, library, context)):
        if reason.runner_up is None:
            continue
        new = score(put(night, place, reason.runner_up.track), context)
        terms = difference(new.terms, score(night, context).terms)
        assert reason.runner_up.terms == terms


def test_slots_and_transitions_carry_the_terms_of_the_score(planned: Planned) -> None:
    night, library, context = planned
    judged = score(night, context)
    reasons = explain(night, library, context)
    assert [reason.slot for reason in reasons] == list(judged.slots)
    assert [reason.into for reason in reasons[1:]] == list(judged.links)
    assert reasons[0].into is None


def test_a_stock_and_some_places_give_the_same(planned: Planned) -> None:
    night, library, context = planned
    stock = make_stock(night, library, context)
    every = explain(night, stock, context)
    assert explain(night, library, context, [4, 2]) == (every[4], every[2])


def test_tracks_that_are_not_of_the_library_can_be_contested(planned: Planned) -> None:
    night, library, context = planned
    place = next(n for n, slot in enumerate(night.slots) if not slot.is_anchored)
    gone = [night.slots[place].track, night.slots[place + 1].track]
    rest = [track for track in library if track not in gone]
    (reason,) = explain(night, rest, context, [place])
    wanted = best_by_trying((night, rest, context), place)
    assert wanted is not None
    assert reason.runner_up is not None
    assert (reason.runner_up.bridges, reason.runner_up.cost) == wanted[0]


def test_without_any_other_track_it_says_so(planned: Planned) -> None:
    night, _, context = planned
    owned = [slot.track for slot in night.slots if slot.track]
    for tracks in (owned, []):
        for reason in explain(night, tracks, context):
            assert reason.runner_up is None
            assert reason.text in (
                "You pinned it.",
                "No other track of yours fits here by the rules.",
            )


def test_what_was_played_and_what_is_kept_free_has_no_runner_up(
    planned: Planned,
) -> None:
    night, library, context = planned
    played = replace(night.slots[0], anchors=(Started(night.start),))
    gap = Slot(998, gap_s=300)
    night = replace(night, slots=(played, gap, *night.slots[1:]))
    first, second = explain(night, library, context, [0, 1])
    assert (first.text, second.text) == ("It has been played.", "Time kept free.")


def test_a_place_that_is_not_there(planned: Planned) -> None:
    night, library, context = planned
    with pytest.raises(IndexError):
        explain(night, library, context, [len(night.slots)])


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            RunnerUp(
                Track("a", title="A", artist="B"), 340, 0, Terms(key=250, step=90)
            ),
            'Runner-up: "A" by B, 340 dearer: key +250, energy step +90',
        ),
        (
            RunnerUp(Track("a.mp3"), -1200, 1, Terms(tempo=-1500, energy=300)),
            'Runner-up: "a.mp3", 1 bridge more, 1,200 cheaper: tempo -1,500, '
            "curve +300",
        ),
        (
            RunnerUp(Track("a", title="A"), 0, -2, Terms()),
            'Runner-up: "A", 2 bridges less, no dearer',
        ),
    ],
)
def test_a_runner_up_in_one_line(found: RunnerUp, text: str) -> None:
    assert Reason(0, None, Terms(), found).text == text
