"""Planned nights whose times an import changes: fade marks move where tracks begin."""

from collections.abc import Iterable, Iterator, Mapping

from clubplanner.music.track import Track
from clubplanner.night.plan import Night
from clubplanner.workspace.binding import Finder

Marks = Mapping[str, tuple[float | None, float | None]]
"""Mix-in and out point in seconds of every file, by its path."""


def marks_of(tracks: Iterable[Track]) -> Marks:
    """Return the mix-in and out points in force."""
    return {track.path: (track.mix_in_s, track.out_s) for track in tracks}


def moved_times(
    before: Marks, library: Finder, nights: Iterable[Night]
) -> Iterator[str]:
    """Yield a sentence for each night in which tracks now start or end elsewhere.

    Args:
        before: the points before the import.
        library: finds the tracks as they are now.
        nights: planned nights.
    """
    for night in nights:
        moved = 0
        for slot in night.slots:
            track = slot.track
            now = track and library.find(track.path, track.title, track.artist)
            if now is None or now.path not in before:
                continue
            old_in, old_out = before[now.path]
            is_in_moved = slot.mix_in_s is None and now.mix_in_s != old_in
            is_out_moved = slot.out_s is None and now.out_s != old_out
            moved += is_in_moved or is_out_moved
        if moved:
            tracks = (
                "1 track starts or ends"
                if moved == 1
                else (f"{moved} tracks start or end")
            )
            yield (
                f"{night.name}, {night.date}: {tracks} at fade marks that came in, so "
                "its times change: clubplanner show prints them"
            )
