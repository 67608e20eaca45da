"""A yes or no: ``[x]`` or ``[ ]`` before a word, readable without colour."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.tui.widgets import tones


class Tick(Widget, can_focus=True):
    """Space, Enter in it or a click turn it over."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", show=False)]

    is_on = reactive(False)
    """Whether it says yes."""

    class Turned(Message):
        """A tick was turned over."""

        def __init__(self, tick: "Tick") -> None:
            super().__init__()
            self.tick = tick

    def __init__(self, word: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._word = word

    def render_line(self, y: int) -> Strip:
        """Draw the sign and the word."""
        style = self.rich_style
        if self.has_focus:
            style += tones.tone_style(self, "cursor")
        text = f"[{'x' if self.is_on else ' '}] {self._word}"
        strip = Strip([Segment(text, style)])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: Click) -> None:
        """Turn over."""
        self.action_turn()

    def action_turn(self) -> None:
        """Turn over and tell."""
        self.is_on = not self.is_on
        self.post_message(self.Turned(self))
