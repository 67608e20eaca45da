"""A clock that is read from two metres: digits of blocks, five rows high."""

from textual.strip import Strip
from textual.widget import Widget

from clubplanner.tui.widgets.runs import Run, repaint, strip_of

ROWS = 5

_SHAPES = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
    "-": ("   ", "   ", "███", "   ", "   "),
}


def rows_of(text: str) -> tuple[str, ...]:
    """Return digits, colons and dashes as five rows; every block is two cells wide."""
    shapes = [_SHAPES[sign] for sign in text if sign in _SHAPES]
    return tuple(
        "  ".join("".join(2 * part for part in shape[row]) for shape in shapes)
        for row in range(ROWS)
    )


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

    def _lines(self) -> list[list[Run]]:
        return [[(row, self.tone)] for row in rows_of(self.text)]
