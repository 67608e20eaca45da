"""The residency: ``sets/residency.yaml``, what all nights of a series share."""

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from clubplanner.files import yaml
from clubplanner.files.fields import Fields
from clubplanner.files.node import Mapping
from clubplanner.files.problem import Problem
from clubplanner.music.text import clean
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules
from clubplanner.residency.counting import HEARD_S
from clubplanner.residency.curve import read_curve
from clubplanner.residency.house_rules import read_rules
from clubplanner.residency.night_clock import NightClock, parse_night_time, parse_zone
from clubplanner.residency.night_file import check_version
from clubplanner.residency.rotation import DEFAULT_COUNT
from clubplanner.residency.slot_fields import read_slot

FILE_NAME = "residency.yaml"

WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
"""In the order of ``date.weekday()``."""

_ANY_DAY = date(2026, 1, 10)
"""A day without a change of the clocks, to check the times of default anchors on."""


@dataclass(frozen=True, slots=True)
class Residency:
    """The series of nights at a venue, with its house rules.

    Attributes:
        name, venue: for people; the venue ties nights and play logs together.
        start, end: clock times of a usual night.
        weekday: 0 for Monday to 6, None if nights come irregularly.
        zone: IANA name of the venue's time zone, or empty.
        theme: id of the theme pack, or empty.
        act: the name the DJ plays under, for cue sheets and tracklists.
        address: of the venue, for the royalty sheet.
        rotation: cues of the theme that come round each night, beside its pins.
        rotating: ids of the cues that take turns; empty for all of the theme.
        heard_s: seconds a track must sound to count as played.
        rules: settings of planning, with the file's in place of the defaults.
        template: ``curve`` and ``anchors`` as written; their clock times become moments
            on the date of a night.
    """

    name: str
    venue: str
    start: time
    end: time
    weekday: int | None = None
    zone: str = ""
    theme: str = ""
    act: str = ""
    address: str = ""
    rotation: int = DEFAULT_COUNT
    rotating: tuple[str, ...] = ()
    heard_s: int = HEARD_S
    rules: Rules = field(default_factory=Rules)
    template: Mapping = field(default_factory=lambda: Mapping(()))


Read = tuple[Residency | None, tuple[Problem, ...]]


def read_residency(path: Path, *, name: str = "") -> Read:
    """Read the residency at ``path``; None where it has no usable start or end."""
    document, problems = yaml.read(path, name=name)
    return _residency(document, problems, name or str(path))


def read_residency_text(text: str | bytes, name: str) -> Read:
    """Read a residency from the content of its file, called ``name`` in problems."""
    document, problems = yaml.parse(text, name)
    return _residency(document, problems, name)


def next_date(residency: Residency, after: date) -> date | None:
    """Return the first day later than ``after`` on the weekday; None without one."""
    if residency.weekday is None:
        return None
    return after + timedelta(days=(residency.weekday - after.weekday() - 1) % 7 + 1)


def next_day(residency: Residency, today: date) -> date:
    """Return the day of the next night: ``today`` where there is no weekday."""
    return next_date(residency, today) or today


def new_night(residency: Residency, day: date) -> Night:
    """Return a night of the residency on ``day`` with its default anchors.

    Longest play, overlap and artist gap stay those of the residency's rules.
    """
    zone = parse_zone(residency.zone) if residency.zone else None
    clock = NightClock(day, residency.start, zone)
    start, end = clock.at(residency.start), clock.at(residency.end)
    if end <= start:
        end += timedelta(days=1)
    fields = Fields(residency.template, FILE_NAME, [])
    return Night(
        name=residency.name,
        date=day,
        start=start,
        end=end,
        venue=residency.venue,
        zone=residency.zone,
        theme=residency.theme,
        curve=read_curve(fields, clock),
        slots=_default_slots(fields, clock),
    )


def _default_slots(fields: Fields, clock: NightClock) -> tuple[Slot, ...]:
    entries = enumerate(fields.mappings("anchors"), start=1)
    return tuple(read_slot(entry, clock, number) for number, entry in entries)


def _residency(document: yaml.Document, found: tuple[Problem, ...], name: str) -> Read:
    if not document.is_whole:
        return None, found
    problems = list(found)
    fields = Fields(document.root, name, problems)
    check_version(fields)
    start = fields.parsed("start", parse_night_time)
    end = fields.parsed("end", parse_night_time)
    zone = fields.parsed("zone", parse_zone)
    fields.require_all("start", "end", "venue")
    weekday = fields.choice("weekday", WEEKDAYS)
    rotation = fields.whole("rotation", 0, 99)
    if start is None or end is None:
        return None, tuple(problems)
    residency = Residency(
        name=clean(fields.text("name")) or clean(fields.text("venue")),
        venue=clean(fields.text("venue")),
        start=start,
        end=end,
        weekday=WEEKDAYS.index(weekday) if weekday else None,
        zone=fields.text("zone") if zone else "",
        theme=fields.text("theme"),
        act=clean(fields.text("act")),
        address=clean(fields.text("address")),
        rotation=DEFAULT_COUNT if rotation is None else rotation,
        rotating=tuple(map(clean, fields.texts("rotating"))),
        heard_s=_heard_s(fields),
        rules=_rules(fields),
        template=_template(document.root),
    )
    clock = NightClock(_ANY_DAY, start, zone)
    read_curve(fields, clock)
    _default_slots(fields, clock)
    fields.left_over()
    return residency, tuple(problems)


def _rules(fields: Fields) -> Rules:
    """Return the rules: lengths of plays and mixes on top, the rest in ``rules``."""
    max_play = fields.duration("max_play")
    given: dict[str, Any] = {
        "max_play_s": None if max_play is None else round(max_play),
        "mix_beats": fields.beats("overlap"),
        "artist_gap": fields.whole("artist_gap", 0, 99),
    }
    rules = read_rules(fields.mapping("rules"), Rules())
    return replace(rules, **{k: v for k, v in given.items() if v is not None})


def _heard_s(fields: Fields) -> int:
    """Return the seconds under ``heard``, the usual ones without it."""
    seconds = fields.duration("heard")
    return HEARD_S if seconds is None else round(seconds)


def _template(root: Mapping) -> Mapping:
    keys = ("curve", "anchors")
    return Mapping(tuple(e for e in root.entries if e.key.text in keys), root.line)
