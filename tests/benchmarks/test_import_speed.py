"""Speed of imports, as ratios to ElementTree over the same file in the same run.

Sizes shrink by ``CLUBPLANNER_BENCH_SCALE`` (0.1 = a tenth of the tracks). Run with
``pytest tests/benchmarks/test_import_speed.py --benchmark-only``.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from clubplanner.exchange.incoming import Source
from clubplanner.exchange.kinds import kind_of
from tests.exchange.large_files import rekordbox_xml, traktor_nml

SCALE = float(os.environ.get("CLUBPLANNER_BENCH_SCALE", "1"))
STATUS = Path("/proc/self/status")
PEAK = """
import re, sys
from pathlib import Path
from clubplanner.cli.main import main
code = main(["import", "--dry-run", "--json", sys.argv[1]])
held = re.search(r"VmHWM:\\s*(\\d+) kB", Path(sys.argv[2]).read_text())
print(code, held[1], file=sys.stderr)
"""


@dataclass(frozen=True)
class Made:
    """A collection of so many tracks, six cue points in each."""

    path: Path
    tracks: int


@pytest.fixture(scope="module", params=["rekordbox", "traktor"])
def collection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    folder = tmp_path_factory.mktemp("collection")
    if request.param == "rekordbox":
        count = int(20_000 * SCALE)
        return Made(rekordbox_xml(folder / "rekordbox.xml", count), count)
    count = int(10_000 * SCALE)
    return Made(traktor_nml(folder / "collection.nml", count), count)


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def by_element_tree(path: Path) -> int:
    return sum(1 for _ in ElementTree.parse(path).iter())


def test_importing_a_collection(benchmark: Any, collection: Made) -> None:
    path, source = collection.path, Source(collection.path)
    baseline = min(seconds(lambda: by_element_tree(path)) for _ in range(3))
    made = benchmark.pedantic(lambda: kind_of(source).read(source), rounds=5)
    assert len(made.tracks) == collection.tracks
    assert all(len(entry.cue_points) == 6 for entry in made.tracks)
    assert all(entry.beatgrid for entry in made.tracks)
    assert len(made.playlists[0].tracks) == collection.tracks
    best = benchmark.stats.stats.min
    benchmark.extra_info.update(element_tree_s=baseline, ratio=best / baseline)
    assert best < 5 * max(SCALE, 0.1)
    assert best / baseline <= 3.5


@pytest.mark.skipif(not STATUS.exists(), reason="only /proc tells a peak of its own")
def test_the_memory_of_the_whole_command(benchmark: Any, collection: Made) -> None:
    def peak() -> list[int]:
        command = [sys.executable, "-c", PEAK, str(collection.path), str(STATUS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert len(json.loads(done.stdout)["tracks"]) == collection.tracks
        return [int(word) for word in done.stderr.split()[-2:]]

    code, kilobytes = benchmark.pedantic(peak, rounds=1)
    benchmark.extra_info.update(peak_mb=kilobytes / 2**10)
    assert code == 0
    assert kilobytes < 300 * 2**10
