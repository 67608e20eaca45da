"""Runs: text in tones, the stuff lines are made of, and what differs between two.

A line that changed is repainted from its first to its last changed cell only: over SSH
every byte counts, and a whole line of many tones is half a kilobyte.
"""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.music.text import cells
from clubplanner.tui.widgets import tones

Run = tuple[str, str]
"""Text and its tone; an empty tone is the widget's own look."""

Runs = Sequence[Run]
"""One line."""


def strip_of(widget: Widget, runs: Runs) -> Strip:
    """Return a line as wide as the widget."""
    base = widget.rich_style
    segments = [
        Segment(text, base + tones.tone_style(widget, tone) if tone else base)
        for text, tone in runs
        if text
    ]
    return Strip(segments).simplify().adjust_cell_length(widget.size.width, base)


def repaint(widget: Widget, before: Sequence[Runs], now: Sequence[Runs]) -> None:
    """Repaint what differs between two pictures of a widget, from its first line."""
    for y in range(max(len(before), len(now))):
        old = before[y] if y < len(before) else ()
        new = now[y] if y < len(now) else ()
        span = differing(old, new, widget.size.width)
        if span is not None:
            widget.refresh(Region(span[0], y, span[1] - span[0], 1))


def differing(old: Runs, new: Runs, width: int) -> tuple[int, int] | None:
    """Return the first and the end cell between which two lines differ, or None."""
    if list(old) == list(new):
        return None
    before, now = _signs(old, width), _signs(new, width)
    if before is None or now is None:
        return 0, width
    changed = [n for n in range(width) if before[n] != now[n]]
    return (changed[0], changed[-1] + 1) if changed else None


def _signs(runs: Runs, width: int) -> list[Run] | None:
    """Return a line cell by cell; None where a sign is not one cell wide."""
    text = "".join(text for text, _ in runs)
    if len(text) != cells(text) or any(cells(sign) != 1 for sign in set(text)):
        return None
    signs = [(sign, tone) for text, tone in runs for sign in text]
    return [*signs[:width], *[(" ", "")] * (width - len(signs))]
