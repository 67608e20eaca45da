"""The sets folder: which nights and play logs lie in it, and how files are named."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from clubplanner.files.problem import Problem
from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.heads import Head, HeadCache, day_in_name, quick_head
from clubplanner.residency.kept import stamp_of
from clubplanner.residency.log_cache import LogCache
from clubplanner.residency.night_file import read_night
from clubplanner.residency.play_log import PlayLog, read_play_log
from clubplanner.residency.residency_file import FILE_NAME, Residency, read_residency

PLAYED = "played"
"""The folder of play logs inside the sets folder."""

_LONGEST_NAME = 60

_Content = TypeVar("_Content", Night, PlayLog)
_Read: TypeAlias = tuple[_Content | None, tuple[Problem, ...]]


class Listed(Generic[_Content]):
    """One file of the sets folder, read when what it holds is first asked for.

    Ten years of weekly nights are 1,040 files that take 4 s to read whole, and 0.07 s
    for their heads.

    Attributes:
        path: the file.

    Args:
        path: the file.
        read: reads it.
        heads: knows the heads of unchanged files.
    """

    def __init__(
        self,
        path: Path,
        read: "Callable[[], _Read[_Content]]",
        heads: HeadCache | None = None,
    ) -> None:
        self.path = path
        self._heads = heads
        self._reader: Callable[[], tuple[_Content | None, tuple[Problem, ...]]] = read

    @cached_property
    def _read(self) -> "_Read[_Content]":
        return self._reader()

    @property
    def content(self) -> _Content | None:
        """What the file holds, None if it cannot be used."""
        return self._read[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file."""
        return self._read[1]

    @cached_property
    def head(self) -> Head:
        """Name, date and planned night, without reading the rest where that can be."""
        heads = self._heads
        quick = heads.head(self.path) if heads else quick_head(self.path)
        if quick is not None:
            return quick
        content = self.content
        if content is None:
            return Head(self.path.stem, day_in_name(self.path))
        named = content.night if isinstance(content, PlayLog) else ""
        return Head(content.name, content.date, named)


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


def list_sets(
    folder: Path,
    *,
    logs: tuple[Listed[PlayLog], ...] | None = None,
    heads: HeadCache | None = None,
) -> SetsFolder:
    """List the files of a sets folder; a damaged one is listed with its problem.

    Problems name files relative to the folder's parent: ``sets/x.yaml:12``.

    Args:
        folder: the sets folder.
        logs: its play logs, when they are at hand already.
        heads: knows the heads of unchanged files.
    """
    return SetsFolder(
        *residency_of(folder),
        tuple(_listed(folder, folder, read_night, heads)),
        list_logs(folder) if logs is None else logs,
    )


def residency_of(folder: Path) -> tuple[Residency | None, tuple[Problem, ...]]:
    """Read the residency of a sets folder; None where there is no usable file."""
    path = folder / FILE_NAME
    if not path.is_file():
        return None, ()
    return read_residency(path, name=_shown(path, folder))


def list_logs(
    folder: Path, cache: Path | None = None, heads: HeadCache | None = None
) -> tuple[Listed[PlayLog], ...]:
    """List the play logs of a sets folder, as ``list_sets`` does.

    Args:
        folder: the sets folder.
        cache: file that keeps what unchanged logs hold, written once all of them were
            asked for; None reads every log from its own file.
        heads: knows the heads of unchanged files.
    """
    if cache is None:
        return tuple(_listed(folder / PLAYED, folder, read_play_log, heads))
    kept = LogCache(cache, folder / PLAYED)

    def read(path: Path, *, name: str) -> _Read[PlayLog]:
        stamp = stamp_of(path)
        found = kept.get(path.name, stamp) if stamp else None
        if found is None:
            found = read_play_log(path, name=name)
            if stamp and stamp == stamp_of(path):
                kept.put(path.name, stamp, found)
        unread.discard(path)
        if not unread:
            kept.save()
        return found

    logs = tuple(_listed(folder / PLAYED, folder, read, heads))
    unread = {listed.path for listed in logs}
    return logs


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
    read: "Callable[..., _Read[_Content]]",
    heads: HeadCache | None,
) -> Iterator[Listed[_Content]]:
    """Yield the files of one kind by name, which is by date."""
    try:
        paths = sorted(folder.glob("*.yaml"))
    except OSError:
        return
    for path in paths:
        if path.name != FILE_NAME and not path.name.startswith("."):
            name = _shown(path, top)
            yield Listed(path, partial(read, path, name=name), heads)


def _shown(path: Path, top: Path) -> str:
    return path.relative_to(top.parent).as_posix()
