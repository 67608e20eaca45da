"""The shelf and locks in the app: keys, undo by name, what the Set screen shows."""

from textual.pilot import Pilot

from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.shelving import ShelfDialog
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.slot_table import SlotTable
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def set_names(app: ClubplannerApp) -> list[str]:
    assert app.desk.night is not None
    return [slot.name for slot in app.desk.night.slots]


def shelf_names(app: ClubplannerApp) -> list[str]:
    assert app.desk.night is not None
    return [slot.name for slot in app.desk.night.shelf]


def pin_cell(app: ClubplannerApp, row: int) -> str:
    return app.screen.query_one("#slots", SlotTable).row_cells(row)[10][0]


def head(app: ClubplannerApp) -> str:
    return "".join(
        piece.text for piece in app.screen.query_one("#slot-head", Bar).right
    )


async def test_marked_tracks_of_the_library_go_on_the_shelf(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "space", "space", "h")
        assert len(shelf_names(app)) == 2
        assert app.desk.status == "Put 2 tracks on the shelf. Undo: u"
        assert not app.screen.query_one(TrackTable).marks
        await press(pilot, "2")
        assert head(app).startswith(" shelf 2   ends ")
        await press(pilot, "u")
        assert shelf_names(app) == []
        assert app.desk.status.startswith("Undone: Put 2 tracks on the shelf.")
        assert "shelf" not in head(app)


async def test_a_slot_goes_to_the_shelf_and_back_elsewhere(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = set_names(app)
        await press(pilot, "down", "h")
        assert shelf_names(app) == [before[1]]
        assert app.desk.status == f'Put "{before[1]}" on the shelf. Undo: u'
        await press(pilot, "down", "H")
        assert isinstance(app.screen, ShelfDialog)
        row = app.screen.query_one(RowsTable).row_cells(0)
        assert row[0][0] == before[1]
        assert row[6][0][0] in "ABCDEF"
        assert row[7][0].replace(",", "").isdigit()
        await press(pilot, "enter")
        assert shelf_names(app) == []
        assert set_names(app)[3] == before[1]
        assert app.desk.row == 3
        assert app.desk.status == f'Put "{before[1]}" in from the shelf. Undo: u'
        await press(pilot, "u", "u")
        assert set_names(app) == before


async def test_a_track_is_taken_off_the_shelf(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "space", "space", "h", "2", "H")
        (first, second), before = shelf_names(app), set_names(app)
        await press(pilot, "d")
        assert shelf_names(app) == [second]
        assert app.desk.status == f'Take "{first}" off the shelf. Undo: u'
        await press(pilot, "d", "d", "enter")
        assert shelf_names(app) == []
        assert isinstance(app.screen, ShelfDialog)
        await press(pilot, "escape", "u")
        assert shelf_names(app) == [second]
        assert set_names(app) == before


async def test_an_empty_shelf_says_how_to_fill_it(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "H")
        assert not isinstance(app.screen, ShelfDialog)
        expected = "Nothing is on the shelf. In the library, put tracks on it: h"
        assert app.desk.status == expected


async def test_a_gap_stays_in_the_set(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", "enter", "down", "h")
        assert "a gap cannot go on the shelf" in app.desk.status
        assert shelf_names(app) == []


async def test_slots_are_locked_and_unlocked_with_one_key(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "space", "space", "z")
        assert [pin_cell(app, row)[:4] for row in (1, 2)] == ["lock", "lock"]
        assert app.desk.status == "Lock 2 slots. Undo: u"
        await press(pilot, "escape", "up", "z")
        assert app.desk.status.startswith('Unlock "')
        await press(pilot, "u", "u")
        assert app.desk.status.startswith("Undone: Lock 2 slots.")
        assert "lock" not in pin_cell(app, 1)


async def test_a_build_leaves_what_is_locked(make_app: MakeApp) -> None:
    app = make_app(tracks=160)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down", "space", "space", "z", "escape")
        before = app.desk.night
        assert before is not None
        await press(pilot, "b")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.desk.night is not None
        assert app.desk.night is not before
        ids = [slot.id for slot in app.desk.night.slots if slot.locked]
        assert ids == [slot.id for slot in before.slots if slot.locked]


async def test_a_copied_slot_is_not_locked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "z", "y", "v")
        assert app.desk.night is not None
        assert [slot.locked for slot in app.desk.night.slots[:2]] == [True, False]


async def test_undoing_what_was_done_on_the_shelf_leaves_the_cursor(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "h", "2", "home", "down", "down")
        await press(pilot, "u")
        assert shelf_names(app) == []
        assert (app.desk.row, app.screen.query_one(SlotTable).cursor) == (2, 2)
        await press(pilot, "ctrl+r")
        assert app.desk.row == 2
