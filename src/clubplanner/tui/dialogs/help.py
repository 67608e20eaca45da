"""The help: the keys of a screen, of lists and of everything, from the registry."""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from clubplanner.tui.actions import Keys, key_word
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.runs import Run

_WIDTH = 16
_ALWAYS = {"list": "Lists", "everywhere": "Everywhere"}
_PARTS = {
    "library": {"filter": "Filter"},
    "set": {"what_next": "What next: type to narrow"},
}
"""Parts of a screen that have keys of their own, with their heading."""


class HelpDialog(Dialog[None]):
    """Lists what every key does.

    Args:
        keys: what the DJ presses for what.
        place: the screen's place in the keymap.
        about: what the screen and its focused part are for.
    """

    title_text = "Keys and what they do (Esc closes)"

    def __init__(self, keys: Keys, place: str, about: Sequence[str]) -> None:
        super().__init__()
        self._keys = keys
        self._place = place
        self._about = about

    def content(self) -> Iterator[Widget]:
        """Yield the text."""
        yield Paper(id="help", focusable=True)

    def on_mount(self) -> None:
        """Write the text."""
        self.query_one(Paper).show(help_lines(self._keys, self._place, self._about))

    def confirm(self) -> None:
        """Close."""
        self.dismiss(None)


def help_lines(keys: Keys, place: str, about: Sequence[str]) -> list[list[Run]]:
    """Return the help of a screen, line by line."""
    lines: list[list[Run]] = [[(sentence, "")] for sentence in about if sentence]
    names = {place: "This screen", **_PARTS.get(place, {}), **_ALWAYS}
    for one, name in names.items():
        lines += [[("", "")], [(name, "head")]]
        for action in keys.actions(one):
            pressed = ", ".join(key_word(key) for key in action.keys)
            lines.append([(f"  {pressed:<{_WIDTH}}", "key"), (action.help, "")])
    signs = "> cursor  + marked  # in the set  ! warning  X fails  ? unknown  ~ assumed"
    return [*lines, [("", "")], [("Signs", "head")], [(f"  {signs}", "")]]
