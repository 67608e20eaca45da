"""What really happened so far, put into the plan: the past of a night being played.

The past is the slots that have ``Started``, the last of them the one that plays. Times
nobody told are those of the plan, fitted between the ones that are known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Position,
    Slot,
    Started,
    window_of,
)
from clubplanner.night.timeline import Timed, timeline
from clubplanner.night.waiting import without_wait

Heard = int | Track
"""What plays or played: a slot's id, or a track, which need not be in the plan."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A night with its past as it was.

    Attributes:
        night: what was played, what plays, then the rest of the plan in its order.
        place: place of the slot that plays, from 0.
        planned: the slots on the clock as they were planned, by id.
        drift_s: seconds late (negative: early).
        notes: what was taken for granted, one sentence each.
        lost: pins that can no longer be held, one sentence each.
    """

    night: Night
    place: int
    planned: Mapping[int, Timed]
    drift_s: int
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def playing(self) -> Slot:
        """The slot that plays."""
        return self.night.slots[self.place]


def begin(
    night: Night,
    now: int,
    playing: Heard,
    context: Context,
    *,
    since: int | None = None,
    played: Sequence[Heard] | None = None,
) -> Begun:
    """Return the night with its past as it was.

    Args:
        night: the plan.
        now: second of the night.
        playing: what plays.
        context: rules and theme.
        since: second at which it started; the one known already, else ``now``.
        played: everything that was played, in order; None takes the plan's word for it:
            the slots above the playing one whose time had come.

    Raises:
        ClubplannerError: what was told cannot have happened.
        KeyError: no slot has that id.
    """
    return _Reader(night, now, context).begun(playing, since, played)


class _Reader:
    """Reads what happened out of a plan and a few words."""

    def __init__(self, night: Night, now: int, context: Context) -> None:
        self.night, self.now = night, now
        self.tolerance = context.for_night(night).rules.tolerance_s
        self.context = context
        self.items = {i.slot.id: i for i in timeline(night, context).items}
        self.fresh = night.next_id()
        self.notes: list[str] = []
        self.lost: list[str] = []

    def begun(
        self, playing: Heard, since: int | None, played: Sequence[Heard] | None
    ) -> Begun:
        """Return the night with its past as it was."""
        current = self._slot(playing)
        known = current.anchor(Started)
        if since is None:
            since = self.now if known is None else self.night.second(known.time)
        self._check(current, since)
        past = self._past(current, since, played)
        rest = self._rest(current, [*past, current])
        times = self._times(past, since, current)
        if known is None and current.id in self.items:
            self._note_missed(current, since)
        history = [
            self._started(slot, time)
            for slot, time in zip((*past, current), (*times, since), strict=True)
        ]
        history[-1] = self._still_pinned(current, history[-1], is_last=not rest)
        slots = self._followed((*history, *rest))
        plan = replace(self.night, slots=slots)
        drift = self._drift(plan, len(past), since)
        return Begun(
            plan, len(past), self.items, drift, tuple(self.notes), tuple(self.lost)
        )

    def _slot(self, heard: Heard) -> Slot:
        """Return the slot that is meant, a new one for a track of no slot."""
        if isinstance(heard, int):
            return self.night.slot(heard)
        same = [s for s in self.night.slots if s.track and s.track.path == heard.path]
        waiting = [s for s in same if s.anchor(Started) is None]
        last = [s for s in self.night.slots if s.anchor(Started)][-1:]
        for slot in [s for s in same if s in last] + waiting:
            return slot
        self.fresh += 1
        return Slot(self.fresh - 1, heard)

    def _check(self, current: Slot, since: int) -> None:
        night = self.night
        if since < 0 or self.now < 0:
            at = night.clock(min(since, self.now))
            raise ClubplannerError(
                f"the night starts at {night.start:%H:%M}; nothing of it can have "
                f"played at {at:%H:%M}",
                hint="say the time it is then, or move the night's start",
            )
        if since > self.now:
            raise ClubplannerError(
                f'"{current.name}" cannot have started at {night.clock(since):%H:%M}: '
                f"it is {night.clock(self.now):%H:%M}"
            )
        for slot in self._started_slots(current):
            begun = self.items[slot.id].start
            if begun >= since:
                raise ClubplannerError(
                    f'"{slot.name}" started at {night.clock(begun):%H:%M:%S}, so '
                    f'"{current.name}" started later than that',
                    hint="say since when it plays, or undo the last re-plan",
                )

    def _started_slots(self, current: Slot) -> list[Slot]:
        slots = self.night.slots
        return [s for s in slots if s.anchor(Started) and s.id != current.id]

    def _past(
        self, current: Slot, since: int, played: Sequence[Heard] | None
    ) -> list[Slot]:
        past = self._started_slots(current)
        if played is None:
            return past + list(self._by_plan(current, since, past))
        for heard in played:
            slot = self._slot(heard)
            known = slot.id == current.id or any(s.id == slot.id for s in past)
            path = slot.track.path if slot.track else ""
            if not known and not any(s.track and s.track.path == path for s in past):
                past.append(slot)
        return past

    def _by_plan(
        self, current: Slot, since: int, past: Sequence[Slot]
    ) -> Iterator[Slot]:
        """Yield the slots that were played if the DJ kept to the plan until now."""
        slots, is_planned = self.night.slots, current.id in self.items
        above = slots[: self.night.index(current.id)] if is_planned else slots
        for slot in above:
            if slot in past:
                continue
            item = self.items[slot.id]
            # A track thrown in came instead of what had hardly begun by the plan.
            least = 0 if is_planned else (item.play - item.overlap) // 2
            if item.start + least >= since:
                return
            yield slot

    def _rest(self, current: Slot, gone: Sequence[Slot]) -> list[Slot]:
        """Return what is still to come: free slots above the playing one are not."""
        ids = {slot.id for slot in gone}
        waits = bool(self.night.slots) and self.night.slots[0].id not in ids
        plan = without_wait(self.night) if waits else self.night
        place = len(plan.slots)
        if current.id in self.items:
            place = plan.index(current.id)
        else:
            done = [plan.index(s.id) for s in gone if s.id in self.items]
            place = max(done, default=-1)
        rest, skipped = [], []
        for slot in plan.slots[: max(0, place)]:
            if slot.id in ids or slot.is_gap:
                continue
            if not slot.is_kept:
                skipped.append(slot)
            elif self._can_come(slot, len(gone)):
                rest.append(slot)
        if skipped:
            names = ", ".join(f'"{slot.name}"' for slot in skipped)
            word = "counts" if len(skipped) == 1 else "count"
            self.notes.append(f"{names} {word} as skipped.")
        after = plan.slots[max(0, place) :]
        return rest + [slot for slot in after if slot.id not in ids]

    def _can_come(self, slot: Slot, gone: int) -> bool:
        """Whether a pinned slot that was skipped may still hold what pins it."""
        for anchor in slot.anchors:
            late = isinstance(anchor, At | EndAt) and (
                self.night.second(anchor.time) + window_of(anchor, self.tolerance)
                < self.now
            )
            passed = isinstance(anchor, Position) and 0 < anchor.number <= gone
            if late or passed:
                when = f" to {anchor.time:%H:%M}" if isinstance(anchor, At) else ""
                self.lost.append(
                    f'"{slot.name}", pinned{when}, was skipped and is left out.'
                )
                return False
        return True

    def _times(self, past: Sequence[Slot], since: int, current: Slot) -> list[int]:
        """Return when each past slot started: known, or planned and fitted between."""
        found: list[int] = []
        run: list[Slot] = []
        for slot in (*past, current):
            is_end = slot.id == current.id
            if not is_end and slot.anchor(Started) is None:
                run.append(slot)
                continue
            edge = since if is_end else self.items[slot.id].start
            found += self._fitted(run, found[-1] if found else -1, edge)
            run = []
            found += [] if is_end else [edge]
        return found

    def _fitted(self, run: Sequence[Slot], low: int, high: int) -> list[int]:
        """Return times strictly between two seconds, as planned where they fit."""
        planned = [self.items[s.id].start for s in run if s.id in self.items]
        ordered = [low, *planned, high]
        grows = all(a < b for a, b in pairwise(ordered))
        if len(planned) == len(run) and grows:
            return planned
        room = high - low - 1
        if room < len(run):
            raise ClubplannerError(
                f"{len(run)} tracks cannot have played in {minutes(max(0, room))}",
                hint="check what was played, and the time",
            )
        return [low + 1 + room * n // len(run) for n in range(len(run))]

    def _note_missed(self, current: Slot, since: int) -> None:
        at = current.anchor(At)
        if at is None:
            return
        off = since - self.night.second(at.time)
        if abs(off) > window_of(at, self.tolerance):
            side = "late" if off > 0 else "early"
            self.lost.append(
                f'"{current.name}" started {minutes(off)} {side} for its pin at '
                f"{at.time:%H:%M}."
            )

    def _started(self, slot: Slot, second: int) -> Slot:
        """Return a slot of the past: its pins are over, but for what it followed."""
        kept = [a for a in slot.anchors if isinstance(a, After)]
        anchors: list[Anchor] = [Started(self.night.clock(second)), *kept]
        return replace(slot, anchors=tuple(anchors))

    def _still_pinned(self, slot: Slot, started: Slot, *, is_last: bool) -> Slot:
        """Return the playing slot with the pins that are still ahead of it."""
        kept = [
            anchor
            for anchor in slot.anchors
            if isinstance(anchor, EndAt)
            or (is_last and isinstance(anchor, Position) and anchor.number == -1)
        ]
        return replace(started, anchors=(*started.anchors, *kept))

    def _followed(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        """Take ``after`` off the slots whose lead is no longer above them."""
        found: list[Slot] = []
        for slot in slots:
            after = slot.anchor(After)
            holds = found and slot.follows(found[-1])
            if after is None or holds or not self._followed_one(slot):
                found.append(slot)
                continue
            kept = tuple(a for a in slot.anchors if not isinstance(a, After))
            found.append(replace(slot, anchors=kept))
            if slot.anchor(Started) is None:
                lead = after.target or "the slot above"
                self.lost.append(f'"{slot.name}" no longer comes after {lead}.')
        return tuple(found)

    def _followed_one(self, slot: Slot) -> bool:
        """Whether the plan had the slot directly after the one it is pinned to."""
        place = self.night.index(slot.id) if slot.id in self.items else 0
        return place > 0 and slot.follows(self.night.slots[place - 1])

    def _drift(self, plan: Night, place: int, since: int) -> int:
        """Return the seconds by which the plan is late now."""
        current = plan.slots[place]
        if current.id in self.items:
            return since - self.items[current.id].start
        line = timeline(plan, self.context)
        for item in line.items[place + 1 :]:
            if item.slot.id in self.items:
                return item.start - self.items[item.slot.id].start
        return line.end - max((i.end for i in self.items.values()), default=line.end)
