"""A beam over the clock: legal plans grown slot by slot, ranked by what is to come.

Plans are gathered in cells by the time their next slot starts. A cell keeps at most
``width`` plans and one per last song, the best by cost so far plus ``Bounds`` (beam
search with filtering, Ow and Morton 1988, guided as A* is, Hart, Nilsson and Raphael
1968): it is the dynamic programme of ``relax`` run forward, with the rules of the whole
path held and exact times; only the bound is bucketed. Small libraries keep more plans
per last song; of two with the same songs and the same last one only the cheaper stays
(dominance, Held and Karp 1962).
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.frames import Frame
from clubplanner.builder.labels import Labels, Root, best, marks
from clubplanner.builder.moves import clock
from clubplanner.builder.relax import Bounds
from clubplanner.builder.task import Unit

CHILDREN = 3
"""Children a cell hands on, as a multiple of the beam's width."""

COUNTED = 3
"""How much narrower the beam is in cells that are split by the number of slots."""

WORK = 20_000
"""Transitions looked at that count as one more step of the search."""


@dataclass(frozen=True, slots=True)
class Found:
    """A complete plan: its nodes, and its cost with prices as the beam saw it."""

    cost: int
    nodes: tuple[int, ...]


_Key = tuple[int, int, int, int, int]
"""Bucket of the next start, stage, minus the slots so far where they matter, floats
left as bits, and the number of slots the night must have (0 while that is open)."""


