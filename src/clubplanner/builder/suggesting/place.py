"""A place of a night that is open for a track, and the pinned time ahead of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clubplanner.night.context import Context, curve_of
from clubplanner.night.plan import At, EndAt, Night, Position, Slot, window_of
from clubplanner.night.reprises import Twice, repeats
from clubplanner.night.score import free_freshness
from clubplanner.night.timeline import Timed, Timeline, timeline


@dataclass(frozen=True, slots=True)
class Goal:
    """The pinned slot that comes next after an empty stretch.

    Attributes:
        slot: the pinned slot.
        low, high: first and last second at which it may start.
    """

    slot: Slot
    low: int
    high: int


class Place:
    """A place of a night, open for a track.

    Args:
        night: the plan.
        index: place of the slot that gives way, or the place a new one is put in at.
        context: rules, theme and memory.
        gives: whether the slot at ``index`` gives way.
    """

    def __init__(self, night: Night, index: int, context: Context, gives: bool) -> None:
        self.context = context.for_night(night)
        old = night.slots[index] if gives else None
        self.slot = Slot(-1) if old is None else _emptied(old)
        self.above = night.slots[:index]
        self.below = night.slots[index + gives :]
        self.night = replace(night, slots=(*self.above, self.slot, *self.below))
        self.curve = curve_of(night)
        self.fresh = self._fresh()
        """What a track here adds to the term ``fresh``, by its ``kind_of``."""
        line = timeline(self.night, context)
        self.start = line.items[index].start
        """Second at which a track here starts."""
        self._open_step = step(line.items[index:])
        self._open_late = self._late(line, index + 1)
        self._twice = _twice(line, index)
        self._least_shift = self._kept_apart(timeline(night, context), line)
        self.goal = self._goal(line, index + 1)
        """The pinned slot right behind an empty stretch; None where there is none."""

    def _fresh(self) -> tuple[int, int, int]:
        rules = self.context.rules
        if self.slot.is_anchored or not rules.new_share:
            return 0, 0, 0
        songs = [self.context.song(slot) for slot in self.night.slots]
        rest = free_freshness(self.night, songs)
        now, (new, known, signature) = rest.cost(rules), rest.with_one(rules)
        return new - now, known - now, signature - now

    @property
    def parts_a_pair(self) -> bool:
        """Whether a slot here would stand between two that are pinned together."""
        if not self.above or not self.below or self.slot.is_anchored:
            return False
        return self.below[0].follows(self.above[-1])

    @property
    def least_step(self) -> int:
        """Seconds from the start of a track here to what comes behind it, at least.

        A shorter one would bring a reprise too near to its first time (H1).
        """
        return self._open_step + self._least_shift

    def late(self, advance: int) -> int:
        """Return seconds too late for the next pinned time, or the end of the night.

        Args:
            advance: seconds from the start of the track here to what comes behind it.

        Returns:
            0 when it is still reached; before a ``goal`` negative when it would come
            too early.
        """
        if self.goal is None:
            return max(0, self._open_late + advance - self._open_step)
        begins = self.start + advance
        return max(0, begins - self.goal.high) + min(0, begins - self.goal.low)

    def _late(self, line: Timeline, behind: int) -> int:
        """Return by how much the next pinned time, or the end, is late as it stands.

        Negative where there is room to spare.
        """
        for item in line.items[behind:]:
            for anchor in item.slot.anchors:
                if isinstance(anchor, At | EndAt):
                    due = self._due(item, anchor)
                    return item.start - due - window_of(anchor, line.tolerance)
        return line.end - self.night.length_s - self.context.rules.tol_end_s

    def _kept_apart(self, now: Timeline, line: Timeline) -> int:
        """Return by how much what is below may move at least for H1, in seconds.

        What comes again too soon as it is need not come later.

        Args:
            now: the night as it is.
            line: the night with the place open.
        """
        more = len(line.items) - len(now.items)
        least = -line.end
        for first, second in self._twice:
            apart = now.items[second - more].start - now.items[first].start
            opened = line.items[second].start - line.items[first].start
            least = max(least, min(apart, self.context.rules.reprise_s) - opened)
        return least

    def _earliest(self, line: Timeline, behind: int) -> int:
        """Return the second from which on the slot ``behind`` may start by H1."""
        apart, start = self.context.rules.reprise_s, line.items[behind].start
        return max(
            (
                line.items[first].start + apart - (line.items[second].start - start)
                for first, second in self._twice
            ),
            default=0,
        )

    def _goal(self, line: Timeline, behind: int) -> Goal | None:
        """Return the pinned slot that comes next, if it stands after an empty stretch.

        Only the slots pinned without a break from the next one on may tell its time.
        """
        first = line.items[behind : behind + 1]
        if self.slot.is_anchored or not first:
            return None
        for item in line.items[behind:]:
            if not item.slot.is_anchored:
                return None
            window = self._window(line, item)
            if window is not None:
                early = item.start - first[0].start
                low, high = window[0] - early, window[1] - early
                low = min(high, max(low, self._earliest(line, behind)))
                is_empty = low - self.start > 2 * self.context.rules.max_play_s // 3
                return Goal(first[0].slot, low, high) if is_empty else None
        return None

    def _window(self, line: Timeline, item: Timed) -> tuple[int, int] | None:
        """Return when a slot may start by its own pins, None if they do not say."""
        for anchor in item.slot.anchors:
            if isinstance(anchor, At | EndAt):
                due = self._due(item, anchor)
                window = window_of(anchor, line.tolerance)
                return due - window, due + window
            if anchor == Position(-1):
                due = self.night.length_s - item.play
                window = self.context.rules.tol_end_s
                return due - window, due + window
        return None

    def _due(self, item: Timed, anchor: At | EndAt) -> int:
        """Return the second at which a slot should start for its anchor."""
        due = self.night.second(anchor.time)
        return due if isinstance(anchor, At) else due - item.play


def step(items: Sequence[Timed]) -> int:
    """Return seconds from the first slot's start to the next one's, or to its end."""
    return items[1].start - items[0].start if len(items) > 1 else items[0].play


def _twice(line: Timeline, index: int) -> tuple[Twice, ...]:
    """Return what plays both above the place ``index`` and below it."""
    return tuple(pair for pair in repeats(line) if pair[0] < index < pair[1])


def _emptied(slot: Slot) -> Slot:
    return replace(slot, track=None, mix_in_s=None, out_s=None, pitch=None, gap_s=None)
