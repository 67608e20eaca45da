"""What Serato's histories have in common: Unix times, and where one night ends.

A history file is one run of the program, or all of them. A night ends where Serato
began another session, and where nothing was loaded for six hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from clubplanner.exchange.incoming import Entry, Playlist
from clubplanner.exchange.night_gap import first_day, later_nights

_EARLIEST, _LATEST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1998, 2100))
"""Serato's first product came in 2004 from a company that began in 1998."""


@dataclass(frozen=True, slots=True)
class Play:
    """One row of a history.

    Attributes:
        entry: the track; its start is in UTC.
        session: Serato's number of the session, None where it is not told.
        name: the DJ's name for the session, may be empty.
    """

    entry: Entry
    session: int | None = None
    name: str = ""


def moment(unix_s: int | None) -> datetime | None:
    """Return a Unix time in UTC; what no DJ can have played at is unknown."""
    if unix_s is None or not _EARLIEST.timestamp() <= unix_s < _LATEST.timestamp():
        return None
    return datetime.fromtimestamp(unix_s, UTC)


def by_start(plays: Sequence[Play]) -> list[Play]:
    """Return plays by their start, those without one last; ties keep their order."""
    return sorted(plays, key=lambda play: play.entry.started_at or _LATEST)


def nights(plays: Sequence[Play], fallback: str) -> tuple[Playlist, ...]:
    """Cut plays, in order, into nights.

    Args:
        plays: every row of the file.
        fallback: name of a night that has neither name nor day.
    """
    sessions = [play.session for play in plays]
    others = (n for n, (one, two) in enumerate(pairwise(sessions), 1) if one != two)
    begins = sorted({0, *others, *later_nights(play.entry for play in plays)})
    ends = [*begins[1:], len(plays)]
    lists = [
        _night(plays, range(begin, end), fallback)
        for begin, end in zip(begins, ends, strict=True)
        if end > begin
    ]
    return _told_apart(lists)


def _night(plays: Sequence[Play], rows: range, fallback: str) -> Playlist:
    day = first_day(plays[row].entry for row in rows)
    name = plays[rows[0]].name or (day.isoformat() if day else fallback)
    return Playlist(name, tuple(rows), "history", day=day)


def _told_apart(lists: Sequence[Playlist]) -> tuple[Playlist, ...]:
    """Number the nights of one name: ``2026-11-27``, ``2026-11-27 (2)``."""
    seen: dict[str, int] = {}
    named: list[Playlist] = []
    for one in lists:
        seen[one.name] = count = seen.get(one.name, 0) + 1
        named.append(one if count == 1 else replace(one, name=f"{one.name} ({count})"))
    return tuple(named)
