"""Which play each slot of a plan became: kept, moved, swapped, dropped or added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from clubplanner.music.text import fold
from clubplanner.night.plan import Slot
from clubplanner.night.timeline import ASSUMED_PLAY_S, Timed
from clubplanner.residency.alignment import Pair, heaviest_chain, matched
from clubplanner.residency.heard_plays import Heard
from clubplanner.residency.play_log import NO_SLOT, Play
from clubplanner.residency.song_names import SongName, Sureness, likeness, song_name

_ONE = 10**9
"""What one more pair is worth; below it come sureness and then nearness."""

_SURER = 10**6
_TOLD = 10**4
_FARTHEST_S = 9_999
_DUE_S = 120
"""A play nobody knows is taken for a slot that was due at most so far from it, or half
as far as the slot plays where that is more."""


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
        slot_number: the slot's place in the night, from 1, 0 without one.
        play_numbers: which plays of the log it is, from 1; two for a reload.
        sureness: why the play is taken for the slot, None where it is not.
        moved_by: places later among what was played of the plan, negative for earlier.
        planned_s: second of the night the slot was to start at.
        played_s: second of the night the play started at, None if not known.
    """

    fate: Fate
    slot: Slot | None
    play: Play | None
    slot_number: int = 0
    play_numbers: tuple[int, ...] = ()
    sureness: Sureness | None = None
    moved_by: int = 0
    planned_s: int | None = None
    played_s: int | None = None

    @property
    def is_guess(self) -> bool:
        """Whether only the time speaks for it."""
        return self.sureness is Sureness.TIME

    @property
    def late_s(self) -> int | None:
        """Seconds the slot started late, negative for early; a guess tells nothing."""
        is_sure = self.sureness is not None and not self.is_guess
        if not is_sure or self.planned_s is None or self.played_s is None:
            return None
        return self.played_s - self.planned_s


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot that is no gap: its number in the night, its time, its name."""

    number: int
    timed: Timed
    name: SongName


def lines_of(planned: Sequence[Planned], heard: Sequence[Heard]) -> tuple[Line, ...]:
    """Return what became of every slot and play, in the order it was played.

    A play is a slot by the DJ's word, the file, the name, or the title alone where an
    artist is not known (``song_names``); of several it could be, the nearest in time. A
    play nobody knows is taken for a slot that is free and was due then: a guess.
    """
    return tuple(_Pairing(planned, heard).lines())


class _Pairing:
    """Which play each slot became, and the lines that tell it."""

    def __init__(self, planned: Sequence[Planned], heard: Sequence[Heard]) -> None:
        self._planned = planned
        self._heard = heard
        names = [song_name(h.play.path, h.play.artist, h.play.title) for h in heard]
        self._is_unknown = [name.is_unknown for name in names]
        self._sure = dict(_likely(planned, heard, names))
        weights = {
            pair: _worth(sureness) - self._apart(*pair)
            for pair, sureness in self._sure.items()
        }
        self._kept, self._moved = matched(weights, len(planned), len(heard))

    def lines(self) -> Iterator[Line]:
        """Yield the lines in the order it was played."""
        moves = _moves([*self._kept, *self._moved])
        slots = {i for i, _ in self._moved}
        moved = {j: i for i, j in self._moved}
        next_slot = next_play = 0
        for i, j in [*self._kept, (len(self._planned), len(self._heard))]:
            free = [k for k in range(next_slot, i) if k not in slots]
            yield from self._between(free, range(next_play, j), moved, moves)
            if i < len(self._planned):
                yield self._line(Fate.KEPT, i, j, self._sure[i, j])
            next_slot, next_play = i + 1, j + 1

    def _between(
        self,
        free: list[int],
        played: range,
        moved: Mapping[int, int],
        moves: Mapping[Pair, int],
    ) -> Iterator[Line]:
        """Yield what happened between two kept slots."""
        strangers = [j for j in played if j not in moved]
        guessed = self._paired(free, [j for j in strangers if self._is_unknown[j]], 1)
        slot_of = {j: i for i, j in guessed}
        for left, right in _stretches(free, strangers, guessed):
            slot_of |= {j: i for i, j in self._paired(left, right, 0)}
        waiting = list(free)
        for j in played:
            if j in moved:
                pair = moved[j], j
                yield self._line(Fate.MOVED, *pair, self._sure[pair], moves[pair])
                continue
            i = slot_of.get(j)
            if i is None:
                yield self._line(Fate.ADDED, None, j)
                continue
            while waiting[0] != i:
                yield self._line(Fate.DROPPED, waiting.pop(0), None)
            waiting.pop(0)
            is_guess = (i, j) in guessed
            fate = Fate.KEPT if is_guess else Fate.SWAPPED
            yield self._line(fate, i, j, Sureness.TIME if is_guess else None)
        for i in waiting:
            yield self._line(Fate.DROPPED, i, None)

    def _paired(self, slots: list[int], plays: list[int], is_due: int) -> list[Pair]:
        """Pair slots and plays in order, as many as can be, the nearest in time.

        Args:
            slots: places of slots that became nothing else.
            plays: places of plays that are nothing else.
            is_due: whether a slot must have been due at the time of its play.
        """
        weights = {
            (a, b): _ONE - self._apart(i, j)
            for a, i in enumerate(slots)
            for b, j in enumerate(plays)
            if not is_due or self._was_due(i, j)
        }
        chain = heaviest_chain(weights, len(slots), len(plays))
        return [(slots[a], plays[b]) for a, b in chain]

    def _apart(self, i: int, j: int) -> int:
        """Return how far a play is from a slot, in seconds; by place without a time."""
        second = self._heard[j].second
        if second is None:
            return min(_FARTHEST_S, abs(i - j) * ASSUMED_PLAY_S)
        return min(_FARTHEST_S, abs(second - self._planned[i].timed.start))

    def _was_due(self, i: int, j: int) -> bool:
        """Say whether a slot was due when a play started, as late as the night ran."""
        second = self._heard[j].second
        if second is None:
            return False
        timed = self._planned[i].timed
        near = max(_DUE_S, timed.play // 2)
        return abs(timed.start + self._late_before(j) - second) <= near

    def _late_before(self, j: int) -> int:
        """Return how late the night ran at a play: as at the last slot known for sure.

        Before the first one, as at that.
        """
        late = 0
        for i, k in self._kept:
            second = self._heard[k].second
            if second is None:
                continue
            if k > j and late:
                break
            late = second - self._planned[i].timed.start
            if k > j:
                break
        return late

    def _line(
        self,
        fate: Fate,
        i: int | None,
        j: int | None,
        sureness: Sureness | None = None,
        moved_by: int = 0,
    ) -> Line:
        planned = None if i is None else self._planned[i]
        heard = None if j is None else self._heard[j]
        return Line(
            fate,
            planned.timed.slot if planned else None,
            heard.play if heard else None,
            planned.number if planned else 0,
            heard.numbers if heard else (),
            sureness,
            moved_by,
            planned.timed.start if planned else None,
            heard.second if heard else None,
        )


def _worth(sureness: Sureness) -> int:
    """Return what a pair is worth; the DJ's word outweighs all others together."""
    if sureness is Sureness.TOLD:
        return _ONE * _TOLD
    return _ONE + sureness * _SURER


