"""A library made ready for the builder, kept while the library and the rules stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clubplanner.music.track import Track
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import Song
from clubplanner.night.fresh import kind_of
from clubplanner.night.plan import Night

if TYPE_CHECKING:
    from clubplanner.builder.costs import Costs, Ints


Remembered = Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Stock:
    """Tracks as songs and arrays: about 65 ms for 10,000, so a face keeps one.

    Attributes:
        tracks: those with a file and a known length, in the order of the library.
        songs: the same as the cost model knows them.
        costs: their costs on the curve of one night.
        place: number of a track by its path.
        artists: number of an artist in ``costs`` by folded name.
        resting: which tracks were played here too few weeks ago.
        after, before: per path, the tracks remembered as played right after it, or
            right before it, each with term M of the pair.
    """

    tracks: tuple[Track, ...]
    songs: tuple[Song, ...]
    costs: "Costs"
    place: Mapping[str, int]
    artists: Mapping[str, int]
    resting: "Ints"
    kinds: "Ints"
    after: "Remembered"
    before: "Remembered"

    def artist_number(self, name: str) -> int:
        """Return the number of an artist in the columns of ``costs``, -1 for none."""
        return self.artists.get(name, -1)


def make_stock(night: Night, tracks: Sequence[Track], context: Context) -> Stock:
    """Return the library as songs and arrays for a night's rules and curve."""
    # numpy costs 190 ms to import; nothing but building and suggesting needs it.
    import numpy as np

    from clubplanner.builder.costs import Costs

    here = context.for_night(night)
    usable = {t.path: t for t in tracks if t.path and t.length_s}
    songs = tuple(map(here.song_of, usable.values()))
    place = {song.id: n for n, song in enumerate(songs)}
    costs = Costs(songs, here, curve_of(night))
    column = costs.columns.artist
    artists = {song.artist: int(column[n]) for n, song in enumerate(songs)}
    hard = here.rules.weeks_hard
    rests = [song.weeks is not None and song.weeks < hard for song in songs]
    after, before = _remembered(place, here)
    return Stock(
        tuple(usable.values()),
        songs,
        costs,
        place,
        artists,
        np.array(rests, bool),
        np.array([kind_of(song) for song in songs], np.int8),
        after,
        before,
    )


def _remembered(
    place: Mapping[str, int], context: Context
) -> tuple[Remembered, Remembered]:
    """Return what the residency remembers of pairs, by outgoing and by incoming."""
    after: dict[str, tuple[tuple[int, int], ...]] = {}
    before: dict[str, tuple[tuple[int, int], ...]] = {}
    from clubplanner.builder.costs import remembered_cost

    for outgoing, incoming in context.known_pairs:
        memory = remembered_cost(context, Song(outgoing), Song(incoming))
        if incoming in place:
            known = after.get(outgoing, ())
            after[outgoing] = (*known, (place[incoming], memory))
        if outgoing in place:
            known = before.get(incoming, ())
            before[incoming] = (*known, (place[outgoing], memory))
    return after, before
