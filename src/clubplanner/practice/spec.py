"""What each file of the practice library is: read from the lists beside this module.

The club tracks and their artists are invented. The stand-ins bear the titles and
artists of the show's cues so that the theme finds them, but their tempo, key and energy
are practice values, not facts of the recordings, and stand only here.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from clubplanner.music.duration import parse_duration

STAND_IN = "practice stand-in, not the recording"
"""Album and comment of every file that stands for a cue of the show."""

ALBUM = "clubplanner practice library"

DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Spec:
    """One file of the practice library.

    Attributes:
        folder: where it lies in the library: ``club``, ``oddities`` or ``stand-ins``.
        bpm: the tempo its tags tell, None where they tell none.
        key: Camelot text, or a wrong one, or empty.
        energy: 1-10 or None. stars: 0-5 or None.
        length_s: whole seconds of sound.
        container: ``mp3``, ``flac``, ``ogg``, ``wav`` or ``aiff``.
        written_by: the program whose way of writing tags it follows.
        tags: words for the grouping.
    """

    folder: str
    title: str
    artist: str
    genre: str
    label: str
    year: int | None
    bpm: float | None
    key: str
    energy: int | None
    stars: int | None
    length_s: int
    container: str
    written_by: str
    tags: str

    @property
    def is_stand_in(self) -> bool:
        """Whether the file stands for a cue of the show."""
        return self.folder == "stand-ins"

    @property
    def album(self) -> str:
        """The album its tags name."""
        return STAND_IN if self.is_stand_in else ALBUM

    @property
    def path(self) -> str:
        """Where the file lies inside the library, in names every system takes."""
        name = f"{self.artist} - {self.title}" if self.artist else self.title
        plain = "".join("_" if sign in '<>:"/\\|?*' else sign for sign in name)
        return f"{self.folder}/{plain[:110]}.{self.container}"


def practice_tracks() -> tuple[Spec, ...]:
    """Return every file of the practice library: stand-ins, club tracks, oddities."""
    return tuple(
        spec for folder in ("stand-ins", "club", "oddities") for spec in _listed(folder)
    )


def _listed(folder: str) -> Iterator[Spec]:
    source = files("clubplanner.practice") / "tracks" / f"{folder}.csv"
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        yield Spec(
            folder=folder,
            title=row["title"],
            artist=row["artist"],
            genre=row["genre"],
            label=row["label"],
            year=int(row["year"]) if row["year"] else None,
            bpm=float(row["bpm"]) if row["bpm"] else None,
            key=row["key"],
            energy=int(row["energy"]) if row["energy"] else None,
            stars=int(row["stars"]) if row["stars"] else None,
            length_s=int(parse_duration(row["length"]) or 0),
            container=row["container"],
            written_by=row["written_by"],
            tags=row["tags"],
        )
