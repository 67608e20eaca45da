"""Letters that come in one burst with the key that goes to their field."""

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.what_next import WhatNext
from clubplanner.tui.widgets.filter_field import FilterField
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def burst(pilot: Pilot[int], app: ClubplannerApp, *keys: str) -> None:
    """Send keys as one read of a slow line brings them."""
    for key in keys:
        app.post_message(Key(key, key_to_character(key)))
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause(0.1)


async def test_words_typed_with_the_slash_go_to_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        await burst(pilot, app, "slash", *"ad+house", "enter")
        assert app.screen.query_one(FilterField).value == "ad+house"
        assert app.screen.query_one(TrackTable).has_focus
        assert len(app.desk.workspace.opened.slots) == 16


async def test_words_typed_with_the_key_of_what_next_narrow_it(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        await burst(pilot, app, "a", *"moond")
        assert app.screen.query_one(WhatNext).query_one(Input).value == "moond"
        assert len(app.desk.workspace.opened.slots) == 16
