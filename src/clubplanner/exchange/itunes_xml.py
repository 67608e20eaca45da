"""A night as an iTunes library, which most DJ programs read beside their own format.

A property list: the tracks by number, and one playlist of their numbers in order. Paths
are ``file:///`` with everything but plain letters escaped; ``file://localhost/``, which
old iTunes wrote, sends Mixxx on Linux to a folder of that name (measured). iTunes knows
whole BPM only and no keys.
"""

import plistlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, Row, one_line, rows_with_files
from clubplanner.exchange.xml_text import writable

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")

_PLAYLIST_ID = 1
_FIRST_ID = 2
"""Track numbers follow the playlist's; no two things of a library share one."""


def write_itunes(
    listing: Listing, options: Options
) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """Write the night's tracks and its playlist.

    Returns:
        the one file, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    unplaced = tuple(
        f"{row.where} is left out: an iTunes library names whole paths, and this one "
        f"is relative: {one_line(row.file)}"
        for row in rows
        if not file_url(row.file)
    )
    placed = [row for row in rows if file_url(row.file)]
    name = writable(f"{listing.night.date} {one_line(listing.night.name)}")
    library = _library(name, placed)
    data = plistlib.dumps(library, fmt=plistlib.FMT_XML, sort_keys=False)
    return (data,), (*problems, *unplaced)


def file_url(path: str) -> str:
    """Return an absolute path of any system as ``file:///``; empty for a relative one.

    A Windows share keeps its host: ``file://nas/music/a.mp3``.
    """
    if _DRIVE.match(path):
        drive, rest = path[:2], path[2:].replace("\\", "/")
        return f"file:///{drive}{quote(rest)}"
    if path.startswith("\\\\"):
        return f"file:{quote(path.replace(chr(92), '/'))}"
    return f"file://{quote(path)}" if path.startswith("/") else ""


def _library(name: str, rows: Iterable[Row]) -> dict[str, object]:
    numbers: dict[str, int] = {}
    tracks: dict[str, dict[str, object]] = {}
    order: list[dict[str, int]] = []
    for row in rows:
        url = file_url(row.file)
        if url not in numbers:
            numbers[url] = _FIRST_ID + len(numbers)
            tracks[str(numbers[url])] = _track(numbers[url], row, url)
        order.append({"Track ID": numbers[url]})
    playlist = {"Name": name, "Playlist ID": _PLAYLIST_ID, "All Items": True}
    return {
        "Major Version": 1,
        "Minor Version": 1,
        "Tracks": tracks,
        "Playlists": [{**playlist, "Playlist Items": order}],
    }


def _track(number: int, row: Row, url: str) -> dict[str, object]:
    """Return what is known of a track, in the order iTunes writes it."""
    facts: dict[str, object | None] = {
        "Track ID": number,
        "Total Time": None if row.length_s is None else round(row.length_s * 1000),
        "Year": row.year,
        "BPM": None if row.bpm is None else round(row.bpm),
        "Rating": None if row.rating is None else round(row.rating * 20),
        "Track Type": "File",
        "Name": writable(row.title),
        "Artist": writable(row.artist),
        "Album": writable(row.album),
        "Genre": writable(row.genre),
        "Comments": writable(row.comment),
        "Location": url,
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, "")}
