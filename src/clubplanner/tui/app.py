"""The way into the terminal app. Importing this module does not import Textual."""

import os
import threading
from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clubplanner.tui.program import ClubplannerApp
    from clubplanner.workspace.workspace import Workspace

PRACTICE = -1
"""What the app answers when the DJ asked for the practice night instead."""

END_AFTER_S = 2.0
"""Seconds an app whose terminal is gone has to end in order."""


def run(
    open_workspace: "Callable[[], Workspace]",
    *,
    now: Callable[[], datetime],
    environ: MutableMapping[str, str],
    colours: str = "",
    mouse: bool = True,
) -> int:
    """Run the app until the DJ leaves it; return the exit status, or ``PRACTICE``.

    Args:
        open_workspace: opens the work in progress and its night, after the first paint.
        now: the clock.
        environ: the process's environment; gets Textual's frame rate unless it is set.
        colours: one of ``COLOURS`` for the first paint.
        mouse: False leaves the mouse to the terminal, for selecting text.

    Raises:
        ClubplannerError: the work cannot be opened.
        OSError: likewise.
    """
    # Textual reads it when it is imported. A key waits for the next frame: 17 ms at
    # its 60 (measured: the cursor's last byte after 20 ms at 120, after 12 at 250).
    environ.setdefault("TEXTUAL_FPS", "250")
    from clubplanner.tui.program import ClubplannerApp

    app = ClubplannerApp(open_workspace, now, colours, _end_soon)
    status = app.run(mouse=mouse) or 0
    if app.failure is not None:
        raise app.failure
    return status


def program_of(app: object) -> "ClubplannerApp":
    """Return the running app, as Textual's widgets know it, with its own type."""
    from clubplanner.tui.program import ClubplannerApp

    assert isinstance(app, ClubplannerApp)
    return app


def _end_soon(code: int) -> None:
    """End the process in any case: every edit is in the journal already.

    Textual's writer thread dies on a terminal that is gone, and its driver may wait for
    that thread without end (seen with Textual 8.2.8).
    """
    watchdog = threading.Timer(END_AFTER_S, os._exit, (code,))
    watchdog.daemon = True
    watchdog.start()
