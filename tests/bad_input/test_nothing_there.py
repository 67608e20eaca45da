"""No library, no nights, no home, no working folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, RESIDENCY, Cli, one_sentence


@pytest.mark.parametrize("command", ["show", "check", "build", "suggest"])
def test_without_a_night_it_says_how_to_make_one(bare_cli: Cli, command: str) -> None:
    said = bare_cli(command)
    assert (said.code, said.out) == (exits.NOT_FOUND, "")
    one_sentence(said, "there is no night yet", "clubplanner new")


def test_without_anything_the_rest_still_answers(bare_cli: Cli) -> None:
    assert bare_cli.fine("review") == "No past night yet.\n"
    assert json.loads(bare_cli.fine("tracks", "--json")) == []
    assert "0 tracks" in bare_cli.fine("doctor")
    assert "cues have a track" in bare_cli.fine("theme")


def test_a_night_without_a_library_is_shown_and_cannot_be_built(bare_cli: Cli) -> None:
    bare_cli.fine("new", "--date", NIGHT)
    assert "empty" in bare_cli.fine("show")
    assert bare_cli("build").code == exits.FINDINGS
    said = bare_cli("suggest")
    assert (said.code, said.out) == (exits.OK, "")
    assert said.err.strip()


def test_a_night_file_is_readable_without_the_library(cli: Cli) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new", "--date", NIGHT)
    cli.fine("build", "--seconds", "0.3")
    *slots, _ = cli.fine("show").splitlines()
    (cli.home / "cache" / "library-v2.sqlite3").unlink()
    assert cli.fine("show").splitlines()[:-1] == slots


def test_a_damaged_index_begins_anew_and_says_so(cli: Cli) -> None:
    index = cli.home / "cache" / "library-v2.sqlite3"
    index.write_bytes(b"this is no database" * 1000)
    said = cli("tracks", "--json")
    assert (said.code, said.out) == (exits.OK, "[]\n")
    index.write_bytes(b"this is no database" * 1000)
    doctor = cli("doctor")
    assert doctor.code == exits.FINDINGS
    assert "scan again" in doctor.out
    cli.fine("scan")
    assert len(json.loads(cli.fine("tracks", "--json"))) > 1


@pytest.mark.parametrize(
    "words", [["tracks"], ["scan", "."], ["new"], ["theme"], ["doctor"]]
)
def test_a_home_that_is_a_file_is_one_sentence(
    bare_cli: Cli, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    bare_cli.home.write_text("a file", "utf-8")
    said = bare_cli(*words)
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    one_sentence(said, str(bare_cli.home), "CLUBPLANNER_HOME")
    assert bare_cli.home.read_text("utf-8") == "a file"


def test_a_home_of_nobody_is_one_sentence(
    bare_cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUBPLANNER_HOME", "~no-such-user-here/x")
    said = bare_cli("doctor")
    assert said.code == exits.UNREADABLE
    one_sentence(said, "CLUBPLANNER_HOME=~no-such-user-here/x")


def test_a_relative_home_is_meant_from_where_we_stand(
    bare_cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUBPLANNER_HOME", "here")
    out = bare_cli.fine("new", "--date", NIGHT)
    assert str(Path.cwd() / "here" / "sets") in out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder")
def test_a_working_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"""
import os, sys
os.chdir({str(gone)!r})
os.rmdir({str(gone)!r})
from clubplanner.cli.main import main
sys.exit(main(["tracks"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (exits.NOT_FOUND, "")
    (line,) = done.stderr.splitlines()
    assert "the folder you are in is gone" in line


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is a Unix word")
def test_without_home_in_the_environment_it_still_runs(tmp_path: Path) -> None:
    folders = {
        f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "CACHE")
    }
    environ = {"PATH": os.environ["PATH"], "XDG_STATE_HOME": str(tmp_path), **folders}
    environ["CLUBPLANNER_SETS"] = str(tmp_path / "sets")
    code = (
        "import sys; from clubplanner.cli.main import main; sys.exit(main(['doctor']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (exits.OK, "")
    assert str(tmp_path) in done.stdout
