"""M3U and M3U8 play lists, written and read.

Written: UTF-8 without BOM (VLC shows a bogus first item for one), CRLF as rekordbox
writes them, plain paths: percent signs stay as they are, since DJ programs do not
decode them. Read: lists of any program, old ones in Windows-1252, with or without
EXTINF; ``#PLAYLIST``, ``#EXTART``, ``#EXTALB`` and ``#EXTGENRE`` as VLC and foobar2000
write them. rekordbox exports a night as ``HISTORY 2023-07-28 (4).m3u8``. Television
lists put ``tvg-name="a, b"`` before the comma. The lists of a video stream (HLS, RFC
8216) have the same ending and signs and no track: they are refused.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.names import artist_and_title
from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import is_absolute, listed_file, listed_path
from clubplanner.exchange.reading import looks_like_text, split_lines
from clubplanner.exchange.rekordbox.history import history_day
from clubplanner.exchange.rows import Listing, Row, rows_with_files

_SIGNS = ("#EXTM3U", "#EXTINF:")
_STREAM = re.compile(
    r"^#EXT-X-(?:TARGETDURATION|STREAM-INF|MEDIA-SEQUENCE)", re.MULTILINE
)
_INFORMATION = re.compile(r"\s*#(EXTINF|EXTART|EXTALB|EXTGENRE|PLAYLIST):(.*)")
_COMMENT = re.compile(r"#|\s+#EXT")
_TOLD = re.compile(r'\s*([^\s,]*)(?:\s+[\w.-]+=(?:"[^"]*"|[^",\s]*))*\s*,(.*)')
"""What EXTINF says: seconds, attributes, and the name behind the comma."""


def write_m3u8(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the night's files in order, absolute or relative to the list's folder.

    Returns:
        the one list, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    lines = ("#EXTM3U", *_lines(rows, options.relative_to))
    text = "".join(f"{line}\r\n" for line in lines)
    return (text,), (*problems, *unbound_problems(rows, options))


def _lines(rows: Sequence[Row], folder: str) -> Iterator[str]:
    for row in rows:
        seconds = -1 if row.length_s is None else int(row.length_s)
        yield f"#EXTINF:{seconds},{row.display}"
        yield listed_path(row.file, folder)


def unbound_problems(rows: Sequence[Row], options: Options) -> Iterator[str]:
    """Yield a sentence for each file that only a scanned folder makes whole."""
    for row in rows if not options.relative_to else ():
        if not is_absolute(row.file) and options.exists(row.file):
            yield f"{row.where}: {row.file} is relative: the list must lie beside it"


def claims(source: Source) -> bool:
    """Whether a file is a play list: it says so, or is text with the right ending."""
    if not looks_like_text(source.head_text):
        return False
    return source.suffix in (".m3u", ".m3u8") or has_signs(source, *_SIGNS)


def has_signs(source: Source, *signs: str) -> bool:
    """Whether a text begins with a sign, or every third line does.

    The text about a play list shows one, too, and is none.
    """
    written = [line.strip() for line in source.head_text.split("\n") if line.strip()]
    marked = sum(line.startswith(signs) for line in written)
    return source.first_line.startswith(signs) or marked * 3 >= max(1, len(written))


def read(source: Source) -> Imported:
    """Read a play list of any program; lines it does not know are comments.

    Raises:
        ClubplannerError: it cannot be read, is larger than any list, or lists the
            pieces of a video stream.
    """
    decoded = source.text()
    if _STREAM.search(source.head_text):
        raise ClubplannerError(
            "this play list names the pieces of a stream (HLS), not tracks",
            where=source.where,
            hint="export the list of tracks from the DJ program",
        )
    found = split_lines(decoded, source.where)
    folder = str(source.path.absolute().parent)
    name = ""
    tracks: list[Entry] = []
    told: dict[str, str] = {}
    general = _general(found.lines)
    for line in found.lines:
        information = _INFORMATION.match(line)
        if information and information[1] == "PLAYLIST":
            name = cells.text(information[2])
        elif information:
            told[information[1]] = information[2]
        elif line.strip() and not _COMMENT.match(line):
            tracks.append(_entry(listed_file(line, folder), told, general))
            told = {}
    stem = cells.text(source.path.stem)
    day = history_day(stem)
    playlist = Playlist(
        name=name or stem,
        tracks=tuple(range(len(tracks))),
        kind="history" if day else "playlist",
        day=day,
    )
    return Imported(
        kind="m3u",
        origin="rekordbox" if day else "play list",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(tracks),
        playlists=(playlist,),
        problems=found.problems,
    )


def _general(lines: Sequence[str]) -> dict[str, str]:
    """Return what is said once, above the first file: it goes for the whole list."""
    found = [match for line in lines if (match := _INFORMATION.match(line))]
    counts = Counter(match[1] for match in found)
    above = takewhile(lambda line: not line.strip() or _COMMENT.match(line), lines)
    heads = (match for line in above if (match := _INFORMATION.match(line)))
    return {match[1]: match[2] for match in heads if counts[match[1]] == 1}


def _entry(path: str, told: Mapping[str, str], general: Mapping[str, str]) -> Entry:
    """Return the file and what the lines above it, or above all, say of it."""
    inf = told.get("EXTINF", "")
    found = _TOLD.match(inf)
    seconds, display = found.groups() if found else inf.partition(",")[::2]
    artist, title = artist_and_title(display)
    return Entry(
        path=path,
        title=title,
        artist=cells.text(told.get("EXTART"))
        or artist
        or cells.text(general.get("EXTART")),
        album=cells.text(told.get("EXTALB") or general.get("EXTALB")),
        genre=cells.text(told.get("EXTGENRE") or general.get("EXTGENRE")),
        length_s=cells.length(cells.number(seconds)),
    )


KIND = Kind("m3u", "M3U play list", claims, read)
