"""One line to type, checked while it is typed."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from textual.widget import Widget
from textual.widgets import Input, Static

from clubplanner.errors import ClubplannerError
from clubplanner.tui.dialogs.dialog import Dialog

T = TypeVar("T")


class Ask(Dialog[tuple[T]], Generic[T]):
    """Answers with what was typed, read by ``parse``, in a tuple of one.

    The tuple tells an empty answer (None in it) from a closed dialog.

    Args:
        title: what is asked.
        hint: how to write it, with an example.
        parse: reads the text; raises ``ClubplannerError`` with a sentence.
        value: what stands there first.
    """

    def __init__(
        self, title: str, hint: str, parse: Callable[[str], T], value: str = ""
    ) -> None:
        super().__init__()
        self.title_text = title
        self._hint = hint
        self._parse = parse
        self._value = value

    def content(self) -> Iterator[Widget]:
        """Yield the line, the hint and a place for what is wrong."""
        field = Input(self._value, compact=True)
        field.cursor_blink = False
        yield field
        yield Static(self._hint, classes="hint", markup=False)
        yield Static("", id="problem", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is wrong while it is typed."""
        self._read(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, if the text can be read."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer, if the text can be read."""
        answer = self._read(self.query_one(Input).value)
        if answer is not None:
            self.dismiss(answer)

    def _read(self, text: str) -> tuple[T] | None:
        try:
            answer = (self._parse(text),)
        except ClubplannerError as error:
            self.problem(str(error))
            return None
        self.problem("")
        return answer
