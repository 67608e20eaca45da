"""What a room has heard: from play logs to rests, counts and pairs that worked.

Only public nights count, and only tracks played long enough to be heard.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.residency.counting import HEARD_S, counted
from clubplanner.residency.identity import keys_of
from clubplanner.residency.play_log import Play, PlayLog


@dataclass(frozen=True, slots=True)
class Memory:
    """What was played at a venue, by file and by folded ``artist - title``.

    Attributes:
        last_played: day of the last night that played it.
        counts: nights that played it.
        pair_stars: stars (1-5) last given to the mix of one into the other.
        last_pairs: pairs played in this order at the last night.
        pair_days: day of the mix that got its pair's stars.
        artists: per folded artist, the last day of each track, by its keys.
    """

    last_played: Mapping[str, date] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    pair_stars: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_pairs: frozenset[tuple[str, str]] = frozenset()
    pair_days: Mapping[tuple[str, str], date] = field(default_factory=dict)
    artists: Mapping[str, Mapping[tuple[str, ...], date]] = field(default_factory=dict)

    def last_date(self, track: Track) -> date | None:
        """Return when the track was last played, None for never."""
        found = [self.last_played.get(key) for key in _track_keys(track)]
        return max((day for day in found if day), default=None)

    def weeks(self, track: Track, today: date) -> int | None:
        """Return whole weeks from the last play to ``today``, None for never."""
        day = self.last_date(track)
        return None if day is None else (today - day).days // 7

    def count(self, track: Track) -> int:
        """Return how many nights played the track."""
        return max(self.counts.get(key, 0) for key in ("", *_track_keys(track)))


@dataclass(frozen=True, slots=True)
class TrackMemory:
    """The memory of a room in terms of track paths, as planning reads it.

    Attributes:
        weeks: per path, whole weeks since the last play; never played is not in it.
        pair_stars: stars of pairs of paths, outgoing first.
        last_pairs: pairs of paths played in this order at the last night.
        artist_weeks: per folded artist, whole weeks since the last play of a track of
            theirs that is no signature.
        pair_days: day of the mix that got its pair's stars.
    """

    weeks: Mapping[str, int] = field(default_factory=dict)
    pair_stars: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_pairs: frozenset[tuple[str, str]] = frozenset()
    artist_weeks: Mapping[str, int] = field(default_factory=dict)
    pair_days: Mapping[tuple[str, str], date] = field(default_factory=dict)


def remember(
    logs: Iterable[PlayLog],
    venue: str,
    before: date,
    heard_s: float = HEARD_S,
    roots: Sequence[str] = (),
) -> Memory:
    """Return what the venue heard before a day.

    Args:
        logs: play logs, in any order.
        venue: logs of other venues are left out, those that name none are not; empty
            takes every venue.
        before: the night to plan; logs of that day and later are left out.
        heard_s: seconds a track must sound to count as played.
        roots: scanned folders, to which the files of logs may be relative.
    """
    heard = sorted(_heard_at(logs, venue, before), key=lambda log: log.date)
    last_played: dict[str, date] = {}
    nights: dict[str, set[date]] = {}
    stars: dict[tuple[str, str], int] = {}
    days: dict[tuple[str, str], date] = {}
    artists: dict[str, dict[tuple[str, ...], date]] = {}
    plays: list[tuple[tuple[str, ...], int | None]] = []
    for log in heard:
        played = list(counted(log, heard_s))
        plays = [(_play_keys(p, roots), p.stars_of_mix) for p in played]
        for play, (keys, _) in zip(played, plays, strict=True):
            artists.setdefault(fold(play.artist), {})[keys] = log.date
        for keys, _ in plays:
            for key in keys:
                last_played[key] = log.date
                nights.setdefault(key, set()).add(log.date)
        for (outs, _), (intos, given) in pairwise(plays):
            if given is not None:
                pairs = [(out, into) for out in outs for into in intos]
                stars.update((pair, given) for pair in pairs)
                days.update((pair, log.date) for pair in pairs)
    return Memory(
        last_played,
        {key: len(days) for key, days in nights.items()},
        stars,
        frozenset(_pairs([keys for keys, _ in plays])),
        days,
        artists,
    )


def for_tracks(
    memory: Memory,
    tracks: Iterable[Track],
    today: date,
    signatures: Collection[str] = (),
) -> TrackMemory:
    """Return the memory in terms of the paths of the library's tracks.

    Args:
        memory: of the venue.
        tracks: the library.
        today: the night to plan.
        signatures: paths of signature tracks: they let no artist rest.
    """
    if not memory.last_played:
        return TrackMemory()
    paths: dict[str, list[str]] = {}
    weeks: dict[str, int] = {}
    last_played = memory.last_played
    exempt: set[str] = set()
    for track in tracks:
        keys = _track_keys(track)
        if track.path in signatures:
            exempt.update(keys)
        days = [last_played[key] for key in keys if key in last_played]
        if not days:
            continue
        weeks[track.path] = (today - max(days)).days // 7
        for key in keys:
            paths.setdefault(key, []).append(track.path)
    return TrackMemory(
        weeks,
        {
            pair: stars
            for keys, stars in memory.pair_stars.items()
            for pair in _path_pairs(keys, paths)
        },
        frozenset(
            pair for keys in memory.last_pairs for pair in _path_pairs(keys, paths)
        ),
        _artist_weeks(memory, exempt, today),
        {
            pair: day
            for keys, day in memory.pair_days.items()
            for pair in _path_pairs(keys, paths)
        },
    )


def _artist_weeks(memory: Memory, exempt: set[str], today: date) -> dict[str, int]:
    """Return whole weeks since each artist's last play that is not ``exempt``."""
    found: dict[str, int] = {}
    for artist, played in memory.artists.items():
        days = [day for keys, day in played.items() if exempt.isdisjoint(keys)]
        if artist and days:
            found[artist] = (today - max(days)).days // 7
    return found


def _heard_at(logs: Iterable[PlayLog], venue: str, before: date) -> Iterator[PlayLog]:
    room = fold(venue).strip()
    for log in logs:
        # A log that names no venue lies among those of the residency, so it is of it.
        is_here = fold(log.venue).strip() in (room, "") or not room
        if log.is_public and log.date < before and is_here:
            yield log


def _play_keys(play: Play, roots: Sequence[str]) -> tuple[str, ...]:
    keys = keys_of(play.path, play.artist, play.title)
    if not play.path:
        return keys
    return (*keys, *(f"{root}{os.sep}{play.path}" for root in roots))


def _track_keys(track: Track) -> tuple[str, ...]:
    return keys_of(track.path, track.artist, track.title)


def _pairs(plays: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield every pair of neighbours, under every key both are known by."""
    for out, into in pairwise(plays):
        yield from ((a, b) for a in out for b in into)


def _path_pairs(
    keys: tuple[str, str], paths: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    for first in paths.get(keys[0], ()):
        yield from ((first, second) for second in paths.get(keys[1], ()))
