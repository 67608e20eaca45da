"""What the Set screen says of the night and of one slot, as picture and lines."""

from collections.abc import Sequence

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.text import cut
from clubplanner.night.context import curve_of
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.plan import Night
from clubplanner.night.score import Kind
from clubplanner.night.timeline import Timed, Timeline
from clubplanner.night.transition import Transition
from clubplanner.tui.widgets.curve_lines import Bar, Picture
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.tones import GRADE_TONES, key_tone

SEVERITY_TONES = {Severity.NOTE: "dim", Severity.WARN: "warn", Severity.FAIL: "bad"}
"""The tone of each severity; its glyph says the same."""


def picture(night: Night, items: Sequence[Timed], cursor: int) -> Picture:
    """Return the night as it is drawn against the clock."""
    bars = []
    for item in items:
        track = item.slot.track
        bars.append(
            Bar(
                item.start,
                item.end,
                track.energy if track else None,
                track.bpm if track else None,
                item.slot.is_anchored,
                item.slot.is_gap,
            )
        )
    target = ((second, energy / 1000) for second, energy in curve_of(night))
    return Picture(night.start, night.length_s, tuple(bars), tuple(target), cursor)


def summary(line: Timeline, findings: Sequence[Finding], shelved: int = 0) -> list[Run]:
    """Return how the night stands: shelf, end, time left, what needs attention.

    Args:
        line: the night on the clock.
        findings: those of the whole night.
        shelved: how many tracks lie on its shelf; none is not worth a word.
    """
    shelf: list[Run] = [(f"shelf {shelved}   ", "accent")] if shelved else []
    if not line.items:
        return [*shelf, ("empty", "dim")]
    spare = format_duration(abs(line.spare))
    left = f"{spare} free" if line.spare >= 0 else f"{spare} over"
    fails = sum(finding.severity == Severity.FAIL for finding in findings)
    warns = sum(finding.severity == Severity.WARN for finding in findings)
    return [
        *shelf,
        (f"ends {line.items[-1].ends:%H:%M}, {left}   ", "dim"),
        (f"{fails} fail", "bad" if fails else "dim"),
        (f", {warns} warn: see !", "dim"),
    ]


def slot_lines(
    item: Timed | None, mix: Transition | None, findings: Sequence[Finding]
) -> list[list[Run]]:
    """Return the details of a slot: the way out of it, itself, its findings.

    The way out stands first: a low window shows two lines.

    Args:
        item: the slot on the clock, None in an empty night.
        mix: the transition out of it, None after the last slot.
        findings: those of the whole night.
    """
    if item is None:
        return []
    lines = [_itself(item)]
    if mix is not None and mix.kind is not Kind.GAP:
        lines.insert(0, _way_out(mix))
    slot_ids = {item.slot.id} | ({mix.after.slot.id} if mix else set())
    for finding in findings:
        if finding.slot_id in slot_ids and finding.severity > Severity.NOTE:
            lines.append(finding_line(finding))
    return lines


def finding_line(finding: Finding) -> list[Run]:
    """Return a finding with its sign, sentence, mend and sources."""
    tone = SEVERITY_TONES[finding.severity]
    line: list[Run] = [(f"{finding.severity.glyph} ", tone), (finding.text, "")]
    if finding.hint:
        line.append((f" Mend: {finding.hint}.", "accent"))
    if finding.sources:
        line.append((f" ({finding.sources})", "dim"))
    return line


def _itself(item: Timed) -> list[Run]:
    slot, track = item.slot, item.slot.track
    clock = f"{item.begins:%H:%M:%S} to {item.ends:%H:%M:%S}"
    plays = format_duration(item.play)
    if track is None:
        return [(f"{clock}  {plays}", ""), (f"  {slot.note}", "dim")]
    whole = f" of {format_duration(track.length_s)}" if track.length_s else ""
    energy = "?" if track.energy is None else str(track.energy)
    return [
        (clock, "strong"),
        (f"  {plays}{whole}  {track.artist or '?'}  {format_bpm(track.bpm)}  ", ""),
        (format_key(track.key), key_tone(track.key)),
        (f"  energy {energy}  {slot.note}", ""),
    ]


def energy_step(step: int | None) -> str:
    """Return a step of energy: ``+2``, ``=``, ``?`` where it is unknown."""
    if step is None:
        return "?"
    return f"{step:+d}" if step else "="


def overlap_words(mix: Transition) -> str:
    """Return how long two tracks sound together: ``64 beats, 0:31``, or not at all."""
    if mix.is_cut:
        return "no overlap"
    beats = "" if mix.overlap_beats is None else f"{mix.overlap_beats} beats, "
    return f"{beats}{format_duration(mix.overlap_s)}"


def _way_out(mix: Transition) -> list[Run]:
    """Return the transition in one line of 80 cells, unless its key move is long."""
    parts = [format_percent(mix.percent)]
    parts.append(mix.locked.move.name if mix.locked else "key ?")
    parts.append(f"energy {energy_step(mix.energy_step)}")
    parts.append(overlap_words(mix))
    return [
        (f"to {cut(mix.after.slot.name, 24)}: ", "dim"),
        (f"{mix.grade} {mix.kind.value}", GRADE_TONES.get(mix.grade, "")),
        (", " + ", ".join(parts), ""),
    ]
