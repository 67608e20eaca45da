"""Seams first: the transitions into and out of pins that are dear for their plan.

A plan breaks at its pins before it breaks anywhere else. A seam is a transition into or
out of a pinned slot that is mixed: neither pinned itself, nor a cut, nor beside a gap.
It is dear when it costs more than nine in ten of the plan's unpinned transitions do:
mixes, bridges and cuts, but not pinned pairs or what stands beside a gap or open cue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.night import edits
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.mends import Edit, Mend
from clubplanner.night.plan import Night
from clubplanner.night.score import Kind
from clubplanner.night.transition import Transition

RULE = "seam"
"""The rule's name in findings."""

FEW = 10
"""Unpinned transitions below which there is no tenth part to stand out from."""

NOTICED = 1000
"""Cost the floor notices (cost-model.md): the limit of a plan of few transitions, and
the cost from which a dear seam is a warning."""

_UNPINNED = (Kind.MIX, Kind.BRIDGE, Kind.CUT)
_MIXED = (Kind.MIX, Kind.BRIDGE)


@dataclass(frozen=True, slots=True)
class Seam:
    """A mixed transition beside what its plan's others cost, most often at a pin.

    Attributes:
        transition: the transition.
        is_way_in: whether the incoming slot is the pinned one, or none is.
        limit: what nine in ten transitions of the plan cost at most.
    """

    transition: Transition
    is_way_in: bool
    limit: int

    @property
    def cost(self) -> int:
        """What it costs by the model."""
        return self.transition.link.terms.total


def percentile_90(costs: Sequence[int]) -> int:
    """Return the 90th percentile by nearest rank: the cost that is number ceil(9n/10).

    In whole numbers: sorted from the cheapest, number (9 n + 9) // 10 counted from 1.
    Of fewer than ``FEW`` that would be the dearest, so ``NOTICED`` stands for it.
    """
    if len(costs) < FEW:
        return NOTICED
    return sorted(costs)[(9 * len(costs) + 9) // 10 - 1]


def dear_seams(steps: Sequence[Transition]) -> tuple[Seam, ...]:
    """Return the dear seams of a plan in playing order.

    Args:
        steps: all its transitions.
    """
    limit = _limit(steps)
    return tuple(
        Seam(step, step.after.slot.is_anchored, limit)
        for step in steps
        if step.kind in _MIXED
        and (step.before.slot.is_anchored or step.after.slot.is_anchored)
        and step.link.terms.total > limit
    )


def seam_into(steps: Sequence[Transition], slot_id: int | None) -> Seam | None:
    """Return the mixed transition into a slot, dear or not; None where none is mixed.

    Args:
        steps: all transitions of the plan.
        slot_id: the incoming slot.
    """
    for step in steps:
        if step.after.slot.id == slot_id and step.kind in _MIXED:
            before, after = step.before.slot, step.after.slot
            is_way_in = after.is_anchored or not before.is_anchored
            return Seam(step, is_way_in, _limit(steps))
    return None


def _limit(steps: Sequence[Transition]) -> int:
    return percentile_90([s.link.terms.total for s in steps if s.kind in _UNPINNED])


def seam_findings(steps: Sequence[Transition], context: Context) -> Iterator[Finding]:
    """Yield a finding for every dear seam, with its cut as mend where that is cheaper.

    Args:
        steps: all transitions of a plan.
        context: rules, already ``for_night``.
    """
    few = sum(step.kind in _UNPINNED for step in steps) < FEW
    for seam in dear_seams(steps):
        t = seam.transition
        others = (
            f"the floor notices from {NOTICED:,} on"
            if few
            else f"nine in ten transitions here cost {seam.limit:,} or less"
        )
        way = f'into "{t.after.slot.name}" costs {seam.cost:,}'
        way += f' (from "{t.before.slot.name}")'
        if not seam.is_way_in:
            way = f'out of "{t.before.slot.name}" costs {seam.cost:,}'
            way += f' (to "{t.after.slot.name}")'
        text = f"The seam {way}; {others}. {_reasons(t)}."
        mends = cut_mends(seam, context)
        yield Finding(
            Severity.WARN if seam.cost >= NOTICED else Severity.NOTE,
            RULE,
            text,
            t.after.slot.id,
            hint=", or ".join([*(mend.text for mend in mends), "put a ladder there"]),
            mends=mends,
        )


def cut_mends(seam: Seam, context: Context) -> tuple[Mend, ...]:
    """Return the declared cut that would mend a seam, if it costs less."""
    cut = context.rules.cut
    if seam.cost <= cut:
        return ()
    t = seam.transition
    declared = t.after.slot if seam.is_way_in else t.before.slot
    way = "into" if seam.is_way_in else "out of"
    text = f"cut {way} {declared.name} ({cut:,} instead of {seam.cost:,})"
    edit = _cut(declared.id, is_way_in=seam.is_way_in)
    return (Mend(text, "cut", edit=edit),)


def _cut(slot_id: int, *, is_way_in: bool) -> Edit:
    def cut(night: Night) -> Night:
        slot = night.slot(slot_id)
        return edits.set_cut(
            night,
            slot_id,
            cut_in=slot.cut_in or is_way_in,
            cut_out=slot.cut_out or not is_way_in,
        )

    return cut


def _reasons(t: Transition) -> str:
    """Return what makes a transition dear, the dearest part first, at most three."""
    terms, before, after = t.link.terms, t.before.slot.track, t.after.slot.track
    bpms = [format_bpm(track.bpm if track else None) for track in (before, after)]
    keys = [format_key(track.key if track else None) for track in (before, after)]
    tempo = f"tempo {format_percent(t.percent)} ({bpms[0]} to {bpms[1]} BPM)"
    if t.percent is None:
        tempo = f"a tempo is unknown ({bpms[0]} to {bpms[1]} BPM)"
    elif t.meeting is not None and t.meeting.octave != 1:
        tempo += f" in {'half' if t.meeting.octave == 2 else 'double'} time"
    key = f"keys {keys[0]} to {keys[1]}"
    if t.locked is not None:
        key += f", {t.locked.move.name}"
    named = [
        (terms.tempo, tempo),
        (terms.key, key),
        (terms.step, f"energy {t.energy_step or 0:+d}"),
        (terms.genre, "another genre"),
        (terms.memory, "this pair did not work, or was played last time"),
    ]
    dear = sorted(((c, w) for c, w in named if c > 0), key=lambda one: -one[0])[:3]
    words = "; ".join(f"{word}: {cost:,}" for cost, word in dear)
    return words[:1].upper() + words[1:]
