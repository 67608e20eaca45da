"""The cheapest walk from one song to another over others that may follow each other.

Without the rules about tracks the cheapest rest of a walk is known from every song on
(Bellman 1958). Walks are grown from their start in the order of what they cost with
that rest, which never says too much, so the first whole one is the cheapest of all
(A*; Hart, Nilsson, Raphael 1968). Of two that end alike and leave the same artists to
the rungs to come, only the cheaper one grows on (Feillet et al. 2004).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from clubplanner.builder.costs import NEVER, Ints

MOST_GROWN = 6_000
"""Walks grown at most; only a library of few artists, all of them wrong, needs more."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a walk goes over; song 0 is where it starts, song 1 where it ends.

    Attributes:
        link: cost of every step.
        fixed: cost of every song, negative where it may not be used.
        artist: number of every song's artist, 0 unknown.
        gap: songs of one artist stand farther apart than this (H2).
    """

    link: Ints
    fixed: Ints
    artist: Ints
    gap: int


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk begun, and how it may go on.

    Attributes:
        path: its songs, the start left out.
        next: songs that may come next, the cheapest rest first.
        cost: with each of them, up to and with it.
        least: with each of them and the cheapest rest.
        ended: what walks that leave as much to the songs to come have gone on to; they
            share it.
    """

    path: tuple[int, ...]
    next: Ints
    cost: Ints
    least: Ints
    ended: set[int]


def cheapest_walk(
    ground: Ground, count: tuple[int, int], *, is_short: bool
) -> list[int] | None:
    """Return the songs of the cheapest walk from song 0 to song 1, by their numbers.

    Each song stands in it once, and artists keep the gap, both ends counted.

    Args:
        ground: what it goes over.
        count: fewest and most songs.
        is_short: take the fewest songs, then the cheapest; else the cheapest of all.
    """
    least, most = count
    if not least and ground.link[0, 1] < NEVER:
        return []
    look = _Look(ground, most)
    lengths = range(max(1, least), most + 1)
    if not is_short:
        return look.best(lengths)
    tried = (look.best(range(length, length + 1)) for length in lengths)
    return next((walk for walk in tried if walk is not None), None)


_End = tuple[int, int, frozenset[tuple[int, int]]]
"""Songs of the whole walk, the place that comes next, and what is barred from it on."""


class _Look:
    """Grows walks over a ground."""

    def __init__(self, ground: Ground, most: int) -> None:
        self._ground = ground
        self._closed = ground.fixed < 0
        self._closed[:2] = True
        self._ahead = list(self._rests(most))
        self._ended: dict[_End, set[int]] = {}
        self._grown = 0

    def _rests(self, most: int) -> Iterator[Ints]:
        """Yield what comes behind each song at least, by the songs still to come."""
        ground = self._ground
        goal = ground.artist[1]
        rest = ground.link[:, 1].copy()
        for more in range(most):
            if goal and more < ground.gap:
                rest[ground.artist == goal] = NEVER
            yield rest
            on = np.where(self._closed, NEVER, ground.fixed + rest)
            rest = np.minimum(NEVER, (ground.link + on).min(axis=1))

    def best(self, lengths: range) -> list[int] | None:
        """Return the cheapest walk of one of some lengths."""
        walks: list[tuple[int, int, int, int]] = []
        begun: list[_Walk] = []

        def push(number: int, length: int, turn: int) -> None:
            one = begun[number]
            while turn < len(one.next) and int(one.next[turn]) in one.ended:
                turn += 1
            if turn < len(one.next):
                heappush(walks, (int(one.least[turn]), length, number, turn))

        def begin(path: tuple[int, ...], length: int, cost: int) -> None:
            begun.append(self._begun(path, length, cost))
            push(len(begun) - 1, length, 0)

        for length in lengths:
            begin((), length, 0)
        while walks and self._grown < MOST_GROWN:
            _, length, number, turn = heappop(walks)
            one, song = begun[number], int(begun[number].next[turn])
            path = (*one.path, song)
            if len(path) == length:
                return list(path)
            if song not in one.ended:
                one.ended.add(song)
                begin(path, length, int(one.cost[turn]))
            push(number, length, turn + 1)
        return None

    def _begun(self, path: tuple[int, ...], length: int, cost: int) -> _Walk:
        """Return a walk with all songs that may come next.

        Args:
            path: its songs so far.
            length: songs it will have.
            cost: of it so far.
        """
        self._grown += 1
        ground, place = self._ground, len(path) + 1
        closed = self._closed.copy()
        closed[list(path)] = True
        near = (0, *path)[max(0, place - ground.gap) :]
        artists = ground.artist[list(near)]
        closed |= np.isin(ground.artist, artists[artists > 0])
        costs = cost + ground.link[path[-1] if path else 0] + ground.fixed
        least = costs + self._ahead[length - place]
        least[closed] = NEVER
        open_ = np.flatnonzero(least < NEVER)
        order = open_[np.argsort(least[open_], kind="stable")]
        end = (length, place, self._barred(path, length))
        ended = self._ended.setdefault(end, set())
        return _Walk(path, order, costs[order], least[order], ended)

    def _barred(self, path: tuple[int, ...], length: int) -> frozenset[tuple[int, int]]:
        """Return what may not come again behind a walk, and up to which place."""
        gap, artist, here = self._ground.gap, self._ground.artist, len(path)
        until = [
            (int(artist[song]), min(place + gap, length))
            for place, song in enumerate((0, *path))
            if artist[song]
        ]
        songs = [(-song, length) for song in path]
        barred = {number: last for number, last in until if last > here}
        covered = {number for number, last in barred.items() if last == length}
        left = [one for one in songs if int(artist[-one[0]]) not in covered]
        return frozenset([*barred.items(), *left])
