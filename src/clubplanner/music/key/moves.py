"""From one key to another: the move's name, its shared notes, the shift under pitch.

Names and shared notes follow the project's grading notes (C2 and C3): neighbouring
numbers are a fifth apart and share one note less per number, equal numbers are relative
keys and share all seven.
"""

import math
from dataclasses import dataclass

from clubplanner.music.key.wheel import Key, shift, steps

_INTERVALS = (
    "",
    "semitone up",
    "whole tone up",
    "minor third up",
    "major third up",
    "fifth down",
    "tritone",
    "fifth up",
    "major third down",
    "minor third down",
    "whole tone down",
    "semitone down",
)
_MODES = {"A": "minor", "B": "major"}


@dataclass(frozen=True, slots=True)
class KeyMove:
    """What happens between two keys.

    Attributes:
        name: plain words: ``fifth up``, ``relative major``.
        short: for narrow columns: ``=``, ``+1``, ``+7``, ``-1B`` (the letter only if
            it changes). A semitone is ``+7`` or ``-7``, as DJs call it.
        notes_shared: how many of the seven notes both keys have, 2-7.
    """

    name: str
    short: str
    notes_shared: int


@dataclass(frozen=True, slots=True)
class KeyShift:
    """What a pitch change does to a key when key lock is off.

    Attributes:
        semitones: whole semitones the key moves, signed.
        detune_cents: what is left over, -50 to 50 hundredths of a semitone.
    """

    semitones: int
    detune_cents: float


def cents(percent: float) -> float:
    """Return the hundredths of a semitone a pitch change of ``percent`` makes.

    This is 1200 times the base-2 logarithm of the speed ratio.

    Raises:
        ValueError: at -100 percent and below, where nothing sounds.
    """
    return 1200 * math.log2(1 + percent / 100)


def key_shift(percent: float) -> KeyShift:
    """Split a pitch change into whole semitones and the detune that remains.

    Raises:
        ValueError: at -100 percent and below.
    """
    hundredths = cents(percent)
    semitones = math.floor(hundredths / 100 + 0.5)
    return KeyShift(semitones, hundredths - 100 * semitones)


def pitched(key: Key, percent: float) -> Key:
    """Return the key nearest to what sounds at ``percent`` pitch without key lock."""
    return shift(key, key_shift(percent).semitones)


def move(from_key: Key, to_key: Key) -> KeyMove:
    """Name the step from one key to another; every pair of keys has a name."""
    turn = steps(from_key, to_key)
    shared = max(7 - abs(turn), 2)
    if from_key.letter == to_key.letter:
        return KeyMove(_same_letter_name(turn), _same_letter_short(turn), shared)
    short = f"{turn:+d}{to_key.letter}" if turn else f"={to_key.letter}"
    return KeyMove(_other_letter_name(turn, to_key.letter), short, shared)


def compatible(a: Key, b: Key) -> bool:
    """Tell whether two keys mix by the usual rules, the same in both directions.

    The same key, a neighbouring number, the relative key, and the diagonal down to
    major with its return up to minor: what the default key costs rate 250 or less.
    """
    turn = steps(a, b)
    if a.letter == b.letter:
        return abs(turn) <= 1
    return turn in (0, -1 if b.letter == "B" else 1)


def _same_letter_name(turn: int) -> str:
    if turn == 0:
        return "same key"
    interval = _INTERVALS[turn * 7 % 12]
    return f"energy boost, {interval}" if turn == 2 else interval


def _same_letter_short(turn: int) -> str:
    if turn == 0:
        return "="
    return {-5: "+7", 5: "-7"}.get(turn, "6" if turn == 6 else f"{turn:+d}")


def _other_letter_name(turn: int, to_letter: str) -> str:
    mode = _MODES[to_letter]
    if turn == 0:
        return f"relative {mode}"
    if abs(turn) == 1:
        return f"diagonal {'up' if turn > 0 else 'down'} to {mode}"
    relative = 3 if to_letter == "B" else -3
    interval = _INTERVALS[(turn * 7 + relative) % 12]
    return f"{interval}, to {mode}" if interval else f"parallel {mode}"
