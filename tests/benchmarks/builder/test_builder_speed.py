"""Speed, memory and quality of the builder on nights of the benchmark's generator.

Run with ``pytest tests/benchmarks/builder --benchmark-enable --benchmark-only``; leave
the last word out to check memory and quality too. CPU time is told as a ratio to the
fixed work in numpy of ``test_build_speed``, done in the same run.
"""

from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clubplanner.builder.build import Progress, build
from clubplanner.builder.instance import read_instance
from tests.benchmarks.builder.best_known import best_known
from tests.benchmarks.builder.generate import generate
from tests.benchmarks.builder.report import run_apart, scorer_agrees
from tests.benchmarks.builder.test_build_speed import yardstick


@pytest.mark.parametrize(
    ("tracks", "most"), [(200, 120), (1000, 120), (10_000, 120), (50_000, 240)]
)
def test_a_generated_night(
    benchmark: BenchmarkFixture, tracks: int, most: float
) -> None:
    instance = generate(1, tracks, 3, 4)
    night, library, context = read_instance(instance)
    unit, began = yardstick(), process_time()
    first: list[float] = []

    def note(progress: Progress) -> None:
        if progress.cost is not None and not first:
            first.append(process_time() - began)

    more = {"seconds": None, "progress": note}
    benchmark.pedantic(build, (night, library, context), more, rounds=1)  # type: ignore[no-untyped-call]
    spent = process_time() - began
    benchmark.extra_info |= {
        "ratio": round(spent / unit, 1),
        "ratio of the first plan": round(first[0] / unit, 1),
    }
    assert spent / unit < most


@pytest.mark.parametrize("tracks", [200, 1000, 10_000])
def test_a_build_is_light_legal_and_near_the_best_known(tracks: int) -> None:
    instance = generate(1, tracks, 3, 4)
    run = run_apart(instance, None)
    best = best_known(instance, run.ids, 30)
    assert scorer_agrees(instance, run)
    assert run.memory < 300
    assert best is not None
    assert run.bridges == best[0]
    assert run.cost <= 1.03 * best[1]
