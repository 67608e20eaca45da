"""Imports files of other programs: what each holds, and what becomes of it."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clubplanner.errors import ClubplannerError, NotFoundError, UsageError
from clubplanner.exchange import kinds
from clubplanner.exchange.incoming import Entry, Imported, Kind, Source
from clubplanner.exchange.paths import is_absolute, joined
from clubplanner.library.collections.joined import JoinReport
from clubplanner.library.collections.matching import By
from clubplanner.music.track import Track
from clubplanner.workspace.importing.collection import collection_name, collection_of
from clubplanner.workspace.importing.files import NamedFile
from clubplanner.workspace.importing.keeper import Kept, NightKeeper
from clubplanner.workspace.importing.moved_times import marks_of, moved_times
from clubplanner.workspace.importing.nights import Heard, nights_in, zone_named
from clubplanner.workspace.importing.wishes import Wishes
from clubplanner.workspace.places import is_file
from clubplanner.workspace.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Taken:
    """One file after its import.

    Attributes:
        path: the file as the DJ named it.
        kind: what it is, None where that is not known.
        imported: what it holds, None where it could not be read.
        joined: how its tracks joined the library, None where it says nothing of any.
        nights: its nights.
        needs_start: it lists a recording, and nobody said when that was.
        problems: sentences: what could not be read, kept or written.
        is_failure: it could not be read, or what it says could not be written.
        is_missing: there is no such file.
    """

    path: Path
    kind: Kind | None = None
    imported: Imported | None = None
    joined: JoinReport | None = None
    nights: tuple[Kept, ...] = ()
    needs_start: bool = False
    problems: tuple[str, ...] = ()
    is_failure: bool = False
    is_missing: bool = False


@dataclass(slots=True)
class _Fate:
    """What is known so far of a file's import."""

    joined: JoinReport | None = None
    nights: list[Kept] = field(default_factory=list)
    needs_start: bool = False
    problems: list[str] = field(default_factory=list)
    is_failure: bool = False


