"""Names no sane person would type."""

import os
import sys
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, Cli, has_control, one_sentence

LONG = "x" * 5000


@pytest.fixture
def planned(cli: Cli) -> Cli:
    cli.fine("new", "--date", NIGHT)
    return cli


@pytest.mark.parametrize(
    "which", [LONG, "\x1b[2J", "a\nb", "*", "../..", "/", ".", "🎧", "-"]
)
def test_a_night_of_that_name_is_not_there(planned: Cli, which: str) -> None:
    said = planned("show", "--", which)
    if said.code == exits.OK:
        assert which in "2026-03-14-club-night.yaml"
        return
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "there is no night")
    assert len(said.err) < 500
    assert not has_control(said.err)


def test_a_night_that_is_an_audio_file_is_no_text(planned: Cli) -> None:
    said = planned("show", planned.music / "inferno.flac")
    assert said.code == exits.UNREADABLE
    one_sentence(said, "inferno.flac:1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_night_that_is_no_file_is_not_waited_for(
    planned: Cli, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for which in (tmp_path / "pipe", tmp_path, Path("/dev/zero"), Path("/dev/null")):
        said = planned("show", which)
        assert said.code == exits.NOT_FOUND
        one_sentence(said, "there is no night")


def test_names_too_long_for_a_disk_are_sentences(planned: Cli) -> None:
    said = planned("scan", LONG)
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "no such folder")
    said = planned("export", "--to", "csv", "-o", LONG)
    assert said.code == exits.UNREADABLE
    assert "too long" in said.err
    said = planned("build", "--instance", LONG)
    assert said.code == exits.UNREADABLE
    one_sentence(said, "cannot be read")
    said = planned("theme", "--yes", "inferno", LONG)
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "no such track")
    path = planned.fine("new", "--date", "2026-05-02", "--name", LONG).split()[-1]
    assert Path(path).is_file()


def test_a_name_cannot_leave_the_sets_folder(planned: Cli) -> None:
    said = planned.fine("new", "--date", "2026-05-03", "--name", "../../escape/é 東京")
    path = Path(said.removeprefix("Made ").strip())
    assert path.parent == planned.sets
    assert path.is_file()


def test_an_export_to_a_folder_of_that_name_replaces_nothing(
    planned: Cli, tmp_path: Path
) -> None:
    target = tmp_path / "night.csv"
    target.mkdir()
    (target / "keep").touch()
    planned.fine("export", "--to", "csv", "-o", target)
    assert len(list(target.iterdir())) == 2
    assert planned("export", "--to", "csv", "-o", target).code == exits.UNREADABLE
