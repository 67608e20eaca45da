"""Sorting tracks by several columns: by key, then by BPM."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clubplanner.music.query.columns import key_place
from clubplanner.music.text import fold
from clubplanner.music.track import Track

ReadSortValue = Callable[[Track], Any]
"""Gives what a track is sorted by, None if it is unknown."""

SORT_VALUES: dict[str, ReadSortValue] = {
    "title": lambda track: fold(track.title) or None,
    "artist": lambda track: fold(track.artist) or None,
    "album": lambda track: fold(track.album) or None,
    "genre": lambda track: fold(track.genre) or None,
    "label": lambda track: fold(track.label) or None,
    "file": lambda track: fold(track.path) or None,
    "bpm": lambda track: track.bpm,
    "key": lambda track: key_place(track.key) or None,
    "energy": lambda track: track.energy,
    "rating": lambda track: track.rating,
    "length": lambda track: track.length_s,
    "year": lambda track: track.year,
}
"""The columns tracks can be sorted by; keys go round the wheel: 1A, 1B, 2A, ... 12B."""


def sort_indexes(
    tracks: Sequence[Track],
    indexes: Sequence[int],
    keys: Sequence[str],
    values: Mapping[str, ReadSortValue] | None = None,
) -> list[int]:
    """Return ``indexes`` sorted by columns, the first of ``keys`` weighing most.

    Unknown values come last both ways; equal tracks keep their order.

    Args:
        tracks: the tracks the indexes point into.
        indexes: the places to sort.
        keys: column names, ``-`` before one sorts it downwards: ``("key", "-bpm")``.
        values: further columns, such as the last play or the fit to a slot.

    Raises:
        KeyError: for a column that does not exist.
    """
    columns = {**SORT_VALUES, **(values or {})}
    ordered = list(indexes)
    for key in reversed(keys):
        read = columns[key.removeprefix("-")]
        ordered = _sorted_once(tracks, ordered, read, downwards=key.startswith("-"))
    return ordered


def _sorted_once(
    tracks: Sequence[Track], indexes: list[int], read: ReadSortValue, *, downwards: bool
) -> list[int]:
    found = [read(tracks[index]) for index in indexes]
    known = [place for place, value in enumerate(found) if value is not None]
    known.sort(key=found.__getitem__, reverse=downwards)
    unknown = [place for place, value in enumerate(found) if value is None]
    return [indexes[place] for place in known + unknown]
