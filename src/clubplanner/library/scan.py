"""Brings the index up to date with the folders: reads what is new or has changed.

Audio files are only ever opened for reading. What was read is committed every 200
files, so a scan that is cancelled or killed keeps what it did.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from clubplanner.library.index import Index, Root, root_is_there
from clubplanner.library.moved import (
    Fingerprint,
    Place,
    Vanished,
    fingerprint,
    fingerprints,
    match_by_stamp,
)
from clubplanner.library.reading import ReadFile, read_many
from clubplanner.library.rows import TRACK_COLUMNS
from clubplanner.library.walk import FoundFiles, Stamp, as_prefix, outermost, walk


class ScanProgress(NamedTuple):
    """How far a scan is: files read, files to read, files a second so far."""

    done: int
    total: int
    files_per_s: float


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What one scan did.

    Attributes:
        added: files that are new and readable.
        changed: files read again because their size or time of change was another.
        unchanged: files left alone, those known as unreadable among them.
        moved: files found again under another path.
        vanished: files that are gone and were dropped.
        unreadable: files that were tried and could not be read.
        seconds: how long it took.
        missing_roots: folders that are not there and were left masked.
        is_cancelled: it was stopped; what had been read is kept.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    vanished: int = 0
    unreadable: int = 0
    seconds: float = 0.0
    missing_roots: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def has_changes(self) -> bool:
        """Whether the library has other tracks than before, or other values."""
        return bool(self.added or self.changed or self.moved or self.vanished)


@dataclass(slots=True)
class _Work:
    """What comparing the folders with the index came to.

    Attributes:
        unchanged: number of files that need nothing.
        changed: row numbers by place.
        fresh: stamps of files without a row.
        stamps: stamps of the changed files.
        vanished: rows without a file.
        folders: path of a root, ending in a separator, by its number.
    """

    unchanged: int = 0
    changed: dict[Place, int] = field(default_factory=dict)
    fresh: dict[Place, Stamp] = field(default_factory=dict)
    stamps: dict[Place, Stamp] = field(default_factory=dict)
    vanished: Vanished = field(default_factory=Vanished)
    folders: dict[int, str] = field(default_factory=dict)


def scan(
    index: Index,
    folders: Iterable[str | os.PathLike[str]],
    *,
    progress: Callable[[ScanProgress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    now: Callable[[], float] = time.time,
    clock: Callable[[], float] = time.perf_counter,
    workers: int | None = None,
) -> ScanReport:
    """Scan folders into the index.

    Folders that lie inside another one, or are named twice, are scanned once. A folder
    that is not there is masked, never emptied.

    Args:
        index: the index to bring up to date.
        folders: the roots to scan; other roots of the index are left as they are.
        progress: told before the first file is read and after every 200.
        cancelled: asked often; when it says True the scan stops and keeps what it did.
        now: seconds since 1970, noted as the day a track was added.
        clock: seconds of a running clock, for speed.
        workers: processes that read; None decides by the number of files.

    Raises:
        ClubplannerError: the index cannot be written.
    """
    started = clock()
    there, missing = _chosen_roots(index.roots(), [os.fspath(f) for f in folders])
    found = walk(there, cancelled)
    if found is None:
        seconds = clock() - started
        return ScanReport(missing_roots=missing, is_cancelled=True, seconds=seconds)
    with index.connected() as db:
        work = _compared(db, found)
        run = _Run(db, work, now(), clock, progress, cancelled)
        report = run.report(workers)
    return replace(report, missing_roots=missing, seconds=clock() - started)


def _chosen_roots(
    known: tuple[Root, ...], folders: list[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the roots to walk and those that are not there."""
    files = {root.path: root.files for root in known}
    wanted = {os.path.realpath(folder) for folder in folders}
    chosen = [
        path
        for path in outermost([*files, *folders])
        if any(_holds(os.path.realpath(path), real) for real in wanted)
    ]
    there = [path for path in chosen if root_is_there(path, files.get(path, 0))]
    return there, tuple(path for path in chosen if path not in there)


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(as_prefix(folder))


