"""Nights and libraries from one JSON object, and the answer as JSON.

The object is shaped like an entry of ``reference/cost-examples.json``: ``tracks`` and
``night``. Tracks are named by their ids, which stand as paths in the plan; genres are
compared as written. This is the door for benchmarks and for other programs.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from math import floor
from typing import NoReturn

from clubplanner.builder.build import LONGEST_S, Built, build, steps_in
from clubplanner.errors import ClubplannerError
from clubplanner.music.key import parse_key
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Terms
from clubplanner.night.plan import (
    HARD_WINDOW_S,
    After,
    Anchor,
    At,
    EndAt,
    Knot,
    Night,
    Played,
    Position,
    Slot,
)
from clubplanner.night.rules import Rules, ThemeValues

TERMS = ("tempo", "key", "step", "genre", "cut", "energy", "affinity", "recency")
"""The terms an answer names, in its order."""

LONGEST_NIGHT_S = 172_800
"""Two days: the search looks at every second of a night."""

LARGEST_KNOT = 100_000
"""Thousandths of energy: ten times what the energy of a track can be."""

MOST_QUOTED = 40
"""Letters of a wrong value that are told."""

LARGEST = 1_000_000
"""What stands for seconds, beats, weeks or places is no larger."""

Instance = tuple[Night, list[Track], Context]


def solve_instance(
    instance: object, *, seconds: float | None = None, seed: int = 0
) -> dict[str, object]:
    """Build the night of an instance and return the answer, ready for ``json.dump``.

    Args:
        instance: the parsed JSON object.
        seconds: given to the search, None for the usual; up to three times as long
            while there is no plan.
        seed: of the search.

    Raises:
        ClubplannerError: the object is not an instance.
    """
    night, tracks, context = read_instance(instance)
    built = build(
        night,
        tracks,
        context,
        seed=seed,
        seconds=LONGEST_S if seconds is None else seconds,
        steps=steps_in(seconds),
    )
    return answer(built)


def answer(built: Built) -> dict[str, object]:
    """Return what was built as the JSON answer: ids, bridges, cost, terms, stop."""
    if built.night is None or built.score is None:
        return {"answer": None, "why": built.why}
    ids = [slot.track.path for slot in built.night.slots if slot.track is not None]
    terms = built.score.terms
    return {
        "answer": ids,
        "bridges": built.score.bridges,
        "cost": terms.total,
        "terms": terms_of(terms),
        "stopped_by": built.stopped_by,
    }


def terms_of(terms: Terms) -> dict[str, int]:
    """Return the terms of an answer by name."""
    return {name: getattr(terms, name) for name in TERMS}


def read_instance(instance: object) -> Instance:
    """Return the night with its anchored slots, the tracks, and what is known around.

    Raises:
        ClubplannerError: what is wrong with the object, and where.
    """
    if not isinstance(instance, Mapping):
        _wrong("an instance is an object with tracks and night")
    night_data = _mapping(instance, "night", "instance")
    start = _start(night_data)
    records = _records(instance, "tracks", "instance")
    tracks = [_track(record, f"tracks[{n}]") for n, record in enumerate(records)]
    by_id = {track.path: track for track in tracks}
    if len(by_id) < len(tracks):
        _wrong("two tracks have the same id", "tracks")
    night = _night(night_data, start, by_id)
    weeks = _weeks(records, start.date())
    context = Context(rules=_rules(night_data), theme=_theme(night_data), weeks=weeks)
    return night, tracks, context


def _night(
    data: Mapping[str, object], start: datetime, by_id: dict[str, Track]
) -> Night:
    length = _whole(data, "length_s", "night", least=1, most=LONGEST_NIGHT_S)
    knots = []
    for n, knot in enumerate(_list(data, "curve", "night")):
        if not isinstance(knot, Sequence) or len(knot) != 2:
            _wrong("a knot of the curve is [second, energy * 1000]", f"curve[{n}]")
        second, energy = (_number(value, f"curve[{n}]") for value in knot)
        if abs(energy) > LARGEST_KNOT:
            _wrong(f"{energy:g} does not work as energy * 1000", f"curve[{n}]")
        knots.append(Knot(start + timedelta(seconds=second), energy / 1000))
    return Night(
        name="instance",
        date=start.date(),
        start=start,
        end=start + timedelta(seconds=length),
        curve=tuple(knots),
        slots=_slots(_records(data, "anchors", "night"), start, by_id),
    )


def _slots(
    records: Sequence[Mapping[str, object]], start: datetime, by_id: dict[str, Track]
) -> tuple[Slot, ...]:
    """Return one slot per pinned track; a track with two times is a reprise.

    A track that another is pinned ``after`` has a slot too, free if nothing pins it.
    """
    found: dict[tuple[str, int], Slot] = {}
    ids = count(1)
    for n, record in enumerate(records):
        where = f"anchors[{n}]"
        track = by_id.get(str(record.get("track")))
        if track is None:
            _wrong(f"no track has the id {_short(record.get('track'))}", where)
        anchor = _anchor(record, start, where)
        turn = 0
        while _clashes(found.get((track.path, turn)), anchor):
            turn += 1
        slot = found.get((track.path, turn)) or Slot(next(ids), track)
        found[track.path, turn] = Slot(
            slot.id,
            track,
            anchors=(*slot.anchors, anchor),
            cut_in=_flag(record, "cut_in", where) or slot.cut_in,
            cut_out=_flag(record, "cut_out", where) or slot.cut_out,
        )
    pinned = {path for path, _ in found}
    named = dict.fromkeys(str(r["after"]) for r in records if r.get("after"))
    leads = [by_id[n] for n in named if n in by_id and n not in pinned]
    return (*(Slot(next(ids), track) for track in leads), *found.values())


def _clashes(slot: Slot | None, anchor: Anchor) -> bool:
    """Whether a slot already holds an anchor of this kind."""
    return slot is not None and any(type(a) is type(anchor) for a in slot.anchors)


def _anchor(record: Mapping[str, object], start: datetime, where: str) -> Anchor:
    kind = record.get("type")
    match kind:
        case "at" | "end_at":
            second = _number(record.get("at"), f"{where}.at")
            tol = _maybe(record, "tol", where)
            window = HARD_WINDOW_S if tol is None else round(tol)
            time = start + timedelta(seconds=second)
            return At(time, window) if kind == "at" else EndAt(time, window)
        case "position":
            return Position(_whole(record, "pos", where))
        case "first" | "last":
            return Position(1 if kind == "first" else -1)
        case "played":
            return Played()
        case "after" if record.get("after"):
            return After(str(record["after"]))
        case _:
            raise ClubplannerError(
                f"an anchor of type {_short(kind)} is not known",
                where=where,
                hint="use at, end_at, position, first, last, played or after",
            )


def _track(record: Mapping[str, object], where: str) -> Track:
    if not record.get("id"):
        _wrong("a track needs an id", where)
    key = parse_key(str(record["key"])) if record.get("key") else None
    if record.get("key") and key is None:
        _wrong(
            f"the key {_short(record['key'])} cannot be read", where, "write it as 8A"
        )
    tags = record.get("tags") or []
    if not isinstance(tags, Sequence) or isinstance(tags, str):
        _wrong("tags is a list of words", where)
    energy = _maybe(record, "energy", where, 1, 10)
    return Track(
        path=str(record["id"]),
        title=str(record.get("title") or ""),
        artist=str(record.get("artist") or ""),
        genre=str(record.get("genre") or ""),
        bpm=_bpm(record, where),
        key=key.key if key else None,
        energy=None if energy is None else floor(energy + 0.5),
        rating=_maybe(record, "rating", where, 0, 5),
        length_s=_maybe(record, "dur", where),
        mix_in_s=_maybe(record, "mix_in", where),
        out_s=_maybe(record, "out", where),
        tags=tuple(str(tag) for tag in tags),
    )


def _bpm(record: Mapping[str, object], where: str) -> float | None:
    """Return the tempo; 0 is how other programs write that it is unknown."""
    if record.get("bpm") == 0:
        return None
    return _maybe(record, "bpm", where, 1, 1000)


def _weeks(records: Sequence[Mapping[str, object]], night: date) -> dict[str, int]:
    weeks = {}
    for n, record in enumerate(records):
        if not record.get("last_played"):
            continue
        try:
            day = datetime.fromisoformat(str(record["last_played"])).date()
        except ValueError:
            _wrong("last_played is a date like 2026-02-28", f"tracks[{n}]")
        weeks[str(record["id"])] = (night - day).days // 7
    return weeks


def _rules(data: Mapping[str, object]) -> Rules:
    usual = Rules()
    return Rules(
        key_lock=_flag(data, "keylock", "night", usual=usual.key_lock),
        max_play_s=_whole(data, "max_play", "night", usual.max_play_s, least=1),
        mix_beats=_whole(data, "mix_beats", "night", usual.mix_beats, least=0),
        artist_gap=_whole(data, "artist_gap", "night", usual.artist_gap, least=0),
        weeks_hard=_whole(data, "weeks_hard", "night", usual.weeks_hard, least=0),
        weeks_soft=_whole(data, "weeks_soft", "night", usual.weeks_soft, least=1),
        tol_end_s=_whole(data, "tol_end", "night", usual.tol_end_s, 0, LONGEST_NIGHT_S),
    )


def _theme(data: Mapping[str, object]) -> ThemeValues:
    theme = _mapping(data, "theme", "night") if data.get("theme") else {}
    weights = []
    for kind in ("genres", "tags"):
        given = _mapping(theme, kind, "theme") if theme.get(kind) else {}
        named = {n: _number(w, f"theme.{kind}.{n}") for n, w in given.items()}
        weights.append({name: round(weight) for name, weight in named.items()})
    return ThemeValues(genres=weights[0], tags=weights[1], literal_genres=True)


def _start(data: Mapping[str, object]) -> datetime:
    try:
        start = datetime.fromisoformat(str(data.get("start")))
    except ValueError:
        _wrong("start is a date with a time, like 2026-03-07T22:00:00", "night.start")
    if not 1900 <= start.year <= 2200:
        _wrong(f"a night in the year {start.year} does not work", "night.start")
    return start


def _mapping(data: Mapping[str, object], key: str, where: str) -> Mapping[str, object]:
    value = data.get(key)
    if not isinstance(value, Mapping):
        _wrong(f"{key} must be an object", where)
    return value


def _list(data: Mapping[str, object], key: str, where: str) -> Sequence[object]:
    value = data.get(key) or []
    if not isinstance(value, Sequence) or isinstance(value, str):
        _wrong(f"{key} must be a list", where)
    return value


def _records(
    data: Mapping[str, object], key: str, where: str
) -> list[Mapping[str, object]]:
    found = []
    for n, record in enumerate(_list(data, key, where)):
        if not isinstance(record, Mapping):
            _wrong("an object was expected", f"{key}[{n}]")
        found.append(record)
    return found


def _flag(
    data: Mapping[str, object], key: str, where: str, *, usual: bool = False
) -> bool:
    value = data.get(key)
    if value is None:
        return usual
    if not isinstance(value, bool):
        _wrong(f"true or false was expected, not {_short(value)}", f"{where}.{key}")
    return value


def _maybe(
    record: Mapping[str, object],
    key: str,
    where: str,
    least: float = 0,
    most: float = LARGEST,
) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    number = _number(value, f"{where}.{key}")
    if not least <= number <= most:
        _wrong(f"{number:g} does not work as {key}", where)
    return number


def _whole(
    data: Mapping[str, object],
    key: str,
    where: str,
    usual: int | None = None,
    least: int | None = None,
    most: int = LARGEST,
) -> int:
    value = _number(data.get(key, usual), f"{where}.{key}")
    if value != int(value) or value > most or (least is not None and value < least):
        _wrong(f"{value:g} does not work as {key}", where)
    return int(value)


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong(f"a number was expected, not {_short(value)}", where)
    if not -LARGEST <= value <= LARGEST:
        _wrong(f"a number up to {LARGEST:,} was expected, not {_short(value)}", where)
    return value


def _short(value: object) -> str:
    """Return a value as it is quoted: what is long would hide the sentence."""
    text = repr(value)
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}..."


def _wrong(msg: str, where: str = "", hint: str = "") -> NoReturn:
    raise ClubplannerError(msg, where=where, hint=hint)
