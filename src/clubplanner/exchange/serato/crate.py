"""Serato crates, written and read: ``_Serato_/Subcrates/Name.crate``.

A crate holds nothing but paths, counted from the root of its drive. A crate inside
another is a file of its own, ``Parent%%Child.crate``. Its first records say by which
column Serato sorts it: ``#`` is the order of the list.
"""

from collections.abc import Iterator, Sequence

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import is_absolute
from clubplanner.exchange.rows import Listing, rows_with_files
from clubplanner.exchange.serato.drives import (
    crates_folder,
    root_by,
    rooted,
    split_drive,
)
from clubplanner.exchange.serato.records import (
    inner_records,
    parts,
    path,
    read_tracks,
    record,
    text_record,
    version,
)
from clubplanner.files.problem import Problem

VERSION = "1.0/Serato ScratchLive Crate"
COLUMNS = ("song", "artist", "bpm", "key", "album", "length", "comment")
"""The columns Serato shows, by the names its own crates have."""

_CHILD = "%%"


def claims(source: Source) -> bool:
    """Whether a file is a crate; smart crates are too, they keep what they found."""
    return version(source.head).endswith("Crate")


def read(source: Source) -> Imported:
    """Read a crate. Its playlist is named after the file, ``Parent/Child``.

    Raises:
        ClubplannerError: it is broken before its first track.
    """
    root = root_by(str(source.path.absolute()))
    tracks, unnamed, problems = read_tracks(
        source, lambda found: Entry(rooted(path(found.get(b"ptrk", b"")), root))
    )
    if tracks and not root:
        msg = "the crate does not lie in a _Serato_ folder: the drive is not known"
        hint = "its tracks are found by the rest of their paths"
        problems.append(Problem(source.where, msg, hint, is_notice=True))
    crate = Playlist(_name(source), tuple(range(len(tracks))), "crate", unnamed)
    return Imported(
        KIND.name,
        "Serato",
        tracks=tuple(tracks),
        playlists=(crate,),
        problems=tuple(problems),
    )


def write_crate(
    listing: Listing, options: Options
) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """Write the night as a crate, or as one for each drive its files lie on.

    A crate can only name tracks of the drive it lies on: Serato keeps a crate of mixed
    drives as files of one name, one on each, and shows them as one. The first file is
    of the drive with the most tracks. A path that is relative has no drive and is left
    out. To lie in another crate a file is named ``Parent%%Child.crate``.

    Returns:
        the crates, and the problems with, for each crate, where it belongs.
    """
    rows, problems = rows_with_files(listing.rows, options)
    told = list(problems)
    drives: dict[str, list[str]] = {}
    for row in rows:
        if is_absolute(row.file):
            drive, on_drive = split_drive(row.file)
            drives.setdefault(drive, []).append(on_drive)
        else:
            told.append(f"{row.where} is left out: no drive is known for {row.file}")
    ranked = sorted(drives.items(), key=lambda item: -len(item[1]))
    crates = tuple(_crate(paths) for _, paths in ranked) or (_crate(()),)
    return crates, (*told, *_places([(drive, len(some)) for drive, some in ranked]))


def show_crate(data: bytes) -> str:
    """Return the paths of a crate, one a line, as its preview."""
    tracks = (body for tag, body in inner_records(data) if tag == b"otrk")
    paths = (path((parts(body) or {}).get(b"ptrk", b"")) for body in tracks)
    return "".join(f"{one}\n" for one in paths)


def _crate(paths: Sequence[str]) -> bytes:
    by_number = (text_record("tvcn", "#"), record("brev", b"\0"))
    columns = (
        record("ovct", text_record("tvcn", name), text_record("tvcw", "0"))
        for name in COLUMNS
    )
    tracks = (record("otrk", text_record("ptrk", one)) for one in paths)
    head = (text_record("vrsn", VERSION), record("osrt", *by_number))
    return b"".join((*head, *columns, *tracks))


def _places(drives: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield where each crate belongs; only the DJ can put it there."""
    for number, (drive, count) in enumerate(drives, 1):
        which = "the crate" if len(drives) == 1 else f"crate {number} of {len(drives)}"
        yield (
            f"{which} ({count} {'track' if count == 1 else 'tracks'} of the drive "
            f"{drive}) belongs in {crates_folder(drive)}; Serato shows it at its next "
            "start, with the tracks its library knows"
        )
    if len(drives) > 1:
        yield (
            "the files lie on several drives: give the crates one name to see them "
            "as one; the order across drives is lost"
        )


def _name(source: Source) -> str:
    stem = source.path.name.rpartition(".")[0] or source.path.name
    return "/".join(cells.text(part) for part in stem.split(_CHILD))


KIND = Kind("serato-crate", "Serato crate", claims, read)
