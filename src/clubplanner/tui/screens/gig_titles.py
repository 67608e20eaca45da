"""The titles of the gig's screen: as large as there is room, plain where there is not.

Now and next are drawn in one size, so that neither seems to matter less. A title with
letters the face lacks stands in plain capitals and leaves the other one its size.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from clubplanner.music.text import cells, cut
from clubplanner.tui.widgets.face import LARGE, SMALL, Face, spelt
from clubplanner.tui.widgets.runs import Run

LABEL = 6
"""Cells of the words NOW, NEXT and THEN."""

Line = list[Run]


@dataclass(frozen=True, slots=True)
class Look:
    """How titles are drawn.

    Attributes:
        face: the size of the letters, None for plain text.
        most: lines a title may take.
        is_cut: whether a title too long for that is plain; else the look is no good.
    """

    face: Face | None = None
    most: int = 1
    is_cut: bool = False


LOOKS = (
    Look(LARGE, most=2),
    Look(SMALL, most=2),
    Look(SMALL, is_cut=True),
    Look(),
)
"""The looks there are, what is read from farthest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A track as it stands on the gig's screen.

    Attributes:
        label: ``NOW`` or ``NEXT``.
        title: its title.
        facts: tempo, key and energy.
        by: who plays, and what else belongs beside it.
        below: what stands under it.
    """

    label: str
    title: str
    facts: str = ""
    by: tuple[Run, ...] = ()
    below: tuple[Line, ...] = ()


def entry_lines(entry: Entry, look: Look, width: int) -> list[Line] | None:
    """Return a track in lines, None where its title is too long for a look.

    Args:
        entry: the track.
        look: how its title is drawn.
        width: cells there are for a line.
    """
    rows = _rows(entry.title, look, width)
    if rows is None:
        return None
    label = (f"{entry.label:<{LABEL}}", "head")
    facts = (entry.facts, "key")
    indent = (" " * LABEL, "")
    if rows:
        shown = [("  ", "") if entry.by else ("", ""), facts]
        lines: list[Line] = [[label, *entry.by, *shown]]
        lines += [[(row, "strong")] for row in rows]
    else:
        lines = [[label, (entry.title.upper(), "strong"), ("  ", ""), facts]]
        lines += [[indent, *entry.by]] if entry.by else []
    lines += [[indent, *line] for line in entry.below]
    return [clipped(line, width) for line in lines]


def clipped(line: Line, width: int) -> Line:
    """Return a line in at most ``width`` cells: one that wraps moves all below it."""
    shown, room = [], width
    for text, tone in line:
        part = cut(text, room)
        room -= cells(part)
        if part:
            shown.append((part, tone))
    return shown


def _rows(title: str, look: Look, width: int) -> list[str] | None:
    """Return a title in blocks; none where it is plain, None where it does not fit."""
    text = spelt(title)
    if look.face is None or not text:
        return []
    lines = list(_broken(text, look.face, width))
    if len(lines) <= look.most and all(look.face.width(one) <= width for one in lines):
        gap = [""] if look.face.cells > 1 else []
        rows = (row for line in lines for row in (*gap, *look.face.drawn(line)))
        return list(rows)[len(gap) :]
    return [] if look.is_cut else None


def _broken(text: str, face: Face, width: int) -> Iterator[str]:
    """Yield a text in lines that fit, broken at its blanks."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and face.width(longer) > width:
            yield line
            longer = word
        line = longer
    yield line
