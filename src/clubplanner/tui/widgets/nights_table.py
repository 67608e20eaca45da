"""A list of nights; a night's file is read when its row is drawn.

Ten years of weekly nights are a thousand files, and a screen shows a dozen of them.
"""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from clubplanner.tui.widgets.line_table import Cell
from clubplanner.tui.widgets.rows_table import Row, RowsTable


class Filed(Protocol):
    """What lies in a file."""

    @property
    def path(self) -> Path:
        """The file."""


N = TypeVar("N", bound=Filed)


class NightsTable(RowsTable, Generic[N]):
    """A list of nights whose rows are made one by one."""

    marks_rows = True

    def show_nights(self, nights: Sequence[N], row_of: Callable[[N], Row]) -> None:
        """Show other nights.

        Args:
            nights: in the order they are shown.
            row_of: makes the row of a night.
        """
        self._nights = tuple(nights)
        self._row_of = row_of
        self._made: dict[int, Row] = {}
        self.rows_changed()

    _nights: tuple[N, ...] = ()

    @property
    def night(self) -> N | None:
        """The night under the cursor."""
        return self._nights[self.cursor] if self._nights else None

    def key(self) -> Hashable | None:
        """Return the file of the night under the cursor."""
        return self.night.path if self.night else None

    def row_count(self) -> int:
        """Return how many nights there are."""
        return len(self._nights)

    def row_key(self, row: int) -> Hashable:
        """Return the file of a night."""
        return self._nights[row].path

    def row_sign(self, row: int) -> str:
        """Return the one sign before a night."""
        return self.made(row).sign

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return the cells of a night."""
        return self.made(row).cells

    def made(self, row: int) -> Row:
        """Return the row of a night, made now or before."""
        if row not in self._made:
            self._made[row] = self._row_of(self._nights[row])
        return self._made[row]
