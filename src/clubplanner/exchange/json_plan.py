"""The night as JSON for other programs: a stable shape, everything a plan shows.

The shape, version 1 (a new key may come, none goes or changes its meaning)::

    clubplanner  {format: "plan", version: 1}
    night        name, date, venue, zone, theme, start, end, music_ends, spare_s,
                 curve [{time, energy}]
    slots        one per slot, in order: number, starts, ends, start_s, play_s,
                 overlap_s, is_gap, is_length_assumed, cue, title, artist, album, genre,
                 label, year, isrc, file, bpm, key (Camelot), energy, length_s, pitch,
                 note, anchors [{type, time, window_s, number, target}]
    transitions  one per neighbouring pair: from, to (slot numbers), percent, grade,
                 remarks

Times are ISO 8601 (with the offset where the night has a zone), spans whole seconds.
Unknown is null for numbers and "" for text, as everywhere in clubplanner. An anchor has
only the keys its type needs.
"""

import json
import re
from datetime import datetime
from itertools import pairwise
from typing import Any

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import day_in
from clubplanner.exchange.options import Options, TransitionFacts
from clubplanner.exchange.rows import Listing, Row, assumed_problems
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Played,
    Position,
    Started,
)

VERSION = 1

LARGEST = 8 * 2**20
"""Bytes of the largest plan that is read: thousands of slots. A few bytes of JSON can
become a hundred in memory, so more would cost what no plan is worth."""

_HIGHEST = 1e12
"""No number of a plan is higher; infinity and longer ones are nonsense."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def write_json(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the whole plan; nothing is left out.

    Returns:
        the one document, and the problems.
    """
    anchors = [item.slot.anchors for item in listing.timeline.items]
    slots: list[Json] = [
        {**_slot(row), "anchors": [_anchor(anchor) for anchor in pins]}
        for row, pins in zip(listing.rows, anchors, strict=True)
    ]
    transitions: list[Json] = [
        _transition(before, after, options.transitions.get(after.slot_id))
        for before, after in pairwise(listing.rows)
    ]
    document: Json = {
        "clubplanner": {"format": "plan", "version": VERSION},
        "night": _night(listing),
        "slots": slots,
        "transitions": transitions,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    # A lone surrogate (a file name that is no UTF-8) stands as its escape.
    plain = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return (f"{plain}\n",), tuple(assumed_problems(listing.rows))


def _night(listing: Listing) -> dict[str, Json]:
    night: Night = listing.night
    curve: list[Json] = [
        {"time": knot.time.isoformat(), "energy": knot.energy} for knot in night.curve
    ]
    return {
        "name": night.name,
        "date": night.date.isoformat(),
        "venue": night.venue,
        "zone": night.zone,
        "theme": night.theme,
        "start": night.start.isoformat(),
        "end": night.end.isoformat(),
        "music_ends": night.clock(listing.timeline.end).isoformat(),
        "spare_s": listing.timeline.spare,
        "curve": curve,
    }


def _slot(row: Row) -> dict[str, Json]:
    return {
        "number": row.number,
        "starts": row.begins.isoformat(),
        "ends": row.ends.isoformat(),
        "start_s": row.start_s,
        "play_s": row.play_s,
        "overlap_s": row.overlap_s,
        "is_gap": row.is_gap,
        "is_length_assumed": row.is_assumed,
        "cue": row.cue,
        "title": row.title,
        "artist": row.artist,
        "album": row.album,
        "genre": row.genre,
        "label": row.label,
        "year": row.year,
        "isrc": row.isrc,
        "file": row.file,
        "bpm": row.bpm,
        "key": "" if row.key is None else str(row.key),
        "energy": row.energy,
        "length_s": row.length_s,
        "pitch": row.pitch,
        "note": row.note,
    }


def _anchor(anchor: Anchor) -> dict[str, Json]:
    match anchor:
        case At(time, window_s):
            return {"type": "at", "time": time.isoformat(), "window_s": window_s}
        case EndAt(time, window_s):
            return {"type": "end_at", "time": time.isoformat(), "window_s": window_s}
        case Position(number):
            return {"type": "position", "number": number}
        case Played():
            return {"type": "played"}
        case After(target):
            return {"type": "after", "target": target}
        case Started(time):
            return {"type": "started", "time": time.isoformat()}


def _transition(before: Row, after: Row, facts: TransitionFacts | None) -> Json:
    known = facts or TransitionFacts()
    return {
        "from": before.number,
        "to": after.number,
        "percent": known.percent,
        "grade": known.grade,
        "remarks": list(known.remarks),
    }


def claims(source: Source) -> bool:
    """Whether a file begins as clubplanner's JSON does."""
    start = source.head_text[:500].lstrip()
    return re.match(r'\{\s*"clubplanner"\s*:\s*\{', start) is not None


def read(source: Source) -> Imported:
    """Read the tracks of an exported night; its gaps are left out.

    Raises:
        ClubplannerError: it is no JSON, or none of an exported night.
    """
    decoded = source.text(LARGEST)
    try:
        document = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ClubplannerError(
            "this JSON is broken",
            where=f"{source.where}{line}",
            hint="export the night again",
        ) from error
    slots = document.get("slots") if isinstance(document, dict) else None
    if not isinstance(slots, list):
        raise ClubplannerError(
            "this JSON holds no night", where=source.where, hint="export it again"
        )
    told = document.get("night")
    night = told if isinstance(told, dict) else {}
    named = [one for one in slots if isinstance(one, dict) and not one.get("is_gap")]
    tracks = tuple(_entry(slot) for slot in named)
    name = _text(night, "name") or cells.text(source.path.stem)
    day = day_in(_text(night, "date"))
    return Imported(
        kind="clubplanner-json",
        origin="clubplanner",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tracks,
        playlists=(Playlist(name, tuple(range(len(tracks))), day=day),),
    )


def _entry(slot: dict[str, Any]) -> Entry:
    bpm, energy, year = (_number(slot, name) for name in ("bpm", "energy", "year"))
    return Entry(
        path=cells.path(_raw(slot, "file")),
        title=_text(slot, "title"),
        artist=_text(slot, "artist"),
        album=_text(slot, "album"),
        genre=_text(slot, "genre"),
        label=_text(slot, "label"),
        year=int(year) if year is not None and 1000 <= year <= 2999 else None,
        isrc=cells.isrc(_raw(slot, "isrc")),
        bpm=cells.tempo(str(bpm)) if bpm else None,
        key=cells.key(_raw(slot, "key")),
        key_text=_text(slot, "key"),
        energy=int(energy) if energy is not None and 1 <= energy <= 10 else None,
        length_s=cells.length(_number(slot, "length_s")),
        started_at=_moment(_raw(slot, "starts")),
        played_s=cells.length(_number(slot, "play_s")),
    )


def _raw(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _text(values: dict[str, Any], name: str) -> str:
    return cells.text(_raw(values, name))


def _number(values: dict[str, Any], name: str) -> float | None:
    value = values.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) < _HIGHEST else None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


KIND = Kind("clubplanner-json", "clubplanner night (JSON)", claims, read)
