"""When each track, artist and pair was last played, and how it went."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from clubplanner.residency.heard.room import FAILED, WORKED, Hearing, Room, Song


@dataclass(frozen=True, slots=True)
class Record:
    """How often something was heard and how it went.

    Attributes:
        nights: nights that had it, each counted once.
        recent: those of them in the window.
        first, last: the days of the first and the last of them.
        mean_stars: mean of all stars given, None for no opinion.
        last_stars: the last stars given.
        starred: the day of the last stars.
        note: the DJ's last words on it, empty for none.
    """

    nights: int
    recent: int
    first: date
    last: date
    mean_stars: float | None = None
    last_stars: int | None = None
    starred: date | None = None
    note: str = ""

    @property
    def went(self) -> str:
        """How it went in words: ``worked 12 Dec, 4 stars``; empty for no opinion."""
        if self.last_stars is None or self.starred is None:
            return ""
        word = "so so"
        if self.last_stars >= WORKED:
            word = "worked"
        elif self.last_stars <= FAILED:
            word = "failed"
        stars = "1 star" if self.last_stars == 1 else f"{self.last_stars} stars"
        return f"{word} {self.starred:%d %b %Y}, {stars}"

    def weeks_ago(self, today: date) -> int:
        """Return whole weeks from the last night to ``today``."""
        return (today - self.last).days // 7


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The record of a song."""

    song: Song
    record: Record


@dataclass(frozen=True, slots=True)
class ArtistRecord:
    """The record of an artist.

    Attributes:
        artist: in the commonest spelling.
        songs: how many songs of theirs were heard.
        plays: how many plays they had; a song played twice counts twice.
        record: their nights.
    """

    artist: str
    songs: int
    plays: int
    record: Record


@dataclass(frozen=True, slots=True)
class PairRecord:
    """The record of one song mixed into another; the stars are those of that mix."""

    out: Song
    into: Song
    record: Record


def track_records(room: Room) -> tuple[TrackRecord, ...]:
    """Return every song the room heard, the last played first, then by name."""
    heard: dict[str, list[Hearing]] = {}
    for night in room.nights:
        for hearing in night.hearings:
            heard.setdefault(hearing.song.id, []).append(hearing)
    found = [TrackRecord(h[0].song, _record(h, room.since)) for h in heard.values()]
    found.sort(key=lambda one: (one.song.title, one.song.id))
    found.sort(key=lambda one: (one.record.last, one.record.nights), reverse=True)
    return tuple(found)


def artist_records(room: Room) -> tuple[ArtistRecord, ...]:
    """Return every artist the room heard, the most nights in the window first.

    Plays whose artist is not known are no artist's.
    """
    heard: dict[str, list[Hearing]] = {}
    for night in room.nights:
        for hearing in night.hearings:
            heard.setdefault(hearing.song.artist_id, []).append(hearing)
    heard.pop("", None)
    found = [
        ArtistRecord(
            _spelt(hearing.song.artist for hearing in hearings),
            len({hearing.song.id for hearing in hearings}),
            len(hearings),
            _record(hearings, room.since),
        )
        for hearings in heard.values()
    ]
    found.sort(key=lambda one: one.artist)
    found.sort(key=lambda one: (one.record.recent, one.record.nights), reverse=True)
    return tuple(found)


def pair_records(room: Room) -> tuple[PairRecord, ...]:
    """Return every pair of neighbours: with stars first, the best first, then by date.

    A song after itself is no pair.
    """
    heard: dict[tuple[str, str], list[Hearing]] = {}
    songs = room.songs
    for night in room.nights:
        for hearings in night.sets:
            for out, into in pairwise(hearings):
                if out.song.id != into.song.id:
                    mixed = _as_mixed(into)
                    heard.setdefault((out.song.id, into.song.id), []).append(mixed)
    found = [
        PairRecord(songs[out], songs[into], _record(hearings, room.since))
        for (out, into), hearings in heard.items()
    ]
    found.sort(key=lambda one: (one.out.title, one.out.id, one.into.title, one.into.id))
    found.sort(
        key=lambda one: (
            one.record.last_stars or 0,
            one.record.nights,
            one.record.last,
        ),
        reverse=True,
    )
    return tuple(found)


def _as_mixed(into: Hearing) -> Hearing:
    """Return a hearing with what was said of the mix into it in place of the track."""
    if (into.stars, into.note) == (into.mix_stars, into.mix_note):
        return into
    return replace(into, stars=into.mix_stars, note=into.mix_note)


def _record(hearings: list[Hearing], since: date) -> Record:
    """Return the record of hearings in order of time."""
    if len(hearings) == 1:
        # So are nine pairs of ten.
        (one,) = hearings
        starred = None if one.stars is None else one.day
        recent, mean = int(one.day >= since), one.stars and float(one.stars)
        return Record(1, recent, one.day, one.day, mean, one.stars, starred, one.note)
    days = {hearing.day for hearing in hearings}
    given = [(one.stars, one.day) for one in hearings if one.stars is not None]
    last_stars, day = given[-1] if given else (None, None)
    return Record(
        nights=len(days),
        recent=sum(day >= since for day in days),
        first=hearings[0].day,
        last=hearings[-1].day,
        mean_stars=sum(stars for stars, _ in given) / len(given) if given else None,
        last_stars=last_stars,
        starred=day,
        note=next((h.note for h in reversed(hearings) if h.note), ""),
    )


def _spelt(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))
