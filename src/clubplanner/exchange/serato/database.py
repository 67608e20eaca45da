"""Serato's collection, ``_Serato_/database V2``, read only: it is Serato's own.

One ``otrk`` record for each track, with about 35 records inside; those that begin with
``t`` and ``p`` are text, also the BPM (``126.00``) and the length (``06:25.31``).
"""

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Source
from clubplanner.exchange.serato.drives import root_by, rooted
from clubplanner.exchange.serato.records import (
    path,
    read_tracks,
    text,
    version,
)
from clubplanner.files.problem import Problem


def claims(source: Source) -> bool:
    """Whether a file is Serato's collection."""
    return version(source.head).endswith("Database")


def read(source: Source) -> Imported:
    """Read the collection. It knows no playlists: each crate is a file of its own.

    Raises:
        ClubplannerError: no track of it can be read.
    """
    root = root_by(str(source.path.absolute()))
    tracks, _, problems = read_tracks(source, lambda found: _entry(found, root))
    if not tracks:
        nothing = Problem(source.where, "there is no track in this Serato collection")
        raise nothing.as_error()
    return Imported(KIND.name, "Serato", tracks=tuple(tracks), problems=tuple(problems))


def _entry(found: dict[bytes, bytes], root: str) -> Entry:
    def cell(tag: bytes) -> str:
        return cells.text(text(found.get(tag, b"")))

    return Entry(
        path=rooted(path(found.get(b"pfil", b"")), root),
        title=cell(b"tsng"),
        artist=cell(b"tart"),
        remixer=cell(b"trmx"),
        album=cell(b"talb"),
        genre=cell(b"tgen"),
        label=cell(b"tlbl"),
        year=cells.year(cell(b"ttyr")),
        grouping=cell(b"tgrp"),
        comment=cell(b"tcom"),
        writers=cell(b"tcmp"),
        bpm=cells.tempo(cell(b"tbpm")),
        key=cells.key(cell(b"tkey")),
        key_text=cell(b"tkey"),
        length_s=cells.seconds(cell(b"tlen")),
    )


KIND = Kind("serato-database", "Serato collection (database V2)", claims, read)
