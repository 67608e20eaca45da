"""What the command line costs before it does anything, next to a bare Python.

Run with ``pytest tests/benchmarks --benchmark-only``; the ratios are asserted, never
the milliseconds, which depend on the machine.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

BASELINE = "import argparse, dataclasses, json, re, sqlite3, yaml"
"""What any such program has to import."""

RUN = "import sys; from clubplanner.cli.main import main; sys.exit(main({!r}))"


def seconds(code: str, home: Path) -> float:
    """Return the shortest of five runs."""
    environ = {**os.environ, "CLUBPLANNER_HOME": str(home)}
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", code],
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        taken.append(time.perf_counter() - began)
    return min(taken)


@pytest.mark.parametrize(
    ("words", "most"), [(["--version"], 1.5), (["tracks", "--limit", "1"], 4.0)]
)
def test_the_start_of_a_command(
    benchmark: Any, tmp_path: Path, words: list[str], most: float
) -> None:
    baseline = seconds(BASELINE, tmp_path)
    code = RUN.format(words)
    benchmark.pedantic(seconds, args=(code, tmp_path), rounds=1)
    ratio = benchmark.stats["min"] / 5 / baseline
    benchmark.extra_info["times the imports alone"] = round(ratio, 2)
    assert ratio < most
