"""A list below a field: the field has the keys, these move the list."""

from clubplanner.tui.widgets.rows_table import RowsTable


class ListBelow:
    """What a widget or dialog gets that holds one list and a field above it."""

    @property
    def table(self) -> RowsTable:
        """The list."""
        raise NotImplementedError

    def action_up(self) -> None:
        """Go one row up."""
        self.table.action_up()

    def action_down(self) -> None:
        """Go one row down."""
        self.table.action_down()

    def action_page_up(self) -> None:
        """Go one page up."""
        self.table.action_page_up()

    def action_page_down(self) -> None:
        """Go one page down."""
        self.table.action_page_down()
