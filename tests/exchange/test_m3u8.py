import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.m3u8 import M3uEntry, read_m3u8, write_m3u8
from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import joined, listed_path
from tests.exchange.nights import AWKWARD_NAMES, listed, night, track


def test_a_list_has_lengths_names_and_absolute_files_in_order() -> None:
    plan = night(track(1, length_s=300.9), None, track(2, artist="", length_s=None))
    (text,), problems = write_m3u8(listed(plan), Options())
    assert text.split("\r\n") == [
        "#EXTM3U",
        "#EXTINF:300,Artist 1 - Song 1",
        "/music/001.flac",
        "#EXTINF:-1,ID - Song 2",
        "/music/002.flac",
        "",
    ]
    assert problems == ('slot 2 "heartbeat-3" has no file and is left out',)


@pytest.mark.parametrize(
    ("path", "folder", "listed_as"),
    [
        ("/m/a.mp3", "", "/m/a.mp3"),
        ("/m/a.mp3", "/m", "a.mp3"),
        ("/m/a/b.mp3", "/m/lists", "../a/b.mp3"),
        ("/m/#1.mp3", "/m", "./#1.mp3"),
        ("/m/ blank.mp3", "/m", "./ blank.mp3"),
        ("/m/100%.mp3", "/m", "100%.mp3"),
        ("#1.mp3", "", "./#1.mp3"),
        (r"C:\m\a.mp3", "", r"C:\m\a.mp3"),
        (r"C:\m\a.mp3", r"C:\m\lists", r"..\a.mp3"),
        (r"C:\m\#a.mp3", r"C:\m", r".\#a.mp3"),
        (r"C:\m\a.mp3", r"D:\m", r"C:\m\a.mp3"),
        (r"\\nas\music\a.mp3", r"C:\m", r"\\nas\music\a.mp3"),
        ("/m/a.mp3", r"C:\m", "/m/a.mp3"),
    ],
)
def test_a_file_is_named_as_players_of_its_system_need_it(
    path: str, folder: str, listed_as: str
) -> None:
    assert listed_path(path, folder) == listed_as
    if folder and listed_as != path:
        assert joined(folder, listed_as) == path


def test_a_file_known_only_relative_to_a_scanned_folder_is_told() -> None:
    plan = listed(night(track(1, path="crate/a.mp3")))
    (text,), problems = write_m3u8(plan, Options())
    assert "crate/a.mp3" in text
    assert problems == (
        'slot 1 "Song 1": crate/a.mp3 is relative: the list must lie beside it',
    )


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\u2028\u2029"),
    min_size=1,
    max_size=120,
).filter(lambda name: name not in (".", ".."))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(names, min_size=1, max_size=4), st.sampled_from(["", "/m", "/m/x", "/"])
)
def test_every_path_comes_back_from_the_list(paths: list[str], folder: str) -> None:
    tracks = [track(n, path=f"/m/{name}") for n, name in enumerate(paths)]
    options = Options(relative_to=folder)
    (text,), _ = write_m3u8(listed(night(*tracks)), options)
    read = read_m3u8(text.encode("utf-8"), folder)
    assert [entry.path for entry in read] == [f"/m/{name}" for name in paths]
    assert all(entry.length_s == 300 for entry in read)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 250])
def test_a_list_is_as_long_as_the_night(count: int) -> None:
    (text,), _ = write_m3u8(listed(night(*map(track, range(count)))), Options())
    assert len(read_m3u8(text.encode(), "")) == count


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (b"a.mp3\n", [M3uEntry("/l/a.mp3")]),
        (b"#EXTM3U\r\n#EXTINF\r\n#x\r\n/a.mp3\r\n", [M3uEntry("/a.mp3")]),
        (
            "\ufeff#EXTINF:12.7,A - B\nb.mp3".encode(),
            [M3uEntry("/l/b.mp3", "A - B", 12)],
        ),
        (b"#EXTINF:-1,\xc9t\xe9\n\xc9.mp3", [M3uEntry("/l/É.mp3", "Été", None)]),
        (b"#EXTINF:inf,x\nC:\\m\\a.mp3\n", [M3uEntry("C:\\m\\a.mp3", "x", None)]),
    ],
)
def test_lists_of_other_programs_are_read(data: bytes, entries: list[M3uEntry]) -> None:
    assert list(read_m3u8(data, "/l")) == entries


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    read_m3u8(b"#EXTINF:" + data, "/l")


@pytest.mark.parametrize("relative", [True, False])
def test_mpv_plays_every_file_of_the_list(tmp_path: Path, relative: bool) -> None:
    mpv, ffmpeg = shutil.which("mpv"), shutil.which("ffmpeg")
    if mpv is None or ffmpeg is None:
        pytest.skip("mpv or ffmpeg is not installed here")
    tracks = []
    for number, name in enumerate((*AWKWARD_NAMES, '12" mix.flac')):
        sound = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=1"]
        subprocess.run(
            [ffmpeg, "-v", "error", *sound, "-y", str(tmp_path / name)], check=True
        )
        tracks.append(track(number, path=str(tmp_path / name)))
    options = Options(relative_to=str(tmp_path) if relative else "")
    (text,), problems = write_m3u8(listed(night(*tracks)), options)
    assert problems == ()
    (tmp_path / "x.m3u8").write_bytes(text.encode())
    quiet = ["--no-config", "--vid=no", "--ao=null", "--length=0.05"]
    told = subprocess.run(
        [
            mpv,
            *quiet,
            "--term-status-msg=",
            "--term-playing-msg=FILE=${filename}",
            str(tmp_path / "x.m3u8"),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    played = [line[5:] for line in told.splitlines() if line.startswith("FILE=")]
    assert played == [*AWKWARD_NAMES, '12" mix.flac'], told
