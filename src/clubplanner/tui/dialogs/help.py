"""The help: the keys of a screen, of lists and of everything, from the registry."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from textual.widget import Widget

from clubplanner.music.text import cells
from clubplanner.tui.actions import Keys, key_word
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.paper import Paper, wrap
from clubplanner.tui.widgets.runs import Run

Block = list[list[Run]]
"""Lines that belong together."""

_WIDTH = 16
_BETWEEN = 3
_TWO_COLUMNS = 150
"""Cells from which on the help stands in two columns, and the cells between them."""

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
        blocks = help_blocks(self._keys, self._place, self._about)
        self.query_one(Paper).lay(partial(help_lines, blocks))

    def confirm(self) -> None:
        """Close."""
        self.dismiss(None)


def help_blocks(keys: Keys, place: str, about: Sequence[str]) -> list[Block]:
    """Return the help of a screen: what it is for, its keys, those of everywhere."""
    blocks: list[Block] = [[[(sentence, "")] for sentence in about if sentence]]
    names = {place: "This screen", **_PARTS.get(place, {}), **_ALWAYS}
    for one, name in names.items():
        block: Block = [[(name, "head")]]
        for action in keys.actions(one):
            pressed = ", ".join(key_word(key) for key in action.keys)
            block.append([(f"  {pressed:<{_WIDTH}}", "key"), (action.help, "")])
        blocks.append(block)
    signs = "> cursor  + marked  # in the set  ! warning  X fails  ? unknown  ~ assumed"
    return [*blocks, [[("Signs", "head")], [(f"  {signs}", "")]]]


def help_lines(blocks: Sequence[Block], width: int) -> list[list[Run]]:
    """Return help in lines, in two columns where there is room for them.

    Args:
        blocks: what it is for, the screen's keys, then what is the same everywhere.
        width: cells there are for a line.
    """
    about, *others = blocks
    if width < _TWO_COLUMNS:
        return [*about, *_stacked(others)]
    half = (width - _BETWEEN) // 2
    left, right = (
        [part for line in _stacked(some)[1:] for part in wrap(line, half)]
        for some in _halves(others)
    )
    lines: list[list[Run]] = [*about, [("", "")]]
    for one, other in zip_longest(left, right, fillvalue=()):
        used = sum(cells(text) for text, _ in one)
        lines.append([*one, (" " * (half + _BETWEEN - used), ""), *other])
    return lines


def _stacked(blocks: Sequence[Block]) -> list[list[Run]]:
    """Return blocks below each other, each with a blank line above it."""
    return [line for block in blocks for line in ([("", "")], *block)]


def _halves(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return blocks in two columns of about the same length."""
    lengths = [len(block) + 1 for block in blocks]
    at = min(
        range(1, len(blocks)),
        key=lambda n: max(sum(lengths[:n]), sum(lengths[n:])),
    )
    return blocks[:at], blocks[at:]
