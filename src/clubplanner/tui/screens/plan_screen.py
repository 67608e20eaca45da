"""What all screens have: tabs above, status and keys below, a place in the keymap."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.scalar import Scalar
from textual.events import Resize, ScreenResume, ScreenSuspend
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.music.text import cells, cut
from clubplanner.tui.actions import Action
from clubplanner.tui.app import program_of
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.tabs import tabs
from clubplanner.tui.widgets import tones
from clubplanner.tui.widgets.bar import Bar, Piece
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper, wrap

if TYPE_CHECKING:
    from clubplanner.tui.desk import Desk
    from clubplanner.tui.program import ClubplannerApp

_MOST_LINES = 4
"""Lines a long sentence takes at most."""

MIN_WIDTH, MIN_HEIGHT = 70, 20
"""The smallest terminal the screens are made for, in cells."""


class PlanScreen(Screen[None]):
    """A screen of the app; subclasses give its body and draw what the desk holds."""

    CSS_PATH = "screens.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = tones.COMPONENT_CLASSES
    PLACE: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    """What the screen is for, for the help."""

    @property
    def program(self) -> "ClubplannerApp":
        """The app, with its own type."""
        return program_of(self.app)

    @property
    def desk(self) -> "Desk":
        """What the screens share."""
        return self.program.desk

    def body(self) -> Iterator[Widget]:
        """Yield the widgets between the tabs and the status line."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show the night and the library as they are now."""
        raise NotImplementedError

    def keys_shown(self) -> tuple[str, ...]:
        """Return the places whose keys the footer shows, the most special first."""
        return self.PLACE, "everywhere", "list"

    def _keys_in_front(self) -> tuple[str, ...]:
        """Return whose keys work: those of a dialog while one stands before it."""
        front = self.app.screen
        if isinstance(front, PlanScreen):
            return self.keys_shown()
        return front.keys_shown() if isinstance(front, Dialog) else ("dialog",)

    def compose(self) -> ComposeResult:
        """Put the screen together."""
        yield Bar(id="tabs")
        with Vertical(id="body"):
            yield from self.body()
        yield Paper(id="sentence")
        yield Bar(id="status")
        yield Bar(id="keys")
        yield Static(id="too-small", markup=False)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what happened on other screens."""
        self.catch_up()

    def on_screen_suspend(self, event: ScreenSuspend) -> None:
        """Show the keys of a dialog that was opened."""
        if not isinstance(self.app.screen, PlanScreen):
            self.draw_frame()

    def catch_up(self) -> None:
        """Draw everything anew; what cannot be read ends in a sentence."""
        self.draw_frame()
        self.desk.attempt(self.redraw)

    def on_resize(self, event: Resize) -> None:
        """Fit the tabs and the keys, or say that the window is too small."""
        width, height = event.size
        self.query_one("#too-small", Static).update(
            f"clubplanner needs {MIN_WIDTH}x{MIN_HEIGHT}, this window is "
            f"{width}x{height}; q leaves, and the commands still work: clubplanner show"
        )
        self.draw_frame()

    def draw_frame(self) -> None:
        """Draw the tabs, the status line and the keys."""
        self.query_one("#tabs", Bar).show(self._tabs(), self._night_pieces())
        places = self._keys_in_front()
        marks = any(table.marks_rows for table in self.query(LineTable))
        keys = [
            action
            for action in self.program.keys.footer(places, self.size.width)
            if marks or action.id != "list.mark"
        ]
        self.query_one("#keys", Bar).show(
            [
                piece
                for action in keys
                for piece in (
                    Piece(f" {action.key}", "head", _press(action)),
                    Piece(f" {action.word} ", "", _press(action)),
                )
            ]
        )
        self.draw_status()

    def draw_status(self) -> None:
        """Draw the status line."""
        desk, work = self.desk, self.program.work
        if work.is_running:
            left = [Piece(f" {work.name}: {self.program.progress}", "strong")]
            right = [Piece(" Esc stops it ", "dim", "app.stop")]
        else:
            left = [Piece(f" {desk.status}", desk.status_tone)]
            right = []
        width, height = self.size
        is_hidden = work.is_running or width < MIN_WIDTH or height < MIN_HEIGHT
        is_long = not is_hidden and cells(desk.status) + 1 > width
        self._draw_sentence(desk.status if is_long else "", desk.status_tone)
        self.query_one("#status", Bar).show([] if is_long else left, right)

    def _draw_sentence(self, text: str, tone: str) -> None:
        """Show a sentence too long for the status line in full, in its place."""
        paper = self.query_one("#sentence", Paper)
        self.set_class(bool(text), "-long")
        height = min(_MOST_LINES, len(wrap([(text, "")], max(1, self.size.width - 2))))
        if text and paper.styles.height != Scalar.from_number(height):
            paper.styles.height = height
        paper.show([[(text, tone)]] if text else [])

    def _tabs(self) -> list[Piece]:
        return [
            Piece(text, "cursor" if mode == self.PLACE else "", f"app.show_{mode}")
            for mode, text in tabs(self.size.width)
        ]

    def _night_pieces(self) -> list[Piece]:
        night = self.desk.night
        if night is None:
            return [Piece("no night open ", "dim", "app.nights")]
        is_narrow = self.size.width < 100
        star = " *" if self.desk.workspace.is_dirty else ""
        day = (
            "" if is_narrow else f"{night.start:%a} {night.start.day} {night.start:%b} "
        )
        clock = f"{day}{night.start:%H:%M}-{night.end:%H:%M} "
        name = night.name if not is_narrow else cut(night.name, 24)
        return [
            Piece(f"{name}{star}  ", "strong", "app.nights"),
            Piece(clock, "dim", "app.nights"),
        ]


def _press(action: Action) -> str:
    return f"app.press({action.keys[0]!r})"
