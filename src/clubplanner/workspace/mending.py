"""What would mend a finding: edits of the open night, made for one finding when asked.

The checks of a night know its cuts and moved pins. A ladder needs the library, hence
the builder: some 20 ms for 10,000 tracks and each place it could stand at, so it is
looked for when a finding is looked at.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.conflicts import edited
from clubplanner.night.findings import Finding
from clubplanner.night.hard_rules import breaches
from clubplanner.night.mends import Edit, Mend, told
from clubplanner.night.plan import Night, Slot
from clubplanner.night.remarks import TOO_WIDE
from clubplanner.night.score import Score, score
from clubplanner.night.seams import RULE, Seam, cut_mends, seam_into

if TYPE_CHECKING:
    from clubplanner.builder.ladder import Ladder
    from clubplanner.workspace.workspace import Workspace

LOOKED_UP = (RULE, TOO_WIDE)
"""The rules of the findings that a ladder or a cut may mend."""

MOST_REPLACED = 2
"""Free slots on either side that a ladder may take the place of."""

MOST_TRIES = 4
"""Ladders tried for one stretch until the plan allows one."""


def mends_of(workspace: "Workspace", finding: Finding) -> tuple[Mend, ...]:
    """Return the mends of a finding of the open night, the gentlest first.

    Args:
        workspace: the open night and the library.
        finding: one of its findings.
    """
    seam = _seam(workspace, finding)
    if seam is None:
        return finding.mends
    context = workspace.context.for_night(workspace.opened)
    return (*cut_mends(seam, context), *_ladders(workspace, seam))


def with_mends(workspace: "Workspace", finding: Finding) -> Finding:
    """Return a finding with all its mends, and its hint in their words."""
    if _seam(workspace, finding) is None:
        return finding
    mends = mends_of(workspace, finding)
    hint = told(mends) or "swap one of the two, no ladder of yours helps"
    return replace(finding, mends=mends, hint=hint)


@dataclass(frozen=True, slots=True)
class Priced:
    """A mend that is an edit of the night, with what the night costs then.

    Attributes:
        mend: the edit and its words.
        cost: of the whole night with it.
        change: by how much that is more than without it; negative where it is less.
    """

    mend: Mend
    cost: int
    change: int


def priced_mends(
    workspace: "Workspace", slot_ids: Collection[int]
) -> tuple[Priced, ...]:
    """Return the ladders and cuts over the seams into some slots, the cheapest first.

    Args:
        workspace: the open night and the library.
        slot_ids: the incoming slots of the seams.
    """
    night, context = workspace.opened, workspace.context
    now = workspace.score.terms.total
    mends = {
        mend.text: mend
        for finding in workspace.findings
        if finding.slot_id in slot_ids and finding.rule in LOOKED_UP
        for mend in mends_of(workspace, finding)
    }
    priced = []
    for mend in mends.values():
        mended = edited(mend, night)
        if mended is not None:
            cost = score(mended, context).terms.total
            priced.append(Priced(mend, cost, cost - now))
    return tuple(sorted(priced, key=lambda one: one.cost))


def _seam(workspace: "Workspace", finding: Finding) -> Seam | None:
    """Return the transition a finding is about, if a ladder or a cut may mend it."""
    if finding.rule not in LOOKED_UP:
        return None
    return seam_into(workspace.transitions, finding.slot_id)


@dataclass(frozen=True, slots=True)
class _Try:
    """A ladder put into the plan.

    Attributes:
        mend: the edit.
        over: cost of its dearest transition beyond what the plan's usual ones cost.
        cost: of the whole plan then.
    """

    mend: Mend
    over: int
    cost: int


def _ladders(workspace: "Workspace", seam: Seam) -> Iterator[Mend]:
    """Yield the best ladder for a seam, and how two decks would cross it."""
    night = workspace.opened
    place = night.index(seam.transition.after.slot.id)
    tries: list[_Try] = []
    for first, last in _stretches(night, place):
        before, after = night.slots[first - 1].track, night.slots[last].track
        if before is None or after is None:
            continue
        tries += _walks(workspace, seam, (before, after), first, last)
    for one in sorted(tries, key=lambda one: (one.over, one.cost))[:1]:
        yield one.mend
    yield from _meeting(workspace, seam)


def _walks(
    workspace: "Workspace",
    seam: Seam,
    ends: tuple[Track, Track],
    first: int,
    last: int,
) -> Iterator[_Try]:
    """Yield the cheapest ladder for a stretch that the plan allows."""
    night = workspace.opened
    going = {slot.id for slot in night.slots[first:last]}
    taken = [s.track.path for s in night.slots if s.track and s.id not in going]
    for _ in range(MOST_TRIES):
        found = workspace.planner.ladder(
            *ends,
            least=1,
            most=max(1, last - first),
            without=taken,
            is_one_of_many=True,
        )
        if found is None or found.bridges:
            return
        tried = _tried(workspace, seam, found, first, last)
        if tried is not None:
            yield tried
            return
        taken.append(found.tracks[0].path)


def _stretches(night: Night, place: int) -> Iterator[tuple[int, int]]:
    """Yield the free slots a ladder could stand in place of, as a range.

    None at first, then those above the transition and those below it, up to a pin.
    """
    yield place, place
    for way in (-1, 1):
        for count in range(1, MOST_REPLACED + 1):
            first, last = sorted((place, place + way * count))
            if first < 1 or last >= len(night.slots):
                break
            free = night.slots[first:last]
            if any(s.is_kept or s.is_gap or s.track is None for s in free):
                break
            yield first, last


def _tried(
    workspace: "Workspace", seam: Seam, found: "Ladder", first: int, last: int
) -> _Try | None:
    """Return a ladder in the plan, None unless it beats the seam and breaks no rule."""
    night, context = workspace.opened, workspace.context
    edit = _in_place(night, found, first, last)
    mended = edited(Mend("", "", edit=edit), night)
    if mended is None:
        return None
    judged = score(mended, context)
    links = [
        one.terms.total for one in judged.links[first - 1 : first + len(found.tracks)]
    ]
    is_legal = len(breaches(mended, context)) <= len(breaches(night, context))
    if max(links) >= seam.cost or not is_legal:
        return None
    text = _told(night, found, first, last, max(links), _shift(workspace.score, judged))
    return _Try(
        Mend(text, "ladder", edit=edit),
        max(0, max(links) - seam.limit),
        judged.terms.total,
    )


def _in_place(night: Night, found: "Ladder", first: int, last: int) -> Edit:
    going = [slot.id for slot in night.slots[first:last]]
    anchor = night.slots[last].id

    def edit(now: Night) -> Night:
        left = edits.remove(now, going)
        fresh = [Slot(0, track) for track in found.tracks]
        return edits.insert(left, fresh, left.index(anchor))

    return edit


def _shift(before: Score, after: Score) -> int:
    """Return by how many seconds the end of the night moves."""
    return after.timeline.end - before.timeline.end


def _told(
    night: Night, found: "Ladder", first: int, last: int, dearest: int, shift: int
) -> str:
    rungs = " and ".join(f'"{track.title}" ({track.bpm:g})' for track in found.tracks)
    gone = " and ".join(f'"{slot.name}"' for slot in night.slots[first:last])
    where = f"in place of {gone}" if gone else f"between, {shift / 60:+.1f} min"
    return f"a ladder by {rungs} {where} (no step dearer than {dearest:,})"


def _meeting(workspace: "Workspace", seam: Seam) -> Iterator[Mend]:
    """Yield how both decks would cross a seam that is a bridge."""
    before, after = (
        item.slot.track for item in (seam.transition.before, seam.transition.after)
    )
    if before is None or after is None:
        return
    found = workspace.planner.ladder(before, after, most=1, is_one_of_many=True)
    met = found.meets if found is not None and found.meets is not None else found
    if met is not None and not met.tracks and met.bridges:
        text = f"{met.steps[0].words} (still a bridge for the cost)"
        yield Mend(text, "meet")
