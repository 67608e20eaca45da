import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.duration import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7:05", 425),
        ("1:02:03", 3723),
        ("425", 425),
        ("7:05.5", 425.5),
        ("7:05,25", 425.25),
        (" 0:00 ", 0),
        ("90:00", 5400),
        ("7:65", None),
        ("7:5", None),
        ("1:60:00", None),
        ("-7:05", None),
        ("7:05.", None),
        ("", None),
        ("long", None),
    ],
)
def test_lengths_are_read_or_stay_unknown(text: str, seconds: float | None) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (372, "6:12"),
        (372.9, "6:12"),
        (3723, "1:02:03"),
        (0, "0:00"),
        (-5, "-0:05"),
        (-0.5, "0:00"),
        (None, "?"),
        (math.inf, "?"),
    ],
)
def test_lengths_are_printed_as_players_do(seconds: float | None, text: str) -> None:
    assert format_duration(seconds) == text


@given(st.integers(0, 100_000))
def test_a_printed_length_is_read_back(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds
