"""Scanning: new, changed, moved, vanished and masked files; cancelling; odd folders."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clubplanner.library import reading
from clubplanner.library.index import Index
from clubplanner.library.scan import ScanProgress, ScanReport, scan
from tests.library import make_files as make


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index.open(tmp_path / "cache" / "library-v2.sqlite3")


def song(path: Path, title: str, artist: str = "Helena") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make.wav_bytes(make.info_list(INAM=title, IART=artist)))
    return path


def touched(path: Path) -> Path:
    """Give a file another time of change, as an editor or a copy does."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))
    return path


def titles(index: Index) -> list[str]:
    return sorted(track.title for track in index.tracks())


def counts(report: ScanReport) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "moved", "vanished", "unreadable")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_a_first_scan_adds_and_a_second_changes_nothing(
    index: Index, music: Path
) -> None:
    song(music / "a.wav", "One")
    song(music / "deep" / "er" / "b.WAV", "Two")
    (music / "cover.jpg").write_bytes(b"no music")
    song(music / "._a.wav", "the shadow macOS leaves")
    assert counts(scan(index, [music])) == {"added": 2}
    assert titles(index) == ["One", "Two"]
    assert counts(scan(index, [music])) == {"unchanged": 2}


def test_a_changed_file_is_read_again(index: Index, music: Path) -> None:
    path = song(music / "a.wav", "One")
    scan(index, [music])
    touched(song(path, "Other"))
    assert counts(scan(index, [music])) == {"changed": 1}
    assert titles(index) == ["Other"]


def test_a_vanished_file_is_dropped(index: Index, music: Path) -> None:
    song(music / "a.wav", "One")
    song(music / "b.wav", "Two")
    scan(index, [music])
    (music / "b.wav").unlink()
    assert counts(scan(index, [music])) == {"unchanged": 1, "vanished": 1}
    assert titles(index) == ["One"]
    assert index.evidence(str(music / "b.wav")).sources == {}


def test_a_renamed_file_keeps_the_day_it_was_added(index: Index, music: Path) -> None:
    path = song(music / "a.wav", "One")
    scan(index, [music], now=lambda: 1000.0)
    moved = music / "sub" / "other name.wav"
    moved.parent.mkdir()
    path.rename(moved)
    assert counts(scan(index, [music], now=lambda: 2000.0)) == {"moved": 1}
    assert index.added() == {str(moved): 1000.0}


def test_a_file_moved_and_rewritten_is_known_by_tags_and_length(
    index: Index, music: Path
) -> None:
    path = song(music / "a.wav", "One")
    scan(index, [music], now=lambda: 1000.0)
    path.unlink()
    copy = touched(song(music / "sub" / "b.wav", "One"))
    song(music / "c.wav", "Unlike")
    report = scan(index, [music], now=lambda: 2000.0)
    assert counts(report) == {"added": 1, "moved": 1}
    assert index.added()[str(copy)] == 1000.0


def test_two_alike_files_with_new_names_are_both_known_again(
    index: Index, music: Path
) -> None:
    for name in ("a", "b"):
        os.utime(song(music / f"{name}.wav", "Same"), ns=(0, 10**18))
    scan(index, [music])
    for name in ("a", "b"):
        (music / f"{name}.wav").rename(music / f"{name}{name}.wav")
    report = scan(index, [music])
    assert report.moved == 2
    assert len(index.tracks()) == 2


