"""Pulling slots with the mouse: shown while it is pulled, one edit when let go."""

import pytest
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.pilot import Pilot

from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.slot_table import SlotTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


def names(app: ClubplannerApp) -> list[str]:
    assert app.desk.night is not None
    return [slot.name for slot in app.desk.night.slots]


def table(app: ClubplannerApp) -> SlotTable:
    return app.screen.query_one(SlotTable)


async def mouse(
    pilot: Pilot[int], kind: type[MouseEvent], row: int, button: int = 1
) -> None:
    """Send what a terminal sends for the mouse over a row of the slots."""
    region = table(pilot.app).content_region  # type: ignore[arg-type]
    x, y = region.x + 12, region.y + 1 + row
    event = kind(None, x, y, 0, 0, button, False, False, False, x, y)
    pilot.app.screen._forward_event(event)
    await pilot.pause()


async def pull(pilot: Pilot[int], first: int, *rows: int) -> None:
    await mouse(pilot, MouseDown, first)
    for row in rows:
        await mouse(pilot, MouseMove, row)


@pytest.mark.parametrize(
    ("start", "over", "sign"), [(2, 3, "v"), (3, 1, "^"), (1, 3, "v"), (3, 2, "^")]
)
async def test_a_slot_goes_where_it_is_let_go_and_undo_brings_it_back(
    make_app: MakeApp, start: int, over: int, sign: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await pull(pilot, start, over)
        assert table(app).row_sign(over) == sign
        place = "after" if over > start else "before"
        told = f'"{before[start]}" goes {place} {over + 1:02} "{before[over]}"'
        assert app.desk.status == told
        await mouse(pilot, MouseUp, over)
        wanted = before.copy()
        wanted.insert(over, wanted.pop(start))
        assert names(app) == wanted
        assert app.desk.row == over
        assert table(app).row_sign(over) not in "v^"
        await pilot.press("u")
        assert names(app) == before


async def test_let_go_at_its_own_place_nothing_happens(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = app.desk.night
        await pull(pilot, 2, 4, 2)
        assert "stays" in app.desk.status
        await mouse(pilot, MouseUp, 2)
        assert app.desk.night is before


async def test_marked_slots_are_pulled_together(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await pilot.press("down", "space", "down", "space")
        await pull(pilot, 3, 1)
        assert app.desk.status == "2 slots stay"
        await mouse(pilot, MouseMove, 2)
        assert app.desk.status == f'2 slots go before 03 "{before[2]}"'
        await mouse(pilot, MouseUp, 2)
        assert names(app)[1:4] == [before[1], before[3], before[2]]


async def test_a_pinned_pair_is_not_torn_apart(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await pull(pilot, 3, 4)
        await mouse(pilot, MouseUp, 4)
        assert names(app)[3:6] == [before[4], before[5], before[3]]


async def test_only_the_first_button_pulls_and_only_over_slots(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = app.desk.night
        for row, button in ((2, 3), (-1, 1), (25, 1)):
            await mouse(pilot, MouseDown, row, button)
            await mouse(pilot, MouseMove, 4, button)
            await mouse(pilot, MouseUp, 4, button)
        assert app.desk.night is before


async def test_a_night_that_changes_meanwhile_lets_the_slot_go(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pull(pilot, 2, 5)
        await pilot.press("d")
        before = app.desk.night
        await mouse(pilot, MouseUp, 5)
        assert app.desk.night is before


async def test_the_list_scrolls_at_its_edges(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = names(app)
        rows = table(app).size.height - 1
        await pull(pilot, 3, *[rows] * (len(before) + 2))
        await mouse(pilot, MouseUp, rows)
        assert names(app)[-1] == before[3]
        await pull(pilot, rows - 1, *[-1] * (len(before) + 2))
        await mouse(pilot, MouseUp, -1)
        assert names(app)[0] == before[3]
