"""How much of a plan the room heard in the last weeks, against the house's limit.

The overlap is a share of the night's tracks, each counted once. A pinned cue is a
signature: the room comes for it, so it counts neither as heard nor as one of the
tracks; nor do gaps and cues without a track.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clubplanner.music.track import Track
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules
from clubplanner.residency.identity import keys_of
from clubplanner.residency.memory import Memory

RULE = "overlap-limit"

NAMED = 5
"""Tracks a finding names."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What of a plan was heard lately.

    Attributes:
        heard: the slots whose track was, in playing order, with the day it was last.
        tracks: tracks that count: each once, without signature cues.
    """

    heard: tuple[tuple[Slot, date], ...]
    tracks: int

    @property
    def percent(self) -> float:
        """The share that was heard; 0 for a night without a track that counts."""
        return 100 * len(self.heard) / self.tracks if self.tracks else 0.0

    def too_many(self, limit: int) -> int:
        """Return how many tracks must be swapped to come down to ``limit`` percent."""
        return max(0, len(self.heard) - limit * self.tracks // 100)


def overlap(night: Night, memory: Memory, weeks: int) -> Overlap:
    """Return what of a night was heard in the ``weeks`` times seven days before it.

    Args:
        night: the plan.
        memory: what its venue heard before its day.
        weeks: from 1.
    """
    heard, tracks = [], 0
    for slot, track in _counted(night):
        tracks += 1
        last = memory.last_date(track)
        if last is not None and 0 <= (night.date - last).days <= 7 * weeks:
            heard.append((slot, last))
    return Overlap(tuple(heard), tracks)


def overlap_findings(night: Night, memory: Memory, rules: Rules) -> tuple[Finding, ...]:
    """Return a finding when a night overlaps the last weeks more than the rules allow.

    ``overlap_limit`` of 0 is no limit.
    """
    if not rules.overlap_limit:
        return ()
    found = overlap(night, memory, rules.overlap_weeks)
    surplus = found.too_many(rules.overlap_limit)
    if not surplus:
        return ()
    weeks = rules.overlap_weeks
    text = (
        f"{_percent(found.percent, rules.overlap_limit)} % of the night was heard here "
        f"in the last {'week' if weeks == 1 else f'{weeks} weeks'}, "
        f"the limit is {rules.overlap_limit} %: {_named(found)}."
    )
    days = sorted({day for _, day in found.heard})
    return (
        Finding(
            Severity.WARN,
            RULE,
            text,
            sources="play logs of " + ", ".join(f"{day:%d %b}" for day in days),
            hint=f"swap {surplus} of them, or pin what is a signature cue",
        ),
    )


def _counted(night: Night) -> Iterator[tuple[Slot, Track]]:
    """Yield the slots that count, of a track that comes twice the first."""
    seen: set[str] = set()
    for slot in night.slots:
        track, is_signature = slot.track, bool(slot.cue) and slot.is_anchored
        if track is None or slot.is_gap or is_signature:
            continue
        keys = keys_of(track.path, track.artist, track.title)
        if keys and seen.isdisjoint(keys):
            yield slot, track
        seen.update(keys)


def _named(found: Overlap) -> str:
    names = [f'"{slot.name}" ({day:%d %b})' for slot, day in found.heard[:NAMED]]
    more = len(found.heard) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _percent(percent: float, limit: int) -> str:
    """Return a share in whole percent, or in tenths where that reads as the limit."""
    return f"{percent:.0f}" if round(percent) > limit else f"{percent:.1f}"
