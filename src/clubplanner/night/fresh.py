"""How many tracks of a night are new to the room, against the share the house wants."""

from collections.abc import Iterable
from dataclasses import dataclass

from clubplanner.night.cost import Song
from clubplanner.night.rules import Rules


@dataclass(frozen=True, slots=True)
class Freshness:
    """The free tracks of a night: pinned ones and cues are signatures and do not count.

    Attributes:
        new: those that were never heard at the venue.
        tracks: all of them.
    """

    new: int = 0
    tracks: int = 0

    def missing(self, share: int) -> int:
        """Return how many new tracks are missing to ``share`` percent, rounded up."""
        return max(0, -(-self.tracks * share // 100) - self.new)

    def cost(self, rules: Rules) -> int:
        """Return the house rules' term ``fresh`` of the night."""
        return rules.new_missing * self.missing(rules.new_share)

    def with_one(self, rules: Rules) -> tuple[int, int, int]:
        """Return what the night costs with one more track, by its ``kind_of``."""
        new = Freshness(self.new + 1, self.tracks + 1)
        known = Freshness(self.new, self.tracks + 1)
        return new.cost(rules), known.cost(rules), self.cost(rules)


def kind_of(song: Song) -> int:
    """Return 0 for a track new to the room, 1 for a known one, 2 for a signature."""
    return 2 if song.is_signature else int(song.weeks is not None)


def freshness(songs: Iterable[Song | None]) -> Freshness:
    """Return the freshness of the songs of free slots; None is no track.

    Signature tracks do not count.
    """
    known = [song for song in songs if song is not None and not song.is_signature]
    return Freshness(sum(song.weeks is None for song in known), len(known))
