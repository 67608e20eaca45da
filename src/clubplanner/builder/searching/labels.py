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
    mark: Ints
    path: Ints
    used: Ints
    heard: Ints

    def rows(self, chosen: Ints) -> "Labels":
        """Return some of the plans."""
        return Labels(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


def marks(nodes: int) -> Ints:
    """Return a number per node whose sums tell sets of nodes apart (Zobrist 1970)."""
    ids = np.arange(1, nodes + 1, dtype=np.uint64) * _SALT
    mixed: Ints = (ids ^ (ids >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed


def best(waiting: Sequence[Labels], width: int) -> Labels:
    """Return the plans worth growing, the best first.

    Of two with the same nodes and the same last one only the better stays.

    Args:
        waiting: what has come into a layer.
        width: how many may stay.
    """
    every = Labels(
        **{
            f.name: np.concatenate([getattr(part, f.name) for part in waiting])
            for f in fields(Labels)
        }
    )
    order = np.argsort(every.rank, kind="stable")
    twins = every.mark[order] ^ (every.last[order].astype(np.uint64) * _SALT)
    _, first = np.unique(twins, return_index=True)
    first.sort()
    return every.rows(order[first[:width]])
