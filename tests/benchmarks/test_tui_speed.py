"""Speed of the app in a real pseudo-terminal, as ratios to a minimal Textual app.

50,000 tracks, 120x36. Sizes shrink by ``CLUBPLANNER_BENCH_SCALE``. Run with
``pytest tests/benchmarks/test_tui_speed.py --benchmark-only``.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

from tests.benchmarks.pty_app import PtyApp
from tests.tui.made import make_home

SCALE = float(os.environ.get("CLUBPLANNER_BENCH_SCALE", "1"))
TRACKS = int(50_000 * SCALE)
CHILD = ("-m", "tests.benchmarks.tui_children")
LETTERS = [*b"solar", *b"\x7f" * 5, *b"echo", *b"\x7f" * 4] * 3

KEY_RATIO = 2.0
"""A key in the filter, last byte written, against a key in a minimal app."""
PAINT_RATIO = 1.3
"""Process start to first paint against that of a minimal app."""
FILLED_RATIO = 7.0
"""Process start to the night on the screen, likewise; 3.2 with forty tracks."""
STARTS = 11
CURSOR_BYTES = 1_000
FILTER_BYTES = 12_000
MEMORY_MB = 150


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with 50,000 tracks."""
    folder = tmp_path_factory.mktemp("tui")
    before = Path.cwd()
    os.chdir(folder)
    try:
        make_home(Path("home"), tracks=TRACKS)
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def minimal(home: Path) -> Iterator[PtyApp]:
    with PtyApp((*CHILD, "minimal"), home) as app:
        app.first_paint_s(b"Ready")
        app.settle()
        yield app


@pytest.fixture
def program(home: Path) -> Iterator[PtyApp]:
    """The app, on the library screen with the cursor in the list."""
    with PtyApp((*CHILD, "app"), home) as app:
        app.first_paint_s(b"Rivalry")
        app.settle()
        app.press(b"1")
        app.settle()
        yield app


def timed(app: PtyApp, keys: list[int]) -> list[float]:
    return [app.press(bytes([key]))[0] for key in keys]


def test_a_key_in_the_filter(benchmark: Any, minimal: PtyApp, program: PtyApp) -> None:
    base = statistics.median(timed(minimal, LETTERS))
    program.press(b"/")
    program.settle()
    times = benchmark.pedantic(timed, (program, LETTERS), rounds=1)
    median, worst = statistics.median(times), max(times)
    benchmark.extra_info.update(
        minimal_ms=base * 1000,
        median_ms=median * 1000,
        worst_ms=worst * 1000,
        ratio=median / base,
    )
    assert median / base <= KEY_RATIO
    assert worst <= 6 * base


def test_a_move_of_the_cursor(benchmark: Any, minimal: PtyApp, program: PtyApp) -> None:
    base = statistics.median(timed(minimal, LETTERS))
    moves = [program.press(b"j") for _ in range(60)]
    times = benchmark.pedantic(timed, (program, [*b"jjjjkjjjkj"] * 20), rounds=1)
    written = statistics.median(count for _, count in moves)
    median = statistics.median(times)
    benchmark.extra_info.update(
        bytes=written,
        minimal_ms=base * 1000,
        median_ms=median * 1000,
        worst_ms=max(times) * 1000,
    )
    assert written <= CURSOR_BYTES
    assert median / base <= KEY_RATIO


def test_a_key_in_the_filter_writes_little(benchmark: Any, program: PtyApp) -> None:
    program.press(b"/")
    program.settle()

    def typed() -> list[int]:
        return [program.press(bytes([key]))[1] for key in LETTERS[:18]]

    counts = benchmark.pedantic(typed, rounds=1)
    benchmark.extra_info["bytes"] = max(counts)
    assert max(counts) <= FILTER_BYTES


def test_home_and_end_write_one_screen_each(benchmark: Any, program: PtyApp) -> None:
    def to_the_end() -> int:
        return program.press(b"G")[1] + program.press(b"g")[1]

    written = benchmark.pedantic(to_the_end, rounds=1)
    benchmark.extra_info["bytes"] = written
    assert written <= 3 * FILTER_BYTES


def test_an_idle_app_writes_nothing(benchmark: Any, program: PtyApp) -> None:
    assert benchmark.pedantic(program.settle, (3.0,), rounds=1) == b""


def test_memory_with_the_whole_library(benchmark: Any, program: PtyApp) -> None:
    megabytes = benchmark.pedantic(program.memory_mb, rounds=1)
    benchmark.extra_info["megabytes"] = megabytes
    assert megabytes <= MEMORY_MB


def test_the_start(benchmark: Any, home: Path) -> None:
    """The command as the DJ types it, with settings to read; medians side by side."""
    settings = home / "home" / "config" / "config.yaml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f"folders: [{home / 'music'}]\ncolours: dark\n", "utf-8")
    command = ("-m", "clubplanner", "app", "2026-11-28")
    ways = {
        "minimal": ((*CHILD, "minimal"), b"Ready"),
        "painted": (command, b"Library"),
        "filled": (command, b"Rivalry"),
    }

    def start(name: str) -> float:
        arguments, sign = ways[name]
        with PtyApp(arguments, home, {"CLUBPLANNER_HOME": "home"}) as app:
            taken = app.first_paint_s(sign)
            app.settle(0.3)
            return taken

    def starts() -> dict[str, float]:
        rounds = [{name: start(name) for name in ways} for _ in range(STARTS)]
        # The first one compiles.
        return {name: statistics.median(r[name] for r in rounds[1:]) for name in ways}

    median = benchmark.pedantic(starts, rounds=1)
    painted = median["painted"] / median["minimal"]
    filled = median["filled"] / median["minimal"]
    benchmark.extra_info.update(median, painted_ratio=painted, filled_ratio=filled)
    assert painted <= PAINT_RATIO
    assert filled <= FILLED_RATIO
