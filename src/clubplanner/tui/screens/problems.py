"""Everything that needs attention: findings of the night, files, settings."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from clubplanner.night.findings import Finding
from clubplanner.tui.actions import bindings
from clubplanner.tui.screens.mending import Mending, offer_mends
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.set_text import SEVERITY_TONES, finding_line
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.runs import Run
from clubplanner.workspace.mending import LOOKED_UP

_COLUMNS = (
    Column("", 4),
    Column("Where", 16, share=1),
    Column("What", 30, share=4),
    Column("Rule", 14, rank=1),
)


class ProblemsScreen(PlanScreen):
    """The findings, the worst first, then what could not be read."""

    PLACE = "problems"
    HELP = "What would fail on the night (X), what is risky (!), what to know (i)."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("problems")]
    AUTO_FOCUS = "#problems"

    def __init__(self) -> None:
        super().__init__()
        self._details: list[list[Run]] = []
        self._mending = Mending()

    def body(self) -> Iterator[Widget]:
        """Yield the list and one of them in full."""
        yield Bar(id="problems-head", fill="─")
        yield RowsTable(_COLUMNS, id="problems", empty="Nothing needs attention.")
        yield Bar(id="problem-head", fill="─")
        yield Paper(id="problem-details", focusable=True)

    @property
    def table(self) -> RowsTable:
        """The list."""
        return self.query_one("#problems", RowsTable)

    def redraw(self) -> None:
        """List everything as it stands now."""
        rows = [*self._finding_rows(), *self._other_rows()]
        self.query_one("#problems-head", Bar).head("Problems", f"{len(rows)} in all")
        is_new = [row.cells for row in rows] != [row.cells for row in self.table.rows]
        self.table.show_rows(rows, 0 if is_new else None)
        self._show_details()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the problem under the cursor in full."""
        self._show_details()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Go where the double-clicked problem is."""
        self.action_choose()

    def action_choose(self) -> None:
        """Go to the slot the problem is about."""
        finding = self._finding()
        if finding is None:
            self.desk.say("This one is not about a slot")
            return
        if finding.slot_id is not None:
            self.desk.go_to_slot(finding.slot_id)
        self.program.action_show_set()

    def action_mend(self) -> None:
        """Make the mend of the finding under the cursor, or ask which."""
        finding = self._finding()
        if finding is None:
            self.desk.say("This one is no finding of the night", "warn")
            return
        known = self._with_mends(finding)
        if known is not None:
            offer_mends(self, known)
            return
        self.desk.say("Looking for mends ...")
        self._mending.look(self, finding, self.action_mend)

    def _finding(self) -> Finding | None:
        """Return the finding under the cursor, None on a problem of a file."""
        key = self.table.key()
        findings = self.desk.workspace.findings if self.desk.night else ()
        is_one = isinstance(key, int) and key < len(findings)
        return findings[key] if is_one and isinstance(key, int) else None

    def _with_mends(self, finding: Finding) -> Finding | None:
        """Return a finding with all its mends, None where they must be looked up."""
        if finding.rule not in LOOKED_UP:
            return finding
        return self._mending.known(self.desk.night, finding)

    def action_leave(self) -> None:
        """Go back."""
        if not self.program.work.stop():
            self.program.show_previous()

    def _finding_rows(self) -> list[Row]:
        self._details = []
        night = self.desk.night
        if night is None:
            return []
        places = {slot.id: n for n, slot in enumerate(night.slots, 1)}
        names = {slot.id: slot.name for slot in night.slots}
        rows = []
        for number, finding in enumerate(self.desk.workspace.findings):
            where = "the night"
            if finding.slot_id in places:
                where = f"{places[finding.slot_id]:02} {names[finding.slot_id]}"
            self._details.append(finding_line(finding))
            cells = (
                (finding.severity.word, SEVERITY_TONES[finding.severity]),
                (where, "dim"),
                (finding.brief or finding.text, ""),
                (finding.rule, "dim"),
            )
            rows.append(Row(number, cells, finding.severity.glyph))
        return rows

    def _other_rows(self) -> list[Row]:
        rows = []
        for problem in (*self.program.key_problems, *self.desk.workspace.problems):
            number = len(self._details)
            self._details.append([("! ", "warn"), (str(problem), "")])
            cells = (
                ("file", "warn"),
                (problem.where, "dim"),
                (problem.msg, ""),
                ("", ""),
            )
            rows.append(Row(number, cells, "!"))
        return rows

    def _show_details(self) -> None:
        key = self.table.key()
        is_one = isinstance(key, int) and key < len(self._details)
        lines = [self._details[key]] if is_one and isinstance(key, int) else []
        finding = self._finding()
        if finding is not None:
            known = self._with_mends(finding)
            lines = [finding_line(known or finding)]
            if known is None:
                self._mending.look(self, finding, self._show_details)
        self.query_one("#problem-head", Bar).head("In full")
        self.query_one("#problem-details", Paper).show(lines)
