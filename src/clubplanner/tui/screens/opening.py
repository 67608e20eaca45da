"""What stands there from the first paint until the work is open."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from clubplanner.tui.tabs import tabs


class OpeningScreen(Screen[None]):
    """The frame of the screens, still empty.

    It is drawn before what the screens need is imported, which takes longer than
    Textual itself; bars in all their tones would take 20 ms more.
    """

    def compose(self) -> ComposeResult:
        """Put the frame together."""
        names = "".join(text for _, text in tabs(self.app.size.width))
        yield Static(names, id="tabs", markup=False)
        yield Vertical(id="body")
        yield Static(" Opening your night", id="status", markup=False)
        yield Static(id="keys")
