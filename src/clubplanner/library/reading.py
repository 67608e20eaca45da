"""Reads many files at once, in other processes where that pays.

One process reads about 5 000 files a second; tag reading is Python work, so threads
make it slower (measured: 5.1 s against 3.0 s), processes faster.
"""

import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from clubplanner.errors import ClubplannerError
from clubplanner.library.rows import TrackRow, blank_row, evidence_text, track_row
from clubplanner.library.tags.read import read_file

if TYPE_CHECKING:
    from concurrent.futures import Future

BATCH = 200
"""Files per commit and per progress message."""

ALONE_UP_TO = 500
"""Fewer files are read before other processes have even started (about 0.2 s)."""

_MOST_WORKERS = 4


class ReadFile(NamedTuple):
    """One file as read: its row, its evidence, and why it could not be read if so."""

    path: str
    row: TrackRow
    evidence: str
    reason: str


def read_many(
    paths: list[str],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    workers: int | None = None,
) -> Iterator[list[ReadFile]]:
    """Yield batches of files as they are read, until done or cancelled.

    Args:
        paths: the files.
        cancelled: asked before every batch.
        workers: processes to use; None lets the number of files and cores decide.
    """
    batches = [paths[i : i + BATCH] for i in range(0, len(paths), BATCH)]
    count = worker_count(len(paths)) if workers is None else workers
    if count < 2:
        yield from _read_here(batches, cancelled)
        return
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        for read in _read_elsewhere(batches, cancelled, count):
            done += 1
            yield read
    except (BrokenProcessPool, OSError, NotImplementedError, ImportError):
        # Some systems forbid processes or their semaphores: read here what is left.
        yield from _read_here(batches[done:], cancelled)


def worker_count(files: int) -> int:
    """Return how many processes reading so many files is worth."""
    if files < ALONE_UP_TO:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _read_here(
    batches: list[list[str]], cancelled: Callable[[], bool]
) -> Iterator[list[ReadFile]]:
    for batch in batches:
        if cancelled():
            return
        yield read_batch(batch)


def _start_tracker() -> None:
    """Start multiprocessing's resource tracker, which takes stderr along.

    Inside the app ``sys.stderr`` is Textual's, whose file number is -1; no process
    can be started with that (ValueError: bad value(s) in fds_to_keep).
    """
    if os.name != "posix":
        return
    from multiprocessing import resource_tracker

    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


def _read_elsewhere(
    batches: list[list[str]], cancelled: Callable[[], bool], workers: int
) -> Iterator[list[ReadFile]]:
    """Yield batches in their order; only a few wait, so cancelling is quick."""
    # 15 ms that a scan of few files need not pay.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[Future[list[ReadFile]]] = deque()
    _start_tracker()
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_alone
    )
    try:
        for batch in batches:
            waiting.append(pool.submit(read_batch, batch))
            if len(waiting) > workers + 1:
                yield waiting.popleft().result()
            if cancelled():
                return
        while waiting and not cancelled():
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_alone() -> None:
    """Ctrl+C is for the program that started the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def read_batch(paths: list[str]) -> list[ReadFile]:
    """Read files one by one; one that cannot be read says why and stops nothing."""
    return [_read(path) for path in paths]


def _read(path: str) -> ReadFile:
    try:
        reading = read_file(path)
    except ClubplannerError as error:
        reason = f"{error.msg}: {error.hint}" if error.hint else error.msg
        return ReadFile(path, blank_row(), "", reason)
    return ReadFile(path, track_row(reading.track), evidence_text(reading.evidence), "")
