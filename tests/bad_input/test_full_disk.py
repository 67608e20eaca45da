"""A disk that is full when something is saved: the old file stays, nothing is half."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.importing import MadeFiles, history, tunes
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli

Fill = Callable[[], None]


@pytest.fixture
def fill_disk(monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Let nothing more reach the disk from now on."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(os, "fsync", full)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, SQLite's aside."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in _below(folder)
        if "sqlite3" not in path.name
    }


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def planned(cli: Cli) -> Cli:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    return cli


@pytest.mark.parametrize(
    "words",
    [
        ["new", "--date", "2026-05-01"],
        ["build", "--seconds", "0.2"],
        ["theme", "--yes", "inferno", "tune01.flac"],
        ["export", "--to", "csv"],
        ["export", "--to", "cue", "--replace"],
    ],
)
def test_nothing_is_lost_and_nothing_is_half_written(
    planned: Cli, fill_disk: Fill, words: list[str]
) -> None:
    before = files(planned.home)
    fill_disk()
    said = planned(*words)
    assert said.code == exits.UNREADABLE
    line = said.err.splitlines()[-1]
    assert line.startswith("clubplanner: ")
    assert "space" in line or "full" in line
    after = files(planned.home)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.endswith(".tmp")]
    assert not list(Path.cwd().iterdir())


def test_own_words_stay_as_they_were(planned: Cli, fill_disk: Fill) -> None:
    planned.fine("theme", "--yes", "inferno", "tune01.flac")
    words = planned.home / "data" / "words.yaml"
    before = words.read_bytes()
    fill_disk()
    assert planned("theme", "--no", "inferno", "tune01.flac").code == exits.UNREADABLE
    assert words.read_bytes() == before


def test_settings_stay_as_they_were(
    planned: Cli, fill_disk: Fill, tmp_path: Path
) -> None:
    config = planned.home / "config" / "config.yaml"
    before = config.read_bytes()
    (tmp_path / "more").mkdir()
    fill_disk()
    said = planned("scan", tmp_path / "more")
    assert said.code == exits.UNREADABLE
    assert "config.yaml" in said.err
    assert config.read_bytes() == before


def test_an_export_that_may_replace_leaves_the_old_one_whole(
    planned: Cli, fill_disk: Fill
) -> None:
    planned.fine("build", NIGHT, "--seconds", "0.2")
    target = Path("night.csv")
    target.write_text("mine", "utf-8")
    fill_disk()
    said = planned("export", "--to", "csv", "-o", target, "--replace")
    assert said.code == exits.UNREADABLE
    assert target.read_text("utf-8") == "mine"
    assert [path.name for path in Path.cwd().iterdir()] == ["night.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit")
def test_an_index_that_cannot_grow_is_one_sentence_and_the_next_scan_mends_it(
    bare_cli: Cli,
) -> None:
    code = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
from clubplanner.cli.main import main
sys.exit(main(["scan", {str(bare_cli.music)!r}]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == exits.UNREADABLE
    (line,) = done.stderr.splitlines()
    assert "library-v2.sqlite3" in line
    assert "not foreseen" not in line
    bare_cli.fine("scan", bare_cli.music)
    assert len(json.loads(bare_cli.fine("tracks", "--json"))) > 1


def test_the_disk_is_full_again_and_the_night_still_opens(
    planned: Cli, fill_disk: Fill
) -> None:
    before = (planned.sets / NIGHT_FILE).read_bytes()
    fill_disk()
    planned("build", "--seconds", "0.2")
    assert planned("show", NIGHT).code == exits.OK
    assert (planned.sets / NIGHT_FILE).read_bytes() == before


def history_file(cli: Cli, monkeypatch: pytest.MonkeyPatch, last: int = 5) -> Path:
    """Write a history of a night into another program's folder."""
    folder = cli.home.parent / "history"
    made = MadeFiles(folder, monkeypatch)
    return made.write("h.lst", history(tunes(1, last), datetime(2026, 2, 28, 22)))


def test_no_play_log_is_half_written(
    planned: Cli, fill_disk: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = history_file(planned, monkeypatch)
    fill_disk()
    said = planned("import", path)
    assert said.code == exits.UNREADABLE
    assert "the disk is full" in said.err
    assert not list((planned.sets / "played").iterdir())


def test_a_play_log_that_cannot_be_replaced_stays(
    planned: Cli, fill_disk: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned.fine("import", history_file(planned, monkeypatch))
    before = files(planned.sets)
    fill_disk()
    longer = history_file(planned, monkeypatch, 9)
    assert planned("import", longer, "--replace").code == exits.UNREADABLE
    assert files(planned.sets) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit")
def test_a_collection_that_does_not_fit_is_one_sentence_and_the_old_one_stays(
    cli: Cli,
) -> None:
    code = f"""
import resource, signal
from pathlib import Path
from clubplanner.errors import ClubplannerError
from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.library.library import Library
data = Path({str(cli.home)!r}) / "data" / "collections.sqlite3"
index = Path({str(cli.home)!r}) / "cache" / "library-v2.sqlite3"
library = Library.open(index, data.with_name("words.yaml"), collections_path=data)
name = CollectionName("x collection", "y")
paths = [track.path for track in library.tracks]
library.add_collection(name, [Said(path, energy=9) for path in paths])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
many = [Said(f"/x/{{n}}", "title " * 30, energy=1) for n in range(5000)]
try:
    library.add_collection(name, many)
except ClubplannerError as error:
    print(error)
library.reload()
print({{track.energy_from for track in library.tracks}})
print(len(library.evidence(paths[0]).sources["energy"]), library.problems)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    sentence, _, sources = done.stdout.splitlines()
    assert "collections.sqlite3" in sentence
    assert "full" in sentence
    assert sources == "2 ()"
