"""The house rules' terms: what each does to a build, and that every door tells them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from clubplanner.builder.build import Built, build
from clubplanner.builder.explain import explain
from clubplanner.builder.suggest import suggest
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.checks import check
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night
from clubplanner.night.rules import Rules
from clubplanner.night.score import score
from clubplanner.night.term_words import by_word
from tests.builder.test_build import library, night, pinned
from tests.builder.test_explain import best_by_trying

LIBRARY = library(90, artists=60)
HEARD = {track.path: 20 for track in LIBRARY if int(track.path[1:4]) % 4}
"""Three in four were played here, so long ago that no track needs a rest."""


def built(context: Context, plan: Night | None = None) -> Built:
    found = build(plan or night(), LIBRARY, context, seconds=None, steps=400)
    assert found.night is not None, found.why
    assert breaches(found.night, context) == ()
    assert found.score == score(found.night, context)
    return found


def context(known: Context | None = None, **rules: int) -> Context:
    return replace(known or Context(), rules=Rules(artist_gap=3, **rules))  # type: ignore[arg-type]


def tracks_of(found: Built) -> list[Track]:
    assert found.night is not None
    return [slot.track for slot in found.night.slots if slot.track]


def by_hand(plan: Night, known: Context) -> dict[str, int]:
    """Return the three terms worked out from the plan alone."""
    rules, line = known.rules, score(plan, known).timeline
    rested = fresh = count = again = 0
    for item in line.items:
        track = item.slot.track
        assert track is not None
        if item.slot.anchors or track.path in known.signatures:
            continue
        count, fresh = count + 1, fresh + (track.path not in known.weeks)
        weeks = known.artist_weeks.get(fold(track.artist))
        if weeks is not None and weeks < rules.artist_weeks:
            stale = 1000 * (rules.artist_weeks - weeks) // rules.artist_weeks
            rested += item.play * stale // rules.rest_scale
    paths = [slot.track.path for slot in plan.slots if slot.track]
    for pair in pairwise(paths):
        stood = pair in known.last_pairs or pair[::-1] in known.last_pairs
        again += rules.neighbours_again if stood else 0
    wanted = -(-count * rules.new_share // 100)
    missing = rules.new_missing * max(0, wanted - fresh)
    told = {"artist": rested, "neighbours": again, "fresh": missing}
    return {name: value for name, value in told.items() if value}


def house_terms(found: Built) -> dict[str, int]:
    assert found.score is not None
    terms = found.score.terms
    named = {n: getattr(terms, n) for n in ("artist", "neighbours", "fresh")}
    return {name: value for name, value in named.items() if value}


def share(found: Built, known: Context) -> float:
    tracks = tracks_of(found)
    return sum(track.path not in known.weeks for track in tracks) / len(tracks)


def heard_artists(tracks: Iterable[Track], known: Context) -> int:
    return sum(fold(track.artist) in known.artist_weeks for track in tracks)


def test_artists_heard_lately_rest() -> None:
    plain = built(context())
    lately = {fold(track.artist): 1 for track in tracks_of(plain)[::2]}
    known = Context(artist_weeks=lately)
    assert house_terms(built(context(known))) == {}
    rested = context(known, artist_weeks=8)
    found = built(rested)
    assert found.night is not None
    assert heard_artists(tracks_of(found), known) < heard_artists(
        tracks_of(plain), known
    )
    assert house_terms(found) == by_hand(found.night, rested)
    assert plain.night is not None
    told = check(plain.night, rested)
    rests = [one for one in told if one.rule == "artist-rest"]
    assert len(rests) == heard_artists(tracks_of(plain), known)
    assert "was heard here 1 week ago, artists rest 8 weeks" in rests[0].text


def test_last_week_s_neighbours_part() -> None:
    plain = built(context())
    paths = [track.path for track in tracks_of(plain)]
    last = frozenset((second, first) for first, second in pairwise(paths))
    known = Context(last_pairs=last)
    same = built(context(known))
    assert house_terms(same) == {}
    strict = context(known, neighbours_again=5000)
    assert plain.night is not None
    stays = by_hand(plain.night, strict)["neighbours"]
    assert stays == 5000 * (len(paths) - 1)
    told = [one for one in check(plain.night, strict) if one.rule == "neighbours-again"]
    assert len(told) == len(paths) - 1
    found = built(strict)
    assert found.night is not None
    assert house_terms(found) == by_hand(found.night, strict)
    assert house_terms(found).get("neighbours", 0) < stays / 5


@pytest.mark.parametrize("wanted", [40, 60])
def test_a_share_of_new_tracks_is_reached_and_never_far_overshot(wanted: int) -> None:
    known = Context(weeks=HEARD)
    plain = built(context(known))
    assert share(plain, known) < wanted / 100
    wish = context(known, new_share=wanted, new_missing=4000)
    found = built(wish)
    assert house_terms(found) == {}
    assert wanted / 100 <= share(found, known) <= wanted / 100 + 0.35
    assert built(wish) == found
    assert found.steps > plain.steps
    assert plain.night is not None
    (told,) = [one for one in check(plain.night, wish) if one.rule == "new-share"]
    assert f"the house wants {wanted} %" in told.text
    short = score(plain.night, wish).terms.fresh
    assert {"fresh": short} == by_hand(plain.night, wish)
    assert by_word(score(plain.night, wish).terms)["new tracks"] == short
    assert found.score is not None
    assert found.score.terms.total < score(plain.night, wish).terms.total


def test_a_share_no_library_has_costs_what_is_missing() -> None:
    known = Context(weeks=dict.fromkeys((track.path for track in LIBRARY), 20))
    wish = context(known, new_share=50)
    found = built(wish)
    assert found.night is not None
    count = len(found.night.slots)
    assert house_terms(found) == {"fresh": 1000 * -(-count // 2)}


def test_signatures_and_pins_are_exempt() -> None:
    first = pinned(1)
    plan = night(replace(first, anchors=(*first.anchors,)))
    assert plan.slots
    path, artist = LIBRARY[0].path, fold(LIBRARY[0].artist)
    known = Context(
        rules=Rules(artist_weeks=8, new_share=100),
        weeks={path: 0},
        artist_weeks={artist: 0},
    )
    song = known.song_of(LIBRARY[0])
    assert (song.weeks, song.artist_weeks) == (0, 0)
    free = replace(known, signatures=frozenset({path})).song_of(LIBRARY[0])
    assert (free.weeks, free.artist_weeks, free.is_signature) == (None, None, True)


@pytest.fixture(scope="module")
def ruled() -> tuple[Night, list[Track], Context]:
    """A plan that all three rules charge for."""
    plain = built(context())
    tracks = tracks_of(plain)
    paths = [track.path for track in tracks]
    known = Context(
        weeks=HEARD,
        artist_weeks={fold(track.artist): 2 for track in tracks[::3]},
        last_pairs=frozenset(pair[::-1] for pair in list(pairwise(paths))[::2]),
        signatures=frozenset({paths[4]}),
    )
    rules = {"artist_weeks": 8, "neighbours_again": 300, "new_share": 50}
    assert plain.night is not None
    found = plain.night, LIBRARY, context(known, **rules)
    judged = score(found[0], found[2]).terms
    assert {"artist", "neighbours", "fresh"} == set(by_hand(found[0], found[2]))
    assert judged.artist == by_hand(found[0], found[2])["artist"]
    return found


def test_runners_up_know_the_house_rules(
    ruled: tuple[Night, list[Track], Context],
) -> None:
    plan, tracks, known = ruled
    for place in (0, 3, 4, len(plan.slots) - 1):
        (reason,) = explain(plan, tracks, known, [place])
        wanted = best_by_trying(ruled, place)
        assert wanted is not None
        assert reason.runner_up is not None
        assert (reason.runner_up.bridges, reason.runner_up.cost) == wanted[0]
        assert reason.runner_up.track.path in wanted[1]


def test_suggestions_know_the_house_rules(
    ruled: tuple[Night, list[Track], Context],
) -> None:
    plan, tracks, known = ruled
    place = 3
    rest = (*plan.slots[:place], *plan.slots[place + 1 :])
    without = score(replace(plan, slots=rest), known).house.fresh
    seen = set()
    for one in suggest(plan, place, tracks, known, replace=True, limit=40):
        slots = list(plan.slots)
        slots[place] = replace(slots[place], track=one.track)
        judged = score(replace(plan, slots=tuple(slots)), known)
        assert one.slot.artist == judged.slots[place].artist
        assert one.slot.fresh == judged.house.fresh - without
        assert one.into is not None
        assert one.into.terms == judged.links[place - 1].terms
        seen.add(one.slot.fresh > 0)
    assert seen == {True, False}


def test_nothing_changes_where_no_house_rule_is_set() -> None:
    known = Context(
        weeks=HEARD,
        artist_weeks={fold(track.artist): 0 for track in LIBRARY},
    )
    bare = built(context(Context(weeks=HEARD)))
    assert tracks_of(built(context(known))) == tracks_of(bare)
