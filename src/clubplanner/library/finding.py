"""Finds the track a night file or an own word means, even after the file was moved."""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath, PureWindowsPath

from clubplanner.music.duplicates import SAME_LENGTH_S
from clubplanner.music.text import fold
from clubplanner.music.track import Track


class TrackFinder:
    """Looks tracks up by path, and by title, artist and length."""

    def __init__(self, tracks: Iterable[Track], roots: Sequence[str]) -> None:
        self._roots = tuple(roots)
        self._by_path: dict[str, Track] = {}
        for track in tracks:
            self._by_path[track.path] = track
        self._by_name: dict[tuple[str, str], list[Track]] | None = None

    def tracks(self) -> list[Track]:
        """Return all tracks in the order they were given."""
        return list(self._by_path.values())

    def by_path(self, path: str) -> Track | None:
        """Return the track at an absolute path."""
        return self._by_path.get(path)

    def find(
        self, file: str, title: str = "", artist: str = "", length: float | None = None
    ) -> Track | None:
        """Return the track meant, None if there is none or it cannot be told.

        Args:
            file: path relative to any root, or absolute; may be empty.
            title: compared without case and accents, like the artist.
            artist: may be empty when the file had none.
            length: seconds; within 2 s counts as the same.
        """
        return self._by_file(file) or self._by_copy(file, title, artist, length)

    def _by_file(self, file: str) -> Track | None:
        if not file:
            return None
        for root in self._roots:
            # Nearly every file is written plainly, and a path object takes 5 us.
            track = self._by_path.get(f"{root}{os.sep}{file}")
            track = track or self._by_path.get(str(PurePath(root, file)))
            if track:
                return track
        return self._by_path.get(file)

    def _by_copy(
        self, file: str, title: str, artist: str, length: float | None
    ) -> Track | None:
        """Return the track of that title, artist and length.

        Of several the one of the same file name, else the one nearest in length.
        """
        if not title:
            return None
        named = self._named().get((fold(title), fold(artist)), [])
        alike = [t for t in named if _same_length(t.length_s, length)]
        if len(alike) == 1:
            return alike[0]
        same_name = [t for t in alike if _file_name(t.path) == _file_name(file)]
        chosen = same_name if len(same_name) == 1 else alike
        if length is not None and len(chosen) > 1:
            chosen = _nearest(chosen, length)
        return chosen[0] if len(chosen) == 1 else None

    def _named(self) -> dict[tuple[str, str], list[Track]]:
        if self._by_name is None:
            self._by_name = defaultdict(list)
            for track in self._by_path.values():
                key = (fold(track.title), fold(track.artist))
                self._by_name[key].append(track)
        return self._by_name


def _same_length(one: float | None, other: float | None) -> bool:
    return one is None or other is None or abs(one - other) <= SAME_LENGTH_S


def _nearest(tracks: list[Track], length: float) -> list[Track]:
    def distance(track: Track) -> float:
        return abs((track.length_s or 0.0) - length)

    best = min(distance(track) for track in tracks)
    return [track for track in tracks if distance(track) == best]


def _file_name(path: str) -> str:
    return PureWindowsPath(path).name.casefold()
