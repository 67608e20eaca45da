r"""What the commands print: aligned text for people, JSON for machines.

stdout is data, stderr is talk. Widths are counted in terminal cells, so wide titles
keep their columns. JSON is one object or list, UTF-8, with keys in a fixed order.
File names may hold anything, so what could steer a terminal is written
as ``\x1b``.

Every command and the app start with this module, so what it prints of tracks and tables
is imported where it is used: that takes 10 ms.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from clubplanner.music.track import Track
    from clubplanner.workspace.pages.table import Block

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff]"
)
"""C0 and C1 but for tab and line end, bidi controls, and bytes that are no text."""

_encoded = json.JSONEncoder(ensure_ascii=False).encode


def say(text: str) -> None:
    """Print lines of data for people."""
    _write(sys.stdout, _shown(text))


def talk(text: str) -> None:
    """Print one line to the person at the keyboard, beside the data."""
    _write(sys.stderr, one_line(text))


def say_json(value: object) -> None:
    """Print a value as JSON.

    An iterator in it becomes a list with one item a line, printed as it comes: the
    rows of a collection then cost no more memory than one of them, and a third of the
    time (json indents without the help of C).
    """
    for piece in _pieces(value, ""):
        sys.stdout.write(_CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", piece))
    sys.stdout.write("\n")


def say_file(text: str) -> None:
    """Print the content of a file, to the letter unless a terminal shows it."""
    _write(sys.stdout, _shown(text) if sys.stdout.isatty() else text)


def one_line(text: str) -> str:
    """Return text, a file name for one, without line ends and controls."""
    return _shown(text.replace("\t", " ").replace("\n", "\\n"))


def _pieces(value: object, margin: str) -> Iterator[str]:
    """Yield JSON piece by piece, indented as ``json`` does it."""
    inner = f"\n{margin}  "
    if isinstance(value, Mapping) and value:
        for number, (key, one) in enumerate(value.items()):
            yield f"{',' if number else '{'}{inner}{_encoded(key)}: "
            yield from _pieces(one, f"{margin}  ")
        yield f"\n{margin}}}"
    elif isinstance(value, list | tuple) and value:
        for number, one in enumerate(value):
            yield f"{',' if number else '['}{inner}"
            yield from _pieces(one, f"{margin}  ")
        yield f"\n{margin}]"
    elif isinstance(value, Iterator):
        yield "["
        for number, one in enumerate(value):
            yield f"{',' if number else ''}{inner}{_encoded(one)}"
        yield f"\n{margin}]"
    else:
        yield _encoded(value)


def _write(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")


def _shown(text: str) -> str:
    return _CONTROLS.sub(lambda sign: ascii(sign[0])[1:-1], text)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
) -> str:
    """Lay rows out in columns as wide as their widest cell.

    On a terminal the widest columns are cut until a row fits; in a pipe nothing is.

    Args:
        head: column titles.
        rows: cells as text, as many as titles.
        right: numbers of the columns that are flush right.
    """
    from clubplanner.workspace.pages.table import Table

    lines = Table(head, tuple(rows), right).lines(terminal_width(), one_line)
    return "\n".join(lines)


def say_page(page: "Iterable[Block]") -> None:
    """Print the blocks of a page, its tables as ``table`` lays them out."""
    from clubplanner.workspace.pages.table import page_text

    say(page_text(page, terminal_width(), one_line))


def terminal_width() -> int | None:
    """Return the cells of a line, None where stdout is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def track_cells(track: "Track", notation: str) -> tuple[str, str, str, str, str]:
    """Return title, artist, BPM, key and energy as cells; unknown is ``?``."""
    from clubplanner.music.key import format_key
    from clubplanner.music.tempo import format_bpm

    return (
        track.title or "?",
        track.artist or "?",
        format_bpm(track.bpm),
        format_key(track.key, notation),
        "?" if track.energy is None else str(track.energy),
    )
