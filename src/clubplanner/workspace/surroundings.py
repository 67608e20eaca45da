"""Everything around a night: settings, library, theme, and what the room has heard.

What costs time is loaded when it is first asked for, and again after it changed. Rooms
that finding a track does not need are imported where they are used: residency and theme
take 38 of the 146 ms of processor time that ``clubplanner tracks`` starts in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.atomic import make_folder
from clubplanner.files.problem import Problem
from clubplanner.library.library import Library
from clubplanner.library.own_words import Words
from clubplanner.library.wanted import Wanted
from clubplanner.library.word_edits import with_cue
from clubplanner.music.query import Searcher
from clubplanner.music.track import Evidence, Track
from clubplanner.workspace.cue_words import cue_words
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.places import is_folder, is_text
from clubplanner.workspace.settings import Settings, read_settings, write_settings

if TYPE_CHECKING:
    from clubplanner.library.scan import ScanProgress, ScanReport
    from clubplanner.night.plan import Night
    from clubplanner.residency.heads import HeadCache
    from clubplanner.residency.memory import Memory
    from clubplanner.residency.play_log import Play, PlayLog
    from clubplanner.residency.residency_file import Residency
    from clubplanner.residency.review import Review
    from clubplanner.residency.sets_folder import Listed, SetsFolder
    from clubplanner.residency.two_curves import Curves
    from clubplanner.theme.matching import CueMatch
    from clubplanner.theme.model import Theme
    from clubplanner.workspace.correcting import PlayedLog
    from clubplanner.workspace.nights import NightEntry
    from clubplanner.workspace.past import PastNight

SMALL_HOURS = timedelta(hours=6)
"""Until six in the morning "tonight" is still the night that began the day before."""


class Surroundings:
    """The DJ's files around the nights.

    Args:
        paths: where everything lies.
        now: the clock.
    """

    def __init__(self, paths: Paths, now: Callable[[], datetime]) -> None:
        self.paths = paths
        self.now = now
        self.settings, self.settings_problems = read_settings(paths.settings_file)
        self._searched: tuple[list[Track], Searcher] | None = None
        self._past: tuple[date, tuple[PastNight, ...]] | None = None
        self._cue_names: dict[str, dict[str, tuple[str, str]]] = {}

    @property
    def today(self) -> date:
        """The day tonight's night started on."""
        return (self.now() - SMALL_HOURS).date()

    @cached_property
    def library(self) -> Library:
        """What the DJ owns.

        Raises:
            ClubplannerError: the index is locked or may not be read.
        """
        return self._open_library(None)

    def library_of(self, wanted: Wanted) -> Library:
        """Return the library with the wanted tracks at least; all, where it is open."""
        if "library" in self.__dict__:
            return self.library
        try:
            return self._open_library(wanted)
        except ClubplannerError:
            # What is damaged is begun anew, or told, where all of it is opened.
            return self.library

    def _open_library(self, wanted: Wanted | None) -> Library:
        for folder in (self.paths.cache, self.paths.data):
            make_folder(folder)
        return Library.open(
            self.paths.index_file,
            self.paths.words_file,
            backups=self.paths.backups_folder,
            collections_path=self.paths.collections_file,
            rules=self.settings.paths,
            wanted=wanted,
        )

    @property
    def tracks(self) -> list[Track]:
        """All tracks of folders that are there, with the DJ's own words."""
        return self.library.tracks

    def evidence(self, track: Track) -> Evidence:
        """Return every source of a track's values, its cue points and beatgrid."""
        return self.library.evidence(track.path)

    @cached_property
    def sets_folder(self) -> "SetsFolder":
        """Nights, play logs and residency as they lie on the disk."""
        from clubplanner.residency.sets_folder import list_sets

        return list_sets(self.paths.sets, logs=self.logs, heads=self._heads)

    @cached_property
    def logs(self) -> "tuple[Listed[PlayLog], ...]":
        """The play logs; one that did not change comes out of the cache."""
        from clubplanner.residency.sets_folder import list_logs

        return list_logs(self.paths.sets, self.paths.logs_cache_file, self._heads)

    @cached_property
    def _heads(self) -> "HeadCache":
        from clubplanner.residency.heads import HeadCache

        return HeadCache(self.paths.heads_cache_file, self.paths.sets)

    @property
    def played(self) -> "tuple[PlayLog, ...]":
        """The play logs that can be used."""
        return tuple(listed.content for listed in self.logs if listed.content)

    @cached_property
    def _own_residency(self) -> "Residency | None":
        from clubplanner.residency.sets_folder import residency_of

        return residency_of(self.paths.sets)[0]

    @property
    def residency(self) -> "Residency":
        """The residency, a plain default where there is none."""
        from clubplanner.residency.residency_file import Residency

        return self._own_residency or Residency(
            "Club night", "", time(22), time(3), theme="heated-rivalry"
        )

    def nights(self) -> "tuple[NightEntry, ...]":
        """Return all night files by date."""
        from clubplanner.workspace.nights import list_nights

        return list_nights(self.sets_folder)

    def past(self) -> "tuple[PastNight, ...]":
        """Return all nights before tonight, planned beside played, by date."""
        from clubplanner.workspace.past import past_nights

        folder, today = self.sets_folder, self.today
        if self._past is None or self._past[0] != today:
            self._past = today, past_nights(folder, today)
            self._heads.save()
        return self._past[1]

    def review(self, past: "PastNight") -> "Review":
        """Return a past night planned against played.

        Raises:
            NotFoundError: its plan or its play log is not known.
        """
        from clubplanner.workspace.reviewing import reviewed

        return reviewed(self, past, self._cue_names)

    def curves(self, found: "Review") -> "Curves":
        """Return both curves of a reviewed night, the library filling what it can."""
        from clubplanner.residency.two_curves import curves
        from clubplanner.workspace.reviewing import finder

        return curves(found, finder(self))

    def gone_files(self, found: "Review") -> "tuple[Play, ...]":
        """Return the plays of a reviewed night whose files are in no library now."""
        from clubplanner.workspace.reviewing import gone

        return gone(self, found)

    def change_log(
        self, past: "PastNight", change: "Callable[[PlayedLog], str]"
    ) -> str:
        """Keep the DJ's word in the play log of a past night, and return it said.

        Args:
            past: the night.
            change: what to keep; see ``correcting.PlayedLog``.

        Raises:
            ClubplannerError: there is no such log, play or slot, or the log cannot be
                written.
        """
        from clubplanner.workspace.correcting import PlayedLog

        log = PlayedLog(
            past, roots=self.settings.folders, backups=self.paths.backups_folder
        )
        said = change(log)
        self.sets_changed()
        return said

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the DJ's files: settings, words, nights, scan."""
        return tuple(self._all_problems())

    @cached_property
    def memory(self) -> "Memory":
        """What the residency's venue heard until today."""
        from clubplanner.residency.memory import remember

        residency, tomorrow = self.residency, self.today + timedelta(days=1)
        return remember(
            *(self.played, residency.venue, tomorrow, residency.heard_s),
            [str(folder) for folder in self.settings.folders],
        )

    @property
    def searcher(self) -> Searcher:
        """Finds tracks by the query language; of ``tracks`` as they are now."""
        tracks = self.tracks
        if self._searched is None or self._searched[0] is not tracks:
            self._searched = (tracks, self._searcher_of(tracks))
        return self._searched[1]

    def _searcher_of(self, tracks: list[Track]) -> Searcher:
        def played(path: str) -> date | None:
            track = self.library.by_path(path)
            return self.memory.last_date(track) if track else None

        def cues() -> dict[str, str]:
            return cue_words(self.cue_matches(), self.library.cue_answers())

        return Searcher(tracks, played=played, today=self.today, cues=cues)

    def cue_matches(self) -> "tuple[CueMatch, ...]":
        """Return the cues of the theme in use with the tracks they matched."""
        return self.match_cues(self.theme_of(None)[0])

    def scan(
        self,
        folders: Sequence[Path] = (),
        *,
        progress: "Callable[[ScanProgress], None] | None" = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "ScanReport":
        """Scan folders, which are remembered, or without any all remembered ones.

        It may run beside edits: the open night and what was worked out from the old
        tracks stay as they are until ``library_changed`` is called.

        Raises:
            NotFoundError: a folder is not there, or no folder was ever named.
            ClubplannerError: the index cannot be written.
        """
        for folder in folders:
            if not is_folder(folder.expanduser()):
                raise NotFoundError("there is no such folder", where=str(folder)[:200])
            if not is_text(folder):
                raise ClubplannerError(
                    "the folder's name holds signs that are no text",
                    where=str(folder),
                    hint="rename it",
                )
        new = [folder.expanduser().resolve() for folder in folders]
        self._remember_folders(new)
        chosen = new or self.settings.folders
        if not chosen:
            raise NotFoundError(
                "no music folder is known yet", hint="clubplanner scan FOLDER adds one"
            )
        return self.library.scan(
            [str(folder) for folder in chosen], progress=progress, cancelled=cancelled
        )

    def words(self, path: str) -> Words:
        """Return the DJ's own words about a track."""
        return self.library.words(path)

    def set_words(self, words: Sequence[tuple[str, Words]]) -> None:
        """Keep the DJ's own words about tracks, by path.

        Raises:
            ClubplannerError: a track is unknown, or the words cannot be saved.
        """
        self.library.set_words_of_all(words)
        self.library_changed()

    def theme_of(self, night: "Night | None") -> "tuple[Theme, tuple[Problem, ...]]":
        """Return the theme a night is built around, else the residency's."""
        from clubplanner.theme.model import Theme
        from clubplanner.theme.pack import load_theme

        theme_id = (night.theme if night else "") or self.residency.theme
        if not theme_id:
            return Theme("", "No theme"), ()
        return load_theme(theme_id, self.paths.themes_folder)

    def match_cues(self, theme: "Theme") -> "tuple[CueMatch, ...]":
        """Match a theme's cues to the library, the DJ's answers first."""
        from clubplanner.theme.matching import match

        return match(theme, self.tracks, self.library.cue_answers())

    def answer_match(self, cue_id: str, path: str, yes: bool) -> None:
        """Keep the DJ's answer whether a track is a cue.

        Raises:
            NotFoundError: the library has no such track.
        """
        track = self.library.find(path)
        if track is None:
            raise NotFoundError("the library has no such track", where=path)
        words = with_cue(self.library.words(track.path), cue_id, yes)
        self.set_words([(track.path, words)])

    def library_changed(self) -> None:
        """Forget what was worked out from the old tracks."""
        self._searched = None

    def nights_changed(self) -> None:
        """Forget which nights there are; play logs and residency are as they were."""
        self._past = None
        for name in ("sets_folder", "_own_residency"):
            self.__dict__.pop(name, None)

    def sets_changed(self) -> None:
        """Forget what was read from the sets folder."""
        self._searched = None
        self._cue_names.clear()
        self._past = None
        for name in ("sets_folder", "_own_residency", "logs", "memory"):
            self.__dict__.pop(name, None)

    def forget_folder(self, folder: Path) -> None:
        """Take a folder out of the library; its files and own words stay.

        Raises:
            NotFoundError: the folder was never scanned.
            ClubplannerError: the settings or the index cannot be written.
        """
        path = folder.expanduser().resolve()
        if path not in self.settings.folders:
            known = ", ".join(str(f) for f in self.settings.folders) or "none"
            raise NotFoundError(
                "this is no music folder of yours",
                where=str(folder)[:200],
                hint=f"known are: {known}",
            )
        self._set_folders(tuple(f for f in self.settings.folders if f != path))
        self.library.forget_root(str(path))
        self.library_changed()

    def _remember_folders(self, folders: Sequence[Path]) -> None:
        fresh = tuple(f for f in folders if f not in self.settings.folders)
        if fresh:
            self._set_folders((*self.settings.folders, *fresh))

    def _set_folders(self, folders: tuple[Path, ...]) -> None:
        self.set_settings(replace(self.settings, folders=folders))

    def set_settings(self, settings: Settings) -> None:
        """Keep other settings.

        Raises:
            ClubplannerError: they cannot be written.
        """
        write_settings(self.paths.settings_file, settings, self.paths.backups_folder)
        self.settings = settings

    def _all_problems(self) -> Iterator[Problem]:
        yield from self.settings_problems
        yield from self.library.problems
        if self.library.notice:
            yield Problem(str(self.paths.index_file), self.library.notice)
        for rule in self.settings.paths:
            if not is_folder(Path(rule.here)):
                msg = f"the folder of the rule '{rule}' under paths is not there"
                where = self.paths.settings_file.name
                yield Problem(where, msg, "plug the drive in, or mend the rule")
        for folder in self.library.missing_roots:
            msg = "the folder is not there; its tracks are hidden until it is back"
            yield Problem(folder, msg, "plug the drive in")
        for path, reason in self.library.unreadable():
            yield Problem(path, reason)
        yield from self.sets_folder.residency_problems
        for night in self.sets_folder.nights:
            yield from night.problems
        for log in self.sets_folder.logs:
            yield from log.problems
        yield from self.theme_of(None)[1]
