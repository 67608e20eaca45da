"""Everything there is to say about a night: breaches, seams, gaps, missing files."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from clubplanner.night.conflicts import conflicts
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.hard_rules import breaches, minutes
from clubplanner.night.house import house_findings
from clubplanner.night.plan import Night
from clubplanner.night.remarks import remarks
from clubplanner.night.score import Score, score
from clubplanner.night.seams import RULE as SEAM
from clubplanner.night.seams import seam_findings
from clubplanner.night.timeline import Timeline
from clubplanner.night.transition import Transition, transitions


def check(
    night: Night,
    context: Context,
    *,
    judged: Score | None = None,
    steps: Sequence[Transition] | None = None,
    exists: Callable[[str], bool] | None = None,
    house: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Return every finding, the worst first, of those the seams, then in playing order.

    Args:
        night: the plan.
        context: rules, theme and memory.
        judged: its score, when it is at hand already.
        steps: its transitions, likewise.
        exists: tells whether a file is there; None leaves files unchecked.
        house: what the house's limits say that only other rooms can work out.
    """
    judged = judged or score(night, context)
    if steps is None:
        steps = transitions(night, judged, context)
    here = context.for_night(night)
    groups: tuple[Iterable[Finding], ...] = (
        house,
        house_findings(night, context, judged),
        _conflicts(night, context),
        _breaches(night, context, judged.timeline),
        _empty(judged.timeline),
        _slots(judged.timeline, exists),
        _transitions(steps, here),
        seam_findings(steps, here),
    )
    order = {slot.id: place for place, slot in enumerate(night.slots)}
    found = [finding for group in groups for finding in group]
    return tuple(
        sorted(
            found,
            key=lambda f: (-f.severity, f.rule != SEAM, order.get(f.slot_id or 0, -1)),
        )
    )


def would_fail(findings: Iterable[Finding]) -> bool:
    """Whether anything among the findings would fail on the night."""
    return any(finding.severity is Severity.FAIL for finding in findings)


def _conflicts(night: Night, context: Context) -> Iterator[Finding]:
    for conflict in conflicts(night, context):
        yield Finding(
            Severity.FAIL,
            "anchors-conflict",
            conflict.clash,
            conflict.slot_ids[-1] if conflict.slot_ids else None,
            hint=conflict.mend,
            mends=conflict.mends,
        )


def _breaches(night: Night, context: Context, line: Timeline) -> Iterator[Finding]:
    for breach in breaches(night, context, line):
        yield Finding(Severity.FAIL, breach.rule, f"{breach.text}.", breach.slot_id)


def _empty(line: Timeline) -> Iterator[Finding]:
    if not line.items:
        text = f"Nothing is planned yet: all {minutes(line.length)} are free."
        yield Finding(Severity.FAIL, "empty-night", text, hint="build the night")


def _slots(line: Timeline, exists: Callable[[str], bool] | None) -> Iterator[Finding]:
    for item in line.items:
        slot, at = item.slot, f"{item.begins:%H:%M}"
        if slot.is_gap:
            text = f"{minutes(item.play)} are free from {at}."
            yield Finding(Severity.WARN, "gap", text, slot.id, hint="fill it")
        elif slot.track is None or not slot.track.path:
            text = f'"{slot.name}" at {at} has no file of yours yet.'
            how = "match the cue to a track" if slot.cue else "scan its folder"
            hint = f"{how}, or take it out"
            yield Finding(Severity.WARN, "no-file", text, slot.id, hint=hint)
        elif exists is not None and not exists(slot.track.path):
            text = f'"{slot.name}" at {at}: the file is not there ({slot.track.path}).'
            hint = "plug the drive in, or scan the folder it moved to"
            yield Finding(Severity.FAIL, "missing-file", text, slot.id, hint=hint)
        if item.is_assumed and slot.track is not None and slot.track.length_s:
            text = f'"{slot.name}" at {at}: its mix-in point lies behind its end.'
            hint = "set the mix-in or the out point anew"
            yield Finding(Severity.FAIL, "points", text, slot.id, hint=hint)
        elif item.is_assumed and not slot.is_gap:
            text = f'"{slot.name}" has no known length; {minutes(item.play)} assumed.'
            yield Finding(Severity.WARN, "length-unknown", text, slot.id)


def _transitions(steps: Iterable[Transition], context: Context) -> Iterator[Finding]:
    for step in steps:
        yield from remarks(step, context)
