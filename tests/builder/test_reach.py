"""Suggestions before an empty stretch know what it costs to reach the next pin."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from clubplanner.builder.instance import read_instance
from clubplanner.builder.suggest import Suggestion, suggest
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import At, EndAt, Night, Position, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.score import Kind, score
from tests.builder.instances import make_instance
from tests.night.making import START, night, track


def before_a_pin(seed: int, minutes: int) -> tuple[Night, list[Track], Context]:
    """Return an opener and a pin with nothing between, and nine tracks to play."""
    plan, tracks, context = read_instance(make_instance(seed, 60, 2, 0, missing=0))
    opener, pinned, *rest = [replace(t, artist=t.path) for t in tracks]
    when = plan.start + timedelta(minutes=minutes)
    slots = (Slot(1, opener), Slot(2, pinned, anchors=(At(when, 60),)))
    context = replace(context, weeks={})
    return replace(plan, slots=slots), rest[:9], context


def best_walks(
    plan: Night, tracks: list[Track], context: Context
) -> dict[str, tuple[int, int]]:
    """Return, per first track, bridges and cost of the best walk to the pin, tried."""
    found: dict[str, tuple[int, int]] = {}
    opener, pinned = plan.slots
    for count in (1, 2, 3, 4):
        for chosen in permutations(tracks, count):
            slots = [Slot(10 + n, one) for n, one in enumerate(chosen)]
            full = replace(plan, slots=(opener, *slots, pinned))
            if any(b.rule in "H1 H2 H3 H5" for b in breaches(full, context)):
                continue
            judged = score(full, context)
            own = score(replace(plan, slots=(opener,)), context).terms.total
            value = judged.bridges, judged.terms.total - own
            first = chosen[0].path
            found[first] = min(found.get(first, value), value)
    return found


@pytest.mark.parametrize(("seed", "minutes"), [(1, 14), (2, 15), (4, 13), (6, 16)])
def test_the_way_to_the_pin_is_about_what_the_best_walk_costs(
    seed: int, minutes: int
) -> None:
    plan, tracks, context = before_a_pin(seed, minutes)
    tried = best_walks(plan, tracks, context)
    assert len(tried) > 4
    found = suggest(plan, 1, tracks, context, replace=False)
    close = 0
    for one in found:
        bridges, cost = tried.get(one.track.path, (99, 0))
        if one.walk is None or one.bridges != bridges:
            assert one.bridges <= bridges
            continue
        # Time is in buckets of seconds and a track may come back: a bound, but for
        # the few seconds of curve that rounding moves.
        assert one.total <= cost + 60
        close += cost - one.total < cost // 5
    assert close >= len(tried) // 2


def test_what_leads_towards_the_pin_comes_first() -> None:
    tempi = [100, 101, 104, 108, 112, 116, 120, 124]
    tracks = [track(f"{bpm} {key}", bpm, key) for bpm in tempi for key in ("8A", "9A")]
    opener, inferno = track("opener", 100.0), track("Inferno", 128.0)

    def first(minutes: int) -> Suggestion:
        when = START + timedelta(minutes=minutes)
        slots = Slot(1, opener), Slot(2, inferno, anchors=(At(when, 120),))
        return suggest(night(*slots), 1, tracks, Context(), replace=False)[0]

    soon, later = first(26), first(90)
    assert soon.track.bpm == 104
    assert later.track.bpm in (100, 101)
    assert soon.walk is not None
    assert (soon.walk.to, soon.walk.at) == ("Inferno", "22:26")
    assert soon.reason.endswith(soon.walk.text)
    assert f"in {soon.walk.tracks} tracks, +{soon.walk.cost:,}" in soon.walk.text
    assert soon.bridges == 0


def test_without_a_way_the_bridge_counts() -> None:
    opener, inferno = track("opener", 100.0), track("Inferno", 128.0)
    slots = (
        Slot(1, opener),
        Slot(2, inferno, anchors=(At(START + timedelta(minutes=20), 120),)),
    )
    tracks = [track(f"{n}", 100.0) for n in range(6)]
    found = suggest(night(*slots), 1, tracks, Context(), replace=False)
    assert all(one.walk is not None for one in found)
    assert {one.bridges for one in found} == {1}
    assert "and a bridge" in found[0].reason


def test_time_that_no_track_fills_is_said() -> None:
    slots = (
        Slot(1, track("opener")),
        Slot(2, track("Inferno"), anchors=(At(START + timedelta(minutes=11)),)),
    )
    # 268 s to the place, 268 s for a track: 124 s are left and no track is as short.
    found = suggest(
        night(*slots), 1, [track("a"), track("b")], Context(), replace=False
    )
    assert [one.walk for one in found] == [None, None]
    assert [one.late_s for one in found] == [-94, -94]
    assert 'leaves 1.6 min before "Inferno" that no track fills' in found[0].reason
    assert found[0].out is not None


@pytest.mark.parametrize(
    "anchors",
    [
        (At(START + timedelta(minutes=60)),),
        (EndAt(START + timedelta(minutes=60), 60),),
        (Position(-1),),
    ],
)
def test_every_pin_that_has_a_time_is_a_goal(anchors: tuple[At]) -> None:
    slots = Slot(1, track("opener")), Slot(2, track("Inferno"), anchors=anchors)
    tracks = [track(f"{n}", 120.0, length_s=200.0 + 10 * n) for n in range(12)]
    found = suggest(night(*slots, hours=1), 1, tracks, Context(), replace=False)
    assert all(one.walk is not None and one.out is None for one in found)


def test_between_filled_slots_nothing_is_to_reach() -> None:
    slots = [Slot(n, track(f"s{n}")) for n in range(5)]
    when = START + timedelta(minutes=25)
    pinned = Slot(9, track("Inferno"), anchors=(At(when, 120),))
    tracks = [track(f"{n}") for n in range(5)]
    full = night(*slots, pinned)
    found = suggest(full, 2, tracks, Context(), replace=True)
    assert all(one.walk is None and one.out is not None for one in found)
    assert {one.late_s for one in found} == {0}


def test_terms_and_walk_add_up() -> None:
    plan, tracks, context = before_a_pin(3, 30)
    for one in suggest(plan, 1, tracks, context, replace=False):
        walk = one.walk.cost if one.walk else 0
        assert one.terms.total + walk == one.total


def test_what_the_residency_remembers_counts_in_the_ranking() -> None:
    plan, tracks, context = read_instance(make_instance(8, 300, 1.5, 0))
    plan = replace(plan, slots=(Slot(1, tracks[0]), Slot(2, tracks[1])))
    every = suggest(plan, 1, tracks, context, replace=False, limit=40)
    late = every[30]
    assert late.into is not None
    liked = Rules(pair_stars=(900, 300, 0, -150, -late.into.terms.total))
    pair = tracks[0].path, late.track.path
    context = replace(
        context, rules=replace(context.rules, pair_stars=liked.pair_stars)
    )
    context = replace(context, pair_stars={pair: 5})
    (best,) = (
        one
        for one in suggest(plan, 1, tracks, context, replace=False, limit=20)
        if one.track == late.track
    )
    assert best.into is not None
    assert best.into.terms.total == 0
    assert best.into.kind is Kind.MIX
    assert best.total == late.total - late.into.terms.total
