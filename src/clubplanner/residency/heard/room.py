"""The nights of one room: who was played when, as songs the library knows.

What follows from it (records, balance, freshness, profile, cues) is worked out in the
modules beside this one, each from a ``Room`` alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import PureWindowsPath

from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.residency.counting import HEARD_S
from clubplanner.residency.heard.sifting import (
    Note,
    has_steady_clock,
    heard_plays,
    of_the_room,
    remarks_on,
)
from clubplanner.residency.identity import song_key
from clubplanner.residency.play_log import Play, PlayLog

WORKED = 4
"""Stars from which a mix worked."""

FAILED = 2
"""Stars up to which it did not."""

Find = Callable[[str, str, str], Track | None]
"""Returns the library's track of a file, title and artist."""


@dataclass(frozen=True, slots=True)
class Song:
    """One piece of music the room heard, under whatever names it was logged.

    Attributes:
        id: the file of the library's track, else folded artist and title, else the
            file as logged.
        title, artist: the library's, else as logged.
        track: of the library, None for one it does not have (any more).
    """

    id: str
    title: str
    artist: str
    track: Track | None = None

    @property
    def artist_id(self) -> str:
        """The artist without case and accents, as the artist gap compares them."""
        return " ".join(fold(self.artist).split())


@dataclass(frozen=True, slots=True)
class Hearing:
    """One play the room heard.

    Attributes:
        song: what was played.
        day: the day its night started on.
        at: wall clock of its start, None where no time is written or the log's clock
            jumps.
        stars: 1-5 for the track at its place, None for no opinion.
        note: the DJ's words on it.
        mix_stars: 1-5 for the mix into it, None for no opinion.
        mix_note: the DJ's words on that mix.
    """

    song: Song
    day: date
    at: datetime | None = None
    stars: int | None = None
    note: str = ""
    mix_stars: int | None = None
    mix_note: str = ""


@dataclass(frozen=True)
class RoomNight:
    """One night at the room.

    Attributes:
        day: the day it started on.
        name: of its log.
        sets: the plays of each of its logs, in order.
    """

    day: date
    name: str
    sets: tuple[tuple[Hearing, ...], ...]

    @property
    def hearings(self) -> Iterator[Hearing]:
        """Every play of the night."""
        return (hearing for one in self.sets for hearing in one)

    @cached_property
    def songs(self) -> dict[str, Song]:
        """What was played, each song once, by its id."""
        return {one.song.id: one.song for part in self.sets for one in part}


@dataclass(frozen=True)
class Room:
    """All that is known of a venue.

    Attributes:
        venue: its name, empty for all venues together.
        today: the day that is looked back from.
        weeks: the window: nights of the last ``weeks`` times seven days are recent.
        nights: by date; logs of one day are one night.
        notes: what was left out and what is not known.
    """

    venue: str
    today: date
    weeks: int
    nights: tuple[RoomNight, ...]
    notes: tuple[Note, ...] = ()

    @cached_property
    def since(self) -> date:
        """The first day of the window."""
        return self.today - timedelta(days=7 * self.weeks - 1)

    @cached_property
    def recent(self) -> tuple[RoomNight, ...]:
        """The nights of the window."""
        return tuple(night for night in self.nights if night.day >= self.since)

    @cached_property
    def songs(self) -> dict[str, Song]:
        """Every song the room ever heard, by its id."""
        return {k: song for night in self.nights for k, song in night.songs.items()}


def hear(
    logs: Iterable[PlayLog],
    venue: str,
    today: date,
    weeks: int,
    find: Find,
    heard_s: float = HEARD_S,
) -> Room:
    """Return what a room heard up to and with a day.

    Args:
        logs: play logs, in any order; the result does not hang on it.
        venue: the room; see ``sifting.of_the_room``.
        today: the day to look back from.
        weeks: how many weeks are recent, from 1.
        find: looks a play up in the library.
        heard_s: seconds a track must sound to count as played.
    """
    kept, notes = of_the_room(logs, venue, today)
    songs = _Songs(kept, find)
    by_day: dict[date, list[PlayLog]] = {}
    for log in kept:
        by_day.setdefault(log.date, []).append(log)
    nights = tuple(
        RoomNight(day, same[0].name, tuple(_set(log, songs, heard_s) for log in same))
        for day, same in by_day.items()
    )
    room = Room(venue, today, weeks, nights)
    unknown = [song for song in room.songs.values() if song.track is None]
    if unknown:
        is_one = len(unknown) == 1
        text = f"{len(unknown):,} track{'' if is_one else 's'} played"
        text = (
            f"{text} {'is' if is_one else 'are'} not in the library: no key or tempo."
        )
        notes.append(Note("not-in-library", len(unknown), text))
    return Room(venue, today, weeks, nights, (*notes, *remarks_on(kept, heard_s)))


def _set(log: PlayLog, songs: "_Songs", heard_s: float) -> tuple[Hearing, ...]:
    is_steady = has_steady_clock(log)
    return tuple(
        Hearing(
            songs.of(play),
            log.date,
            play.at if is_steady else None,
            play.stars,
            play.note,
            play.stars_of_mix,
            play.mix_note or play.note,
        )
        for play in heard_plays(log, heard_s)
    )


class _Songs:
    """Tells which plays are of the same song."""

    def __init__(self, logs: Iterable[PlayLog], find: Find) -> None:
        self._find = find
        self._known: dict[tuple[str, str, str], Song] = {}
        self._by_id: dict[str, Song] = {}
        plays = [play for log in logs for play in log.plays]
        names: dict[str, set[tuple[str, str]]] = {
            play.path: set() for play in plays if not play.title
        }
        for play in plays if names else ():
            if play.title and play.path in names:
                names[play.path].add((play.title, play.artist))
        self._name_of = {
            path: min(found)
            for path, found in names.items()
            if len({song_key(artist, title) for title, artist in found}) == 1
        }

    def of(self, play: Play) -> Song:
        said = play.path, play.title, play.artist
        if said not in self._known:
            song = self._make(*said)
            self._known[said] = self._by_id.setdefault(song.id, song)
        return self._known[said]

    def _make(self, path: str, title: str, artist: str) -> Song:
        if not title and path in self._name_of:
            # Another log says what the file is called.
            title, artist = self._name_of[path]
        track = self._find(path, title, artist)
        if track is not None:
            name = track.title or title or _stem(track.path)
            return Song(track.path, name, track.artist or artist, track)
        return Song(song_key(artist, title) or path, title or _stem(path), artist)


def _stem(path: str) -> str:
    # Splits at both slashes, so a log of any system is read.
    return PureWindowsPath(path).stem
