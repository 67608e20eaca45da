"""The footer: the keys of the part with the focus, and clicks that press them."""

import pytest
from textual.pilot import Pilot

from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.mix import MixScreen
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.filter_field import FilterField
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def footer(app: ClubplannerApp) -> str:
    return "".join(piece.text for piece in app.screen.query_one("#keys", Bar).left)


async def click(pilot: Pilot[int], app: ClubplannerApp, words: str) -> None:
    await pilot.click("#keys", offset=(footer(app).index(words) + 1, 0))
    await pilot.pause()


async def test_the_filter_shows_its_own_keys_while_it_has_the_focus(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        assert "Enter add" in footer(app)
        await press(pilot, "slash")
        assert footer(app).split("  ")[0] == " Enter to the list"
        assert "Tab complete" in footer(app)
        await press(pilot, "enter")
        assert "Enter add" in footer(app)


async def test_a_click_in_the_footer_is_the_key_where_the_focus_is(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", "g", "e")
        await click(pilot, app, "complete")
        assert app.screen.query_one(FilterField).value == "genre:"
        await click(pilot, app, "to the list")
        assert app.screen.query_one(TrackTable).has_focus
        await click(pilot, app, "/")
        assert app.screen.query_one(FilterField).has_focus


async def test_a_click_on_take_takes_the_track_of_what_next(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "a")
        assert "Enter take" in footer(app)
        await click(pilot, app, "take")
        assert not isinstance(app.screen, MixScreen)
        assert app.desk.status.startswith("Add ")
        assert len(app.desk.workspace.opened.slots) == 17


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("o",), " Enter confirm  Esc close "),
        (("1", "t"), " Space tap  Enter confirm  Esc close "),
        (("colon",), " Enter confirm  Esc close "),
    ],
    ids=["a question", "tapping", "the palette"],
)
async def test_below_a_dialog_its_own_keys_are_shown_until_it_closes(
    make_app: MakeApp, keys: tuple[str, ...], shown: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        (below,) = (one for one in app.screen_stack if isinstance(one, PlanScreen))
        pieces = below.query_one("#keys", Bar).left
        assert "".join(piece.text for piece in pieces) == shown
        await press(pilot, "escape")
        assert app.screen is below
        assert footer(app).endswith("? help ")
