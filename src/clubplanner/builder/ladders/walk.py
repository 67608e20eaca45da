"""The cheapest walk from one song to another over others (Bellman 1958)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clubplanner.night.cost import Song

if TYPE_CHECKING:
    from clubplanner.builder.costs import Ints


def cheapest_walk(
    link: "Ints",
    fixed: "Ints",
    allowed: "Ints",
    count: tuple[int, int],
    *,
    is_short: bool,
) -> list[int] | None:
    """Return the songs of the cheapest walk from song 0 to song 1, by their numbers.

    Args:
        link: cost of every step.
        fixed: cost of every song.
        allowed: which songs may be used.
        count: fewest and most songs.
        is_short: take the fewest songs, then the cheapest; else the cheapest of all.
    """
    import numpy as np

    from clubplanner.builder.costs import NEVER

    least, most = count
    if not least and link[0, 1] < NEVER:
        return []
    rungs = np.flatnonzero(allowed)
    rungs = rungs[rungs > 1]
    if not len(rungs):
        return None
    step = link[np.ix_(rungs, rungs)]
    reached, came = [link[0, rungs] + fixed[rungs]], []
    for _ in range(most - 1):
        through = reached[-1][:, None] + step
        came.append(np.argmin(through, axis=0))
        reached.append(through.min(axis=0) + fixed[rungs])
    totals = [layer + link[rungs, 1] for layer in reached]
    lengths = range(max(0, least - 1), most)
    found = [n for n in lengths if int(totals[n].min()) < NEVER]
    if not found:
        return None
    length = found[0] if is_short else min(found, key=lambda n: int(totals[n].min()))
    path = [int(np.argmin(totals[length]))]
    for layer in range(length - 1, -1, -1):
        path.append(int(came[layer][path[-1]]))
    return [int(rungs[n]) for n in reversed(path)]


def repeated(songs: Sequence[Song], gap: int) -> int | None:
    """Return the place of the first rung too near another song of its artist (H2).

    Also of one that stands in the walk twice: there and back can be the cheapest way.
    """
    last = len(songs) - 1
    for place in range(1, last):
        song = songs[place]
        for other in (*range(place), last):
            near = abs(other - place) <= gap and song.artist == songs[other].artist
            if songs[other].id == song.id or (song.artist and near):
                return place
    return None
