"""The first paint, and the work opened behind it."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Static

from clubplanner.errors import ClubplannerError
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.opening import OpeningScreen
from clubplanner.tui.widgets.track_table import TrackTable
from clubplanner.workspace.workspace import Workspace
from tests.tui.made import NOW, make_home

SIZE = (80, 24)


async def test_the_frame_is_there_before_the_work_is_open() -> None:
    seen: list[str] = []

    def open_workspace() -> Workspace:
        assert isinstance(app.screen, OpeningScreen)
        seen.extend(str(one.render()) for one in app.screen.query(Static))
        return make_home(Path("home"))

    app = ClubplannerApp(open_workspace, lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.current_mode == "set"
    assert seen[0].split()[:4] == ["1", "Lib", "2", "Set"]
    assert " Opening your night" in seen


async def test_keys_typed_before_the_work_is_open_wait_for_it() -> None:
    app = ClubplannerApp(lambda: make_home(Path("home")), lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        app.simulate_key("down")
        app.simulate_key("down")
        await pilot.press("d")
        await pilot.pause()
        assert app.desk.status.startswith("Remove")
        assert app.desk.row == 2


async def test_keys_typed_while_the_work_is_opened_wait_for_their_screens() -> None:
    def open_workspace() -> Workspace:
        for key in ("down", "down", "d", "1", "down"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        return make_home(Path("home"))

    app = ClubplannerApp(open_workspace, lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        while app.current_mode != "library":
            await pilot.pause(0.01)
        await pilot.pause()
        assert app.desk.row == 2
        assert len(app.desk.workspace.opened.slots) == 15
        assert app.screen.query_one(TrackTable).cursor == 1


async def test_work_that_cannot_be_opened_ends_the_app_with_the_reason() -> None:
    def refuse() -> Workspace:
        raise ClubplannerError("the index is locked")

    app = ClubplannerApp(refuse, lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
    assert str(app.failure) == "the index is locked"
    with pytest.raises(AttributeError):
        _ = app.desk
