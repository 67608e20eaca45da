"""Sorting the library's list while it is filtered: the order is worked out once."""

from collections.abc import Container, Mapping, Sequence

from clubplanner.music.query import SORT_VALUES, sort_indexes
from clubplanner.music.track import Track
from clubplanner.tui.widgets.track_columns import TRACK_COLUMNS

LAST = "last"
"""Sorts by weeks since the last play at the venue, beside ``SORT_VALUES``."""

SORT_KEYS = (*SORT_VALUES, LAST)
"""Everything the list can be sorted by."""

KEY_OF_HEAD = {
    one.column.name: key for key, one in TRACK_COLUMNS.items() if key in SORT_KEYS
}
"""What each heading of the list sorts by."""


_WORDS = {"bpm": "BPM", "rating": "stars", "file": "file name", LAST: "last play"}
"""What people call keys that the query language has another word for."""

FIT = "fit"
"""Sorts by how well tracks follow the slot under the set's cursor, alone."""

FIT_HEAD = TRACK_COLUMNS[FIT].column.name
"""The heading of that."""


class Sorter:
    """Sorts views of one list of tracks by columns.

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


def arrows(keys: Sequence[str]) -> dict[str, str]:
    """Return per heading how the list is sorted by it: ``^``, ``v``; ``v2`` of several.

    Args:
        keys: the columns, the first one counting most.
    """
    heads = {key: head for head, key in KEY_OF_HEAD.items()} | {FIT: FIT_HEAD}
    signs: dict[str, str] = {}
    for place, key in enumerate(keys, 1):
        head = heads.get(key.removeprefix("-"))
        if head is not None:
            number = str(place) if len(keys) > 1 else ""
            signs[head] = ("v" if key.startswith("-") else "^") + number
    return signs


def sort_word(key: str) -> str:
    """Return what people call a key to sort by."""
    return _WORDS.get(key, key)


def order_words(keys: Sequence[str]) -> str:
    """Return an order in words: ``by key, then BPM downwards``, ``as found``."""
    words = [
        sort_word(key.removeprefix("-")) + (" downwards" if key.startswith("-") else "")
        for key in keys
    ]
    return f"by {', then '.join(words)}" if words else "as found"


def unseen_order(keys: Sequence[str], heads: Container[str]) -> str:
    """Return in words what of an order no heading shows: ``by album``, or nothing.

    Args:
        keys: the order.
        heads: the headings that are seen.
    """
    seen = {key for head, key in KEY_OF_HEAD.items() if head in heads} | {FIT}
    unseen = [key for key in keys if key.removeprefix("-") not in seen]
    return order_words(unseen) if unseen else ""
