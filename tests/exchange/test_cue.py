import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.cue import (
    index_time,
    quoted_text,
    write_files,
    write_mix,
)
from clubplanner.exchange.cue_reading import KIND
from clubplanner.exchange.formats import Writer
from clubplanner.exchange.incoming import Imported
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import one_line
from clubplanner.music.text import clean
from tests.exchange.lists import hostile, read_bytes
from tests.exchange.nights import AWKWARD_NAMES, listed, night, track


def _read(sheet: str) -> Imported:
    return read_bytes(KIND, sheet.encode("utf-8"), "x.cue")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00:00"),
        (59, "00:59:00"),
        (61.5, "01:01:37"),
        (0.9999, "00:00:74"),
        (7530, "125:30:00"),
    ],
)
def test_an_index_is_floored_to_frames_and_minutes_pass_99(
    seconds: float, text: str
) -> None:
    assert index_time(seconds) == text


def test_a_sheet_of_a_mix_has_one_file_and_the_times_of_the_plan() -> None:
    plan = night(
        track(1, isrc="GB-AAA-12-00001"), track(2, artist=""), track(3, isrc="short")
    )
    (sheet,), problems = write_mix(listed(plan), Options(mix="mix.mp3"))
    assert problems == ()
    assert sheet.split("\r\n") == [
        "REM DATE 2026",
        'TITLE "Heated Rivalry"',
        'FILE "mix.mp3" MP3',
        "  TRACK 01 AUDIO",
        '    TITLE "Song 1"',
        '    PERFORMER "Artist 1"',
        "    ISRC GBAAA1200001",
        "    INDEX 01 00:00:00",
        "  TRACK 02 AUDIO",
        '    TITLE "Song 2"',
        "    INDEX 01 04:30:00",
        "  TRACK 03 AUDIO",
        '    TITLE "Song 3"',
        '    PERFORMER "Artist 3"',
        "    INDEX 01 09:00:00",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.wav", "WAVE"), ("a.FLAC", "WAVE"), ("a.aiff", "AIFF"), ("a.MP3", "MP3")],
)
def test_the_file_line_names_the_type_readers_expect(name: str, kind: str) -> None:
    (sheet,), _ = write_mix(listed(night(track(1))), Options(mix=name))
    assert f'FILE "{name}" {kind}\r\n' in sheet


@pytest.mark.parametrize("write", [write_mix, write_files])
def test_a_sheet_names_the_act(write: Writer) -> None:
    (sheet,), _ = write(listed(night(track(1))), Options(act='DJ "Ice"'))
    assert isinstance(sheet, str)
    head = sheet.split("FILE ")[0]
    assert head.endswith("PERFORMER \"DJ 'Ice'\"\r\n")


def test_without_a_name_the_mix_is_called_like_the_night() -> None:
    (sheet,), _ = write_mix(listed(night(track(1))), Options())
    assert 'FILE "2026-11-27 Heated Rivalry.wav" WAVE' in sheet


def test_a_night_that_opens_with_a_gap_keeps_its_times_behind_a_pregap() -> None:
    (sheet,), problems = write_mix(listed(night(track(1), gaps={0: 180})), Options())
    assert "INDEX 00 00:00:00\r\n    INDEX 01 03:00:00\r\n" in sheet
    assert problems == ("slot 1 is a gap of 180 s and is left out",)


