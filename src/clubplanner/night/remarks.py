"""What to say about one transition: findings, each with its rule and its sources."""

from collections.abc import Iterator

from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.plan import Slot
from clubplanner.night.score import Kind
from clubplanner.night.transition import Transition

TOO_WIDE = "tempo-range"
"""The rule of a transition wider than the pitch range: of every bridge."""

_KEY_CLASH = 800
"""Term K from which a key move is called a clash (cost-model.md: 1000 is noticed)."""


def remarks(transition: Transition, context: Context) -> tuple[Finding, ...]:
    """Return what there is to say about a transition, the worst first."""
    if transition.kind in (Kind.GAP, Kind.OPEN):
        return ()
    sayings = (_how, _tempo, _key, _key_lock, _energy, _overlap, _cue, _memory)
    found = [finding for say in sayings for finding in say(transition, context)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def names(transition: Transition) -> str:
    """Return both titles: ``"Rivalry" to "Inferno"``."""
    return f'"{transition.before.slot.name}" to "{transition.after.slot.name}"'


def _finding(
    t: Transition,
    severity: Severity,
    rule: str,
    text: str,
    *,
    sources: str = "",
    hint: str = "",
) -> Finding:
    said = text.removeprefix(names(t))
    brief = said.lstrip(": ") if said != text else ""
    brief = f"{brief[:1].upper()}{brief[1:]}"
    return Finding(severity, rule, text, t.after.slot.id, sources, hint, brief=brief)


def _how(t: Transition, context: Context) -> Iterator[Finding]:
    match t.kind:
        case Kind.CUT:
            text = f"Cut from {names(t)}: tempo and key do not count, timing does."
            yield _finding(t, Severity.NOTE, "cut", text)
        case Kind.MORPH:
            text = f"Morph from {names(t)}: the theme says one turns into the other."
            yield _finding(t, Severity.NOTE, "morph", text)
        case Kind.PINNED:
            yield _finding(t, Severity.NOTE, "pinned", f"You pinned {names(t)}.")


def _tempo(t: Transition, context: Context) -> Iterator[Finding]:
    if t.kind is Kind.CUT:
        return
    if t.meeting is None or t.percent is None:
        text = f"{names(t)}: a BPM is unknown, so the tempo cannot be judged."
        hint = "set the BPM in your own words, or let a DJ program analyse the file"
        yield _finding(
            t, Severity.WARN, "tempo-unknown", text, sources=_bpm_from(t), hint=hint
        )
        return
    yield from _octave(t)
    size, limit = abs(t.percent), context.rules.pitch_range
    within = t.link.move is not None and t.kind is not Kind.BRIDGE
    text = (
        f"{names(t)}: tempo {format_percent(t.percent)} "
        f"({_bpm(t.before.slot.track)} to {_bpm(t.after.slot.track)} BPM)"
    )
    both = (
        f"; meeting in the middle each deck moves "
        f"{abs(t.meeting.both_outgoing_percent):.1f}%"
    )
    if not within or size > limit + 0.05:
        bad = Severity.FAIL if t.kind is Kind.BRIDGE else Severity.WARN
        yield _finding(
            t,
            bad,
            TOO_WIDE,
            f"{text}, wider than your pitch range of {limit:g}%{both}.",
            sources=_bpm_from(t),
            hint="put a ladder of tracks between, cut, or swap one of the two",
        )
    elif size > 6:
        text += f", the edge of what one deck can hide{both}."
        yield _finding(t, Severity.WARN, "tempo-edge", text, sources=_bpm_from(t))
    elif size > 2:
        text += ", heard by those who listen for it."
        yield _finding(t, Severity.NOTE, "tempo-step", text, sources=_bpm_from(t))


def _octave(t: Transition) -> Iterator[Finding]:
    incoming = t.after.slot.track
    if t.meeting is None or incoming is None or incoming.bpm is None:
        return
    if t.meeting.octave != 1:
        reading = "half" if t.meeting.octave == 2 else "double"
        counted = format_bpm(incoming.bpm / t.meeting.octave)
        text = (
            f"{names(t)}: the incoming {_bpm(incoming)} BPM is read in {reading} time, "
            f"as {counted}."
        )
        yield _finding(t, Severity.NOTE, "tempo-octave", text, sources=_bpm_from(t))


def _key(t: Transition, context: Context) -> Iterator[Finding]:
    if t.kind is Kind.CUT:
        return
    before = t.before.slot.track
    if t.locked is None:
        text = f"{names(t)}: a key is unknown, so listen before the night."
        yield _finding(t, Severity.NOTE, "key-unknown", text, sources=_key_from(t))
        return
    reading = t.locked if context.rules.key_lock else t.unlocked or t.locked
    step = f"{format_key(before.key if before else None)} to {reading.heard}"
    if t.link.terms.key >= _KEY_CLASH:
        text = f"{names(t)}: keys {step}, {reading.move.name}, clash."
        hint = "keep the overlap short, mix drums only, or swap one of the two"
        yield _finding(
            t, Severity.WARN, "key-clash", text, sources=_key_from(t), hint=hint
        )
    elif t.link.terms.key > context.rules.key.diagonal:
        text = f"{names(t)}: keys {step}, {reading.move.name}."
        yield _finding(t, Severity.NOTE, "key-move", text, sources=_key_from(t))


def _key_lock(t: Transition, context: Context) -> Iterator[Finding]:
    if t.unlocked is None or t.kind is Kind.CUT:
        return
    shift = t.unlocked.shift
    if context.rules.key_lock or abs(shift.detune_cents) < 25:
        return
    text = (
        f"{names(t)}: with key lock off the incoming track sounds in "
        f"{t.unlocked.heard} and {abs(shift.detune_cents):.0f} cents off."
    )
    yield _finding(t, Severity.NOTE, "key-detune", text)


def _energy(t: Transition, context: Context) -> Iterator[Finding]:
    step = t.energy_step
    if step is None or abs(step) < 2:
        return
    way = "jumps" if step > 0 else "drops"
    text = f"{names(t)}: energy {way} by {abs(step)}."
    bad = Severity.WARN if abs(step) > 2 else Severity.NOTE
    yield _finding(t, bad, "energy-step", text, sources=_energy_from(t))


def _overlap(t: Transition, context: Context) -> Iterator[Finding]:
    if t.overlap_beats is None or t.is_cut or t.kind is Kind.MORPH:
        return
    if t.overlap_beats < t.asked_beats:
        text = (
            f"{names(t)}: only {t.overlap_beats} of {t.asked_beats} beats overlap, "
            "the track is too short for more."
        )
        yield _finding(t, Severity.NOTE, "overlap-short", text)


def _cue(t: Transition, context: Context) -> Iterator[Finding]:
    if t.before.slot.cue in context.theme.beatless and t.kind is not Kind.CUT:
        text = f'"{t.before.slot.name}" has no beat at its end to mix out of.'
        hint = "set an out point before its end, or cut out of it"
        yield _finding(t, Severity.WARN, "no-beat-out", text, hint=hint)
    for slot in (t.before.slot, t.after.slot):
        if slot.cue in context.theme.unsteady and t.kind is not Kind.CUT:
            text = (
                f'"{slot.name}" changes speed inside: one BPM is wrong for part of it.'
            )
            yield _finding(t, Severity.WARN, "speed-changes", text)


def _memory(t: Transition, context: Context) -> Iterator[Finding]:
    if t.repeats:
        text = f"{names(t)} was played in this order at the last night."
        yield _finding(t, Severity.NOTE, "pair-repeats", text)
    if t.link.terms.neighbours:
        text = f"{names(t)} stood side by side at the last night as well."
        yield _finding(t, Severity.NOTE, "neighbours-again", text)
    if t.stars is not None and t.stars != 3:
        word = "worked" if t.stars > 3 else "did not work"
        when = f"{t.stars_day.day} {t.stars_day:%b}" if t.stars_day else "before"
        text = f"{names(t)} {word} {when}, {_stars(t.stars)}."
        yield _finding(t, Severity.NOTE, "pair-stars", text)


def _stars(count: int) -> str:
    return "1 star" if count == 1 else f"{count} stars"


def _bpm(track: Track | None) -> str:
    return format_bpm(track.bpm if track else None)


def _bpm_from(t: Transition) -> str:
    return _sources("BPM", *(s.track.bpm_from if s.track else "" for s in _slots(t)))


def _key_from(t: Transition) -> str:
    return _sources("key", *(s.track.key_from if s.track else "" for s in _slots(t)))


def _energy_from(t: Transition) -> str:
    from_ = (s.track.energy_from if s.track else "" for s in _slots(t))
    return _sources("energy", *from_)


def _slots(t: Transition) -> tuple[Slot, Slot]:
    return t.before.slot, t.after.slot


def _sources(what: str, outgoing: str, incoming: str) -> str:
    outgoing, incoming = outgoing or "no source", incoming or "no source"
    if outgoing == incoming:
        return f"{what} from {outgoing}"
    return f"{what} from {outgoing} and {incoming}"
