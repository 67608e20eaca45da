"""A ladder: tracks that walk the tempo across a bridge, the cure of that bridge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clubplanner.builder.build import playable
from clubplanner.music.tempo import format_bpm
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Song, song_of, tempo_steps

if TYPE_CHECKING:
    from clubplanner.builder.costs import Costs, Ints

MOST_TRACKS = 6
"""Longest ladder looked for."""

WIDEST_POOL = 700
"""Tracks looked at: the ones that suit the theme best, in every band of tempo."""

_BAND = 200


@dataclass(frozen=True, slots=True)
class Ladder:
    """A walk of tempo through the library.

    Attributes:
        tracks: in playing order; empty when the two ends mix without help.
        cost: of all its transitions and of how well its tracks suit the theme.
        text: one sentence for people.
    """

    tracks: tuple[Track, ...]
    cost: int
    text: str


def ladder(
    outgoing: Track | float,
    incoming: Track | float,
    tracks: Sequence[Track],
    context: Context,
    *,
    most: int = MOST_TRACKS,
) -> Ladder | None:
    """Return the cheapest walk between two tracks or tempi without a bridge.

    The shortest path over transitions inside the pitch range (Bellman 1958), by the
    cost of the model: tempo, half and double time, key, energy step, genre, affinity.

    Args:
        outgoing, incoming: the tracks to join, or tempi in BPM.
        tracks: the library; resting tracks and those without a BPM are left out.
        context: rules, theme and memory.
        most: longest ladder wanted.

    Returns:
        the ladder, None if there is none of at most ``most`` tracks.
    """
    import numpy as np

    from clubplanner.builder.costs import Costs

    ends = [_end(outgoing, context), _end(incoming, context)]
    if any(end.tempo is None for end in ends):
        return None
    taken = {end.id for end in ends} | {end.artist for end in ends if end.artist}
    songs, by_id = playable((), tracks, context)
    songs = [s for s in songs if s.id not in taken and s.artist not in taken]
    costs = Costs([*songs, *ends], context, ())
    every = np.arange(len(songs), dtype=np.int32)
    pool = _suited(costs, every)
    while True:
        found = _walk(costs, pool, len(songs), most)
        if found is None:
            return None
        path, cost = found
        chosen = [songs[int(n)] for n in path]
        twice = _repeats(chosen)
        if twice is None:
            walk = tuple(by_id[song.id] for song in chosen)
            return Ladder(walk, cost, _sentence(ends, walk))
        pool = pool[pool != path[twice]]


def _end(end: Track | float, context: Context) -> Song:
    if isinstance(end, Track):
        return song_of(end, context.theme)
    return replace(Song("", bpm=end), tempo=tempo_steps(end) if end > 0 else None)


def _suited(costs: "Costs", every: "Ints") -> "Ints":
    """Return the songs that suit best within their band of tempo."""
    import numpy as np

    if len(every) <= WIDEST_POOL:
        return every
    columns = costs.columns
    fixed, band = columns.fixed[every], columns.tempo[every] // _BAND
    order = np.lexsort((fixed, band))
    first = np.searchsorted(band[order], band[order])
    turn = np.arange(len(order)) - first
    best = order[np.argsort(turn, kind="stable")[:WIDEST_POOL]]
    return np.sort(every[best])


def _walk(
    costs: "Costs",
    pool: "Ints",
    behind: int,
    most: int,
) -> tuple["Ints", int] | None:
    """Return the songs of the cheapest walk over the pool, and its cost."""
    import numpy as np

    from clubplanner.builder.costs import BRIDGE, NEVER

    out, into = np.array([behind]), np.array([behind + 1])
    direct = costs.links(out, into)
    best, length = (NEVER, 0) if direct[1][0] else (int(direct[0][0]), 0)
    if best < NEVER:
        return pool[:0], best
    if not len(pool):
        return None
    step = costs.matrix(pool).astype(np.int64)
    step[step >= BRIDGE] = NEVER
    fixed = costs.columns.fixed[pool].astype(np.int64)
    start, goal = (
        np.where(bridge, NEVER, link).astype(np.int64)
        for link, bridge in (costs.links(out, pool), costs.links(pool, into))
    )
    reached, came = [start + fixed], []
    for _ in range(most - 1):
        through = reached[-1][:, None] + step
        came.append(np.argmin(through, axis=0))
        reached.append(through.min(axis=0) + fixed)
    totals = [layer + goal for layer in reached]
    length = min(range(most), key=lambda n: int(totals[n].min()))
    at = int(np.argmin(totals[length]))
    if totals[length][at] >= NEVER:
        return None
    path = [at]
    for layer in range(length - 1, -1, -1):
        path.append(int(came[layer][path[-1]]))
    return pool[path[::-1]], int(totals[length][at])


def _repeats(songs: Sequence[Song]) -> int | None:
    """Return the place of the first song whose artist played before in the ladder."""
    for place, song in enumerate(songs):
        if song.artist and any(other.artist == song.artist for other in songs[:place]):
            return place
    return None


def _sentence(ends: Sequence[Song], walk: Sequence[Track]) -> str:
    start, goal = format_bpm(ends[0].bpm), format_bpm(ends[1].bpm)
    if not walk:
        return f"{start} to {goal} BPM mixes without a ladder."
    rungs = [
        f'"{track.title or track.path}" ({format_bpm(track.bpm)})' for track in walk
    ]
    named = " and ".join([", ".join(rungs[:-1]), rungs[-1]] if rungs[1:] else rungs)
    return f"From {start} to {goal} BPM by way of {named}."
