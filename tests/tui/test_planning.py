"""Planning a night by keys: every edit reaches the plan, and undo takes it back."""

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.night.plan import After, At, EndAt, Night, Played, Position
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.choose import Choose
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.slot_table import SlotTable
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


def night(app: ClubplannerApp) -> Night:
    assert app.desk.night is not None
    return app.desk.night


def names(app: ClubplannerApp) -> list[str]:
    return [slot.name for slot in night(app).slots]


def status(app: ClubplannerApp) -> str:
    return "".join(p.text for p in app.screen.query_one("#status", Bar).left)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type into the focused field in place of what stands there."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = ""
    await press(pilot, *("space" if sign == " " else sign for sign in text))


async def test_the_app_opens_on_the_night_with_its_cursor_on_the_first_slot(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert app.current_mode == "set"
        table = app.screen.query_one(SlotTable)
        assert app.focused is table
        assert table.row_count() == 16


@pytest.mark.parametrize(
    ("key", "mode"),
    [("1", "library"), ("2", "set"), ("3", "mix"), ("4", "past"), ("5", "theme")],
)
async def test_number_keys_and_tabs_change_the_screen(
    make_app: MakeApp, key: str, mode: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", key)
        assert app.current_mode == mode
        await pilot.click("#tabs", offset=(2, 0))
        assert app.current_mode == "library"


async def test_a_slot_moves_down_and_undo_names_what_it_takes_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down")
        before = names(app)
        await press(pilot, "J")
        assert names(app)[1:3] == [before[2], before[1]]
        assert app.desk.row == 2
        assert "Undo: u" in status(app)
        await press(pilot, "u")
        assert names(app) == before
        assert status(app).strip().startswith(f'Undone: Move "{before[1]}" down')
        await press(pilot, "ctrl+r")
        assert names(app)[2] == before[1]


async def test_a_slot_moves_with_what_is_pinned_after_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *["down"] * 4)
        pair = names(app)[4:6]
        await press(pilot, "K")
        assert names(app)[3:5] == pair


async def test_marked_slots_are_removed_together(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await press(pilot, "down", "space", "space", "d")
        assert names(app) == [before[0], *before[3:]]
        await press(pilot, "u")
        assert names(app) == before


@pytest.mark.parametrize(
    ("steps", "anchor"),
    [
        (0, At(datetime(2026, 11, 28, 23, 30), 300)),
        (1, EndAt(datetime(2026, 11, 28, 23, 30), 300)),
        (2, Position(1)),
        (3, Position(-1)),
        (4, After()),
        (5, Played()),
    ],
)
async def test_every_kind_of_pin_can_be_set(
    make_app: MakeApp, steps: int, anchor: object
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "p", *["down"] * steps, "tab")
        await type_text(pilot, "23:30")
        await press(pilot, "tab")
        await type_text(pilot, "5")
        await press(pilot, "enter")
        assert night(app).slots[1].anchors == (anchor,)
        await press(pilot, "L")
        assert not night(app).slots[1].anchors


async def test_a_wrong_time_is_said_in_the_dialog_and_nothing_is_pinned(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = night(app)
        await press(pilot, "p", "tab")
        await type_text(pilot, "25:00")
        await press(pilot, "enter")
        problem = str(app.screen.query_one("#problem").render())
        assert "no such clock time" in problem
        await press(pilot, "escape")
        assert night(app) is before


@pytest.mark.parametrize(
    ("key", "typed", "field", "value"),
    [
        ("l", "2:30", "out_s", 150),
        ("o", "32", "overlap_beats", 32),
        ("i", "0:16 3:00", "mix_in_s", 16),
        ("e", "bass swap at bar 9", "note", "bass swap at bar 9"),
    ],
)
async def test_a_slot_s_values_are_asked_for_and_set(
    make_app: MakeApp, key: str, typed: str, field: str, value: object
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", key)
        assert isinstance(app.screen, Ask)
        await type_text(pilot, typed)
        await press(pilot, "enter")
        assert getattr(night(app).slots[1], field) == value
        await press(pilot, "u")
        assert getattr(night(app).slots[1], field) != value


async def test_overlap_goes_in_steps_of_four_bars(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "minus", "minus", "plus")
        assert night(app).slots[0].overlap_beats == 48


async def test_a_gap_keeps_minutes_free_and_a_cut_is_a_cut(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "X", "n")
        await type_text(pilot, "6:00")
        await press(pilot, "enter")
        assert night(app).slots[0].cut_out
        assert night(app).slots[1].gap_s == 360


async def test_tracks_go_into_the_set_after_its_cursor_in_the_order_marked(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "1", "down", "space", "up", "up", "space", "enter")
        tracks = app.screen.query_one(TrackTable).tracks
        assert names(app)[2:4] == [tracks[1].title, tracks[0].title]
        assert app.desk.row == 3
        assert "Add 2 tracks after 02. Undo: u" in status(app)
        await press(pilot, "u")
        assert len(night(app).slots) == 16


async def test_filtering_narrows_the_list_and_esc_brings_it_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"mang")
        table = app.screen.query_one(TrackTable)
        assert [t.title for t in table.chosen_tracks()] == ["mangetout"]
        assert len(table.view) == 1
        await press(pilot, "escape", "escape")
        assert len(table.view) == 40


async def test_the_night_is_saved_and_quit_then_asks_nothing(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d", "ctrl+s")
        text = Path("home/sets/2026-11-28-heated-rivalry.yaml").read_text("utf-8")
        assert text.count("file: ") == 13
        await press(pilot, "q")
    assert app.return_value == 0


@pytest.mark.parametrize(("key", "is_saved"), [("s", True), ("d", False)])
async def test_quitting_with_edits_asks_and_does_what_was_chosen(
    make_app: MakeApp, key: str, is_saved: bool
) -> None:
    app = make_app()
    path = Path("home/sets/2026-11-28-heated-rivalry.yaml")
    before = path.read_text("utf-8") if path.exists() else None
    async with app.run_test(size=SIZE) as pilot:
        before = path.read_text("utf-8")
        await press(pilot, "down", "d", "q")
        assert isinstance(app.screen, Choose)
        await press(pilot, key)
    assert app.return_value == 0
    assert (path.read_text("utf-8") != before) is is_saved


async def test_cancel_is_the_default_when_quitting_with_edits(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "q", "enter")
        assert app.is_running
        assert app.current_mode == "set"


async def test_ctrl_c_tells_how_to_leave_and_twice_leaves(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+c")
        assert "Leave with q" in status(app)
        await press(pilot, "ctrl+c")
    assert app.return_value == 0


async def test_undo_takes_back_every_edit_of_the_session(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        keys = ["d", "down", "J", "X", "minus", "K", "d", "down", "plus", "J"]
        await press(pilot, *keys)
        assert names(app) != before
        await press(pilot, *["u"] * len(keys))
        assert names(app) == before
        assert not night(app).slots[0].cut_out
        assert "Nothing to undo" in status(app)
