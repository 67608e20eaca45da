"""Speed of imports, as ratios to ElementTree over the same file in the same run.

Sizes shrink by ``CLUBPLANNER_BENCH_SCALE`` (0.1 = a tenth of the tracks). Run with
``pytest tests/benchmarks/test_import_speed.py --benchmark-only``.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from clubplanner.exchange.incoming import Source
from clubplanner.exchange.rekordbox.xml_reading import KIND
from tests.exchange.large_files import rekordbox_xml

SCALE = float(os.environ.get("CLUBPLANNER_BENCH_SCALE", "1"))
TRACKS = int(20_000 * SCALE)
STATUS = Path("/proc/self/status")
PEAK = """
import re, sys
from pathlib import Path
from clubplanner.exchange.incoming import Source
from clubplanner.exchange.rekordbox.xml_reading import KIND
made = KIND.read(Source(Path(sys.argv[1])))
held = re.search(r"VmHWM:\\s*(\\d+) kB", Path(sys.argv[2]).read_text())
print(len(made.tracks), held[1])
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rekordbox XML with 2-8 TEMPO and 6 POSITION_MARK in each track."""
    return rekordbox_xml(tmp_path_factory.mktemp("xml") / "rekordbox.xml", TRACKS)


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def by_element_tree(path: Path) -> int:
    return sum(1 for _ in ElementTree.parse(path).iter())


def test_importing_a_rekordbox_collection(benchmark: Any, collection: Path) -> None:
    baseline = min(seconds(lambda: by_element_tree(collection)) for _ in range(3))
    made = benchmark.pedantic(lambda: KIND.read(Source(collection)), rounds=5)
    assert len(made.tracks) == TRACKS
    assert all(2 <= len(entry.beatgrid) <= 8 for entry in made.tracks)
    assert all(len(entry.cue_points) == 6 for entry in made.tracks)
    best = benchmark.stats.stats.min
    benchmark.extra_info.update(element_tree_s=baseline, ratio=best / baseline)
    assert best < 5 * max(SCALE, 0.1)
    assert best / baseline <= 3.5


@pytest.mark.skipif(not STATUS.exists(), reason="only /proc tells a peak of its own")
def test_the_memory_of_an_import(benchmark: Any, collection: Path) -> None:
    def peak() -> list[int]:
        command = [sys.executable, "-c", PEAK, str(collection), str(STATUS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [int(word) for word in done.stdout.split()]

    tracks, kilobytes = benchmark.pedantic(peak, rounds=1)
    benchmark.extra_info.update(peak_mb=kilobytes / 2**10)
    assert tracks == TRACKS
    assert kilobytes < 300 * 2**10
