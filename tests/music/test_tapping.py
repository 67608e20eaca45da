"""Tap tempo: what taps say, how well, and what a pause or a missed beat does."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.tapping import FEWEST, PAUSE_S, since_pause, tapped


def beats(bpm: float, count: int, start: float = 100.0) -> list[float]:
    return [start + 60 / bpm * number for number in range(count)]


@pytest.mark.parametrize("bpm", [20, 62.5, 98, 124.3, 174, 240])
def test_even_taps_give_their_tempo(bpm: float) -> None:
    found = tapped(beats(bpm, 8))
    assert found.bpm == pytest.approx(bpm)
    assert found.error_bpm == pytest.approx(0, abs=1e-6)
    assert found.is_steady


@pytest.mark.parametrize("count", range(FEWEST))
def test_too_few_taps_are_no_tempo(count: int) -> None:
    found = tapped(beats(124, count))
    assert (found.taps, found.bpm, found.is_steady) == (count, None, False)


def test_a_pause_begins_anew() -> None:
    times = [*beats(90, 8), *beats(128, 5, start=200)]
    assert since_pause(times) == times[8:]
    assert tapped(times).bpm == pytest.approx(128)


def test_a_missed_beat_changes_nothing() -> None:
    times = beats(124, 12)
    del times[5]
    assert tapped(times).bpm == pytest.approx(124)


def test_two_taps_at_one_moment_are_no_tempo() -> None:
    assert tapped([1.0, 1.0, 1.5, 2.0]).bpm is None


def test_a_tempo_no_track_can_have_is_none() -> None:
    assert tapped(beats(1200, 8)).bpm is None


@given(
    st.floats(60, 200),
    st.integers(8, 32),
    st.lists(st.floats(-0.02, 0.02), min_size=32, max_size=32),
)
def test_a_shaky_hand_still_hits_the_tempo(
    bpm: float, count: int, shakes: list[float]
) -> None:
    even = beats(bpm, count)
    found = tapped([time + shake for time, shake in zip(even, shakes, strict=False)])
    assert found.bpm is not None
    # Least squares moves by at most six shakes over the length tapped.
    assert abs(found.bpm / bpm - 1) <= 6 * 0.02 / (even[-1] - even[0])
    assert 0 <= found.error_bpm < math.inf


@given(st.lists(st.floats(0, 1e6), max_size=40).map(sorted))
def test_no_taps_break_it(times: list[float]) -> None:
    found = tapped(times)
    assert found.taps == len(since_pause(times))
    assert found.bpm is None or found.taps >= FEWEST
    kept = since_pause(times)
    assert all(b - a <= PAUSE_S for a, b in pairwise(kept))
