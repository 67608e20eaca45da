"""What play logs hold, kept so that ten years of them need not be read again.

Reading 520 logs of 30 plays takes 1.8 s of processor time, 1.5 s of it for the YAML;
from the cache it takes 0.1 s. A log counts as unchanged while its size, its times of
change and its place on the disk (inode) are the same. The cache is one file of JSON
under a checksum, and may be deleted any time: damaged, cut off or of another version,
it is read as empty.
"""

import contextlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import field, fields, make_dataclass
from datetime import date, datetime, tzinfo
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeAlias

from clubplanner import __version__
from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import write_bytes
from clubplanner.files.node import Bare, Plain
from clubplanner.files.problem import Problem
from clubplanner.residency.night_clock import parse_zone
from clubplanner.residency.play_log import Play, PlayLog

MAX_BYTES = 100_000_000
"""Twenty times ten years of weekly nights; anything larger is not read."""

_FORM = f"clubplanner play logs 3 {__version__}"

Read: TypeAlias = tuple[PlayLog | None, tuple[Problem, ...]]
Stamp: TypeAlias = tuple[int, int, int, int]


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells a file from what it was before, None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class LogCache:
    """The play logs of one folder as they were last read.

    Args:
        file: where the cache lies; it need not exist.
        folder: the folder of the logs; what was kept of another one is not used.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._file, self._folder = file, str(folder)
        self._used: dict[str, list[Any]] = {}

    @cached_property
    def _kept(self) -> dict[str, list[Any]]:
        """What the file holds, read when a log is first asked for."""
        return _load(self._file, self._folder)

    def get(self, name: str, stamp: Stamp) -> Read | None:
        """Return what the log of that file name holds, None if it must be read."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != list(stamp):
            return None
        try:
            found = _log(kept[1]), tuple(Problem(*said) for said in kept[2])
        except ValueError:
            # Its time zone is gone from the system since: reading it anew says so.
            return None
        self._used[name] = kept
        return found

    def put(self, name: str, stamp: Stamp, read: Read) -> None:
        """Keep what was just read from the log of that file name."""
        log, problems = read
        said = [[p.where, p.msg, p.hint, p.is_notice] for p in problems]
        self._used[name] = [list(stamp), _content(log), said]

    def save(self) -> None:
        """Write what was got and put since, if that is another cache than before.

        A cache that cannot be written costs time at the next start and nothing else,
        so that is no error.
        """
        if self._used == self._kept:
            return
        held = json.dumps([self._folder, self._used], separators=(",", ":"))
        head = f"{_FORM} {zlib.crc32(held.encode('ascii')):08x}\n"
        with contextlib.suppress(ClubplannerError, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self._file, f"{head}{held}".encode("ascii"))
        self._kept = dict(self._used)


def _load(file: Path, folder: str) -> dict[str, list[Any]]:
    """Return the entries of a cache file that is whole and of this folder."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return {}
    head, _, held = data.partition(b"\n")
    if head != f"{_FORM} {zlib.crc32(held):08x}".encode():
        return {}
    of_folder, entries = json.loads(held)
    return entries if of_folder == folder else {}


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
