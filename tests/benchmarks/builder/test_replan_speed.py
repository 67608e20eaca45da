"""Speed of the re-plan, as ratios to a fixed piece of work in the same run.

Run with ``pytest tests/benchmarks/builder --benchmark-enable --benchmark-only``. The
yardstick is that of the build: a min-plus product of fixed size in numpy.
"""

from statistics import median
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clubplanner.builder.build import build
from clubplanner.builder.instance import read_instance
from clubplanner.builder.replan import replan
from clubplanner.builder.stock import make_stock
from clubplanner.night.timeline import timeline
from tests.benchmarks.builder.test_build_speed import yardstick
from tests.builder.instances import make_instance

DRIFTS = {
    "seven-minutes-late": 420,
    "twenty-minutes-late": 1200,
    "four-minutes-early": -240,
    "a-minute-late": 60,
}


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS)
def test_the_rest_of_a_night_of_ten_thousand_tracks(
    benchmark: BenchmarkFixture, drift: int
) -> None:
    plan, library, context = read_instance(make_instance(3, 10_000, 5, 5))
    built = build(plan, library, context, seconds=None, steps=200)
    assert built.night is not None
    night = built.night
    stock = make_stock(night, library, context)
    item = timeline(night, context).items[len(night.slots) // 3]
    now = item.start + drift

    def once() -> float:
        began = process_time()
        result = replan(night, now, item.slot.id, stock, context)
        assert result.changes
        return process_time() - began

    unit = yardstick()
    benchmark(once)
    seconds = median(once() for _ in range(9))
    benchmark.extra_info |= {
        "ratio": round(seconds / unit, 2),
        "cpu_ms": round(1000 * seconds, 1),
    }
    assert seconds < 5 * unit
