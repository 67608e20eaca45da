"""Text longer than its place is read with the keyboard, at 80x24 as well."""

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clubplanner.night import edits
from clubplanner.tui.widgets.paper import Paper
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import make_home

SIZE = (80, 24)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "paper"),
    [("2 down m", "#mix-text"), ("2 down", "#slot-details")],
    ids=["mix", "set"],
)
async def test_tab_goes_to_the_text_and_down_scrolls_it(
    make_app: MakeApp, keys: str, paper: str
) -> None:
    app = make_app()
    slot = app.desk.workspace.opened.slots[1]
    app.desk.workspace.apply(
        "Note", lambda night: edits.set_note(night, slot.id, "long words " * 60)
    )
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys.split())
        text = app.screen.query_one(paper, Paper)
        assert text.max_scroll_y > 0
        await press(pilot, "tab", "down", "pagedown")
        assert text.scroll_offset.y == text.max_scroll_y or text.scroll_offset.y > 1
        await press(pilot, "tab")
        assert not text.has_focus


async def test_the_new_plan_of_the_gig_is_read_to_its_end_before_it_is_taken(
    make_app: MakeApp,
) -> None:
    def late() -> datetime:
        return datetime(2026, 11, 28, 22, 50)

    make_home(Path("home"), tracks=200)
    workspace = Workspace(Paths.under(Path("home")), late)
    workspace.open_night("2026-11-28")
    app = make_app(workspace)
    app.desk.now = late
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6", "n", "n", "n", "n", "t")
        text = app.screen.query_one("#gig-proposal", Paper)
        assert text.max_scroll_y > 0
        await press(pilot, *["down"] * text.max_scroll_y)
        assert text.scroll_offset.y == text.max_scroll_y
        before = app.desk.night
        await press(pilot, "enter")
        assert app.desk.night is not before
