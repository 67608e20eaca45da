"""Whole plans judged in batches: timed and priced to the last digit of the model."""

import numpy as np

from clubplanner.builder.costs import BRIDGE, Ints
from clubplanner.builder.searching.task import Task, Unit

FIRST = 1_000_000_000_000
"""What a bridge counts when whole plans are compared: more than any sum of costs."""

ILLEGAL = 1 << 60
"""The value of a plan that breaks a hard rule."""


def judge(task: Task, plans: Ints) -> Ints:
    """Return the value of each plan: bridges times ``FIRST`` plus cost.

    A plan that breaks a hard rule is worth ``ILLEGAL``.

    Args:
        task: the nodes.
        plans: one plan a row, as node numbers; units are in one piece.
    """
    links = task.cost[plans[:, :-1], plans[:, 1:]].astype(np.int64)
    bridges = (links >= BRIDGE).sum(axis=1)
    starts = clock(task, plans)
    cost = links.sum(axis=1) + bridges * (FIRST - BRIDGE)
    cost += task.slot_costs(plans, starts).sum(axis=1)
    broken = _broken(task, plans, starts)
    values: Ints = np.where(broken, ILLEGAL, cost)
    return values


def cuts(task: Task, plan: Ints) -> list[int]:
    """Return the places before which a plan may be cut without tearing a unit."""
    heads = {unit.nodes[0] for unit in task.units}
    fits = [n for n, node in enumerate(plan) if node < task.free or int(node) in heads]
    return [*fits, len(plan)]


def clock(task: Task, plans: Ints) -> Ints:
    """Return the second at which each slot of each plan starts."""
    steps = task.play[plans[:, :-1]] - np.where(
        task.gap[plans[:, 1:]], 0, task.overlap[plans[:, :-1]]
    )
    starts = np.zeros(plans.shape, np.int64)
    np.cumsum(steps, axis=1, out=starts[:, 1:])
    return starts


def _broken(task: Task, plans: Ints, starts: Ints) -> Ints:
    """Return how many of H1 (reprises), H2, H3 and H4 each plan breaks."""
    over = starts[:, -1] + task.play[plans[:, -1]]
    broken = ((over < task.end[0]) | (over > task.end[1])).astype(np.int64)
    for unit in task.units:
        broken += _unit_broken(unit, plans, starts)
    broken += _artists_broken(task, plans)
    if task.has_twins:
        broken += _reprises_broken(task, plans, starts)
    return broken


def _unit_broken(unit: Unit, plans: Ints, starts: Ints) -> Ints:
    rows = np.arange(len(plans))
    places = np.argmax(plans == unit.nodes[0], axis=1)
    begun = starts[rows, places]
    broken = (begun < unit.low) | (begun > unit.high)
    if unit.front:
        broken |= places + 1 != unit.front
    if unit.back:
        broken |= places + len(unit.nodes) - 1 != plans.shape[1] + unit.back
    if unit.needs_one_above:
        broken |= places == 0
    counted: Ints = broken.astype(np.int64)
    return counted


def _artists_broken(task: Task, plans: Ints) -> Ints:
    artists, broken = task.heard_as[plans], np.zeros(len(plans), np.int64)
    for apart in range(1, min(task.artist_gap, plans.shape[1] - 1) + 1):
        same = artists[:, apart:] == artists[:, :-apart]
        if same.any():
            same &= ~(task.pinned[plans[:, apart:]] & task.pinned[plans[:, :-apart]])
            broken += same.sum(axis=1)
    return broken


def _reprises_broken(task: Task, plans: Ints, starts: Ints) -> Ints:
    broken = np.zeros(len(plans), np.int64)
    for number in np.unique(task.twin[task.twin > 0]):
        nodes = np.flatnonzero(task.twin == number)
        times = np.sort(
            np.stack(
                [
                    starts[np.arange(len(plans)), np.argmax(plans == node, axis=1)]
                    for node in nodes
                ],
                axis=1,
            ),
            axis=1,
        )
        broken += (np.diff(times, axis=1) < task.reprise_s).sum(axis=1)
    return broken


def value(task: Task, plan: Ints) -> int:
    """Return the value of one plan."""
    return int(judge(task, plan[None, :])[0])


def lowest(values: Ints, count: int) -> Ints:
    """Return the places of the lowest values in order, ties by place."""
    if len(values) > count:
        edge = np.partition(values, count)[count]
        near = np.flatnonzero(values <= edge)
    else:
        near = np.arange(len(values))
    return near[np.argsort(values[near], kind="stable")][:count]
