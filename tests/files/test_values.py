from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.files import values


@given(st.times().map(lambda moment: moment.replace(microsecond=0, fold=0)))
def test_a_clock_time_reads_back(moment: time) -> None:
    assert values.parse_clock(values.format_clock(moment)) == moment


@given(st.integers(0, 360_000_000).map(lambda ms: ms / 1000))
def test_a_duration_reads_back(seconds: float) -> None:
    assert values.parse_duration(values.format_duration(seconds)) == seconds


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 6)))
def test_a_number_reads_back(number: float) -> None:
    assert values.parse_number(values.format_number(number)) == number


@given(st.integers(0, 9999))
def test_beats_read_back(beats: int) -> None:
    assert values.parse_beats(values.format_beats(beats)) == beats


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7:05", 425),
        ("1:02:03", 3723),
        ("0:31.25", 31.25),
        ("90", 90),
        ("90 s", 90),
        ("5 min", 300),
        ("72:00", 4320),
    ],
)
def test_durations_are_read_in_the_forms_people_write(
    text: str, seconds: float
) -> None:
    assert values.parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["7:5", "7:60", "1:60:00", "-1:00", "x", "7:05:5"])
def test_an_odd_duration_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="minutes:seconds, for example 7:05"):
        values.parse_duration(text)


@pytest.mark.parametrize("text", ["24:00", "22:60", "22", "7pm", "22.00"])
def test_an_odd_clock_time_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="hours:minutes"):
        values.parse_clock(text)


def test_bars_are_four_beats() -> None:
    assert values.parse_beats("16 bars") == values.parse_beats("64") == 64


@pytest.mark.parametrize("text", ["2026-2-3", "28.11.2026", "2026-02-30"])
def test_an_odd_date_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="year-month-day"):
        values.parse_date(text)


def test_a_date_is_read() -> None:
    assert values.parse_date("2026-11-28") == date(2026, 11, 28)


def test_a_decimal_comma_is_named() -> None:
    with pytest.raises(ValueError, match=r"119\.4"):
        values.parse_number("119,4")


@pytest.mark.parametrize(("text", "yes"), [("Yes", True), ("off", False), ("on", True)])
def test_yes_and_no_in_every_spelling(text: str, yes: bool) -> None:
    assert values.parse_yes(text) is yes


@given(st.integers(-50_000, 50_000).map(lambda n: n / 1000))
def test_a_pitch_reads_back(percent: float) -> None:
    assert values.parse_percent(values.format_percent(percent)) == percent


@pytest.mark.parametrize("text", ["51%", "x", "1,5%", "--1", "+ 1"])
def test_an_odd_pitch_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"for example \+1\.5%"):
        values.parse_percent(text)
