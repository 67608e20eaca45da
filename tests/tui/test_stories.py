"""Whole stories, as a DJ lives them."""

import sys
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.night.plan import At, Slot
from clubplanner.tui.program import ClubplannerApp
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.library import make_files as make
from tests.library.untyped import flac
from tests.tui.made import NOW, made_tracks, make_home

SIZE = (120, 36)
RESIDENCY = """\
clubplanner: 1
name: Short night
weekday: saturday
start: '22:00'
end: '23:00'
"""


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def make_music(folder: Path, count: int) -> None:
    """Make tagged files of four silent minutes."""
    folder.mkdir()
    for track in made_tracks(count + 13)[13:]:
        path = make.silence(folder / Path(track.path).name, 240)
        file = flac.FLAC(path)
        file.update({"title": track.title, "artist": track.artist})
        file.update({"bpm": f"{track.bpm}", "initialkey": str(track.key)})
        file.save()


def slots_of(app: ClubplannerApp) -> list[Slot]:
    return list(app.desk.workspace.opened.slots)


async def test_a_night_is_planned_from_an_empty_home() -> None:
    make_music(Path("my music"), 24)
    sets = Path("home/sets")
    sets.mkdir(parents=True)
    (sets / "residency.yaml").write_text(RESIDENCY, "utf-8")
    app = ClubplannerApp(
        lambda: Workspace(Paths.under(Path("home")), lambda: NOW), lambda: NOW
    )
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert "Welcome" in str(app.screen.query_one("#title").render())
        app.screen.query_one(Input).value = "my music"
        await press(pilot)
        assert str(app.screen.query_one("#problem").render()).startswith("24 audio")
        await press(pilot, "enter")
        assert app.screen.query_one("#date", Input).value == "2026-12-05"
        await press(pilot, "enter")
        assert app.current_mode == "set"
        assert slots_of(app) == []
        await press(pilot, "1", "down", "enter", "2", "p", "enter")
        [pinned] = slots_of(app)
        assert pinned.anchors == (At(datetime(2026, 12, 5, 22), 30),)
        await press(pilot, "b")
        slots = slots_of(app)
        assert len(slots) > 10
        assert (slots[0].name, slots[0].anchors) == (pinned.name, pinned.anchors)
        await press(pilot, "ctrl+s", "x", "enter")
        assert not app.desk.workspace.is_dirty
    assert len(list(sets.glob("2026-12-05-*.yaml"))) == 1
    assert list((sets / "exports").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_after_kill_9_the_edits_are_offered_and_come_back(tmp_path: Path) -> None:
    from tests.benchmarks.pty_app import PtyApp

    before = make_home(Path("home")).opened.slots
    command = ("-m", "clubplanner", "app", "2026-11-28")
    home = {"CLUBPLANNER_HOME": "home"}
    with PtyApp(command, tmp_path, home) as app:
        app.first_paint_s(b"Rivalry")
        app.settle()
        app.press(b"jd")
        app.press(b"d")
        app.kill()
    file = Path("home/sets/2026-11-28-heated-rivalry.yaml")
    saved = file.read_bytes()
    with PtyApp(command, tmp_path, home) as app:
        app.first_paint_s(b"2 edits")
        app.settle()
        app.press(b"r")
        app.press(b"\x13")
        app.settle()
    workspace = Workspace(Paths.under(Path("home")), lambda: NOW)
    workspace.open_night("2026-11-28")
    assert workspace.recovery is None
    assert file.read_bytes() != saved
    names = [slot.name for slot in before]
    assert [slot.name for slot in workspace.opened.slots] == [names[0], *names[3:]]
