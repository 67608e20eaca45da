"""Nights in other programs' histories, and the play logs they become."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import PureWindowsPath

from clubplanner.exchange.incoming import Entry, Imported
from clubplanner.music.track import Track
from clubplanner.residency.night_clock import parse_zone
from clubplanner.residency.play_log import Play
from clubplanner.workspace.surroundings import SMALL_HOURS


@dataclass(frozen=True, slots=True)
class Heard:
    """One night as a file tells of it.

    Attributes:
        name: of the history in its program, without its folders; may be empty.
        day: the day it began, None if the file does not say.
        entries: what was played, in order.
    """

    name: str
    day: date | None
    entries: tuple[Entry, ...]

    @property
    def needs_start(self) -> bool:
        """Whether its times are only those of a recording."""
        return not any(e.started_at for e in self.entries) and any(
            e.offset_s is not None for e in self.entries
        )


def nights_in(imported: Imported, zone: tzinfo | None) -> tuple[Heard, ...]:
    """Return the nights a file tells of: its histories, else its rows with times.

    A playlist whose rows have clock times is a plan (our own JSON) and no night yet;
    one with the times of a recording was played.

    Args:
        imported: the file.
        zone: the venue's time zone, by which a night has its day.
    """
    histories = [one for one in imported.playlists if one.kind == "history"]
    if histories:
        return tuple(
            _heard(
                one.name.rpartition("/")[2],
                one.day,
                [imported.tracks[place] for place in one.tracks],
                zone,
            )
            for one in histories
        )
    rows = list(imported.tracks)
    is_timed = not imported.playlists and any(e.started_at is not None for e in rows)
    if is_timed or any(e.offset_s is not None for e in rows):
        return (_heard("", None, rows, zone),)
    return ()


def _heard(
    name: str, day: date | None, entries: Sequence[Entry], zone: tzinfo | None
) -> Heard:
    times = [on_clock(e.started_at, zone) for e in entries if e.started_at is not None]
    if day is None and times:
        day = (min(times) - SMALL_HOURS).date()
    return Heard(name, day, tuple(entries))


def on_day(night: Heard, day: date) -> Heard:
    """Return the night as one of another day, its clock times as they are."""
    if night.day is None or night.day == day:
        return replace(night, day=day)
    apart = day - night.day
    entries = tuple(
        replace(entry, started_at=entry.started_at + apart)
        if entry.started_at
        else entry
        for entry in night.entries
    )
    return replace(night, day=day, entries=entries)


def public(night: Heard) -> Heard:
    """Return the night without what nobody was to hear: practice does not count."""
    heard = tuple(entry for entry in night.entries if entry.is_public is not False)
    return replace(night, entries=heard)


def plays_of(
    night: Heard,
    find: Callable[[Entry], Track | None],
    start: time | None,
    zone: tzinfo | None,
) -> tuple[Play, ...]:
    """Return the night's plays, in order of time where all have one.

    Args:
        night: with its day.
        find: recognises the library's tracks.
        start: clock time at which a recording began, None where that is not known.
        zone: the venue's time zone.
    """
    begin = None
    if start is not None and night.day is not None:
        begin = datetime.combine(night.day, start, zone)
    plays = list(_plays(night.entries, find, begin, zone))
    times = [play.at for play in plays if play.at is not None]
    if len(times) == len(plays):
        plays.sort(key=lambda play: _instant(play.at or times[0]))
    return tuple(plays)


def _instant(moment: datetime) -> datetime:
    """Return what moments of one night are ordered by, also when a clock goes back."""
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _plays(
    entries: Sequence[Entry],
    find: Callable[[Entry], Track | None],
    begin: datetime | None,
    zone: tzinfo | None,
) -> Iterator[Play]:
    for entry in entries:
        track = find(entry)
        known = track or Track("")
        title = entry.title or known.title or PureWindowsPath(entry.path).stem
        if title or known.path:
            yield Play(
                title=title,
                artist=entry.artist or known.artist,
                path=known.path,
                at=_at(entry, begin, zone),
                played_s=None if entry.played_s is None else round(entry.played_s),
            )


def _at(entry: Entry, begin: datetime | None, zone: tzinfo | None) -> datetime | None:
    """Return when a track started by the venue's clock, None if it is not known."""
    at = entry.started_at
    if at is not None:
        return on_clock(at, zone).replace(microsecond=0)
    if begin is None or entry.offset_s is None:
        return None
    offset = timedelta(seconds=round(entry.offset_s))
    if begin.tzinfo is None:
        return begin + offset
    return (begin.astimezone(UTC) + offset).astimezone(zone)


def on_clock(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment by the venue's clock.

    One without a zone was read off the computer that played, which stood there; one
    with a zone is turned into the venue's, or without that into this computer's.
    """
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    if zone is None:
        return moment.astimezone().replace(tzinfo=None)
    return moment.astimezone(zone)


def zone_named(name: str) -> tzinfo | None:
    """Return a time zone by its name, None for no name."""
    return parse_zone(name) if name else None
