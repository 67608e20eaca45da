"""What a relaxed plan remembers of the songs it has played: ng-sets.

Every song has a small set of songs it remembers. A plan that passes from song to song
forgets all that the next song does not remember, and may not play what it remembers
(ng-route relaxation, Baldacci, Mingozzi and Roberti 2011). A relaxed plan would live on
short cycles among alike songs; the sets grow where cycles turn up (dynamic
ng-relaxation, Roberti and Mingozzi 2014).
"""

from collections.abc import Sequence

import numpy as np

from tests.benchmarks.builder.relaxed import NEVER, REACHED, Ints

MOST = 6
"""Songs one song may remember: 64 states at most."""


class Memory:
    """States (song, what it remembers as played) and the moves between them.

    Args:
        links: cost of every link between songs.
        sets: the songs that each song remembers.
    """

    def __init__(self, links: Ints, sets: Sequence[Sequence[int]]) -> None:
        count = len(sets)
        sizes = np.array([1 << len(known) for known in sets], np.int64)
        self.first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        self.song = np.repeat(np.arange(count), sizes)
        self.plain = bool(len(self.song) == count)
        self._links = links
        if not self.plain:
            self._make_moves(sets)

    def _make_moves(self, sets: Sequence[Sequence[int]]) -> None:
        """List the moves between songs that share memories; the others forget all."""
        holders: dict[int, list[int]] = {}
        for song, known in enumerate(sets):
            for other in known:
                holders.setdefault(other, []).append(song)
        self._links = self._links.copy()
        moves = []
        for song in range(len(sets)):
            near = {*sets[song], *holders.get(song, [])}
            for other in sets[song]:
                near.update(holders[other])
            for after in sorted(near - {song}):
                moves.append(self._moves(song, after, sets))
                self._links[song, after] = NEVER
        every = np.concatenate(moves, axis=1)
        every = every[:, np.argsort(every[1], kind="stable")]
        self._from, self._to, self._cost = every[0], every[1], every[2].astype(np.int32)
        self._targets, self._begins = np.unique(self._to, return_index=True)

    def _moves(self, song: int, after: int, sets: Sequence[Sequence[int]]) -> Ints:
        """Return (from, to, cost) of the moves from one song's states to another's."""
        known, kept = sets[song], sets[after]
        codes = np.arange(1 << len(known))
        if after in known:
            codes = codes[codes >> known.index(after) & 1 == 0]
        target = np.zeros(len(codes), np.int64)
        for bit, other in enumerate(kept):
            if other == song:
                target |= 1 << bit
            elif other in known:
                target |= (codes >> known.index(other) & 1) << bit
        cost = np.full(len(codes), self._links[song, after], np.int64)
        return np.stack([self.first[song] + codes, self.first[after] + target, cost])

    def least(self, states: Ints) -> Ints:
        """Return the least value of each song's states."""
        if self.plain:
            return states
        found: Ints = np.minimum.reduceat(states, self.first)
        return found

    def reached(self, states: Ints, wanted: Ints | None) -> Ints:
        """Return the least cost of being about to start in every state.

        Args:
            states: the cost of having been in each.
            wanted: the songs that may start, None for all; others are left at NEVER.
        """
        songs = self.least(states)
        dense = minplus(songs, self._links, np.flatnonzero(songs < REACHED), wanted)
        if self.plain:
            return dense
        found = np.full(len(self.song), NEVER, np.int32)
        found[self.first] = dense
        moved = np.minimum.reduceat(states[self._from] + self._cost, self._begins)
        found[self._targets] = np.minimum(found[self._targets], moved)
        return found

    def before(self, states: Ints, state: int, wanted: int) -> int | None:
        """Return a state from which ``state`` is reached at just this cost."""
        song = int(self.song[state])
        if state == self.first[song]:
            total = states.astype(np.int64) + self._links[self.song, song]
            fits = np.flatnonzero((total == wanted) & (states < REACHED))
            if len(fits):
                return int(fits[0])
        if self.plain:
            return None
        low, high = np.searchsorted(self._to, [state, state + 1])
        part = states[self._from[low:high]].astype(np.int64) + self._cost[low:high]
        fits = np.flatnonzero(part == wanted)
        return int(self._from[low + fits[0]]) if len(fits) else None


BLOCK = 48
"""Rows of a min-plus product taken at once, so that they stay in the cache."""


def minplus(costs: Ints, links: Ints, rows: Ints, cols: Ints | None = None) -> Ints:
    """Return the least ``costs[i] + links[i, j]`` over some rows i, for some columns j.

    Columns that are not asked for are NEVER.
    """
    found = np.full(links.shape[1], NEVER, np.int32)
    if cols is not None and 2 * len(cols) < links.shape[1]:
        least = np.full(len(cols), NEVER, np.int32)
        size = max(BLOCK, BLOCK * links.shape[1] // max(1, 2 * len(cols)))
        for begin in range(0, len(rows), size):
            some = rows[begin : begin + size]
            part = links[some[:, None], cols] + costs[some, None]
            np.minimum(least, part.min(axis=0), out=least)
        found[cols] = least
        return found
    for begin in range(0, len(rows), BLOCK):
        some = rows[begin : begin + BLOCK]
        part = links[some] + costs[some, None]
        np.minimum(found, part.min(axis=0), out=found)
    return found


def grown(sets: list[list[int]], path: Sequence[int]) -> int:
    """Let songs inside the cycles of a path remember the song that came back.

    Args:
        sets: grown in place.
        path: songs in order, latest first or last.

    Returns:
        How many memories were added.
    """
    seen: dict[int, int] = {}
    added = 0
    for place, song in enumerate(path):
        if song in seen:
            inside = path[seen[song] + 1 : place]
            if len(inside) <= 2 * MOST and all(
                song in sets[other] or len(sets[other]) < MOST for other in inside
            ):
                for other in inside:
                    if song not in sets[other] and other != song:
                        sets[other].append(song)
                        added += 1
        seen[song] = place
    return added
