"""What play logs hold, kept so that ten years of them need not be read again.

Reading 520 logs of 30 plays takes 1.8 s of processor time, 1.5 s of it for the YAML;
from the cache it takes 0.1 s.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, make_dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from clubplanner import __version__
from clubplanner.files.node import Bare, Plain
from clubplanner.files.problem import Problem
from clubplanner.residency.kept import Kept, Stamp
from clubplanner.residency.night_clock import parse_zone
from clubplanner.residency.play_log import Play, PlayLog

_FORM = f"clubplanner play logs 3 {__version__}"

Read: TypeAlias = tuple[PlayLog | None, tuple[Problem, ...]]


class LogCache:
    """The play logs of one folder as they were last read.

    Args:
        file: where the cache lies; it need not exist.
        folder: the folder of the logs; what was kept of another one is not used.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._kept = Kept(file, folder, _FORM)
        self.save = self._kept.save

    def get(self, name: str, stamp: Stamp) -> Read | None:
        """Return what the log of that file name holds, None if it must be read."""
        kept = self._kept.get(name, stamp)
        if kept is None:
            return None
        try:
            return _log(kept[0]), tuple(Problem(*said) for said in kept[1])
        except ValueError:
            # Its time zone is gone from the system since: reading it anew says so.
            return None

    def put(self, name: str, stamp: Stamp, read: Read) -> None:
        """Keep what was just read from the log of that file name."""
        log, problems = read
        said = [[p.where, p.msg, p.hint, p.is_notice] for p in problems]
        self._kept.put(name, stamp, _content(log), said)


def _content(log: PlayLog | None) -> list[object] | None:
    if log is None:
        return None
    return [
        *(log.name, log.date.isoformat(), log.venue, log.zone, log.night),
        *(log.is_public, log.stars, log.note),
        *(log.header, _extra_content(log.extra)),
        [_play_content(play) for play in log.plays],
    ]


def _log(content: list[Any] | None) -> PlayLog | None:
    """Return the log; raises ValueError where its time zone is not known."""
    if content is None:
        return None
    name, day, venue, zone, night, is_public, *rest = content
    stars, note, header, extra, plays = rest
    place = parse_zone(zone) if zone else None
    return PlayLog(
        name=name,
        date=date.fromisoformat(day),
        venue=venue,
        zone=zone,
        night=night,
        is_public=is_public,
        stars=stars,
        note=note,
        plays=tuple(_play(one, place) for one in plays),
        header=header,
        extra=_extra(extra),
    )


def _play_content(play: Play) -> list[object]:
    at = play.at
    clock = None if at is None else at.replace(tzinfo=None, fold=0).isoformat()
    return [
        *(play.title, play.artist, play.path, clock, at.fold if at else 0),
        *(play.played_s, play.stars, play.note, play.slot),
        *(play.mix_stars, play.mix_note),
        _extra_content(play.extra),
    ]


@cache
def _draft_class() -> type[Any]:
    """Return a twin of ``Play`` that is not frozen, so that filling it is cheap.

    Ten years have 15,000 plays, and a frozen dataclass sets its fields through
    ``object.__setattr__``. With the same slots a filled one may be declared a ``Play``.
    """
    listed = [(f.name, f.type, field(default=f.default)) for f in fields(Play)]
    return make_dataclass("_Draft", listed, slots=True)


def _play(content: list[Any], zone: tzinfo | None) -> Play:
    title, artist, path, clock, fold, *rest = content
    played_s, stars, note, slot, mix_stars, mix_note, extra = rest
    at = None if clock is None else datetime.fromisoformat(clock)
    if at is not None and (zone or fold):
        at = at.replace(tzinfo=zone, fold=fold)
    words = _extra(extra) if extra else ()
    said = stars, note, slot, words, mix_stars, mix_note
    made: Play = _draft_class()(title, artist, path, at, played_s, *said)
    object.__setattr__(made, "__class__", Play)
    return made


def _extra_content(extra: Iterable[tuple[str, object]]) -> object:
    return [[_packed(key), _packed(value)] for key, value in extra] or 0


def _extra(content: Any) -> tuple[tuple[str, object], ...]:
    return tuple((_unpacked(k), _unpacked(v)) for k, v in content or ())


def _packed(value: object) -> object:
    """Return content of a file as JSON that tells text with quotes from bare text."""
    match value:
        case Bare():
            return [str(value)]
        case str():
            return value
        case tuple():
            return {"list": [_packed(item) for item in value]}
        case Mapping():
            return {"keys": [[_packed(k), _packed(v)] for k, v in value.items()]}
    raise TypeError(value)


def _unpacked(content: Any) -> Any:
    match content:
        case [text]:
            return Bare(text)
        case {"list": items}:
            return tuple(_unpacked(item) for item in items)
        case {"keys": entries}:
            found: dict[str, Plain] = {_unpacked(k): _unpacked(v) for k, v in entries}
            return found
    return content
