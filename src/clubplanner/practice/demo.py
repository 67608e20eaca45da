"""All that ``clubplanner demo`` makes: the practice library and its residency."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.read import read_file
from clubplanner.music.track import Track
from clubplanner.practice.library import make_library
from clubplanner.practice.residency import make_residency
from clubplanner.practice.spec import Spec

Told = Callable[[str, int, int, str], None]
"""Told of each step: what is made, how many are done, of how many, the file's name."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo consists of.

    Attributes:
        library: folder of the practice files, to be scanned.
        tracks: the files in it.
        made: files of the residency this run made; none if there was one before.
    """

    library: Path
    tracks: tuple[Path, ...]
    made: tuple[Path, ...]


def make_demo(
    library: Path,
    sets: Path,
    today: date,
    *,
    progress: Told,
    specs: Sequence[Spec] | None = None,
) -> Demo:
    """Make the practice library and residency, or what is missing of them.

    Args:
        library: folder for the practice files, empty or already theirs.
        sets: folder of the nights; one with a residency is left alone.
        today: the day of the practice night.
        progress: told of each step.
        specs: the files to make; None for all of them.

    Raises:
        ClubplannerError: soundfile is missing, or something cannot be written.
    """
    files = make_library(
        library,
        progress=lambda done, of, name: progress("practice library", done, of, name),
        specs=specs,
    )
    made = make_residency(
        sets,
        _readable(files),
        today,
        root=library,
        progress=lambda done, of, name: progress("past nights", done, of, name),
    )
    return Demo(library, tuple(files), tuple(made))


def _readable(files: Sequence[Path]) -> list[Track]:
    """Return the tracks of the files; the damaged one is left to the scan to report."""
    tracks: list[Track] = []
    for file in files:
        try:
            tracks.append(read_file(file).track)
        except ClubplannerError:
            continue
    return tracks
