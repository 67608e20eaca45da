"""Dialogs answer once and keep their keys from the screen below."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.choose import Choose
from clubplanner.tui.dialogs.nights import NightsDialog
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import NOW

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def batch(pilot: Pilot[int], *keys: str) -> None:
    """Send keys as one read of a slow terminal does: none waits for the other."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    await pilot.pause(0.1)


def slots(app: ClubplannerApp) -> int:
    assert app.desk.night is not None
    return len(app.desk.night.slots)


@pytest.mark.parametrize("key", ["c", "d"])
async def test_a_letter_of_the_quit_dialog_does_nothing_below(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "q")
        await batch(pilot, key, key, key)
        assert slots(app) == 15
    assert not app._exception


async def test_save_from_the_library_s_quit_dialog_opens_no_other_dialog(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "1", "q")
        await batch(pilot, "s", "s")
        assert isinstance(app.screen, PlanScreen)
    assert app.return_value == 0


@pytest.mark.parametrize("key", ["r", "l"])
async def test_a_letter_of_the_recovery_dialog_opens_nothing_below(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d")
        app.exit(137)
    again = Workspace(Paths.under(Path("home")), lambda: NOW)
    again.open_night("2026-11-28")
    app = make_app(again)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert isinstance(app.screen, Choose)
        await batch(pilot, key, key)
        assert isinstance(app.screen, PlanScreen)


async def test_an_action_that_arrives_while_the_app_leaves_does_nothing(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        screen = app.screen
        app.exit(0)
        await app.run_action("remove", screen)
        assert slots(app) == 16


async def test_an_action_of_the_screen_below_a_dialog_does_nothing(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        below = app.screen
        await press(pilot, "l")
        await app.run_action("remove", below)
        assert slots(app) == 16


@pytest.mark.parametrize("key", ["l", "o", "n", "e", "i"])
async def test_two_enters_in_one_batch_answer_a_question_once(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", key)
        assert isinstance(app.screen, Ask)
        await batch(pilot, "enter", "enter")
        assert app.current_mode == "set"
        assert isinstance(app.screen, PlanScreen)


@pytest.mark.parametrize(
    "keys", ["2 p", "2 x", "2 N", "1 e", "1 s", "2 a", "2 question_mark"]
)
async def test_no_dialog_breaks_or_lets_a_second_enter_through(
    make_app: MakeApp, keys: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys.split())
        await app.workers.wait_for_complete()
        mode = app.current_mode
        await batch(pilot, "enter", "enter", "enter")
        assert isinstance(app.screen, PlanScreen)
        assert app.current_mode == mode
        assert slots(app) <= 17


async def test_a_new_night_is_made_once(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "N", "tab")
        app.screen.query_one(Input).value = "2026-12-05"
        await batch(pilot, "enter", "enter")
        assert not isinstance(app.screen, NightsDialog)
        assert "Made a night" in app.desk.status


async def test_enter_typed_ahead_of_the_quit_dialog_does_not_save(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d")
        await batch(pilot, "q", "enter")
        assert app.is_running
        assert app.desk.workspace.is_dirty
