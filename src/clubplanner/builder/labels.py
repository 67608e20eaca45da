"""Partial plans as columns, and which of them a cell of the beam keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from clubplanner.builder.costs import Ints

_SALT = 0x9E3779B97F4A7C15
"""The golden ratio in 64 bits: spreads node numbers into hashes of song sets."""


@dataclass(frozen=True)
class Labels:
    """Plans waiting in a cell, one column per fact.

    ``code`` says what was placed last: a free song's number in the frame, or the count
    of free songs plus a unit's number.
    """

    parent: Ints
    code: Ints
    cost: Ints
    rank: Ints
    start: Ints
    over: Ints
    count: Ints
    mark: Ints

    def rows(self, chosen: Ints) -> "Labels":
        """Return some of the plans."""
        return Labels(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


@dataclass(frozen=True)
class Root:
    """The plans of a cell about to grow."""

    cost: Ints
    start: Ints
    over: Ints
    count: Ints
    mark: Ints
    label: Ints
    last: Ints


def marks(nodes: int) -> Ints:
    """Return a number per node whose sums tell sets of nodes apart (Zobrist 1970)."""
    ids = np.arange(1, nodes + 1, dtype=np.uint64) * np.uint64(_SALT)
    mixed: Ints = (ids ^ (ids >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed


def best(waiting: Sequence[Labels], width: int, same: int) -> Labels:
    """Return the plans worth growing, the best first.

    Args:
        waiting: what has come into a cell.
        width: how many may stay.
        same: how many of them may end in the same song.
    """
    every = Labels(
        **{
            f.name: np.concatenate([getattr(part, f.name) for part in waiting])
            for f in fields(Labels)
        }
    )
    order = np.argsort(every.rank, kind="stable")
    code = every.code[order]
    twins = every.mark[order] ^ (code.astype(np.uint64) * np.uint64(_SALT))
    _, first = np.unique(twins, return_index=True)
    first.sort()
    by_code = np.argsort(code[first], kind="stable")
    grouped = code[first][by_code]
    turn = np.empty(len(first), np.int64)
    turn[by_code] = np.arange(len(first)) - np.searchsorted(grouped, grouped)
    return every.rows(order[first[turn < same][:width]])
