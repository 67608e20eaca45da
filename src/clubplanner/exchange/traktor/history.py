"""Nights played with Traktor: history NML, and the list it prints as text.

A history is NML whose one list carries EXTENDEDDATA: when each track started, on which
deck, how long it sounded and whether the audience heard it (measured on 190 files:
STARTDATE packs the date as ``year<<16 | month<<8 | day``, STARTTIME counts seconds from
local midnight).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.night_gap import first_day, later_nights
from clubplanner.exchange.traktor.locations import path_of_key
from clubplanner.exchange.traktor.nml import (
    Attributes,
    Document,
    TrackList,
    encoding_of,
    is_nml,
    read_nml,
)
from clubplanner.exchange.traktor.points import ORIGIN
from clubplanner.files.problem import Problem

DECKS = 4

_TAIL_BYTES = 65_536
_LARGEST_INDEXING = 8 << 20
_DAY_S = 25 * 3600
"""Seconds of the longest day: the clocks go back on it."""

_LINE = re.compile(r"(?P<number>\d{1,5})\. (?P<words>.*)")


def _is_history(source: Source) -> bool:
    """Whether the file is NML that ends with plays.

    The lists stand last, behind a collection of any size, so its end is looked at; only
    INDEXING stands behind them, the sorting of lists, which may be large.
    """
    if not is_nml(source):
        return False
    tail = source.tail(_TAIL_BYTES)
    if b"</PLAYLISTS>" not in tail:
        tail = source.tail(_LARGEST_INDEXING)
    return b"<EXTENDEDDATA" in tail


def read_history(source: Source) -> Imported:
    """Read the plays of a history in order, night by night.

    A track played twice comes twice. A night belongs to the day it began; a file that
    holds several is cut where nothing sounded for six hours.

    Raises:
        ClubplannerError: it is not NML, or nothing of it could be read.
    """
    document = read_nml(source)
    plays: list[Entry] = []
    nights: list[Playlist] = []
    missing = 0
    for found in document.lists:
        if not any(row.played for row in found.rows):
            continue
        played, lost = _plays(found, document)
        nights += _nights(found.name, played, len(plays))
        plays += played
        missing += lost
    others = sum(not any(row.played for row in one.rows) for one in document.lists)
    problems = (
        *document.problems,
        *_doubts(plays, missing, source.where),
        *_left_out(others, source.where),
    )
    return Imported(
        kind=KIND.name,
        origin=ORIGIN,
        encoding=encoding_of(source),
        tracks=tuple(plays),
        playlists=tuple(nights),
        problems=problems,
    )


def _plays(found: TrackList, document: Document) -> tuple[list[Entry], int]:
    """Return the plays of a list, and how many name a track the file does not have."""
    plays: list[Entry] = []
    missing = 0
    for row in found.rows:
        place = document.places.get(row.key)
        if place is None:
            missing += 1
            track = Entry(path=path_of_key(row.key))
        else:
            track = document.tracks[place]
        plays.append(_played(track, row.played or {}))
    return plays, missing


def _played(track: Entry, facts: Attributes) -> Entry:
    deck = cells.whole(facts.get("DECK"))
    public = {"0": False, "1": True}
    return replace(
        track,
        started_at=_started(facts),
        played_s=cells.length(cells.number(facts.get("DURATION"))),
        deck=deck + 1 if deck is not None and 0 <= deck < DECKS else None,
        is_public=public.get(facts.get("PLAYEDPUBLIC", "")),
    )


def _started(facts: Attributes) -> datetime | None:
    packed = cells.whole(facts.get("STARTDATE"))
    second = cells.whole(facts.get("STARTTIME"))
    if packed is None or second is None or not 0 <= second <= _DAY_S:
        return None
    try:
        day = datetime(packed >> 16, packed >> 8 & 0xFF, packed & 0xFF)
        return day + timedelta(seconds=second)
    except (ValueError, OverflowError):
        return None


def _nights(name: str, plays: Sequence[Entry], first: int) -> Iterator[Playlist]:
    """Yield a list for each night; ``first`` is the place of the first play."""
    starts = [0, *later_nights(plays)]
    for begin, end in zip(starts, [*starts[1:], len(plays)], strict=True):
        day = first_day(plays[begin:end])
        yield Playlist(
            name=f"{name} {day}" if day else name,
            tracks=tuple(range(first + begin, first + end)),
            kind="history",
            day=day,
        )


def _doubts(plays: Sequence[Entry], missing: int, where: str) -> Iterator[Problem]:
    if missing:
        msg = f"{missing} of {len(plays)} plays name a track the file does not describe"
        hint = "their file names are all there is"
        yield Problem(where, msg, hint, is_notice=True)
    undated = sum(play.started_at is None for play in plays)
    if undated:
        msg = f"{undated} of {len(plays)} plays do not say when they started"
        yield Problem(where, msg, is_notice=True)


def _left_out(others: int, where: str) -> Iterator[Problem]:
    if others:
        msg = f"lists beside the history were left out: {others}"
        hint = "export them from Traktor as playlists of their own"
        yield Problem(where, msg, hint, is_notice=True)


KIND = Kind("traktor-history", "Traktor history (NML)", _is_history, read_history)


def _is_text(source: Source) -> bool:
    """Whether the file is the list Traktor prints: HISTORY, then numbered titles."""
    lines = _filled(source.head_text)
    return next(lines, "") == "HISTORY" and bool(_LINE.fullmatch(next(lines, "")))


def read_text(source: Source) -> Imported:
    """Read a printed history: ``1. Title by Artist``, without times.

    A title may hold `` by `` itself, so the last one parts it from the artist, and rows
    with several are told.

    Raises:
        ClubplannerError: it cannot be read or holds no row.
    """
    decoded = source.text()
    rows = [
        found["words"] for found in map(_LINE.fullmatch, _filled(decoded.text)) if found
    ]
    if not rows:
        raise ClubplannerError(
            "this list holds no line like '1. Title by Artist'", where=source.where
        )
    unsure = sum(words.count(" by ") > 1 for words in rows)
    problems: tuple[Problem, ...] = ()
    if unsure:
        msg = f"lines with several ' by ': {unsure}; the last one was taken"
        hint = "a history in NML is sure of title and artist"
        problems = (Problem(source.where, msg, hint, is_notice=True),)
    return Imported(
        kind=TEXT_KIND.name,
        origin=ORIGIN,
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(_titled(words) for words in rows),
        playlists=(Playlist("HISTORY", tuple(range(len(rows))), kind="history"),),
        problems=problems,
    )


def _filled(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _titled(words: str) -> Entry:
    title, _, artist = words.rpartition(" by ")
    return Entry(
        title=cells.text(title or artist), artist=cells.text(artist if title else "")
    )


TEXT_KIND = Kind("traktor-text", "Traktor history (text)", _is_text, read_text)
