"""The night as a picture: energy wanted and planned, tempo and clock."""

from textual.events import Click, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.tui.widgets.curve_lines import Picture, bar_at, draw
from clubplanner.tui.widgets.runs import Run, repaint, strip_of


class Curve(Widget):
    """Energy bars with the wanted line through them, BPM and clock below."""

    class SlotClicked(Message):
        """A slot's bar was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.picture: Picture | None = None
        self._lines: list[list[Run]] = []

    def show(self, picture: Picture | None) -> None:
        """Show another picture, or nothing."""
        if picture != self.picture:
            self.picture = picture
            before = self._lines
            self._draw()
            repaint(self, before, self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the picture."""
        return strip_of(self, self._lines[y] if y < len(self._lines) else ())

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self._draw()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Tell which slot was clicked."""
        if self.picture is None:
            return
        row = bar_at(self.picture, event.x - 4, self.size.width - 4)
        if row >= 0:
            self.post_message(self.SlotClicked(row))

    def _draw(self) -> None:
        size = self.size
        has_room = self.picture is not None and size.height >= 3 and size.width >= 20
        self._lines = (
            draw(self.picture, size.width, size.height)
            if has_room and self.picture is not None
            else []
        )
