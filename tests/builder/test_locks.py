"""Locked slots: whatever is built around them, they keep their tracks and about their
time, and neither a grade nor a cost changes."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.alternatives import alternatives
from clubplanner.builder.build import Built, build
from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.chains import LOCK_WINDOW_S, chains
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import After, Anchor, At, Night, Played, Position, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.score import score
from clubplanner.night.timeline import timeline
from clubplanner.workspace.filling import fill_free, rebuild_stretch
from tests.builder.test_build import at, library, night

CONTEXT = Context(Rules(artist_gap=2))
STEPS = 300


def planned(seed: int = 1, hours: float = 1.5, count: int = 60) -> Night:
    """Return a night of tracks in no good order, its last one ending about its end."""
    tracks = library(count)
    random.Random(seed).shuffle(tracks)
    plan = night(hours=hours)
    for track in tracks:
        longer = edits.add(plan, track, len(plan.slots))
        if timeline(longer, CONTEXT).spare < -60:
            return plan
        plan = longer
    return plan


def locked(plan: Night, *places: int) -> Night:
    """Return the plan with the slots at some places locked."""
    return edits.lock(plan, {plan.slots[n].id for n in places}, locked=True)


def built(plan: Night, tracks: list[Track] | None = None) -> Built:
    """Build a night with few steps and no clock."""
    given_tracks = library() if tracks is None else tracks
    return build(plan, given_tracks, CONTEXT, seconds=None, steps=STEPS)


def made(plan: Night) -> Night:
    """Return the night that was built."""
    found = built(plan).night
    assert found is not None
    return found


def stretches(plan: Night) -> list[tuple[Slot, ...]]:
    """Return the locked slots that stand together."""
    found: list[tuple[Slot, ...]] = []
    for place, slot in enumerate(plan.slots):
        if not slot.locked:
            continue
        if place and plan.slots[place - 1].locked:
            found[-1] = (*found[-1], slot)
        else:
            found.append((slot,))
    return found


def faults(before: Night, after: Night) -> list[str]:
    """Return every lock that a plan breaks, in words."""
    said = []
    over = max(0, -timeline(before, CONTEXT).spare)
    was, now = (
        {item.slot.id: item.start for item in timeline(plan, CONTEXT).items}
        for plan in (before, after)
    )
    for stretch in stretches(before):
        ids = [slot.id for slot in stretch]
        if not set(ids) <= now.keys():
            said.append(f"{ids} is gone")
            continue
        place = after.index(ids[0])
        if after.slots[place : place + len(ids)] != stretch:
            said.append(f"{ids} is torn apart or changed")
        is_pinned = any(slot.is_anchored for slot in stretch)
        if not is_pinned and abs(now[ids[0]] - was[ids[0]]) > LOCK_WINDOW_S + over:
            said.append(f"{ids} moved by {now[ids[0]] - was[ids[0]]} s")
    return said


@st.composite
def locked_nights(draw: st.DrawFn) -> Night:
    """Random plans with locks, pins, cuts and overlaps in them."""
    plan = planned(draw(st.integers(1, 50)), draw(st.sampled_from([1, 1.5, 2])))
    last = len(plan.slots) - 1
    if draw(st.booleans()):
        plan = edits.set_cut(plan, plan.slots[1].id, cut_in=False, cut_out=True)
    if draw(st.booleans()):
        plan = edits.set_overlap(plan, plan.slots[2].id, 16)
    if draw(st.booleans()):
        pins: list[Anchor] = [Played(), At(at(40), 600), Position(5)]
        pin = draw(st.sampled_from(pins))
        plan = edits.pin(plan, plan.slots[draw(st.integers(3, last))].id, pin)
    if draw(st.booleans()):
        plan = replace(plan, slots=plan.slots[: last // 2 + 1])
    places = st.integers(0, len(plan.slots) - 1)
    return locked(plan, *draw(st.sets(places, min_size=1, max_size=5)))


@given(locked_nights())
@settings(deadline=None, max_examples=60)
def test_no_plan_of_a_random_night_breaks_a_lock_or_a_rule(plan: Night) -> None:
    found = built(plan)
    if found.night is None:
        assert found.why
        return
    assert faults(plan, found.night) == []
    assert breaches(found.night, CONTEXT) == ()
    assert found.score == score(found.night, CONTEXT)


@pytest.mark.parametrize("seed", range(12))
def test_a_night_with_a_locked_stretch_can_be_built(seed: int) -> None:
    place = random.Random(seed).randrange(len(planned(seed).slots) - 3)
    plan = locked(planned(seed), place, place + 1, place + 2)
    after = made(plan)
    assert faults(plan, after) == []
    assert {s.id for s in after.slots} != {s.id for s in plan.slots}


def test_what_opens_and_what_ends_a_full_night_goes_on_doing_so() -> None:
    plan = locked(planned(), 0, 1, len(planned().slots) - 1)
    after = made(plan)
    assert after.slots[:2] == plan.slots[:2]
    assert after.slots[-1] == plan.slots[-1]


def test_a_half_planned_night_is_filled_around_and_behind_its_locks() -> None:
    half = replace(planned(), slots=planned().slots[:6])
    plan = locked(half, 3, 4, 5)
    after = made(plan)
    assert faults(plan, after) == []
    assert len(after.slots) > 12


def test_a_lock_on_a_slot_whose_pin_is_not_held_goes_by_the_pin() -> None:
    plan = edits.pin(planned(), planned().slots[3].id, At(at(60)))
    plan = locked(plan, 3, 4)
    after = made(plan)
    item = timeline(after, CONTEXT).items[after.index(plan.slots[3].id)]
    assert abs(item.start - 3600) <= 30
    assert after.slots[after.index(plan.slots[3].id) + 1] == plan.slots[4]


def test_locked_tracks_by_one_artist_stay_together() -> None:
    plan = planned()
    for place in (5, 6):
        slot = plan.slots[place]
        assert slot.track is not None
        track = replace(slot.track, artist="One and the same")
        plan = edits.replace_track(plan, slot.id, track)
    plan = locked(plan, 5, 6)
    after = made(plan)
    assert faults(plan, after) == []
    assert breaches(after, CONTEXT) == ()


def test_a_locked_track_without_a_bpm_stays() -> None:
    plan = planned()
    slot = plan.slots[5]
    assert slot.track is not None
    plan = edits.replace_track(plan, slot.id, replace(slot.track, bpm=None))
    plan = locked(plan, 5)
    assert faults(plan, made(plan)) == []


def test_a_pin_after_another_track_and_a_lock_are_told_apart() -> None:
    plan = planned()
    anchor = After(plan.slots[0].name)
    plan = locked(edits.pin(plan, plan.slots[5].id, anchor), 4, 5)
    found = built(plan)
    assert found.night is None
    assert f'but is locked behind "{plan.slots[4].name}"' in found.why
    assert "unlock" in found.why


def test_a_lock_costs_and_grades_nothing() -> None:
    plan = planned()
    now, then = (score(one, CONTEXT) for one in (plan, locked(plan, 2, 3, 4)))
    assert (then.terms, then.links) == (now.terms, now.links)


def test_every_plan_offered_keeps_the_locks_and_differs_elsewhere() -> None:
    plan = locked(planned(), 4, 5)
    offer = alternatives(plan, library(), CONTEXT, count=2, seconds=None, steps=STEPS)
    assert len(offer.plans) >= 1
    assert [faults(plan, one.night) for one in offer.plans] == [[]] * len(offer.plans)


def test_filling_leaves_locked_gaps_and_slots() -> None:
    plan = edits.add_gap(edits.add_gap(planned(hours=2), 3, 600), 8, 600)
    plan = locked(plan, 2, 3)
    found = fill_free(plan, library(), CONTEXT).night
    assert found is not None
    assert faults(plan, found) == []
    assert [slot.is_gap for slot in found.slots].count(True) == 1


def test_rebuilding_a_stretch_goes_around_its_locked_slots() -> None:
    plan = locked(planned(), 6)
    ids = {slot.id for slot in plan.slots[3:10]}
    found = rebuild_stretch(plan, ids, library(120), CONTEXT).night
    assert found is not None
    assert faults(plan, found) == []
    left = {slot.id for slot in found.slots}
    assert ids & left == {plan.slots[6].id}
    assert {slot.id for slot in plan.slots} - ids <= left


def test_a_stretch_of_locked_slots_alone_is_refused() -> None:
    plan = locked(planned(), 3, 4)
    ids = {slot.id for slot in plan.slots[3:5]}
    with pytest.raises(ClubplannerError, match="is locked: unlock it, or mark others"):
        rebuild_stretch(plan, ids, library(), CONTEXT)


def test_a_locked_slot_may_start_a_usual_track_sooner_or_later() -> None:
    plan = locked(planned(), 4)
    (chain,), loose = chains(plan, CONTEXT)
    start = timeline(plan, CONTEXT).items[4].start
    assert chain.window == (start - LOCK_WINDOW_S, start + LOCK_WINDOW_S)
    assert loose == ()
