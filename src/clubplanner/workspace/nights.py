"""Which nights there are, and which one a DJ means by a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clubplanner.errors import NotFoundError
from clubplanner.files.problem import Problem
from clubplanner.files.yaml import MAX_BYTES
from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.night_file import read_night_text
from clubplanner.residency.sets_folder import SetsFolder
from clubplanner.workspace.places import read_start


@dataclass(frozen=True, slots=True)
class NightEntry:
    """A night file: its path, its name and its date."""

    path: Path
    name: str
    date: date


def list_nights(folder: SetsFolder) -> tuple[NightEntry, ...]:
    """Return the night files by date; a damaged one goes by its file name."""
    entries = [
        NightEntry(one.path, one.head.name, one.head.date) for one in folder.nights
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.date, entry.path.name)))


def find_night(entries: Sequence[NightEntry], word: str, today: date) -> NightEntry:
    """Return the night meant by a date, part of a name, or nothing at all.

    Nothing means tonight's, else the next one, else the last one. Of several nights
    with the same words in their name the same choice is made.

    Raises:
        NotFoundError: there is no such night.
    """
    wanted = fold(word)
    fitting = [e for e in entries if wanted in f"{e.date} {fold(e.name)} {e.path.stem}"]
    coming = [entry for entry in fitting if entry.date >= today]
    if coming:
        return coming[0]
    if fitting:
        return fitting[-1]
    if word:
        raise NotFoundError(f"there is no night '{word[:80]}'", hint=_some(entries))
    raise NotFoundError("there is no night yet", hint="clubplanner new makes one")


def _some(entries: Sequence[NightEntry]) -> str:
    """Name the newest nights, for a hint."""
    if not entries:
        return "clubplanner new makes one"
    named = ", ".join(f"{entry.date} {entry.name}" for entry in entries[-3:])
    return f"there {'is' if len(entries) == 1 else 'are'} {named}"


def read_whole_night(path: Path) -> tuple[Night, bytes, tuple[Problem, ...]]:
    """Return the night in a file, the file's content, and what is wrong with it.

    Raises:
        ClubplannerError: the file cannot be read as a night.
    """
    content = read_start(path, MAX_BYTES + 1)
    night, problems = read_night_text(content, path.name)
    if night is None:
        raise problems[0].as_error()
    return night, content, problems
