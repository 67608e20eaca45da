"""How a night ran against its plan: late along it, at its anchors, in its mixes.

A slot that only its time was taken for tells nothing of the time, and stays out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from clubplanner.night.plan import At, EndAt, Slot
from clubplanner.residency.heard_plays import Heard
from clubplanner.residency.pairing import Line
from clubplanner.residency.play_log import Play
from clubplanner.residency.review import Review

LONGER_S = 10
"""A transition that differs less from its plan went as planned."""


@dataclass(frozen=True, slots=True)
class AnchorDrift:
    """An anchor that was played, against the clock.

    Attributes:
        slot: the anchored slot.
        play: how it was played.
        off_s: seconds late, negative for early.
        is_held: whether that is within the anchor's window.
    """

    slot: Slot
    play: Play
    off_s: int
    is_held: bool


@dataclass(frozen=True, slots=True)
class Mix:
    """A transition that was played.

    Attributes:
        out, into: the two plays.
        second: second of the night at which the incoming one started.
        planned_s: seconds both were to sound together, None where the plan has not
            these two one after the other.
        played_s: seconds both sounded, negative for silence between them, None where
            that is not known.
    """

    out: Heard
    into: Heard
    second: int | None
    planned_s: int | None
    played_s: int | None

    @property
    def longer_s(self) -> int | None:
        """Seconds longer than planned, negative for shorter, None if not known."""
        if self.planned_s is None or self.played_s is None:
            return None
        return self.played_s - self.planned_s


def minutes_late(seconds: int) -> str:
    """Return seconds as minutes with a sign, ``+2.5``; what rounds to nothing is 0."""
    tenths = round(seconds / 6)
    return f"{tenths / 10:+.1f}" if tenths else "0"


def longer_and_shorter(found: Review) -> tuple[int, int, int]:
    """Return how many transitions ran longer, how many shorter, and of how many."""
    known = [mix.longer_s for mix in mixes(found) if mix.longer_s is not None]
    longer = sum(one >= LONGER_S for one in known)
    return longer, sum(one <= -LONGER_S for one in known), len(known)


def drift(found: Review) -> tuple[Line, ...]:
    """Return the lines whose ``late_s`` is known, in the order they were played."""
    return tuple(line for line in found.lines if line.late_s is not None)


def anchor_drifts(found: Review) -> tuple[AnchorDrift, ...]:
    """Return the anchors with a clock time that were played, in planned order."""
    lines = sorted(drift(found), key=lambda line: line.slot_number)
    return tuple(one for line in lines for one in _anchors(found, line))


def mixes(found: Review) -> tuple[Mix, ...]:
    """Return the transitions that were played, with the overlaps planned and played.

    How long two tracks really sounded together is known where the log says how long
    the first one was played.
    """
    slots = {
        line.play_numbers: line.slot_number
        for line in found.lines
        if line.sureness is not None and line.play is not None and not line.is_guess
    }
    return tuple(
        Mix(
            out,
            into,
            into.second,
            _planned_overlap(found, slots.get(out.numbers), slots.get(into.numbers)),
            _played_overlap(out, into),
        )
        for out, into in pairwise(found.heard)
    )


def _anchors(found: Review, line: Line) -> Iterator[AnchorDrift]:
    slot, play, second = line.slot, line.play, line.played_s
    if slot is None or play is None or second is None:
        return
    for anchor in slot.anchors:
        if isinstance(anchor, At):
            off = second - found.night.second(anchor.time)
        elif isinstance(anchor, EndAt) and play.played_s is not None:
            off = second + round(play.played_s) - found.night.second(anchor.time)
        else:
            continue
        yield AnchorDrift(slot, play, off, abs(off) <= anchor.window_s)


def _planned_overlap(found: Review, out: int | None, into: int | None) -> int | None:
    if out is None or into != out + 1:
        return None
    return found.timed[out - 1].overlap


def _played_overlap(out: Heard, into: Heard) -> int | None:
    if out.second is None or into.second is None or out.play.played_s is None:
        return None
    return round(out.second + out.play.played_s - into.second)
