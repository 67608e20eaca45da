"""The screens that have a number key, as they stand in the line above."""

_TABS = (
    ("library", "Library", "Lib"),
    ("set", "Set", "Set"),
    ("mix", "Mix", "Mix"),
    ("past", "Past", "Past"),
    ("theme", "Theme", "Theme"),
    ("gig", "Gig", "Gig"),
)
"""Mode, name and short name of each screen, in the order of their number keys."""


def tabs(width: int) -> list[tuple[str, str]]:
    """Return mode and text of each tab as they fit into ``width`` cells."""
    return [
        (mode, f" {number} {short if width < 100 else name} ")
        for number, (mode, name, short) in enumerate(_TABS, 1)
    ]
