"""Suggestions for a place: legal, ranked, exact, with reasons."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clubplanner.builder.build import build
from clubplanner.builder.instance import read_instance
from clubplanner.builder.stock import make_stock
from clubplanner.builder.suggest import Suggestion, suggest
from clubplanner.builder.suggesting.left_out import left_out
from clubplanner.builder.suggesting.place import Place
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import After, At, Night, Slot
from clubplanner.night.score import Kind, score
from tests.builder.instances import make_instance

Planned = tuple[Night, list[Track], Context]


@pytest.fixture(scope="module")
def planned() -> Planned:
    night, tracks, context = read_instance(make_instance(8, 300, 1.5, 2))
    built = build(night, tracks, context, seconds=None, steps=400)
    assert built.night is not None
    return built.night, tracks, context


def free_place(night: Night) -> int:
    return next(
        n
        for n, slot in enumerate(night.slots)
        if 2 < n < len(night.slots) - 2 and not slot.is_anchored
    )


def put(night: Night, place: int, one: Suggestion, *, gives: bool) -> Night:
    slots = list(night.slots)
    slots[place : place + gives] = [Slot(999, one.track)]
    return replace(night, slots=tuple(slots))


@pytest.mark.parametrize("gives", [True, False])
def test_every_term_is_what_the_score_says(planned: Planned, gives: bool) -> None:
    night, tracks, context = planned
    place = free_place(night)
    found = suggest(night, place, tracks, context, replace=gives)
    assert len(found) == 20
    for one in found:
        judged = score(put(night, place, one, gives=gives), context)
        assert one.into == judged.links[place - 1]
        assert one.out == judged.links[place]
        assert one.slot == judged.slots[place]
        assert one.total == sum(
            t.total for t in (one.into.terms, one.out.terms, one.slot)
        )


@pytest.mark.parametrize("gives", [True, False])
def test_no_suggestion_breaks_a_rule_about_tracks(
    planned: Planned, gives: bool
) -> None:
    night, tracks, context = planned
    for place in range(len(night.slots)):
        if night.slots[place].is_anchored:
            continue
        for one in suggest(night, place, tracks, context, replace=gives, limit=8):
            new = put(night, place, one, gives=gives)
            rules = {b.rule for b in breaches(new, context) if b.rule in "H1 H2 H5"}
            assert not rules


def test_the_best_of_all_tracks_is_first(planned: Planned) -> None:
    night, tracks, context = planned
    place = free_place(night)
    best = suggest(night, place, tracks, context, replace=True, limit=300)
    assert len(best) > 100
    key = [(s.bridges, s.total + 20 * s.late_s) for s in best]
    assert key == sorted(key)
    few = suggest(night, place, tracks, context, replace=True, limit=5)
    assert few[0] == best[0]


@pytest.mark.parametrize("gives", [True, False])
def test_among_some_tracks_the_best_of_these_is_first(
    planned: Planned, gives: bool
) -> None:
    night, tracks, context = planned
    place = free_place(night)
    best = suggest(night, place, tracks, context, replace=gives, limit=300)
    wanted = [one.track.path for one in best[3::7]]
    found = suggest(night, place, tracks, context, replace=gives, among=wanted)
    assert found == tuple(one for one in best if one.track.path in wanted)[:20]
    assert suggest(night, place, tracks, context, replace=gives, among=[]) == ()


def test_a_stock_gives_the_same(planned: Planned) -> None:
    night, tracks, context = planned
    stock = make_stock(night, tracks, context)
    place = free_place(night)
    assert suggest(night, place, stock, context, replace=True) == suggest(
        night, place, tracks, context, replace=True
    )


def test_a_track_not_of_the_library_is_a_neighbour_too(
    planned: Planned,
) -> None:
    night, tracks, context = planned
    place = free_place(night)
    above = night.slots[place - 1].track
    rest = [track for track in tracks if track != above]
    whole = suggest(night, place, tracks, context, replace=True)
    assert suggest(night, place, rest, context, replace=True) == whole


def test_bridges_come_last_and_are_told(planned: Planned) -> None:
    night, tracks, context = planned
    place = free_place(night)
    found = suggest(night, place, tracks, context, replace=True, limit=300)
    bridging = [one for one in found if one.bridges]
    assert bridging
    assert found[-len(bridging) :] == tuple(bridging)
    assert all("a bridge" in one.reason for one in bridging)


def with_a_reprise(planned: Planned, place: int, apart_s: int) -> Planned:
    """Pin the slots around ``place`` so that the second plays the first's track."""
    night, tracks, context = planned
    items = score(night, context).timeline.items
    first, second = place - 1, len(night.slots) - 2
    slots = list(night.slots)
    for n in (first, second):
        pin = At(night.clock(items[n].start), 120)
        slots[n] = replace(slots[n], track=slots[first].track, anchors=(pin,))
    now = items[second].start - items[first].start
    rules = replace(context.rules, reprise_s=now - apart_s)
    return (
        replace(night, slots=tuple(slots)),
        tracks,
        replace(context, rules=rules),
    )


