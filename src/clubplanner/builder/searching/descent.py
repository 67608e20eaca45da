"""Steepest descent from a plan to the best one near it.

The neighbourhoods are those of sequencing problems: exchange with an unused song, swap,
or-opt (Or 1976), 2-opt reversal on directed costs (Croes 1958), insertion and removal.
What a move would gain is estimated for all moves at once, at the times of the plan as
it is; ``judge`` decides among the few that look promising, so every accepted plan is
legal and truly cheaper.
"""

from collections.abc import Callable, Iterator

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.searching.moves import clock, cuts, judge, lowest, value
from clubplanner.builder.searching.task import Task

SIEVE = 60
"""Moves of one neighbourhood that are judged at most."""

LONGEST = 3
"""Pieces of the longest run that is moved."""

STEPS = 4
"""Steps that one look at all neighbourhoods counts."""


def improve(task: Task, plan: Ints, tick: Callable[[int], bool]) -> Ints:
    """Return the plan after steepest descent, no worse than it was.

    Args:
        task: the nodes.
        plan: a legal plan.
        tick: called once per plan passed with the steps it took; True stops.
    """
    best, is_better = value(task, plan), True
    while is_better and not tick(STEPS):
        is_better = False
        for batch in _neighbourhoods(task, plan):
            if not len(batch):
                continue
            values = judge(task, batch)
            found = int(values.argmin())
            if values[found] < best:
                best, plan, is_better = int(values[found]), batch[found], True
                break
    return plan


def _neighbourhoods(task: Task, plan: Ints) -> Iterator[Ints]:
    """Yield promising plans of as many slots, then of one more and of one fewer."""
    sketch = _Sketch(task, plan)
    yield np.concatenate(
        [
            _exchanges(sketch),
            _swaps(sketch),
            _moved_runs(sketch),
            _reversals(sketch),
        ]
    )
    yield _insertions(sketch)
    yield _removals(sketch)


class _Sketch:
    """A plan with what estimates need.

    Attributes:
        plan: nodes in playing order.
        places: where free songs stand.
        mine: the free songs there.
        slots: slot costs at the time of each place, places of the plan x nodes.
        put: slot and links of each free song at each of ``places``.
        own: the same of the song that stands there.
        link: transitions between all nodes, and no cost beyond both ends (node -1).
        early, late: seconds by which what stands from each place on may move at least
            and at most, the end of the night behind the last place.
    """

    def __init__(self, task: Task, plan: Ints) -> None:
        self.task, self.plan = task, plan
        self.places = np.flatnonzero(plan < task.free)
        self.mine = plan[self.places]
        starts = clock(task, plan[None, :])[0]
        self.slots = task.slot_table[task.bucket(starts)]
        self.early, self.late = _leeway(task, plan, starts)
        self.step = task.play - task.overlap
        self.link = task.open_ended
        ends = np.concatenate([[-1], plan, [-1]])
        above, below = ends[self.places], ends[self.places + 2]
        self.put = self.slots[self.places, : task.free] + self._links(above, below)
        self.own = self.put[np.arange(len(self.mine)), self.mine]

    def _links(self, above: Ints, below: Ints) -> Ints:
        """Return what mixing each free song in between costs, places x songs."""
        free = self.task.free
        links: Ints = self.link[above, :free] + self.link[:free, below].T
        return links

    def inserted(self, breaks: Ints) -> Ints:
        """Return what each free song adds where it is put in, breaks x songs."""
        ends = np.concatenate([[-1], self.plan, [-1]])
        above, below = ends[breaks], ends[breaks + 1]
        slots = self.slots[np.minimum(breaks, len(self.plan) - 1), : self.task.free]
        now = self.link[above, below][:, None]
        added: Ints = slots + self._links(above, below) - now
        return added


