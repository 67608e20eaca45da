"""Ladders: walks of tempo that stay inside the pitch range."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.ladder import QUICK_POOL, ladder
from clubplanner.builder.stock import make_stock
from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import affinity_cost, is_bridge, play_seconds
from clubplanner.night.plan import Night
from clubplanner.night.rules import Rules
from clubplanner.night.songs import song_of


def track(bpm: float | None, artist: str = "", **more: object) -> Track:
    name = f"{bpm}-{artist}"
    known = {"path": name, "title": name, "artist": artist or name, "length_s": 240}
    return Track(**{**known, "bpm": bpm, "energy": 6, **more})  # type: ignore[arg-type]


RUNGS = [
    track(bpm) for bpm in (90, 96, 100, 103, 107, 110, 112, 115, 118, 121, 126, 140)
]


def steps(found: list[Track]) -> list[bool]:
    context = Context()
    songs = [song_of(t, context.theme) for t in found]
    return [is_bridge(a, b, context.rules) for a, b in pairwise(songs)]


def test_a_ladder_climbs_without_a_bridge() -> None:
    low, high = track(95, "Low"), track(128, "High")
    found = ladder(low, high, RUNGS, Context())
    assert found is not None
    assert found.tracks
    assert not any(steps([low, *found.tracks, high]))
    assert found.text.startswith("From 95-Low (95) to 128-High (128) by way of")


def test_it_is_the_cheapest_walk() -> None:
    ends = 100.0, 114.0
    rungs = [track(107.0, "steady"), track(107.0, "loved", rating=5)]
    found = ladder(*ends, rungs, Context())
    assert found is not None
    assert [t.artist for t in found.tracks] == ["loved"]


def test_tempi_that_mix_need_none() -> None:
    found = ladder(124.0, 126.0, RUNGS, Context())
    assert found is not None
    assert found.tracks == ()
    assert found.text == "124 to 126 BPM mixes without a ladder."


def test_half_time_is_used_where_it_is_real() -> None:
    found = ladder(87.0, 170.0, [], Context())
    assert found is not None
    assert found.tracks == ()


def test_a_library_without_rungs_has_no_ladder() -> None:
    assert ladder(95.0, 128.0, [track(90), track(130)], Context()) is None
    assert ladder(95.0, 128.0, [], Context()) is None


def test_a_tempo_that_is_unknown_has_no_ladder() -> None:
    assert ladder(track(None), 128.0, RUNGS, Context()) is None


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_rungs_than_wanted(most: int) -> None:
    found = ladder(95.0, 128.0, RUNGS, Context(), most=most)
    assert found is None or len(found.tracks) <= most


def test_resting_tracks_and_one_artist_twice_are_left_out() -> None:
    twice = [track(101, "Same"), track(108, "Same"), track(108, "Other")]
    twice += [track(116, "Third")]
    found = ladder(95.0, 124.0, twice, Context())
    assert found is not None
    artists = [t.artist for t in found.tracks]
    assert len(set(artists)) == len(artists)
    resting = Context(weeks={t.path: 0 for t in RUNGS})
    assert ladder(95.0, 128.0, RUNGS, resting) is None


def test_an_artist_gives_way_where_another_can() -> None:
    rungs = [
        track(106, "Amy", rating=5),
        track(106.5, "Bo", rating=1),
        track(112.5, "Amy"),
    ]
    found = ladder(100.0, 119.0, rungs, Context())
    assert found is not None
    assert [t.artist for t in found.tracks] == ["Bo", "Amy"]


def test_a_narrow_pitch_range_needs_more_rungs() -> None:
    wide = ladder(100.0, 112.0, RUNGS, Context())
    narrow = ladder(100.0, 112.0, RUNGS, Context(rules=Rules(pitch_range=4.5)))
    assert wide is not None
    assert narrow is not None
    assert len(narrow.tracks) > len(wide.tracks)


def test_among_a_thousand_tracks_the_cheapest_walk_is_found() -> None:
    rng = Random(4)
    crowd = [
        track(
            round(rng.uniform(95, 128), 2), f"c{n}", key=key, rating=rng.randint(1, 5)
        )
        for n, key in enumerate(rng.choices(list(KEYS.values()), k=1000))
    ]
    ends = track(95, "low", key=KEYS["8A"]), track(128, "high", key=KEYS["3B"])
    found = ladder(*ends, crowd, Context())
    quick = ladder(*ends, crowd, Context(), pool=QUICK_POOL)
    of_all = ladder(*ends, crowd, Context(), pool=len(crowd))
    assert found == of_all
    assert found is not None
    assert quick is not None
    assert found.cost < quick.cost


def test_a_large_library_keeps_every_band_of_tempo() -> None:
    crowd = [replace(track(124, f"c{n}"), rating=5) for n in range(1500)]
    found = ladder(95.0, 128.0, [*crowd, *RUNGS], Context())
    assert found is not None
    assert not any(steps([track(95), *found.tracks, track(128)]))


def test_its_cost_is_what_the_model_says_of_its_steps_and_tracks() -> None:
    found = ladder(track(95, "Low"), track(128, "High"), RUNGS, Context())
    assert found is not None
    context = Context()
    own = sum(
        affinity_cost(song, play_seconds(song, 360), context.theme, context.rules)
        for song in (song_of(t, context.theme) for t in found.tracks)
    )
    assert found.cost == own + sum(step.terms.total for step in found.steps)
    assert len(found.steps) == len(found.tracks) + 1


def test_a_pair_that_worked_is_preferred() -> None:
    rungs = [track(107.0, "plain"), track(107.0, "worked")]
    low = track(100, "Low")
    context = Context(pair_stars={(low.path, rungs[1].path): 5})
    found = ladder(low, 114.0, rungs, context)
    assert found is not None
    assert [t.artist for t in found.tracks] == ["worked"]
    assert found.steps[0].terms.memory < 0


def test_an_artist_may_come_back_behind_the_gap() -> None:
    rungs = [track(101, "Same"), track(107, "Other"), track(113, "Same")]
    context = Context(rules=Rules(artist_gap=1))
    found = ladder(95.0, 120.0, rungs, context)
    assert found is not None
    assert [t.artist for t in found.tracks] == ["Same", "Other", "Same"]
    assert found.bridges == 0
    kept_apart = ladder(95.0, 120.0, rungs, Context(rules=Rules(artist_gap=2)))
    assert kept_apart is None or kept_apart.bridges


def test_both_decks_meet_where_that_saves_a_track() -> None:
    found = ladder(118.0, 129.0, [track(123.5, "Between")], Context())
    assert found is not None
    assert len(found.tracks) == 1
    assert found.bridges == 0
    assert found.meets is not None
    assert found.meets.tracks == ()
    assert found.meets.bridges == 1
    assert found.meets.text == (
        "From 118 to 129 BPM without a ladder: both decks meet at 123.4: "
        "118 BPM +4.6%, 129 BPM -4.4%."
    )


def test_both_decks_meet_where_there_is_no_other_way() -> None:
    found = ladder(track(118, "Inferno"), track(129, "X"), [], Context())
    assert found is not None
    assert found.bridges == 1
    assert "118-Inferno +4.6%, 129-X -4.4%" in found.text


@pytest.mark.parametrize(("goal", "meets"), [(110.2, True), (110.4, False)])
def test_no_deck_moves_more_than_five_percent_to_meet(goal: float, meets: bool) -> None:
    assert (ladder(100.0, goal, [], Context()) is not None) == meets


def test_a_narrow_range_is_no_wider_for_two_decks() -> None:
    narrow = Context(rules=Rules(pitch_range=3))
    assert ladder(100.0, 107.0, [], narrow) is None
    assert ladder(100.0, 105.9, [], narrow) is not None


@pytest.mark.parametrize(
    ("ends", "words", "tempo"),
    [
        ((128.0, 64.0), "tempo 0.0%, incoming pitch 0.0%, double time", 250),
        ((64.0, 128.0), "tempo 0.0%, incoming pitch 0.0%, half time", 250),
        ((128.0, 126.0), "tempo -1.6%, incoming pitch +1.6%", 154),
    ],
)
def test_a_step_says_what_the_deck_does(
    ends: tuple[float, float], words: str, tempo: int
) -> None:
    found = ladder(*ends, [], Context())
    assert found is not None
    assert found.steps[0].words == words
    assert found.steps[0].terms.tempo == tempo


def test_a_stock_gives_the_same_ladder() -> None:
    plan = Night("", date(2026, 1, 1), datetime(2026, 1, 1), datetime(2026, 1, 2))
    stock = make_stock(plan, RUNGS, Context())
    assert ladder(95.0, 128.0, stock, Context()) == ladder(
        95.0, 128.0, RUNGS, Context()
    )


def test_tracks_that_are_taken_are_left_out() -> None:
    found = ladder(100.0, 114.0, [track(107.0)], Context(), without={"107.0-"})
    assert found is None


@settings(max_examples=40, deadline=None)
@given(
    st.floats(80, 180),
    st.floats(80, 180),
    st.lists(st.integers(70, 180), max_size=12, unique=True),
)
def test_no_step_leaves_what_two_decks_can_do(
    low: float, high: float, tempi: list[int]
) -> None:
    found = ladder(low, high, [track(bpm) for bpm in tempi], Context())
    for one in (found, found.meets if found else None):
        for step in one.steps if one else ():
            moved = (
                step.meeting.both_outgoing_percent,
                step.meeting.both_incoming_percent,
            )
            assert max(map(abs, moved)) <= 5.01
