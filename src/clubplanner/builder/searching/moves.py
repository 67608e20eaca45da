"""Whole plans judged in batches, and the moves that make them better.

``judge`` times and prices many plans of one length at once, to the last digit of the
model. ``improve`` is a steepest descent over the neighbourhoods of sequencing problems:
exchange with an unused song, swap, or-opt (Or 1976), 2-opt reversal on directed costs
(Croes 1958), insertion and removal. A cheap estimate sieves the candidates, the judge
decides, so every accepted plan is legal and truly cheaper.
"""

from collections.abc import Callable, Iterator

import numpy as np

from clubplanner.builder.costs import BRIDGE, Ints
from clubplanner.builder.searching.task import Task, Unit

FIRST = 1_000_000_000_000
"""What a bridge counts when whole plans are compared: more than any sum of costs."""

ILLEGAL = 1 << 60
"""The value of a plan that breaks a hard rule."""

SIEVE = 160
"""Candidates of one neighbourhood that get past the estimate."""


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
    artists, pinned = task.artist[plans], task.pinned[plans]
    broken = np.zeros(len(plans), np.int64)
    for apart in range(1, min(task.artist_gap, plans.shape[1] - 1) + 1):
        same = artists[:, apart:] == artists[:, :-apart]
        same &= artists[:, apart:] != 0
        same &= ~(pinned[:, apart:] & pinned[:, :-apart])
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


def improve(task: Task, plan: Ints, tick: Callable[[int], bool]) -> Ints:
    """Return the plan after steepest descent, no worse than it was.

    Args:
        task: the nodes.
        plan: a legal plan.
        tick: called once per neighbourhood with the steps it took; True stops.
    """
    best = value(task, plan)
    better = True
    while better:
        better = False
        for batch in _neighbourhoods(task, plan):
            if tick(4):
                return plan
            if not len(batch):
                continue
            values = judge(task, batch)
            found = int(np.argmin(values))
            if values[found] < best:
                best, plan, better = int(values[found]), batch[found], True
                break
    return plan


def _neighbourhoods(task: Task, plan: Ints) -> Iterator[Ints]:
    state = _State(task, plan)
    yield _exchanges(state)
    yield _sieved(state, _swaps(state))
    yield _sieved(state, _moved_runs(state))
    yield _sieved(state, _reversals(state))
    yield _insertions(state)
    yield _removals(state)


class _State:
    """A plan with what the estimates need: its clock and slot costs by place."""

    def __init__(self, task: Task, plan: Ints) -> None:
        self.task, self.plan = task, plan
        self.starts = clock(task, plan[None, :])[0]
        self.is_free = plan < task.free
        unused = np.ones(task.free, bool)
        unused[plan[self.is_free]] = False
        self.unused = np.flatnonzero(unused)
        self.places = np.flatnonzero(self.is_free)
        self.slots = np.zeros((len(plan), task.nodes), np.int64)
        every = np.arange(task.free)[None, :]
        self.slots[:, : task.free] = task.slot_costs(every, self.starts[:, None])


def _link(task: Task, before: Ints, after: Ints) -> Ints:
    return task.cost[before, after].astype(np.int64)


def _exchanges(state: _State) -> Ints:
    """Return plans with one free song exchanged for an unused one."""
    task, plan, places, unused = state.task, state.plan, state.places, state.unused
    if not len(places) or not len(unused):
        return plan[None, :][:0]
    gain = state.slots[places][:, unused]
    gain -= state.slots[places, plan[places]][:, None]
    inner, outer = places > 0, places < len(plan) - 1
    before, after = plan[places[inner] - 1], plan[places[outer] + 1]
    gain[inner] += _link(task, before[:, None], unused[None, :])
    gain[inner] -= _link(task, before, plan[places[inner]])[:, None]
    gain[outer] += _link(task, unused[None, :], after[:, None])
    gain[outer] -= _link(task, plan[places[outer]], after)[:, None]
    chosen = lowest(gain.ravel(), SIEVE)
    row, song = np.divmod(chosen, len(unused))
    batch = np.repeat(plan[None, :], len(chosen), axis=0)
    batch[np.arange(len(chosen)), places[row]] = unused[song]
    return batch


def _swaps(state: _State) -> Ints:
    """Return plans with two free songs swapped."""
    places = state.places
    first, second = np.triu_indices(len(places), 1)
    batch = np.repeat(state.plan[None, :], len(first), axis=0)
    rows = np.arange(len(first))
    batch[rows, places[first]] = state.plan[places[second]]
    batch[rows, places[second]] = state.plan[places[first]]
    return batch