class Importer:
    """Imports files, one after the other.

    Args:
        surroundings: the DJ's files.
        wishes: what the DJ says.
        is_single: no more than one file is imported.
    """

    def __init__(
        self, surroundings: Surroundings, wishes: Wishes, *, is_single: bool
    ) -> None:
        self._surroundings = surroundings
        self._wishes = wishes
        self._is_single = is_single
        self._folder = Path()
        self._has_joined = False
        self._keeper: NightKeeper | None = None

    def take(self, file: NamedFile) -> Taken | None:
        """Import one file; None for one that a folder holds and no kind claims.

        Whatever is wrong with it is said in its problems.
        """
        source = Source(file.path, str(file.path))
        kind: Kind | None = None
        try:
            _check(file.path)
            kind = kinds.known_kind(source)
            if kind is None and not file.was_named:
                return None
            kind = kind or kinds.kind_of(source)
            imported = _read(kind, source)
        except ClubplannerError as error:
            return Taken(
                file.path,
                kind,
                problems=(str(error),),
                is_failure=True,
                is_missing=isinstance(error, NotFoundError),
            )
        self._folder = file.path.absolute().parent
        fate = _Fate(problems=[str(problem) for problem in imported.problems])
        self._join(imported, file.path, fate)
        for night in self._nights(imported, fate):
            self._keep(night, file.path, fate)
        return Taken(
            file.path,
            kind,
            imported,
            fate.joined,
            tuple(fate.nights),
            fate.needs_start,
            tuple(fate.problems),
            fate.is_failure,
        )

    def finish(self) -> tuple[str, ...]:
        """Let the library have what was imported; all files at once, it takes a while.

        Returns:
            A sentence for each coming night whose times change by it.

        Raises:
            ClubplannerError: the library cannot be read.
        """
        if not self._has_joined:
            return ()
        around = self._surroundings
        before = marks_of(around.tracks)
        around.library.reload()
        around.library_changed()
        if marks_of(around.tracks) == before:
            return ()
        nights = (
            listed.content
            for listed in around.sets_folder.nights
            if listed.head.date is None or listed.head.date >= around.today
        )
        planned = [night for night in nights if night is not None]
        return tuple(moved_times(before, around.library, planned))

    def _join(self, imported: Imported, path: Path, fate: _Fate) -> None:
        said = collection_of(imported)
        if not said:
            return
        try:
            library = self._surroundings.library
            if self._wishes.is_dry:
                fate.joined = library.meet(said)
            else:
                name = collection_name(imported, path.resolve())
                fate.joined = library.add_collection(name, said)
                self._has_joined = True
            if fate.joined.suggestion is not None:
                fate.problems.append(fate.joined.suggestion.sentence)
        except ClubplannerError as error:
            fate.problems.append(str(error))
            fate.is_failure = True

    def _nights(self, imported: Imported, fate: _Fate) -> tuple[Heard, ...]:
        """Return the nights to keep.

        Of several, only that of the date if the DJ says one; the date of a single one
        is corrected by it. A recording is a night only if the DJ says when it was.
        """
        residency = self._surroundings.sets_folder.residency
        nights = nights_in(imported, zone_named(residency.zone if residency else ""))
        day, start = self._wishes.day, self._wishes.start
        fate.problems += self._idle_wishes(nights)
        if day is not None and not (self._is_single and len(nights) == 1):
            chosen = tuple(night for night in nights if night.day in (day, None))
            if nights and not chosen and self._is_single:
                fate.problems.append(f"none of its nights is of {day}")
            nights = chosen
        if day is None and start is None:
            fate.needs_start = any(night.needs_start for night in nights)
            return tuple(night for night in nights if not night.needs_start)
        return nights

    def _idle_wishes(self, nights: Sequence[Heard]) -> Iterator[str]:
        """Yield what the DJ said and the file makes another thing of."""
        day, start = self._wishes.day, self._wishes.start
        told = nights[0].day if self._is_single and len(nights) == 1 else None
        if day is not None and told not in (None, day):
            yield f"the file says {told}; it is kept as of {day}, as told"
        if start is not None and nights and not any(one.needs_start for one in nights):
            yield "--start changes nothing: no row has the time of a recording"

    def _keep(self, night: Heard, path: Path, fate: _Fate) -> None:
        if self._keeper is None:
            self._keeper = NightKeeper(self._surroundings, self._wishes, self._find)
        try:
            fate.nights.append(self._keeper.keep(night, str(path)))
        except UsageError as error:
            fate.problems.append(f"{error} (no play log was written)")
        except ClubplannerError as error:
            fate.problems.append(str(error))
            fate.is_failure = True

    def _find(self, entry: Entry) -> Track | None:
        """Return the library's track an entry means.

        A relative path is one beside its list, or of the drive its program knew.
        """
        matcher = self._surroundings.library.matcher
        if entry.path and not is_absolute(entry.path):
            beside = replace(entry, path=joined(str(self._folder), entry.path))
            match = matcher.match(beside)
            if match is not None and match.by is By.PATH:
                return match.track
        match = matcher.match(entry)
        return match.track if match else None


def _check(path: Path) -> None:
    """Make sure that a path can be opened without waiting for somebody to write.

    Raises:
        ClubplannerError: it is not there, or no plain file: a pipe, a device.
    """
    if is_file(path):
        return
    if os.path.exists(path):  # noqa: PTH110 - a name too long is not there
        raise ClubplannerError("this is no plain file", where=str(path))
    raise NotFoundError("there is no such file", where=str(path)[:200])


def _read(kind: Kind, source: Source) -> Imported:
    """Read a file; one so damaged that its reader gives up is one sentence.

    Raises:
        ClubplannerError: nothing of it can be used.
    """
    try:
        return kind.read(source)
    except ClubplannerError:
        raise
    except Exception as error:
        raise ClubplannerError(
            f"this {kind.title} is damaged in a way that was not foreseen "
            f"({type(error).__name__})",
            where=source.where,
            hint="export it again",
        ) from error
