"""Speed of the builder, as ratios to a fixed piece of work in the same run.

Run with ``pytest tests/benchmarks/builder --benchmark-enable --benchmark-only``. The
yardstick is a min-plus product of fixed size in numpy, which is the kind of work the
search spends its time on.
"""

from statistics import median
from time import process_time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clubplanner.builder.build import build
from clubplanner.builder.instance import read_instance
from clubplanner.builder.stock import make_stock
from clubplanner.builder.suggest import suggest
from tests.builder.instances import make_instance


def yardstick() -> float:
    """Return CPU seconds of the fixed work, the median of five goes."""
    square = np.arange(500 * 500, dtype=np.int32).reshape(500, 500) % 977
    goes = []
    for _ in range(5):
        began = process_time()
        row = np.zeros(500, np.int32)
        for _ in range(400):
            row = (square + row).min(axis=1) % 31
        goes.append(process_time() - began)
    return median(goes)


@pytest.mark.parametrize("tracks", [200, 1000, 5000, 10_000])
def test_a_night_of_five_hours(benchmark: BenchmarkFixture, tracks: int) -> None:
    night, library, context = read_instance(make_instance(3, tracks, 5, 5))
    unit = yardstick()
    began = process_time()
    built = benchmark.pedantic(  # type: ignore[no-untyped-call]
        build, (night, library, context), {"seconds": None}, rounds=1
    )
    ratio = (process_time() - began) / unit
    assert built.score is not None
    benchmark.extra_info |= {
        "ratio": round(ratio, 1),
        "bridges": built.score.bridges,
        "cost": built.score.terms.total,
        "steps": built.steps,
    }
    assert ratio < 120


def test_ten_thousand_suggestions(benchmark: BenchmarkFixture) -> None:
    night, library, context = read_instance(make_instance(3, 10_000, 5, 5))
    built = build(night, library, context, seconds=None, steps=300)
    assert built.night is not None
    stock = make_stock(built.night, library, context)
    unit = yardstick()
    benchmark(suggest, built.night, 7, stock, context, replace=True)
    began = process_time()
    suggest(built.night, 7, stock, context, replace=True)
    assert process_time() - began < unit
