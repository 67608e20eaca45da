"""Pinning a slot: which kind of anchor, and at what time."""

from collections.abc import Iterator
from datetime import datetime

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.night.plan import After, Anchor, At, EndAt, Night, Played, Position
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.rows_table import Row, RowsTable

_KINDS = (
    ("at", "Starts at a clock time"),
    ("end_at", "Is over at a clock time"),
    ("first", "First of the night"),
    ("last", "Last of the night"),
    ("after", "Right after the slot above"),
    ("played", "Somewhere in the night"),
)


class PinDialog(Dialog[Anchor]):
    """Answers with the anchor.

    Args:
        night: gives clock times their date.
        name: title of what is pinned.
        starts: when it starts as the plan stands.
    """

    def __init__(self, night: Night, name: str, starts: datetime) -> None:
        super().__init__()
        self.title_text = f'Pin "{name}"'
        self._night = night
        self._starts = starts

    def content(self) -> Iterator[Widget]:
        """Yield the kinds, the time and its window."""
        yield RowsTable((Column("What the pin says", 30, share=1),), id="kinds")
        with Horizontal(classes="fields"):
            yield Label("Time ")
            yield _field(f"{self._starts:%H:%M}", "time", 7)
            yield Label("give or take ")
            yield _field("", "window", 5)
            yield Label("minutes (nothing: 30 seconds)")
        yield Static(
            "Up and Down choose, Enter pins, Tab goes to the time and its window.",
            classes="hint",
            markup=False,
        )
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """List the kinds."""
        rows = [Row(kind, ((text, ""),)) for kind, text in _KINDS]
        self.query_one(RowsTable).show_rows(rows)

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Pin on a double click."""
        self.action_confirm()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pin."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with the anchor, if time and window can be read."""
        try:
            anchor = self._anchor()
        except ClubplannerError as error:
            self.problem(str(error))
        else:
            self.dismiss(anchor)

    def _anchor(self) -> Anchor:
        kind = self.query_one(RowsTable).key()
        match kind:
            case "first":
                return Position(1)
            case "last":
                return Position(-1)
            case "after":
                return After()
            case "played":
                return Played()
        time = answers.clock(self.query_one("#time", Input).value, self._night)
        window_s = answers.window(self.query_one("#window", Input).value)
        return At(time, window_s) if kind == "at" else EndAt(time, window_s)


def _field(value: str, name: str, width: int) -> Input:
    field = Input(value, id=name, compact=True)
    field.cursor_blink = False
    field.styles.width = width
    return field
