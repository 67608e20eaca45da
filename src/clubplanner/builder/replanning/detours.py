"""Other ways to a goal: tracks of a stretch dropped, exchanged, others put in.

A beam search (Lowerre 1976) runs over the slots of the stretch. Every state knows its
exact second; of those that would reach the goal at about the same moment with as many
changes, and have as many slots too few or too many for a pin that counts them, only the
cheapest are kept. Tracks come from a small pool that has the best ones of every length,
so a moment can be met to a few seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from clubplanner.builder.costs import Ints
from clubplanner.builder.replanning.goals import Window
from clubplanner.builder.replanning.ground import (
    BAND_S,
    Ground,
    best_of_bands,
    topped_up,
)
from clubplanner.night.plan import Slot

CHANGE = 1000
"""What a change of the plan weighs beside its cost: "the floor notices"."""

CLASH = 1_000_000
"""What an artist that comes back too soon counts: worse than any cost but a bridge."""

MOST = 12
"""Changes in one stretch at most."""

_BEAM = 80
"""States kept after each slot; 300 find nothing cheaper than 80 on made nights."""

_SAME = 2
"""States kept that arrive at about the same moment with as many changes."""

_BUCKET_S = 12
"""Seconds that count as the same moment."""

_PER_PLACE = 24
"""Tracks tried at each place."""

_OPEN = 14
"""Places of a long stretch at which anything is tried, the most promising ones."""

_SECOND_WEIGHT = 10
"""What a second off the goal counts while states are compared."""


@dataclass(frozen=True, slots=True)
class Detour:
    """One way through a stretch.

    Attributes:
        slots: what stands in the stretch then; new slots have no id of the plan yet.
        when: the second at which the goal is reached.
        changes: tracks dropped, exchanged or put in.
        value: estimated cost, bridges and changes weighed in.
    """

    slots: tuple[Slot, ...]
    when: int
    changes: int
    value: int


@dataclass(frozen=True)
class _States:
    """Ways so far, one a row.

    Attributes:
        last: the node that stands last.
        start: the second at which it starts.
        cost: so far, changes weighed in.
        changes: how many.
        added: slots put in less slots dropped.
        trail: nodes so far, -1 where a slot was dropped.
        recent: artists of the last slots as far as the artist gap reaches, the nearest
            last, 0 for none; negative where the slot is pinned.
    """

    last: Ints
    start: Ints
    cost: Ints
    changes: Ints
    added: Ints
    trail: Ints
    recent: Ints

    def rows(self, chosen: Ints) -> "_States":
        """Return some of the states."""
        return _States(*(getattr(self, one.name)[chosen] for one in fields(self)))


class Search:
    """All ways through a stretch that are worth a look, cheapest first.

    Args:
        ground: the stretch.
        window: when its goal should be reached.
    """

    def __init__(self, ground: Ground, window: Window) -> None:
        self._ground, self._window = ground, window
        self._into, self._instead = self._options()
        self.found = self._run()

    def inside(self, window: Window) -> Iterator[Detour]:
        """Yield the ways that reach the goal inside a window, cheapest first."""
        when = self.found.start
        fits = (when >= window[0]) & (when <= window[1])
        yield from self._cheapest(np.flatnonzero(fits), self.found.cost)

    def nearest(self, window: Window, second_weight: int) -> Iterator[Detour]:
        """Yield ways by cost and by how far off they are; those in the window too."""
        when = self.found.start
        off = np.maximum(0, window[0] - when) + np.maximum(0, when - window[1])
        value = self.found.cost + second_weight * off.astype(np.int64)
        yield from self._cheapest(np.arange(len(when)), value)

    def _short(self, states: _States, place: int) -> Ints:
        """Return how many slots too few or too many stand above the next counted one.

        By way, for those that have come to ``place``; 0 where none is counted ahead.
        """
        g = self._ground
        ahead = min((one for one in g.must_add if one >= place), default=None)
        if ahead is None or (ahead > g.recount >= place):
            return np.zeros(len(states.last), np.int64)
        short: Ints = np.abs(g.must_add[ahead] - states.added)
        return short

    def _at_its_place(self, states: _States, place: int) -> _States:
        """Return the ways that keep a counted slot at its place, all if none does."""
        if place not in self._ground.must_add:
            return states
        return states.rows(_fitting(self._short(states, place) == 0))

    def _cheapest(self, rows: Ints, value: Ints) -> Iterator[Detour]:
        for row in rows[np.argsort(value[rows], kind="stable")]:
            yield self._detour(int(row))

    def _detour(self, row: int) -> Detour:
        """Return one finished way with its slots."""
        g, found = self._ground, self.found
        slots = []
        for node in found.trail[row]:
            if node >= len(g.pool):
                slots.append(g.kept[int(node) - len(g.pool)])
            elif node >= 0:
                slots.append(Slot(-1, g.stock.tracks[int(g.pool[node])]))
        return Detour(
            tuple(slots),
            int(found.start[row]),
            int(found.changes[row]),
            int(found.cost[row]),
        )

    def _options(self) -> tuple[dict[int, Ints], dict[int, Ints]]:
        """Return per place the tracks to put in above it, and in place of its slot."""
        g = self._ground
        every = np.arange(len(g.pool))
        into: dict[int, Ints] = {}
        instead: dict[int, Ints] = {}
        ranked: list[tuple[int, int]] = []
        for place in range(g.first, g.stop + 1):
            drops = place < g.stop and g.droppable(place)
            if not (drops or g.opens(place)) or not len(every):
                continue
            near = g.near(place)
            best = []
            if g.opens(place):
                gain = self._gain(place, place, every)
                into[place] = self._banded(gain, near)
                best += [gain[into[place]].min(initial=CHANGE * 9)]
            if drops:
                gain = self._gain(place, place + 1, every)
                instead[place] = self._banded(gain, near)
                best += [
                    gain[instead[place]].min(initial=CHANGE * 9),
                    self._left(place),
                ]
            ranked.append((int(min(best)), place))
        # With no track to put in, dropping is all there is.
        if not len(every):
            ranked = [
                (self._left(place), place)
                for place in range(g.first, g.stop)
                if g.droppable(place)
            ]
        self._open = {place for _, place in sorted(ranked)[:_OPEN]}
        return into, instead

    def _gain(self, place: int, below: int, nodes: Ints) -> Ints:
        """Return what tracks between two slots add to the cost, about.

        Args:
            place: where they start.
            below: the slot behind them; ``place`` where nothing gives way.
            nodes: the tracks.
        """
        g = self._ground
        above, start = g.node(place - 1), self._start(place)
        cost: Ints = g.cost[above, nodes] + g.stock.costs.slots(
            g.number[nodes], np.full(len(nodes), start)
        )
        if below < len(g.night.slots):
            cost = cost + g.cost[nodes, g.node(below)]
            cost -= g.cost[above, g.node(place)]
        if below > place:
            cost -= self._slot(np.array([g.node(place)]), np.array([start]))[0]
            if below < len(g.night.slots):
                cost -= g.cost[g.node(place), g.node(below)]
        return cost

    def _left(self, place: int) -> int:
        """Return what leaving a slot out adds to the cost."""
        g = self._ground
        above, node = g.node(place - 1), g.node(place)
        cost = -g.cost[above, node]
        cost -= self._slot(np.array([node]), np.array([self._start(place)]))[0]
        if place + 1 < len(g.night.slots):
            below = g.node(place + 1)
            cost += g.cost[above, below] - g.cost[node, below]
        return int(cost)

    def _start(self, place: int) -> int:
        items = self._ground.items
        return items[place].start if place < len(items) else items[-1].end

    def _banded(self, gain: Ints, allowed: Ints) -> Ints:
        """Return the best allowed tracks, some of every length."""
        g, nodes = self._ground, np.flatnonzero(allowed)
        step = (g.play - g.overlap)[nodes]
        chosen = best_of_bands(gain[nodes], step // (2 * BAND_S), 2)
        best = nodes[topped_up(chosen, gain[nodes], _PER_PLACE)]
        return best[np.argsort(gain[best], kind="stable")][:_PER_PLACE]

    def _slot(self, nodes: Ints, starts: Ints) -> Ints:
        """Return E, A and R of free slots; pinned and unknown ones cost nothing."""
        g = self._ground
        number = g.number[nodes]
        if not len(g.stock.songs):
            return np.zeros(number.shape, np.int64)
        cost = g.stock.costs.slots(np.maximum(number, 0), starts)
        free: Ints = np.where(number >= 0, cost, 0).astype(np.int64)
        return free

    def _run(self) -> _States:
        g = self._ground
        one = np.zeros(1, np.int64)
        states = _States(
            last=one + g.node(g.first - 1),
            start=one + g.items[g.first - 1].start,
            cost=one,
            changes=one,
            added=one,
            trail=np.full((1, 1), -1, np.int64),
            recent=g.artists_above()[None, :],
        )
        for place in range(g.first, g.stop + 1):
            if place in self._open and place in self._into:
                for _ in range(self._rounds()):
                    states = self._put_in(states, place)
            if place < g.stop:
                states = self._pass(states, place)
        return self._arrive(states)

    def _rounds(self) -> int:
        """Return how many tracks it may take above one slot to fill the time."""
        g = self._ground
        early, longest = self._window[0] - g.when, g.context.rules.max_play_s
        return 1 + max(0, 2 * early // longest) // max(1, len(self._open))

    def _put_in(self, states: _States, place: int) -> _States:
        more = self._extended(states, self._into[place], changes=1, added=1)
        return self._trimmed(_stacked([_padded(states), more]), place)

    def _pass(self, states: _States, place: int) -> _States:
        """Keep the slot at a place, drop it, or exchange it."""
        g, states = self._ground, self._at_its_place(states, place)
        if place == g.recount:
            states = replace(states, added=np.zeros_like(states.added))
        node = np.array([g.node(place)])
        found = [self._extended(states, node, changes=0, added=0)]
        if place in self._open and g.droppable(place):
            found.append(
                replace(
                    _padded(states),
                    cost=states.cost + CHANGE,
                    changes=states.changes + 1,
                    added=states.added - 1,
                )
            )
            if place in self._instead:
                others = self._instead[place]
                found.append(self._extended(states, others, changes=1, added=0))
        return self._trimmed(_stacked(found), place + 1)

    def _extended(
        self, states: _States, nodes: Ints, *, changes: int, added: int
    ) -> _States:
        """Return every state with every node behind it that its artists allow."""
        g = self._ground
        row, col = (
            part.ravel()
            for part in np.meshgrid(
                np.arange(len(states.last)), np.arange(len(nodes)), indexing="ij"
            )
        )
        node = nodes[col]
        fits = states.changes[row] + changes <= MOST
        if changes:
            fits &= ~(states.trail[row] == node[:, None]).any(axis=1)
        row, node = row[fits], node[fits]
        last, recent = states.last[row], states.recent[row]
        start = states.start[row] + g.play[last]
        start -= np.where(g.gap[node], 0, g.overlap[last])
        cost = states.cost[row] + g.cost[last, node] + self._slot(node, start)
        cost += CLASH * _clashes(recent, g.artist[node])
        return _States(
            node,
            start,
            cost + CHANGE * changes,
            states.changes[row] + changes,
            states.added[row] + added,
            np.concatenate([states.trail[row], node[:, None]], axis=1),
            np.concatenate([recent, g.artist[node][:, None]], axis=1)[:, 1:],
        )

    def _trimmed(self, states: _States, place: int) -> _States:
        """Keep the cheapest of those that would arrive at about the same moment."""
        when, ahead = self._projected(states, place)
        short = self._short(states, place)
        rows = _fitting(states.changes + short <= MOST)
        states, when, short = states.rows(rows), when[rows], short[rows]
        value = states.cost + ahead[rows] + CHANGE * short
        off = np.maximum(0, self._window[0] - when)
        off += np.maximum(0, when - self._window[1])
        group = (when // _BUCKET_S) * (MOST + 1) + states.changes
        group = group * (int(short.max(initial=0)) + 1) + short
        rows = best_of_bands(value, group, _SAME)
        urgent = value[rows] + _SECOND_WEIGHT * off[rows]
        order = rows[np.argsort(urgent, kind="stable")][:_BEAM]
        as_planned = np.flatnonzero(states.changes == 0)[:1]
        return states.rows(np.unique(np.concatenate([order, as_planned])))

    def _projected(self, states: _States, place: int) -> tuple[Ints, Ints]:
        """Return when states reach the goal if the rest stays, and their next link."""
        g = self._ground
        if place >= len(g.night.slots):
            return states.start + g.play[states.last], np.zeros_like(states.cost)
        node = g.node(place)
        start = states.start + g.play[states.last]
        start -= 0 if g.gap[node] else g.overlap[states.last]
        rest = g.when - g.items[place].start
        return start + rest, g.cost[states.last, node]

    def _arrive(self, states: _States) -> _States:
        states = self._at_its_place(states, self._ground.stop)
        when, ahead = self._projected(states, self._ground.stop)
        cost = states.cost + ahead
        for n, artist in enumerate(self._ground.artists_below()):
            cost += CLASH * _clashes(states.recent[:, n:], artist)
        return replace(states, start=when, cost=cost)


def _fitting(fits: Ints) -> Ints:
    """Return the rows that fit, every row where none does."""
    return np.flatnonzero(fits if fits.any() else ~fits)


def _clashes(recent: Ints, artist: Ints) -> Ints:
    """Return which artists come back within the gap; two pinned slots may."""
    same = np.abs(recent) == np.abs(artist)[..., None]
    both_pinned = (recent < 0) & (artist < 0)[..., None]
    found: Ints = (same & ~both_pinned & (recent != 0)).any(axis=-1)
    return found


def _padded(states: _States) -> _States:
    """Return states with a step in their trail at which nothing was placed."""
    nothing = np.full((len(states.last), 1), -1, np.int64)
    return replace(states, trail=np.concatenate([states.trail, nothing], axis=1))


def _stacked(parts: Sequence[_States]) -> _States:
    return _States(
        *(
            np.concatenate([getattr(part, one.name) for part in parts])
            for one in fields(_States)
        )
    )
