"""The sets folder: which nights and play logs lie in it, and how files are named."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from clubplanner.files.problem import Problem
from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.night_file import read_night
from clubplanner.residency.play_log import PlayLog, read_play_log
from clubplanner.residency.residency_file import FILE_NAME, Residency, read_residency

PLAYED = "played"
"""The folder of play logs inside the sets folder."""

_LONGEST_NAME = 60

_Content = TypeVar("_Content", Night, PlayLog)


@dataclass(frozen=True, slots=True)
class Listed(Generic[_Content]):
    """One file of the sets folder.

    Attributes:
        path: the file.
        content: what it holds, None if it cannot be used.
        problems: what is wrong with it.
    """

    path: Path
    content: _Content | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SetsFolder:
    """Everything in a sets folder.

    Attributes:
        residency: the residency, None if there is no usable file.
        residency_problems: what is wrong with it.
        nights: night files by date and name; damaged ones are among them.
        logs: play logs, likewise.
    """

    residency: Residency | None = None
    residency_problems: tuple[Problem, ...] = ()
    nights: tuple[Listed[Night], ...] = ()
    logs: tuple[Listed[PlayLog], ...] = ()

    @property
    def played(self) -> tuple[PlayLog, ...]:
        """The play logs that can be used."""
        return tuple(listed.content for listed in self.logs if listed.content)


def list_sets(folder: Path) -> SetsFolder:
    """Read every file of a sets folder; a damaged one is listed with its problem.

    Problems name files relative to the folder's parent: ``sets/x.yaml:12``.
    """
    path = folder / FILE_NAME
    found: tuple[Residency | None, tuple[Problem, ...]] = None, ()
    if path.is_file():
        found = read_residency(path, name=_shown(path, folder))
    return SetsFolder(
        *found,
        tuple(_listed(folder, folder, read_night)),
        tuple(_listed(folder / PLAYED, folder, read_play_log)),
    )


def slug(name: str) -> str:
    """Return a name for files: small letters, digits and hyphens; ``night`` if none.

    Letters of every script stay, so ``東京`` is a name of its own.
    """
    words = re.findall(r"[^\W_]+", fold(name).replace("'", ""))
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "night"


def file_name(day: date, name: str) -> str:
    """Return the file name of a night or play log: ``2026-11-28-basement.yaml``."""
    return f"{day.isoformat()}-{slug(name)}.yaml"


def _listed(
    folder: Path,
    top: Path,
    read: Callable[..., tuple[_Content | None, tuple[Problem, ...]]],
) -> Iterator[Listed[_Content]]:
    """Yield the files of one kind by name, which is by date."""
    try:
        paths = sorted(folder.glob("*.yaml"))
    except OSError:
        return
    for path in paths:
        if path.name != FILE_NAME and not path.name.startswith("."):
            content, problems = read(path, name=_shown(path, top))
            yield Listed(path, content, problems)


def _shown(path: Path, top: Path) -> str:
    return path.relative_to(top.parent).as_posix()
