"""Tap tempo: the BPM of beats tapped by hand, and how far it can be trusted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from clubplanner.music.tempo import BPM_MAX, BPM_MIN

PAUSE_S = 3.0
"""A pause this long, the beat of 20 BPM, begins the tapping anew."""

FEWEST = 4
"""Taps that make a tempo."""

STEADY_BPM = 0.5
STEADY_TAPS = 8
"""A tempo known this well by so many taps has settled."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """What some taps say.

    Attributes:
        taps: how many there were since the last pause.
        bpm: the tempo, None while there are too few taps or it is none of a track.
        error_bpm: standard error of the tempo, in BPM.
    """

    taps: int
    bpm: float | None = None
    error_bpm: float = math.inf

    @property
    def is_steady(self) -> bool:
        """Whether the tempo has settled."""
        return self.taps >= STEADY_TAPS and self.error_bpm <= STEADY_BPM


def since_pause(times: Sequence[float]) -> list[float]:
    """Return the taps after the last pause.

    Args:
        times: seconds of any clock, rising.
    """
    kept: list[float] = []
    for time in times:
        if kept and time - kept[-1] > PAUSE_S:
            kept.clear()
        kept.append(time)
    return kept


def tapped(times: Sequence[float]) -> Tapped:
    """Return the tempo of taps: a straight line through them, by least squares.

    The line uses every tap, so one late tap moves it less than it moves a mean of the
    last few. A beat left out counts as one that was not tapped.

    Args:
        times: seconds of any clock, rising; what lies before a pause is left out.
    """
    kept = since_pause(times)
    gaps = [after - before for before, after in pairwise(kept)]
    if len(kept) < FEWEST or min(gaps) <= 0:
        return Tapped(len(kept))
    period = median(gaps)
    beats = [0]
    for gap in gaps:
        beats.append(beats[-1] + max(1, round(gap / period)))
    slope, error = _line(beats, kept)
    bpm = 60 / slope
    if not BPM_MIN <= bpm <= BPM_MAX:
        return Tapped(len(kept))
    return Tapped(len(kept), bpm, bpm * error / slope)


def _line(beats: Sequence[int], times: Sequence[float]) -> tuple[float, float]:
    """Return the seconds of a beat and the standard error of that."""
    count = len(beats)
    middle, mean = sum(beats) / count, sum(times) / count
    spread = sum((beat - middle) ** 2 for beat in beats)
    pairs = list(zip(beats, times, strict=True))
    slope = sum((beat - middle) * (time - mean) for beat, time in pairs) / spread
    left = sum((time - mean - slope * (beat - middle)) ** 2 for beat, time in pairs)
    return slope, math.sqrt(left / (count - 2) / spread)
