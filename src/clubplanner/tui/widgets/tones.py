"""Tones: the few ways text can look, named for what they mean.

What a tone looks like is the style sheet's business (``.tone--good`` and so on). A
tone is never the only signal: the text beside it says the same.
"""

from typing import TYPE_CHECKING

from rich.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from clubplanner.music.key import Key

TONES = (
    "plain",
    "dim",
    "good",
    "fair",
    "warn",
    "bad",
    "accent",
    "strong",
    "head",
    "key",
    "cursor",
    "cursor-away",
    "target",
    "energy",
    "over",
    *(f"key-{number}" for number in range(1, 13)),
)
"""Names of the tones; ``tone--<name>`` is the component class."""

COMPONENT_CLASSES = {f"tone--{tone}" for tone in TONES}
"""What a screen declares for all its widgets: of their own each would be styled with
all tones, which made more than a third of the work of starting the app."""

GRADE_TONES = {"A": "good", "B": "good", "C": "fair", "D": "warn", "F": "bad"}
"""The tone of each grade of a transition."""


def key_tone(key: "Key | None") -> str:
    """Return the tone of a key: one for each number of the Camelot wheel."""
    return "key" if key is None else f"key-{key.number}"


def tone_style(widget: Widget, tone: str) -> Style:
    """Return only what a tone changes, to lay over the widget's own style."""
    return widget.screen.get_component_rich_style(f"tone--{tone}", partial=True)
