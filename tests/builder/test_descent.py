"""Steepest descent: legal, never dearer, and at rest where no single move gains."""

import numpy as np
import pytest

from clubplanner.builder.costs import Ints
from clubplanner.builder.searching.descent import improve
from clubplanner.builder.searching.moves import ILLEGAL, judge, value
from clubplanner.builder.searching.task import Task
from tests.builder.test_searching import found, pools


def _worn(task: Task, plan: Ints, seed: int) -> Ints:
    """Return a legal plan with some songs exchanged for any others."""
    lots = np.random.RandomState(seed)
    for place in lots.permutation(np.flatnonzero(plan < task.free)):
        song = int(lots.choice(np.setdiff1d(np.arange(task.free), plan)))
        other = np.where(np.arange(len(plan)) == place, song, plan)
        if value(task, other) < ILLEGAL:
            plan = other
    return plan


def _never(steps: int) -> bool:
    return False


@pytest.mark.parametrize("seed", range(6))
def test_a_descent_ends_in_a_legal_plan_that_is_cheaper(seed: int) -> None:
    task = pools(seed, 200).first()
    worn = _worn(task, found(task)[0], seed)
    better = improve(task, worn, _never)
    assert value(task, better) < value(task, worn) < ILLEGAL
    assert len(set(better.tolist())) == len(better)
    for unit in task.units:
        place = better.tolist().index(unit.nodes[0])
        assert tuple(better[place : place + len(unit.nodes)]) == unit.nodes


@pytest.mark.parametrize("seed", range(3))
def test_behind_a_descent_no_two_songs_that_are_no_neighbours_want_to_swap(
    seed: int,
) -> None:
    task = pools(seed, 200).first()
    plan = improve(task, _worn(task, found(task)[0], seed), _never)
    places = np.flatnonzero(plan < task.free)
    pairs = [(a, b) for a in places for b in places if b > a + 1]
    swapped = np.repeat(plan[None, :], len(pairs), axis=0)
    for row, (a, b) in enumerate(pairs):
        swapped[row, [a, b]] = plan[[b, a]]
    assert judge(task, swapped).min() >= value(task, plan)


def test_a_descent_stops_when_told_to() -> None:
    task = pools(1, 200).first()
    worn = _worn(task, found(task)[0], 1)
    assert (improve(task, worn, lambda steps: True) == worn).all()
