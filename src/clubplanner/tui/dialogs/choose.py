"""A decision that undo cannot take back: verbs on buttons, the last one is safe."""

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Button, Static

from clubplanner.tui.dialogs.dialog import Dialog


class Choose(Dialog[str]):
    """Answers with the value of the button pressed; the last button has the focus.

    Args:
        title: the question in one line.
        text: what each choice does.
        choices: word and value of each button.
    """

    AUTO_FOCUS = "Button:last-of-type"
    IS_TYPED_AHEAD = False

    def __init__(
        self, title: str, text: str, choices: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__()
        self.title_text = title
        self._text = text
        self._choices = choices

    def content(self) -> Iterator[Widget]:
        """Yield the text and the buttons."""
        yield Static(self._text, markup=False)
        with Horizontal(id="buttons"):
            for word, value in self._choices:
                yield Button(f"{word} ({word[0].lower()})", name=value, compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button's value."""
        self.dismiss(event.button.name)

    async def on_key(self, event: Key) -> None:
        """Answer with the button whose word starts with the letter typed."""
        for word, value in self._choices:
            if event.key == word[0].lower():
                self.dismiss(value)
        await super().on_key(event)

    def confirm(self) -> None:
        """Answer with the first button's value."""
        self.dismiss(self._choices[0][1])
