"""What comes in from other programs: one shape for lists, collections and histories.

A reader takes a ``Source`` (a file that is only ever read) and returns an ``Imported``.
Every reader is a ``Kind``; ``kinds`` holds them all and finds the one that claims a
file by its content, never by its name alone.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.reading import Decoded, decode
from clubplanner.files.problem import Problem
from clubplanner.music.key import Key
from clubplanner.music.track import CuePoint, GridMarker

HEAD_BYTES = 65_536
"""Bytes at the beginning of a file by which its kind is told."""

LARGEST_LIST = 32 * 2**20
"""Bytes of the largest file that is read whole; collections are streamed instead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of another program's collection, list, cue sheet or history.

    All text has been through ``music.text.clean``. Unknown is None or empty.

    Attributes:
        path: the file as that program names it, in its own system's spelling
            (``D:/Music/a.mp3``, ``/Users/x/a.mp3``); maybe relative, maybe empty.
        key_text: the key as written, also where it is no key we know.
        rating: stars, 0-5.
        length_s: seconds of the whole file.
        writers: composers as one text.
        cue_points, beatgrid: in order of time.
        started_at: its start on a night. Without a zone it is the wall clock of the
            computer that played; with one, always UTC, it comes from a Unix time and
            is the wall clock of nobody: turn it to the venue's zone before it is shown.
        offset_s: seconds from the beginning of a recording, where a list has no clock.
        played_s: seconds it sounded.
        deck: number of the deck, from 1.
        is_public: False where the program says that nobody was to hear it, or that it
            was loaded and never played.
    """

    path: str = ""
    title: str = ""
    artist: str = ""
    remixer: str = ""
    album: str = ""
    genre: str = ""
    label: str = ""
    year: int | None = None
    grouping: str = ""
    comment: str = ""
    isrc: str = ""
    writers: str = ""
    bpm: float | None = None
    key: Key | None = None
    key_text: str = ""
    energy: int | None = None
    rating: float | None = None
    length_s: float | None = None
    cue_points: tuple[CuePoint, ...] = ()
    beatgrid: tuple[GridMarker, ...] = ()
    started_at: datetime | None = None
    offset_s: float | None = None
    played_s: float | None = None
    deck: int | None = None
    is_public: bool | None = None


@dataclass(frozen=True, slots=True)
class Playlist:
    """A list inside a file: a playlist, a crate, or one night of a history.

    Attributes:
        name: with its folders: ``Folder/Sub Playlist``.
        tracks: places in ``Imported.tracks``, in order; one may come twice.
        kind: ``playlist``, ``crate`` or ``history``.
        missing: rows that name a track the file does not have.
        day: of a history, the day its night began; the day in UTC where its first
            track's start is in UTC.
    """

    name: str
    tracks: tuple[int, ...] = ()
    kind: str = "playlist"
    missing: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file holds.

    Attributes:
        kind: name of the ``Kind`` that read it: ``rekordbox-xml``.
        origin: the program for people, as a source of values: ``rekordbox``.
        encoding: ``UTF-8``, ``UTF-16``, ``UTF-32``, ``Windows-1252``; empty for what is
            no text.
        is_guessed: whether the encoding is a guess, which is then said.
        tracks: the rows in order.
        playlists: lists inside the file. A file that is one night's history has one
            of kind ``history``, one that holds two nights has two.
        problems: what could not be read, and what was assumed.
    """

    kind: str
    origin: str
    encoding: str = ""
    is_guessed: bool = False
    tracks: tuple[Entry, ...] = ()
    playlists: tuple[Playlist, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file to import. It is opened for reading only.

    Attributes:
        path: the file.
        name: what problems call it.
    """

    path: Path
    name: str = field(default="")

    @cached_property
    def head(self) -> bytes:
        """The first bytes of the file.

        Raises:
            ClubplannerError: it cannot be read.
        """
        return self._read(HEAD_BYTES)

    @cached_property
    def head_text(self) -> str:
        """The first bytes as text, however badly they decode; every line ends in LF."""
        text = decode(self.head, is_part=True).text
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def first_line(self) -> str:
        """The first line that is not blank, without blanks around it."""
        return next(
            (line.strip() for line in self.head_text.split("\n") if line.strip()), ""
        )

    @property
    def where(self) -> str:
        """The file in a problem."""
        return self.name or str(self.path)

    @property
    def suffix(self) -> str:
        """The ending of the name in small letters, a hint and never a proof."""
        return self.path.suffix.lower()

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            ClubplannerError: it cannot be opened.
        """
        with self._plain_errors():
            return self.path.open("rb")

    def tail(self, size: int) -> bytes:
        """Return the last bytes of the file.

        Raises:
            ClubplannerError: it cannot be read.
        """
        with self.open() as stream, self._plain_errors():
            end = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, end - size))
            return stream.read(size)

    def data(self, most: int = LARGEST_LIST) -> bytes:
        """Return the whole content of a list.

        Args:
            most: bytes of the largest one that is read.

        Raises:
            ClubplannerError: it cannot be read, or is larger than any list.
        """
        content = self._read(most + 1)
        if len(content) > most:
            raise ClubplannerError(
                f"this file is too large for a list (over {most >> 20} MB)",
                where=self.where,
                hint="export a single playlist or night",
            )
        return content

    def text(self, most: int = LARGEST_LIST) -> Decoded:
        """Return the whole content of a list as text; see ``data``."""
        return decode(self.data(most))

    def _read(self, size: int) -> bytes:
        with self.open() as stream, self._plain_errors():
            return stream.read(size)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Turn what the disk complains about into one sentence."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or "check the drive"
            raise ClubplannerError(
                f"this file cannot be read ({reason})", where=self.where
            ) from error


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that can be read.

    Attributes:
        name: stable, for ``--json``: ``rekordbox-xml``.
        title: for people.
        claims: tells from the first bytes whether a file is of this kind.
        read: reads it. Raises ClubplannerError, one sentence, where nothing of the
            file can be used; everything smaller is a problem of ``Imported``.
    """

    name: str
    title: str
    claims: Callable[[Source], bool]
    read: Callable[[Source], Imported]
