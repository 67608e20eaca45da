"""The builder against OR-Tools CP-SAT on nights small enough to be proven."""

import pytest

from clubplanner.builder.instance import solve_instance
from tests.benchmarks.builder.exact import optimum, small
from tests.builder.independent import check

pytest.importorskip("ortools", reason="OR-Tools comes with the extra bench")


@pytest.mark.parametrize(
    ("seed", "tracks", "hours"), [*((n, 9, 0.35) for n in range(8)), (1, 11, 0.45)]
)
def test_small_nights_are_built_as_cheaply_as_can_be(
    seed: int, tracks: int, hours: float
) -> None:
    instance = small(seed, tracks, hours)
    ids = optimum(instance, seconds=300)
    answer = solve_instance(instance, seconds=None)
    if ids is None:
        assert answer["answer"] is None
        return
    best = check(instance, ids)
    assert best["broken"] == []
    assert (answer["bridges"], answer["cost"]) == (best["bridges"], best["cost"])
