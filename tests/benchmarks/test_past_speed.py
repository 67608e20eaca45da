"""Past nights beside ten years of weekly files: 520 plans and 520 play logs.

Run with ``pytest tests/benchmarks/test_past_speed.py --benchmark-only``. The bounds are
processor seconds, because the machines of CI are shared.
"""

import asyncio
import random
import resource
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clubplanner.music.track import Track
from clubplanner.night.plan import At, Night, Slot
from clubplanner.residency.night_file import night_text
from clubplanner.residency.play_log import Play, PlayLog, play_log_text
from clubplanner.workspace.paths import Paths

WEEKS = 520
SLOTS = 29
TRACKS = 50_000
REVIEW = "import sys; from clubplanner.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of ten years, every night played as planned."""
    folder = tmp_path_factory.mktemp("years")
    (folder / "sets" / "played").mkdir(parents=True)
    dice = random.Random(1)
    for week in range(WEEKS):
        _write_week(folder / "sets", date(2016, 1, 2) + timedelta(weeks=week), dice)
    return folder


def _write_week(sets: Path, day: date, dice: random.Random) -> None:
    start = datetime(day.year, day.month, day.day, 22)
    tracks = [
        Track(
            f"/music/{number}.mp3",
            title=f"Tune {number}",
            artist=f"Artist {number % 900}",
            bpm=120.0 + number % 10,
            energy=1 + number % 9,
            length_s=240.0,
        )
        for number in (dice.randrange(TRACKS) for _ in range(SLOTS))
    ]
    pin = (At(start + timedelta(minutes=40)),)
    slots = tuple(
        Slot(place, track, anchors=pin if place == 10 else ())
        for place, track in enumerate(tracks)
    )
    plays = tuple(
        Play(
            track.title,
            track.artist,
            track.path,
            start + timedelta(seconds=240 * place),
            played_s=240,
            stars=None if place % 5 else 3,
        )
        for place, track in enumerate(tracks)
    )
    end = start + timedelta(hours=2)
    night = Night("Friday", day, start, end, venue="Box", slots=slots)
    name = f"{day}-friday.yaml"
    (sets / name).write_text(night_text(night), "utf-8")
    log = PlayLog("Friday", day, "Box", night=name, plays=plays)
    (sets / "played" / name).write_text(play_log_text(log), "utf-8")


def test_reviewing_one_night_of_ten_years(benchmark: Any, home: Path) -> None:
    command = [sys.executable, "-c", REVIEW, "review", "2020-03-14"]
    environ = {"CLUBPLANNER_HOME": str(home), "PYTHONPATH": ":".join(sys.path)}
    used: list[float] = []

    def once() -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = subprocess.run(
            command, env=environ, capture_output=True, text=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert "29 kept" in said.stdout
        used.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)

    benchmark.pedantic(once, rounds=5, warmup_rounds=1)
    benchmark.extra_info["cpu_s"] = min(used)
    assert min(used) < 0.6


def test_opening_past_over_ten_years(benchmark: Any, home: Path) -> None:
    from clubplanner.tui.program import ClubplannerApp
    from clubplanner.tui.widgets.nights_table import NightsTable
    from clubplanner.workspace.workspace import Workspace

    now = datetime(2026, 11, 28, 18)
    used: list[float] = []

    async def open_past() -> float:
        app = ClubplannerApp(Workspace(Paths.under(home), lambda: now), lambda: now)
        app.animation_level = "none"
        async with app.run_test(size=(120, 36)) as pilot:
            started, spent = time.perf_counter(), time.process_time()
            await pilot.press("4")
            await pilot.pause()
            took = time.perf_counter() - started
            used.append(time.process_time() - spent)
            assert app.screen.query_one("#past", NightsTable).row_count() == WEEKS
        return took

    benchmark.pedantic(lambda: asyncio.run(open_past()), rounds=3)
    benchmark.extra_info["cpu_s"] = min(used)
    assert min(used) < 0.6
