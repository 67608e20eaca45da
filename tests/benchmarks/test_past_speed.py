"""Past nights beside ten years of weekly files: 520 plans and 520 play logs.

Run with ``pytest tests/benchmarks/test_past_speed.py --benchmark-only``. Bounds are
ratios of processor time to a baseline of the same run: ``clubplanner --version`` for a
command, the start of the app for its Past screen. Absolute times drift with the
machine: on a quiet one both take 0.2 s.
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
COMMAND = "import sys; from clubplanner.cli.main import main; sys.exit(main())"


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


def cpu_of(home: Path, *words: str) -> tuple[float, str]:
    """Return the processor seconds of a command, and what it printed."""
    environ = {"CLUBPLANNER_HOME": str(home), "PYTHONPATH": ":".join(sys.path)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used, said.stdout


@pytest.mark.parametrize(
    ("words", "expected", "most"),
    [(("review", "2020-03-14"), "29 kept", 5), (("review",), "2025-12-13", 9)],
    ids=["night", "list"],
)
def test_reviewing_ten_years(
    benchmark: Any, home: Path, words: tuple[str, ...], expected: str, most: float
) -> None:
    used: list[float] = []

    def once() -> None:
        took, said = cpu_of(home, *words)
        assert expected in said
        used.append(took)

    benchmark.pedantic(once, rounds=5, warmup_rounds=1)
    start = min(cpu_of(home, "--version")[0] for _ in range(5))
    benchmark.extra_info.update(cpu_s=min(used), start_cpu_s=start)
    assert min(used) < most * start


def test_opening_past_over_ten_years(benchmark: Any, home: Path) -> None:
    from clubplanner.tui.program import ClubplannerApp
    from clubplanner.tui.widgets.nights_table import NightsTable
    from clubplanner.workspace.workspace import Workspace

    now = datetime(2026, 11, 28, 18)
    used: list[float] = []
    starts: list[float] = []

    async def open_past() -> None:
        began = time.process_time()
        app = ClubplannerApp(
            lambda: Workspace(Paths.under(home), lambda: now), lambda: now
        )
        app.open_work()
        app.animation_level = "none"
        async with app.run_test(size=(120, 36)) as pilot:
            started = time.process_time()
            await pilot.press("4")
            await pilot.pause()
            used.append(time.process_time() - started)
            starts.append(started - began)
            assert app.screen.query_one("#past", NightsTable).row_count() == WEEKS

    benchmark.pedantic(lambda: asyncio.run(open_past()), rounds=3)
    benchmark.extra_info.update(cpu_s=min(used), start_cpu_s=min(starts))
    assert min(used) < 1.5 * min(starts)
