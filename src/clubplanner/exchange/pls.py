"""PLS play lists (Winamp, radio players, Mixxx): read.

An INI section ``[playlist]`` with ``File1``, ``Title1`` and ``Length1`` in any order;
Length is whole seconds, -1 for a stream.
"""

import re

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import artist_and_title
from clubplanner.exchange.paths import listed_file
from clubplanner.exchange.reading import split_lines

_VALUE = re.compile(r"\s*(file|title|length)(\d{1,6})\s*=(.*)", re.IGNORECASE)
_BEGIN = re.compile(
    r"\s*\[playlist\]\s*(?:\Z|;|(?:file|title|length)\d|numberofentries|version|x-)",
    re.IGNORECASE,
)


def claims(source: Source) -> bool:
    """Whether a file begins with the section ``[playlist]`` and a key of such lists."""
    return _BEGIN.match(source.head_text) is not None


def read(source: Source) -> Imported:
    """Read a PLS play list; an item without a file is left out.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    found = split_lines(decoded, source.where)
    items: dict[int, dict[str, str]] = {}
    for line in found.lines:
        if value := _VALUE.match(line):
            items.setdefault(int(value[2]), {})[value[1].lower()] = value[3].strip()
    folder = str(source.path.absolute().parent)
    tracks = tuple(
        _entry(item, folder) for _, item in sorted(items.items()) if item.get("file")
    )
    return Imported(
        kind="pls",
        origin="play list",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tracks,
        playlists=(Playlist(cells.text(source.path.stem), tuple(range(len(tracks)))),),
        problems=found.problems,
    )


def _entry(item: dict[str, str], folder: str) -> Entry:
    artist, title = artist_and_title(item.get("title", ""))
    return Entry(
        path=listed_file(item["file"], folder),
        title=title,
        artist=artist,
        length_s=cells.length(cells.number(item.get("length"))),
    )


KIND = Kind("pls", "PLS play list", claims, read)
