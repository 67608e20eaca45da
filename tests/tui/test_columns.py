"""The library's columns: chosen in a dialog, kept in the settings, begun anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from clubplanner.music.text import cells
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.sorting import SORT_KEYS
from clubplanner.tui.widgets.columns import place
from clubplanner.tui.widgets.track_columns import (
    AT_FIRST,
    TRACK_COLUMNS,
    chosen_columns,
    laid_out,
)
from clubplanner.tui.widgets.track_table import TrackTable
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.settings import COLUMNS
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import NOW, make_home

SIZE = (120, 36)
CONFIG = Path("home/config/config.yaml")
NAMES = tuple(TRACK_COLUMNS)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def heads(app: ClubplannerApp) -> list[str]:
    return app.screen.query_one(TrackTable).render_line(0).text.split()


def test_the_settings_know_every_column() -> None:
    assert COLUMNS == NAMES
    assert AT_FIRST[-1] == "fit"
    names = [one.column.name for one in TRACK_COLUMNS.values()]
    assert len(names) == len(set(names))
    assert set(SORT_KEYS) <= set(NAMES)


async def test_columns_are_chosen_kept_and_there_after_a_restart(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        assert heads(app)[:3] == ["Title", "Artist", "BPM"]
        # Out with all but title and BPM, in with the album and the year.
        await press(pilot, "o")
        for name in NAMES[:12]:
            take = name not in ("title", "bpm")
            await press(pilot, *(["space", "down"] if take else ["down"]))
        await press(pilot, "enter")
        assert heads(app) == ["Title", "BPM", "Album", "Year"]
        assert app.desk.status == "Columns kept in your settings"
        settings = app.desk.workspace.paths.settings_file.read_text("utf-8")
        assert "columns: [title, bpm, album, year]" in settings
    again = Workspace(Paths.under(Path("home")), lambda: NOW)
    again.open_night("2026-11-28")
    app = make_app(again)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        assert heads(app) == ["Title", "BPM", "Album", "Year"]
        await press(pilot, "o", "d")
        assert heads(app)[:3] == ["Title", "Artist", "BPM"]
        assert app.desk.status == "Columns as at first"
        settings = app.desk.workspace.paths.settings_file.read_text("utf-8")
        assert "columns" not in settings


async def test_leaving_the_choice_changes_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "o", "space", "escape")
        assert heads(app)[0] == "Title"
        assert not app.desk.workspace.settings.columns


async def test_what_it_is_sorted_by_is_told_where_no_column_shows_it(
    make_app: MakeApp,
) -> None:
    workspace = make_home(Path("home"))
    workspace.settings = replace(workspace.settings, columns=("title", "artist"))
    app = make_app(workspace)
    async with app.run_test(size=SIZE) as pilot:
        down = ["down"] * SORT_KEYS.index("bpm")
        await press(pilot, "1", "s", *down, "space", "enter")
        count = app.screen.query_one("#count")
        assert "by BPM" in count.render_line(0).text
        assert heads(app) == ["Title", "Artist"]


async def test_a_column_that_cannot_be_sorted_by_is_no_button(
    make_app: MakeApp,
) -> None:
    workspace = make_home(Path("home"))
    workspace.settings = replace(workspace.settings, columns=("title", "note"))
    app = make_app(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        await pilot.click(TrackTable, offset=(110, 0))
        await pilot.pause()
        assert heads(app) == ["Title", "Note"]
        assert "ort" not in app.desk.status


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (70, 20)])
async def test_every_line_with_all_columns_is_as_wide_as_the_table(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    workspace = make_home(Path("home"))
    workspace.settings = replace(workspace.settings, columns=NAMES[::-1])
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "1")
        table = app.screen.query_one(TrackTable)
        lines = [table.render_line(y).text for y in range(table.size.height)]
        assert {cells(line) for line in lines} == {table.size.width}
        assert heads(app)[0] == "File"


@given(st.lists(st.sampled_from(NAMES) | st.text(max_size=4), max_size=20))
def test_any_choice_is_laid_out_with_its_first_column(names: list[str]) -> None:
    chosen = chosen_columns(names)
    assert chosen
    assert len(chosen) == len(set(chosen))
    assert set(chosen) <= set(NAMES)
    placed = place(laid_out(chosen), 78)
    assert placed[0].column.name == TRACK_COLUMNS[chosen[0]].column.name
    assert placed[-1].start + placed[-1].width <= 78
