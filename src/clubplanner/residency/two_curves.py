"""The energy and the tempo of a night, as planned and as played, over each other."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clubplanner.music.track import Track
from clubplanner.night.plan import Slot
from clubplanner.night.timeline import ASSUMED_PLAY_S
from clubplanner.residency.pairing import Line
from clubplanner.residency.play_log import Play
from clubplanner.residency.review import Review

Find = Callable[[str, str, str], Track | None]
"""Finds a track of the library by file, artist and title."""

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One track on a curve.

    Attributes:
        start, end: seconds into the night until the next track comes in.
        energy: 1-10, None if not known.
        bpm: tempo as it was to be played, None if not known. What the DJ really set no
            play log tells: of a play it is that of its slot, or the file's.
    """

    start: int
    end: int
    energy: int | None
    bpm: float | None


@dataclass(frozen=True, slots=True)
class Curves:
    """Both curves of a night, in order of time.

    Attributes:
        planned: a step per slot, gaps left out.
        played: a step per play whose time is known.
    """

    planned: tuple[Step, ...]
    played: tuple[Step, ...]


def curves(found: Review, find: Find) -> Curves:
    """Return both curves; what the plan does not say of a track the library does.

    Args:
        found: the night reviewed.
        find: finds tracks of the library; asked only for what the plan does not say.
    """
    planned = tuple(
        Step(item.start, item.end - item.overlap, *_values(item.slot, find))
        for item in found.timed
        if not item.slot.is_gap
    )
    timed = [line for line in found.lines if line.played_s is not None and line.play]
    timed.sort(key=lambda line: line.play_numbers)
    played = []
    for line, after in pairwise([*timed, None]):
        if line is None or line.play is None or line.played_s is None:
            continue
        energy, bpm = _values_of(line, find)
        end = line.played_s + round(line.play.played_s or ASSUMED_PLAY_S)
        if after is not None and after.played_s is not None:
            is_open = line.play.played_s is None
            end = after.played_s if is_open else min(end, after.played_s)
        played.append(Step(line.played_s, end, energy, bpm))
    return Curves(planned, tuple(played))


def gone_files(
    found: Review, find: Find, known: Container[str] | None
) -> tuple[Play, ...]:
    """Return the plays that name a file the library does not have now.

    Args:
        found: the night reviewed.
        find: finds tracks of the library, wherever they were moved.
        known: files that are surely there, so that none of them is looked for; None
            without a library, which has no track to miss.
    """
    if known is None:
        return ()
    return tuple(
        play
        for play in (one.play for one in found.heard)
        if play.path and play.path not in known
        if find(play.path, play.artist, play.title) is None
    )


def said_of_files(gone: Sequence[Play]) -> tuple[str, ...]:
    """Return a sentence on plays whose files are not there now, if there are any."""
    if not gone:
        return ()
    names = [f'"{play.title or play.path}"' for play in gone]
    is_one = len(names) == 1
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"{'a file' if is_one else f'{len(names)} files'} played "
        f"{'is' if is_one else 'are'} not in the library now: "
        f"{', '.join(names[:_NAMED])}{more}",
    )


def _values(slot: Slot, find: Find) -> tuple[int | None, float | None]:
    track = slot.track
    if track is None:
        return None, None
    energy, bpm = track.energy, track.bpm
    if energy is None or bpm is None:
        known = find(track.path, track.artist, track.title)
        if known is not None:
            energy = known.energy if energy is None else energy
            bpm = known.bpm if bpm is None else bpm
    return energy, None if bpm is None else bpm * (1 + (slot.pitch or 0) / 100)


def _values_of(line: Line, find: Find) -> tuple[int | None, float | None]:
    """Return energy and tempo of a play."""
    energy, bpm = None, None
    if line.slot is not None and line.sureness is not None:
        energy, bpm = _values(line.slot, find)
        if energy is not None and bpm is not None:
            return energy, bpm
    play = line.play
    known = find(play.path, play.artist, play.title) if play else None
    if known is None:
        return energy, bpm
    return energy or known.energy, bpm or known.bpm
