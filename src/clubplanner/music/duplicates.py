"""Which tracks are one recording in several files."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clubplanner.music.track import Track

SAME_LENGTH_S = 2.0
"""Two lengths this close may be of one track: players round differently."""


def duplicates(
    tracks: Sequence[Track], titles: Sequence[str], artists: Sequence[str]
) -> set[int]:
    """Return the places of the tracks of which there is another.

    They have one ISRC, or one title and artist and nearly one length. An unknown title
    or length is like no other.

    Args:
        tracks: the tracks.
        titles: the title of each, folded.
        artists: the artists of each, remixer included, folded.
    """
    found: set[int] = set()
    by_isrc: dict[str, list[int]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, track in enumerate(tracks):
        if track.isrc:
            by_isrc[track.isrc].append(place)
        if titles[place].strip() and track.length_s is not None:
            by_name[titles[place], artists[place]].append(place)
    for places in by_isrc.values():
        if len(places) > 1:
            found.update(places)
    for places in by_name.values():
        if len(places) > 1:
            found.update(_near_in_length(tracks, places))
    return found


def _near_in_length(tracks: Sequence[Track], places: list[int]) -> Iterator[int]:
    lengths = sorted((tracks[place].length_s or 0.0, place) for place in places)
    for (shorter, one), (longer, other) in pairwise(lengths):
        if longer - shorter <= SAME_LENGTH_S:
            yield from (one, other)
