"""Long work in a thread: one job at a time, with progress, stopped by Esc.

The job calls the workspace and touches no widget; its result comes back to the screen
as a message, so typing never waits for it.
"""

import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from textual.app import App

from clubplanner.errors import ClubplannerError
from clubplanner.tui.messages import WorkEnded, WorkProgressed

T = TypeVar("T")
Report = Callable[[str], None]
IsStopped = Callable[[], bool]
Job = Callable[[Report, IsStopped], T]
"""A job: it reports in words, and asks from time to time whether to stop."""


class LongWork:
    """The one job that may run beside the screens.

    Args:
        app: gets the messages.
        log_file: where an unexpected error leaves its traceback.
    """

    def __init__(self, app: App[int], log_file: Path) -> None:
        self._app = app
        self._log_file = log_file
        self._stop = threading.Event()
        self.name = ""

    @property
    def is_running(self) -> bool:
        """Whether a job is at work."""
        return bool(self.name)

    def start(self, name: str, job: Job[T], done: Callable[[T], None]) -> None:
        """Start a job.

        Args:
            name: what it does, for people: ``Building the night``.
            job: runs in a thread.
            done: takes the result, in the app's own thread.

        Raises:
            ClubplannerError: another job is still running.
        """
        if self.is_running:
            raise ClubplannerError(f"{self.name} is still running", hint="Esc stops it")
        self.name = name
        stop = self._stop = threading.Event()
        self._app.run_worker(
            lambda: self._run(name, lambda: job(self._report, stop.is_set), done),
            name=name,
            group="long",
            thread=True,
            exit_on_error=False,
        )

    def beside(
        self,
        name: str,
        job: Callable[[], T],
        done: Callable[[T], None],
        *,
        group: str = "beside",
    ) -> None:
        """Start a short job; of a ``group`` only the newest counts."""
        self._app.run_worker(
            lambda: self._run(name, job, done),
            name=name,
            group=group,
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def stop(self) -> bool:
        """Ask the job to stop; return whether there was one."""
        self._stop.set()
        return self.is_running

    def ended(self) -> None:
        """Make room for the next job."""
        self.name = ""

    def _report(self, text: str) -> None:
        self._app.post_message(WorkProgressed(text))

    def _run(self, name: str, job: Callable[[], T], done: Callable[[T], None]) -> None:
        is_long = name == self.name
        try:
            value = job()
        except ClubplannerError as error:
            self._app.post_message(WorkEnded(None, error, is_long=is_long))
        except Exception as error:  # the top of a worker: it must end in a sentence
            self._log(error)
            told = ClubplannerError(
                f"{name} failed unexpectedly ({type(error).__name__}: {error})",
                hint=f"the details are in {self._log_file}",
            )
            self._app.post_message(WorkEnded(None, told, is_long=is_long))
        else:
            self._app.post_message(WorkEnded(lambda: done(value), is_long=is_long))

    def _log(self, error: Exception) -> None:
        text = "".join(traceback.format_exception(error))
        try:
            self._log_file.parent.mkdir(parents=True, exist_ok=True)
            with self._log_file.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            return
