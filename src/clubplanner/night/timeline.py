"""When each slot starts and ends, overlaps deducted: the clock of cost-model.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clubplanner.night.context import Context
from clubplanner.night.cost import Song, overlap_seconds, play_seconds
from clubplanner.night.plan import HARD_WINDOW_S, Night, Slot, Started

ASSUMED_PLAY_S = 240
"""Seconds kept for a cue or track of unknown length; such a slot is marked so."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A slot on the clock.

    Attributes:
        slot: the slot.
        start: seconds into the night at which it starts.
        play: seconds it sounds, with both overlaps.
        overlap: seconds it sounds together with the next slot.
        begins, ends: wall clock of the start and of the last sound.
        is_assumed: whether the length is unknown and ``ASSUMED_PLAY_S`` stands for it.
    """

    slot: Slot
    start: int
    play: int
    overlap: int
    begins: datetime
    ends: datetime
    is_assumed: bool = False

    @property
    def end(self) -> int:
        """Second of the night at which the slot is over."""
        return self.start + self.play


@dataclass(frozen=True, slots=True)
class Timeline:
    """All slots of a night on the clock.

    Attributes:
        items: one per slot, in order.
        end: second at which the last slot is over, 0 for an empty night.
        length: seconds from the night's start to its end.
        tolerance: seconds a hard anchor may be off and still is held.
    """

    items: tuple[Timed, ...]
    end: int
    length: int
    tolerance: int = HARD_WINDOW_S

    @property
    def spare(self) -> int:
        """Seconds left free before the end of the night; negative when it runs over."""
        return self.length - self.end


def timeline(
    night: Night, context: Context, songs: Sequence[Song | None] | None = None
) -> Timeline:
    """Lay a night on the clock.

    A track plays from its mix-in to its out point or until the longest play; the next
    one starts ``overlap`` before it is over. Into and out of a gap nothing overlaps.
    A slot that has started did so when it did: the one above it played until then.

    Args:
        night: the plan.
        context: rules and theme.
        songs: what ``context.song`` says of each slot, when it is at hand already.
    """
    here = context.for_night(night)
    if songs is None:
        songs = [here.song(slot) for slot in night.slots]
    items: list[Timed] = []
    start = 0
    for place, (slot, song) in enumerate(zip(night.slots, songs, strict=True)):
        play, is_assumed = _play(slot, song, here)
        start = _begun(night, slot, start)
        following = night.slots[place + 1 : place + 2]
        mixes = bool(following) and not (slot.is_gap or following[0].is_gap)
        overlap = overlap_of(slot, song, play, here) if mixes else 0
        if following and following[0].anchor(Started):
            play = max(1, _begun(night, following[0], 0) - start + overlap)
            overlap = min(overlap, play)
        begins, ends = night.clock(start), night.clock(start + play)
        items.append(Timed(slot, start, play, overlap, begins, ends, is_assumed))
        start += play - overlap
    end = items[-1].end if items else 0
    return Timeline(tuple(items), end, night.length_s, here.rules.tolerance_s)


def _begun(night: Night, slot: Slot, planned: int) -> int:
    """Return the second at which a slot started, ``planned`` while it has not."""
    began = slot.anchor(Started)
    return planned if began is None else night.second(began.time)


def _play(slot: Slot, song: Song | None, context: Context) -> tuple[int, bool]:
    if slot.gap_s is not None:
        return slot.gap_s, False
    if song is None or not song.length_s:
        return min(ASSUMED_PLAY_S, context.rules.max_play_s), True
    return play_seconds(song, context.rules.max_play_s), False


def overlap_of(slot: Slot, song: Song | None, play: int, context: Context) -> int:
    """Return the seconds a slot that plays ``play`` sounds with a track mixed in.

    Args:
        slot: a slot that is no gap.
        song: what the model knows of it.
        play: seconds it plays.
        context: already ``for_night``.
    """
    beats = slot.overlap_beats
    if beats is None:
        beats = context.rules.mix_beats
    unknown = context.rules.unknown_overlap_s
    if song is None:
        return min(unknown, play // 4)
    return overlap_seconds(song, play, beats, unknown)
