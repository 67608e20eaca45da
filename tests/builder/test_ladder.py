"""Ladders: walks of tempo that stay inside the pitch range."""

from dataclasses import replace
from itertools import pairwise

import pytest

from clubplanner.builder.ladder import ladder
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import is_bridge, song_of
from clubplanner.night.rules import Rules


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
    assert found.text.startswith("From 95 to 128 BPM by way of")


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


def test_a_narrow_pitch_range_needs_more_rungs() -> None:
    wide = ladder(100.0, 112.0, RUNGS, Context())
    narrow = ladder(100.0, 112.0, RUNGS, Context(rules=Rules(pitch_range=4.5)))
    assert wide is not None
    assert narrow is not None
    assert len(narrow.tracks) > len(wide.tracks)


def test_a_large_library_keeps_every_band_of_tempo() -> None:
    crowd = [replace(track(124, f"c{n}"), rating=5) for n in range(1500)]
    found = ladder(95.0, 128.0, [*crowd, *RUNGS], Context())
    assert found is not None
    assert not any(steps([track(95), *found.tracks, track(128)]))