def _leeway(task: Task, plan: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Return how far what stands from each place on may move, the end as the last."""
    over = int(starts[-1] + task.play[plan[-1]])
    early = np.full(len(plan) + 1, task.end[0] - over)
    late = np.full(len(plan) + 1, task.end[1] - over)
    place = {node: n for n, node in enumerate(plan.tolist())}
    for unit in task.units:
        n = place[unit.nodes[0]]
        early[n] = max(early[n], unit.low - starts[n])
        late[n] = min(late[n], unit.high - starts[n])
    return (
        np.maximum.accumulate(early[::-1])[::-1],
        np.minimum.accumulate(late[::-1])[::-1],
    )


def _promising(gain: Ints) -> tuple[Ints, Ints]:
    """Return rows and columns of the moves that look best, where any do."""
    near = np.flatnonzero(gain.ravel() < 0)
    near = near[lowest(gain.ravel()[near], SIEVE)]
    return np.divmod(near, gain.shape[1])


def _exchanges(sketch: _Sketch) -> Ints:
    """Return plans with one free song exchanged for an unused one."""
    gain = sketch.put - sketch.own[:, None]
    gain[:, sketch.mine] = NEVER
    step = sketch.step
    later = step[: sketch.task.free] - step[sketch.mine][:, None]
    behind = sketch.places + 1
    gain[later < sketch.early[behind][:, None]] = NEVER
    gain[later > sketch.late[behind][:, None]] = NEVER
    row, song = _promising(gain)
    batch = np.repeat(sketch.plan[None, :], len(row), axis=0)
    batch[np.arange(len(row)), sketch.places[row]] = song
    return batch


def _swaps(sketch: _Sketch) -> Ints:
    """Return plans with two free songs swapped that are no neighbours."""
    places, mine = sketch.places, sketch.mine
    gain = sketch.put[:, mine] - sketch.own[:, None]
    gain = gain + gain.T
    gain[places[None, :] < places[:, None] + 2] = NEVER
    first, second = _promising(gain)
    batch = np.repeat(sketch.plan[None, :], len(first), axis=0)
    rows = np.arange(len(first))
    batch[rows, places[first]] = mine[second]
    batch[rows, places[second]] = mine[first]
    return batch


def _moved_runs(sketch: _Sketch) -> Ints:
    """Return plans with a run of up to three pieces moved elsewhere."""
    breaks, length = np.array(cuts(sketch.task, sketch.plan)), len(sketch.plan)
    found = [sketch.plan[None, :][:0]]
    for size, gain in enumerate(_moved_gains(sketch, breaks), 1):
        low, target = _promising(gain)
        order = _moved_order(breaks[low], breaks[low + size], breaks[target], length)
        found.append(sketch.plan[order])
    return np.concatenate(found)


def _moved_gains(sketch: _Sketch, breaks: Ints) -> Iterator[Ints]:
    """Yield what moving one piece, two or three gains, first piece x new break."""
    plan, link, heads = sketch.plan, sketch.link, breaks[:-1]
    ends = np.concatenate([[-1], plan, [-1]])
    before, after, number = ends[breaks], ends[breaks + 1], np.arange(len(breaks))
    into, out = link[before].T[plan[heads]], link[before[1:]][:, after]
    there = sketch.slots[np.minimum(breaks, len(plan) - 1)].T[plan[heads]]
    moved = there - sketch.slots[heads, plan[heads]][:, None]
    slots = np.zeros((len(breaks), len(breaks)), np.int64)
    for size in range(1, min(LONGEST, len(breaks) - 2) + 1):
        count = len(heads) - size + 1
        slots = moved[:count] + slots[1 : count + 1]
        gain = into[:count] + out[size - 1 :] - link[before, after] + slots
        closed = link[before[:count], after[size:]] - link[before[size:], after[size:]]
        gain += (closed - link[before[:count], after[:count]])[:, None]
        inside = number[None, :] - number[:count, None]
        gain[(inside >= 0) & (inside <= size)] = NEVER
        yield gain


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


def _reversals(sketch: _Sketch) -> Ints:
    """Return plans with a stretch played backwards that tears no unit."""
    plan, link, length = sketch.plan, sketch.link, len(sketch.plan)
    ends = np.concatenate([[-1], plan, [-1]])
    turned = link[plan[1:], plan[:-1]] - link[plan[:-1], plan[1:]]
    turned = np.concatenate([[0], np.cumsum(turned)])
    before, after = ends[:-2], ends[2:]
    gain = link[before[:, None], plan[None, :]] + link[plan[:, None], after[None, :]]
    gain += turned[None, :] - turned[:, None]
    gain -= link[before, plan][:, None] + link[plan, after][None, :]
    gain[~_whole(sketch)] = NEVER
    low, high = (part[:, None] for part in _promising(gain))
    place = np.arange(length)[None, :]
    inside = (place >= low) & (place <= high)
    batch = plan[np.where(inside, low + high - place, place)]
    moved = sketch.slots[place, batch].sum(axis=1) - sketch.slots[place, plan].sum()
    hopeful: Ints = batch[gain[low, high][:, 0] + moved < 0]
    return hopeful


def _whole(sketch: _Sketch) -> Ints:
    """Return which stretches, first x last place, may be played backwards."""
    length = len(sketch.plan)
    fits = np.zeros(length + 1, bool)
    fits[cuts(sketch.task, sketch.plan)] = True
    torn = np.cumsum(~fits[:length])
    whole = (torn[None, :] == torn[:, None]) & fits[:length, None] & fits[None, 1:]
    place = np.arange(length)
    stretches: Ints = whole & (place[None, :] > place[:, None] + 1)
    return stretches


def _insertions(sketch: _Sketch) -> Ints:
    """Return plans with an unused song put in."""
    breaks = np.array(cuts(sketch.task, sketch.plan))
    gain = sketch.inserted(breaks)
    gain[:, sketch.mine] = NEVER
    gain[sketch.step[: sketch.task.free] > sketch.late[breaks][:, None]] = NEVER
    row, song = _promising(gain)
    pairs = zip(breaks[row].tolist(), song.tolist(), strict=True)
    plans = [np.insert(sketch.plan, place, node) for place, node in pairs]
    return np.array(plans).reshape(-1, len(sketch.plan) + 1)


def _removals(sketch: _Sketch) -> Ints:
    """Return plans with one free song left out."""
    if len(sketch.plan) < 2:
        return sketch.plan[None, :][:0]
    fits = -sketch.step[sketch.mine] >= sketch.early[sketch.places + 1]
    plans = [np.delete(sketch.plan, place) for place in sketch.places[fits]]
    return np.array(plans).reshape(-1, len(sketch.plan) - 1)
