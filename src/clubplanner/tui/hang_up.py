"""Ending in order when the terminal goes away."""

import asyncio
import contextlib
import signal
from collections.abc import Callable


def listen(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with the exit status when the process is hung up or terminated.

    Nothing has to be saved then: every edit is in the journal already. Without this
    the terminal would be left in raw mode.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            # Windows' event loops know no signal handlers.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, leave, 128 + number)
