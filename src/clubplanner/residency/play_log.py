"""Play logs: ``sets/played/<date>-<name>.yaml``, what was really played on a night."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from clubplanner.files import yaml
from clubplanner.files.emit import emit
from clubplanner.files.fields import Fields
from clubplanner.files.node import Bare, Plain
from clubplanner.files.problem import Problem
from clubplanner.files.values import format_clock, format_duration, parse_yes
from clubplanner.music.text import clean, clean_lines
from clubplanner.night.plan import elapsed
from clubplanner.residency.night_clock import (
    NightClock,
    parse_night_time,
    parse_zone,
    written,
)
from clubplanner.residency.night_file import check_version, format_of
from clubplanner.residency.slot_fields import in_order, relative

KEYS = (
    *("clubplanner", "name", "date", "start", "venue", "zone", "night", "public"),
    *("stars", "note", "plays"),
)
"""The keys of a play log in the order they are written."""

PLAY_KEYS = (
    *("at", "title", "artist", "file", "played", "slot", "stars", "note"),
    *("mix_stars", "mix_note"),
)
"""The keys of a play in the order they are written."""

NO_SLOT = "none"
"""Under ``slot``: the play was no slot of the plan."""

MOST_PLAYS = 2_000
"""A log of more is of no night: a day of tracks of a minute has 1,440."""

_MORNING = time(6)
"""A log whose first time is before it began after midnight: until six in the morning
the night is that of the day before."""

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Play:
    """One track that was played.

    Attributes:
        title, artist: as the deck or the DJ named it.
        path: its file, empty if not known.
        at: wall clock of its start, None if not known.
        played_s: seconds it sounded, None if not known.
        slot: the name of the planned slot it was, ``NO_SLOT`` for none, in the DJ's
            word; empty to find out.
        stars: 1-5 for the track at its place in the night, None for no opinion.
        note: the DJ's words on it.
        extra: unknown keys, kept for the next save.
        mix_stars: 1-5 for the mix from the play before into this one alone, None where
            ``stars`` stand for it too.
        mix_note: the DJ's words on that mix alone.
    """

    title: str = ""
    artist: str = ""
    path: str = ""
    at: datetime | None = None
    played_s: float | None = None
    stars: int | None = None
    note: str = ""
    slot: str = ""
    extra: tuple[tuple[str, object], ...] = ()
    mix_stars: int | None = None
    mix_note: str = ""

    @property
    def stars_of_mix(self) -> int | None:
        """Stars for the mix into it, None for no opinion."""
        return self.stars if self.mix_stars is None else self.mix_stars


@dataclass(frozen=True, slots=True)
class PlayLog:
    """What was played on one night.

    Attributes:
        name, venue: for people; the venue ties logs together.
        date: the day the night started on.
        zone: time zone of the times in it, or empty.
        night: name of the night file it was planned in, or empty.
        is_public: played in front of an audience; only those nights are remembered.
        stars: 1-5 for the night as a whole, None for no opinion.
        note: the DJ's words on the night.
        plays: in order of time.
        header: comment lines above the first key, kept as they are.
        extra: unknown keys, kept for the next save.
    """

    name: str
    date: date
    venue: str = ""
    zone: str = ""
    night: str = ""
    is_public: bool = True
    stars: int | None = None
    note: str = ""
    plays: tuple[Play, ...] = ()
    header: str = ""
    extra: tuple[tuple[str, object], ...] = ()


Read = tuple[PlayLog | None, tuple[Problem, ...]]


def read_play_log(path: Path, *, name: str = "") -> Read:
    """Read the play log at ``path``; see ``read_play_log_text``."""
    document, problems = yaml.read(path, name=name)
    return _play_log(document, problems, name or str(path), path.stem)


def read_play_log_text(text: str | bytes, name: str) -> Read:
    """Read a play log from its file's content; None without a date, or far too long.

    Clock times before ``start``, or without it before that of the first play, belong
    to the next day; so does a first play before six in the morning.
    """
    document, problems = yaml.parse(text, name)
    return _play_log(document, problems, name, Path(name).stem)


def play_log_text(log: PlayLog, *, roots: Sequence[Path] = ()) -> str:
    """Return the content of a play log's file.

    Args:
        log: the play log.
        roots: scanned folders; files inside one are written relative to it.
    """
    known: dict[str, Plain] = {
        "clubplanner": format_of(log.extra),
        "name": log.name,
        "date": Bare(log.date.isoformat()),
        "start": _start_to_write(log),
        "venue": log.venue,
        "zone": log.zone,
        "night": log.night,
        "public": Bare("true" if log.is_public else "false"),
        "note": log.note,
        "plays": tuple(_play_content(play, roots) for play in log.plays),
    }
    if log.stars is not None:
        known["stars"] = Bare(log.stars)
    return emit(in_order(known, log.extra, KEYS), header=log.header)


def _play_log(
    document: yaml.Document, found: tuple[Problem, ...], name: str, stem: str
) -> Read:
    if not document.is_whole:
        return None, found
    problems = list(found)
    fields = Fields(document.root, name, problems)
    check_version(fields)
    day, zone = fields.day("date"), fields.parsed("zone", parse_zone)
    if day is None:
        fields.require_all("date")
        return None, tuple(problems)
    entries = fields.mappings("plays")
    if len(entries) > MOST_PLAYS:
        fields.complain(
            "plays",
            f"{len(entries):,} plays are more than any night has ({MOST_PLAYS:,})",
            "write a log for each night; clubplanner import does so",
        )
        return None, tuple(problems)
    start = fields.parsed("start", parse_night_time)
    clock = NightClock(day, _start(start, entries), zone)
    log = PlayLog(
        name=clean(fields.text("name")) or stem,
        date=day,
        venue=clean(fields.text("venue")),
        zone=fields.text("zone") if zone else "",
        night=fields.text("night"),
        is_public=fields.parsed("public", parse_yes) is not False,
        stars=fields.whole("stars", 1, 5),
        note=clean_lines(fields.text("note")),
        plays=_in_the_later_hour([_read_play(entry, clock) for entry in entries]),
        header=document.header,
    )
    return replace(log, extra=tuple(fields.left_over().items())), tuple(problems)


def _start(start: time | None, entries: Sequence[Fields]) -> time:
    """Return the clock time before which it is the next day."""
    first = next(_times(entries), None)
    return start or (time() if first is None else _start_of(first))


def _start_of(first: time) -> time:
    """Return the start that follows from the clock time of the first play."""
    return _NOON if first < _MORNING else first


def _start_to_write(log: PlayLog) -> str:
    """Return ``start`` where the first play alone would be read on another day."""
    first = next((play.at for play in log.plays if play.at is not None), None)
    if first is None:
        return ""
    clock = first.time().replace(microsecond=0)
    if (first.date() > log.date) == (clock < _start_of(clock)):
        return ""
    return format_clock(_NOON if first.date() > log.date else clock)


def _times(entries: Sequence[Fields]) -> Iterator[time]:
    for entry in entries:
        try:
            yield parse_night_time(entry.text("at")).replace(fold=0)
        except ValueError:
            continue


def _read_play(fields: Fields, clock: NightClock) -> Play:
    play = Play(
        at=fields.parsed("at", clock.moment),
        title=clean(fields.text("title")),
        artist=clean(fields.text("artist")),
        path=fields.text("file"),
        played_s=fields.duration("played"),
        slot=clean(fields.text("slot")),
        stars=fields.whole("stars", 1, 5),
        note=clean_lines(fields.text("note")),
        mix_stars=fields.whole("mix_stars", 1, 5),
        mix_note=clean_lines(fields.text("mix_note")),
    )
    if not play.title and not play.path:
        fields.complain("title", "this play names no title and no file", "write title:")
    return replace(play, extra=tuple(fields.left_over().items()))


def _in_the_later_hour(plays: Sequence[Play]) -> tuple[Play, ...]:
    """Return plays with the later of two like times where the earlier would go back.

    Programs write the hour that comes twice both times alike.
    """
    found: list[Play] = []
    before: datetime | None = None
    for play in plays:
        at = play.at
        if before is not None and at is not None and at.tzinfo and not at.fold:
            later = at.replace(fold=1)
            if elapsed(before, at) < 0 <= elapsed(before, later):
                play, at = replace(play, at=later), later
        found.append(play)
        before = at or before
    return tuple(found)


def _play_content(play: Play, roots: Sequence[Path]) -> dict[str, Plain]:
    known: dict[str, Plain] = {
        "title": play.title,
        "artist": play.artist,
        "file": relative(play.path, roots),
        "slot": play.slot,
        "note": play.note,
        "mix_note": play.mix_note,
    }
    if play.at is not None:
        known["at"] = written(play.at)
    if play.played_s is not None:
        known["played"] = format_duration(play.played_s)
    if play.stars is not None:
        known["stars"] = Bare(play.stars)
    if play.mix_stars is not None:
        known["mix_stars"] = Bare(play.mix_stars)
    return in_order(known, play.extra, PLAY_KEYS)
