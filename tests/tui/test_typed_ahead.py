"""Keys that come in one burst: each goes where it would have gone alone."""

import pytest
from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.library import LibraryScreen
from clubplanner.tui.screens.set import SetScreen
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
    while app._typed_ahead._held:
        await pilot.pause(0.02)
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


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


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        (("e", *"hello", "space", "d", "enter"), "hello d"),
        (("e", *"hello", "escape", "d", "X"), ""),
        (("e", *"abc", "enter", "enter", "d", "d"), "abc"),
    ],
)
async def test_words_typed_with_the_key_of_a_dialog_are_its_answer(
    make_app: MakeApp, keys: tuple[str, ...], note: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        await burst(pilot, app, *keys)
        assert isinstance(app.screen, SetScreen)
        slots = app.desk.workspace.opened.slots
        assert (slots[1].note, len(slots)) == (note, 16)


async def test_a_digit_typed_with_the_key_of_energy_gives_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await burst(pilot, app, "1", "down", "E", "7")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.query_one(TrackTable).cursor == 1
        assert app.desk.status.startswith("Energy 7")


async def test_words_typed_with_the_colon_are_searched(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await burst(pilot, app, "colon", *"shelf")
        assert app.screen.query_one(Input).value == "shelf"
        assert len(app.desk.workspace.opened.slots) == 16


async def test_many_keys_of_a_list_in_one_burst_all_do_what_they_do(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = [slot.name for slot in app.desk.workspace.opened.slots]
        await burst(pilot, app, "j", "j", "j", "k", "d", "u", "d", "1", "2", "j")
        after = [slot.name for slot in app.desk.workspace.opened.slots]
        assert after == [*before[:2], *before[3:]]
        assert app.desk.row == 3
