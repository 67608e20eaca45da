"""Letters and digits of blocks, in three sizes, for what is read from two metres.

They are drawn with the full and the half block only: every terminal has those, also
the Linux console with its 16 colours.
"""

from dataclasses import dataclass

from clubplanner.music.text import fold

_DOTS = 5
"""Rows of dots a sign is made of."""

_SHAPES = {
    " ": (" ",) * _DOTS,
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    "A": (" █ ", "█ █", "███", "█ █", "█ █"),
    "B": ("██ ", "█ █", "██ ", "█ █", "██ "),
    "C": (" ██", "█  ", "█  ", "█  ", " ██"),
    "D": ("██ ", "█ █", "█ █", "█ █", "██ "),
    "E": ("███", "█  ", "██ ", "█  ", "███"),
    "F": ("███", "█  ", "██ ", "█  ", "█  "),
    "G": (" ███", "█   ", "█ ██", "█  █", " ███"),
    "H": ("█ █", "█ █", "███", "█ █", "█ █"),
    "I": ("█",) * _DOTS,
    "J": ("  █", "  █", "  █", "█ █", " █ "),
    "K": ("█  █", "█ █ ", "██  ", "█ █ ", "█  █"),
    "L": ("█  ", "█  ", "█  ", "█  ", "███"),
    "M": ("█   █", "██ ██", "█ █ █", "█   █", "█   █"),
    "N": ("█  █", "██ █", "█ ██", "█  █", "█  █"),
    "O": (" ██ ", "█  █", "█  █", "█  █", " ██ "),
    "P": ("██ ", "█ █", "██ ", "█  ", "█  "),
    "Q": (" ██ ", "█  █", "█  █", "█ █ ", " █ █"),
    "R": ("██ ", "█ █", "██ ", "█ █", "█ █"),
    "S": (" ██", "█  ", " █ ", "  █", "██ "),
    "T": ("███", " █ ", " █ ", " █ ", " █ "),
    "U": ("█ █", "█ █", "█ █", "█ █", "███"),
    "V": ("█ █", "█ █", "█ █", "█ █", " █ "),
    "W": ("█   █", "█   █", "█ █ █", "██ ██", "█   █"),
    "X": ("█ █", "█ █", " █ ", "█ █", "█ █"),
    "Y": ("█ █", "█ █", " █ ", " █ ", " █ "),
    "Z": ("███", "  █", " █ ", "█  ", "███"),
    ":": (" ", "█", " ", "█", " "),
    ";": ("  ", " █", "  ", " █", "█ "),
    "-": ("   ", "   ", "███", "   ", "   "),
    "_": ("   ", "   ", "   ", "   ", "███"),
    "+": ("   ", " █ ", "███", " █ ", "   "),
    "*": ("   ", "█ █", " █ ", "█ █", "   "),
    "=": ("   ", "███", "   ", "███", "   "),
    ".": (" ", " ", " ", " ", "█"),
    ",": ("  ", "  ", "  ", " █", "█ "),
    "'": ("█", "█", " ", " ", " "),
    '"': ("█ █", "█ █", "   ", "   ", "   "),
    "!": ("█", "█", "█", " ", "█"),
    "?": ("██ ", "  █", " █ ", "   ", " █ "),
    "/": ("  █", "  █", " █ ", "█  ", "█  "),
    "(": (" █", "█ ", "█ ", "█ ", " █"),
    ")": ("█ ", " █", " █", " █", "█ "),
    "[": ("██", "█ ", "█ ", "█ ", "██"),
    "]": ("██", " █", " █", " █", "██"),
    "&": (" █  ", "█ █ ", " █ █", "█ █ ", " █ █"),
    "#": (" █ █ ", "█████", " █ █ ", "█████", " █ █ "),
    "%": ("█ █", "  █", " █ ", "█  ", "█ █"),
    "$": (" ███", "█ █ ", " ██ ", " █ █", "███ "),
}
_HALVES = {"  ": " ", "█ ": "▀", " █": "▄", "██": "█"}


@dataclass(frozen=True, slots=True)
class Face:
    """A size of the letters.

    Attributes:
        rows: how high they are.
        cells: how wide one dot is; a row holds two dots one above the other where a
            dot is one cell wide, so that dots are about square.
    """

    rows: int
    cells: int

    def width(self, text: str) -> int:
        """Return how many cells a text takes; its signs are among those ``spelt``."""
        dots = sum(len(_SHAPES[sign][0]) for sign in text) + max(0, len(text) - 1)
        return self.cells * dots

    def drawn(self, text: str) -> tuple[str, ...]:
        """Return a text as rows of blocks; its signs are among those ``spelt``."""
        lines = [" ".join(_SHAPES[sign][row] for sign in text) for row in range(_DOTS)]
        if self.cells == 1:
            lines.append(" " * len(lines[0]))
            pairs = zip(lines[::2], lines[1::2], strict=True)
            return tuple(
                "".join(_HALVES[a + b] for a, b in zip(upper, lower, strict=True))
                for upper, lower in pairs
            )
        wide = ("".join(self.cells * dot for dot in line) for line in lines)
        return tuple(row for row in wide for _ in range(self.rows // _DOTS))


SMALL = Face(3, 1)
LARGE = Face(5, 2)
HUGE = Face(10, 4)


def spelt(text: str) -> str:
    """Return a text in the letters there are, empty where one of it has no shape.

    Accents are dropped and small letters become capitals.
    """
    capitals = fold(text).upper()
    return capitals if all(sign in _SHAPES for sign in capitals) else ""
