from datetime import datetime

import pytest

from clubplanner.music.text import cells
from clubplanner.tui.widgets.columns import Column, place
from clubplanner.tui.widgets.curve_lines import Bar, Picture, bar_at, draw, target_at
from clubplanner.tui.widgets.paper import wrap

COLUMNS = (
    Column("Title", 10, share=2),
    Column("Artist", 8, share=1, rank=2),
    Column("BPM", 5, is_right=True),
    Column("Genre", 6, rank=3),
)
NIGHT = Picture(
    datetime(2026, 11, 28, 22),
    3600,
    (
        Bar(0, 1200, 4, 120.0, is_anchored=True),
        Bar(1100, 2000, 8, None),
        Bar(2000, 2300, None, None, is_gap=True),
        Bar(2300, 3000, None, 124.4),
    ),
    ((0, 4.0), (3600, 10.0)),
    cursor=1,
)


def text(line: list[tuple[str, str]]) -> str:
    return "".join(part for part, _ in line)


@pytest.mark.parametrize("width", [10, 24, 32, 40, 77, 120, 200])
def test_columns_fill_the_width_and_never_pass_it(width: int) -> None:
    placed = place(COLUMNS, width)
    ends = placed[-1].start + placed[-1].width
    assert ends <= max(width, 16)
    if width >= 16:
        assert ends == width


def test_columns_of_the_highest_rank_go_first() -> None:
    assert [p.column.name for p in place(COLUMNS, 31)] == ["Title", "Artist", "BPM"]
    assert [p.column.name for p in place(COLUMNS, 20)] == ["Title", "BPM"]


@pytest.mark.parametrize(("width", "height"), [(80, 5), (120, 8), (20, 3), (200, 30)])
def test_every_line_of_the_curve_is_as_wide_as_the_widget(
    width: int, height: int
) -> None:
    lines = draw(NIGHT, width, height)
    assert len(lines) == height
    assert {cells(text(line)) for line in lines} == {width}


def test_the_curve_names_tempi_anchors_and_the_hours() -> None:
    *_, tempi, clock = (text(line) for line in draw(NIGHT, 100, 8))
    assert tempi.split() == ["BPM", "120", "?", "124"]
    assert clock.startswith("    ◆22:00")
    assert "22:45" in clock
    assert "^" in clock


def test_an_unknown_energy_is_a_question_mark_and_a_gap_is_dotted() -> None:
    lowest = text(draw(NIGHT, 100, 8)[5])
    assert "?" in lowest
    assert "·" in lowest


def test_the_wanted_energy_runs_straight_between_knots_and_flat_outside() -> None:
    knots = ((600, 4.0), (1200, 10.0))
    assert [target_at(knots, s) for s in (0, 600, 900, 1200, 9000)] == [4, 4, 7, 10, 10]
    assert target_at((), 0) is None


def test_the_later_of_two_overlapping_slots_is_under_the_mouse() -> None:
    assert bar_at(NIGHT, 31, 100) == 1
    assert bar_at(NIGHT, 99, 100) == -1


def test_an_empty_night_is_drawn_too() -> None:
    assert len(draw(Picture(NIGHT.begins, 3600, ()), 80, 5)) == 5


def test_text_is_wrapped_at_words_below_its_label() -> None:
    lines = wrap([("tempo    ", "head"), ("one two three four", "")], 19)
    assert [text(line).rstrip() for line in lines] == [
        "tempo    one two",
        "         three four",
    ]


@pytest.mark.parametrize("width", [1, 2, 5, 9, 40])
def test_no_wrapped_line_is_wider_than_the_widget(width: int) -> None:
    line = [("! ", "warn"), ("東京の夜 " * 9 + "x" * 60, ""), (" end", "dim")]
    assert all(cells(text(part)) <= width for part in wrap(line, width))
