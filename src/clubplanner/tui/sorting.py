"""Sorting the library's list while it is filtered: the order is worked out once."""

from collections.abc import Mapping, Sequence

from clubplanner.music.query import SORT_VALUES, sort_indexes
from clubplanner.music.track import Track

LAST = "last"
"""Sorts by weeks since the last play at the venue, beside ``SORT_VALUES``."""

SORT_KEYS = (*SORT_VALUES, LAST)
"""Everything the list can be sorted by."""

KEY_OF_HEAD = {
    "Title": "title",
    "Artist": "artist",
    "BPM": "bpm",
    "Key": "key",
    "E": "energy",
    "Time": "length",
    "Stars": "rating",
    "Genre": "genre",
    "Last": LAST,
}
"""What each heading of the list sorts by."""


class Sorter:
    """Sorts views of one list of tracks by up to two columns.

    Args:
        tracks: the library.
        weeks: per path whole weeks since a track was played, for ``last``.
    """

    def __init__(self, tracks: Sequence[Track], weeks: Mapping[str, int]) -> None:
        self._tracks = tracks
        self._values = {LAST: lambda track: weeks.get(track.path)}
        self._keys: tuple[str, ...] = ()
        self._places: list[int] = []

    def sort(self, view: Sequence[int], keys: tuple[str, ...]) -> list[int]:
        """Return a view sorted by ``keys``, the first one counting most."""
        if keys != self._keys:
            everything = range(len(self._tracks))
            ordered = sort_indexes(self._tracks, everything, keys, self._values)
            self._places = [0] * len(ordered)
            for place, index in enumerate(ordered):
                self._places[index] = place
            self._keys = keys
        return sorted(view, key=self._places.__getitem__)