@pytest.mark.parametrize("spare_s", [0, 20, 60, -30])
def test_a_reprise_keeps_its_45_minutes(planned: Planned, spare_s: int) -> None:
    place = free_place(planned[0])
    night, tracks, context = with_a_reprise(planned, place, spare_s)
    first, second = place - 1, len(night.slots) - 2

    def apart(plan: Night) -> int:
        items = score(plan, context).timeline.items
        return items[second].start - items[first].start

    least = min(context.rules.reprise_s, apart(night))
    without = replace(context, rules=replace(context.rules, reprise_s=0))
    every = suggest(night, place, tracks, without, replace=True, limit=300)
    legal = [one for one in every if apart(put(night, place, one, gives=True)) >= least]
    assert 10 < len(legal) < len(every)
    found = suggest(night, place, tracks, context, replace=True, limit=300)
    assert [one.track for one in found] == [one.track for one in legal]


def test_a_reprise_behind_an_empty_stretch_keeps_its_45_minutes(
    planned: Planned,
) -> None:
    night, tracks, context = planned
    first = Slot(1, tracks[0], anchors=(At(night.clock(0)),))
    again = Slot(2, tracks[0], anchors=(At(night.clock(45 * 60), 600),))
    empty = replace(night, slots=(first, again))
    found = suggest(empty, 1, tracks, context, replace=False)
    assert found
    place = Place(empty, 1, context, gives=False)
    assert place.goal is not None
    assert place.goal.low == 45 * 60
    assert place.goal.high == 55 * 60


def test_a_pinned_time_missed_is_counted(planned: Planned) -> None:
    night, tracks, context = planned
    place = free_place(night)
    line = score(night, context).timeline
    after = line.items[place + 1]
    pin = At(night.clock(after.start), 10)
    slots = list(night.slots)
    slots[place + 1] = replace(slots[place + 1], anchors=(pin,))
    pinned = replace(night, slots=tuple(slots))
    for one in suggest(pinned, place, tracks, context, replace=False, limit=5):
        step = score(put(pinned, place, one, gives=False), context).timeline
        off = step.items[place + 2].start - after.start
        assert one.late_s == off - 10
        assert "late" in one.reason


def test_the_first_place_and_behind_the_last(planned: Planned) -> None:
    night, tracks, context = planned
    first = suggest(night, 0, tracks, context, replace=False, limit=3)
    assert all(one.into is None and one.out is not None for one in first)
    behind = suggest(night, len(night.slots), tracks, context, replace=False, limit=3)
    assert all(one.out is None and one.into is not None for one in behind)


def test_an_empty_night_gets_an_opener(planned: Planned) -> None:
    night, tracks, context = planned
    empty = replace(night, slots=())
    found = suggest(empty, 0, tracks, context, replace=False, limit=3)
    assert len(found) == 3
    assert found[0].into is None
    assert found[0].out is None


def test_nothing_parts_a_pinned_pair(planned: Planned) -> None:
    night, tracks, context = planned
    slots = (Slot(1, tracks[0]), Slot(2, tracks[1], anchors=(After(),)))
    pair = replace(night, slots=slots)
    assert suggest(pair, 1, tracks, context, replace=False) == ()


def test_a_replaced_anchor_keeps_its_pin(planned: Planned) -> None:
    night, tracks, context = planned
    when = night.start + timedelta(minutes=30)
    place = free_place(night)
    slots = list(night.slots)
    slots[place] = replace(slots[place], anchors=(At(when),), cut_in=True)
    pinned = replace(night, slots=tuple(slots))
    found = suggest(pinned, place, tracks, context, replace=True, limit=3)
    assert all(one.into and one.into.kind is Kind.CUT for one in found)
    assert all(one.slot.total == 0 for one in found)


def test_a_place_that_is_not_there(planned: Planned) -> None:
    night, tracks, context = planned
    with pytest.raises(IndexError):
        suggest(night, len(night.slots), tracks, context, replace=True)


def test_a_track_that_misses_the_next_pin_ranks_behind_those_that_keep_it(
    planned: Planned,
) -> None:
    night, tracks, context = planned
    both = 0
    for place, slot in enumerate(night.slots):
        if slot.is_anchored:
            continue
        found = suggest(night, place, tracks, context, replace=True, limit=len(tracks))
        missed = [one.late_s > 0 for one in found if not one.bridges]
        assert missed == sorted(missed)
        both += len(set(missed)) == 2
        for one in found:
            told = one.reason.startswith("makes the next pinned time")
            assert told == (one.late_s > 0)
    assert both


@pytest.mark.parametrize("gives", [True, False])
def test_every_track_is_suggested_or_counted_by_the_rule_that_keeps_it_away(
    planned: Planned, gives: bool
) -> None:
    night, tracks, context = planned
    place = free_place(night)
    stock = make_stock(night, tracks, context)
    kept = suggest(night, place, stock, context, replace=gives, limit=len(tracks))
    away = left_out(night, place, stock, context, replace=gives)
    stays = (*night.slots[:place], *night.slots[place + gives :])
    inside = {slot.track.path for slot in stays if slot.track}
    usable = {track.path for track in stock.tracks} - inside
    assert len(kept) + away.resting + away.close + away.without_bpm == len(usable)
    assert away.resting > 0
    assert away.text.startswith(f"{away.resting} rest (played here less than ")
    one = left_out(night, place, stock, context, replace=gives, among=set())
    assert one.text == ""
