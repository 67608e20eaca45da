"""A ladder: tracks that walk the tempo across a bridge, the cure of that bridge."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from clubplanner.builder.ladders.steps import LadderStep, ladder_steps, meeting_words
from clubplanner.builder.stock import Stock, make_stock
from clubplanner.music.tempo import format_bpm
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import (
    OCTAVE,
    Song,
    bridge_steps,
    is_bridge,
    tempo_move,
    tempo_steps,
)
from clubplanner.night.plan import Night
from clubplanner.night.songs import song_of

if TYPE_CHECKING:
    from clubplanner.builder.costs import Costs, Ints

MOST_TRACKS = 6
"""Longest ladder looked for."""

WIDEST_POOL, QUICK_POOL = 1400, 280
"""Tracks looked at, and where many ladders are tried: those between the two tempi, in
every band of tempo the ones that suit the theme best. Out of 5,000 tracks the few are a
fiftieth dearer, in a tenth of the time."""

MEET_STEPS = 2 * bridge_steps(5)
"""The widest step two decks can meet across, 0.01 % of log tempo: each moves 5 % at
most, about 10 % together (``grading.md`` C1, ``asked-for.md`` B6 and E2, after Digital
DJ Tips). It is not in the cost model, for which such a step is a bridge."""

_BAND = 200


@dataclass(frozen=True, slots=True)
class Ladder:
    """A walk of tempo through the library.

    Attributes:
        tracks: in playing order; empty when the two ends mix without help.
        cost: of all its transitions and of how well its tracks suit the theme.
        text: one sentence for people.
        steps: its transitions, from the outgoing end to the incoming one.
        meets: a shorter walk with steps so wide that both decks must move, which for
            the cost model are bridges; None where that saves no track.
    """

    tracks: tuple[Track, ...]
    cost: int
    text: str
    steps: tuple[LadderStep, ...] = ()
    meets: "Ladder | None" = None

    @property
    def bridges(self) -> int:
        """How many of its transitions are bridges for the cost model."""
        return sum(step.is_bridge for step in self.steps)


def ladder(
    outgoing: Track | float,
    incoming: Track | float,
    tracks: Sequence[Track] | Stock,
    context: Context,
    *,
    least: int = 0,
    most: int = MOST_TRACKS,
    without: Collection[str] = (),
    pool: int = WIDEST_POOL,
) -> Ladder | None:
    """Return the cheapest walk between two tracks or tempi without a bridge.

    The shortest path over transitions inside the pitch range (Bellman 1958), by the
    cost of the model: tempo, half and double time, key, energy step, genre, memory of
    the pair, affinity, rest. Beside it stands the walk with fewer tracks, if any, whose
    wide steps are mixed with both decks moving.

    Args:
        outgoing, incoming: the tracks to join, or tempi in BPM.
        tracks: the library, or its stock, which is faster; resting tracks and those
            without a BPM are left out.
        context: rules, theme and memory, already ``for_night``.
        least: tracks wanted at least, also between ends that mix without help.
        most: longest ladder wanted.
        without: paths of tracks that may not be used.
        pool: tracks looked at, at most.

    Returns:
        the ladder; one whose steps are met by both decks if there is no other; None if
        there is none of at most ``most`` tracks.
    """
    ends = _end(outgoing, context), _end(incoming, context)
    if ends[0].tempo is None or ends[1].tempo is None:
        return None
    stock = tracks if isinstance(tracks, Stock) else _stock(tracks, context)
    taken = frozenset(without)
    look = _Look(ends, (outgoing, incoming), stock, context, (least, most), taken, pool)
    if not least and not is_bridge(*ends, context.rules):
        return look.made(ends, 0)
    plain = look.ladder(bridge_steps(context.rules.pitch_range), is_short=False)
    # In a narrower pitch range than 5 % no deck moves that far.
    reach = min(MEET_STEPS, 2 * bridge_steps(context.rules.pitch_range))
    meets = look.ladder(reach, is_short=True)
    if plain is None:
        return meets
    if meets is None or len(meets.tracks) >= len(plain.tracks):
        return plain
    return replace(plain, meets=meets)


def _end(end: Track | float, context: Context) -> Song:
    if isinstance(end, Track):
        return song_of(end, context.theme)
    return Song("", bpm=end, tempo=tempo_steps(end) if end > 0 else None)


def _stock(tracks: Sequence[Track], context: Context) -> Stock:
    """Return a library's stock for a ladder of no night, hence without a curve."""
    nowhere = Night("", date.min, datetime.min, datetime.min)
    return make_stock(nowhere, tracks, context)


