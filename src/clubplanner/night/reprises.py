"""The same music twice in a night: which slots hold it, and how far apart they are."""

from collections.abc import Iterator

from clubplanner.music.text import fold
from clubplanner.night.plan import Slot
from clubplanner.night.timeline import Timed, Timeline

Twice = tuple[int, int]
"""The places of two slots that hold the same music, nothing of it between them."""


def music(slot: Slot) -> tuple[str, ...]:
    """Return what tells a track: its file, else artist and title; empty if unknown."""
    track = slot.track
    if track is None or slot.is_gap:
        return ()
    if track.path:
        return (track.path,)
    named = track.artist and track.title
    return (fold(track.artist), fold(track.title)) if named else ()


def repeats(line: Timeline) -> Iterator[Twice]:
    """Yield the places of what plays twice, in the order of the second ones."""
    seen: dict[tuple[str, ...], int] = {}
    for place, item in enumerate(line.items):
        known = music(item.slot)
        before = seen.get(known) if known else None
        seen[known] = place
        if before is not None:
            yield before, place


def is_reprise(before: Timed, again: Timed, apart_s: int) -> bool:
    """Whether H1 lets a track play again: both times kept, and far enough apart.

    Args:
        before, again: the two slots that hold it.
        apart_s: seconds from start to start at least.
    """
    both_kept = before.slot.is_kept and again.slot.is_kept
    return both_kept and again.start - before.start >= apart_s