def test_a_file_moved_to_another_root_stays_the_same_track(
    index: Index, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    path = song(one / "a.wav", "One")
    song(one / "stays.wav", "Stays")
    song(two / "b.wav", "Two")
    scan(index, [one, two], now=lambda: 1.0)
    shutil.move(path, two / "a.wav")
    assert counts(scan(index, [one, two])) == {"unchanged": 2, "moved": 1}
    assert index.added()[str(two / "a.wav")] == 1.0


def test_a_root_that_is_not_there_is_masked_and_comes_back(
    index: Index, music: Path, tmp_path: Path
) -> None:
    song(music / "a.wav", "One")
    other = song(tmp_path / "other" / "b.wav", "Two").parent
    scan(index, [music, other])
    music.rename(tmp_path / "unplugged")
    report = scan(index, [music, other])
    assert counts(report) == {"unchanged": 1}
    assert report.missing_roots == (str(music),)
    assert titles(index) == ["Two"]
    assert index.missing_roots() == (str(music),)
    music.mkdir()
    assert scan(index, [music]).missing_roots == (str(music),)
    music.rmdir()
    (tmp_path / "unplugged").rename(music)
    assert titles(index) == ["One", "Two"]
    assert counts(scan(index, [music, other])) == {"unchanged": 2}


def test_a_folder_that_may_not_be_listed_keeps_its_tracks(
    index: Index, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song(music / "a.wav", "One")
    song(music / "locked" / "b.wav", "Two")
    scan(index, [music])
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert counts(scan(index, [music])) == {"unchanged": 2}
    assert titles(index) == ["One", "Two"]
    ((path, reason),) = index.unreadable()
    assert path == str(music / "locked")
    assert "permissions" in reason


def test_an_unreadable_file_is_remembered_and_not_tried_again(
    index: Index, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = music / "a.mp3"
    broken.write_bytes(b"")
    assert counts(scan(index, [music])) == {"unreadable": 1}
    assert index.unreadable() == [(str(broken), "the file is empty")]
    assert index.tracks() == []
    tried: list[str] = []
    monkeypatch.setattr(reading, "read_file", lambda path: tried.append(path))
    assert counts(scan(index, [music])) == {"unchanged": 1}
    assert tried == []
    monkeypatch.undo()
    make.silence(music / "b.mp3").replace(broken)
    assert counts(scan(index, [music])) == {"changed": 1}
    assert index.unreadable() == []


def test_nested_and_doubled_roots_are_scanned_once(index: Index, music: Path) -> None:
    song(music / "house" / "a.wav", "One")
    doubled: list[str | Path] = [
        music,
        music / "house",
        f"{music}{os.sep}",
        music / "house" / "..",
    ]
    assert counts(scan(index, doubled)) == {"added": 1}
    assert [root.path for root in index.roots()] == [str(music)]


def test_a_root_inside_a_new_root_hands_its_tracks_over(
    index: Index, music: Path
) -> None:
    song(music / "house" / "a.wav", "One")
    scan(index, [music / "house"], now=lambda: 1.0)
    assert counts(scan(index, [music], now=lambda: 2.0)) == {"unchanged": 1}
    assert [root.path for root in index.roots()] == [str(music)]
    assert list(index.added().values()) == [1.0]


def test_a_folder_inside_a_known_root_scans_that_root(
    index: Index, music: Path
) -> None:
    song(music / "house" / "a.wav", "One")
    scan(index, [music])
    song(music / "house" / "b.wav", "Two")
    assert counts(scan(index, [music / "house"])) == {"added": 1, "unchanged": 1}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_that_lead_round_in_a_circle_end(index: Index, music: Path) -> None:
    song(music / "a" / "one.wav", "One")
    (music / "a" / "round").symlink_to(music)
    (music / "b").symlink_to(music / "a")
    (music / "gone.wav").symlink_to(music / "nowhere.wav")
    (music / "self.wav").symlink_to(music / "self.wav")
    assert counts(scan(index, [music])) == {"added": 1}
    assert [track.path for track in index.tracks()] == [str(music / "a" / "one.wav")]
    reasons = {Path(path).name: reason for path, reason in index.unreadable()}
    assert set(reasons) == {"gone.wav", "self.wav"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_of_another_root_stays_with_its_own_root(
    index: Index, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    song(two / "sub" / "b.wav", "Two")
    song(one / "a.wav", "One")
    (one / "link").symlink_to(two / "sub")
    scan(index, [one, two])
    paths = [track.path for track in index.tracks()]
    assert paths == [str(one / "a.wav"), str(two / "sub" / "b.wav")]


def test_a_folder_named_like_a_song_is_a_folder(index: Index, music: Path) -> None:
    song(music / "best of.mp3" / "a.wav", "One")
    assert counts(scan(index, [music])) == {"added": 1}


@pytest.mark.skipif(os.name != "posix", reason="only there names are any bytes")
def test_a_name_that_is_no_text_is_reported_not_read(index: Index, music: Path) -> None:
    try:
        (music / os.fsdecode(b"bad\xff.wav")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    song(music / "Größe 大.wav", "Fine")
    assert counts(scan(index, [music])) == {"added": 1}
    ((path, reason),) = index.unreadable()
    assert path.endswith("bad?.wav")
    assert "rename" in reason


def many(music: Path, number: int) -> None:
    for i in range(number):
        song(music / f"{i:04d}.wav", f"Title {i}")


def stop_after(
    batches: int,
) -> tuple[Callable[[], bool], Callable[[ScanProgress], None]]:
    told: list[ScanProgress] = []
    return (lambda: len(told) > batches), told.append


def test_cancelling_keeps_what_was_done(index: Index, music: Path) -> None:
    many(music, 450)
    cancelled, progress = stop_after(1)
    report = scan(index, [music], cancelled=cancelled, progress=progress)
    assert (report.is_cancelled, report.added) == (True, 200)
    assert len(index.tracks()) == 200
    assert counts(scan(index, [music])) == {"added": 250, "unchanged": 200}


def test_cancelling_drops_nothing(index: Index, music: Path) -> None:
    many(music, 3)
    scan(index, [music])
    (music / "0000.wav").unlink()
    assert scan(index, [music], cancelled=lambda: True).is_cancelled
    song(music / "new.wav", "New")
    cancelled, progress = stop_after(0)
    report = scan(index, [music], cancelled=cancelled, progress=progress)
    assert (report.is_cancelled, report.vanished) == (True, 0)
    assert len(index.tracks()) == 3


def test_progress_tells_how_far_and_how_fast(index: Index, music: Path) -> None:
    many(music, 250)
    told: list[ScanProgress] = []
    ticks = iter(range(100))
    scan(index, [music], progress=told.append, clock=lambda: float(next(ticks)))
    assert [(p.done, p.total) for p in told] == [(0, 250), (200, 250), (250, 250)]
    assert [p.files_per_s for p in told] == [0.0, 200.0, 125.0]


def test_other_processes_read_the_same_as_this_one(
    index: Index, music: Path, tmp_path: Path
) -> None:
    many(music, 450)
    (music / "broken.mp3").write_bytes(b"")
    alone = Index.open(tmp_path / "alone.sqlite3")
    here = scan(alone, [music], workers=1)
    there = scan(index, [music], workers=2)
    assert counts(here) == counts(there)
    assert index.tracks() == alone.tracks()
    assert index.unreadable() == alone.unreadable()


def test_where_processes_are_forbidden_the_scan_goes_on(
    index: Index, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(music, 250)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert counts(scan(index, [music], workers=2)) == {"added": 250}


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows starts processes otherwise"
)
def test_processes_start_beside_an_app_that_took_stderr(tmp_path: Path) -> None:
    """Textual's stand-in for stderr has the file number -1."""
    code = f"""
import io, sys
class Captured(io.StringIO):
    def fileno(self): return -1
if __name__ == "__main__":
    sys.stderr = Captured()
    from clubplanner.library import reading
    reading._read_here = None
    batches = reading.read_many([{str(tmp_path / "none.mp3")!r}] * 3, workers=2)
    print([len(batch) for batch in batches])
"""
    script = tmp_path / "beside.py"
    script.write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False
    )
    assert done.stdout == "[3]\n", done.stderr
