"""The small picture of two nights over one clock."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.text import cells
from clubplanner.music.track import Track
from clubplanner.residency.night_diff import Side, Stop
from clubplanner.workspace.pages.side_by_side import WIDTH, side_by_side

stops_ = st.lists(
    st.builds(
        lambda minute, length, bpm, energy: (minute, length, bpm, energy),
        st.none() | st.integers(0, 600),
        st.none() | st.integers(0, 30),
        st.none() | st.floats(60, 200),
        st.none() | st.integers(1, 10),
    ),
    max_size=8,
)

Facts = tuple[int | None, int | None, float | None, int | None]


def side(day: date, facts: list[Facts], hour: int = 22) -> Side:
    start = datetime(day.year, day.month, day.day, hour)
    stops = []
    for minute, length, bpm, energy in facts:
        at = None if minute is None else start + timedelta(minutes=minute)
        ends = None if at is None or length is None else at + timedelta(minutes=length)
        stops.append(Stop(Track("", title="x", bpm=bpm, energy=energy), at, ends))
    return Side("N", day, "n", False, tuple(stops))


def test_both_nights_stand_over_the_same_clock() -> None:
    a = side(date(2026, 3, 7), [(0, 60, 120, 1), (60, 60, 128, 10)])
    b = side(date(2026, 3, 14), [(60, 60, 124, None)])
    clock, energy_a, energy_b, tempo_a, tempo_b, legend = side_by_side(a, b)
    assert clock.split() == ["22:00", "22:30", "23:00", "23:30"]
    assert energy_a == "energy A  " + "▁" * 30 + "█" * 30
    assert energy_b == "energy B  " + " " * 30 + "·" * 30
    assert tempo_a == "tempo  A  " + "▁" * 30 + "█" * 30
    assert set(tempo_b[10:].strip()) <= {"▄", "▅"}
    assert "120 to 128 BPM" in legend


def test_a_log_that_begins_after_midnight_lies_near_its_plan() -> None:
    a = side(date(2026, 3, 7), [(0, 240, 120, 5)], hour=22)
    b = side(date(2026, 3, 7), [(0, 60, 120, 9)], hour=0)
    clock, _, energy_b, *_ = side_by_side(a, b)
    assert clock.split()[0] == "22:00"
    assert energy_b[10:40].strip() == ""
    assert energy_b.endswith("▇" * 15)


def test_without_times_there_is_no_picture() -> None:
    empty = side(date(2026, 3, 7), [(None, None, 120, 5)])
    assert side_by_side(empty, empty) == (
        "No picture: no start time of a track is known.",
    )


@settings(max_examples=100)
@given(stops_, stops_)
def test_it_fits_80_columns_whatever_is_known(a: list[Facts], b: list[Facts]) -> None:
    lines = side_by_side(side(date(2026, 3, 7), a), side(date(2026, 3, 14), b))
    assert len(lines) in (1, 6)
    assert all(cells(line) <= WIDTH + 20 for line in lines)