def _moved_runs(state: _State) -> Ints:
    """Return plans with a run of up to three pieces moved elsewhere."""
    breaks = np.array(cuts(state.task, state.plan))
    count = len(breaks)
    low, size, target = (
        part.ravel()
        for part in np.meshgrid(
            np.arange(count), np.arange(1, 4), np.arange(count), indexing="ij"
        )
    )
    fits = (low + size < count) & ((target < low) | (target > low + size))
    low, high, target = breaks[low[fits]], low[fits] + size[fits], breaks[target[fits]]
    high = breaks[high]
    gain = _moved_gain(state, low, high, target)
    best = lowest(gain, 4 * SIEVE)
    return state.plan[
        _moved_order(low[best], high[best], target[best], len(state.plan))
    ]


def _moved_gain(state: _State, low: Ints, high: Ints, target: Ints) -> Ints:
    """Return what the links change by when ``low`` to ``high`` moves to ``target``."""
    nowhere = state.task.nodes
    edge = np.pad(state.task.cost.astype(np.int64), (0, 1))
    plan = np.concatenate([[nowhere], state.plan, [nowhere]])
    before, first, last, after = plan[low], plan[low + 1], plan[high], plan[high + 1]
    above, below = plan[target], plan[target + 1]
    gain: Ints = edge[before, after] + edge[above, first] + edge[last, below]
    gain -= edge[before, first] + edge[last, after] + edge[above, below]
    return gain


def _moved_order(low: Ints, high: Ints, target: Ints, length: int) -> Ints:
    """Return the places of the old plan in the order of the new one, row by row."""
    place = np.arange(length)[None, :]
    low, high, target = low[:, None], high[:, None], target[:, None]
    size = high - low
    up = np.where(place < target + size, low + place - target, place - size)
    up = np.where((place < target) | (place >= high), place, up)
    down = np.where(place < target - size, place + size, low + place - target + size)
    down = np.where((place < low) | (place >= target), place, down)
    return np.where(target < low, up, down)


def _reversals(state: _State) -> Ints:
    """Return plans with a stretch played backwards that tears no unit."""
    length = len(state.plan)
    fits = np.zeros(length + 1, np.int64)
    fits[cuts(state.task, state.plan)] = 1
    torn = np.cumsum(1 - fits[:length])
    low, high = np.triu_indices(length, 2)
    whole = (torn[high] == torn[low]) & (fits[low] == 1) & (fits[high + 1] == 1)
    low, high = low[whole][:, None], high[whole][:, None]
    place = np.arange(length)[None, :]
    inside = (place >= low) & (place <= high)
    return state.plan[np.where(inside, low + high - place, place)]


def _insertions(state: _State) -> Ints:
    """Return plans with an unused song put in."""
    task, plan, unused = state.task, state.plan, state.unused
    breaks = np.array(cuts(state.task, state.plan))
    if not len(unused):
        return plan[None, :][:0]
    slots = state.slots[np.minimum(breaks, len(plan) - 1)][:, unused]
    gain = slots
    inner, outer = breaks > 0, breaks < len(plan)
    gain[inner] += _link(task, plan[breaks[inner] - 1][:, None], unused[None, :])
    gain[outer] += _link(task, unused[None, :], plan[breaks[outer]][:, None])
    both = inner & outer
    gain[both] -= _link(task, plan[breaks[both] - 1], plan[breaks[both]])[:, None]
    chosen = lowest(gain.ravel(), SIEVE)
    row, song = np.divmod(chosen, len(unused))
    return np.array(
        [np.insert(plan, breaks[r], unused[s]) for r, s in zip(row, song, strict=True)]
    )


def _removals(state: _State) -> Ints:
    """Return plans with one free song left out."""
    if len(state.plan) < 2:
        return state.plan[None, :][:0]
    return np.array([np.delete(state.plan, place) for place in state.places])


def _sieved(state: _State, batch: Ints) -> Ints:
    """Return the plans of a batch that look cheapest at the times of the old plan."""
    if len(batch) <= SIEVE:
        return batch
    task = state.task
    links = _link(task, batch[:, :-1], batch[:, 1:]).sum(axis=1)
    slots = state.slots[np.arange(batch.shape[1])[None, :], batch].sum(axis=1)
    return batch[lowest(links + slots, SIEVE)]


def lowest(values: Ints, count: int) -> Ints:
    """Return the places of the lowest values in order, ties by place."""
    if len(values) > count:
        edge = np.partition(values, count)[count]
        near = np.flatnonzero(values <= edge)
    else:
        near = np.arange(len(values))
    return near[np.argsort(values[near], kind="stable")][:count]
