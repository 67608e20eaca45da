"""One transition in words: both decks, both ways to meet, both readings of the key."""

from collections.abc import Sequence
from datetime import datetime

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent, length_at, within
from clubplanner.night.cost import Terms
from clubplanner.night.findings import Finding
from clubplanner.night.rules import Rules
from clubplanner.night.term_words import told
from clubplanner.night.timeline import Timed
from clubplanner.night.transition import KeyReading, Transition
from clubplanner.tui.screens.set_text import finding_line, overlap_words
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.tones import GRADE_TONES, key_tone

_LABEL = 9

Line = list[Run]


def mix_lines(
    mix: Transition,
    rules: Rules,
    findings: Sequence[Finding],
    slot: Terms | None = None,
    second: str = "",
    picture: Sequence[Line] = (),
) -> list[Line]:
    """Return everything there is to say about a transition.

    Args:
        mix: the transition.
        rules: the pitch range and key lock in force.
        findings: those of the incoming slot.
        slot: what the incoming slot itself costs.
        second: the best other track for it and why it lost, empty while unknown.
        picture: lines that stand below both decks.
    """
    lines = [
        _deck("OUT", mix.before, f"until {_gone(mix):%H:%M:%S}"),
        _deck("IN", mix.after, f"from {mix.after.begins:%H:%M:%S}"),
    ]
    tone = GRADE_TONES.get(mix.grade, "dim")
    lines += [
        [("", "")],
        *picture,
        [
            _label("grade"),
            (f"{mix.grade} ", tone),
            (f"{mix.kind.value}, {_priced(mix.link.terms)}", ""),
        ],
        *_slot(slot, second),
        *_tempo(mix, rules),
        *_key(mix, rules),
        _energy(mix),
        _overlap(mix),
    ]
    if mix.stars is not None or mix.repeats:
        lines.append(_memory(mix))
    return [*lines, [("", "")], *(finding_line(finding) for finding in findings)]


def _label(word: str) -> Run:
    return f"{word:<{_LABEL}}", "head"


def _gone(mix: Transition) -> datetime:
    """Return when the outgoing track is gone: a cut ends it where the next begins."""
    return mix.after.begins if mix.is_cut else mix.before.ends


def _deck(word: str, item: Timed, when: str) -> Line:
    slot, track = item.slot, item.slot.track
    if track is None:
        return [_label(word), (slot.name, "strong"), ("  no track", "dim")]
    energy = "?" if track.energy is None else str(track.energy)
    return [
        _label(word),
        (slot.name, "strong"),
        (f" - {track.artist or '?'}   ", ""),
        (format_bpm(track.bpm), "strong"),
        ("  ", ""),
        (format_key(track.key), key_tone(track.key)),
        (f"  energy {energy}   {when}", ""),
    ]


def _slot(terms: Terms | None, second: str) -> list[Line]:
    """Return what the incoming slot costs, and which track came second."""
    lines: list[Line] = []
    if terms is not None:
        lines.append([_label("slot"), (_priced(terms), "")])
    if second:
        lines.append([_label("second"), (second, "")])
    return lines


def _priced(terms: Terms) -> str:
    words = told(terms)
    return f"cost {terms.total:,}" + (f" ({words})" if words else "")


def _tempo(mix: Transition, rules: Rules) -> list[Line]:
    meeting = mix.meeting
    if meeting is None:
        return [[_label("tempo"), ("?", "warn"), (" a BPM is unknown", "dim")]]
    octave = {2.0: ", read in half time", 0.5: ", read in double time"}
    alone = meeting.incoming_percent
    play = mix.after.play
    lasts = f", {format_duration(play)} lasts {_at_pitch(play, alone)}"
    return [
        [
            _label("tempo"),
            (f"{format_percent(mix.percent)} into the incoming track", ""),
            (octave.get(meeting.octave, ""), "warn"),
        ],
        [
            _label("  one"),
            (f"the incoming deck at {format_percent(alone)}", ""),
            _range(alone, rules),
            (lasts if abs(alone) >= 0.5 else "", "dim"),
        ],
        [
            _label("  both"),
            (
                f"OUT {format_percent(meeting.both_outgoing_percent)}, "
                f"IN {format_percent(meeting.both_incoming_percent)}, "
                f"meeting at {format_bpm(meeting.both_bpm)} BPM",
                "",
            ),
            _range(meeting.both_incoming_percent, rules),
        ],
    ]


def _at_pitch(play_s: int, percent: float) -> str:
    return format_duration(length_at(play_s, percent)) if percent > -100 else "?"


def _range(percent: float, rules: Rules) -> Run:
    if within(percent, rules.pitch_range):
        return f"  inside your range of {rules.pitch_range:g}%", "good"
    return f"  beyond your range of {rules.pitch_range:g}%", "bad"


def _key(mix: Transition, rules: Rules) -> list[Line]:
    before = mix.before.slot.track
    here = format_key(before.key if before else None)
    rows = (("lock on", mix.locked, True), ("lock off", mix.unlocked, False))
    return [
        _key_line(word, reading, here, rules.key_lock == is_on)
        for word, reading, is_on in rows
    ]


def _key_line(word: str, reading: KeyReading | None, here: str, is_used: bool) -> Line:
    used = ("  (your setting)", "dim") if is_used else ("", "")
    if reading is None:
        return [_label(word), ("?", "warn"), (" a key or BPM is unknown", "dim"), used]
    text = f"{here} to {reading.heard}, {reading.move.name}"
    shared = f", {reading.move.notes_shared} of 7 notes shared"
    cents = reading.shift.detune_cents
    off = f", {cents:+.0f} cents off" if abs(cents) >= 0.5 else ""
    return [_label(word), (text, "key"), (shared + off, ""), used]


def _energy(mix: Transition) -> Line:
    if mix.energy_step is None:
        return [_label("energy"), ("?", "warn"), (" of one track is unknown", "dim")]
    word = "the same" if mix.energy_step == 0 else f"{mix.energy_step:+d}"
    return [_label("energy"), (word, "")]


def _overlap(mix: Transition) -> Line:
    words, beats = overlap_words(mix), mix.overlap_beats
    if mix.is_cut:
        return [_label("overlap"), ("cut", ""), (", nothing overlaps", "dim")]
    if beats is None:
        return [_label("overlap"), (words, ""), (" (no BPM, so no beats)", "dim")]
    asked = "" if beats >= mix.asked_beats else f" of {mix.asked_beats} asked for"
    return [_label("overlap"), (words, ""), (asked, "warn")]


def _memory(mix: Transition) -> Line:
    words = []
    if mix.stars is not None:
        words.append(f"{mix.stars} stars from you")
    if mix.repeats:
        words.append("played in this order at the last night")
    return [_label("memory"), (", ".join(words), "accent")]
