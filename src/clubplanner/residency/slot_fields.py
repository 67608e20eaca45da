"""One slot of a night as its file holds it: reading and writing side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from clubplanner.files.fields import Fields
from clubplanner.files.node import Bare, Plain
from clubplanner.files.problem import Problem, nearest
from clubplanner.files.values import (
    format_beats,
    format_duration,
    format_number,
    format_percent,
    parse_percent,
)
from clubplanner.music.key import Key, format_key, parse_key
from clubplanner.music.text import clean, clean_lines
from clubplanner.music.track import Track
from clubplanner.night.plan import (
    HARD_WINDOW_S,
    After,
    Anchor,
    At,
    EndAt,
    Played,
    Position,
    Slot,
    Started,
)
from clubplanner.residency.night_clock import NightClock, written

KEYS = (
    *("cue", "title", "artist", "file", "bpm", "key", "energy", "length"),
    *(
        "mix_in",
        "out",
        "pitch",
        "overlap",
        "started",
        "at",
        "window",
        "end_at",
        "end_window",
    ),
    *("position", "first", "last", "played", "after", "cut_in", "cut_out"),
    *("gap", "locked", "note"),
)
"""The keys of a slot in the order they are written."""

_PINS = (
    *("at", "end_at", "position", "first", "last", "played", "after", "started"),
    "locked",
)
"""The keys by which a slot is kept: one that cannot be read is no small matter."""

ORIGIN = "night file"
"""Where the BPM, key and energy of a track come from until the library knows it."""

_YES = Bare("true")


def read_slot(fields: Fields, clock: NightClock, slot_id: int) -> Slot:
    """Return the slot; what cannot be used is a problem and stays in ``extra``."""
    cue = clean(fields.text("cue"))
    track = _read_track(fields)
    mix_in, out = fields.duration("mix_in"), fields.duration("out")
    pitch = fields.parsed("pitch", parse_percent)
    overlap = fields.beats("overlap")
    anchors = tuple(_read_anchors(fields, clock))
    cut_in, cut_out = fields.yes("cut_in"), fields.yes("cut_out")
    gap, locked = fields.duration("gap"), fields.yes("locked")
    note = clean_lines(fields.text("note"))
    extra = tuple(fields.left_over(weighty=_PINS).items())
    if not (track or cue or extra or gap is not None):
        msg = "this slot names no cue, track or gap"
        fields.problems.append(Problem(fields.where(), msg, "write title: or cue:"))
    return Slot(
        id=slot_id,
        track=track,
        cue=cue,
        anchors=anchors,
        overlap_beats=overlap,
        mix_in_s=mix_in,
        out_s=out,
        pitch=pitch or None,
        cut_in=cut_in,
        cut_out=cut_out,
        gap_s=None if gap is None else round(gap),
        locked=locked,
        note=note,
        extra=extra,
    )


def slot_content(slot: Slot, roots: Sequence[Path] = ()) -> dict[str, Plain]:
    """Return what the file says of a slot, keys in order.

    Args:
        slot: the slot.
        roots: scanned folders; a file inside one is written relative to it.
    """
    known: dict[str, Plain] = {"cue": slot.cue, "note": slot.note}
    if slot.track:
        known.update(_track_content(slot.track, roots))
    if slot.mix_in_s is not None:
        known["mix_in"] = format_duration(slot.mix_in_s)
    if slot.out_s is not None:
        known["out"] = format_duration(slot.out_s)
    if slot.pitch is not None:
        known["pitch"] = format_percent(slot.pitch)
    if slot.overlap_beats is not None:
        known["overlap"] = format_beats(slot.overlap_beats)
    for anchor in slot.anchors:
        known.update(_anchor_content(anchor))
    known.update(_windows(slot.anchor(At), slot.anchor(EndAt)))
    known.update({"cut_in": _YES} if slot.cut_in else {})
    known.update({"cut_out": _YES} if slot.cut_out else {})
    if slot.gap_s is not None:
        known["gap"] = format_duration(slot.gap_s)
    known.update({"locked": _YES} if slot.locked else {})
    return in_order(known, slot.extra, KEYS)


def unread_pins(slot: Slot) -> tuple[str, ...]:
    """Return the keys of the pins that stand in the file and could not be used.

    Also those that read like the key of a pin the slot does not have: ``att: '22:00'``.
    """
    known = slot_content(replace(slot, extra=()))
    meant = ((key, key if key in KEYS else nearest(key, KEYS)) for key, _ in slot.extra)
    return tuple(key for key, pin in meant if pin in _PINS and pin not in known)


def in_order(
    known: dict[str, Plain],
    extra: tuple[tuple[str, object], ...],
    keys: tuple[str, ...],
) -> dict[str, Plain]:
    """Return what is not empty of ``known`` in the order of ``keys``, then the rest.

    ``extra`` holds the unknown keys and the values that could not be used: those stand
    under their own key as long as nothing else does.
    """
    kept: dict[str, Plain] = dict(extra)  # type: ignore[arg-type]
    both = {**kept, **{key: value for key, value in known.items() if value != ""}}
    ordered = {key: both.pop(key) for key in keys if key in both}
    return ordered | both


def _read_track(fields: Fields) -> Track | None:
    """Return the copy of a track's facts, None if the slot holds none."""
    key = fields.parsed("key", _read_key)
    bpm, energy = fields.number("bpm", 20, 999), fields.whole("energy", 1, 10)
    track = Track(
        path=fields.text("file"),
        title=clean(fields.text("title")),
        artist=clean(fields.text("artist")),
        bpm=bpm,
        key=key,
        energy=energy,
        length_s=fields.duration("length"),
        bpm_from=ORIGIN if bpm is not None else "",
        key_from=ORIGIN if key is not None else "",
        energy_from=ORIGIN if energy is not None else "",
    )
    return None if track == Track("") else track


