"""The sets of colours: Textual's own, and one of the highest contrast.

A set changes how things look and never what they say: every state has a sign or a
word as well.
"""

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

CONTRAST = Theme(
    name="contrast",
    primary="#00d7ff",
    secondary="#ffaf00",
    accent="#ff87ff",
    foreground="#ffffff",
    background="#000000",
    surface="#121212",
    panel="#303030",
    success="#5fff5f",
    warning="#ffff00",
    error="#ff8787",
    dark=True,
    variables={"primary-muted": "#0000d7", "block-cursor-background": "#0000d7"},
)
"""White on black for a dark booth or bright sun: every tone at least 7 to 1."""

_THEMES = {
    "dark": "tokyo-night",
    "light": "textual-light",
    "contrast": CONTRAST.name,
    "terminal": "ansi-dark",
}


def show(app: "App[int]", colours: str) -> str:
    """Give the app a set of colours and return the sentence that says so.

    Args:
        app: the app.
        colours: one of ``COLOURS``; empty is as the terminal can.
    """
    if CONTRAST.name not in app.available_themes:
        app.register_theme(CONTRAST)
    if app.console.color_system == "standard":
        app.theme = _THEMES["terminal"]
        return "This terminal has sixteen colours, and they stay"
    app.theme = _THEMES[colours or "dark"]
    return f"Colours: {colours or 'dark'}"


def after(colours: str) -> str:
    """Return the set of colours that follows one, in a ring."""
    from clubplanner.workspace.settings import COLOURS

    return COLOURS[(COLOURS.index(colours or "dark") + 1) % len(COLOURS)]
