"""The night as a picture: energy wanted and planned, tempo and clock."""

from typing import ClassVar

from rich.segment import Segment
from textual.events import Click, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.tui.widgets import tones
from clubplanner.tui.widgets.curve_lines import Picture, Run, bar_at, draw


class Curve(Widget):
    """Energy bars with the wanted line through them, BPM and clock below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tones.COMPONENT_CLASSES

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
            self._draw()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the picture."""
        width, base = self.size.width, self.rich_style
        if y >= len(self._lines):
            return Strip.blank(width, base)
        segments = [
            Segment(text, base + tones.tone_style(self, tone) if tone else base)
            for text, tone in self._lines[y]
        ]
        return Strip(segments).adjust_cell_length(width, base)

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
