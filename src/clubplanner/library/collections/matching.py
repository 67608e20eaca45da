"""Which track of the library an entry of another program means.

Asked in this order: its path, with the DJ's mapping rules; its ISRC; its artist, title
and length. What fits several tracks alike fits none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from clubplanner.library.finding import TrackFinder
from clubplanner.library.path_rules import PathRule, ignores_case, mapped, spelled
from clubplanner.music.duplicates import SAME_LENGTH_S
from clubplanner.music.track import Track


class By(StrEnum):
    """What a track was recognised by."""

    PATH = "path"
    ISRC = "isrc"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Match:
    """A track of the library and what it was recognised by."""

    track: Track
    by: By


class Wanted(Protocol):
    """What is known of the track that is looked for; unknown is empty or None."""

    @property
    def path(self) -> str:
        """The file, as its program names it."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def artist(self) -> str:
        """Its artist."""

    @property
    def length_s(self) -> float | None:
        """Its length in seconds."""

    @property
    def isrc(self) -> str:
        """Its ISRC."""


class Matcher:
    """Recognises tracks of the library.

    Args:
        tracks: the library's tracks.
        rules: where files of other computers lie on this one.
    """

    def __init__(self, tracks: Iterable[Track], rules: Sequence[PathRule] = ()) -> None:
        self._rules = tuple(rules)
        self._by_path: dict[str, Track] = {}
        self._by_folded: dict[str, list[Track]] = defaultdict(list)
        self._by_file_name: dict[str, list[str]] = defaultdict(list)
        self._by_isrc: dict[str, list[Track]] = defaultdict(list)
        for track in tracks:
            self._add(track)
        self._finder = TrackFinder(self._by_path.values(), ())

    def _add(self, track: Track) -> None:
        path = spelled(track.path)
        folded = path.casefold()
        self._by_path[path] = track
        self._by_folded[folded].append(track)
        self._by_file_name[folded.rpartition("/")[2]].append(path)
        if isrc := _plain_isrc(track.isrc):
            self._by_isrc[isrc].append(track)

    def match(self, wanted: Wanted) -> Match | None:
        """Return the track that is meant, None where it cannot be told."""
        if track := self._at_path(wanted.path):
            return Match(track, By.PATH)
        if track := self._of_isrc(wanted):
            return Match(track, By.ISRC)
        track = self._finder.find(
            wanted.path, wanted.title, wanted.artist, wanted.length_s
        )
        return Match(track, By.NAME) if track else None

    def _at_path(self, path: str) -> Track | None:
        if not path:
            return None
        place = mapped(path, self._rules)
        if track := self._by_path.get(place):
            return track
        if ignores_case(path) or ignores_case(place):
            return _only(self._by_folded.get(place.casefold(), []))
        return self._at_end(place)

    def _at_end(self, place: str) -> Track | None:
        """Return the only track whose path ends in a relative one.

        A file name alone is too little: every album has its ``01.mp3``.
        """
        if place.startswith("/") or "/" not in place:
            return None
        tail = f"/{place.casefold()}"
        named = self._by_file_name.get(tail.rpartition("/")[2], [])
        fitting = [path for path in named if path.casefold().endswith(tail)]
        return self._by_path[fitting[0]] if len(fitting) == 1 else None

    def _of_isrc(self, wanted: Wanted) -> Track | None:
        """Return the only track of that ISRC whose length does not contradict."""
        length = wanted.length_s
        named = self._by_isrc.get(_plain_isrc(wanted.isrc), [])
        return _only(
            [
                track
                for track in named
                if length is None
                or track.length_s is None
                or abs(track.length_s - length) <= SAME_LENGTH_S
            ]
        )


def _only(tracks: Sequence[Track]) -> Track | None:
    return tracks[0] if len(tracks) == 1 else None


def _plain_isrc(isrc: str) -> str:
    """Return an ISRC without the hyphens some write; none where it cannot be one."""
    plain = isrc.replace("-", "").replace(" ", "").upper()
    return plain if len(plain) == 12 and plain.isalnum() else ""