def _likely(
    planned: Sequence[Planned], heard: Sequence[Heard], names: Sequence[SongName]
) -> Iterator[tuple[Pair, Sureness]]:
    """Yield the pairs of a slot and a play that can be the same, and how sure."""
    by_name: dict[str, list[int]] = {}
    for i, one in enumerate(planned):
        for key in {one.name.base, _file_name(one.name.path)} - {""}:
            by_name.setdefault(key, []).append(i)
    by_word = slots_by_word([one.timed.slot for one in planned])
    for j, name in enumerate(names):
        told = fold(heard[j].play.slot)
        if told == NO_SLOT:
            continue
        if told in by_word:
            yield from (((i, j), Sureness.TOLD) for i in by_word[told])
            continue
        keys = {name.base, _file_name(name.path)} - {""}
        for i in sorted({i for key in keys for i in by_name.get(key, ())}):
            if sureness := likeness(planned[i].name, name):
                yield (i, j), sureness


def slots_by_word(slots: Sequence[Slot]) -> dict[str, list[int]]:
    """Return the slots the DJ means by a name, or by ``name #2`` where it is twice."""
    found: dict[str, list[int]] = {}
    for i, slot in enumerate(slots):
        name = fold(slot.name)
        same = found.setdefault(name, [])
        same.append(i)
        found.setdefault(f"{name} #{len(same)}", [i])
    return found


def word_for(slots: Sequence[Slot], number: int) -> str:
    """Return what a play log writes for the slot of a number, from 1.

    Args:
        slots: the night's.
        number: the slot's place, gaps counted.
    """
    slot = slots[number - 1]
    same = [one for one in slots if fold(one.name) == fold(slot.name)]
    if len(same) == 1:
        return slot.name
    place = sum(fold(one.name) == fold(slot.name) for one in slots[:number])
    return f"{slot.name} #{place}"


def _file_name(path: str) -> str:
    return f"/{path.rpartition('/')[2]}" if path else ""


def _moves(pairs: Sequence[Pair]) -> dict[Pair, int]:
    """Return how many places later each pair was played than planned."""
    played = {pair: n for n, pair in enumerate(sorted(pairs, key=lambda pair: pair[1]))}
    return {pair: played[pair] - n for n, pair in enumerate(sorted(pairs))}


def _stretches(
    slots: Sequence[int], plays: Sequence[int], pairs: Sequence[Pair]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the slots and plays before, between and behind pairs that stand fast."""
    ends = [(-1, -1), *pairs, (max(slots, default=0) + 1, max(plays, default=0) + 1)]
    for (i, j), (next_i, next_j) in pairwise(ends):
        yield (
            [slot for slot in slots if i < slot < next_i],
            [play for play in plays if j < play < next_j],
        )
