"""What lists write in one piece, and times without a date."""

from datetime import date, datetime, time

import pytest

from clubplanner.exchange.midnight import on_days
from clubplanner.exchange.names import artist_and_title, day_in, known
from clubplanner.exchange.version import titled


@pytest.mark.parametrize(
    ("display", "artist", "title"),
    [
        ("A - B", "A", "B"),
        ("A – B - C", "A", "B - C"),
        ("Jay-Z — 99 Problems", "Jay-Z", "99 Problems"),
        ("Only-a title", "", "Only-a title"),
        ("ID - ID", "", ""),
        ("A - ?", "A", ""),
        (" - B", "", "B"),
        ("A - ", "A", ""),
        ("", "", ""),
        ("A\t-\n B\x1b[2J", "A", "B"),
    ],
)
def test_the_first_dash_between_blanks_parts_artist_and_title(
    display: str, artist: str, title: str
) -> None:
    assert artist_and_title(display) == (artist, title)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("ID", ""), ("??", ""), ("", ""), ("Id", "Id"), ("IDLES", "IDLES")],
)
def test_id_is_the_word_for_unknown(name: str, kept: str) -> None:
    assert known(name) == kept


@pytest.mark.parametrize(
    ("title", "remix", "whole"),
    [
        ("Dig", "", "Dig"),
        ("Dig", "Edit", "Dig (Edit)"),
        ("Dig (EDIT)", "Edit", "Dig (EDIT)"),
        ("", "Edit", ""),
        ("Döner", "DONER", "Döner"),
    ],
)
def test_a_remix_is_named_once(title: str, remix: str, whole: str) -> None:
    assert titled(title, remix) == whole


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("HISTORY 2023-07-28 (4)", date(2023, 7, 28)),
        ("VirtualDJ History 2025/6/1", date(2025, 6, 1)),
        ("2023_07_28", date(2023, 7, 28)),
        ("2023-07/28", None),
        ("2023-13-28 and 2024.01.02", date(2024, 1, 2)),
        ("28-07-2023", None),
        ("12023-07-28", None),
        ("2023", None),
    ],
)
def test_a_day_is_read_year_first(name: str, day: date | None) -> None:
    assert day_in(name) == day


def test_midnight_is_where_the_clock_falls_by_more_than_half_a_day() -> None:
    clocks = [time(22), None, time(1, 50), time(1, 10), time(3), time(21), time(2)]
    assert list(on_days(clocks, date(2026, 10, 24))) == [
        datetime(2026, 10, 24, 22),
        None,
        datetime(2026, 10, 25, 1, 50),
        datetime(2026, 10, 25, 1, 10),
        datetime(2026, 10, 25, 3),
        datetime(2026, 10, 25, 21),
        datetime(2026, 10, 26, 2),
    ]
