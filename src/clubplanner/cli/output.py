"""What the commands print: aligned text for people, JSON for machines.

stdout is data, stderr is talk. Widths are counted in terminal cells, so wide titles
keep their columns. JSON is one object or list, UTF-8, with keys in a fixed order.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from clubplanner.music.text import cells, fit


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line of data."""
    print(text, file=stream or sys.stdout)


def talk(text: str) -> None:
    """Print a line to the person at the keyboard, beside the data."""
    say(text, sys.stderr)


def say_json(value: object) -> None:
    """Print a value as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
) -> str:
    """Lay rows out in columns as wide as their widest cell.

    Args:
        head: column titles.
        rows: cells as text, as many as titles.
        right: numbers of the columns that are flush right.
    """
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(cells(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        "  ".join(
            _cell(text, width, n in right)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cell(text: str, width: int, is_right: bool) -> str:
    return " " * (width - cells(text)) + text if is_right else fit(text, width)
