"""The library: what the DJ owns, as the rest of the program sees it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.files.problem import Problem
from clubplanner.library import own_words
from clubplanner.library.finding import TrackFinder
from clubplanner.library.index import Index, Root, inside
from clubplanner.library.own_words import OwnWords, Words
from clubplanner.library.path_rules import PathRule
from clubplanner.library.wanted import Wanted
from clubplanner.music.track import Evidence, Track

if TYPE_CHECKING:
    from clubplanner.library.collections.joined import Collections, JoinReport
    from clubplanner.library.collections.matching import Matcher
    from clubplanner.library.collections.said import CollectionName, Said
    from clubplanner.library.scan import ScanProgress, ScanReport

COLLECTIONS = "collections.sqlite3"
"""The file of what was imported, beside the own words."""


class Library:
    """The tracks of all scanned folders, with collections and the DJ's own words.

    Open one with ``Library.open``. ``tracks`` is a new list after every change, so who
    holds the old one holds a snapshot.

    Attributes:
        tracks: tracks of roots that are there, own words applied, in path order.
    """

    def __init__(
        self,
        index: Index,
        words_path: Path,
        backups: Path | None,
        collections_path: Path,
        rules: Sequence[PathRule],
        wanted: Wanted | None,
    ) -> None:
        self.tracks: list[Track] = []
        self._words_problems: tuple[Problem, ...] = ()
        self._collection_problems: tuple[Problem, ...] = ()
        self._index = index
        self._words_path = words_path
        self._backups = backups
        self._collections_path = collections_path
        self._rules = rules
        self._wanted = wanted
        self._roots: tuple[Root, ...] = ()
        self._tagged = TrackFinder((), ())
        self._finder = TrackFinder((), ())
        self._matcher: Matcher | None = None
        self._own = OwnWords()
        self._words: dict[str, Words] = {}
        self._words_stamp: tuple[int, int] | None = None

    @classmethod
    def open(
        cls,
        index_path: Path,
        words_path: Path,
        *,
        backups: Path | None = None,
        collections_path: Path | None = None,
        rules: Sequence[PathRule] = (),
        wanted: Wanted | None = None,
    ) -> "Library":
        """Open the index and the own words; missing files are an empty library.

        Args:
            index_path: the SQLite cache.
            words_path: the YAML file of the DJ's own words.
            backups: folder for earlier versions of the own words, None for none.
            collections_path: the file of what was imported from other programs'
                collections; without one it lies beside the own words.
            rules: where files of other computers lie on this one.
            wanted: the tracks it is to list and find; None for all. Who imported a
                collection has all of them, because it may rate any.

        Raises:
            ClubplannerError: the index is locked, or may not be read or written.
        """
        collections_path = collections_path or words_path.with_name(COLLECTIONS)
        # Looking for damage takes a tenth of reading a part of the tracks; who finds it
        # so opens the whole.
        is_part = wanted is not None and index_path.exists()
        index = Index(index_path) if is_part else Index.open(index_path)
        library = cls(index, words_path, backups, collections_path, rules, wanted)
        library.reload()
        return library

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the own words, with lines, and with what was imported."""
        return (*self._words_problems, *self._collection_problems)

    @property
    def notice(self) -> str:
        """One sentence if the index had to be begun anew, else ""."""
        return self._index.notice

    @property
    def roots(self) -> tuple[Root, ...]:
        """Every scanned folder, those that are not there now among them."""
        return self._roots

    @property
    def missing_roots(self) -> tuple[str, ...]:
        """Folders whose tracks are hidden because they are not there now."""
        return tuple(root.path for root in self._roots if not root.is_there)

    def reload(self) -> None:
        """Read tracks, collections and own words again, from the disk."""
        self._load()

    def _load(self, *, has_changed: bool = False) -> None:
        self._roots = self._index.roots()
        self._read_words()
        tagged = self._index.tracks(self._wanted_with_words(), self._roots)
        fresh = TrackFinder(tagged, [root.path for root in self._roots])
        self._collection_problems = ()
        if self._collections_path.exists():
            self._collection_problems = self._collections.fill(
                fresh.by_path,
                lambda: self._matcher_of(tagged),
                match_again=has_changed,
            )
        self._tagged, self._matcher = fresh, None
        self._find_words()
        self._apply_words(tagged)

    def _wanted_with_words(self) -> Wanted | None:
        """Return what is wanted with what the DJ has words of, None for all."""
        if self._wanted is None or self._collections_path.exists():
            return None
        entries = self._own.entries
        return self._wanted.also((e.file for e in entries), (e.title for e in entries))

    def by_path(self, path: str) -> Track | None:
        """Return the track at an absolute path."""
        return self._finder.by_path(path)

    def find(
        self, file: str, title: str = "", artist: str = "", length: float | None = None
    ) -> Track | None:
        """Return the track a night file means, even after the file was moved.

        Args:
            file: relative to any root, or absolute.
            title: of the copy the night file holds; may be empty.
            artist: of the copy.
            length: of the copy, in seconds; within 2 s counts as the same.
        """
        return self._finder.find(file, title, artist, length)

    def evidence(self, path: str) -> Evidence:
        """Return everything known about one track, the DJ's own words first."""
        return self.evidences([path])[0]

    def evidences(self, paths: Sequence[str]) -> list[Evidence]:
        """Return everything known about many tracks, in their order."""
        found = self._index.evidences(paths)
        if self._collections_path.exists() and not self._collection_problems:
            found = self._collections.add_to_evidences(paths, found)
        return [self._said(path, one) for path, one in zip(paths, found, strict=True)]

    def _said(self, path: str, found: Evidence) -> Evidence:
        words, tagged = self._words.get(path), self._tagged.by_path(path)
        if words is None or tagged is None:
            return found
        return own_words.apply_to_evidence(found, tagged, words)

    def unreadable(self) -> list[tuple[str, str]]:
        """Return (path, reason) of every file and folder that could not be read."""
        return self._index.unreadable()

    def added(self) -> dict[str, float]:
        """Return when each track was first seen, as seconds since 1970, by path."""
        return self._index.added()

    def scan(
        self,
        folders: list[str] | None = None,
        *,
        progress: "Callable[[ScanProgress], None] | None" = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "ScanReport":
        """Scan folders, or all known ones again, and reload.

        Raises:
            ClubplannerError: the index cannot be written.
        """
        # Tag readers and worker processes take 25 ms to import; only a scan needs them.
        from clubplanner.library.scan import scan

        roots = [root.path for root in self._roots] if folders is None else folders
        done = scan(self._index, roots, progress=progress, cancelled=cancelled)
        self._load(has_changed=done.has_changes)
        return done

    def forget_root(self, path: str) -> None:
        """Take a folder out of the library; no file and no own word is touched."""
        self._index.forget_root(path)
        self.reload()

    @property
    def matcher(self) -> "Matcher":
        """Recognises the library's tracks in what other programs say."""
        if self._matcher is None:
            self._matcher = self._matcher_of(self._tagged.tracks())
        return self._matcher

    def _matcher_of(self, tracks: list[Track]) -> "Matcher":
        from clubplanner.library.collections.matching import Matcher

        return Matcher(tracks, self._rules)

    @cached_property
    def _collections(self) -> "Collections":
        # A tenth of what the library takes to import; only who imported needs it.
        from clubplanner.library.collections.joined import Collections

        return Collections(self._collections_path, self._rules)

    def meet(self, entries: "Sequence[Said]") -> "JoinReport":
        """Return how a collection would join the library; nothing is kept."""
        return self._collections.meet(entries, self.matcher)

    def add_collection(
        self, name: "CollectionName", entries: "Sequence[Said]"
    ) -> "JoinReport":
        """Keep what a collection says, in place of what it said before.

        The tracks have it after ``reload``, so that several can be added at once.

        Raises:
            ClubplannerError: it cannot be written; what was there stays.
        """
        found = self.meet(entries)
        self._collections.put(name, entries, found.joined)
        return found

    def collections(self) -> "tuple[CollectionName, ...]":
        """Return every collection that was imported, the last one first.

        Raises:
            ClubplannerError: the file they are kept in cannot be read.
        """
        return self._collections.names if self._collections_path.exists() else ()

    def forget_collection(self, name: "CollectionName") -> None:
        """Take out what was imported from a collection, and reload.

        Raises:
            ClubplannerError: it cannot be written.
        """
        self._collections.forget(name)
        self.reload()

    def words(self, path: str) -> Words:
        """Return what the DJ says of a track; blank words if nothing yet."""
        return self._words.get(path, Words())

    def cue_answers(self) -> dict[tuple[str, str], bool]:
        """Return the DJ's yes or no to matches, by cue id and track path."""
        return {
            (cue, path): is_yes
            for path, words in self._words.items()
            for cue, is_yes in words.cues
        }

    def set_words(self, path: str, words: Words) -> Track:
        """Keep the DJ's words about one track; see ``set_words_of_all``.

        Raises:
            ClubplannerError: the track is unknown, or nothing could be saved.
        """
        self.set_words_of_all(((path, words),))
        return self._finder.by_path(path) or self._tagged_at(path)

    def set_words_of_all(self, words: Sequence[tuple[str, Words]]) -> None:
        """Keep the DJ's words about tracks by path, on disk and in ``tracks``.

        File, title, artist and length of the entries are filled in here.

        Raises:
            ClubplannerError: a track is unknown, or nothing could be saved; all is as
                it was.
        """
        tagged = [(self._tagged_at(path), said) for path, said in words]
        if self._words_stamp != _stamp(self._words_path):
            self._read_words()
            self._find_words()
        own, entries = self._own, dict(self._words)
        for track, said in tagged:
            entry = replace(
                said,
                file=self.file_of(track.path),
                title=track.title,
                artist=track.artist,
                length_s=track.length_s,
            )
            before = entries.get(track.path)
            own = own_words.with_words(own, entry, was=before.file if before else "")
            entries[track.path] = entry
        own_words.save(self._words_path, own, backups=self._backups)
        self._own, self._words_stamp = own, _stamp(self._words_path)
        self._words = entries
        self._apply_words(self._tagged.tracks())

    def _tagged_at(self, path: str) -> Track:
        track = self._tagged.by_path(path)
        if track is None:
            raise ClubplannerError("the library has no such track", where=path)
        return track

    def file_of(self, path: str) -> str:
        """Return a path as night files hold it: relative to its root, with ``/``."""
        for root in self._roots:
            rel = inside(path, root.path)
            if rel:
                return PurePath(rel).as_posix()
        return path

    def _read_words(self) -> None:
        self._words_stamp = _stamp(self._words_path)
        self._own, self._words_problems = own_words.load(self._words_path)

    def _find_words(self) -> None:
        self._words = {}
        for entry in self._own.entries:
            track = self._tagged.find(
                entry.file, entry.title, entry.artist, entry.length_s
            )
            if track:
                self._words.setdefault(track.path, entry)

    def _apply_words(self, tagged: list[Track]) -> None:
        words = self._words
        self.tracks = [
            own_words.apply(track, words[track.path]) if track.path in words else track
            for track in tagged
        ]
        self._finder = TrackFinder(self.tracks, [root.path for root in self._roots])


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
