"""What all dialogs share: one question in a box, Esc closes it without a change."""

from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.tui.actions import bindings
from clubplanner.tui.widgets import tones

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A box in the middle; ``dismiss`` answers, None means it was closed.

    It answers once, and no key that was meant for it reaches the screen below: not
    even keys that were typed ahead and arrive when the dialog is gone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = tones.COMPONENT_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    PLACE: ClassVar[str] = "dialog"
    """Where its own keys stand in the keymap."""
    IS_TYPED_AHEAD: ClassVar[bool] = True
    """Whether keys typed before it is there are for it."""
    title_text: str = ""
    is_answered = False
    """Whether it has its answer: what is typed later does nothing."""

    def keys_shown(self) -> tuple[str, ...]:
        """Return the places whose keys the footer shows, the most special first."""
        return tuple(dict.fromkeys((self.PLACE, "dialog")))

    def content(self) -> Iterator[Widget]:
        """Yield the widgets below the title."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Do what the first button says."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the box together."""
        with Vertical(id="box"):
            yield Static(self.title_text, id="title", markup=False)
            yield from self.content()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer and close; a second answer is dropped."""
        if self.is_answered:
            return AwaitComplete()
        self.is_answered = True
        return super().dismiss(result)

    async def on_key(self, event: Key) -> None:
        """Run what the key is bound to here and keep it from the screen below."""
        event.stop()
        bound = self.active_bindings.get(event.key)
        if bound is not None and bound.enabled and not self.is_answered:
            await self.app.run_action(bound.binding.action, bound.node)

    def problem(self, sentence: str) -> None:
        """Show what is wrong with the answer."""
        self.query_one("#problem", Static).update(sentence)

    def action_leave(self) -> None:
        """Close without changing anything."""
        self.dismiss(None)

    def action_confirm(self) -> None:
        """Do what the first button says, once."""
        if not self.is_answered:
            self.confirm()
