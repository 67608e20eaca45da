"""Views of the library: duplicates side by side, tracks that lack a value."""

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.music.query import Searcher
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.views import VIEWS
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp
from tests.tui.made import made_tracks, make_home

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def shown(app: ClubplannerApp) -> list[str]:
    table = app.screen.query_one(TrackTable)
    return [table.tracks[index].path for index in table.view]


async def test_a_view_counts_its_tracks_and_sets_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "v")
        rows = app.screen.query_one(RowsTable).rows
        counts = {row.cells[2][0]: row.cells[1][0] for row in rows}
        assert counts["is:duplicate"] == "0"
        assert (counts["missing:any"], counts["missing:bpm"]) == ("3", "1")
        at = next(n for n, view in enumerate(VIEWS) if view.query == "missing:any")
        await press(pilot, *["down"] * at, "enter")
        assert app.screen.query_one("#filter", Input).value == "missing:any"
        assert shown(app) == [f"music/{n:05}.flac" for n in (8, 9, 12)]
        assert app.screen.query_one(TrackTable).has_focus
        await press(pilot, "escape")
        assert len(shown(app)) == 40


async def test_duplicates_stand_side_by_side(make_app: MakeApp) -> None:
    app = make_app(make_home(Path("home")))
    tracks = app.desk.workspace.library.tracks
    copy = replace(tracks[3], title=tracks[30].title, artist=tracks[30].artist)
    tracks[3] = replace(copy, length_s=tracks[30].length_s)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "v", "enter")
        assert shown(app) == ["music/00003.flac", "music/00030.flac"]


def test_every_view_is_a_query_that_parses() -> None:
    searcher = Searcher(made_tracks(40))
    for view in VIEWS:
        assert searcher.search(view.query).notices == ()
