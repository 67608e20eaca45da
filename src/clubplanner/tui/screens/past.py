"""Past nights: what was planned, what was played, what repeats."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from clubplanner.tui.actions import bindings
from clubplanner.tui.screens.past_text import night_lines, past_row, repeat_lines
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable

_COLUMNS = (
    Column("Date", 15),
    Column("Night", 16, share=2),
    Column("Venue", 10, share=1, rank=1),
    Column("Planned", 7, is_right=True),
    Column("Played", 6, is_right=True),
    Column("Kept", 5, is_right=True),
    Column("Stars", 5, is_right=True),
    Column("Notes", 8, share=2, rank=2),
)


class PastScreen(PlanScreen):
    """The residency's nights before this one, the newest first."""

    PLACE = "past"
    HELP = (
        "The nights before this one: how many tracks were planned, played and kept. "
        "Below stands the running order, planned beside played, or what repeats."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("past")]
    AUTO_FOCUS = "#past"

    def __init__(self) -> None:
        super().__init__()
        self._shows_repeats = False

    def body(self) -> Iterator[Widget]:
        """Yield the list and the details of one night."""
        yield RowsTable(_COLUMNS, id="past", empty="No past night yet.")
        yield Bar(id="past-head", fill="─")
        yield Paper(id="past-details", focusable=True)

    @property
    def table(self) -> RowsTable:
        """The list of nights."""
        return self.query_one("#past", RowsTable)

    def redraw(self) -> None:
        """List the nights."""
        self._nights = {past.path: past for past in self.desk.workspace.past()}
        newest_first = sorted(
            self._nights.values(), key=lambda past: past.date, reverse=True
        )
        self.table.show_rows([past_row(past) for past in newest_first])
        self._show_night()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the night under the cursor."""
        self._show_night()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Open the night that was double-clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Open the plan of the night under the cursor."""
        path = self.table.key()
        if not isinstance(path, Path):
            return
        if self._nights[path].is_unplanned:
            self.desk.say("This night has a play log and no plan to open.", "warn")
        elif self.desk.attempt(lambda: self.desk.open_night(path)):
            self.program.action_show_set()

    def action_repeats(self) -> None:
        """Show or hide what repeats."""
        self._shows_repeats = not self._shows_repeats
        self._show_night()

    def _show_night(self) -> None:
        head = self.query_one("#past-head", Bar)
        paper = self.query_one("#past-details", Paper)
        path = self.table.key()
        past = self._nights.get(path) if isinstance(path, Path) else None
        if self._shows_repeats or past is None:
            head.head("What repeats", f"{len(self._nights)} nights")
            paper.show(repeat_lines([one.log for one in self._nights.values()]))
        else:
            head.head(past.name, f"{past.date:%a %d %b %Y}")
            paper.show(night_lines(past))
