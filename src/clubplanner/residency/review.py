"""Monday: what was planned against what was played, and what the room heard again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from clubplanner.night.plan import At, EndAt, Night, Slot, elapsed
from clubplanner.residency.identity import keys_of, song_key
from clubplanner.residency.memory import was_heard
from clubplanner.residency.play_log import Play, PlayLog

_HALF_A_DAY_S = 43_200


class Fate(StrEnum):
    """What became of a slot, or where a play came from."""

    KEPT = "kept"
    MOVED = "moved"
    SWAPPED = "swapped"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a review.

    Attributes:
        fate: kept; moved (played elsewhere in the order); swapped (another track was
            played in its place); dropped (not played); added (not planned).
        slot: the planned one, None for what was added.
        play: the played one, None for what was dropped.
    """

    fate: Fate
    slot: Slot | None
    play: Play | None


@dataclass(frozen=True, slots=True)
class Drift:
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
class Review:
    """A night planned and played.

    Attributes:
        lines: in the order it was played; what was dropped stands where it was planned.
        drifts: anchors with a clock time that were played, in order.
    """

    lines: tuple[Line, ...]
    drifts: tuple[Drift, ...]

    def count(self, fate: Fate) -> int:
        """Return how many lines have that fate."""
        return sum(line.fate is fate for line in self.lines)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Music the room heard on more than one night; ``days`` in order."""

    title: str
    artist: str
    days: tuple[date, ...]


def review(
    night: Night, log: PlayLog, cue_names: Mapping[str, tuple[str, str]] | None = None
) -> Review:
    """Compare a plan with what was played.

    Slots and plays are the same when the file or the folded artist and title agree.

    Args:
        night: the plan.
        log: what was played.
        cue_names: per cue id its artist and title, for cues planned without a track.
    """
    slots = [slot for slot in night.slots if not slot.is_gap]
    plays = list(log.plays)
    numbers = _numbered([_slot_keys(slot, cue_names or {}) for slot in slots], plays)
    matched = _matched(numbers[: len(slots)], numbers[len(slots) :])
    lines: list[Line] = []
    next_slot = next_play = 0
    for i, j in [*_in_order(matched), (len(slots), len(plays))]:
        lines.extend(
            _between(
                [k for k in range(next_slot, i) if k not in matched],
                list(range(next_play, j)),
                (slots, plays),
                {play: slot for slot, play in matched.items()},
            )
        )
        if i < len(slots):
            lines.append(Line(Fate.KEPT, slots[i], plays[j]))
        next_slot, next_play = i + 1, j + 1
    return Review(tuple(lines), tuple(_drifts(slots, plays, matched)))


def repeats(logs: Iterable[PlayLog]) -> tuple[Repeat, ...]:
    """Return what was heard on two nights and more, the most often first."""
    days: dict[str, list[date]] = {}
    names: dict[str, Play] = {}
    for log in sorted(logs, key=lambda log: log.date):
        for play in filter(was_heard, log.plays if log.is_public else ()):
            key = song_key(play.artist, play.title) or play.path
            names[key] = play
            if log.date not in days.setdefault(key, []):
                days[key].append(log.date)
    found = [
        Repeat(names[key].title or names[key].path, names[key].artist, tuple(heard))
        for key, heard in days.items()
        if len(heard) > 1
    ]
    return tuple(sorted(found, key=lambda r: (-len(r.days), r.artist, r.title)))


def _slot_keys(slot: Slot, cue_names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    track = slot.track
    artist, title = cue_names.get(slot.cue, ("", ""))
    own = keys_of(track.path, track.artist, track.title) if track else ()
    return own or keys_of("", artist, title)


def _matched(planned: list[int], played: list[int]) -> dict[int, int]:
    """Return which play each slot became: first those in order, then the moved ones."""
    blocks = SequenceMatcher(None, planned, played, autojunk=False)
    matched = {
        block.a + step: block.b + step
        for block in blocks.get_matching_blocks()
        for step in range(block.size)
    }
    free = [j for j in range(len(played)) if j not in matched.values()]
    for i in range(len(planned)):
        found = next((j for j in free if played[j] == planned[i]), None)
        if i not in matched and found is not None:
            matched[i] = found
            free.remove(found)
    return matched


def _numbered(slots: list[tuple[str, ...]], plays: list[Play]) -> list[int]:
    """Number the slots, then the plays; the same music has the same number."""
    known: dict[str, int] = {}
    numbers = []
    names = (keys_of(play.path, play.artist, play.title) for play in plays)
    for place, keys in enumerate((*slots, *names)):
        number = next((known[key] for key in keys if key in known), place)
        known.update((key, number) for key in keys if key not in known)
        numbers.append(number)
    return numbers


def _in_order(matched: dict[int, int]) -> list[tuple[int, int]]:
    """Return the longest run of matches that keeps the planned order."""
    best: list[list[tuple[int, int]]] = []
    for pair in sorted(matched.items()):
        before = [run for run in best if run[-1][1] < pair[1]]
        best.append([*max(before, key=len, default=[]), pair])
    return max(best, key=len, default=[])


def _between(
    dropped: list[int],
    played: list[int],
    both: tuple[list[Slot], list[Play]],
    slot_of: dict[int, int],
) -> Iterator[Line]:
    """Yield what happened between two kept slots."""
    slots, plays = both
    waiting = list(dropped)
    for j in played:
        if j in slot_of:
            yield Line(Fate.MOVED, slots[slot_of[j]], plays[j])
        elif waiting:
            yield Line(Fate.SWAPPED, slots[waiting.pop(0)], plays[j])
        else:
            yield Line(Fate.ADDED, None, plays[j])
    yield from (Line(Fate.DROPPED, slots[i], None) for i in waiting)


def _drifts(
    slots: list[Slot], plays: list[Play], matched: dict[int, int]
) -> Iterator[Drift]:
    for i, j in sorted(matched.items()):
        slot, play = slots[i], plays[j]
        for anchor in slot.anchors:
            if play.at is None or not isinstance(anchor, At | EndAt):
                continue
            is_end = isinstance(anchor, EndAt)
            if is_end and play.played_s is None:
                continue
            off = elapsed(anchor.time, play.at)
            off += round(play.played_s or 0) if is_end else 0
            # A log that begins after midnight does not say so: the nearest day counts.
            off = (off + _HALF_A_DAY_S) % (2 * _HALF_A_DAY_S) - _HALF_A_DAY_S
            yield Drift(slot, play, off, abs(off) <= anchor.window_s)