def _compared(db: sqlite3.Connection, found: list[FoundFiles]) -> _Work:
    """Write down the roots and sort every file into unchanged, changed, fresh, gone."""
    work = _Work()
    for files in found:
        number = _root_number(db, files.root)
        _absorb_inner_roots(db, files.root, number)
        _note_problems(db, files, number)
        work.folders[number] = as_prefix(files.root)
        _compare(db, work, files, number)
    db.commit()
    return work


def _root_number(db: sqlite3.Connection, path: str) -> int:
    row = db.execute("SELECT id FROM roots WHERE path = ?", (path,)).fetchone()
    if row:
        return int(row[0])
    cursor = db.execute("INSERT INTO roots (path) VALUES (?)", (path,))
    return int(cursor.lastrowid or 0)


def _absorb_inner_roots(db: sqlite3.Connection, outer: str, number: int) -> None:
    """Hand the files of roots inside ``outer`` over to it."""
    real_outer = os.path.realpath(outer)
    for inner_number, inner in db.execute("SELECT id, path FROM roots").fetchall():
        real_inner = os.path.realpath(inner)
        if inner_number == number or not _holds(real_outer, real_inner):
            continue
        prefix = real_inner[len(as_prefix(real_outer)) :]
        prefix = as_prefix(prefix) if prefix else ""
        db.execute(
            "UPDATE OR REPLACE files SET root = ?, rel = ? || rel WHERE root = ?",
            (number, prefix, inner_number),
        )
        db.execute("DELETE FROM roots WHERE id = ?", (inner_number,))


def _note_problems(db: sqlite3.Connection, files: FoundFiles, number: int) -> None:
    db.execute("DELETE FROM problems WHERE root = ?", (number,))
    db.executemany(
        "INSERT INTO problems (root, path, reason) VALUES (?, ?, ?)",
        [(number, path, reason) for path, reason in files.problems],
    )


def _compare(db: sqlite3.Connection, work: _Work, files: FoundFiles, root: int) -> None:
    fresh = dict(files.stamps)
    take = fresh.pop
    blind = tuple(files.blind)
    odd: list[tuple[str, Stamp, Stamp | None]] = []
    count = 0
    for rel, size, mtime_ns in db.execute(
        "SELECT rel, size, mtime_ns FROM files WHERE root = ?", (root,)
    ):
        count += 1
        stamp = take(rel, None)
        if stamp != (size, mtime_ns):
            odd.append((rel, (size, mtime_ns), stamp))
    work.unchanged += count - len(odd)
    for rel, old, new in odd:
        place = Place(root, rel)
        if new is None and blind and rel.startswith(blind):
            work.unchanged += 1
            continue
        (number,) = db.execute(
            "SELECT id FROM files WHERE root = ? AND rel = ?", (root, rel)
        ).fetchone()
        if new is None:
            work.vanished.add(number, place, old)
        else:
            work.changed[place] = number
            work.stamps[place] = new
    work.fresh.update((Place(root, rel), stamp) for rel, stamp in fresh.items())


_WRITE = f"""
INSERT INTO files (id, root, rel, size, mtime_ns, added, reason, {TRACK_COLUMNS})
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET root = excluded.root, rel = excluded.rel,
    size = excluded.size, mtime_ns = excluded.mtime_ns, reason = excluded.reason,
    texts = excluded.texts, year = excluded.year, bpm = excluded.bpm,
    key = excluded.key, energy = excluded.energy, rating = excluded.rating,
    length_s = excluded.length_s, gain = excluded.gain
"""


