"""Names for the sizes of a window: classes of every screen, for the style sheets."""

WIDTHS = [
    (0, "-tiny"),
    (70, "-narrow"),
    (100, "-wide"),
    (118, "-broad"),
    (170, "-vast"),
]
"""Cells from which on a window is called so; it has one name at a time."""

HEIGHTS = [(0, "-flat"), (20, "-short"), (30, "-tall"), (50, "-lofty")]
"""Lines, likewise."""
