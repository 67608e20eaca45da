"""Text in tones, wrapped at words, scrolled when it is longer than the widget.

Nothing of it is read as markup: ``[bold]`` in a title stands there as it is.
"""

from collections.abc import Callable, Sequence

from textual.events import Resize
from textual.strip import Strip

from clubplanner.music.text import cells, cut
from clubplanner.tui.widgets.lines_view import LinesView
from clubplanner.tui.widgets.runs import Run, Runs, repaint, strip_of


class Paper(LinesView):
    """Shows lines of text; the screen gives them, whole, whenever they change."""

    def __init__(self, *, id: str | None = None, focusable: bool = False) -> None:  # noqa: A002
        """Make it empty; ``focusable`` lets the keyboard scroll it."""
        super().__init__(id=id, can_focus=focusable)
        self.lines: tuple[tuple[Run, ...], ...] = ()
        self._wrapped: list[list[Run]] = []
        self._lay: Callable[[int], Sequence[Runs]] | None = None

    def show(self, lines: Sequence[Runs]) -> None:
        """Show other lines, from the top."""
        self._lay = None
        self._put(lines)

    def lay(self, lines: Callable[[int], Sequence[Runs]]) -> None:
        """Show lines made for a width in cells: for this one, and for every other."""
        self._lay = lines
        width = self.scrollable_content_region.width
        if width > 0:
            self._put(lines(width))

    def _put(self, lines: Sequence[Runs]) -> None:
        fresh = tuple(tuple(line) for line in lines)
        if fresh == self.lines:
            return
        self.lines = fresh
        top, before = self.scroll_offset.y, self._wrapped
        self.scroll_to(y=0, animate=False, immediate=True)
        self._wrap()
        if top:
            self.refresh()
        else:
            repaint(self, before, self._wrapped)

    def text(self) -> str:
        """Return what is shown as plain text, unwrapped."""
        return "\n".join("".join(text for text, _ in line) for line in self.lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        row = y + self.scroll_offset.y
        return strip_of(self, self._wrapped[row] if row < len(self._wrapped) else ())

    def on_resize(self, event: Resize) -> None:
        """Make and wrap the lines for the new width."""
        width = self.scrollable_content_region.width
        if self._lay is not None and width > 0:
            self.lines = tuple(tuple(line) for line in self._lay(width))
        self._wrap()
        self.refresh()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._wrapped = [part for line in self.lines for part in wrap(line, width)]
        self.set_line_count(len(self._wrapped))


def wrap(line: Runs, width: int) -> list[list[Run]]:
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
