"""Recognises files that were moved or renamed, so that they stay the same track."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from clubplanner.library.rows import TrackRow
from clubplanner.library.walk import Stamp

Fingerprint = tuple[str, str, float]
"""Title, artist and length in tenths of a second: the same music in another place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies: the number of its root and its path inside."""

    root: int
    rel: str


@dataclass(slots=True)
class Vanished:
    """Rows whose file is gone, waiting to be found again elsewhere in the same scan.

    Attributes:
        places: by row number.
        stamps: by row number.
    """

    places: dict[int, Place] = field(default_factory=dict)
    stamps: dict[int, Stamp] = field(default_factory=dict)

    def add(self, number: int, place: Place, stamp: Stamp) -> None:
        """Remember one row."""
        self.places[number] = place
        self.stamps[number] = stamp

    def drop(self, number: int) -> None:
        """Forget a row that was found again."""
        del self.places[number], self.stamps[number]


def match_by_stamp(
    vanished: Vanished, fresh: Iterable[tuple[Place, Stamp]]
) -> dict[int, Place]:
    """Return where vanished rows went, by size and time of change.

    Of several files alike the one of the same name is taken; without it none, unless
    there is only one.
    """
    by_stamp: dict[Stamp, list[Place]] = defaultdict(list)
    if vanished.places:
        for place, stamp in fresh:
            by_stamp[stamp].append(place)
    gone: dict[int, Place] = {}
    rivals: dict[Stamp, int] = defaultdict(int)
    for stamp in vanished.stamps.values():
        rivals[stamp] += 1
    for number, stamp in vanished.stamps.items():
        places = by_stamp.get(stamp, [])
        name = _file_name(vanished.places[number])
        alike = [p for p in places if _file_name(p) == name]
        if not alike and len(places) == 1 and rivals[stamp] == 1:
            alike = places
        if stamp[0] and len(alike) == 1:
            gone[number] = alike[0]
            places.remove(alike[0])
    return gone


def _file_name(place: Place) -> str:
    return place.rel.rpartition(os.sep)[2]


def fingerprint(row: TrackRow) -> Fingerprint | None:
    """Return what a track is known by, None for one without a title or a length."""
    title, artist = row[0].split("\x1f")[:2] if row[0] else ("", "")
    length = row[6]
    return (title, artist, round(length, 1)) if title and length else None


def fingerprints(
    db: sqlite3.Connection, vanished: Vanished
) -> dict[Fingerprint, list[int]]:
    """Return the vanished rows by what their tracks are known by."""
    known: dict[Fingerprint, list[int]] = defaultdict(list)
    for number in vanished.places:
        texts, length = db.execute(
            "SELECT texts, length_s FROM files WHERE id = ?", (number,)
        ).fetchone()
        mark = fingerprint((texts, None, None, None, None, None, length, None))
        if mark:
            known[mark].append(number)
    return known
