"""A clock that is read from two metres: digits of blocks as large as there is room."""

from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.tui.widgets.face import HUGE, LARGE, SMALL
from clubplanner.tui.widgets.runs import Run, repaint, strip_of


class BigClock(Widget):
    """Shows a time; only the cells that changed are written."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self.tone = ""

    def show(self, text: str, tone: str = "") -> None:
        """Show another time.

        Args:
            text: digits, colons and dashes.
            tone: how it looks.
        """
        before = self._lines()
        self.text, self.tone = text, tone
        repaint(self, before, self._lines())

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        lines = self._lines()
        return strip_of(self, lines[y] if y < len(lines) else ())

    def on_resize(self, event: Resize) -> None:
        """Draw the time as large as there is room now."""
        self.refresh()

    def _lines(self) -> list[list[Run]]:
        return [[(row, self.tone)] for row in digit_rows(self.text, *self.size)]


def digit_rows(text: str, width: int, height: int) -> tuple[str, ...]:
    """Return digits, colons and dashes as large as they fit, as they are if not."""
    for face in (HUGE, LARGE, SMALL):
        if text and face.rows <= height and face.width(text) <= width:
            return face.drawn(text)
    return (text,)
