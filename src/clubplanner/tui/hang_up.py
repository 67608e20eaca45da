"""Ending in order when the terminal goes away."""

import asyncio
import contextlib
import signal
from collections.abc import Callable


def listen(hung_up: Callable[[int], None], leave: Callable[[int], None]) -> None:
    """Answer a hang-up and a termination of the process; both get the exit status.

    Nothing has to be saved then: every edit is in the journal already. Without this
    the terminal would be left in raw mode.

    Args:
        hung_up: called at once, whatever the app is waiting for.
        leave: called by the app's event loop, which may be stuck: writing to a terminal
            that is gone waits without end (seen with Textual 8.2.8).
    """
    loop = asyncio.get_running_loop()

    def answer(number: int, _: object) -> None:
        hung_up(128 + number)
        # The loop is closed once the app has ended.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(leave, 128 + number)

    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            # Only the main thread may listen; no signal wakes Windows' loop.
            with contextlib.suppress(ValueError, NotImplementedError):
                # Else a signal that comes as the loop falls asleep waits for a key.
                loop.add_signal_handler(number, _woken)
            with contextlib.suppress(ValueError):
                signal.signal(number, answer)


def _woken() -> None:
    """Do nothing: the loop is awake now, and Python answers the signal."""
