"""VirtualDJ's lists, histories and tables."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange import m3u8
from clubplanner.exchange.incoming import Imported
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import one_line
from clubplanner.exchange.virtualdj import csv, m3u, tracklist
from clubplanner.music.key import Key
from clubplanner.music.text import clean
from tests.exchange.lists import hostile, is_claimed, read_bytes, words
from tests.exchange.nights import AWKWARD_NAMES, listed, night, track


def _read(text: str, name: str = "2023-01-27.m3u") -> Imported:
    return read_bytes(m3u.KIND, text.encode("utf-8"), name)


def _line(clock: str, stamp: int | None = None, title: str = "T") -> str:
    last = "" if stamp is None else f"<lastplaytime>{stamp}</lastplaytime>"
    return f"#EXTVDJ:<time>{clock}</time>{last}<title>{title}</title>\r\n/a.mp3\r\n"


def test_a_list_has_a_mark_tags_and_absolute_files() -> None:
    plan = night(
        track(1, length_s=300.9), None, track(2, artist="", title="A & <B>", path="/b")
    )
    (text,), problems = m3u.write_virtualdj(listed(plan), Options())
    assert text.split("\r\n") == [
        "\ufeff#EXTVDJ:<artist>Artist 1</artist><title>Song 1</title>"
        "<songlength>300.900</songlength>",
        "/music/001.flac",
        "#EXTVDJ:<title>A & &lt;B></title><songlength>300.000</songlength>",
        "/b",
        "",
    ]
    assert problems == ('slot 2 "heartbeat-3" has no file and is left out',)


def test_a_file_known_only_relative_to_a_scanned_folder_is_told() -> None:
    plan = listed(night(track(1, path="crate/a.mp3")))
    _, problems = m3u.write_virtualdj(plan, Options())
    assert problems == (
        'slot 1 "Song 1": crate/a.mp3 is relative: the list must lie beside it',
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=4))
def test_titles_and_files_come_back_from_the_list(names: list[tuple[str, str]]) -> None:
    tracks = [
        track(n, title=title, artist=artist) for n, (title, artist) in enumerate(names)
    ]
    (text,), _ = m3u.write_virtualdj(listed(night(*tracks)), Options())
    found = _read(text, "Friday.m3u8")
    assert found.problems == ()
    assert [one.path for one in found.tracks] == [one.path for one in tracks]
    shown = [title or f"/music/{n:03d}.flac" for n, (title, _) in enumerate(names)]
    assert [one.title for one in found.tracks] == [_kept(title) for title in shown]
    assert [one.artist for one in found.tracks] == [_kept(name) for _, name in names]
    assert {one.length_s for one in found.tracks} == {300}
    assert {one.started_at for one in found.tracks} == {None}
    plain = read_bytes(m3u8.KIND, text.encode("utf-8"), "Friday.m3u8")
    assert [one.path for one in plain.tracks] == [one.path for one in tracks]


def _kept(text: str) -> str:
    return clean(one_line(text))


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1000])
def test_a_list_is_as_long_as_the_night(count: int) -> None:
    plan = listed(night(*map(track, range(count))))
    (text,), _ = m3u.write_virtualdj(plan, Options())
    found = _read(text, "Friday.m3u8")
    assert len(found.tracks) == count
    assert found.playlists[0].kind == "playlist"


def test_mpv_plays_every_file_of_the_list(tmp_path: Path) -> None:
    mpv, ffmpeg = shutil.which("mpv"), shutil.which("ffmpeg")
    if mpv is None or ffmpeg is None:
        pytest.skip("mpv or ffmpeg is not installed here")
    tracks = []
    for number, name in enumerate(AWKWARD_NAMES):
        sound = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=1"]
        subprocess.run(
            [ffmpeg, "-v", "error", *sound, "-y", str(tmp_path / name)], check=True
        )
        tracks.append(track(number, path=str(tmp_path / name)))
    (text,), _ = m3u.write_virtualdj(listed(night(*tracks)), Options())
    (tmp_path / "x.m3u8").write_bytes(text.encode())
    quiet = ["--no-config", "--vid=no", "--ao=null", "--length=0.05"]
    message = "--term-playing-msg=FILE=${filename}"
    told = subprocess.run(
        [mpv, *quiet, "--term-status-msg=", message, str(tmp_path / "x.m3u8")],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    played = [line[5:] for line in told.splitlines() if line.startswith("FILE=")]
    assert played == list(AWKWARD_NAMES), told


def test_a_play_list_of_virtualdj_is_no_history() -> None:
    found = _read(
        "\ufeff#EXTVDJ:<filesize>1</filesize><artist>Skrillex</artist>"
        "<title>Bangarang (ChillPanic Remix)</title><remix>ChillPanic Remix</remix>\r\n"
        "F:\\Bass House\\x.mp3\r\n"
        "#EXTVDJ:<artist>Kid 'N Play & Co</artist><title>Dig</title>"
        "<remix>Extended Mix</remix><songlength>209.516</songlength>\r\n"
        "netsearch://dz85144450\r\n/bare.mp3\r\n",
        "2023-01-27.m3u",
    )
    one, two, three = found.tracks
    assert (one.path, one.title) == (
        "F:\\Bass House\\x.mp3",
        "Bangarang (ChillPanic Remix)",
    )
    assert (two.artist, two.title, two.length_s) == (
        "Kid 'N Play & Co",
        "Dig (Extended Mix)",
        209.516,
    )
    assert (two.path, three.path) == ("netsearch://dz85144450", "/bare.mp3")
    (playlist,) = found.playlists
    assert (playlist.kind, playlist.day) == ("playlist", None)


def test_what_the_tags_lack_comes_from_the_line_of_every_list() -> None:
    found = _read(
        "#EXTM3U\n#EXTINF:-1,A - Song\n#EXTVDJ:<filesize>4</filesize>\n/a.mp3\n"
        "#EXTVDJ:<title>T</title>\n#EXTINF:9,B - Other\n/b.mp3\n/c.mp3\n"
    )
    assert [(one.artist, one.title) for one in found.tracks] == [
        ("A", "Song"),
        ("B", "T"),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("clock", "stamp", "start"),
    [
        ("21:39", 1674884385, datetime(2023, 1, 27, 21, 39, 45)),
        ("18:51", 1562431872, datetime(2019, 7, 6, 18, 51, 12)),
        ("12:36", 1782707791, datetime(2026, 6, 29, 12, 36, 31)),
        ("21:39", None, datetime(2023, 1, 27, 21, 39)),
        ("21:38", 1674884385, datetime(2023, 1, 27, 21, 38)),
        ("21:39", 12, datetime(2023, 1, 27, 21, 39)),
        ("24:39", 1674884385, None),
        ("soon", 1674884385, None),
    ],
)
def test_the_stamp_gives_the_seconds_where_it_fits_the_clock(
    clock: str, stamp: int | None, start: datetime | None
) -> None:
    (one,) = _read(_line(clock, stamp)).tracks
    assert one.started_at == start


def test_times_without_stamps_pass_midnight_on_the_day_of_the_files_name() -> None:
    found = _read("".join(map(_line, ["23:50", "23:58", "00:03", "00:02", "02:00"])))
    starts = [one.started_at for one in found.tracks]
    assert starts == [
        datetime(2023, 1, 27, 23, 50),
        datetime(2023, 1, 27, 23, 58),
        datetime(2023, 1, 28, 0, 3),
        datetime(2023, 1, 28, 0, 2),
        datetime(2023, 1, 28, 2, 0),
    ]
    (playlist,) = found.playlists
    assert (playlist.kind, playlist.day) == ("history", date(2023, 1, 27))


def test_the_stamps_date_a_history_of_any_name() -> None:
    found = _read(_line("21:39", 1674884385) + _line("21:45"), "played.m3u")
    assert [one.started_at for one in found.tracks] == [
        datetime(2023, 1, 27, 21, 39, 45),
        datetime(2023, 1, 27, 21, 45),
    ]
    assert found.playlists[0].day == date(2023, 1, 27)


def test_a_history_without_any_date_says_what_to_do() -> None:
    found = _read(_line("21:39"), "played.m3u")
    assert found.tracks[0].started_at is None
    assert [str(problem) for problem in found.problems] == [
        "played.m3u: the times have no date: name the file after its night, as "
        "VirtualDJ does: 2026-11-28.m3u"
    ]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    read_bytes(m3u.KIND, b"#EXTVDJ:<time>" + data, "9999-12-31.m3u")
    read_bytes(tracklist.KIND, b"VirtualDJ History 9999/12/31\n" + data, "x.txt")
    read_bytes(csv.KIND, b"sep=,\nTitle,Artist\n" + data, "x.csv")


def test_a_line_of_a_million_open_tags_takes_no_time() -> None:
    assert _read("#EXTVDJ:" + "<title>" * 1_000_000 + "\n/a").tracks[0].title == ""


TRACKLIST = """VirtualDJ History 2025/06/20\r
------------------------------\r
23:57 : Yushiro - Just H Party 3.0\r
00:09 : KREAM/Adam Port - Move (KREAM Remix) [Extended Mix]\r
VirtualDJ History 2025/06/21\r
------------------------------\r
12:00 : Only a title\r
nonsense\r
VirtualDJ History 2025/13/01\r
------------------------------\r
12:00 : A - B\r
VirtualDJ History 2025/06/30\r
------------------------------\r
"""


def test_every_session_of_the_text_history_is_a_night() -> None:
    found = read_bytes(tracklist.KIND, TRACKLIST.encode(), "tracklist.txt")
    assert is_claimed(tracklist.KIND, TRACKLIST.encode(), "x")
    assert [(one.name, one.day, one.tracks) for one in found.playlists] == [
        ("2025-06-20", date(2025, 6, 20), (0, 1)),
        ("2025-06-21", date(2025, 6, 21), (2,)),
        ("VirtualDJ History", None, (3,)),
    ]
    assert {one.kind for one in found.playlists} == {"history"}
    assert [(one.artist, one.title, one.started_at) for one in found.tracks] == [
        ("Yushiro", "Just H Party 3.0", datetime(2025, 6, 20, 23, 57)),
        (
            "KREAM/Adam Port",
            "Move (KREAM Remix) [Extended Mix]",
            datetime(2025, 6, 21, 0, 9),
        ),
        ("", "Only a title", datetime(2025, 6, 21, 12, 0)),
        ("A", "B", None),
    ]
    assert words(found) == ["this line is no play and was left out"]


def test_the_table_of_virtualdj_is_read_in_any_order_of_columns() -> None:
    table = (
        "\ufeffsep=,\r\nTitle,Artist,Remix,Length,Bpm,Key,Year\r\n"
        '"Dig, That","Kid ""N"" Play",Extended Mix,3:25,128.00,Am,2011\r\n'
        "Two,,,1:02:03,0,,\r\n"
    )
    assert is_claimed(csv.KIND, table.encode(), "x.csv")
    found = read_bytes(csv.KIND, table.encode(), "Friday.csv")
    one, two = found.tracks
    assert (one.title, one.artist, one.length_s, one.bpm, one.key, one.year) == (
        "Dig, That (Extended Mix)",
        'Kid "N" Play',
        205,
        128,
        Key(8, "A"),
        2011,
    )
    assert (two.length_s, two.bpm, two.key, two.year) == (3723, None, None, None)
    other = "sep=;\nKey;Bpm;File Path;Title\n8A;128,5;C:\\a.mp3;x\n"
    (three,) = read_bytes(csv.KIND, other.encode(), "x.csv").tracks
    assert (three.title, three.bpm, three.path) == ("x", 128.5, "C:\\a.mp3")
