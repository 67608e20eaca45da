"""Fixtures for everything that runs commands."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clubplanner.cli import desk
from tests.cli.making import Cli, copy_home, make_music

NOW = datetime(2026, 3, 7, 20, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of real audio files; not to be changed."""
    return make_music(tmp_path_factory.mktemp("library") / "music")


@pytest.fixture(scope="session")
def scanned_home(music: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index knows the music; not to be changed."""
    from clubplanner.workspace.paths import Paths
    from clubplanner.workspace.surroundings import Surroundings

    home = tmp_path_factory.mktemp("scanned") / "home"
    Surroundings(Paths.under(home), lambda: NOW).scan([music])
    return home


@pytest.fixture
def bare_cli(
    tmp_path: Path,
    music: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Cli:
    """The command line with nothing in its home."""
    home = tmp_path / "home"
    monkeypatch.setenv("CLUBPLANNER_HOME", str(home))
    monkeypatch.delenv("CLUBPLANNER_SETS", raising=False)
    monkeypatch.setattr(desk, "now", lambda: NOW)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return Cli(home, music, capsys)


@pytest.fixture
def cli(bare_cli: Cli, scanned_home: Path) -> Cli:
    """The command line over the scanned music."""
    copy_home(scanned_home, bare_cli.home)
    return bare_cli