class _Run:
    """One scan at work: reads files and writes rows, counting as it goes."""

    def __init__(
        self,
        db: sqlite3.Connection,
        work: _Work,
        today: float,
        clock: Callable[[], float],
        progress: Callable[[ScanProgress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._db = db
        self._work = work
        self._today = today
        self._clock = clock
        self._progress = progress
        self._cancelled = cancelled
        (highest,) = db.execute("SELECT max(id) FROM files").fetchone()
        self._next_number = (highest or 0) + 1
        self._added = self._changed = self._moved = self._unreadable = 0

    def report(self, workers: int | None) -> ScanReport:
        """Do the work and return the counts; times and roots are the caller's."""
        self._move_by_stamp()
        is_cancelled = not self._read(workers)
        vanished = 0 if is_cancelled else self._drop_vanished()
        return ScanReport(
            added=self._added,
            changed=self._changed,
            unchanged=self._work.unchanged,
            moved=self._moved,
            vanished=vanished,
            unreadable=self._unreadable,
            is_cancelled=is_cancelled,
        )

    def _move_by_stamp(self) -> None:
        work = self._work
        gone = match_by_stamp(work.vanished, work.fresh.items())
        self._db.executemany(
            "UPDATE files SET root = ?, rel = ? WHERE id = ?",
            [(place.root, place.rel, number) for number, place in gone.items()],
        )
        self._db.commit()
        for number, place in gone.items():
            work.vanished.drop(number)
            del work.fresh[place]
        self._moved += len(gone)

    def _read(self, workers: int | None) -> bool:
        """Read all that is fresh or changed; False if it was cancelled on the way."""
        work = self._work
        places = sorted(
            [*work.changed, *work.fresh], key=lambda place: (place.root, place.rel)
        )
        if not places:
            return not self._cancelled()
        lost = fingerprints(self._db, work.vanished)
        started, done = self._clock(), 0
        self._tell(0, len(places), 0.0)
        paths = [work.folders[place.root] + place.rel for place in places]
        for batch in read_many(paths, cancelled=self._cancelled, workers=workers):
            self._write(zip(places[done:], batch, strict=False), lost)
            done += len(batch)
            self._tell(done, len(places), self._clock() - started)
        return done == len(places)

    def _tell(self, done: int, total: int, seconds: float) -> None:
        if self._progress:
            speed = done / seconds if seconds > 0 else 0.0
            self._progress(ScanProgress(done, total, speed))

    def _write(
        self,
        batch: Iterable[tuple[Place, ReadFile]],
        lost: dict[Fingerprint, list[int]],
    ) -> None:
        numbered = [
            (self._number(place, read, lost), place, read) for place, read in batch
        ]
        self._db.executemany(_WRITE, self._rows(numbered))
        self._db.executemany(
            "DELETE FROM evidence WHERE id = ?", [(n,) for n, _, _ in numbered]
        )
        self._db.executemany(
            "INSERT INTO evidence (id, content) VALUES (?, ?)",
            [(n, read.evidence) for n, _, read in numbered if read.evidence],
        )
        self._db.commit()

    def _rows(
        self, numbered: list[tuple[int, Place, ReadFile]]
    ) -> Iterator[tuple[object, ...]]:
        work = self._work
        for number, place, read in numbered:
            size, mtime_ns = work.fresh.get(place) or work.stamps[place]
            yield (
                *(number, place.root, place.rel, size, mtime_ns, self._today),
                *(read.reason, *read.row),
            )

    def _number(
        self, place: Place, read: ReadFile, lost: dict[Fingerprint, list[int]]
    ) -> int:
        """Return the row a file belongs in and count what that makes it."""
        is_readable = not read.reason
        self._unreadable += not is_readable
        known = self._work.changed.get(place)
        if known is not None:
            self._changed += is_readable
            return known
        numbers = lost.get(fingerprint(read.row) or ("", "", 0.0)) if lost else None
        if numbers:
            number = numbers.pop()
            self._work.vanished.drop(number)
            self._moved += 1
            return number
        self._added += is_readable
        self._next_number += 1
        return self._next_number - 1

    def _drop_vanished(self) -> int:
        numbers = [(number,) for number in self._work.vanished.places]
        self._db.executemany("DELETE FROM files WHERE id = ?", numbers)
        self._db.commit()
        return len(numbers)
