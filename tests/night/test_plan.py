from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from clubplanner.night.plan import elapsed, on_the_night, wall_clock
from tests.night.making import london

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)


def test_a_time_before_the_start_belongs_to_the_next_day() -> None:
    assert on_the_night(date(2026, 3, 7), 22 * 60, 30, None) == datetime(
        2026, 3, 8, 0, 30
    )
    assert on_the_night(date(2026, 3, 7), 22 * 60, 23 * 60, None).day == 7
    assert on_the_night(date(2026, 3, 7), 22 * 60, 22 * 60, None).day == 7


@pytest.mark.parametrize(
    ("day", "hours"), [(SPRING, 5), (AUTUMN, 7), (date(2026, 3, 7), 6)]
)
def test_a_night_over_a_clock_change_is_as_long_as_it_really_is(
    day: date, hours: int
) -> None:
    start, end = london(day, 22), on_the_night(day, 22 * 60, 4 * 60, LONDON)
    assert elapsed(start, end) == hours * 3600


def test_the_wall_clock_jumps_when_the_clocks_change() -> None:
    start = london(SPRING, 22)
    assert f"{wall_clock(start, 3 * 3600):%H:%M}" == "02:00"
    start = london(AUTUMN, 22)
    assert f"{wall_clock(start, 4 * 3600):%H:%M}" == "01:00"
    assert f"{wall_clock(start, 3 * 3600):%H:%M}" == "01:00"


@pytest.mark.parametrize("second", [0, 59, 3600, 5 * 3600])
def test_wall_clock_and_elapsed_are_inverse(second: int) -> None:
    for start in (london(SPRING, 22), london(AUTUMN, 22), datetime(2026, 3, 7, 22)):
        assert elapsed(start, wall_clock(start, second)) == second
