"""Every action of the app: its keys, its word in the footer, its sentence of help.

The footer, the ``?`` help, the command palette and the README's table of keys are made
from this registry, and so are the key bindings themselves. The table is ``keymap``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from textual.binding import Binding

from clubplanner.tui.keymap import KEYMAP

FORBIDDEN_KEYS = frozenset(
    {f"ctrl+{key}" for key in ("a", "b", "h", "i", "j", "m", "z", "enter")}
    | {"ctrl+left_square_bracket", "ctrl+left_square_brace", "f11"}
)
"""Keys a terminal or multiplexer takes, or sends as Tab, Enter, Backspace or Esc."""

KEY_WORDS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "colon": ":",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "comma": ",",
    "full_stop": ".",
    "asterisk": "*",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
}
"""What people call the keys that Textual has a longer name for."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the DJ can ask for.

    Attributes:
        place: where its keys work: ``everywhere``, ``list``, a screen or a dialog.
        name: the action's method is ``action_<name>``.
        keys: Textual's names of its default keys, the first one is shown.
        word: its word in the footer, empty if it is not shown there.
        help: one sentence for the help screen and the palette.
    """

    place: str
    name: str
    keys: tuple[str, ...]
    word: str
    help: str

    @property
    def id(self) -> str:
        """The name users remap its keys by: ``set.remove``."""
        return f"{self.place}.{self.name}"

    @property
    def key(self) -> str:
        """The first key as people write it."""
        return key_word(self.keys[0])


def key_word(key: str) -> str:
    """Return a key's name for people: ``^S`` for ``ctrl+s``, ``Shift+Up``."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    last = KEY_WORDS.get(last, last)
    if last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    if modifiers == ["ctrl"]:
        return f"^{last.upper()}"
    return "+".join([*(m.capitalize() for m in modifiers), last])


@cache
def actions(*places: str) -> tuple[Action, ...]:
    """Return the actions of some places (of all without one) in the table's order."""
    everything = [
        _parse(place, line)
        for place, table in KEYMAP.items()
        if not places or place in places
        for line in table.strip().splitlines()
    ]
    return tuple(everything)


def bindings(place: str) -> list[Binding]:
    """Return the key bindings of a place, remappable by id."""
    return [
        Binding(
            ",".join(action.keys), action.name, action.word, id=action.id, show=False
        )
        for action in actions(place)
    ]


class Keys:
    """The actions as this DJ presses them.

    Args:
        changed: keys in Textual's names by the id of their action; the others have
            those of the table.
    """

    def __init__(self, changed: Mapping[str, tuple[str, ...]] = MappingProxyType({})):
        self.changed = changed

    def actions(self, *places: str) -> tuple[Action, ...]:
        """Return the actions of some places (of all without one)."""
        return tuple(
            replace(action, keys=self.changed.get(action.id, action.keys))
            for action in actions(*places)
        )

    def word(self, name: str) -> str:
        """Return the first key of the action of an id, as people write it."""
        return next(a.key for a in self.actions() if a.id == name)

    def footer(self, places: Iterable[str], width: int) -> list[Action]:
        """Return the actions that fit into a footer of ``width`` cells.

        Help, where it works, is always among them and last.

        Args:
            places: the most special place first.
            width: terminal cells.
        """
        wanted = [a for place in places for a in self.actions(place) if a.word]
        helps = [action for action in wanted if action.id == "everywhere.help"]
        left = width - sum(map(_footer_width, helps))
        shown: list[Action] = []
        for action in wanted:
            if action not in helps and _footer_width(action) <= left:
                shown.append(action)
                left -= _footer_width(action)
        return [*shown, *helps]


def _footer_width(action: Action) -> int:
    return len(action.key) + len(action.word) + 3


def _parse(place: str, line: str) -> Action:
    name, keys, word, sentence = (part.strip() for part in line.split("|", 3))
    return Action(place, name, tuple(keys.split()), word, sentence)
