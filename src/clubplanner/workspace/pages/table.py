"""Blocks of a page: rows in columns as wide as their widest cell, and plain lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clubplanner.music.text import cells, fit

NARROWEST = 10
"""Cells a column keeps when a table is cut to a width."""

LEGIBLE = 16
"""Cells below which no column is cut while another one can be spared."""


def flat(text: str) -> str:
    """Return text on one line."""
    return text.replace("\n", " ").replace("\t", " ")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in columns.

    Attributes:
        head: column titles.
        rows: cells as text, as many as titles.
        right: numbers of the columns that are flush right.
        below: a line under the rows, such as how many more there are; empty for none.
        title: a line above the head; empty for none.
        spare: numbers of the columns that can be left out, the first of them first.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    below: str = ""
    title: str = ""
    spare: Sequence[int] = ()

    def titled(self, title: str) -> "Table":
        """Return it with a line above its head."""
        return replace(self, title=title)

    def lines(
        self, width: int | None = None, shown: Callable[[str], str] = flat
    ) -> list[str]:
        """Return the lines: title, head, rows, and what stands below.

        Args:
            width: terminal cells; spare columns are left out, then the widest are cut,
                until a row fits. None cuts nothing.
            shown: makes a cell safe for where it is shown.
        """
        rows = [list(self.head), *([shown(text) for text in row] for row in self.rows)]
        count = range(len(self.head))
        widths = {n: max(cells(row[n]) for row in rows) for n in count}
        if width is not None:
            widths = _within(widths, width, self.spare)
        lines = [
            "  ".join(
                _cell(row[column], room, column in self.right)
                for column, room in widths.items()
            ).rstrip()
            for row in rows
        ]
        above, below = ([text] if text else [] for text in (self.title, self.below))
        return [*above, *lines, *below]


Block = Table | str
"""A table, or lines of text as they are."""


def page_text(
    page: Iterable[Block],
    width: int | None = None,
    shown: Callable[[str], str] = flat,
) -> str:
    """Return a page as text, a blank line between its blocks; empty ones are left out.

    Args:
        page: the blocks.
        width: terminal cells, None for as wide as it is.
        shown: makes a cell safe for where it is shown.
    """
    parts = (
        block if isinstance(block, str) else "\n".join(block.lines(width, shown))
        for block in page
    )
    return "\n\n".join(part for part in parts if part)


def _within(
    widths: Mapping[int, int], room: int, spare: Sequence[int]
) -> dict[int, int]:
    """Return the columns whose row fits, with their widths."""
    kept = dict(widths)
    for column in spare:
        if _shortest_cut(kept, room) >= LEGIBLE:
            break
        del kept[column]
    return _cut(kept, room)


def _shortest_cut(widths: Mapping[int, int], room: int) -> int:
    """Return the cells of the narrowest column that would be cut, or many for none."""
    cut = _cut(widths, room)
    return min((cut[n] for n in cut if cut[n] < widths[n]), default=room)


def _cut(widths: Mapping[int, int], room: int) -> dict[int, int]:
    """Return column widths whose row fits, the widest columns cut first."""
    cut = dict(widths)
    over = sum(cut.values()) + 2 * (len(cut) - 1) - room
    while over > 0 and max(cut.values()) > NARROWEST:
        widest = max(cut, key=lambda column: cut[column])
        cut[widest] -= 1
        over -= 1
    return cut


def _cell(text: str, width: int, is_right: bool) -> str:
    return " " * (width - cells(text)) + text if is_right else fit(text, width)
