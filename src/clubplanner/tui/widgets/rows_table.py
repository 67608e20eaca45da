"""A short list whose rows are given ready made: choices, nights, cues, findings."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import Cell, LineTable


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        key: what it stands for.
        cells: text and tone per column.
        sign: one sign before it.
    """

    key: Hashable
    cells: tuple[Cell, ...]
    sign: str = " "


class RowsTable(LineTable):
    """A list of at most a few hundred rows.

    Args:
        columns: what it shows.
        empty: the sentence shown where no row is.
    """

    marks_rows = False
    numbers_rows = True

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id: str | None = None,  # noqa: A002
        empty: str = "",
    ) -> None:
        super().__init__(id=id, empty=empty)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row], cursor: int | None = None) -> None:
        """Show other rows; the cursor stays where it is if none is given."""
        self.rows = tuple(rows)
        kept = {row.key for row in self.rows}
        self.marks = {key: None for key in self.marks if key in kept}
        self.rows_changed(cursor)

    def key(self) -> Hashable | None:
        """Return what the row under the cursor stands for."""
        return self.rows[self.cursor].key if self.rows else None

    def row_count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def row_key(self, row: int) -> Hashable:
        """Return what a row stands for."""
        return self.rows[row].key

    def row_sign(self, row: int) -> str:
        """Return the row's sign."""
        return self.rows[row].sign

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return the row's cells."""
        return self.rows[row].cells
