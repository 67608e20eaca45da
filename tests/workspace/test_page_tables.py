"""Tables of pages: what gives way where a row is wider than the terminal."""

import pytest

from clubplanner.music.text import cells
from clubplanner.workspace.pages.table import NARROWEST, Table

HEAD = ("Last", "Weeks", "Title", "How it went")
ROWS = (
    ("20 Nov 2026", "1", "All the Things She Said (Long Mix)", "worked 20 Nov 2026"),
    ("13 Nov 2026", "12", "東京の夜 Tokyo at Night, the Second", ""),
)


def table(*spare: int) -> Table:
    return Table(HEAD, ROWS, frozenset({1}), "and 3 more", spare=spare)


def test_nothing_is_cut_or_left_out_where_there_is_room() -> None:
    assert table(1, 0).lines(100) == table().lines()
    assert "All the Things She Said (Long Mix)" in table().lines()[1]


def test_the_widest_column_is_cut_first() -> None:
    lines = table().lines(60)
    assert lines[0].split() == ["Last", "Weeks", "Title", "How", "it", "went"]
    assert lines[1].startswith("20 Nov 2026      1  All the Things")
    assert lines[1].endswith("…  worked 20 Nov 2026")
    assert lines[-1] == "and 3 more"


def test_spare_columns_go_before_others_can_no_longer_be_read() -> None:
    assert "Weeks" in table(1).lines(60)[0]
    narrow = table(1, 0).lines(48)
    assert narrow[0].split() == ["Last", "Title", "How", "it", "went"]
    narrower = table(1, 0).lines(36)
    assert narrower[0].split() == ["Title", "How", "it", "went"]
    assert narrower[1] == "All the Things S…  worked 20 Nov 20…"


@pytest.mark.parametrize("width", range(3 * NARROWEST, 90))
def test_rows_keep_to_the_width(width: int) -> None:
    assert all(cells(line) <= width for line in table(1, 0).lines(width))
