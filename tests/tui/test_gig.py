"""The gig screen, as a DJ would use it on the night."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clubplanner.residency.play_log import PlayLog, read_play_log
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.gig import GigScreen
from clubplanner.tui.screens.gig_text import late_words
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.big_clock import BigClock
from clubplanner.tui.widgets.face import LARGE, SMALL, spelt
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.made import make_home

START = datetime(2026, 11, 28, 22)
LOG = Path("home/sets/played/2026-11-28-heated-rivalry.yaml")


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def go(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


Open = Callable[[], ClubplannerApp]


@pytest.fixture
def opened(clock: Clock) -> Open:
    """Opens the app over the made home, as it lies on the disk."""
    make_home(Path("home"))

    def make() -> ClubplannerApp:
        workspace = Workspace(Paths.under(Path("home")), clock)
        workspace.open_night("2026-11-28")
        app = ClubplannerApp(lambda: workspace, clock)
        app.open_work()
        app.animation_level = "none"
        return app

    return make


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def text(app: ClubplannerApp, name: str) -> str:
    return app.screen.query_one(name, Paper).text()


def is_drawn(app: ClubplannerApp, title: str) -> bool:
    """Whether a title stands on the screen in large letters, on one line or two."""
    shown, letters = text(app, "#gig-lines"), spelt(title).split()
    return any(
        all(row.rstrip() in shown for half in halves for row in face.drawn(half))
        for face in (LARGE, SMALL)
        for at in range(len(letters))
        for halves in ([" ".join(p) for p in (letters[:at], letters[at:]) if p],)
    )


def log() -> PlayLog:
    found, problems = read_play_log(LOG)
    assert problems == ()
    assert found is not None
    return found


def titles() -> list[str]:
    return [play.title for play in log().plays]


async def test_a_night_is_marked_track_by_track(opened: Open, clock: Clock) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6")
        assert isinstance(app.screen, GigScreen)
        slots = app.desk.workspace.opened.slots
        assert "NOW   nothing yet" in text(app, "#gig-lines")
        assert is_drawn(app, "Doors 22:00")
        assert not LOG.exists()
        await press(pilot, "n")
        assert titles() == [slots[0].name]
        assert log().plays[0].at == START
        assert "on time" in text(app, "#gig-side")
        clock.go(4)
        await press(pilot, "n")
        clock.go(4)
        await press(pilot, "n")
        assert titles() == [slot.name for slot in slots[:3]]
        assert [play.played_s is None for play in log().plays] == [False, False, True]
        lines = text(app, "#gig-lines")
        assert is_drawn(app, slots[2].name)
        assert is_drawn(app, slots[3].name)
        items = app.desk.workspace.timeline.items
        late = timedelta(minutes=8, seconds=-items[2].start)
        begins = items[4].begins + late
        assert f"THEN  {begins:%H:%M}  {slots[4].name} " in lines
        await press(pilot, "b")
        assert titles() == [slot.name for slot in slots[:2]]
        assert log().plays[1].played_s is None
        await press(pilot, "b", "b", "b")
        assert app.desk.status == "nothing has started yet"


async def test_seven_minutes_late_the_rest_is_planned_anew_and_shown_first(
    opened: Open, clock: Clock
) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        clock.go(7)
        await press(pilot, "6", "n")
        assert "7 min late" in text(app, "#gig-side")
        clock.go(1)
        before = app.desk.workspace.opened
        await press(pilot, "t")
        assert app.desk.workspace.opened is before
        shown = text(app, "#gig-proposal")
        assert "7 min late" in shown
        await press(pilot, "escape")
        assert app.desk.workspace.opened is before
        assert not app.screen.query_one("#gig-proposal").display
        await press(pilot, "t", "enter")
        after = app.desk.workspace.opened
        assert after is not before
        assert after.slots[0].id == before.slots[0].id
        assert not app.desk.workspace.is_dirty
        assert "on time" in text(app, "#gig-side")
        await press(pilot, "u")
        assert app.desk.workspace.opened == before


async def test_doors_that_open_late_are_planned_for_before_the_first_track(
    opened: Open, clock: Clock
) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "t")
        assert "nothing is late" in app.desk.status
        clock.go(12)
        before = app.desk.workspace.opened
        await press(pilot, "escape")
        app.screen.redraw()  # type: ignore[attr-defined]
        assert "12 min late" in text(app, "#gig-side")
        await press(pilot, "t")
        assert app.desk.workspace.opened is before
        assert '"Rivalry" misses its pin at 22:00' in text(app, "#gig-proposal")
        await press(pilot, "enter")
        wait, first = app.desk.workspace.opened.slots[:2]
        assert (wait.gap_s, first.id) == (12 * 60, before.slots[0].id)
        assert not app.desk.workspace.is_dirty
        assert not LOG.exists()
        await press(pilot, "n")
        assert titles() == ["Rivalry"]
        assert "on time" in text(app, "#gig-side")
        await press(pilot, "u")
        assert app.desk.workspace.opened == before


async def test_skip_leaves_the_next_one_out_and_other_marks_what_was_not_next(
    opened: Open, clock: Clock
) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "n")
        slots = app.desk.workspace.opened.slots
        await press(pilot, "s")
        assert slots[1].id not in {s.id for s in app.desk.workspace.opened.slots}
        assert not app.desk.workspace.is_dirty
        assert is_drawn(app, slots[2].name)
        planned = {slot.track.path for slot in slots if slot.track}
        stranger = next(
            track for track in app.desk.workspace.tracks if track.path not in planned
        )
        clock.go(4)
        await press(pilot, "o")
        assert isinstance(app.screen, Ask)
        await press(pilot, *"zzz", "enter")
        assert isinstance(app.screen, Ask)
        for _ in range(3):
            await press(pilot, "backspace")
        field = app.screen.query_one("Input")
        field.value = f"{stranger.artist} - {stranger.title}"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert titles()[-1] == stranger.title
        assert "not planned" in text(app, "#gig-lines")
        assert is_drawn(app, slots[2].name)
        clock.go(4)
        await press(pilot, "n")
        assert titles()[-1] == slots[2].name


@pytest.mark.parametrize(("key", "sign"), [("l", 1), ("d", -1)])
async def test_a_floor_that_wants_else_gets_tracks_that_fit(
    opened: Open, key: str, sign: int
) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "n", key)
        slots = app.desk.workspace.opened.slots
        playing = slots[0].track
        assert playing is not None
        assert playing.energy is not None
        table = app.screen.query_one("#gig-list", RowsTable)
        assert table.display
        count = table.row_count()
        if not count:
            assert table.empty == "No track of yours fits here."
            return
        await press(pilot, "enter")
        now = app.desk.workspace.opened.slots
        assert len(now) == len(slots) + 1
        put = now[1].track
        assert put is not None
        assert put.energy is not None
        assert (put.energy - playing.energy) * sign > 0
        assert is_drawn(app, put.title)


async def test_a_track_that_would_rest_is_put_next_by_the_djs_word(
    opened: Open,
) -> None:
    app = opened()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "n", "d")
        table = app.screen.query_one("#gig-list", RowsTable)
        reasons = [row.cells[-1][0] for row in table.rows]
        first = next(n for n, why in enumerate(reasons) if why.startswith("played "))
        count = len(reasons) - first
        head = app.screen.query_one("#gig-list-head", Bar)
        assert f"{count} played less than 2 weeks ago" in str(head.right)
        title = table.rows[first].cells[0][0]
        await press(pilot, *(["down"] * first), "enter")
        put = app.desk.workspace.opened.slots[1]
        assert (put.name, put.locked) == (title, True)
        found = app.desk.workspace.findings
        assert not [f for f in found if (f.rule, f.slot_id) == ("H5", put.id)]


async def test_after_a_kill_the_gig_goes_on_where_it_stood(
    opened: Open, clock: Clock
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "n")
        clock.go(4)
        await press(pilot, "n")
        app.exit(137)
    whole = titles()
    app = opened()
    clock.go(2)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        slots = app.desk.workspace.opened.slots
        assert is_drawn(app, slots[1].name)
        await press(pilot, "n")
        assert titles() == [*whole, slots[2].name]


async def test_a_night_of_another_day_is_not_marked(opened: Open, clock: Clock) -> None:
    clock.go(60 * 24 * 3)
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "n")
        assert "this night goes from Sat 28 Nov 22:00" in app.desk.status
        assert not LOG.exists()


async def test_a_log_that_cannot_be_read_is_left_alone(opened: Open) -> None:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_text("plays: [", "utf-8")
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "n")
        assert app.desk.status_tone in ("bad", "warn")
    assert LOG.read_text("utf-8") == "plays: ["


async def test_the_clock_ticks_only_while_it_is_looked_at(
    opened: Open, clock: Clock
) -> None:
    app = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        face = app.screen.query_one(BigClock)
        assert face.text == "22:00:00"
        clock.go(1)
        await pilot.pause(1.2)
        assert face.text == "22:01:00"
        screen = app.screen
        assert isinstance(screen, GigScreen)
        await press(pilot, "2")
        clock.go(1)
        await pilot.pause(1.2)
        assert face.text == "22:01:00"
        await press(pilot, "6")
        assert face.text == "22:02:00"


async def test_without_a_night_it_says_so(opened: Open, clock: Clock) -> None:
    workspace = Workspace(Paths.under(Path("empty")), clock)
    app = ClubplannerApp(lambda: workspace, clock)
    app.open_work()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await press(pilot, "escape", "6")
        assert "No night is open" in text(app, "#gig-lines")
        for key in ("n", "b", "s", "t", "o", "l", "d", "v", "enter", "escape"):
            await press(pilot, key)
            assert isinstance(app.screen, GigScreen)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "on time"),
        (-420, "7 min early"),
        (99 * 60, "99 min late"),
        (100 * 60, "1:40 h late"),
        (-133 * 60, "2:13 h early"),
    ],
)
def test_from_a_hundred_minutes_on_hours_are_told(seconds: int, told: str) -> None:
    assert late_words(seconds) == told
