import errno
import os
import sys
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import write_bytes, write_new, write_text


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_written_file_holds_utf8_with_line_feeds(tmp_path: Path) -> None:
    write_text(tmp_path / "a.yaml", "título\n東京\n")
    assert (tmp_path / "a.yaml").read_bytes() == "título\n東京\n".encode()
    assert names(tmp_path) == ["a.yaml"]


def test_the_previous_version_is_kept(tmp_path: Path) -> None:
    path, backups = tmp_path / "a.yaml", tmp_path / "deep" / "backups"
    write_text(path, "one", backups=backups)
    assert not backups.exists()
    write_text(path, "two", backups=backups)
    assert [entry.read_text() for entry in backups.iterdir()] == ["one"]
    assert path.read_text() == "two"


def test_only_the_last_versions_are_kept(tmp_path: Path) -> None:
    path, backups = tmp_path / "a.yaml", tmp_path / "backups"
    for number in range(6):
        write_text(path, str(number), backups=backups, keep=3)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    write_text(path, "last", backups=backups, keep=3)
    kept = sorted(backups.iterdir())
    assert [entry.read_text() for entry in kept] == ["3", "4", "5"]


def test_files_of_one_name_in_two_folders_keep_their_own_versions(
    tmp_path: Path,
) -> None:
    backups = tmp_path / "backups"
    for folder in ("sets", "played"):
        (tmp_path / folder).mkdir()
        write_text(tmp_path / folder / "a.yaml", folder)
        write_text(tmp_path / folder / "a.yaml", "new", backups=backups, keep=1)
    assert sorted(e.read_text() for e in backups.iterdir()) == ["played", "sets"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "the drive is read only"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def fails(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("clubplanner.files.atomic.os.fsync", fails)
    with pytest.raises(ClubplannerError) as caught:
        write_text(path, "new")
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.yaml"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClubplannerError, match="folder does not exist") as caught:
        write_text(tmp_path / "no" / "a.yaml", "x")
    assert caught.value.where.endswith("a.yaml")


def test_a_name_too_long_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ClubplannerError, match="too long"):
        write_text(tmp_path / ("a" * 300 + ".yaml"), "x")
    assert names(tmp_path) == []


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(ClubplannerError, match="folder of this name"):
        write_text(tmp_path / "a.yaml", "x")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    write_text(tmp_path / "link.yaml", "new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits on Windows")
def test_the_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "a.m3u8"
    write_new(path, b"one")
    with pytest.raises(ClubplannerError, match="is there already"):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["a.m3u8"]


def test_a_new_file_is_safe_on_a_stick_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("clubplanner.files.atomic.os.link", no_links)
    path = tmp_path / "a.m3u8"
    write_new(path, b"one")
    with pytest.raises(ClubplannerError, match="is there already"):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["a.m3u8"]
