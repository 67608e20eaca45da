"""Audio files that are damaged, empty, unreadable, or no files at all."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.making import Cli, flac, has_control, titles
from tests.library.test_damage import CONTAINERS, made
from tests.library.untyped import id3

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


def truncated(whole: bytes) -> bytes:
    return whole[: len(whole) // 3]


def only_a_header(whole: bytes) -> bytes:
    return whole[:12]


def overwritten(whole: bytes) -> bytes:
    half = len(whole) // 2
    return whole[:half] + b"\xff" * (len(whole) - half)


def noise(whole: bytes) -> bytes:
    return bytes((byte * 31 + place) % 256 for place, byte in enumerate(whole))


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "hurt", [truncated, only_a_header, overwritten, noise, nothing]
)
def test_damaged_files_of_every_container_stop_nothing_and_name_a_reason(
    bare_cli: Cli, tmp_path: Path, hurt: Callable[[bytes], bytes]
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    for suffix in CONTAINERS:
        path = made(folder, suffix)
        path.write_bytes(hurt(path.read_bytes()))
    flac(folder / "whole.flac", 1, title="Whole")
    said = bare_cli("scan", folder, "--json")
    assert (said.code, said.err) == (0, "")
    fields = json.loads(said.out)
    unread = fields["unreadable"]
    assert fields["added"] + len(unread) == len(CONTAINERS) + 1
    assert all(one["reason"] and "\n" not in one["reason"] for one in unread)
    assert all("Traceback" not in one["reason"] for one in unread)
    if hurt in (nothing, noise):
        assert fields["added"] <= 3
    found = json.loads(bare_cli.fine("tracks", "--json"))
    assert "Whole" in titles(found)
    assert bare_cli("doctor").code == (1 if unread else 0)


def test_an_empty_file_says_that_it_is_empty(bare_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    text = bare_cli.fine("scan", tmp_path)
    assert f"not read: {tmp_path / 'a.mp3'}: " in text
    assert "empty" in text


def test_a_folder_named_like_a_file_is_a_folder(bare_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "music" / "album.mp3"
    folder.mkdir(parents=True)
    flac(folder / "inside.flac", 1, title="Inside")
    bare_cli.fine("scan", tmp_path / "music")
    assert titles(json.loads(bare_cli.fine("tracks", "--json"))) == ["Inside"]


@POSIX
def test_links_that_lead_round_end_and_find_every_file_once(
    bare_cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    (folder / "deep").mkdir(parents=True)
    flac(folder / "deep" / "one.flac", 1, title="One")
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to(folder / "self")
    (folder / "self.mp3").symlink_to(folder / "self.mp3")
    (folder / "gone.mp3").symlink_to(tmp_path / "nowhere.mp3")
    fields = json.loads(bare_cli.fine("scan", folder, "--json"))
    assert fields["added"] == 1
    named = {Path(one["path"]).name: one["reason"] for one in fields["unreadable"]}
    assert {"gone.mp3", "self.mp3"} <= set(named)
    assert all("link" in reason for reason in named.values())


@POSIX
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_what_may_not_be_read_is_named(bare_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "music"
    (folder / "locked").mkdir(parents=True)
    flac(folder / "locked" / "a.flac", 1)
    closed = flac(folder / "closed.flac", 1)
    closed.chmod(0)
    (folder / "locked").chmod(0)
    try:
        fields = json.loads(bare_cli.fine("scan", folder, "--json"))
    finally:
        (folder / "locked").chmod(0o700)
    reasons = {Path(o["path"]).name: o["reason"] for o in fields["unreadable"]}
    assert set(reasons) == {"closed.flac", "locked"}
    assert all("permission" in reason for reason in reasons.values())


def test_what_may_not_be_read_is_named_and_nothing_is_forgotten(
    bare_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "music"
    (folder / "locked").mkdir(parents=True)
    flac(folder / "locked" / "a.flac", 1, title="Inside")
    flac(folder / "b.flac", 1)
    bare_cli.fine("scan", folder)
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    fields = json.loads(bare_cli.fine("scan", "--json"))
    (problem,) = fields["unreadable"]
    assert problem["path"] == str(folder / "locked")
    assert "permission" in problem["reason"]
    assert fields["vanished"] == 0
    assert "Inside" in titles(json.loads(bare_cli.fine("tracks", "--json")))


@POSIX
def test_a_pipe_named_like_a_file_does_not_hang_the_scan(
    bare_cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    os.mkfifo(folder / "pipe.mp3")
    flac(folder / "a.flac", 1)
    fields = json.loads(bare_cli.fine("scan", folder, "--json"))
    assert fields["added"] == 1


NASTY = {
    "escape": "Clear\x1b[2J\x1b]0;owned\x07 screen",
    "C1": "C\x9b31mone\x9d0;t\x9c",
    "bidi": "evil\u202egpj.exe\u2066x",
    "NUL": "a\x00b",
    "lines": "one\r\ntwo\x0bthree\x85four\u2028five",
    "bell": "\x07\x08\x7f",
}


@pytest.mark.parametrize("name", NASTY)
def test_no_control_from_a_tag_reaches_the_terminal(
    bare_cli: Cli, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    path = made(folder, ".mp3")
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=3, text=NASTY[name]))
    tags.add(id3.TPE1(encoding=1, text=NASTY[name]))
    tags.add(id3.COMM(encoding=3, lang="eng", desc="", text=NASTY[name]))
    tags.save(path)
    flac(folder / "b.flac", 300, title=NASTY[name], artist="A", bpm="120")
    said = bare_cli("scan", folder)
    assert not has_control(said.out + said.err)
    for words in (["tracks"], ["tracks", "--json"], ["theme"], ["doctor"]):
        said = bare_cli(*words)
        assert not has_control(said.out + said.err), words
    rows = json.loads(bare_cli.fine("tracks", "--json"))
    assert len(rows) == 2
    assert not any(has_control(str(row["title"]), but="") for row in rows)


def test_a_title_of_a_megabyte_is_cut_and_harmless(
    bare_cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    flac(folder / "a.flac", 1, title="é" * 1_000_000, artist="\x1b[" * 500_000)
    bare_cli.fine("scan", folder)
    (row,) = json.loads(bare_cli.fine("tracks", "--json"))
    assert 100 <= len(row["title"]) <= 1000
    assert max(map(len, bare_cli.fine("tracks").splitlines())) < 2000


@POSIX
def test_file_names_that_steer_terminals_are_written_out(
    bare_cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "music\x1b[31m"
    folder.mkdir()
    name = "a\x1b[2J\nb\u202ec\x9b.flac"
    flac(folder / name, 1)
    (folder / "x\x1b\ny.mp3").write_bytes(b"junk")
    for words in (["scan", str(folder)], ["tracks"], ["tracks", "--json"], ["doctor"]):
        said = bare_cli(*words)
        assert not has_control(said.out + said.err), words
    (row,) = json.loads(bare_cli.fine("tracks", "--json"))
    assert row["path"] == str(folder / name)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows any bytes")
def test_names_that_are_no_text_are_named_and_left_alone(
    bare_cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / os.fsdecode(b"bad\xff.flac")).write_bytes(b"x")
    flac(folder / "a.flac", 1)
    fields = json.loads(bare_cli.fine("scan", folder, "--json"))
    assert fields["added"] == 1
    assert "rename it" in fields["unreadable"][0]["reason"]
    odd = tmp_path / os.fsdecode(b"odd\xff")
    odd.mkdir()
    said = bare_cli("scan", odd)
    assert said.code == 3
    assert "rename it" in said.err
