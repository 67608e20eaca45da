"""Giving a whole number by one key: stars, energy."""

from collections.abc import Callable, Iterator, Sequence

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.dialogs.pick import RowDialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row, RowsTable

NOTHING = -1
"""The answer that takes the DJ's word back."""

_COLUMNS = (Column("Key", 3), Column("", 20, share=1))


class LevelDialog(RowDialog):
    """Answers with a number, by its digit or from the list; ``NOTHING`` is no word.

    Args:
        title: what is asked.
        levels: the numbers, from the highest down.
        picture: how a number is shown.
        now: the number in force; None where several tracks differ, or it is unknown.
    """

    def __init__(
        self,
        title: str,
        levels: Sequence[int],
        picture: Callable[[int], str],
        now: float | None,
    ) -> None:
        super().__init__()
        self.title_text = title
        self._levels = levels
        self._picture = picture
        self._now = now

    def content(self) -> Iterator[Widget]:
        """Yield the list of numbers."""
        yield RowsTable(_COLUMNS, id="levels")
        ten = ", 0 for 10" if 10 in self._levels else ""
        yield Static(
            f"A digit gives it at once{ten}; Enter takes the row. Your files stay as "
            "they are.",
            classes="hint",
            markup=False,
        )

    def on_mount(self) -> None:
        """List the numbers, the cursor on the one in force."""
        rows = [
            Row(
                level,
                ((digit(level), "key"), (f"{level:>2} {self._picture(level)}", "")),
            )
            for level in self._levels
        ]
        rows.append(Row(NOTHING, (("", ""), ("what the tags say", "dim"))))
        at = next((n for n, level in enumerate(self._levels) if level == self._now), 0)
        self.query_one(RowsTable).show_rows(rows, at)

    async def on_key(self, event: Key) -> None:
        """Answer with the number whose digit was typed."""
        for level in self._levels:
            if event.key == digit(level):
                self.dismiss(level)


def digit(level: int) -> str:
    """Return the key of a number: ``0`` is the one of 10."""
    return str(level % 10)
