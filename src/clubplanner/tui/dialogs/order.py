"""Choosing some of a list, in an order: Space puts a row next, again turns it."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.actions import Keys, bindings
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row, RowsTable

Chosen = tuple[str, ...]
"""Names in their order; ``-`` in front is downwards."""

_COLUMNS = (Column("", 2, is_right=True), Column("Column", 16, share=1), Column("", 9))


class OrderTable(RowsTable):
    """A list in which marking a row asks the dialog to turn it."""

    class Turned(Message):
        """The row under the cursor was marked."""

    def action_mark(self) -> None:
        """Turn the row; the cursor stays, to turn it once more."""
        self.post_message(self.Turned())


class OrderDialog(Dialog[Chosen]):
    """Answers with the names chosen, in their order; without any it is begun anew.

    Args:
        title: what is asked.
        names: what can be chosen, by name, as people call it.
        now: what is chosen so far.
        keys: what the DJ presses for what.
        done: what Enter does, as ``sorts``.
        anew: what beginning anew gives, as ``the order found``.
        can_turn: whether a name can be chosen downwards as well.
    """

    PLACE = "order"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("order")]

    def __init__(
        self,
        title: str,
        names: Mapping[str, str],
        now: Chosen,
        keys: Keys,
        *,
        done: str,
        anew: str,
        can_turn: bool,
    ) -> None:
        super().__init__()
        self.title_text = title
        self._names = names
        self._chosen = now
        self._can_turn = can_turn
        again = (
            "again turns it, then takes it out" if can_turn else "again takes it out"
        )
        self._hint = (
            f"{keys.word('list.mark')} puts the column next, {again}. Enter {done}, "
            f"{keys.word('order.reset')} goes back to {anew}."
        )

    def content(self) -> Iterator[Widget]:
        """Yield the list."""
        yield OrderTable(_COLUMNS, id="order")
        yield Static(self._hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """List the names, the cursor on the first one chosen."""
        first = self._chosen[0].removeprefix("-") if self._chosen else ""
        at = next((n for n, name in enumerate(self._names) if name == first), 0)
        self._list(at)

    def on_order_table_turned(self, event: OrderTable.Turned) -> None:
        """Put the row's name in, turn it, or take it out."""
        name = str(self.query_one(OrderTable).key())
        self._chosen = turned(self._chosen, name, can_turn=self._can_turn)
        self._list()

    def action_reset(self) -> None:
        """Answer with nothing: it is begun anew."""
        self.dismiss(())

    def confirm(self) -> None:
        """Answer with what is chosen; with the row under the cursor if nothing is."""
        self.dismiss(self._chosen or (str(self.query_one(OrderTable).key()),))

    def _list(self, cursor: int | None = None) -> None:
        places = {key.removeprefix("-"): n for n, key in enumerate(self._chosen, 1)}
        rows = [
            Row(
                name,
                (
                    (str(places.get(name, "")), "key"),
                    (words, "strong" if name in places else ""),
                    (self._way(name), "dim"),
                ),
            )
            for name, words in self._names.items()
        ]
        self.query_one(OrderTable).show_rows(rows, cursor)

    def _way(self, name: str) -> str:
        if not self._can_turn or not {name, f"-{name}"} & set(self._chosen):
            return ""
        return "upwards" if name in self._chosen else "downwards"


def turned(chosen: Chosen, name: str, *, can_turn: bool) -> Chosen:
    """Return what is chosen after a name was turned: in, downwards, out again.

    Args:
        chosen: what is chosen so far.
        name: the name, without ``-``.
        can_turn: whether it can be chosen downwards.
    """
    if name in chosen and can_turn:
        return tuple(f"-{name}" if one == name else one for one in chosen)
    if name in chosen or f"-{name}" in chosen:
        return tuple(one for one in chosen if one.removeprefix("-") != name)
    return (*chosen, name)
