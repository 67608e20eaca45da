"""VirtualDJ's play lists and histories: M3U with ``#EXTVDJ`` lines, both ways.

Each file has one line of tags above it (seen in lists of users and in the tests of
several programs that follow VirtualDJ)::

    #EXTVDJ:<time>21:39</time><lastplaytime>1674884385</lastplaytime><filesize>9744561
    </filesize><artist>A</artist><title>T</title><remix>R</remix><songlength>241.622
    </songlength>

UTF-8 with BOM, CRLF. A play list has no ``time`` and no ``lastplaytime``; a history,
``History/2023-01-27.m3u``, has both: ``time`` is the clock on the wall, and
``lastplaytime`` the same moment in seconds since 1970 UTC. Ampersands stand bare. Other
programs put ``#EXTINF`` beside it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.m3u8 import has_signs, unbound_problems
from clubplanner.exchange.midnight import on_days
from clubplanner.exchange.names import artist_and_title, day_in
from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import listed_file, listed_path
from clubplanner.exchange.reading import split_lines
from clubplanner.exchange.rows import Listing, Row, rows_with_files
from clubplanner.exchange.version import titled
from clubplanner.files.problem import Problem

_MARK, _PLAIN = "#EXTVDJ:", "#EXTINF:"
_CLAIM = re.compile(r"^#EXTVDJ:", re.MULTILINE)
_READ = ("time", "lastplaytime", "artist", "title", "remix", "songlength")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_STAMP = re.compile(r"[1-3]\d{9}")
"""Seconds since 1970 of a moment from 2001 to 2096."""

_ZONES = range(-12 * 60, 14 * 60 + 1)
"""Minutes that clocks on the wall are ahead of UTC."""


def write_virtualdj(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the night's files in order, as VirtualDJ writes a play list.

    Returns:
        the one list, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    lines = [line for row in rows for line in _lines(row, options.relative_to)]
    text = "\ufeff" + "".join(f"{line}\r\n" for line in lines)
    return (text,), (*problems, *unbound_problems(rows, options))


def _lines(row: Row, folder: str) -> Iterator[str]:
    tags = {"artist": row.artist, "title": row.title}
    if row.length_s is not None:
        tags["songlength"] = f"{row.length_s:.3f}"
    told = "".join(
        f"<{name}>{_escaped(value)}</{name}>" for name, value in tags.items() if value
    )
    yield f"{_MARK}{told}"
    yield listed_path(row.file, folder)


def _escaped(text: str) -> str:
    """Escape no more than needed: an angle bracket, and what would read as one."""
    safe = _ENTITY.sub(lambda found: f"&amp;{found[0][1:]}", text)
    return safe.replace("<", "&lt;")


def claims(source: Source) -> bool:
    """Whether a file has VirtualDJ's line of tags."""
    is_list = source.suffix in (".m3u", ".m3u8") or has_signs(source, _MARK, "#EXTM3U")
    return is_list and _CLAIM.search(source.head_text) is not None


def read(source: Source) -> Imported:
    """Read a play list, or the history of one night, which has times.

    The seconds of a start come from ``lastplaytime`` where it fits the clock; else the
    start has minutes only, on the day of the file's name, or the day after once the
    clock has passed midnight.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    found = split_lines(decoded, source.where)
    folder = str(source.path.absolute().parent)
    told: dict[str, str] = {}
    paths: list[str] = []
    items: list[dict[str, str]] = []
    for line in found.lines:
        if line.startswith(_MARK):
            told |= _tags(line)
        elif line.startswith(_PLAIN):
            told[_PLAIN] = line.partition(",")[2]
        elif line.strip() and not line.startswith("#"):
            paths.append(listed_file(line, folder))
            items.append(told)
            told = {}
    day = day_in(source.path.stem)
    starts = _starts(items, day)
    stem = cells.text(source.path.stem)
    is_night = any("time" in item for item in items)
    first = next((start for start in starts if start), None)
    playlist = Playlist(
        name=stem,
        tracks=tuple(range(len(items))),
        kind="history" if is_night else "playlist",
        day=(day or (first.date() if first else None)) if is_night else None,
    )
    entries = zip(paths, items, starts, strict=True)
    return Imported(
        kind="virtualdj-m3u",
        origin="VirtualDJ",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(_entry(*one) for one in entries),
        playlists=(playlist,),
        problems=(*found.problems, *_undated(is_night, first, source.where)),
    )


def _tags(line: str) -> dict[str, str]:
    """Return the tags of one line that are known, by name."""
    told: dict[str, str] = {}
    for name in _READ:
        _, opened, rest = line.partition(f"<{name}>")
        value, closed, _ = rest.partition(f"</{name}>")
        if opened and closed:
            told[name] = _ENTITY.sub(lambda one: _ENTITIES[one[0]], value)
    return told


def _entry(path: str, told: Mapping[str, str], start: datetime | None) -> Entry:
    artist, title = artist_and_title(told.get(_PLAIN, ""))
    title = cells.text(told.get("title")) or title
    return Entry(
        path=path,
        title=titled(title, cells.text(told.get("remix"))),
        artist=cells.text(told.get("artist")) or artist,
        length_s=cells.length(cells.number(told.get("songlength"))),
        started_at=start,
    )


def _starts(
    items: Sequence[Mapping[str, str]], day: date | None
) -> list[datetime | None]:
    """Return when each file was started, as far as the list says."""
    clocks = [_clock(item.get("time", "")) for item in items]
    exact = [
        _exact(item.get("lastplaytime", ""), clock, day) if clock else None
        for item, clock in zip(items, clocks, strict=True)
    ]
    first = next((one.date() for one in exact if one), None)
    begin = day or first
    if begin is None:
        return exact
    return [
        known or rough
        for known, rough in zip(exact, on_days(clocks, begin), strict=True)
    ]


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _exact(stamp: str, clock: time, day: date | None) -> datetime | None:
    """Return the moment of a stamp on the clock of the wall, None if they disagree.

    Clocks differ from UTC by whole quarters of an hour. Where two zones would show the
    same time, the one whose date is the file's day or the one after is taken.
    """
    if not _STAMP.fullmatch(stamp.strip()):
        return None
    moment = datetime.fromtimestamp(int(stamp), UTC).replace(tzinfo=None)
    ahead = (clock.hour - moment.hour) * 60 + clock.minute - moment.minute
    ways = [ahead + turn for turn in (-1440, 0, 1440) if ahead + turn in _ZONES]
    if ahead % 15 or not ways:
        return None
    days = (day, day + timedelta(days=1)) if day and day < date.max else (day,)
    shown = [moment + timedelta(minutes=way) for way in sorted(ways, key=abs)]
    return next((one for one in shown if one.date() in days), shown[0])


def _undated(is_night: bool, first: datetime | None, where: str) -> tuple[Problem, ...]:
    if not is_night or first:
        return ()
    msg = "the times have no date"
    hint = "name the file after its night, as VirtualDJ does: 2026-11-28.m3u"
    return (Problem(where, msg, hint),)


KIND = Kind("virtualdj-m3u", "VirtualDJ play list or history", claims, read)
