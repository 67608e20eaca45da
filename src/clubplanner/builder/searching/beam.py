"""A beam over slots: legal plans grown one slot at a time, ranked by what is to come.

Plans are gathered in layers by their number of slots; each knows its exact second. A
layer keeps at most ``width`` plans and few per last song, the best by cost so far plus
``Bounds`` (beam search with filtering, Ow and Morton 1988, guided as A* is, Hart,
Nilsson and Raphael 1968): it is the dynamic programme of ``relax`` run forward, with
the rules of the whole path held and exact times; only the bound is bucketed. Of two
plans with the same songs and the same last one only the cheaper stays (dominance, Held
and Karp 1962).

The bound lets songs come back and so promises too little, the more the longer a plan
has to go: a plan that is ahead in time looks dearer than it is. ``pace`` makes up for
that, so many thousandths of cost for every second a plan is ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.searching.frames import Frame
from clubplanner.builder.searching.labels import Labels, best, marks
from clubplanner.builder.searching.moves import clock, lowest
from clubplanner.builder.searching.relax import Bounds
from clubplanner.builder.searching.task import Unit
from clubplanner.builder.searching.totals import Totals

WORK = 32_000
"""Transitions looked at that count as one more step of the search."""

FEW = 20
"""Children compared when plans are kept by time, as a multiple of the width."""

LONG_AGO = -10_000
"""Slot at which an artist was heard who was not heard at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """A complete plan: its nodes, and its cost with prices as the beam saw it."""

    cost: int
    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class State:
    """What tells plans of a layer apart beside their songs.

    Attributes:
        stage: timed units placed.
        left: floating units still to place, as bits.
    """

    stage: int
    left: int


