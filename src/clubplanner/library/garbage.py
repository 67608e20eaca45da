"""Python's garbage collector, kept from walking what is no garbage."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_garbage_runs() -> Iterator[None]:
    """Keep the collector from walking fifty thousand new tracks again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
