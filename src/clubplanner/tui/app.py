"""The way into the terminal app. Importing this module does not import Textual."""

from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clubplanner.workspace.workspace import Workspace


def run(
    workspace: "Workspace",
    *,
    now: Callable[[], datetime],
    environ: MutableMapping[str, str],
    mouse: bool = True,
) -> int:
    """Run the app until the DJ leaves it and return the exit status.

    Args:
        workspace: the work in progress, with the night to open.
        now: the clock.
        environ: the process's environment; gets Textual's frame rate unless it is set.
        mouse: False leaves the mouse to the terminal, for selecting text.
    """
    # Textual reads it when it is imported; 60 frames a second would make every key
    # wait up to 17 ms (measured: median 44 ms to the last byte, 29 ms at 120).
    environ.setdefault("TEXTUAL_FPS", "120")
    from clubplanner.tui.program import ClubplannerApp

    return ClubplannerApp(workspace, now).run(mouse=mouse) or 0
