"""A file changed under us, old edits, small windows, and what the status line says."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.tui.dialogs.choose import Choose
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import NOW

SIZE = (120, 36)
NIGHT = Path("home/sets/2026-11-28-heated-rivalry.yaml")


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def slots(app: ClubplannerApp) -> int:
    assert app.desk.night is not None
    return len(app.desk.night.slots)


def status(app: ClubplannerApp) -> str:
    """Return what can be read of the status, cut as it is cut on the screen."""
    bar = app.screen.query_one("#status", Bar)
    paper = app.screen.query_one("#sentence", Paper)
    line = "".join(piece.text for piece in bar.line(bar.size.width))
    return line + (paper.text() if paper.display else "")


def kept() -> list[str]:
    return [path.read_text("utf-8") for path in Path("home/state").rglob("*.yaml")]


async def change_and_save(pilot: Pilot[int]) -> str:
    """Edit the night here and in its file, save, and return the file's text."""
    await press(pilot, "down", "d")
    theirs = NIGHT.read_text("utf-8").replace("The Basement", "The Attic")
    NIGHT.write_text(theirs, "utf-8")
    await press(pilot, "ctrl+s")
    assert isinstance(pilot.app.screen, Choose)
    assert NIGHT.name in str(pilot.app.screen.query_one("#title").render())
    return theirs


async def test_replace_saves_mine_and_keeps_theirs(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        theirs = await change_and_save(pilot)
        await press(pilot, "r")
        assert "The Attic" not in NIGHT.read_text("utf-8")
        assert not app.desk.workspace.is_dirty
        assert theirs in [
            path.read_text("utf-8")
            for path in Path("home").rglob("*")
            if path.is_file() and path != NIGHT and b"The Attic" in path.read_bytes()
        ]


async def test_open_theirs_shows_it_and_keeps_mine(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        theirs = await change_and_save(pilot)
        await press(pilot, "o")
        assert app.desk.night is not None
        assert app.desk.night.venue == "The Attic"
        assert slots(app) == 16
        assert NIGHT.read_text("utf-8") == theirs
        assert isinstance(app.screen, PlanScreen)
        aside = app.desk.workspace.aside
        assert aside is not None
        assert aside.read_text("utf-8").count("file: ") == 13
        assert aside.name in status(app)
        await press(pilot, "u")
        assert "Nothing to undo" in status(app)


async def test_cancel_leaves_both_as_they_are(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        theirs = await change_and_save(pilot)
        await press(pilot, "enter")
        assert NIGHT.read_text("utf-8") == theirs
        assert slots(app) == 15
        assert app.desk.workspace.is_dirty


async def test_saving_on_the_way_out_asks_about_a_changed_file_and_then_leaves(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d")
        NIGHT.write_text(NIGHT.read_text("utf-8") + "# theirs\n", "utf-8")
        await press(pilot, "q", "s")
        assert isinstance(app.screen, Choose)
        assert app.is_running
        await press(pilot, "r")
    assert app.return_value == 0
    assert "# theirs" not in NIGHT.read_text("utf-8")


@pytest.mark.parametrize("width", [80, 120])
async def test_a_sentence_longer_than_the_line_is_read_whole(
    make_app: MakeApp, width: int
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot)
        sentence = f"{'something went wrong and ' * 6}this is what to do"
        app.desk.say(sentence, "bad")
        await pilot.pause()
        paper = app.screen.query_one("#sentence", Paper)
        assert paper.display
        assert not app.screen.query_one("#status").display
        assert len(paper._wrapped) == paper.size.height
        assert "this is what to do" in status(app)
        await press(pilot, "X")
        assert not paper.display
        assert app.screen.query_one("#status").display


async def test_a_path_in_a_sentence_is_its_name(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "ctrl+s")
        assert f"Saved {NIGHT.name}" in status(app)


async def test_a_message_goes_with_the_next_action_and_stays_while_moving(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X", "down", "up", "tab")
        assert "Undo: u" in status(app)
        await press(pilot, "1")
        assert not status(app).strip()


async def test_a_notice_about_the_query_goes_when_the_query_is_mended(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"bpm:x")
        notice = app.desk.status
        assert notice
        for _ in range(5):
            await press(pilot, "backspace")
        assert not app.desk.status


@pytest.mark.parametrize("key", ["d", "X", "J", "1", "x", "b", "L"])
async def test_no_key_edits_behind_the_notice_of_a_small_window(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=(60, 15)) as pilot:
        await press(pilot, "down")
        before = app.desk.night
        await press(pilot, key)
        assert app.desk.night is before
        assert app.current_mode == "set"
        assert isinstance(app.screen, PlanScreen)
        await press(pilot, "q")
    assert app.return_value == 0


async def test_q_leaves_a_small_window_also_out_of_the_filter(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash")
        await pilot.resize_terminal(60, 15)
        await pilot.pause()
        await press(pilot, "q")
    assert app.return_value == 0


async def test_old_edits_left_for_later_are_said_to_be_kept_at_the_next_edit(
    make_app: MakeApp,
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
        title = str(app.screen.query_one("#title").render())
        assert title.startswith("1 edit from")
        await press(pilot, "l", "X")
        aside = again.aside
        assert aside is not None
        assert aside.exists()
        assert f"{aside.parent.name}/{aside.name}" in status(app)
        await press(pilot, "X")
        assert aside.name not in status(app)


async def test_a_file_changed_by_another_program_is_said_once_while_planning(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        app.saving.look()
        assert status(app).strip() == ""
        NIGHT.write_text(NIGHT.read_text("utf-8") + "# theirs\n", "utf-8")
        app.saving.look()
        assert f"{NIGHT.name} was changed by another program" in status(app)
        app.desk.say("")
        app.saving.look()
        assert status(app).strip() == ""
        await press(pilot, "ctrl+s", "r")
        app.desk.say("")
        app.saving.look()
        assert status(app).strip() == ""


async def test_a_night_that_was_never_saved_is_told_when_it_comes_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "N", "tab")
        app.screen.query_one("#date", Input).value = "2026-12-05"
        await press(pilot, "enter")
        app.desk.add_tracks(app.desk.workspace.tracks[20:22], 0)
        app.exit(137)
    again = Workspace(Paths.under(Path("home")), lambda: NOW)
    assert again.open_unsaved()
    app = make_app(again)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        told = 'Brought back "Heated Rivalry" of Sat 05 Dec, which was never saved.'
        assert told in status(app)
