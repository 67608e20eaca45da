"""Columns of a table: how wide each gets, and which are left out when it is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: its heading; the key sorting goes by.
        width: cells at least.
        share: how large a part of the free width it gets, 0 for a fixed width.
        is_right: whether its text stands at the right.
        rank: columns of the highest rank are left out first; 0 is never left out.
    """

    name: str
    width: int
    share: int = 0
    is_right: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A column with its place: which it is, from which cell, how many cells."""

    index: int
    column: Column
    start: int
    width: int


def place(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """Lay columns out in ``width`` cells, one blank between two of them."""
    chosen = list(enumerate(columns))
    while _needed(chosen) > width and any(column.rank for _, column in chosen):
        chosen.remove(max(chosen, key=lambda pair: (pair[1].rank, pair[0])))
    free = max(0, width - _needed(chosen))
    shares = sum(column.share for _, column in chosen)
    placed: list[Placed] = []
    start = 0
    for index, column in chosen:
        extra = free * column.share // shares if column.share else 0
        free -= extra
        shares -= column.share
        placed.append(Placed(index, column, start, column.width + extra))
        start += column.width + extra + 1
    return tuple(placed)


def _needed(chosen: Sequence[tuple[int, Column]]) -> int:
    return sum(column.width + 1 for _, column in chosen) - 1


def bpm_text(bpm: float | None) -> str:
    """Return a tempo for a column, where the points stand below each other."""
    return "?" if bpm is None else f"{bpm:.1f}"
