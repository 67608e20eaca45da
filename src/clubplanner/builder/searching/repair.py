"""Opened places of a plan filled again: the quick half of destroy and repair.

Some slots of a plan are opened, anywhere in the night; what stands between them stays
as it is and only moves in time. A layered dynamic programme in which songs may come
back runs backwards over the open places, and a narrow beam runs forwards through them,
with the rules of the whole plan and exact times (large neighbourhood search, Shaw
1998). The number of slots stays the same, which makes it several times quicker than
``beam`` over a stretch; that one also finds other numbers of slots.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from clubplanner.builder.costs import NEVER, Ints
from clubplanner.builder.searching.moves import lowest
from clubplanner.builder.searching.task import Task

OPEN = -1
"""Stands in a layout for a place to fill."""

PULL = 10
"""Hundredths of cost by which a second too early or late draws plans back, squared and
spread over the places that are left to make up for it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What stays between two open places.

    Attributes:
        first, last: its nodes at both ends.
        cost: of its transitions and free slots.
        span: seconds from its start to the next slot's.
        low, high: first and last second at which it may start.
    """

    first: int
    last: int
    cost: int
    span: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Aim:
    """When a plan must arrive somewhere ahead.

    Attributes:
        places: open places in between.
        low, high: first and last second there.
        to_end: whether the last song before it plays to its end (a gap, or the end of
            the night) and is not mixed out of.
    """

    places: int
    low: int
    high: int
    to_end: bool


@dataclass(frozen=True)
class Growing:
    """Plans up to one open place, one row each.

    Attributes:
        cost: so far.
        start: second at which the next slot starts.
        over: second at which the last slot ends.
        songs: candidates placed so far, plans x open places.
        used: which candidates are placed, plans x candidates.
    """

    cost: Ints
    start: Ints
    over: Ints
    songs: Ints
    used: Ints


class Repair:
    """Fills opened places of the plans of one task.

    Args:
        task: what is solved.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        self._advance = (task.play - task.overlap).astype(np.int64)
        self._heads = {unit.nodes[0]: unit for unit in task.units}

    def dearness(self, plan: Ints, starts: Ints, opened: Ints, free: Ints) -> Ints:
        """Return how dear each song looks at opened places of a plan.

        Args:
            plan: the plan.
            starts: second at which each of its slots starts.
            opened: places, at least one.
            free: songs to compare.

        Returns:
            cost by song for each second it moves the night on; a short song is cheap
            and leaves more to fill.
        """
        moments = np.unique(self._task.bucket(starts[opened]))
        slot = self._task.slot_table[moments][:, free].min(axis=0)
        around = np.unique(plan[np.concatenate([np.maximum(opened - 1, 0), opened])])
        near = self._task.cost[around][:, free].min(axis=0)
        rate: Ints = (slot + near) / np.maximum(1, self._advance[free])
        return rate

    def fill(self, layout: Ints, songs: Ints, width: int, keep: int) -> Ints:
        """Return plans with the open places of a layout filled, the best first.

        Args:
            layout: nodes in playing order, ``OPEN`` at the places to fill.
            songs: what may be put there, none of them in the layout.
            width: plans kept per open place.
            keep: plans wanted at most.

        Returns:
            plans x slots; they hold the times and H2 as far as the songs put in are
            concerned, and no row where nothing was found.
        """
        work = _Layout(self, layout, songs)
        growing = work.grow(width)
        if not len(growing.cost):
            return layout[None, :][:0]
        best = lowest(growing.cost, keep)
        plans = np.repeat(layout[None, :], len(best), axis=0)
        plans[:, work.opened] = songs[growing.songs[best]]
        return plans


