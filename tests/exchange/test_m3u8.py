import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Imported
from clubplanner.exchange.m3u8 import KIND, write_m3u8
from clubplanner.exchange.options import Options
from clubplanner.exchange.paths import joined, listed_file, listed_path
from tests.exchange.lists import is_claimed, read_bytes
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
        (r"/m/C:\a.mp3", "/m", r"./C:\a.mp3"),
        (r"/m/a\b.mp3", "/m", r"./a\b.mp3"),
        ("/m/x:/y.mp3", "/m", "./x:/y.mp3"),
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
        assert listed_file(listed_as, folder) == path


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
    lines = [line for line in text.split("\r\n")[2::2] if line]
    assert [listed_file(line, folder) for line in lines] == [
        f"/m/{name}" for name in paths
    ]
    read = _read(text.encode("utf-8")).tracks
    assert [entry.length_s for entry in read] == [300] * len(paths)
    assert [entry.title for entry in read] == [f"Song {n}" for n in range(len(paths))]
    if not folder:
        assert [entry.path for entry in read] == [f"/m/{name}" for name in paths]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1000])
def test_a_list_is_as_long_as_the_night(count: int) -> None:
    (text,), _ = write_m3u8(listed(night(*map(track, range(count)))), Options())
    found = _read(text.encode())
    assert len(found.tracks) == count
    assert found.playlists[0].tracks == tuple(range(count))


def _read(data: bytes, name: str = "list.m3u8") -> Imported:
    return read_bytes(KIND, data, name)


@pytest.mark.parametrize(
    ("data", "entry"),
    [
        (b"a.mp3\n", Entry("/l/a.mp3")),
        (b"#EXTM3U\r\n#EXTINF\r\n#x\r\n/a.mp3\r\n", Entry("/a.mp3")),
        (
            "\ufeff#EXTINF:12.7,A - B\nb.mp3".encode(),
            Entry("/l/b.mp3", "B", "A", length_s=12.7),
        ),
        (b"#EXTINF:9 tvg-id=x,A - T\n/a.mp3", Entry("/a.mp3", "T", "A", length_s=9)),
        (b"#EXTINF:-1,\xc9t\xe9\n\xc9.mp3", Entry("/l/É.mp3", "Été")),
        (b"#EXTINF:inf,x\nC:\\m\\a.mp3\n", Entry("C:\\m\\a.mp3", "x")),
        (b"..\\m\\a.mp3", Entry("/m/a.mp3")),
        (b"file:///m/a%20%23b.mp3", Entry("/m/a #b.mp3")),
        (b"file://localhost/C:/m/a.mp3", Entry("C:/m/a.mp3")),
        (b"file://nas/music/a.mp3", Entry("//nas/music/a.mp3")),
        (b"#EXTINF:0,ID - ID\nhttps://x/y?z#1", Entry("https://x/y?z#1")),
        (b"netsearch://dz715352532", Entry("netsearch://dz715352532")),
        (
            b"#EXTART:A\n#EXTALB:L\n#EXTGENRE:G\n#EXTINF:9,T\n/a.mp3",
            Entry("/a.mp3", "T", "A", album="L", genre="G", length_s=9),
        ),
        (
            b"  #EXTM3U\n  #EXTINF:9,A - T\n/a.mp3",
            Entry("/a.mp3", "T", "A", length_s=9),
        ),
        (
            b'#EXTINF:-1 tvg-id="x" tvg-name="A, B" group-title="C",A - T\n/a.mp3',
            Entry("/a.mp3", "T", "A"),
        ),
        (
            b'#EXTINF:9 tvg-id="x",A \xe2\x80\x93 T\n/a.mp3',
            Entry("/a.mp3", "T", "A", length_s=9),
        ),
    ],
)
def test_lists_of_other_programs_are_read(data: bytes, entry: Entry) -> None:
    (read,) = _read(data).tracks
    if entry.path.startswith("/l/"):
        assert Path(read.path).name == Path(entry.path).name
        assert Path(read.path).is_absolute()
    elif data.startswith(b".."):
        assert Path(read.path).parts[-2:] == ("m", "a.mp3")
    else:
        assert read.path == entry.path
    assert replace(read, path="") == replace(entry, path="")


@pytest.mark.parametrize(
    ("name", "head", "title", "kind", "day"),
    [
        (
            "HISTORY 2023-07-28 (4).m3u8",
            "",
            "HISTORY 2023-07-28 (4)",
            "history",
            date(2023, 7, 28),
        ),
        ("2023-07-28.m3u8", "", "2023-07-28", "playlist", None),
        ("x.m3u", "#PLAYLIST:Friday\n", "Friday", "playlist", None),
        ("HISTORY 2023-07-41.m3u8", "", "HISTORY 2023-07-41", "playlist", None),
    ],
)
def test_a_list_has_a_name_and_rekordbox_names_a_night(
    name: str, head: str, title: str, kind: str, day: date | None
) -> None:
    (one,) = _read(f"#EXTM3U\n{head}/a.mp3\n".encode(), name).playlists
    assert (one.name, one.kind, one.day) == (title, kind, day)


@pytest.mark.parametrize(
    ("name", "data", "claimed"),
    [
        ("x", b"#EXTM3U\n", True),
        ("x.txt", b"a\n#EXTINF:1,a\nb", True),
        ("x.m3u", b"C:\\a.mp3", True),
        ("x.txt", b"C:\\a.mp3", False),
        ("x.m3u", b"ID3\4\0\0\0\0\0\0\1\2\3\4", False),
        ("x.m3u8", b"", False),
        ("x", b"\n#EXTM3U\n", True),
        (
            "x.md",
            b"# Lists\n\nOne:\n\n```\n#EXTM3U\n#EXTINF:1,a\nb\n```\n\nBye\n",
            False,
        ),
    ],
)
def test_a_list_is_told_by_what_it_holds(name: str, data: bytes, claimed: bool) -> None:
    assert is_claimed(KIND, data, name) is claimed


def test_what_is_said_once_above_all_files_goes_for_all() -> None:
    text = (
        "#EXTM3U\n#EXTALB:L\n#EXTART:A\n#EXTINF:9,One\n/1.mp3\n"
        "#EXTINF:9,B - Two\n/2.mp3\n"
    )
    tracks = _read(text.encode()).tracks
    assert [(one.artist, one.title, one.album) for one in tracks] == [
        ("A", "One", "L"),
        ("B", "Two", "L"),
    ]
    again = _read(text.replace("#EXTINF:9,B", "#EXTALB:M\n#EXTINF:9,B").encode()).tracks
    assert [one.album for one in again] == ["L", "M"]


@pytest.mark.parametrize(
    "text",
    [
        "#EXT-X-TARGETDURATION:10\n#EXTINF:9.9,\n1.ts\n#EXT-X-ENDLIST\n",
        "#EXT-X-STREAM-INF:BANDWIDTH=300000\nlow.m3u8\n",
    ],
)
def test_the_pieces_of_a_stream_are_no_tracks(text: str) -> None:
    with pytest.raises(ClubplannerError, match="names the pieces of a stream"):
        _read(f"#EXTM3U\n{text}".encode())


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    _read(b"#EXTINF:" + data)


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
