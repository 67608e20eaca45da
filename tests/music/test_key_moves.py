from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.key import (
    KEYS,
    Key,
    cents,
    compatible,
    key_shift,
    move,
    parse_key,
    pitched,
    shift,
    steps,
)

keys = st.sampled_from(list(KEYS.values()))
semitones = st.integers(-50, 50)

MOVES = [
    ("8A", "8A", "same key", "=", 7),
    ("8A", "9A", "fifth up", "+1", 6),
    ("1A", "12A", "fifth down", "-1", 6),
    ("8A", "8B", "relative major", "=B", 7),
    ("8B", "8A", "relative minor", "=A", 7),
    ("8A", "7B", "diagonal down to major", "-1B", 6),
    ("8A", "9B", "diagonal up to major", "+1B", 6),
    ("7B", "8A", "diagonal up to minor", "+1A", 6),
    ("12A", "2A", "energy boost, whole tone up", "+2", 5),
    ("8A", "6A", "whole tone down", "-2", 5),
    ("8A", "3A", "semitone up", "+7", 2),
    ("8A", "1A", "semitone down", "-7", 2),
    ("8A", "5A", "minor third up", "-3", 4),
    ("8A", "11A", "minor third down", "+3", 4),
    ("5A", "8B", "parallel major", "+3B", 4),
    ("8B", "5A", "parallel minor", "-3A", 4),
    ("8A", "2A", "tritone", "6", 2),
    ("8A", "12A", "major third up", "+4", 3),
    ("8A", "6B", "semitone up, to major", "-2B", 5),
    ("8B", "6A", "fifth up, to minor", "-2A", 5),
]


@pytest.mark.parametrize(("start", "end", "name", "short", "shared"), MOVES)
def test_moves_have_their_names(
    start: str, end: str, name: str, short: str, shared: int
) -> None:
    found = move(KEYS[start], KEYS[end])
    assert (found.name, found.short, found.notes_shared) == (name, short, shared)


def scale(key: Key) -> set[int]:
    """Return the pitch classes of a key, counted without the wheel's shortcuts."""
    names = {"C": 0, "Db": 1, "D": 2, "Eb": 3, "E": 4, "F": 5}
    names |= {"F#": 6, "G": 7, "Ab": 8, "A": 9, "Bb": 10, "B": 11}
    root = next(
        pitch
        for name, pitch in names.items()
        for reading in [parse_key(name + ("m" if key.letter == "A" else ""))]
        if reading and reading.key == key
    )
    pattern = (0, 2, 3, 5, 7, 8, 10) if key.letter == "A" else (0, 2, 4, 5, 7, 9, 11)
    return {(root + interval) % 12 for interval in pattern}


def test_shared_notes_are_those_both_scales_hold() -> None:
    for start, end in product(KEYS.values(), repeat=2):
        shared = len(scale(start) & scale(end))
        assert move(start, end).notes_shared == shared, (start, end)


def test_every_pair_has_its_own_kind_of_name_wherever_it_starts() -> None:
    for letter, names in (("A", 24), ("B", 24)):
        for number in range(1, 13):
            start = KEYS[f"{number}{letter}"]
            moves = {move(start, end) for end in KEYS.values()}
            assert len({found.name for found in moves}) == names
            assert len({found.short for found in moves}) == names


def test_mixable_keys_are_the_five_the_usual_rules_name() -> None:
    def around(name: str) -> set[str]:
        return {str(key) for key in KEYS.values() if compatible(KEYS[name], key)}

    assert around("8A") == {"8A", "7A", "9A", "8B", "7B"}
    assert around("8B") == {"8B", "7B", "9B", "8A", "9A"}
    assert around("1A") == {"1A", "12A", "2A", "1B", "12B"}


@given(keys, keys)
def test_mixable_is_mutual(a: Key, b: Key) -> None:
    assert compatible(a, b) == compatible(b, a)


@given(keys, keys)
def test_steps_lead_from_one_number_to_the_other_the_short_way(a: Key, b: Key) -> None:
    turn = steps(a, b)
    assert -5 <= turn <= 6
    assert (a.number + turn - b.number) % 12 == 0
    assert steps(b, a) == (-turn if turn != 6 else 6)


@given(keys, semitones, semitones)
def test_shifts_add_up_and_twelve_come_home(key: Key, one: int, two: int) -> None:
    assert shift(shift(key, one), two) == shift(key, one + two)
    assert shift(key, 12) is key
    assert steps(key, shift(key, 1)) == -5


@pytest.mark.parametrize(
    ("percent", "moved", "key"),
    [
        (0, 0, "4A"),
        (2.9, 0, "4A"),
        (2.94, 1, "11A"),
        (6, 1, "11A"),
        (-2.84, 0, "4A"),
        (-2.86, -1, "9A"),
        (9.06, 2, "6A"),
        (12.25, 2, "6A"),
    ],
)
def test_pitch_without_key_lock_moves_the_key_at_the_known_points(
    percent: float, moved: int, key: str
) -> None:
    assert key_shift(percent).semitones == moved
    assert str(pitched(KEYS["4A"], percent)) == key


@given(st.floats(-60, 100))
def test_semitones_and_detune_together_are_the_pitch(percent: float) -> None:
    split = key_shift(percent)
    assert abs(split.detune_cents) <= 50 + 1e-9
    total = 100 * split.semitones + split.detune_cents
    assert total == pytest.approx(cents(percent), abs=1e-6)


def test_cents_of_an_octave_are_twelve_hundred() -> None:
    assert cents(100) == pytest.approx(1200)
    assert cents(-50) == pytest.approx(-1200)
    with pytest.raises(ValueError, match="math"):
        cents(-100)
