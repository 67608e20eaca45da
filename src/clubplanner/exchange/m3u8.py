"""M3U8 play lists, written and read.

UTF-8 without BOM (VLC shows a bogus first item for one), CRLF as rekordbox writes them,
plain paths: percent signs stay as they are, since DJ programs do not decode them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import is_absolute, joined, listed_path
from clubplanner.exchange.reading import decoded
from clubplanner.exchange.rows import Listing, Row, rows_with_files


@dataclass(frozen=True, slots=True)
class M3uEntry:
    """One file of a play list that was read.

    Attributes:
        path: the file; a relative one is joined to the list's folder.
        display: ``Artist - Title`` as written, may be empty.
        length_s: whole seconds, None where the list does not say.
    """

    path: str
    display: str = ""
    length_s: int | None = None


def write_m3u8(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the night's files in order, absolute or relative to the list's folder.

    Returns:
        the one list, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    lines = ("#EXTM3U", *_lines(rows, options.relative_to))
    unbound = tuple(_unbound(rows, options)) if not options.relative_to else ()
    return ("".join(f"{line}\r\n" for line in lines),), (*problems, *unbound)


def read_m3u8(data: bytes, folder: str) -> tuple[M3uEntry, ...]:
    """Read a play list of any program; lines it does not know are comments.

    Args:
        data: the file's bytes.
        folder: the folder the list lies in.
    """
    entries: list[M3uEntry] = []
    display, length_s = "", None
    for line in decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith("#EXTINF:"):
            seconds, _, display = line.removeprefix("#EXTINF:").partition(",")
            length_s = _whole_seconds(seconds)
        elif line.strip() and not line.startswith("#"):
            entries.append(M3uEntry(joined(folder, line), display.strip(), length_s))
            display, length_s = "", None
    return tuple(entries)


def _lines(rows: Sequence[Row], folder: str) -> Iterator[str]:
    for row in rows:
        seconds = -1 if row.length_s is None else int(row.length_s)
        yield f"#EXTINF:{seconds},{row.display}"
        yield listed_path(row.file, folder)


def _unbound(rows: Sequence[Row], options: Options) -> Iterator[str]:
    """Yield a sentence for each file that only a scanned folder makes whole."""
    for row in rows:
        if not is_absolute(row.file) and options.exists(row.file):
            yield f"{row.where}: {row.file} is relative: the list must lie beside it"


def _whole_seconds(text: str) -> int | None:
    words = text.split()
    try:
        seconds = int(float(words[0])) if words else -1
    except (ValueError, OverflowError):
        return None
    return seconds if seconds >= 0 else None
