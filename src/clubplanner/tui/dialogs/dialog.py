"""What all dialogs share: one question in a box, Esc closes it without a change."""

from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.actions import bindings

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A box in the middle; ``dismiss`` answers, None means it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    title_text: str = ""

    def content(self) -> Iterator[Widget]:
        """Yield the widgets below the title."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the box together."""
        with Vertical(id="box"):
            yield Static(self.title_text, id="title", markup=False)
            yield from self.content()

    def problem(self, sentence: str) -> None:
        """Show what is wrong with the answer."""
        self.query_one("#problem", Static).update(sentence)

    def action_leave(self) -> None:
        """Close without changing anything."""
        self.dismiss(None)

    def action_confirm(self) -> None:
        """Do what the first button says."""
        raise NotImplementedError
