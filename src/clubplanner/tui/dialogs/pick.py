"""Choosing one of a few rows; the title names the one under the cursor."""

from collections.abc import Callable, Iterator, Sequence

from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.rows_table import Row, RowsTable


class RowDialog(Dialog[int]):
    """A dialog with one list, whose rows are numbered: answers with the chosen one."""

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Take the row that was double-clicked."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with the number of the row under the cursor, if there is one."""
        key = self.query_one(RowsTable).key()
        if isinstance(key, int):
            self.dismiss(key)


class Pick(RowDialog):
    """Answers with the key of the chosen row, which is a number.

    Args:
        title: the question, given the key of the row under the cursor.
        columns: what a row shows.
        rows: the rows, one at least.
        hint: what Enter does.
        is_wide: whether the rows need more than a small box.
    """

    def __init__(
        self,
        title: Callable[[int], str],
        columns: Sequence[Column],
        rows: Sequence[Row],
        hint: str,
        *,
        is_wide: bool = False,
    ) -> None:
        super().__init__(classes="wide" if is_wide else None)
        self._title_of = title
        self._columns = columns
        self._rows = rows
        self._hint = hint

    def content(self) -> Iterator[Widget]:
        """Yield the list."""
        yield RowsTable(self._columns, id="choices")
        yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """List the rows."""
        self.query_one(RowsTable).show_rows(self._rows)

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Name the row under the cursor."""
        key = self.query_one(RowsTable).key()
        if isinstance(key, int):
            self.query_one("#title", Static).update(self._title_of(key))
