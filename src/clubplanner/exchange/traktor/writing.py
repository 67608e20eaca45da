"""A night as Traktor NML: its tracks, and one playlist of it in order.

VERSION 19, which Traktor 2 and 3 write and 4 reads. Elements and attributes come in the
order of Traktor's own files, and as there what is unknown is left out. Modification
dates are not written, so that nothing of ours is taken for newer than what Traktor
knows of a track already.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, Row, one_line, rows_with_files
from clubplanner.exchange.traktor.locations import BOOT_VOLUME, Location, location_of
from clubplanner.exchange.traktor.points import planned_points, write_point
from clubplanner.exchange.xml_text import element, is_writable
from clubplanner.music.key import Key, key_from_traktor
from clubplanner.night.plan import Night

VERSION = "19"

_NUMBERS = {key_from_traktor(number): number for number in range(24)}


@dataclass(frozen=True, slots=True)
class _Track:
    """A file of the night and the slots it fills."""

    location: Location
    rows: tuple[Row, ...]


def write_nml(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the night's tracks and its playlist.

    A track that fills two slots is described once and listed twice; its cue points
    are those of both.

    Returns:
        the one file, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    placed: list[tuple[Row, Location]] = []
    unplaced: list[str] = []
    for row in rows:
        location = location_of(row.file, options.boot_volume or BOOT_VOLUME)
        if location is None:
            unplaced.append(
                f"{row.where} is left out: {_RELATIVE}: {one_line(row.file)}"
            )
        elif not is_writable(location.key):
            unplaced.append(
                f"{row.where} is left out: XML cannot hold its file name; "
                "rename the file"
            )
        else:
            placed.append((row, location))
    lines = _lines(listing.night, placed)
    return ("".join(f"{line}\n" for line in lines),), (*problems, *unplaced)


_RELATIVE = "Traktor needs to know the whole path of a file, and this one is relative"


def _lines(night: Night, placed: Sequence[tuple[Row, Location]]) -> Iterator[str]:
    tracks = _tracks(placed)
    yield '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>'
    head = {"COMPANY": "www.native-instruments.com", "PROGRAM": "Traktor"}
    yield element("NML", {"VERSION": VERSION}, is_open=True) + element("HEAD", head)
    yield element("COLLECTION", {"ENTRIES": str(len(tracks))}, is_open=True)
    for track in tracks:
        yield from _entry(track)
    yield "</COLLECTION>"
    yield '<SETS ENTRIES="0"></SETS>'
    yield from _playlist(night, [location.key for _, location in placed])
    yield "<INDEXING></INDEXING>"
    yield "</NML>"


def _tracks(placed: Iterable[tuple[Row, Location]]) -> list[_Track]:
    by_key: dict[str, _Track] = {}
    for row, location in placed:
        known = by_key.get(location.key)
        rows = (*known.rows, row) if known else (row,)
        by_key[location.key] = _Track(location, rows)
    return list(by_key.values())


def _entry(track: _Track) -> Iterator[str]:
    row, at = track.rows[0], track.location
    yield element(
        "ENTRY", {"TITLE": row.title, "ARTIST": row.artist or None}, is_open=True
    )
    yield element(
        "LOCATION",
        {
            "DIR": at.folder,
            "FILE": at.file,
            "VOLUME": at.volume,
            "VOLUMEID": at.volume if at.is_mac else None,
        },
    )
    if row.album:
        yield element("ALBUM", {"TITLE": row.album})
    yield element("INFO", _info(row))
    if row.bpm is not None:
        tempo = {"BPM": f"{row.bpm:.6f}", "BPM_QUALITY": "100.000000"}
        yield element("TEMPO", tempo)
    if row.key is not None:
        yield element("MUSICAL_KEY", {"VALUE": str(_NUMBERS[row.key])})
    for place, point in enumerate(planned_points(track.rows)):
        yield write_point(point, place)
    yield "</ENTRY>"


def _info(row: Row) -> dict[str, str | None]:
    """Return the attributes of INFO; the key's text is Camelot, as elsewhere here."""
    length = row.length_s
    return {
        "GENRE": row.genre or None,
        "LABEL": row.label or None,
        "COMMENT": row.comment or None,
        "REMIXER": row.remixer or None,
        "KEY": _camelot(row.key),
        "PLAYTIME": None if length is None else f"{length:.0f}",
        "PLAYTIME_FLOAT": None if length is None else f"{length:.6f}",
        "RANKING": None if row.rating is None else f"{row.rating * 51:.0f}",
        "RELEASE_DATE": None if row.year is None else f"{row.year}/1/1",
    }


def _camelot(key: Key | None) -> str | None:
    return None if key is None else str(key)


def _playlist(night: Night, keys: Sequence[str]) -> Iterator[str]:
    """Yield the tree with the one list; its id stays the same on every export."""
    name = f"{night.date} {one_line(night.name)}".strip()
    about = {
        "ENTRIES": str(len(keys)),
        "TYPE": "LIST",
        "UUID": uuid5(NAMESPACE_URL, f"clubplanner:{name}").hex,
    }
    yield "<PLAYLISTS>"
    yield element("NODE", {"TYPE": "FOLDER", "NAME": "$ROOT"}, is_open=True)
    yield element("SUBNODES", {"COUNT": "1"}, is_open=True)
    yield element("NODE", {"TYPE": "PLAYLIST", "NAME": name}, is_open=True)
    yield element("PLAYLIST", about, is_open=True)
    for key in keys:
        primary = element("PRIMARYKEY", {"TYPE": "TRACK", "KEY": key})
        yield f"<ENTRY>{primary}</ENTRY>"
    yield "</PLAYLIST></NODE></SUBNODES></NODE></PLAYLISTS>"
