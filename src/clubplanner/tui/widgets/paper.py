"""Text in tones, wrapped at words, scrolled when it is longer than the widget.

Nothing of it is read as markup: ``[bold]`` in a title stands there as it is.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from clubplanner.music.text import cells, cut
from clubplanner.tui.widgets import tones
from clubplanner.tui.widgets.curve_lines import Run

Line = Sequence[Run]
"""One line before wrapping: runs of text with their tones."""


class Paper(ScrollView):
    """Shows lines of text; the screen gives them, whole, whenever they change."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tones.COMPONENT_CLASSES

    def __init__(self, *, id: str | None = None, focusable: bool = False) -> None:  # noqa: A002
        """Make it empty; ``focusable`` lets the keyboard scroll it."""
        super().__init__(id=id, can_focus=focusable)
        self.lines: tuple[tuple[Run, ...], ...] = ()
        self._wrapped: list[list[Run]] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the top."""
        fresh = tuple(tuple(line) for line in lines)
        if fresh == self.lines:
            return
        self.lines = fresh
        self.scroll_to(y=0, animate=False, immediate=True)
        self._wrap()

    def text(self) -> str:
        """Return what is shown as plain text, unwrapped."""
        return "\n".join("".join(text for text, _ in line) for line in self.lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, base = self.size.width, self.rich_style
        row = y + self.scroll_offset.y
        if row >= len(self._wrapped):
            return Strip.blank(width, base)
        segments = [
            Segment(text, base + tones.tone_style(self, tone) if tone else base)
            for text, tone in self._wrapped[row]
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_resize(self, event: Resize) -> None:
        """Wrap for the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._wrapped = [part for line in self.lines for part in wrap(line, width)]
        size = Size(width, len(self._wrapped))
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh()


def wrap(line: Line, width: int) -> list[list[Run]]:
    """Break a line at its blanks into lines of at most ``width`` cells.

    What follows the first one is indented as far as the first run reaches, if that is
    less than half the width: a label in front stays alone in its column.
    """
    if sum(cells(text) for text, _ in line) <= width:
        return [list(line)]
    first = cells(line[0][0])
    indent = first if len(line) > 1 and first <= width // 2 else 0
    wrapped: list[list[Run]] = [[]]
    used = 0
    for text, tone in line:
        for word in _words(text):
            room = width - used
            if cells(word.rstrip()) > room and used > indent:
                wrapped.append([(" " * indent, "")] if indent else [])
                used, room, word = indent, width - indent, word.lstrip()
            shown = word if cells(word) <= room else cut(word.rstrip(), room)
            wrapped[-1].append((shown, tone))
            used += cells(shown)
    return wrapped


def _words(text: str) -> list[str]:
    """Split text into words that keep the blanks behind them."""
    words: list[str] = []
    for part in text.split(" "):
        words.append(part + " ")
    words[-1] = words[-1][:-1]
    return [word for word in words if word]
