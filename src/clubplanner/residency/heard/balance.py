"""What is played more or less than usual: tracks and artists of the last weeks.

The usual is the year before the window: the share of its nights that had the track,
times the nights of the window, is how often it would have come up by habit
(``expected``). What that year never had is expected as often as an average track of it.

- overplayed: on at least ``OVER_NIGHTS`` nights of the window, and at least
  ``OVER_TIMES`` times as often as expected;
- underplayed: expected at least ``UNDER_EXPECTED`` times, played at most
  ``UNDER_SHARE`` of that, and not because it failed (mean stars under 3);
- unplayed: of the library, rated ``UNPLAYED_STARS`` and more, never heard by the room.

With fewer than ``FEWEST_NIGHTS`` nights in the year before there is no usual:
overplayed then is what at least half the nights of the window had.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.residency.heard.room import Room, RoomNight, Song
from clubplanner.residency.identity import song_key

USUAL_WEEKS = 52
OVER_NIGHTS = 3
OVER_TIMES = 2.0
UNDER_EXPECTED = 1.0
UNDER_SHARE = 0.5
UNPLAYED_STARS = 4.0
FEWEST_NIGHTS = 4
_FAIR_STARS = 3.0


@dataclass(frozen=True, slots=True)
class Played:
    """How often something came up in the window against how often by habit.

    Attributes:
        name: title of a track with its artist, or an artist.
        id: of the song, or the folded artist.
        nights: nights of the window that had it.
        expected: nights of the window that would have had it by habit, None where
            there is no usual.
    """

    name: str
    id: str
    nights: int
    expected: float | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What is over- and underplayed, the worst first.

    Attributes:
        nights: nights of the window.
        usual_nights: nights of the year before it.
        over, under: see the module.
    """

    nights: int
    usual_nights: int
    over: tuple[Played, ...] = ()
    under: tuple[Played, ...] = ()


def track_balance(room: Room) -> Balance:
    """Return the balance of tracks."""
    names = {
        key: f"{song.title} ({song.artist})" if song.artist else song.title
        for key, song in room.songs.items()
    }
    stars: dict[str, list[int]] = {}
    for night in room.nights:
        for hearing in night.hearings:
            if hearing.stars is not None:
                stars.setdefault(hearing.song.id, []).append(hearing.stars)
    failed = {key for key, all_of in stars.items() if _mean(all_of) < _FAIR_STARS}
    return _balance(room, lambda night: night.songs, names, failed)


def artist_balance(room: Room) -> Balance:
    """Return the balance of artists; a night with three of theirs counts once."""
    names: dict[str, str] = {}
    for song in room.songs.values():
        names[song.artist_id] = min(names.get(song.artist_id, song.artist), song.artist)

    def artists(night: RoomNight) -> Iterable[str]:
        return {song.artist_id for song in night.songs.values()} - {""}

    return _balance(room, artists, names, set())


def unplayed(room: Room, tracks: Iterable[Track]) -> tuple[Track, ...]:
    """Return the library's best rated tracks the room never heard, the best first."""
    songs = room.songs
    heard: dict[str, list[Song]] = {}
    for song in songs.values():
        heard.setdefault(fold(song.title), []).append(song)

    def was_heard(track: Track) -> bool:
        # Nearly no title of the library was heard, and a title alone is soon folded.
        alike = heard.get(fold(track.title), ())
        name = song_key(track.artist, track.title) if alike else ""
        return any(song_key(song.artist, song.title) == name for song in alike)

    found = [
        track
        for track in tracks
        if (track.rating or 0) >= UNPLAYED_STARS
        and track.path not in songs
        and not was_heard(track)
    ]
    found.sort(key=attrgetter("path"))
    found.sort(key=lambda track: track.rating or 0, reverse=True)
    return tuple(found)


def _balance(
    room: Room,
    had: Callable[[RoomNight], Iterable[str]],
    names: dict[str, str],
    failed: set[str],
) -> Balance:
    recent = room.recent
    year = [night for night in room.nights if _is_usual(night, room)]
    now = Counter(key for night in recent for key in had(night))
    usual = Counter(key for night in year for key in had(night))
    if len(year) < FEWEST_NIGHTS:
        often = {key: n for key, n in now.items() if n >= max(3, len(recent) / 2)}
        over = [Played(names[key], key, n, None) for key, n in often.items()]
        return Balance(len(recent), len(year), tuple(sorted(over, key=_most)))
    average = usual.total() / len(usual) if usual else 0.0
    each_night = len(recent) / len(year)
    rows = [
        Played(names[key], key, now[key], usual.get(key, average) * each_night)
        for key in now | usual
    ]
    return Balance(
        len(recent),
        len(year),
        tuple(sorted(_over(rows), key=_most)),
        tuple(sorted(_under(rows, failed), key=_least)),
    )


def _over(rows: list[Played]) -> Iterator[Played]:
    for row in rows:
        if row.nights >= max(OVER_NIGHTS, OVER_TIMES * (row.expected or 0)):
            yield row


def _under(rows: list[Played], failed: set[str]) -> Iterator[Played]:
    for row in rows:
        expected = row.expected or 0
        is_rare = expected >= UNDER_EXPECTED and row.nights <= UNDER_SHARE * expected
        if is_rare and row.id not in failed:
            yield row


def _is_usual(night: RoomNight, room: Room) -> bool:
    first = room.since - timedelta(weeks=USUAL_WEEKS)
    return first <= night.day < room.since


def _most(row: Played) -> tuple[float, str, str]:
    return (row.expected or 0) - row.nights, row.name, row.id


def _least(row: Played) -> tuple[float, str, str]:
    return row.nights - (row.expected or 0), row.name, row.id


def _mean(stars: list[int]) -> float:
    return sum(stars) / len(stars)
