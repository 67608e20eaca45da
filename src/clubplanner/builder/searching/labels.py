"""Partial plans as columns, and which of them a layer of the beam keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from clubplanner.builder.costs import Ints

_SALT = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio in 64 bits: spreads node numbers into hashes of song sets."""


@dataclass(frozen=True)
class Labels:
    """Plans of equally many slots, one row each.

    Attributes:
        cost: so far.
        rank: cost so far plus what is to come, by which plans are compared.
        start: second at which the next slot starts.
        over: second at which the last slot ends, where a gap would start.
        last: node placed last, -1 where there is none.
        total: number of slots the night must have, 0 while that is open.
        mark: sum of the ``marks`` of the nodes placed.
        path: nodes in playing order, plans x slots.
        used: which free songs of the frame are placed, plans x songs.
        heard: slot at which each artist was last heard, plans x artists, long ago
            where never; column 0 is for the unknown artist, who may always play.
    """

    cost: Ints
    rank: Ints
    start: Ints
    over: Ints
    last: Ints
    total: Ints
    mark: Ints
    path: Ints
    used: Ints
    heard: Ints

    def rows(self, chosen: Ints) -> "Labels":
        """Return some of the plans."""
        return Labels(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


SHARES = 4
"""Numbers of slots a night may have among which the room for plans is shared."""


def marks(nodes: int) -> Ints:
    """Return a number per node whose sums tell sets of nodes apart (Zobrist 1970)."""
    ids = np.arange(1, nodes + 1, dtype=np.uint64) * _SALT
    mixed: Ints = (ids ^ (ids >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed


def best(waiting: Sequence[Labels], width: int) -> Labels:
    """Return the plans worth growing, the best first.

    Of two with the same nodes and the same last one only the better stays. Where plans
    differ in the number of slots they must have, no number takes all the room: which
    of them fills the night shows only at its end.

    Args:
        waiting: what has come into a layer.
        width: how many may stay.
    """
    every = waiting[0] if len(waiting) == 1 else _joined(waiting)
    order = np.argsort(every.rank, kind="stable")
    twins = every.mark[order] ^ (every.last[order].astype(np.uint64) * _SALT)
    _, first = np.unique(twins, return_index=True)
    first.sort()
    chosen = order[first]
    if len(chosen) > width:
        chosen = chosen[_shared(every.total[chosen], width)][:width]
    return every.rows(chosen)


def _joined(parts: Sequence[Labels]) -> Labels:
    """Return the plans of several parts, in their order."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts])
        for f in fields(Labels)
    }
    return Labels(**columns)


def _shared(totals: Ints, width: int) -> Ints:
    """Return places of plans, the best of each total first, in their order."""
    kinds = np.unique(totals)
    if len(kinds) == 1:
        return np.arange(width)
    share = max(1, width // min(len(kinds), SHARES))
    turn = np.zeros(len(totals), np.int64)
    for kind in kinds:
        mine = totals == kind
        turn[mine] = np.arange(int(mine.sum()))
    first = np.argsort(turn >= share, kind="stable")[:width]
    return np.sort(first)