class Beam:
    """One run of the search.

    Args:
        frame: what to solve.
        bounds: cost to go of the same frame.
        width: plans kept per layer.
        tick: called once per layer with the steps it took; True stops the run.
        pace: thousandths of cost a second ahead is worth.
        apart_s: plans with the same last song are kept beside each other when they
            stand so many seconds apart; 0 for the few best whatever their time. It
            finds plans where times are tight, and worse ones where they are not.
    """

    def __init__(
        self,
        frame: Frame,
        bounds: Bounds,
        width: int,
        tick: Callable[[int], bool],
        *,
        pace: int = 0,
        apart_s: int = 0,
    ) -> None:
        self._frame, self._bounds, self._width, self._tick = frame, bounds, width, tick
        task = frame.task
        self._pace, self._apart_s = pace, apart_s
        self._size = len(frame.free)
        self._same = max(1, 2 * width // max(1, self._size))
        self._onward = np.ascontiguousarray(task.cost[:, frame.free])
        self._artist = task.artist[frame.free]
        self._advance = (task.play - task.overlap)[frame.free].astype(np.int64)
        self._lead = (self._advance * pace // 1000).astype(np.int32)
        self._totals = Totals(frame)
        self._marks = marks(task.nodes)
        self._layers: dict[int, dict[State, list[Labels]]] = {}
        self._complete: list[tuple[int, tuple[int, ...]]] = []

    def run(self, keep: int = 24) -> list[Found]:
        """Return up to ``keep`` complete plans, the cheapest first."""
        self._open()
        is_stopped = False
        while self._layers and not is_stopped:
            states = self._layers.pop(min(self._layers))
            for state in sorted(states):
                labels = best(states[state], self._width)
                self._finish(labels, state)
                self._grow(labels, state)
                work = self._size * len(labels.cost) // WORK
                is_stopped |= self._tick(1 + work)
        cheapest = dict.fromkeys(sorted(self._complete))
        return [Found(*found) for found in list(cheapest)[:keep]]

    def _open(self) -> None:
        """Put the empty plan (or the given beginning) into its layer."""
        frame, task = self._frame, self._frame.task
        heard = np.full((1, int(task.artist.max(initial=0)) + 1), LONG_AGO, np.int16)
        for place, node in enumerate(frame.path):
            heard[0, task.artist[node]] = place
        heard[0, 0] = LONG_AGO
        labels = Labels(
            cost=np.zeros(1, np.int64),
            rank=np.zeros(1, np.int64),
            start=np.array([frame.start], np.int64),
            over=np.array([frame.over], np.int64),
            last=np.array([frame.path[-1] if frame.path else -1], np.int64),
            total=np.zeros(1, np.int64),
            mark=np.zeros(1, np.uint64),
            path=np.array([frame.path], np.int64).reshape(1, -1),
            used=np.zeros((1, self._size), bool),
            heard=heard,
        )
        self._hand_on(labels, State(0, frame.everything))

    def _hand_on(self, labels: Labels, state: State) -> None:
        """Put plans into the layer they have grown to."""
        layer = self._layers.setdefault(labels.path.shape[1], {})
        layer.setdefault(state, []).append(labels)

    def _finish(self, labels: Labels, state: State) -> None:
        """Note the plans that may end here."""
        frame, count = self._frame, labels.path.shape[1]
        if not count or state.stage < len(frame.timed) or state.left:
            return
        low, high = frame.task.end
        fits = (labels.over >= low) & (labels.over <= high)
        if frame.is_closed:
            ends = [u.nodes[-1] for u in frame.units if u.back == -1]
            fits = labels.last == ends[0]
        fits &= (labels.total == 0) | (labels.total == count)
        for row in np.flatnonzero(fits):
            nodes = tuple(labels.path[row].tolist())
            self._complete.append((int(labels.cost[row]), nodes))

    def _grow(self, labels: Labels, state: State) -> None:
        """Hand on the children of a layer's plans."""
        frame, count = self._frame, labels.path.shape[1]
        if state.stage < len(frame.timed):
            self._place(state.stage, labels, state)
        for bit in range(len(frame.floats)):
            if state.left >> bit & 1:
                self._place(len(frame.timed) + bit, labels, state)
        is_placed = state.stage == len(frame.timed) and not state.left
        if not self._size or (is_placed and frame.is_closed):
            return
        room = np.flatnonzero((labels.total == 0) | (labels.total > count))
        if len(room):
            self._place_free(labels.rows(room), state)

    def _place_free(self, labels: Labels, state: State) -> None:
        """Hand on the best children with a free song placed next."""
        rank = self._ranks(labels, state)
        if rank is None:
            return
        if self._apart_s:
            row, song = self._cheapest_by_time(rank, labels.start, labels.total)
        else:
            row, song = self._cheapest_by_total(rank, labels.total)
        if not len(row):
            return
        task, count = self._frame.task, labels.path.shape[1]
        node = self._frame.free[song].astype(np.int64)
        over = labels.start[row] + task.play[node]
        cost = labels.cost[row] + self._bounds.slot_costs(labels.start[row], song)
        if count:
            cost += self._onward[labels.last[row], song]
        used, heard = labels.used[row], labels.heard[row]
        every = np.arange(len(row))
        used[every, song] = True
        heard[every, self._artist[song]] = count
        heard[:, 0] = LONG_AGO
        children = Labels(
            cost=cost,
            rank=rank[row, song].astype(np.int64),
            start=over - task.overlap[node],
            over=over,
            last=node,
            total=labels.total[row],
            mark=labels.mark[row] + self._marks[node],
            path=np.column_stack([labels.path[row], node]),
            used=used,
            heard=heard,
        )
        self._hand_on(children, state)

    def _ranks(self, labels: Labels, state: State) -> Ints | None:
        """Return the rank of each plan with each song behind it."""
        rank = self._bounds.ahead(state.stage, state.left, labels.start)
        if rank is None:
            return None
        task, count = self._frame.task, labels.path.shape[1]
        worth = labels.cost - labels.start * self._pace // 1000
        rank += worth[:, None].astype(np.int32)
        if count:
            rank += self._onward[labels.last]
        if self._pace:
            rank -= self._lead
        waiting = self._waiting(state)
        strain = self._totals.strain(labels.total, waiting, count + 1, labels.start)
        if strain is not None:
            rank += strain
        barred = labels.used
        if task.artist_gap:
            near = labels.heard >= count - task.artist_gap
            barred = barred | near.take(self._artist, axis=1)
        np.copyto(rank, NEVER, where=barred)
        return rank

    def _waiting(self, state: State) -> list[Unit]:
        """Return the units still to place."""
        frame, left = self._frame, state.left
        floats = [unit for n, unit in enumerate(frame.floats) if left >> n & 1]
        return [*frame.timed[state.stage :], *floats]

    def _cheapest_by_total(self, rank: Ints, totals: Ints) -> tuple[Ints, Ints]:
        """Return rows and songs of the best ranks for each number of slots."""
        kinds = np.unique(totals)
        if len(kinds) == 1:
            return self._cheapest(rank)
        found = []
        for kind in kinds:
            mine = np.flatnonzero(totals == kind)
            row, song = self._cheapest(rank[mine])
            found.append((mine[row], song))
        rows, songs = zip(*found, strict=True)
        return np.concatenate(rows), np.concatenate(songs)

    def _cheapest(self, rank: Ints) -> tuple[Ints, Ints]:
        """Return rows and songs of the best ranks, few of them with the same song."""
        found = []
        rest = rank.copy() if self._same > 1 else rank
        for _ in range(min(self._same, len(rank))):
            low = rest.min(axis=0)
            song = np.flatnonzero(low < NEVER // 2)
            if len(song) > self._width:
                edge = np.partition(low[song], self._width)[self._width]
                song = song[low[song] <= edge]
            row = rest[:, song].argmin(axis=0)
            found.append((row, song))
            if self._same > 1:
                rest[row, song] = NEVER
        rows, songs = zip(*found, strict=True)
        return np.concatenate(rows), np.concatenate(songs)

    def _cheapest_by_time(
        self, rank: Ints, starts: Ints, totals: Ints
    ) -> tuple[Ints, Ints]:
        """Return rows and songs of the best ranks, one per song, time and total."""
        few = lowest(rank.ravel(), FEW * self._width)
        row, song = np.divmod(few[rank.ravel()[few] < NEVER // 2], self._size)
        moment = (starts[row] + self._advance[song]) // self._apart_s
        kind = (moment * (int(totals.max()) + 1) + totals[row]) * self._size + song
        _, first = np.unique(kind, return_index=True)
        first = np.sort(first)[: self._width]
        return row[first], song[first]

    def _place(self, number: int, labels: Labels, state: State) -> None:
        """Hand on the plans with a unit placed next."""
        frame, task = self._frame, self._frame.task
        unit, count = frame.units[number], labels.path.shape[1]
        if not self._may_stand(unit, count):
            return
        implied = count + len(unit.nodes) - unit.back - 1
        counts = labels.total == 0
        counts |= (labels.total == implied) if unit.back else (labels.total > implied)
        starts = labels.over if task.gap[unit.nodes[0]] else labels.start
        rows = np.flatnonzero((starts >= unit.low) & (starts <= unit.high) & counts)
        if len(rows):
            rows = rows[self._is_legal(unit, labels, rows)]
        if unit.back:
            to_go = np.array(-unit.back - 1)
            rows = rows[self._totals.may_fill(to_go, starts[rows] + unit.step)]
        if not len(rows):
            return
        starts, cost = starts[rows], labels.cost[rows]
        if unit.extra is not None:
            cost = cost + unit.extra[starts - unit.low]
        if count:
            cost = cost + task.cost[labels.last[rows], unit.nodes[0]]
        to_go = self._bounds.behind(number, state.stage, state.left, starts)
        ahead = (starts + unit.step) * self._pace // 1000
        children = Labels(
            cost=cost,
            rank=cost + to_go - ahead,
            start=starts + unit.step,
            over=starts + unit.span,
            last=np.full(len(rows), unit.nodes[-1], np.int64),
            total=np.full(len(rows), implied) if unit.back < -1 else labels.total[rows],
            mark=labels.mark[rows] + self._marks[unit.nodes[0]],
            path=np.hstack([labels.path[rows], [unit.nodes] * len(rows)]),
            used=labels.used[rows],
            heard=self._heard(unit, labels.heard[rows], count),
        )
        behind = self._state_behind(number, state)
        if unit.back == -1 and (behind.stage < len(frame.timed) or behind.left):
            return
        self._hand_on(children, behind)

    def _heard(self, unit: Unit, heard: Ints, count: int) -> Ints:
        for offset, node in enumerate(unit.nodes):
            heard[:, self._frame.task.artist[node]] = count + offset
        heard[:, 0] = LONG_AGO
        return heard

    def _may_stand(self, unit: Unit, count: int) -> bool:
        """Whether a unit may come behind so many slots."""
        is_placed = not unit.front or count + 1 == unit.front
        return is_placed and (count > 0 or not unit.needs_one_above)

    def _state_behind(self, number: int, state: State) -> State:
        first = len(self._frame.timed)
        if number < first:
            return State(state.stage + 1, state.left)
        return State(state.stage, state.left & ~(1 << (number - first)))

    def _is_legal(self, unit: Unit, labels: Labels, rows: Ints) -> Ints:
        """Return where H1 (reprises) and H2 allow a unit behind a plan."""
        task, legal = self._frame.task, np.ones(len(rows), bool)
        paths, count = labels.path[rows], labels.path.shape[1]
        for offset, node in enumerate(unit.nodes[: task.artist_gap]):
            if task.artist[node]:
                near = paths[:, max(0, count - task.artist_gap + offset) :]
                same = task.artist[near] == task.artist[node]
                same &= ~(task.pinned[near] & task.pinned[node])
                legal &= ~same.any(axis=1)
        if task.has_twins:
            for offset, node in enumerate(unit.nodes):
                if task.twin[node]:
                    legal &= self._are_far_enough(unit, offset, paths)
        return legal

    def _are_far_enough(self, unit: Unit, offset: int, paths: Ints) -> Ints:
        """Return where a file played before comes long enough after that."""
        task, count = self._frame.task, paths.shape[1]
        played = task.twin[paths] == task.twin[unit.nodes[offset]]
        if not played.any():
            return np.ones(len(paths), bool)
        ahead = np.pad(paths, ((0, 0), (0, 1)), constant_values=unit.nodes[0])
        starts = clock(task, ahead)
        latest = count - 1 - played[:, ::-1].argmax(axis=1)
        gone = starts[:, -1] - starts[np.arange(len(paths)), latest]
        far: Ints = ~played.any(axis=1) | (gone + unit.starts[offset] >= task.reprise_s)
        return far
