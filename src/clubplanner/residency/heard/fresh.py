"""What share of each night was new: heard for the first time at the room."""

from dataclasses import dataclass
from datetime import date

from clubplanner.residency.heard.room import Room, Song


@dataclass(frozen=True, slots=True)
class Fresh:
    """How new one night was.

    Attributes:
        day, name: of the night.
        songs: how many different songs it had.
        new: those of them no earlier night had, in playing order.
        is_first: nothing is known from before, so all of it counts as new.
    """

    day: date
    name: str
    songs: int
    new: tuple[Song, ...]
    is_first: bool = False

    @property
    def share(self) -> float | None:
        """The share that was new, 0-1; None for a night without a play."""
        return len(self.new) / self.songs if self.songs else None


def freshness(room: Room) -> tuple[Fresh, ...]:
    """Return how new each night was, by date."""
    known: set[str] = set()
    found = []
    for night in room.nights:
        songs = night.songs
        new = tuple(song for key, song in songs.items() if key not in known)
        found.append(Fresh(night.day, night.name, len(songs), new, not known))
        known.update(songs)
    return tuple(found)
