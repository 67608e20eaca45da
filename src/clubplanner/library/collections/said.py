"""What another program's collection says of one track, as plain values."""

from dataclasses import dataclass

from clubplanner.music.key import Key
from clubplanner.music.track import CuePoint, GridMarker


@dataclass(frozen=True, slots=True)
class Said:
    """One track of a collection. Unknown is None or empty, as in ``Track``.

    Attributes:
        path: the file as the program names it, in its own system's spelling.
        key_text: the key as written there.
        rating: stars, 0-5.
        mix_in_s, out_s: seconds from the start of the file.
        cue_points, beatgrid: in order of time.
    """

    path: str = ""
    title: str = ""
    artist: str = ""
    length_s: float | None = None
    isrc: str = ""
    bpm: float | None = None
    key: Key | None = None
    key_text: str = ""
    energy: int | None = None
    rating: float | None = None
    comment: str = ""
    writers: str = ""
    mix_in_s: float | None = None
    out_s: float | None = None
    cue_points: tuple[CuePoint, ...] = ()
    beatgrid: tuple[GridMarker, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said beyond which file is meant."""
        return self == Said(
            self.path, self.title, self.artist, self.length_s, self.isrc
        )


@dataclass(frozen=True, slots=True)
class CollectionName:
    """Which collection: of two imports of one only the later counts.

    Attributes:
        origin: of its values, for people: ``rekordbox collection``.
        name: the file it was read from.
    """

    origin: str
    name: str
