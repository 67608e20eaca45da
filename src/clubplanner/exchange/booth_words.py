"""What the booth sheet says of one slot, in short words of plain text."""

from collections.abc import Iterator
from dataclasses import dataclass

from clubplanner.exchange.options import Options, Spare, Spares, TransitionFacts
from clubplanner.exchange.rows import Row, one_line
from clubplanner.exchange.tracklist import stamp
from clubplanner.music.key import format_key, key_shift, pitched
from clubplanner.music.tempo import format_bpm, format_percent

_MIXED = ("mix", "pinned", "morph")
_HEARD_CENTS = 25
"""A detune below it is not worth a word, as in ``night.remarks``."""

_UNTOUCHED = 0.05
"""Percent of pitch that print as 0.0."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One slot of the sheet, each part as text; what there is not is empty.

    Attributes:
        row: the slot.
        bpm: as the file has it: ``128``, ``?`` where unknown.
        tempo: how the deck stands as the track comes in, where that differs:
            ``126.4 -1.2%``, and the tempo it then plays at if the plan pitches it.
        key: as heard when it comes in.
        mix: how it comes in: ``64 beats, 30 s``, ``cut``.
        grade: of the transition into it.
        times: words and times in the file: in, the next track, out.
        pins: in words.
        marks: cuts, and what else to watch for, in words.
        bridge, ways: the step of tempo where it is too wide to mix, and what to do.
        instead: other tracks that would fit.
    """

    row: Row
    bpm: str = ""
    tempo: str = ""
    key: str = ""
    mix: str = ""
    grade: str = ""
    times: tuple[tuple[str, str], ...] = ()
    pins: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    note: str = ""
    bridge: str = ""
    ways: str = ""
    instead: tuple[str, ...] = ()

    @property
    def strong(self) -> tuple[str, ...]:
        """What stands in bold below the first line."""
        parts = (*self.pins, *self.marks, self.bridge)
        return tuple(part for part in parts if part)


def entry(
    row: Row, above: Row | None, facts: TransitionFacts, options: Options, held: Spares
) -> Entry:
    """Return what the sheet says of a slot.

    Args:
        row: the slot.
        above: the slot before it.
        facts: of the transition into it.
        options: of the export.
        held: tracks held ready.
    """
    if row.is_gap:
        return Entry(row, mix=f"{row.play_s // 60} min {row.play_s % 60:02d} s free")
    is_cut = row.cut_in or (above is not None and above.cut_out)
    pitch = _entry_pitch(row, facts, is_cut)
    instead = held.instead.get(row.slot_id, ())
    return Entry(
        row,
        bpm=format_bpm(row.bpm),
        tempo=_tempo(row, facts, pitch),
        key=_key(row, pitch, options.key_lock),
        mix=_mix(above, facts, is_cut),
        grade=facts.grade.strip("-"),
        times=tuple(_times(row)),
        pins=row.pinned,
        marks=tuple(_marks(row, pitch, options.key_lock)),
        note=one_line(row.note),
        bridge=_bridge(facts, options.pitch_range),
        ways=_ways(facts, options.pitch_range, held.ladders.get(row.slot_id, ())),
        instead=tuple(map(_spare, instead)),
    )


def _entry_pitch(row: Row, facts: TransitionFacts, is_cut: bool) -> float:
    """Return the percent the deck stands at as the track comes in.

    A mixed track comes in at the tempo of the one before; what is cut, or too far away
    to be mixed, at its own.
    """
    own = 1 + (row.pitch or 0) / 100
    meets = facts.kind in _MIXED and not is_cut and not facts.is_wide
    if facts.meeting is not None and meets:
        own *= 1 + facts.meeting.incoming_percent / 100
    return (own - 1) * 100


def _tempo(row: Row, facts: TransitionFacts, pitch: float) -> str:
    own = row.pitch or 0
    said = [_at(row, pitch)] if abs(pitch) >= _UNTOUCHED else []
    if row.pitch is not None and abs(pitch - own) >= _UNTOUCHED:
        said.append(f"then {_at(row, own)}")
    octave = facts.meeting.octave if facts.meeting is not None else 1
    if octave != 1 and facts.kind in _MIXED:
        said.append("half time" if octave == 2 else "double time")
    return ", ".join(said)


def _at(row: Row, pitch: float) -> str:
    """Return ``126.4 -1.2%``, the percent alone where the BPM is unknown."""
    percent = format_percent(pitch)
    if row.bpm is None:
        return percent
    return f"{format_bpm(row.bpm * (1 + pitch / 100))} {percent}"


def _key(row: Row, pitch: float, key_lock: bool) -> str:
    if row.key is None or key_lock:
        return format_key(row.key)
    return format_key(pitched(row.key, pitch))


def _mix(above: Row | None, facts: TransitionFacts, is_cut: bool) -> str:
    if above is None or above.is_gap:
        return ""
    if is_cut:
        return "cut"
    beats = facts.overlap_beats
    told = [f"{beats} beats"] if beats is not None else []
    return ", ".join((*told, f"{above.overlap_s} s"))


def _times(row: Row) -> Iterator[tuple[str, str]]:
    """Yield when, in the file, the track comes in, the next one does, and it is gone.

    A pitched deck runs through the file faster than the clock.
    """
    begin, rate = row.mix_in_s or 0.0, 1 + (row.pitch or 0) / 100
    if begin:
        yield "in", _in_file(begin)
    if row.is_assumed:
        return
    if row.overlap_s:
        yield "next", _in_file(begin + (row.play_s - row.overlap_s) * rate)
    yield "out", _in_file(begin + row.play_s * rate)


def _in_file(seconds: float) -> str:
    return stamp(int(seconds))


def _marks(row: Row, pitch: float, key_lock: bool) -> Iterator[str]:
    if row.cut_in:
        yield "cut in"
    if row.cut_out:
        yield "cut out"
    off = 0 if key_lock else round(key_shift(pitch).detune_cents)
    if abs(off) >= _HEARD_CENTS:
        yield f"{abs(off)} cents {'sharp' if off > 0 else 'flat'}"
    if row.is_assumed:
        yield "length unknown"


def _bridge(facts: TransitionFacts, limit: float) -> str:
    if not facts.is_wide:
        return ""
    return f"tempo {format_percent(facts.percent)}, wider than {limit:g}%"


def _ways(facts: TransitionFacts, limit: float, ladder: tuple[Spare, ...]) -> str:
    """Return the ways across a step of tempo that no deck can hide."""
    if not facts.is_wide:
        return ""
    meeting, ways = facts.meeting, ["cut or echo out"]
    if meeting is not None and abs(meeting.both_outgoing_percent) <= limit:
        ways.append(
            f"both decks meet at {format_bpm(meeting.both_bpm)}: "
            f"the one before {format_percent(meeting.both_outgoing_percent)}, "
            f"this one {format_percent(meeting.both_incoming_percent)}"
        )
    if ladder:
        ways.append(f"play before it: {', '.join(map(_spare, ladder))}")
    return "; or ".join(ways)


def _spare(track: Spare) -> str:
    facts = (format_bpm(track.bpm), format_key(track.key))
    known = " ".join(fact for fact in facts if fact != "?")
    named = " - ".join(part for part in (track.artist, track.title) if part)
    return one_line(f"{named} ({known})" if known else named)
