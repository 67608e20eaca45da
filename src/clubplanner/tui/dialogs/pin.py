"""Pinning a slot: which kind of anchor, and at what time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Night,
    Played,
    Position,
    Started,
)
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.slot_table import pin

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

    It opens on the first pin there is, with its time and window; on the kind of
    another one it shows that one's.

    Args:
        night: gives clock times their date.
        name: title of what is pinned.
        starts: when it starts as the plan stands.
        anchors: its pins as they are.
    """

    def __init__(
        self, night: Night, name: str, starts: datetime, anchors: Sequence[Anchor] = ()
    ) -> None:
        super().__init__()
        self.title_text = f'Pin "{name}"'
        self._night = night
        self._starts = starts
        self._pins = {kind_of(anchor): anchor for anchor in anchors}
        self._filled = ("", "")

    def content(self) -> Iterator[Widget]:
        """Yield the kinds, the time and its window."""
        columns = (Column("What the pin says", 28, share=1), Column("Now", 12))
        yield RowsTable(columns, id="kinds")
        self._filled = self._values(next(iter(self._pins), "at"))
        with Horizontal(classes="fields"):
            yield Label("Time ")
            yield _field(self._filled[0], "time", 7)
            yield Label("give or take ")
            yield _field(self._filled[1], "window", 5)
            yield Label("minutes (nothing: 30 seconds)")
        yield Static(
            "Up and Down choose, Enter pins, Tab goes to the time and its window.",
            classes="hint",
            markup=False,
        )
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """List the kinds, the cursor on the first pin there is."""
        kinds = [*_KINDS]
        for kind, anchor in self._pins.items():
            if kind not in dict(_KINDS) and isinstance(anchor, Position):
                kinds.append((kind, f"Number {anchor.number} of the night"))
        rows = [
            Row(k, ((text, ""), self._shown(k)), self._sign(k)) for k, text in kinds
        ]
        listed = [kind for kind, _ in kinds]
        first = next((kind for kind in self._pins if kind in listed), "at")
        at = next(n for n, (kind, _) in enumerate(kinds) if kind == first)
        self.query_one(RowsTable).show_rows(rows, at)

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the time of the pin under the cursor, unless one was typed."""
        fields = [self.query_one(f"#{name}", Input) for name in ("time", "window")]
        if tuple(field.value for field in fields) != self._filled:
            return
        self._filled = self._values(str(self.query_one(RowsTable).key()))
        for field, value in zip(fields, self._filled, strict=True):
            field.value = value

    def _values(self, kind: str) -> tuple[str, str]:
        """Return time and window as they are typed for a kind of pin."""
        anchor = self._pins.get(kind)
        if not isinstance(anchor, At | EndAt):
            return f"{self._starts:%H:%M}", ""
        return f"{anchor.time:%H:%M}", answers.window_text(anchor.window_s)

    def _shown(self, kind: str) -> Cell:
        anchor = self._pins.get(kind)
        return (pin(anchor), "accent") if anchor is not None else ("", "")

    def _sign(self, kind: str) -> str:
        return "#" if kind in self._pins else " "

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
        kind = str(self.query_one(RowsTable).key())
        match kind:
            case "first":
                return Position(1)
            case "last":
                return Position(-1)
            case "after":
                return self._pins.get("after", After())
            case "played":
                return Played()
            case "number":
                return self._pins[kind]
        time = answers.clock(self.query_one("#time", Input).value, self._night)
        window_s = answers.window(self.query_one("#window", Input).value)
        return At(time, window_s) if kind == "at" else EndAt(time, window_s)


def kind_of(anchor: Anchor) -> str:
    """Return the kind of an anchor as the dialog lists it."""
    match anchor:
        case At():
            return "at"
        case EndAt():
            return "end_at"
        case Position(1):
            return "first"
        case Position(-1):
            return "last"
        case Position():
            return "number"
        case After():
            return "after"
        case Played():
            return "played"
        case Started():
            return "started"


def _field(value: str, name: str, width: int) -> Input:
    field = Input(value, id=name, compact=True)
    field.cursor_blink = False
    field.styles.width = width
    return field
