"""What a search looks at, prepared once for all tracks: folded words and numbers.

Every column has one entry per track, in the order of the tracks. Words are folded and
numbers unknown are NaN, so that no comparison with them is ever true.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import nan

from clubplanner.music.duplicates import duplicates
from clubplanner.music.key import Key
from clubplanner.music.text import fold
from clubplanner.music.track import Track

WORD_FIELDS: dict[str, Callable[[Track], str]] = {
    "title": lambda track: track.title,
    "artist": lambda track: f"{track.artist}\n{track.remixer}",
    "album": lambda track: track.album,
    "genre": lambda track: track.genre,
    "label": lambda track: track.label,
    "tag": lambda track: "\n".join((*track.tags, track.grouping)),
    "comment": lambda track: track.comment,
    "note": lambda track: track.note,
    "file": lambda track: track.path,
}
"""The fields searched by words, and the text each looks in."""

CUE = "cue"
"""The field of the theme's cues a track is; who makes the columns knows them."""

WORDED = frozenset((*WORD_FIELDS, CUE))
"""All fields searched by words."""

NUMBER_FIELDS: dict[str, Callable[[Track], float | None]] = {
    "bpm": lambda track: track.bpm,
    "energy": lambda track: track.energy,
    "rating": lambda track: track.rating,
    "year": lambda track: track.year,
    "length": lambda track: track.length_s and int(track.length_s),
}
"""The fields searched by ranges of numbers; lengths in whole seconds, as printed."""

PLAYED = "played"
"""The number field of days since the last play."""

ANY = "any"
"""What ``missing:`` asks for to find whatever lacks one of ``NEEDED``."""

NEEDED = ("title", "artist", "genre", "bpm", "key", "energy", "length")
"""The values a night is planned by."""

NO_KEY = 0


def key_place(key: Key | None) -> int:
    """Return where a key stands in 1A, 1B, 2A, ... 12B, from 2; unknown is ``NO_KEY``.

    Whole numbers compare and hash much faster than keys.
    """
    return NO_KEY if key is None else 2 * key.number + (key.letter == "B")


class Columns:
    """The searchable columns of some tracks; each is made when first asked for.

    Args:
        tracks: the tracks, which must not change.
        played: the date of a track's last play by its path, None if never.
        today: the day from which days since a play are counted.
        cues: gives, per path of a track, the cues it is, in words; asked once.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        played: Callable[[str], date | None] | None = None,
        today: date | None = None,
        cues: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        self.tracks = tracks
        self._played = played
        self._today = today
        self._cues = cues
        self._words: dict[str, list[str]] = {}
        self._numbers: dict[str, list[float]] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._lacking: dict[str, set[int]] = {}

    @cached_property
    def haystacks(self) -> list[str]:
        """All words of each track in one string, the fields kept apart by newlines."""
        return [_haystack(track) for track in self.tracks]

    @cached_property
    def key_places(self) -> list[int]:
        """The keys as ``key_place`` numbers."""
        return [key_place(track.key) for track in self.tracks]

    @cached_property
    def duplicates(self) -> set[int]:
        """The places of tracks that are one recording with another one."""
        return duplicates(self.tracks, self.words("title"), self.words("artist"))

    def lacking(self, field: str) -> set[int]:
        """Return the places of tracks that lack a value; of ``ANY`` any needed one."""
        if field not in self._lacking:
            self._lacking[field] = self._find_lacking(field)
        return self._lacking[field]

    def _find_lacking(self, field: str) -> set[int]:
        if field == ANY:
            return set().union(*map(self.lacking, NEEDED))
        if field == "key":
            return {n for n, place in enumerate(self.key_places) if place == NO_KEY}
        if field in WORD_FIELDS:
            return {n for n, words in enumerate(self.words(field)) if not words.strip()}
        return {n for n, number in enumerate(self.numbers(field)) if number != number}

    def words(self, field: str) -> list[str]:
        """Return the folded words of one of ``WORDED``."""
        if field not in self._words:
            read = self._cue_words() if field == CUE else WORD_FIELDS[field]
            texts = map(read, self.tracks)
            self._words[field] = [fold(text) if text else "" for text in texts]
        return self._words[field]

    def values(self, field: str) -> frozenset[str]:
        """Return the folded words of one of ``WORDED``, each once."""
        if field not in self._values:
            self._values[field] = frozenset(self.words(field))
        return self._values[field]

    def numbers(self, field: str) -> list[float]:
        """Return one of ``NUMBER_FIELDS``, or ``played``; unknown is NaN."""
        if field not in self._numbers:
            read = self._days if field == PLAYED else NUMBER_FIELDS[field]
            values = (read(track) for track in self.tracks)
            self._numbers[field] = [nan if v is None else v for v in values]
        return self._numbers[field]

    def _cue_words(self) -> Callable[[Track], str]:
        cues = self._cues() if self._cues else {}
        return lambda track: cues.get(track.path, "")

    def _days(self, track: Track) -> float | None:
        if self._played is None or self._today is None:
            return None
        last = self._played(track.path)
        return None if last is None else max(0, (self._today - last).days)


def _haystack(track: Track) -> str:
    words = (
        track.title or track.path,
        track.artist,
        track.remixer,
        track.album,
        track.genre,
        track.label,
        track.grouping,
        track.comment,
        track.note,
        *track.tags,
    )
    return fold("\n".join([text for text in words if text]))
