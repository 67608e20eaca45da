"""A terminal app run in a real pseudo-terminal: keys in, bytes and times out."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType

QUIET_S = 0.12
"""A frame is over when nothing was written for so long."""

_LONGEST_S = 60.0


class PtyApp:
    """A program on a pseudo-terminal of its own, 120x36 cells with true colours.

    Args:
        arguments: what Python is started with.
        folder: the working folder.
        environ: variables beside those of this process.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        environ: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        main, beside = pty.openpty()
        fcntl.ioctl(beside, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        whole = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environ,
        }
        # As on the DJ's machine, the second start and later ones compile nothing.
        whole.pop("PYTHONDONTWRITEBYTECODE", None)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=beside,
            stdout=beside,
            stderr=beside,
            cwd=folder,
            env=whole,
            start_new_session=True,
        )
        os.close(beside)
        self._main = main

    def __enter__(self) -> "PtyApp":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
        os.close(self._main)

    def kill(self) -> None:
        """End the program at once, as a power cut does."""
        self._process.kill()
        self._process.wait(10)

    def first_paint_s(self, sign: bytes) -> float:
        """Return seconds from the start until ``sign`` was written."""
        written = b""
        while sign not in written:
            written += self._read(_LONGEST_S)
        return time.perf_counter() - self.started

    def settle(self, quiet_s: float = 1.0) -> bytes:
        """Read until nothing was written for some time; return what was."""
        written = b""
        while part := self._read(quiet_s):
            written += part
        return written

    def press(self, keys: bytes) -> tuple[float, int]:
        """Send keys; return seconds to the last byte written for them, and bytes."""
        os.write(self._main, keys)
        begun = last = time.perf_counter()
        count = 0
        while part := self._read(QUIET_S if count else _LONGEST_S):
            last = time.perf_counter()
            count += len(part)
        return last - begun, count

    def memory_mb(self) -> float:
        """Return the resident memory of the process in megabytes (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        line = next(x for x in status.splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _read(self, timeout_s: float) -> bytes:
        ready, _, _ = select.select([self._main], [], [], timeout_s)
        try:
            return os.read(self._main, 65536) if ready else b""
        except OSError:
            return b""
