"""Which songs of a large library the search looks at.

The whole library would need a matrix of millions of transitions. A song is worth a
place in the pool where it is among the cheapest for some time of the night: over all,
and within its own band of tempo, so that every way across the tempi stays open; and
where it mixes cheaply into or out of an anchored track.
"""

from collections.abc import Iterator

import numpy as np

from clubplanner.builder.costs import Costs, Ints
from clubplanner.builder.searching.moves import clock, lowest
from clubplanner.builder.searching.task import Task

MOMENTS = 16
"""Times of the night at which songs are compared."""

FAR = 100_000
"""What a bridge counts when songs are compared."""

NAMED = 64
"""Songs each place of a plan names for the pool around it, for each of two reasons."""

MOST = 3_000
"""Songs of a library looked at for that."""

BAND = 250
"""Width of a band of tempo, 0.01 % of log tempo."""


def choose_pool(
    costs: Costs, songs: Ints, seams: Ints, length_s: int, size: int
) -> Ints:
    """Return at most about ``size`` of ``songs``, in their order.

    Args:
        costs: of all songs and the kept ones behind them.
        songs: those that may be placed.
        seams: numbers in ``costs`` of the anchored songs.
        length_s: of the night.
        size: songs wanted.
    """
    if len(songs) <= size:
        return songs
    moments = np.linspace(0, length_s, MOMENTS).astype(np.int32)
    rates = _rates(costs, songs, moments)
    keen = _band_ranks(costs, songs, rates)
    for value in _values(costs, songs, seams, rates):
        best = lowest(value, size)
        keen[best] = np.minimum(keen[best], np.arange(len(best)))
    chosen: Ints = songs[np.sort(lowest(keen, size))]
    return chosen


def _rates(costs: Costs, songs: Ints, moments: Ints) -> Ints:
    """Return slot costs by moment and song, for 240 s of the night each."""
    slots = costs.slots(songs[None, :], moments[:, None]).astype(np.int64)
    step = (costs.columns.play - costs.columns.overlap)[songs]
    rates: Ints = slots * 240 // np.maximum(step, 1)
    return rates


def _values(costs: Costs, songs: Ints, seams: Ints, rates: Ints) -> Iterator[Ints]:
    """Yield what songs are compared by: their cost at a moment, and beside a seam."""
    yield from rates
    usual = rates.min(axis=0)
    for seam in seams:
        seam_ = np.array([seam])
        yield _weighed(costs, seam_, songs) + usual
        yield _weighed(costs, songs, seam_) + usual


def _band_ranks(costs: Costs, songs: Ints, rates: Ints) -> Ints:
    """Return each song's best rank within its band of tempo, spread to be fair."""
    band = costs.columns.tempo[songs] // BAND
    best = np.full(len(songs), len(songs), np.int64)
    for row in rates[:: max(1, MOMENTS // 5)]:
        order = np.lexsort((row, band))
        first = np.searchsorted(band[order], band[order])
        ranks = np.empty(len(songs), np.int64)
        ranks[order] = 8 * (np.arange(len(songs)) - first)
        best = np.minimum(best, ranks)
    return best


def pool_around(task: Task, plan: Ints, songs: Ints, size: int) -> Ints:
    """Return about ``size`` of ``songs`` that may stand somewhere in a plan.

    Each place of a free song chooses those that stand well between its neighbours, and
    as many that go well with one of them, since the other may change too; a short song
    is cheap and leaves more to fill, so all counts by the time a song takes.

    Args:
        task: the plan is of it.
        plan: nodes in playing order.
        songs: numbers in ``task.costs`` of those that may be placed.
        size: songs wanted.
    """
    costs, starts = task.costs, clock(task, plan[None, :])[0]
    known = task.songs[plan].astype(np.int32)
    step = np.maximum(1, (costs.columns.play - costs.columns.overlap)[songs])
    songs, step = _fit(costs, songs, starts, step, known)
    places = np.flatnonzero(plan < task.free)
    slot = costs.slots(songs[None, :], starts[places][:, None]).astype(np.int32)
    above = known[np.maximum(places - 1, 0)][:, None]
    below = known[np.minimum(places + 1, len(plan) - 1)][:, None]
    into = _weighed(costs, above, songs[None, :])
    out = _weighed(costs, songs[None, :], below)
    into[places == 0], out[places == len(plan) - 1] = 0, 0
    keen = np.full(len(songs), len(songs), np.int64)
    for cost in (slot + into + out, slot + 2 * np.minimum(into, out)):
        best = _lowest_of_rows(cost * np.int32(240) // step, NAMED)
        ranks = np.tile(np.arange(best.shape[1]), len(best))
        np.minimum.at(keen, best.ravel(), ranks)
    keen[np.isin(songs, known)] = -1
    return songs[np.sort(np.argsort(keen, kind="stable")[:size])]


def _fit(
    costs: Costs, songs: Ints, starts: Ints, step: Ints, known: Ints
) -> tuple[Ints, Ints]:
    """Return the songs of a large library that suit some time, and the known."""
    if len(songs) <= MOST:
        return songs, step
    rates = [
        costs.slots(songs, np.full(len(songs), start)).astype(np.int64) * 240 // step
        for start in starts[:: max(1, len(starts) // 8)].tolist()
    ]
    mine = np.flatnonzero(np.isin(songs, known))
    few = np.union1d(lowest(np.minimum.reduce(rates), MOST), mine)
    return songs[few], step[few]


def _lowest_of_rows(values: Ints, count: int) -> Ints:
    """Return the columns of the lowest values of each row in order, ties by column."""
    width = values.shape[1]
    # Values that tell ties apart: which of equal ones a partition picks is not fixed.
    told = values * np.int64(width) + np.arange(width)
    best: Ints = np.sort(np.partition(told, min(count, width - 1))[:, :count]) % width
    return best


def _weighed(costs: Costs, rows: Ints, cols: Ints) -> Ints:
    """Return what mixing costs, a bridge more than anything else."""
    link, bridge = costs.links(rows, cols)
    weighed: Ints = np.where(bridge, link + FAR, link)
    return weighed
