"""A proven lower bound on the cost of every legal plan.

``lower_bound`` says: every legal plan with at most as many bridges as the best plan
known costs at least this much (or no plan costs less than the best one known). The
proof, step by step; each step only ever lets more plans in or makes plans cheaper:

1. *Rules dropped.* H2 beyond neighbours and the 45 minutes of a reprise are dropped. A
   unit with a place in the night keeps a window of seconds instead, which that many
   different tracks can fill, and a price (3).
2. *Clock in buckets.* A start s lies in the bucket s // w. From a start in bucket b a
   step of d seconds leads into bucket b + d // w or b + ceil(d / w), wherever in b the
   start was; the relaxed plan may choose either. Slots cost the least of their bucket,
   windows and the end of the night hold if any second of the bucket does. Every legal
   plan is a relaxed plan that costs no more. With w = 1 the clock is exact.
3. *Each track once, priced.* For prices v >= 0, cost(P) + sum v_i (times_i(P) - 1) is
   at most cost(P) for a legal plan P, as it plays no track twice; likewise for a price
   of either sign on the slots before (or behind) a unit whose place fixes that number.
   The least of the left side over all relaxed plans is therefore a bound (Lagrangian
   relaxation, Held and Karp 1970). Prices are whole numbers: no rounding anywhere.
4. *Cycles.* Relaxed plans keep some memory of the tracks they played (``memory``);
   legal plans pass every such test.
5. *Bridges.* If the best plan known has none, links that are bridges are left out: they
   are in no plan with at most that many. Otherwise a bridge costs R = ``BRIDGE`` and
   R times the known number is taken off: for plans with at most that many bridges,
   cost(P) + R (bridges(P) - known) is at most cost(P).
6. *Songs left out.* Forward and backward costs give the least relaxed cost through a
   song. Where that is at least the cost of the best plan known, no better plan plays
   the song; it is left out of what follows. So the answer is the lesser of the last
   bound and the best cost known.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path
from time import monotonic

import numpy as np

from tests.benchmarks.builder.memory import grown
from tests.benchmarks.builder.relaxed import (
    BRIDGE,
    NEVER,
    REACHED,
    Ints,
    Record,
    Relaxed,
    UnknownShapeError,
)
from tests.benchmarks.builder.sweep import Open, Prices, Sweep
from tests.benchmarks.builder.sweep import Path as Relaxation

WIDTHS = ((32, 100), (8, 50), (4, 30), (2, 30), (1, 20))
"""Seconds of a bucket, and how many times the prices are changed at that width."""


@dataclass(frozen=True)
class Bound:
    """What was proven.

    Attributes:
        cost: no legal plan with as few bridges costs less; 0 where nothing was proven.
        width: seconds of a bucket at which it was proven; 1 is exact time.
        songs: free songs left at the end, of all.
        why: empty, or why there is no bound.
    """

    cost: int
    width: int = 0
    songs: tuple[int, int] = (0, 0)
    why: str = ""


def lower_bound(
    instance: Record,
    best: tuple[int, int],
    *,
    seconds: float = 300,
    widths: Sequence[tuple[int, int]] = WIDTHS,
    tell: Callable[[str], None] = lambda _: None,
) -> Bound:
    """Return a lower bound on the cost of every legal plan.

    Args:
        instance: tracks and night.
        best: bridges and cost of the best plan known.
        seconds: after which no finer width is begun.
        widths: as ``WIDTHS``.
        tell: called with a line now and then.
    """
    try:
        ascent = _Ascent(instance, best)
    except UnknownShapeError as error:
        return Bound(0, why=str(error))
    if not ascent.all_songs:
        return Bound(0, why="no song may be placed freely")
    until = monotonic() + seconds
    for width, rounds in widths:
        ascent.climb(width, rounds, until)
        tell(
            f"{width:3} s: bound {ascent.bound} of {best[1]}, "
            f"{len(ascent.night.rows)} songs left"
        )
        if monotonic() > until or ascent.bound >= best[1]:
            break
    return Bound(
        max(0, min(ascent.bound, best[1])),
        ascent.width,
        (len(ascent.night.rows), ascent.all_songs),
    )


class _Ascent:
    """Prices made better by subgradient steps, songs left out on the way.

    Args:
        instance: tracks and night.
        best: bridges and cost of the best plan known.
    """

    def __init__(self, instance: Record, best: tuple[int, int]) -> None:
        self._bridges, self._best = best
        self.night = Relaxed(instance, bridges_allowed=best[0] > 0)
        self.all_songs = len(self.night.rows)
        self._songs = np.zeros(self.all_songs)
        self._places = np.zeros(len(self.night.units))
        self._sets: list[list[int]] = [[] for _ in self.night.rows]
        self._grip = 1.0
        self._open: Open | None = None
        self.bound, self.width = -NEVER, 0

    def climb(self, width: int, rounds: int, until: float) -> None:
        """Change the prices ``rounds`` times, then leave songs out."""
        shortest = min([*self.night.step, *(unit.step for unit in self.night.units)])
        width = int(min(width, shortest))
        sweep = self._sweep(width)
        kept = self._songs, self._places
        idle, best_here, added = 0, -NEVER, 0
        self._grip = max(self._grip, 0.25)
        for turn in range(rounds):
            prices = self._prices()
            path = sweep.forward(prices)
            value = path.cost - sweep.credit(prices) - self._bridges * BRIDGE
            if path.cost >= REACHED:
                self.bound = self._best
                return
            if value > best_here:
                best_here, kept, idle = value, (self._songs, self._places), 0
            else:
                idle += 1
            if value > self.bound:
                self.bound, self.width = value, width
            if self.bound >= self._best or monotonic() > until:
                break
            added += grown(self._sets, path.songs)
            if idle > 4:
                self._grip, idle = self._grip * 0.6, 0
                self._songs, self._places = kept
            self._move(path, value)
            if added and turn % 4 == 3:
                sweep, added = self._sweep(width), 0
        self._songs, self._places = kept
        self._leave_out(sweep)

    def _sweep(self, width: int) -> Sweep:
        return Sweep(self.night, width, self._sets, self._open)

    def _prices(self) -> Prices:
        songs = np.rint(self._songs).astype(np.int32)
        return Prices(songs, [round(price) for price in self._places])

    def _move(self, path: Relaxation, value: int) -> None:
        """Take one step along the subgradient, as long as Polyak's rule says."""
        times = np.bincount(path.songs, minlength=len(self._songs)) - 1.0
        times[(times < 0) & (self._songs <= 0)] = 0
        off = np.zeros(len(self._places))
        for number, unit in enumerate(self.night.units):
            wanted = max(unit.front, unit.back) - 1
            if wanted > 0:
                off[number] = path.counted[number] - wanted
        size = float((times**2).sum() + (off**2).sum())
        if size:
            step = self._grip * (self._best - value) / size
            self._songs = np.maximum(0, self._songs + step * times)
            self._places = self._places + step * off

    def _leave_out(self, sweep: Sweep) -> None:
        prices = self._prices()
        sweep.forward(prices)
        credit = sweep.credit(prices) + self._bridges * BRIDGE
        tables = sweep.through()
        states = {mask: table - credit < self._best for mask, table in tables.items()}
        some = np.any([table.any(axis=0) for table in states.values()], axis=0)
        self._open = Open(sweep.width, states)
        some[0] |= not some.any()
        self._keep(np.flatnonzero(some))

    def _keep(self, chosen: Ints) -> None:
        place = {int(song): number for number, song in enumerate(chosen)}
        self._sets = [
            [place[other] for other in self._sets[song] if other in place]
            for song in chosen
        ]
        self._songs = self._songs[chosen]
        if self._open is not None:
            tables = self._open.states.items()
            self._open.states = {mask: table[:, chosen] for mask, table in tables}
        self.night.keep(chosen)


def main(arguments: Sequence[str] | None = None) -> None:
    """Bound one instance from a file, given the best plan known."""
    parser = ArgumentParser(description="Prove how good a plan can be.")
    parser.add_argument("instance", type=Path)
    parser.add_argument("--bridges", type=int, default=0)
    parser.add_argument("--cost", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=300)
    given = parser.parse_args(arguments)
    best = (given.bridges, given.cost)
    instance = loads(given.instance.read_text())
    found = lower_bound(instance, best, seconds=given.seconds, tell=print)
    print(found)  # noqa: T201


if __name__ == "__main__":
    main()