def _read_key(text: str) -> Key:
    reading = parse_key(text)
    if reading is None:
        raise ValueError("write a Camelot key, for example 8A")
    return reading.key


def _track_content(track: Track, roots: Sequence[Path]) -> dict[str, Plain]:
    content: dict[str, Plain] = {
        "title": track.title,
        "artist": track.artist,
        "file": relative(track.path, roots),
        "key": format_key(track.key) if track.key else "",
    }
    if track.bpm is not None:
        content["bpm"] = Bare(format_number(track.bpm))
    if track.energy is not None:
        content["energy"] = Bare(track.energy)
    if track.length_s is not None:
        content["length"] = format_duration(track.length_s)
    return content


def relative(path: str, roots: Sequence[Path]) -> str:
    """Return the path below the innermost scanned folder that holds it."""
    inside = [root for root in roots if PurePath(path).is_relative_to(root)]
    if not inside:
        return path
    root = max(inside, key=lambda folder: len(folder.parts))
    return PurePath(path).relative_to(root).as_posix()


def _read_anchors(fields: Fields, clock: NightClock) -> Iterator[Anchor]:
    at, end_at = (
        fields.parsed("at", clock.moment),
        fields.parsed("end_at", clock.moment),
    )
    for key in ("at", "end_at"):
        _notice_oddity(fields, clock, key)
    window = fields.duration("window")
    end_window = fields.duration("end_window")
    if window is not None and not fields.has("at") and not fields.has("end_at"):
        fields.complain("window", "a window needs its 'at'", "write at: and a time")
    if at is not None:
        yield At(at, _seconds(window))
    if end_at is not None:
        yield EndAt(end_at, _seconds(window if end_window is None else end_window))
    yield from _read_position(fields)
    started = fields.parsed("started", clock.moment)
    if started is not None:
        yield Started(started)
    if fields.yes("played"):
        yield Played()
    after = clean(fields.text("after"))
    if after:
        word = after.casefold()
        if word not in ("no", "false"):
            yield After("" if word in ("yes", "true") else after)


def _seconds(window: float | None) -> int:
    return HARD_WINDOW_S if window is None else round(window)


def _read_position(fields: Fields) -> Iterator[Position]:
    """Yield the position; ``first`` and ``last`` win over ``position``."""
    is_first, is_last = fields.yes("first"), fields.yes("last")
    number = fields.whole("position", -999, 999)
    if number == 0:
        msg = "there is no position 0"
        fields.complain("position", msg, "1 is the first, -1 the last")
    if is_first and is_last:
        fields.complain("last", "a slot is first or last", "delete one of the two")
    elif number and (is_first or is_last) and number != (1 if is_first else -1):
        word = "first" if is_first else "last"
        msg = f"the slot is pinned to be {word} already"
        fields.complain("position", msg, "delete one of the two")
    if is_first or is_last or number:
        yield Position(1 if is_first else -1 if is_last else number or 0)


def _notice_oddity(fields: Fields, clock: NightClock, key: str) -> None:
    text = fields.text(key) if fields.has(key) else ""
    try:
        oddity = clock.oddity(text) if text else ""
    except ValueError:
        return
    if oddity:
        fields.notice(key, f"{key} {text}: {oddity}")


def _anchor_content(anchor: Anchor) -> dict[str, Plain]:
    match anchor:
        case At(moment):
            return {"at": written(moment)}
        case EndAt(moment):
            return {"end_at": written(moment)}
        case Position(1):
            return {"first": _YES}
        case Position(-1):
            return {"last": _YES}
        case Position(number):
            return {"position": Bare(number)}
        case Played():
            return {"played": _YES}
        case After(target):
            return {"after": target or _YES}
        case Started(moment):
            return {"started": written(moment)}


def _windows(at: At | None, end_at: EndAt | None) -> dict[str, Plain]:
    """Return the windows: one for both times, ``end_window`` where they differ.

    That of a hard anchor goes without saying.
    """
    first = at or end_at
    if first is None:
        return {}
    hard = first.window_s == HARD_WINDOW_S
    content: dict[str, Plain] = {} if hard else {"window": _window(first.window_s)}
    if at and end_at and at.window_s != end_at.window_s:
        content["end_window"] = _window(end_at.window_s)
    return content


def _window(seconds: int) -> str:
    """Return ``5 min`` or ``90 s``."""
    minutes, rest = divmod(seconds, 60)
    return f"{seconds} s" if rest or not minutes else f"{minutes} min"
