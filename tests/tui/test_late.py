"""Running late: the dialog shows the new plan as the time is typed, one undo step."""

from textual.widgets import Static

from clubplanner.night.plan import Started
from clubplanner.tui.dialogs.late import LateDialog
from clubplanner.tui.screens.set import SetScreen
from tests.tui.conftest import MakeApp
from tests.tui.test_planning import SIZE, night, press, status, type_text


def shown(dialog: LateDialog, name: str) -> str:
    return str(dialog.query_one(f"#{name}", Static).render())


async def test_late_shows_what_would_change_and_enter_takes_it(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down", "t")
        dialog = app.screen
        assert isinstance(dialog, LateDialog)
        before = night(app)
        assert "On time." in shown(dialog, "changes")
        await type_text(pilot, "22:20")
        assert "late. To get back:" in shown(dialog, "changes")
        assert night(app) is before
        await press(pilot, "enter")
        assert isinstance(app.screen, SetScreen)
        playing = night(app).slots[2]
        assert playing.anchor(Started) is not None
        assert app.desk.row == 2
        assert f'Re-planned from "{playing.name}": ' in status(app)
        await press(pilot, "u")
        assert night(app).slots == before.slots


async def test_escape_leaves_the_night_and_nonsense_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        dialog = app.screen
        assert isinstance(dialog, LateDialog)
        before = night(app)
        await type_text(pilot, "2x")
        assert "for example 23:30" in shown(dialog, "problem")
        await press(pilot, "enter")
        assert app.screen is dialog
        await press(pilot, "escape")
        assert night(app) is before