class Beam:
    """One run of the search.

    Args:
        frame: what to solve.
        bounds: cost to go of the same frame.
        width: plans kept per cell.
        tick: called once per cell with the steps it took; True stops the run.
    """

    def __init__(
        self, frame: Frame, bounds: Bounds, width: int, tick: Callable[[int], bool]
    ) -> None:
        self._frame, self._bounds, self._width, self._tick = frame, bounds, width, tick
        task = frame.task
        self._size = len(frame.free)
        self._same = max(1, 2 * width // max(1, self._size))
        self._onward = np.ascontiguousarray(task.cost[:, frame.free])
        self._last_of = np.concatenate(
            [frame.free, np.array([u.nodes[-1] for u in frame.units], np.int32)]
        ).astype(np.int64)
        self._marks = marks(task.nodes)
        self._artists = task.artist[frame.free]
        self._waiting: dict[_Key, list[Labels]] = {}
        self._agenda: list[_Key] = []
        self._longest = 64
        self._paths = np.full((1024, self._longest), task.nodes, np.int16)
        self._filled = 0
        self._kept = 0
        self._complete: list[tuple[int, int]] = []

    def run(self, keep: int = 24) -> list[Found]:
        """Return up to ``keep`` complete plans, the cheapest first."""
        self._open()
        while self._agenda:
            key = heappop(self._agenda)
            self._expand(key, self._waiting.pop(key))
            work = len(self._last_of) * min(self._width, self._kept) // WORK
            if self._tick(1 + work):
                break
        cheapest = sorted(self._complete)[:keep]
        return [Found(cost, self._path(label)) for cost, label in cheapest]

    def _path(self, label: int) -> tuple[int, ...]:
        row = self._paths[label]
        return tuple(int(node) for node in row[row < self._frame.task.nodes])

    def _open(self) -> None:
        """Put the empty plan (or the given beginning) into its cell."""
        frame = self._frame
        path = np.array([frame.path], np.int32).reshape(1, -1)
        label = self._store(path)
        root = Root(
            cost=np.zeros(1, np.int64),
            start=np.array([frame.start]),
            over=np.array([frame.over]),
            count=np.array([len(frame.path)]),
            mark=np.zeros(1, np.uint64),
            label=label,
            last=np.array([frame.path[-1] if frame.path else -1]),
        )
        self._grow(root, 0, frame.everything, 0)

    def _store(self, paths: Ints) -> Ints:
        """Keep paths and return their labels."""
        count, long = paths.shape
        nothing = self._frame.task.nodes
        while long > self._longest:
            more = np.full_like(self._paths, nothing)
            self._paths = np.hstack([self._paths, more])
            self._longest *= 2
        while self._filled + count > len(self._paths):
            self._paths = np.vstack([self._paths, np.full_like(self._paths, nothing)])
        labels = np.arange(self._filled, self._filled + count)
        self._paths[labels, :long] = paths
        self._filled += count
        return labels

    def _expand(self, key: _Key, waiting: list[Labels]) -> None:
        """Keep the best of a cell and grow them."""
        width = self._width // COUNTED if key[2] else self._width
        chosen = best(waiting, max(width, 1), self._same)
        self._kept = len(chosen.code)
        paths = self._paths[chosen.parent]
        if int(chosen.count.max()) >= self._longest:
            paths = np.hstack([paths, np.full_like(paths, self._frame.task.nodes)])
        self._append(paths, chosen)
        last = self._last_of[chosen.code]
        root = Root(
            chosen.cost,
            chosen.start,
            chosen.over,
            chosen.count,
            chosen.mark,
            self._store(paths),
            last,
        )
        _, stage, _, left, total = key
        self._finish(root, stage, left, total)
        self._grow(root, stage, left, total)

    def _append(self, paths: Ints, chosen: Labels) -> None:
        """Write what each plan placed last behind its parent's path."""
        size = self._size
        free = np.flatnonzero(chosen.code < size)
        at = chosen.count[free] - 1
        paths[free, at] = self._frame.free[chosen.code[free]]
        for row in np.flatnonzero(chosen.code >= size):
            nodes = self._frame.units[int(chosen.code[row]) - size].nodes
            end = int(chosen.count[row])
            paths[row, end - len(nodes) : end] = nodes

    def _finish(self, root: Root, stage: int, left: int, total: int) -> None:
        """Note the plans that may end here."""
        frame = self._frame
        if stage < len(frame.timed) or left:
            return
        low, high = frame.task.end
        fits = (root.over >= low) & (root.over <= high)
        if frame.is_closed:
            ends = [u.nodes[-1] for u in frame.units if u.back == -1]
            fits = root.last == ends[0]
        if total:
            fits = fits & (root.count == total)
        for row in np.flatnonzero(fits):
            self._complete.append((int(root.cost[row]), int(root.label[row])))

    def _grow(self, root: Root, stage: int, left: int, total: int) -> None:
        """Hand on the children of a cell's plans."""
        frame = self._frame
        state = root, stage, left, total
        for number in range(stage, min(stage + 1, len(frame.timed))):
            self._place(number, *state)
        for bit in range(len(frame.floats)):
            if left >> bit & 1:
                self._place(len(frame.timed) + bit, *state)
        is_over = stage == len(frame.timed) and not left and frame.is_closed
        is_full = total and root.count[0] >= total
        if not (is_over or is_full):
            self._place_free(*state)

    def _place_free(self, root: Root, stage: int, left: int, total: int) -> None:
        """Hand on the best children with a free song placed next.

        All plans of a cell go on at about the same second, so of the children that end
        in the same song only the ``_same`` cheapest can matter.
        """
        task = self._frame.task
        second = int(root.start[0])
        slots = self._bounds.slot_costs(second)
        ahead = slots + self._bounds.to_go(stage, left, second)
        rank = np.repeat(ahead[None, :], len(root.label), axis=0)
        rank += root.cost[:, None].astype(np.int32)
        if root.last[0] >= 0:
            rank += self._onward[root.last]
        rank[self._blocked(root)] = NEVER
        nth = min(self._same, len(rank)) - 1
        edges = rank.min(axis=0) if not nth else np.partition(rank, nth, axis=0)[nth]
        limit = CHILDREN * self._width
        if len(edges) > limit:
            edges = np.where(edges > np.partition(edges, limit)[limit], 0, edges)
        edges = np.minimum(edges, NEVER - 1)
        row, song = np.nonzero(rank <= edges[None, :])
        if not len(row):
            return
        node = self._frame.free[song]
        over = root.start[row] + task.play[node]
        cost = root.cost[row] + slots[song]
        if root.last[0] >= 0:
            cost += task.cost[root.last[row], node]
        children = Labels(
            parent=root.label[row],
            code=song,
            cost=cost,
            rank=rank[row, song],
            start=over - task.overlap[node],
            over=over,
            count=root.count[row] + 1,
            mark=root.mark[row] + self._marks[node],
        )
        self._hand_on(children, stage, left, total)

    def _blocked(self, root: Root) -> Ints:
        """Return which songs each plan has played, or whose artist is too near."""
        task, size = self._frame.task, len(root.label)
        rows = np.arange(size)[:, None]
        longest = int(root.count.max())
        paths = self._paths[root.label, :longest]
        used = np.zeros((size, task.nodes + 1), bool)
        used[rows, paths] = True
        blocked = used[:, self._frame.free]
        if task.artist_gap and longest:
            back = root.count[:, None] - 1 - np.arange(min(task.artist_gap, longest))
            nodes = np.take_along_axis(paths, np.maximum(back, 0), axis=1)
            near = np.zeros((size, int(task.artist.max()) + 1), bool)
            near[rows, np.where(back >= 0, task.artist[nodes % task.nodes], 0)] = True
            near[:, 0] = False
            blocked |= near[:, self._artists]
        return blocked

    def _place(
        self, number: int, root: Root, stage: int, left: int, total: int
    ) -> None:
        """Hand on the plans with a unit placed next."""
        frame, task = self._frame, self._frame.task
        unit = frame.units[number]
        starts = root.over if task.gap[unit.nodes[0]] else root.start
        fits = (starts >= unit.low) & (starts <= unit.high)
        if unit.front:
            fits &= root.count + 1 == unit.front
        if unit.needs_one_above:
            fits &= root.count > 0
        implied = root.count + len(unit.nodes) - unit.back - 1
        if total:
            fits &= (implied == total) if unit.back else (implied < total)
        rows = np.flatnonzero(fits)
        rows = rows[self._is_legal(unit, root, rows)]
        if not len(rows):
            return
        starts = starts[rows]
        extra = np.zeros(len(rows), np.int64)
        if unit.extra is not None:
            extra = unit.extra[starts - unit.low]
        cost = root.cost[rows] + extra
        if root.last[0] >= 0:
            cost = cost + task.cost[root.last[rows], unit.nodes[0]]
        to_go = np.array(
            [self._bounds.behind(number, stage, left, int(s)) for s in starts]
        )
        children = Labels(
            parent=root.label[rows],
            code=np.full(len(rows), self._size + number),
            cost=cost,
            rank=cost + to_go,
            start=starts + unit.step,
            over=starts + unit.span,
            count=root.count[rows] + len(unit.nodes),
            mark=root.mark[rows] + self._marks[unit.nodes[0]],
        )
        if unit.back < -1:
            total = int(implied[rows[0]])
        if number < len(frame.timed):
            stage += 1
        else:
            left &= ~(1 << (number - len(frame.timed)))
        if unit.back == -1 and (stage < len(frame.timed) or left):
            return
        self._hand_on(children, stage, left, total)

    def _is_legal(self, unit: Unit, root: Root, rows: Ints) -> Ints:
        """Return where H1 (reprises) and H2 allow a unit behind a plan."""
        task, legal = self._frame.task, np.ones(len(rows), bool)
        paths, counts = self._paths[root.label[rows]], root.count[rows]
        for offset, node in enumerate(unit.nodes[: task.artist_gap]):
            back = counts[:, None] - 1 - np.arange(task.artist_gap - offset)
            near = np.take_along_axis(paths, np.maximum(back, 0), axis=1) % task.nodes
            if task.artist[node]:
                same = (task.artist[near] == task.artist[node]) & (back >= 0)
                same &= ~(task.pinned[near] & task.pinned[node])
                legal &= ~same.any(axis=1)
        if task.has_twins:
            for place in range(len(rows)):
                path = paths[place, : counts[place]]
                legal[place] &= all(
                    self._far_enough(unit, offset, path)
                    for offset, node in enumerate(unit.nodes)
                    if task.twin[node]
                )
        return legal

    def _far_enough(self, unit: Unit, offset: int, path: Ints) -> bool:
        """Whether a file played before comes long enough after that."""
        task = self._frame.task
        twins = np.flatnonzero(task.twin[path] == task.twin[unit.nodes[offset]])
        if not len(twins):
            return True
        ahead = np.append(path[int(twins[-1]) :], unit.nodes[0])
        gone = int(clock(task, ahead[None, :])[0, -1])
        return gone + unit.starts[offset] >= task.reprise_s

    def _hand_on(self, labels: Labels, stage: int, left: int, total: int) -> None:
        """Put children into the cells of their next start."""
        bucket = self._bounds.bucket(labels.start)
        counted = self._counted(stage, left)
        cell = bucket * 4096 + labels.count if counted else bucket * 4096
        order = np.argsort(cell, kind="stable")
        edges = np.flatnonzero(np.diff(cell[order])) + 1
        for part in np.split(order, edges):
            time = int(bucket[part[0]])
            count = int(labels.count[part[0]]) if counted else 0
            key = (time, stage, -count, left, total)
            piece = labels.rows(part)
            if key not in self._waiting:
                self._waiting[key] = []
                heappush(self._agenda, key)
            self._waiting[key].append(piece)

    def _counted(self, stage: int, left: int) -> bool:
        """Whether the number of slots so far matters to what is still to come."""
        frame = self._frame
        for number, unit in enumerate(frame.units):
            bit = number - len(frame.timed)
            pending = number >= stage if bit < 0 else bool(left >> bit & 1)
            if unit.front > 1 and pending:
                return True
            if unit.back < -1:
                return True
        return False
