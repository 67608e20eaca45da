"""Sorting by two columns at once: key and then BPM, as no player can."""

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.sorting import SORT_KEYS
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row, RowsTable


class SortDialog(Dialog[tuple[str, ...]]):
    """Answers with one or two sort keys; ``-`` in front is downwards.

    Args:
        now: the keys in force.
    """

    title_text = "Sort by"

    def __init__(self, now: tuple[str, ...]) -> None:
        super().__init__()
        self._now = now

    def content(self) -> Iterator[Widget]:
        """Yield both lists side by side."""
        with Horizontal(id="lists"):
            yield RowsTable((Column("First", 16, share=1),), id="first")
            yield RowsTable((Column("Then", 16, share=1),), id="then")
        yield Static(
            "Tab goes to the second list, Enter sorts.", classes="hint", markup=False
        )

    def on_mount(self) -> None:
        """Fill both lists, the cursors on what is in force."""
        now = [*self._now, "", ""]
        for name, key in (("first", now[0]), ("then", now[1])):
            rows = [] if name == "first" else [Row("", (("nothing", "dim"),))]
            for one in SORT_KEYS:
                rows.append(Row(one, ((f"{one} upwards", ""),)))
                rows.append(Row(f"-{one}", ((f"{one} downwards", ""),)))
            at = next((n for n, row in enumerate(rows) if row.key == key), 0)
            self.query_one(f"#{name}", RowsTable).show_rows(rows, at)

    def confirm(self) -> None:
        """Answer with the keys under both cursors."""
        chosen = [
            str(self.query_one(f"#{name}", RowsTable).key())
            for name in ("first", "then")
        ]
        self.dismiss(tuple(dict.fromkeys(key for key in chosen if key)))
