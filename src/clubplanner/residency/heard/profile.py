"""Keys, tempo and energy of a room, by night and by hour.

The values are what the library says of the tracks; a track it does not have, or whose
value it does not know, is counted as unknown.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.residency.heard.room import Hearing, RoomNight


@dataclass(frozen=True, slots=True)
class Spread:
    """How values lie.

    Attributes:
        count: plays whose value is known.
        unknown: plays whose value is not.
        low, median, high: of the known values, None without any.
    """

    count: int
    unknown: int
    low: float | None = None
    median: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The tempo or the energy of some nights.

    Attributes:
        whole: of all of them together.
        nights: of each night, by date.
        hours: of each hour of the clock (0-23) in the order of a night: noon to noon.
        untimed: plays whose hour is not known.
    """

    whole: Spread
    nights: tuple[tuple[date, Spread], ...]
    hours: tuple[tuple[int, Spread], ...]
    untimed: int


@dataclass(frozen=True, slots=True)
class KeyProfile:
    """How often each key was played.

    Attributes:
        whole: plays by Camelot key, all 24 of them, 1A 1B 2A to 12B.
        nights: the same of each night, by date, keys that were played alone.
        unknown: plays whose key is not known.
    """

    whole: dict[str, int]
    nights: tuple[tuple[date, dict[str, int]], ...]
    unknown: int


def tempo_profile(nights: Iterable[RoomNight]) -> Profile:
    """Return the tempo in beats a minute, as the library has it, not as pitched."""
    return _profile(nights, lambda track: track.bpm)


def energy_profile(nights: Iterable[RoomNight]) -> Profile:
    """Return the energy, 1-10."""
    return _profile(nights, lambda track: track.energy)


def key_profile(nights: Iterable[RoomNight]) -> KeyProfile:
    """Return how often each key was played."""
    by_night = []
    whole = dict.fromkeys(KEYS, 0)
    unknown = 0
    for night in nights:
        counts: Counter[str] = Counter()
        for hearing in night.hearings:
            track = hearing.song.track
            if track is None or track.key is None:
                unknown += 1
            else:
                counts[str(track.key)] += 1
        by_night.append((night.day, {key: counts[key] for key in KEYS if counts[key]}))
        for key, count in counts.items():
            whole[key] += count
    return KeyProfile(whole, tuple(by_night), unknown)


def hour_of(hearing: Hearing) -> int | None:
    """Return the hour on the clock a play began in, None where it is not known."""
    return None if hearing.at is None else hearing.at.hour


def in_night_order(hours: Iterable[int]) -> list[int]:
    """Return hours of the clock as a night runs: from noon to noon."""
    return sorted(hours, key=lambda hour: (hour - 12) % 24)


def _profile(
    nights: Iterable[RoomNight], value: Callable[[Track], float | None]
) -> Profile:
    everything: list[float | None] = []
    by_night: list[tuple[date, Spread]] = []
    by_hour: dict[int, list[float | None]] = {}
    untimed = 0
    for night in nights:
        values = []
        for hearing in night.hearings:
            track, hour = hearing.song.track, hour_of(hearing)
            found = None if track is None else value(track)
            values.append(found)
            if hour is None:
                untimed += 1
            else:
                by_hour.setdefault(hour, []).append(found)
        by_night.append((night.day, _spread(values)))
        everything += values
    hours = tuple((hour, _spread(by_hour[hour])) for hour in in_night_order(by_hour))
    return Profile(_spread(everything), tuple(by_night), hours, untimed)


def _spread(values: list[float | None]) -> Spread:
    known = [value for value in values if value is not None]
    unknown = len(values) - len(known)
    if not known:
        return Spread(0, unknown)
    return Spread(len(known), unknown, min(known), median(known), max(known))