@pytest.mark.parametrize(
    ("count", "sheets"),
    [(0, [0]), (1, [1]), (99, [99]), (100, [99, 1]), (250, [99, 99, 52])],
)
def test_a_long_night_becomes_several_sheets_at_true_times(
    count: int, sheets: list[int]
) -> None:
    plan = night(*(track(number) for number in range(count)))
    texts, _ = write_mix(listed(plan), Options())
    read = [_read(text) for text in texts]
    assert [len(sheet.tracks) for sheet in read] == sheets
    assert all(sheet.problems == () for sheet in read)
    starts = [one.offset_s for sheet in read for one in sheet.tracks]
    assert starts == [270.0 * number for number in range(count)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_titles_come_back_from_the_sheet_whatever_they_hold(
    names: list[tuple[str, str]],
) -> None:
    tracks = [
        track(n, title=title, artist=artist) for n, (title, artist) in enumerate(names)
    ]
    (sheet,), _ = write_mix(listed(night(*tracks)), Options())
    read = _read(sheet)
    assert read.problems == ()
    assert read.playlists[0].name == "Heated Rivalry"
    assert len(read.tracks) == len(names)
    for number, (one, (title, artist)) in enumerate(
        zip(read.tracks, names, strict=True)
    ):
        assert one.offset_s == 270 * number
        assert one.played_s == (270 if number + 1 < len(names) else None)
        shown = title or f"/music/{number:03d}.flac"
        assert one.title == _kept(shown)
        assert one.artist == _kept(artist)


def _kept(text: str) -> str:
    return clean(one_line(text).replace('"', "'"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_libcue_reads_the_same_titles_and_times(names: list[tuple[str, str]]) -> None:
    pylibcue = pytest.importorskip("pylibcue")
    # libcue is written in C: a NUL would end the text, and one_line blanks it.
    tracks = [track(n, title=t, artist=a) for n, (t, a) in enumerate(names)]
    (sheet,), _ = write_mix(listed(night(*tracks)), Options())
    read = list(pylibcue.parse_str(sheet))
    assert len(read) == len(names)
    for number, (one, (title, _)) in enumerate(zip(read, names, strict=True)):
        minute, second, frame = one.start
        assert minute * 60 + second + frame / 75 == 270 * number
        wanted = quoted_text(title or f"/music/{number:03d}.flac")[1:-1]
        assert (one.cdtext.title or "") == wanted


def test_a_sheet_of_files_opens_every_file_at_its_start() -> None:
    plan = night(track(1), None, track(2, path='/music/12" mix.flac'), track(3))
    (sheet,), problems = write_files(listed(plan), Options(relative_to="/music/lists"))
    read = _read(sheet)
    assert read.problems == ()
    assert re.findall('FILE "(.*)"', sheet) == ["../001.flac", "../003.flac"]
    assert [Path(one.path).name for one in read.tracks] == ["001.flac", "003.flac"]
    assert [one.offset_s for one in read.tracks] == [0.0, 0.0]
    assert problems == (
        'slot 2 "heartbeat-3" has no file and is left out',
        'slot 3 "Song 2" is left out: a cue sheet cannot hold the " in its file name',
        "some players, mpv among them, look for the files of a cue sheet only "
        "beside it; an m3u8 list works from anywhere",
    )


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def _silent_flac(path: Path, seconds: int) -> None:
    sound = [_program("ffmpeg"), "-v", "error", "-f", "lavfi", "-i"]
    mono = [f"anullsrc=r=44100:cl=mono:d={seconds}", "-c:a", "flac", "-y", str(path)]
    subprocess.run([*sound, *mono], check=True)


def _headers_of_flac(path: Path, seconds: int) -> None:
    """Write the head of a FLAC file of 44.1 kHz mono without its frames.

    metaflac reads no frames, only how many samples STREAMINFO promises (RFC 9639,
    8.2): there it ends the sheet. Sound of seven hours takes ten seconds to encode.
    """
    samples = 44100 * seconds
    rate_channels_bits = 44100 << 44 | 0 << 41 | 15 << 36 | samples
    info = struct.pack(">HH6xQ16x", 4096, 4096, rate_channels_bits)
    path.write_bytes(b"fLaC\x80" + len(info).to_bytes(3, "big") + info)


@pytest.mark.parametrize(
    ("count", "gaps"), [(1, None), (12, None), (99, None), (3, {0: 180})]
)
def test_metaflac_the_strictest_reader_takes_the_sheet(
    tmp_path: Path, count: int, gaps: dict[int, int] | None
) -> None:
    metaflac = _program("metaflac")
    plan = listed(night(*(track(number) for number in range(count)), gaps=gaps))
    (sheet,), _ = write_mix(plan, Options(mix="mix.flac"))
    cue, mix = tmp_path / "mix.cue", tmp_path / "mix.flac"
    cue.write_bytes(sheet.encode())
    _headers_of_flac(mix, plan.timeline.end)
    subprocess.run([metaflac, f"--import-cuesheet-from={cue}", str(mix)], check=True)
    told = subprocess.run(
        [metaflac, "--export-cuesheet-to=-", str(mix)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    starts = re.findall(r"INDEX 01 (\d+):(\d+):(\d+)", told)
    seconds = [int(m) * 60 + int(s) + int(f) / 75 for m, s, f in starts]
    assert seconds == [row.start_s for row in plan.rows if not row.is_gap]


def test_metaflac_takes_the_later_sheets_of_a_long_night(tmp_path: Path) -> None:
    metaflac = _program("metaflac")
    plan = listed(night(*(track(number) for number in range(100))))
    sheets, _ = write_mix(plan, Options(mix="mix.flac"))
    mix = tmp_path / "mix.flac"
    _headers_of_flac(mix, plan.timeline.end)
    (tmp_path / "2.cue").write_bytes(sheets[1].encode())
    subprocess.run(
        [metaflac, f"--import-cuesheet-from={tmp_path / '2.cue'}", str(mix)], check=True
    )


def test_cueprint_and_cuebreakpoints_read_every_track_without_a_word(
    tmp_path: Path,
) -> None:
    cueprint, breakpoints = _program("cueprint"), _program("cuebreakpoints")
    titles = ["plain", 'the "quoted" one', "ends in \\", "東京の夜", "#1; REM & 100%"]
    plan = night(*(track(n, title=title) for n, title in enumerate(titles)))
    (sheet,), _ = write_mix(listed(plan), Options(mix="mix.wav"))
    (tmp_path / "x.cue").write_bytes(sheet.encode())
    told = subprocess.run(
        [cueprint, "-t", "%n|%t\n", str(tmp_path / "x.cue")],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stderr == ""
    lines = [line.rstrip() for line in told.stdout.splitlines()]
    assert lines == [
        f"{n}|{title.replace(chr(34), chr(39))}" for n, title in enumerate(titles, 1)
    ]
    breaks = subprocess.run(
        [breakpoints, str(tmp_path / "x.cue")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert breaks == ["4:30.00", "9:00.00", "13:30.00", "18:00.00"]


def test_mpv_finds_every_file_of_a_sheet_of_files(tmp_path: Path) -> None:
    mpv = _program("mpv")
    folder = tmp_path / "music"
    folder.mkdir()
    tracks = []
    for number, name in enumerate(AWKWARD_NAMES):
        _silent_flac(folder / name, 2)
        tracks.append(track(number, path=str(folder / name), length_s=2.0))
    options = Options(relative_to=str(folder))
    (sheet,), problems = write_files(listed(night(*tracks)), options)
    assert problems == ()
    (folder / "x.cue").write_bytes(sheet.encode())
    quiet = ["--no-config", "--vid=no", "--ao=null", "--length=0.05"]
    told = subprocess.run(
        [
            mpv,
            *quiet,
            "--term-status-msg=",
            "--term-playing-msg=CHAPTERS=${chapters} LENGTH=${duration/full}",
            str(folder / "x.cue"),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert f"CHAPTERS={len(tracks)} LENGTH=00:00:18" in told, told
