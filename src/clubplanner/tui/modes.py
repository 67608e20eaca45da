"""The screens by their mode; the module of each is imported when it is first shown."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

_CLASSES = {
    "library": "LibraryScreen",
    "set": "SetScreen",
    "mix": "MixScreen",
    "past": "PastScreen",
    "theme": "ThemeScreen",
    "gig": "GigScreen",
    "problems": "ProblemsScreen",
    "memory": "MemoryScreen",
    "compare": "CompareScreen",
}
"""Per mode its screen, in the module of the mode's name."""


def _screen(mode: str) -> "Screen[None]":
    """Load and make the screen of a mode."""
    module = import_module(f"clubplanner.tui.screens.{mode}")
    screen: Screen[None] = getattr(module, _CLASSES[mode])()
    return screen


MODES: "dict[str, Callable[[], Screen[None]]]" = {
    mode: partial(_screen, mode) for mode in _CLASSES
}
"""What makes the screen of each mode."""
