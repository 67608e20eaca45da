import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.making import TUNES, Cli, one_sentence


@pytest.fixture
def own_music(bare_cli: Cli, tmp_path: Path) -> Path:
    """A copy of the music that may be changed."""
    return Path(shutil.copytree(bare_cli.music, tmp_path / "my music"))


def counts(cli: Cli, *words: str | Path) -> tuple[int, int, int, int, int]:
    fields = json.loads(cli.fine("scan", "--json", *words))
    names = ("added", "changed", "unchanged", "moved", "vanished")
    first, second, third, fourth, fifth = (fields[name] for name in names)
    return first, second, third, fourth, fifth


def test_a_scan_reads_and_the_next_one_only_what_changed(
    bare_cli: Cli, own_music: Path
) -> None:
    everything = TUNES + 1
    assert counts(bare_cli, own_music) == (everything, 0, 0, 0, 0)
    assert counts(bare_cli) == (0, 0, everything, 0, 0)
    (own_music / "tune00.flac").rename(own_music / "renamed.flac")
    (own_music / "tune01.flac").unlink()
    assert counts(bare_cli) == (0, 0, everything - 2, 1, 1)
    assert "renamed" in bare_cli.fine("tracks", "--json", '"tune 0"')


def test_json_of_a_scan_has_the_documented_keys(bare_cli: Cli) -> None:
    said = bare_cli("scan", "--json", bare_cli.music)
    assert list(json.loads(said.out)) == [
        *("added", "changed", "unchanged", "moved", "vanished", "unreadable"),
        *("missing_folders", "seconds", "stopped"),
    ]
    assert said.err == ""


def test_people_read_one_line_about_a_scan(bare_cli: Cli) -> None:
    assert bare_cli.fine("scan", bare_cli.music).startswith(f"{TUNES + 1} new in ")


def test_a_folder_that_vanished_hides_its_tracks_and_gives_them_back(
    bare_cli: Cli, own_music: Path
) -> None:
    bare_cli.fine("scan", own_music)
    away = own_music.rename(own_music.with_name("away"))
    said = bare_cli("scan")
    assert said.code == exits.OK
    assert f"{own_music} is not there" in said.err
    assert json.loads(bare_cli.fine("tracks", "--json")) == []
    doctor = bare_cli("doctor")
    assert doctor.code == exits.FINDINGS
    assert str(own_music) in doctor.out
    away.rename(own_music)
    assert len(json.loads(bare_cli.fine("tracks", "--json"))) == TUNES + 1


def test_a_folder_that_never_was_is_not_found_and_not_remembered(bare_cli: Cli) -> None:
    said = bare_cli("scan", "nowhere")
    assert (said.code, said.out) == (exits.NOT_FOUND, "")
    one_sentence(said, "nowhere", "no such folder")
    assert not (bare_cli.home / "config" / "config.yaml").exists()


def test_without_any_folder_it_says_how_to_name_one(bare_cli: Cli) -> None:
    said = bare_cli("scan")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "clubplanner scan FOLDER")


def test_folders_are_remembered_by_their_whole_path(
    bare_cli: Cli, own_music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_music.parent)
    bare_cli.fine("scan", "./my music/../my music")
    monkeypatch.chdir("/")
    assert counts(bare_cli) == (0, 0, TUNES + 1, 0, 0)


def test_an_index_in_use_is_one_sentence_and_can_still_be_read(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("clubplanner.library.index._BUSY_S", 0.05)
    index = cli.home / "cache" / "library-v2.sqlite3"
    with contextlib.closing(sqlite3.connect(index, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE other (a)")
        assert len(json.loads(cli.fine("tracks", "--json"))) == TUNES + 1
        said = cli("scan", cli.music)
        assert (said.code, said.out) == (exits.UNREADABLE, "")
        one_sentence(said, "library-v2.sqlite3", "in use")


def test_a_folder_can_be_forgotten_and_its_files_stay(
    bare_cli: Cli, own_music: Path
) -> None:
    bare_cli.fine("scan", own_music)
    files = sorted(own_music.iterdir())
    assert "0 tracks are left" in bare_cli.fine("scan", "--forget", own_music)
    assert json.loads(bare_cli.fine("tracks", "--json")) == []
    assert sorted(own_music.iterdir()) == files
    bare_cli.fine("scan", own_music)
    said = json.loads(bare_cli.fine("scan", "--json", "--forget", own_music))
    assert said == {"forgotten": str(own_music), "tracks": 0}
    again = bare_cli("scan", "--forget", own_music)
    assert again.code == exits.NOT_FOUND
    one_sentence(again, "no music folder of yours")
