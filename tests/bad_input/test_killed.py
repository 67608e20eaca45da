"""A terminal that is killed while a night is edited: every edit comes back."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from clubplanner.cli import exits
from clubplanner.errors import ClubplannerError
from clubplanner.night import edits
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli

POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such signals"
)
ROOT = Path(__file__).parents[2]

EDIT_AND_DIE = """
import os, sys
from datetime import datetime
from pathlib import Path
from clubplanner.night import edits
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace

home, number = Path(sys.argv[1]), int(sys.argv[2])
work = Workspace(Paths.under(home), lambda: datetime(2026, 3, 7, 20, 0).astimezone())
work.open_night("2026-03-14")
for _ in range(3):
    first = work.opened.slots[0]
    work.apply(f"Remove {first.name}", lambda night: edits.remove(night, {first.id}))
os.kill(os.getpid(), number)
"""


@pytest.fixture
def planned(cli: Cli) -> Cli:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    cli.fine("build", NIGHT, "--seconds", "0.3")
    return cli


def opened(cli: Cli) -> Workspace:
    now = datetime(2026, 3, 7, 21, 0).astimezone()
    work = Workspace(Paths.under(cli.home), lambda: now)
    work.open_night(NIGHT)
    return work


@POSIX
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_every_edit_before_a_signal_is_restored(planned: Cli, name: str) -> None:
    number = getattr(signal, name)
    names = [slot.name for slot in opened(planned).opened.slots]
    saved = (planned.sets / NIGHT_FILE).read_bytes()
    command = [sys.executable, "-c", EDIT_AND_DIE, str(planned.home), str(int(number))]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == -number
    assert (planned.sets / NIGHT_FILE).read_bytes() == saved
    work = opened(planned)
    assert work.recovery is not None
    assert work.recovery.edits == 3
    work.restore()
    assert [slot.name for slot in work.opened.slots] == names[3:]
    work.save()
    assert opened(planned).recovery is None
    assert [slot.name for slot in opened(planned).opened.slots] == names[3:]


@POSIX
def test_the_command_line_neither_hides_nor_overwrites_unsaved_edits(
    planned: Cli,
) -> None:
    saved = (planned.sets / NIGHT_FILE).read_bytes()
    command = [sys.executable, "-c", EDIT_AND_DIE, str(planned.home), "9"]
    subprocess.run(command, cwd=ROOT, check=False)
    said = planned("show", NIGHT)
    assert said.code == exits.OK
    assert "3 edits of this night were never saved" in said.err
    for words in (["build"], ["build", "--dry-run"]):
        refused = planned(*words)
        assert (refused.code, refused.out) == (exits.UNREADABLE, "")
        assert "3 edits of this night were never saved" in refused.err
    assert (planned.sets / NIGHT_FILE).read_bytes() == saved
    assert opened(planned).recovery is not None


def test_edits_nobody_answered_for_are_set_aside_not_lost(planned: Cli) -> None:
    first = opened(planned)
    first.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))
    left = [slot.name for slot in first.opened.slots]
    second = opened(planned)
    second.apply("Remove last", lambda n: edits.remove(n, {n.slots[-1].id}))
    second.save()
    (kept,) = (planned.home / "state" / "backups").glob("*.unsaved.yaml")
    said = planned("show", "--json", kept)
    assert [slot["title"] for slot in json.loads(said.out)["slots"]] == left


def test_a_kill_between_save_and_journal_asks_nothing(planned: Cli) -> None:
    work = opened(planned)
    work.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))
    (journal,) = (planned.home / "state" / "journal").iterdir()
    lines = journal.read_bytes()
    work.save()
    journal.write_bytes(lines)
    assert opened(planned).recovery is None


def test_nights_of_one_name_in_two_folders_keep_their_edits_apart(
    planned: Cli, tmp_path: Path
) -> None:
    twin = tmp_path / "elsewhere" / NIGHT_FILE
    twin.parent.mkdir()
    twin.write_bytes((planned.sets / NIGHT_FILE).read_bytes())
    work = opened(planned)
    work.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))
    work.open_night(twin)
    assert work.recovery is None
    work.open_night(planned.sets / NIGHT_FILE)
    assert work.recovery is not None


def test_an_edit_behind_a_line_cut_short_by_a_full_disk_is_found(planned: Cli) -> None:
    work = opened(planned)
    work.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))
    (journal,) = (planned.home / "state" / "journal").iterdir()
    with journal.open("ab") as stream:
        stream.write(b'{"at": "2026-03-07T21:00:00+00:00", "label": "cut sh')
    work.apply("Remove two", lambda n: edits.remove(n, {n.slots[0].id}))
    recovery = opened(planned).recovery
    assert recovery is not None
    assert (recovery.edits, recovery.label) == (2, "Remove two")


def test_undo_stays_possible_when_the_disk_is_full(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = opened(planned)
    work.apply("Remove the first", lambda n: edits.remove(n, {n.slots[0].id}))
    names = [slot.name for slot in work.opened.slots]
    work.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ClubplannerError, match="No space left"):
            work.undo()
        assert [slot.name for slot in work.opened.slots] == names[1:]
    undone = work.undo()
    assert undone is not None
    assert undone.label == "Remove one"
    assert [slot.name for slot in work.opened.slots] == names
    redone = work.redo()
    assert redone is not None
    assert redone.label == "Remove one"


class _KilledError(BaseException):
    """Stands for the end of the process."""


def test_a_kill_while_saving_leaves_the_old_file_whole(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = (planned.sets / NIGHT_FILE).read_bytes()
    work = opened(planned)
    work.apply("Remove one", lambda n: edits.remove(n, {n.slots[0].id}))

    def killed(*_: object) -> None:
        raise _KilledError

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copymode", killed)
        with pytest.raises(_KilledError):
            work.save()
    assert (planned.sets / NIGHT_FILE).read_bytes() == saved
    recovery = opened(planned).recovery
    assert recovery is not None
    assert recovery.edits == 1


APP = "import sys; from clubplanner.cli.main import main; sys.exit(main(['app', '{}']))"
PATIENCE_S = 60.0


@POSIX
@pytest.mark.parametrize("end", ["hang up", "SIGHUP", "SIGTERM", "SIGKILL"])
def test_the_app_itself_loses_no_edit_when_its_terminal_goes(
    planned: Cli, end: str
) -> None:
    import pty

    names = [slot.name for slot in opened(planned).opened.slots]
    child, terminal = pty.fork()
    if not child:
        environ = {**os.environ, "TERM": "xterm-256color"}
        code = APP.format(NIGHT)
        os.execve(sys.executable, [sys.executable, "-c", code], environ)
    try:
        _press_until_journaled(terminal, planned.home / "state" / "journal")
    finally:
        if end == "hang up":
            os.close(terminal)
        else:
            os.kill(child, getattr(signal, end))
    status = _wait(child, None if end == "hang up" else terminal)
    assert os.WIFEXITED(status) or end == "SIGKILL"
    work = opened(planned)
    assert work.recovery is not None
    work.restore()
    left = [slot.name for slot in work.opened.slots]
    assert left != names
    assert set(left) < set(names)


def _press_until_journaled(terminal: int, journals: Path) -> None:
    """Answer the app like a terminal and press d until an edit is in the journal."""
    until = time.monotonic() + PATIENCE_S
    # A journal is there a moment before its first edit is.
    while not any(
        path.read_bytes()[1:].endswith(b"\n") for path in journals.glob("*.jsonl")
    ):
        assert time.monotonic() < until, "the app took no edit"
        if _read(terminal, 0.3) == 0:
            os.write(terminal, b"2d")


def _read(terminal: int, seconds: float) -> int:
    """Read what is there; 0 when the app is silent for so long."""
    ready, _, _ = select.select([terminal], [], [], seconds)
    return len(os.read(terminal, 65536)) if ready else 0


def _wait(child: int, terminal: int | None) -> int:
    """Wait for the app's end, reading on so that it is never stuck on its output."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        try:
            if terminal is None:
                time.sleep(0.05)
            else:
                _read(terminal, 0.05)
        except OSError:
            terminal = None
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the app did not end")
