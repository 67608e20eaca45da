"""The looks of a view: two sizes, each in all colours, in sixteen and in none.

One run of the app gives all six, because a run costs more than a look: the window is
made smaller, the theme is changed, and the filter that ``NO_COLOR`` puts into the app
is turned off and on. So they also say that a view made smaller looks as one that was
opened so; ``test_looks`` looks at a few that were started so as well.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.filter import LineFilter, Monochrome
from textual.pilot import Pilot

from clubplanner.tui.program import ClubplannerApp

SIZES = ((120, 36), (80, 24))


def run_keys(keys: str) -> Callable[[Pilot[Any]], Any]:
    """Return what presses keys one after the other and waits for what they start."""

    async def run(pilot: Pilot[Any]) -> None:
        # A question asked at the start stands there before the first key.
        await pilot.pause()
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return run


def colour_filter(app: ClubplannerApp) -> LineFilter:
    """Return the filter that takes the colours, of an app made under ``NO_COLOR``."""
    (found,) = (one for one in app.get_line_filters() if isinstance(one, Monochrome))
    return found


async def looks(app: ClubplannerApp, keys: str) -> AsyncIterator[tuple[str, str]]:
    """Yield the name and the picture of every look of what the keys lead to.

    Args:
        app: the app, made under ``NO_COLOR`` and not running.
        keys: the keys that lead to the view, with blanks between them.
    """
    greys = colour_filter(app)
    greys.enabled = app.no_color = False
    async with app.run_test(size=SIZES[0]) as pilot:
        await run_keys(keys)(pilot)
        themes = {"default": app.theme, "none": app.theme, "sixteen": "ansi-dark"}
        # Only another theme styles all anew, so none follows itself but at the turn.
        for (width, height), names in (
            (SIZES[0], ("default", "sixteen", "none")),
            (SIZES[1], ("none", "sixteen", "default")),
        ):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            for name in names:
                greys.enabled = app.no_color = name == "none"
                app.theme = themes[name]
                await pilot.pause()
                yield f"{width}x{height}-{name}", app.export_screenshot(simplify=True)


class Album:
    """Compares pictures with those that were looked at; tells all that differ."""

    def __init__(self, snapshot: SnapshotAssertion, folder: Path) -> None:
        """``folder`` takes the pictures that differ."""
        self._kept = snapshot.use_extension(SVGImageExtension)
        self._folder = folder
        self.changed: list[str] = []

    def compare(self, name: str, picture: str) -> None:
        """Compare one picture with the kept one of that name."""
        if self._kept(name=name) != picture:
            file = self._folder / f"{name}.svg"
            file.write_text(picture, "utf-8")
            self.changed.append(str(file))
