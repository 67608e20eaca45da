import os
import subprocess
import sys
from pathlib import Path

import pytest

from clubplanner.cli import exits
from clubplanner.cli.main import COMMANDS
from tests.cli.making import Cli, one_sentence

START = "import sys; from clubplanner.cli.main import main; "


def run(
    code: str, home: Path, *, stdout: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[str]":
    """Run Python code over a home of its own."""
    environ = {**os.environ, "CLUBPLANNER_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environ,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_an_example_of_it(
    bare_cli: Cli, command: str
) -> None:
    said = bare_cli(command, "--help")
    assert said.code == exits.OK
    assert f"example: clubplanner {command}" in said.out
    assert said.err == ""


def test_the_help_lists_every_command(bare_cli: Cli) -> None:
    text = bare_cli.fine("--help")
    listed = [line.split()[0] for line in text.splitlines() if line[:4] == " " * 4]
    assert set(COMMANDS) <= set(listed)


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["--bogus"],
        ["show", "--bogus"],
        ["show", "a", "b"],
        ["export"],
        ["new", "--date", "tomorrow"],
        ["new", "--date", "9999-12-31"],
        ["build", "--seconds", "nan"],
        ["build", "--seconds", "-1"],
        ["build", "--seconds", "inf"],
        ["build", "--seed", "x"],
        ["build", "--seed", "9" * 40],
        ["suggest", "--slot", "0"],
        ["suggest", "--slot", "-3"],
        ["suggest", "--limit", "-5"],
        ["tracks", "--limit", "0"],
        ["tracks", "--limit", "1.5"],
        ["theme", "--yes", "inferno"],
        ["theme", "--yes", "a", "b", "--no", "a", "b"],
    ],
)
def test_words_that_make_no_sense_end_in_2_and_say_so(
    cli: Cli, words: list[str]
) -> None:
    said = cli(*words)
    assert said.code == exits.USAGE
    assert said.out == ""
    assert "error: " in said.err.splitlines()[-1]


def test_the_version_is_data(bare_cli: Cli) -> None:
    from clubplanner import __version__

    assert bare_cli.fine("--version") == f"clubplanner {__version__}\n"


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--version"], {"textual", "rich", "mutagen", "numpy", "yaml", "sqlite3"}),
        (["tracks"], {"textual", "rich", "mutagen", "numpy"}),
        (["tracks", "--json"], {"textual", "rich", "mutagen", "numpy"}),
        (["doctor"], {"textual", "rich", "numpy"}),
        (["show"], {"textual", "rich", "mutagen", "numpy"}),
    ],
)
def test_a_command_leaves_alone_what_it_does_not_need(
    tmp_path: Path, words: list[str], unwanted: set[str]
) -> None:
    code = f"""
import sys
from clubplanner.cli.main import main
try:
    main({words!r})
except SystemExit:
    pass
print(*({unwanted!r} & set(sys.modules)), file=sys.stderr)
"""
    done = run(code, tmp_path)
    assert done.stderr.splitlines()[-1] == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends pipes otherwise")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    code = f"{START}sys.exit(main(['tracks', '--json']))"
    done = run(code, tmp_path, stdout=write_end)
    os.close(write_end)
    assert done.returncode == exits.OK
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_to_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    code = f"{START}sys.exit(main(['theme', '--json']))"
    with Path("/dev/full").open("w") as full:
        done = run(code, tmp_path, stdout=full.fileno())
    assert done.returncode == exits.UNREADABLE
    (line,) = done.stderr.splitlines()
    assert line.startswith("clubplanner: the output cannot be")


def test_debug_shows_where_an_error_comes_from(bare_cli: Cli) -> None:
    said = bare_cli("--debug", "show", "nothing")
    assert said.code == exits.NOT_FOUND
    assert "Traceback" in said.err
    assert said.err.splitlines()[-1].startswith("clubplanner: ")


def test_an_interrupt_ends_in_130(
    bare_cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clubplanner.cli import tracks

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(tracks, "run", interrupted)
    said = bare_cli("tracks")
    assert (said.code, said.out, said.err) == (exits.INTERRUPTED, "", "")


def test_an_unforeseen_error_goes_to_the_log_and_is_one_line(
    bare_cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clubplanner.cli import tracks

    def broken(*_: object) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(tracks, "run", broken)
    said = bare_cli("tracks")
    assert said.code == exits.UNREADABLE
    (line,) = said.err.splitlines()
    log = bare_cli.home / "state" / "clubplanner.log"
    assert str(log) in line
    assert "ZeroDivisionError: oh" in log.read_text("utf-8")


def test_a_night_that_is_not_there_names_those_that_are(cli: Cli) -> None:
    cli.fine("new", "--date", "2026-03-14", "--name", "Spring")
    said = cli("show", "winter")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "there is no night 'winter'", "2026-03-14 Spring")


@pytest.mark.parametrize("words", [[], ["app"], ["app", "2026-03-14"]])
def test_the_app_without_a_terminal_is_one_sentence(
    bare_cli: Cli, words: list[str]
) -> None:
    said = bare_cli(*words)
    assert (said.code, said.out) == (exits.USAGE, "")
    one_sentence(said, "the app needs a terminal", "clubplanner show")