class _Layout:
    """One layout with the songs that may fill it."""

    def __init__(self, repair: Repair, layout: Ints, songs: Ints) -> None:
        self._repair, self._task = repair, repair._task
        self._songs, self._layout = songs, layout
        self.opened = np.flatnonzero(layout == OPEN)
        self._step = repair._advance[songs]
        self._usual = int(np.median(self._step))
        nodes = np.maximum(layout, 0)
        steps = np.where(layout == OPEN, self._usual, repair._advance[nodes])
        self._about = np.concatenate([[0], np.cumsum(steps)])
        edges = [-1, *self.opened.tolist(), len(layout)]
        self._runs = [
            self._run(a + 1, b) if b > a + 1 else None for a, b in pairwise(edges)
        ]
        self._links = self._task.cost[np.ix_(songs, songs)]
        artist = self._task.heard_as[songs]
        self._alike = artist[:, None] == artist[None, :]
        self._barred = self._near_artists(artist)
        self._to_go = self._backwards()
        self._aims = self._arrivals()

    def _run(self, low: int, high: int) -> Run:
        """Return what stays at the places ``low`` to ``high``."""
        task, repair, nodes = self._task, self._repair, self._layout[low:high]
        steps = repair._advance[nodes]
        gaps = task.gap[nodes[1:]]
        steps[:-1] += np.where(gaps, task.overlap[nodes[:-1]], 0)
        offsets = np.concatenate([[0], np.cumsum(steps)])
        moments = task.bucket(self._about[low] + offsets[:-1])
        cost = int(task.cost[nodes[:-1], nodes[1:]].sum())
        early, late = -NEVER, NEVER
        for offset, node in zip(offsets.tolist(), nodes.tolist(), strict=False):
            unit = repair._heads.get(node)
            if unit is not None:
                early = max(early, unit.low - offset)
                late = min(late, unit.high - offset)
        if high == len(self._layout):
            over = int(offsets[-2] + task.play[nodes[-1]])
            early = max(early, task.end[0] - over)
            late = min(late, task.end[1] - over)
        cost += int(task.slot_table[moments, nodes].sum())
        return Run(int(nodes[0]), int(nodes[-1]), cost, int(offsets[-1]), early, late)

    def _near_artists(self, artist: Ints) -> Ints:
        """Return which songs H2 bars from each open place, for what stays nearby."""
        gap, barred = self._task.artist_gap, []
        for place in self.opened.tolist():
            near = self._layout[max(0, place - gap) : place + gap + 1]
            heard = np.zeros(self._task.nodes + 1, bool)
            if gap:
                heard[self._task.heard_as[near[near != OPEN]]] = True
            barred.append(heard[artist])
        return np.array(barred)

    def _backwards(self) -> Ints:
        """Return what follows each song at each open place costs, songs coming back."""
        cost, last = self._task.cost, len(self.opened) - 1
        to_go = np.zeros((last + 1, len(self._songs)), np.int32)
        for n in range(last, -1, -1):
            run = self._runs[n + 1]
            into = 0 if run is None else cost[self._songs, run.first] + run.cost
            if n == last:
                to_go[n] = into
                continue
            moment = self._task.bucket(self._about[self.opened[n + 1]])
            ahead = to_go[n + 1] + self._task.slot_table[moment, self._songs]
            ahead[self._barred[n + 1]] = NEVER // 2
            if run is None:
                to_go[n] = (self._links + ahead[None, :]).min(axis=1)
            else:
                to_go[n] = into + (cost[run.last, self._songs] + ahead).min()
        return to_go

    def _arrivals(self) -> list[Aim | None]:
        """Return what each open place must arrive at in time, None for nothing."""
        aims: list[Aim | None] = []
        aim: Aim | None = None
        for n in range(len(self.opened) - 1, -1, -1):
            run = self._runs[n + 1]
            if run is None:
                if n == len(self.opened) - 1:
                    aim = Aim(0, *self._task.end, to_end=True)
                elif aim is not None:
                    aim = Aim(aim.places + 1, aim.low, aim.high, aim.to_end)
            elif run.low > -NEVER or run.high < NEVER:
                to_end = bool(self._task.gap[run.first])
                aim = Aim(0, run.low, run.high, to_end)
            elif aim is not None:
                low, high = aim.low - run.span, aim.high - run.span
                aim = Aim(aim.places + 1, low, high, aim.to_end)
            aims.append(aim)
        return aims[::-1]

    def grow(self, width: int) -> Growing:
        """Return plans with every open place filled."""
        growing = Growing(
            cost=np.zeros(1, np.int64),
            start=np.zeros(1, np.int64),
            over=np.zeros(1, np.int64),
            songs=np.zeros((1, 0), np.int64),
            used=np.zeros((1, len(self._songs)), bool),
        )
        for n in range(len(self.opened)):
            growing = self._passed(growing, n)
            if not len(growing.cost):
                break
            growing = self._filled(growing, n, width)
        return self._passed(growing, len(self.opened))

    def _passed(self, growing: Growing, n: int) -> Growing:
        """Return the plans behind what stays before the ``n``-th open place."""
        run = self._runs[n]
        if run is None or not len(growing.cost):
            return growing
        cost, start = growing.cost, growing.start
        if n:
            cost = cost + self._task.cost[self._songs[growing.songs[:, -1]], run.first]
            start = growing.over if self._task.gap[run.first] else start
        held = np.flatnonzero((start >= run.low) & (start <= run.high))
        return Growing(
            cost=cost[held] + run.cost,
            start=start[held] + run.span,
            over=start[held],
            songs=growing.songs[held],
            used=growing.used[held],
        )

    def _filled(self, growing: Growing, n: int, width: int) -> Growing:
        """Return the best plans with the ``n``-th open place filled."""
        moments = self._task.bucket(growing.start)
        value = self._task.slot_table[moments].take(self._songs, axis=1)
        value = value + growing.cost[:, None]
        run = self._runs[n]
        if run is not None:
            value += self._task.cost[run.last, self._songs]
        elif n:
            value += self._links[growing.songs[:, -1]]
        rank = value + self._to_go[n] + self._drift(growing, n)
        rank[self._barred_behind(growing, n)] = NEVER
        row, song = self._cheapest(rank, width)
        used = growing.used[row]
        used[np.arange(len(song)), song] = True
        start = growing.start[row]
        return Growing(
            cost=value[row, song],
            start=start + self._step[song],
            over=start + self._task.play[self._songs[song]],
            songs=np.column_stack([growing.songs[row], song]),
            used=used,
        )

    def _cheapest(self, rank: Ints, width: int) -> tuple[Ints, Ints]:
        """Return rows and songs of the best ranks, few of them with the same song."""
        rows, songs = [], []
        every = np.arange(rank.shape[1])
        for _ in range(min(len(rank), max(1, 2 * width // len(every)))):
            row = rank.argmin(axis=0)
            low = rank[row, every]
            song = lowest(low, width)
            song = song[low[song] < NEVER // 2]
            rows.append(row[song])
            songs.append(song)
            rank[row, every] = NEVER
        return np.concatenate(rows), np.concatenate(songs)

    def _drift(self, growing: Growing, n: int) -> Ints | int:
        """Return what plans lose that will arrive too early or too late."""
        aim = self._aims[n]
        if aim is None:
            return 0
        plays_out = aim.to_end and not aim.places
        step = self._task.play[self._songs] if plays_out else self._step
        arrive = growing.start[:, None] + step + aim.places * self._usual
        off = np.maximum(aim.low - arrive, arrive - aim.high)
        off = np.maximum(off, 0)
        if not aim.places:
            return np.where(off > 0, NEVER, 0)
        pull: Ints = np.minimum(off * off * PULL // (100 * aim.places), NEVER // 4)
        return pull

    def _barred_behind(self, growing: Growing, n: int) -> Ints:
        """Return which songs H1 and H2 bar behind each plan, plans x songs."""
        barred: Ints = growing.used | self._barred[n]
        gap = self._task.artist_gap
        for back in range(n - 1, -1, -1):
            if self.opened[n] - self.opened[back] > gap:
                break
            barred |= self._alike[growing.songs[:, back]]
        return barred
