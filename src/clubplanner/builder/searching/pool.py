"""Which songs of a large library the search looks at.

The whole library would need a matrix of millions of transitions. A song is worth a
place in the pool where it is among the cheapest for some time of the night: over all,
and within its own band of tempo, so that every way across the tempi stays open; and
where it mixes cheaply into or out of an anchored track.
"""

import numpy as np

from clubplanner.builder.costs import Costs, Ints

MOMENTS = 16
"""Times of the night at which songs are compared."""

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
    keen = np.full(len(songs), len(songs), np.int64)
    for order in _orders(costs, songs, seams, rates):
        ranks = np.empty(len(songs), np.int64)
        ranks[order] = np.arange(len(order))
        keen = np.minimum(keen, ranks)
    keen = np.minimum(keen, _band_ranks(costs, songs, rates))
    best = np.argsort(keen, kind="stable")[:size]
    return songs[np.sort(best)]


def _rates(costs: Costs, songs: Ints, moments: Ints) -> Ints:
    """Return slot costs by moment and song, for 240 s of the night each."""
    slots = costs.slots(songs[None, :], moments[:, None]).astype(np.int64)
    step = (costs.columns.play - costs.columns.overlap)[songs]
    rates: Ints = slots * 240 // np.maximum(step, 1)
    return rates


def _orders(costs: Costs, songs: Ints, seams: Ints, rates: Ints) -> list[Ints]:
    """Return orders of the songs, the best first: by moment, and by seam."""
    orders = [np.argsort(row, kind="stable") for row in rates]
    usual = rates.min(axis=0)
    for seam in seams:
        seam_ = np.array([seam])
        for rows, cols in ((seam_, songs), (songs, seam_)):
            link, bridge = costs.links(rows, cols)
            total = np.where(bridge, link + 100_000, link) + usual
            orders.append(np.argsort(total, kind="stable"))
    return orders


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
