"""Pictures in plain text: what stands where, and that they keep to their width."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.text import cells
from clubplanner.residency.heard import picture
from clubplanner.residency.heard.room import Hearing, Room, RoomNight, Song

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], ""),
        ([None], "·"),
        ([5.0, 5.0], "▄▄"),
        ([1.0, None, 8.0], "▁·█"),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], "▁▂▃▄▅▆▇█"),
    ],
)
def test_a_spark_steps_from_low_to_high(values: list[float | None], line: str) -> None:
    assert picture.spark(values) == line


def test_a_spark_keeps_to_the_scale_it_is_given_and_to_the_last_values() -> None:
    assert picture.spark([0.0, 50.0, 100.0, 900.0], 0, 100) == "▁▅██"
    assert picture.spark([0.0, *([9.0] * picture.WIDTH)], 0, 9) == "█" * picture.WIDTH


@pytest.mark.parametrize(
    ("share", "full"), [(0.0, 0), (0.5, 10), (1.0, 20), (7.0, 20), (-1.0, 0)]
)
def test_a_bar_fills_its_share(share: float, full: int) -> None:
    assert picture.bar(share) == "█" * full + "░" * (20 - full)


def test_the_wheel_has_a_number_and_a_shade_for_every_key() -> None:
    lines = picture.wheel({"1A": 1, "8A": 40, "12B": 20}).splitlines()
    assert lines[0].split() == [str(number) for number in range(1, 13)]
    assert lines[1].split() == ["A", "1", *"······", "40", *"····"]
    assert lines[2].split() == ["░░░░", "████"]
    assert lines[3].split() == ["B", *"···········", "20"]
    assert lines[4].split() == ["▒▒▒▒"]
    assert cells(lines[3]) <= picture.WIDTH


def room(weeks: int, *heard: tuple[int, str]) -> Room:
    nights = []
    for weeks_ago, titles in sorted(heard, reverse=True):
        day = TODAY - timedelta(weeks=weeks_ago)
        plays = tuple(Hearing(Song(title, title, ""), day) for title in titles)
        nights.append(RoomNight(day, "n", (plays,)))
    return Room("", TODAY, weeks, tuple(nights))


def test_a_heat_map_marks_the_weeks_that_heard_a_song() -> None:
    found = room(6, (0, "ab"), (1, "aa"), (3, "b"), (5, "aaa"))
    head, first, second = picture.heat(
        found, [Song("a", "a", ""), Song("b", "b", "")]
    ).splitlines()
    assert head.split() == ["now"]
    assert first[34:] == "█· ·▓▒"
    assert second[34:] == " ·▒· ▒"


@given(
    st.integers(1, 200),
    st.lists(st.tuples(st.integers(0, 199), st.text("ab東", max_size=4)), max_size=6),
)
def test_a_heat_map_keeps_to_eighty_cells(
    weeks: int, heard: list[tuple[int, str]]
) -> None:
    by_week = dict(heard)
    found = room(weeks, *by_week.items())
    text = picture.heat(found, found.songs.values())
    assert all(cells(line) <= picture.WIDTH for line in text.splitlines())
    assert len(text.splitlines()) == 1 + len(found.songs)