@dataclass(frozen=True)
class _Look:
    """Looks for walks between two ends.

    Attributes:
        ends: both ends as songs.
        given: both ends as given.
        stock: the library.
        context: rules, theme and memory.
        count: fewest and most tracks.
        without: paths that are taken.
        most: songs looked at.
    """

    ends: tuple[Song, Song]
    given: tuple[Track | float, Track | float]
    stock: Stock
    context: Context
    count: tuple[int, int]
    without: frozenset[str]
    most: int

    def ladder(self, reach: int, *, is_short: bool) -> Ladder | None:
        """Return the walk whose steps are at most ``reach``.

        Args:
            reach: 0.01 % of log tempo.
            is_short: take the fewest tracks, then the cheapest; else the cheapest.
        """
        import numpy as np

        from clubplanner.builder.costs import NEVER
        from clubplanner.builder.ladders.walk import Ground, cheapest_walk

        link = np.where(self._sizes > reach, NEVER, self._links)
        artists, gap = self._costs.columns.artist, self.context.rules.artist_gap
        ground = Ground(link, self._fixed, artists, gap)
        path = cheapest_walk(ground, self.count, is_short=is_short)
        if path is None:
            return None
        chosen = [self._songs[0], *(self._songs[n] for n in path), self._songs[1]]
        return self.made(chosen, sum(int(self._fixed[n]) for n in path))

    @cached_property
    def _songs(self) -> tuple[Song, ...]:
        """Both ends, and the songs between the two tempi that suit best."""
        return (*self.ends, *(self.stock.songs[int(n)] for n in self._pool()))

    def _pool(self) -> "Ints":
        import numpy as np

        columns, known = self.stock.costs.columns, self.stock.place
        first, last = (end.tempo or 0 for end in self.ends)
        way = tempo_move(first, last).steps
        low, high = min(0, way) - MEET_STEPS, max(0, way) + MEET_STEPS
        place = (columns.tempo - first - low) % OCTAVE
        usable = (columns.tempo >= 0) & ~self.stock.resting & (place <= high - low)
        taken = [*self.without, *(end.id for end in self.ends)]
        usable[[known[path] for path in taken if path in known]] = False
        every = np.flatnonzero(usable)
        if len(every) <= self.most:
            return every
        fixed, band = columns.fixed[every], place[every] // _BAND
        order = np.lexsort((fixed, band))
        turn = np.arange(len(order)) - np.searchsorted(band[order], band[order])
        best = order[np.argsort(turn, kind="stable")[: self.most]]
        return np.sort(every[best])

    @cached_property
    def _costs(self) -> "Costs":
        from clubplanner.builder.costs import Costs

        return Costs(self._songs, self.context, ())

    @cached_property
    def _fixed(self) -> "Ints":
        """What each song costs by itself."""
        import numpy as np

        return self._costs.columns.fixed.astype(np.int64)

    @cached_property
    def _links(self) -> "Ints":
        """What every step costs, without what a bridge weighs in the search."""
        import numpy as np

        from clubplanner.builder.costs import BRIDGE

        link = self._costs.matrix(np.arange(len(self._songs), dtype=np.int32))
        return (link % BRIDGE).astype(np.int64)

    @cached_property
    def _sizes(self) -> "Ints":
        """How wide every step is, 0.01 % of log tempo, octaves folded."""
        import numpy as np

        tempo = self._costs.columns.tempo
        step = np.abs(tempo[None, :] - tempo[:, None])
        sizes: Ints = np.minimum(step, np.abs(step - OCTAVE))
        return sizes

    def made(self, chosen: Sequence[Song], own: int) -> Ladder:
        """Return songs from end to end as a ladder; ``own`` is what the rungs cost."""
        between = chosen[1:-1]
        tracks = tuple(self.stock.tracks[self.stock.place[s.id]] for s in between)
        walked = self.given[0], *tracks, self.given[1]
        steps = ladder_steps(walked, chosen, self.context)
        cost = own + sum(step.terms.total for step in steps)
        return Ladder(tracks, cost, _sentence(self.given, tracks, steps), steps)


def _told(end: Track | float) -> str:
    """Return ``Inferno (122)`` for a track, ``128`` for a tempo."""
    if not isinstance(end, Track):
        return format_bpm(end)
    return f"{end.title or end.path} ({format_bpm(end.bpm)})"


def _sentence(
    ends: Sequence[Track | float], walk: Sequence[Track], steps: Sequence[LadderStep]
) -> str:
    start, goal = _told(ends[0]), _told(ends[1])
    goal += "" if isinstance(ends[1], Track) else " BPM"
    met = "; ".join(meeting_words(step) for step in steps if step.is_bridge)
    if not walk and met:
        return f"From {start} to {goal} without a ladder: {met}."
    if not walk:
        return f"{start} to {goal} mixes without a ladder."
    rungs = [
        f'"{track.title or track.path}" ({format_bpm(track.bpm)})' for track in walk
    ]
    named = " and ".join([", ".join(rungs[:-1]), rungs[-1]] if rungs[1:] else rungs)
    return f"From {start} to {goal} by way of {named}{': ' if met else ''}{met}."
