"""Tempo: reading and printing BPM, distance in percent after folding octaves.

Distance is percent of tempo, never BPM: 2 BPM is nothing at 174 and a lot at 90. Double
and half tempo count as the same tempo (an octave), because beats still fall together.
"""

import math
import re
import unicodedata
from dataclasses import dataclass

BPM_MIN = 20.0
BPM_MAX = 999.0
"""The tempi a track can have, in beats a minute, both ends included."""

PITCH_RANGES = (6, 8, 10, 16, 50)
"""The pitch ranges of common players, in percent either way."""

_OCTAVE = 6931
"""10000 times the natural logarithm of 2, the octave of the cost model."""

_TRUST_WITHOUT_POINT = 300
_LONGEST = 200
_BPM = re.compile(
    r"(?:bpm ?[:=]? ?)?[~≈]? ?(?P<number>\d{1,9}(?:[.,]\d*)?) ?\??"
    r"(?: ?bpm)?(?:;.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TempoStep:
    """How far the tempo moves from one track to the next.

    Attributes:
        percent: signed percent of the first tempo, after the octave is taken out.
        octave: the factor taken out of the second tempo: 1, 2 or 0.5.
    """

    percent: float
    octave: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """The two ways to bring two tracks to one tempo, as pitch in signed percent.

    Attributes:
        incoming_percent: pitch of the incoming deck if it does all the moving.
        both_outgoing_percent: pitch of the outgoing deck if both move equally far.
        both_incoming_percent: pitch of the incoming deck if both move equally far.
        both_bpm: the tempo they then meet at, counted in the outgoing track's beats.
        octave: the incoming track's tempo over the outgoing one's once they meet:
            1, 2 or 0.5.
    """

    incoming_percent: float
    both_outgoing_percent: float
    both_incoming_percent: float
    both_bpm: float
    octave: float


def parse_bpm(text: str) -> float | None:
    """Read a BPM tag; None if it holds no tempo from 20 to 999.

    Comma or point, ``BPM`` before or behind, ``~`` and ``?`` are accepted; of several
    tempi separated by ``;`` the first is taken. A whole number over 999 has lost its
    point (``12850``, ``1285``, ``6350``): it is divided by ten, at most twice, until it
    is 300 or less. Ranges, fractions (``128/64``) and exponents stay unknown.
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _BPM.fullmatch(plain)
    if not found:
        return None
    number = found["number"].replace(",", ".")
    bpm = float(number)
    if bpm > BPM_MAX and "." not in number:
        bpm = _with_point(bpm)
    return bpm if BPM_MIN <= bpm <= BPM_MAX else None


def _with_point(number: float) -> float:
    """Put back the point a tempo has lost; 0 where no tempo comes of it."""
    for hundredths in (10, 100):
        if number / hundredths <= _TRUST_WITHOUT_POINT:
            return number / hundredths
    return 0.0


def fold_tempo(from_bpm: float, to_bpm: float) -> TempoStep:
    """Return how far the tempo rises, taking double and half tempo as the same.

    The octave is chosen as the cost model does: on logarithms rounded to steps of
    0.01 percent, the smallest distance, the direct reading on ties.

    Raises:
        ValueError: if a tempo is not above 0.
    """
    if from_bpm <= 0 or to_bpm <= 0:
        raise ValueError("a tempo is above 0")
    distance = _log_steps(to_bpm) - _log_steps(from_bpm)
    octave = min(
        (1.0, 2.0, 0.5),
        key=lambda factor: abs(distance - _OCTAVE * round(math.log2(factor))),
    )
    return TempoStep((to_bpm / octave / from_bpm - 1) * 100, octave)


def meet(outgoing_bpm: float, incoming_bpm: float) -> Meeting:
    """Return how two decks come to one tempo: one moves, or both meet in the middle.

    The middle is the geometric mean, where both decks move by the same ratio.

    Raises:
        ValueError: if a tempo is not above 0.
    """
    octave = fold_tempo(outgoing_bpm, incoming_bpm).octave
    ratio = incoming_bpm / octave / outgoing_bpm
    half_way = math.sqrt(ratio)
    return Meeting(
        incoming_percent=(1 / ratio - 1) * 100,
        both_outgoing_percent=(half_way - 1) * 100,
        both_incoming_percent=(1 / half_way - 1) * 100,
        both_bpm=outgoing_bpm * half_way,
        octave=octave,
    )


def within(percent: float, pitch_range: float) -> bool:
    """Tell whether a pitch of ``percent`` is inside a range of that many percent."""
    return abs(percent) <= pitch_range + 1e-9


def length_at(length_s: float, percent: float) -> float:
    """Return how many seconds ``length_s`` of a track lasts at ``percent`` pitch.

    Raises:
        ValueError: at -100 percent and below, where the track stands still.
    """
    if percent <= -100:
        raise ValueError("a pitch is above -100 percent")
    return length_s / (1 + percent / 100)


def format_bpm(bpm: float | None, decimals: int = 1) -> str:
    """Print a tempo: ``124``, ``124.5``; unknown is ``?``."""
    if bpm is None or not math.isfinite(bpm):
        return "?"
    text = f"{bpm:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_percent(percent: float | None, decimals: int = 1) -> str:
    """Print a signed percentage: ``+0.7%``, ``-3.0%``, ``0.0%``; unknown is ``?``."""
    if percent is None or not math.isfinite(percent):
        return "?"
    rounded = round(percent, decimals)
    return f"{rounded:+.{decimals}f}%" if rounded else f"{0:.{decimals}f}%"


def _log_steps(bpm: float) -> int:
    return math.floor(10000 * math.log(bpm) + 0.5)
