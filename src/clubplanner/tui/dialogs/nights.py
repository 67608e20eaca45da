"""Opening another night of the residency, or making a new one."""

from collections.abc import Iterator
from datetime import date

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.night.plan import Night
from clubplanner.residency.residency_file import next_day
from clubplanner.tui.app import program_of
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.nights_table import NightsTable
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.workspace.nights import NightEntry

_COLUMNS = (
    Column("Date", 15),
    Column("Name", 16, share=2),
    Column("Venue", 12, share=1, rank=1),
    Column("Hours", 11),
    Column("State", 14),
)


class NightsDialog(Dialog[bool]):
    """Lists the nights; Enter opens one, a date below makes a new one.

    Answers whether a new one was made. Without any night the next date stands there.

    Args:
        desk: opens and makes them.
    """

    title_text = "Nights"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def content(self) -> Iterator[Widget]:
        """Yield the list and the date of a new night."""
        yield NightsTable[NightEntry](
            _COLUMNS,
            id="nights",
            empty="No night yet. Enter makes one on the date below.",
        )
        with Horizontal(classes="fields"):
            yield Label("New night on ")
            field = Input("", id="date", placeholder="2026-11-28", compact=True)
            field.cursor_blink = False
            yield field
        yield Static("Enter opens, Tab goes to the date.", classes="hint", markup=False)
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """List the nights, the newest first."""
        workspace = self._desk.workspace
        nights = sorted(workspace.nights(), key=lambda night: night.date, reverse=True)
        folder = workspace.sets_folder
        self._plans = {one.path: one for one in folder.nights}
        self._played = {log.head.date for log in folder.logs}
        self._table.show_nights(nights, self._row)
        if not nights:
            field = self.query_one("#date", Input)
            field.value = next_day(workspace.residency, workspace.today).isoformat()
            field.focus()

    @property
    def _table(self) -> NightsTable[NightEntry]:
        return self.query_one("#nights", NightsTable)

    def _row(self, entry: NightEntry) -> Row:
        plan = self._plans[entry.path].content
        hours = f"{plan.start:%H:%M}-{plan.end:%H:%M}" if plan else "?"
        cells = (
            (f"{entry.date:%a %d %b %Y}", "dim"),
            (entry.name, ""),
            ((plan.venue or "?") if plan else "?", "dim"),
            (hours, ""),
            self._state(entry, plan),
        )
        return Row(entry.path, cells, " " if plan else "!")

    def _state(self, entry: NightEntry, plan: Night | None) -> Cell:
        """Return whether a night is open, planned, played or damaged."""
        workspace = self._desk.workspace
        if plan is None:
            return "damaged: see !", "warn"
        if workspace.night and workspace.file.resolve() == entry.path.resolve():
            return "open, unsaved" if workspace.is_dirty else "open", "accent"
        if entry.date in self._played:
            return "played", "dim"
        if entry.date == workspace.today:
            return "tonight", "strong"
        return ("planned" if entry.date > workspace.today else "past"), "dim"

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Open the night that was double-clicked."""
        self.action_confirm()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make the new night."""
        if self.is_answered:
            return
        try:
            day = answers.day(event.value)
        except ClubplannerError as error:
            self.problem(str(error))
        else:
            program_of(self.app).saving.leave(lambda: self._make(day))

    def _make(self, day: date) -> None:
        try:
            self._desk.new_night(day)
        except ClubplannerError as error:
            self.problem(str(error))
        else:
            self.dismiss(True)
            self._desk.changed(f"Made a night on {day:%a %d %b %Y}. Save it: Ctrl+S")

    def confirm(self) -> None:
        """Open the night under the cursor."""
        entry = self._table.night
        if entry is None:
            return
        self.dismiss(False)
        desk, program = self._desk, program_of(self.app)
        # Later: what this dialog asked itself would be answered when it is gone.
        program.call_later(
            program.saving.leave,
            lambda: desk.attempt(lambda: desk.open_night(entry.path)),
        )
