"""Cue sheets of other programs."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.cue_reading import KIND
from clubplanner.exchange.incoming import Imported, Source
from tests.exchange.lists import is_claimed, read_bytes, words

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

REKORDBOX = b"""REM DATE 2026-11-28 10:58 AM
REM RECORDED_BY "rekordbox-dj"
TITLE "REC-2026-11-28"
PERFORMER "Me"
FILE "01 REC.wav" WAVE
\tTRACK 01 AUDIO
\t\tTITLE "One "quoted" mix"
\t\tPERFORMER "A"
\t\tFILE "/Users/me/one.mp3" WAVE
\t\tINDEX 01 00:00:02
\tTRACK 02 AUDIO
\t\tTITLE "Two"
\t\tREM PERFORMER "B"
\t\tFILE "/Users/me/two.mp3" WAVE
\t\tINDEX 01 01:18:53
\tTRACK 03 AUDIO
\t\tTITLE "Three"
"""


def _read(data: bytes, name: str = "rec.cue") -> Imported:
    return read_bytes(KIND, data, name)


def test_a_sheet_recorded_by_rekordbox_counts_hours_and_names_the_tracks_files() -> (
    None
):
    sheet = _read(REKORDBOX)
    (night,) = sheet.playlists
    assert (sheet.origin, night.name, night.kind, night.day) == (
        "rekordbox",
        "REC-2026-11-28",
        "history",
        date(2026, 11, 28),
    )
    one, two, three = sheet.tracks
    assert (one.title, one.path, one.offset_s, one.played_s) == (
        'One "quoted" mix',
        "/Users/me/one.mp3",
        2.0,
        4731.0,
    )
    assert (two.artist, two.offset_s, two.played_s) == ("B", 4733.0, None)
    assert three.offset_s is None
    assert [str(problem) for problem in sheet.problems] == [
        'rec.cue:16: the time of track 3 "Three" cannot be read: '
        "write INDEX 01 HH:MM:SS"
    ]


def test_the_same_numbers_are_minutes_in_any_other_sheet() -> None:
    sheet = _read(REKORDBOX.replace(b"rekordbox-dj", b"Mixxx"))
    assert sheet.tracks[1].offset_s == 60 + 18 + 53 / 75
    assert sheet.playlists[0].kind == "playlist"


def test_the_recording_of_a_mix_is_no_file_of_its_tracks() -> None:
    sheet = _read(
        b'FILE "mix.wav" WAVE\n'
        b'  TRACK 01 AUDIO\n    TITLE "a"\n    INDEX 01 00:00:00\n'
        b'  TRACK 02 AUDIO\n    TITLE "b"\n    INDEX 01 04:00:00\n'
    )
    assert [(one.path, one.offset_s) for one in sheet.tracks] == [("", 0), ("", 240)]
    assert sheet.tracks[0].played_s == 240


def test_a_file_played_twice_in_a_row_is_two_plays_of_it() -> None:
    one = b'FILE "a.mp3" MP3\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
    sheet = _read(one + one)
    assert [Path(track.path).name for track in sheet.tracks] == ["a.mp3", "a.mp3"]
    assert sheet.problems == ()


def test_two_recordings_are_counted_each_for_itself() -> None:
    sheet = _read(
        b'FILE "1.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n'
        b"TRACK 02 AUDIO\nINDEX 01 05:00:00\n"
        b'FILE "2.wav" WAVE\nTRACK 03 AUDIO\nINDEX 01 00:00:00\n'
        b"TRACK 04 AUDIO\nINDEX 01 03:00:00\n"
    )
    assert [one.played_s for one in sheet.tracks] == [300, None, 180, None]
    assert sheet.problems == ()


def test_times_that_fall_are_noticed() -> None:
    text = (
        'FILE "mix.wav" WAVE\n'
        '  TRACK 01 AUDIO\n    TITLE "a"\n    INDEX 01 90:00:00\n'
        '  TRACK 02 AUDIO\n    TITLE "b"\n    INDEX 01 04:00:00\n'
    )
    sheet = _read(text.encode("utf-16"), "mixxx.cue")
    assert words(sheet) == ["track 2 does not start after track 1"]
    assert sheet.problems[0].is_notice
    assert sheet.tracks[0].played_s is None


SHEET = 'TITLE "{0}"\r\nFILE "m.wav" WAVE\r\n  TRACK 01 AUDIO\r\n    TITLE "{0}"\r\n'


@pytest.mark.parametrize(
    ("codec", "mark", "title", "encoding", "is_guessed"),
    [
        ("utf-8", b"", "Été 東京", "UTF-8", False),
        ("utf-8", b"\xef\xbb\xbf", "Été 東京", "UTF-8", False),
        ("utf-16-le", b"\xff\xfe", "Été 東京", "UTF-16", False),
        ("utf-16-be", b"\xfe\xff", "Été 東京", "UTF-16", False),
        ("utf-16-le", b"", "Été 東京", "UTF-16", True),
        ("utf-16-be", b"", "Été 東京", "UTF-16", True),
        ("utf-32-le", b"\xff\xfe\0\0", "Été 東京", "UTF-32", False),
        ("utf-32-le", b"", "Été 東京", "UTF-32", True),
        ("utf-32-be", b"", "Été 東京", "UTF-32", True),
        ("utf-32-be", b"\0\0\xfe\xff", "Été 東京", "UTF-32", False),
        ("cp1252", b"", "Été “à deux” – 100 €", "Windows-1252", True),
        ("latin-1", b"", "Été à deux", "Windows-1252", True),
        ("ascii", b"", "Plain", "UTF-8", False),
    ],
)
def test_a_sheet_is_read_in_any_encoding_that_proves_itself(
    codec: str, mark: bytes, title: str, encoding: str, is_guessed: bool
) -> None:
    data = mark + SHEET.format(title).encode(codec)
    assert is_claimed(KIND, data, "x")
    sheet = _read(data)
    assert (sheet.encoding, sheet.is_guessed) == (encoding, is_guessed)
    assert (sheet.playlists[0].name, sheet.tracks[0].title) == (title, title)
    said = [problem for problem in sheet.problems if "encoding" in problem.msg]
    assert [problem.is_notice for problem in said] == [True] * is_guessed


@pytest.mark.parametrize("codec", ["cp932", "cp1251", "gbk", "euc_kr", "koi8-r"])
def test_another_encoding_keeps_its_times_and_is_said_to_be_guessed(codec: str) -> None:
    titles = {"cp1251": "Ночь", "koi8-r": "Ночь", "gbk": "夜晚", "euc_kr": "밤"}
    text = SHEET.format(titles.get(codec, "東京の夜")) + "    INDEX 01 01:00:00\r\n"
    sheet = _read(text.encode(codec))
    assert sheet.tracks[0].offset_s == 60
    assert sheet.tracks[0].title != ""
    assert sheet.is_guessed
    assert "taken for Windows-1252" in words(sheet)[0]


def test_a_sheet_may_have_120_tracks() -> None:
    tracks = (
        f'  TRACK {n:02d} AUDIO\n    TITLE "{n}"\n    INDEX 01 {n * 3:02d}:00:00\n'
        for n in range(120)
    )
    sheet = _read(('FILE "m.wav" WAVE\n' + "".join(tracks)).encode())
    assert len(sheet.tracks) == 120
    assert (sheet.tracks[-1].offset_s, sheet.problems) == (119 * 180, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TITLE of a text\nwithout a track",
        "Track 1 was great, and so was track 2.",
        "TRACK 01 AUDIO",
        "TRACK 01 AUDIO\nFILE x\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ],
)
def test_what_is_no_sheet_is_not_claimed(text: str) -> None:
    assert not is_claimed(KIND, text.encode(), "x.cue")


TRACKS = (
    '  TRACK 01 AUDIO\n    TITLE "{}"\n    INDEX 01 00:00:00\n'
    '  TRACK 02 AUDIO\n    TITLE "{}"\n    INDEX 01 05:00:00\n'
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sheet_ends_its_lines_as_any_system_does(end: str) -> None:
    text = 'FILE "m.wav" WAVE\n' + TRACKS.format("One", "Two")
    data = text.replace("\n", end).encode()
    assert is_claimed(KIND, data, "x.cue")
    assert [one.offset_s for one in _read(data).tracks] == [0, 300]


@pytest.mark.parametrize(
    ("index", "seconds"),
    [
        ("01 05:30:37", 330 + 37 / 75),
        ("1 5:30:37", 330 + 37 / 75),
        ("01 05:30", 330),
        ("01 01:05:30:15", 3930.2),
        ("01 125:30:74", 7530 + 74 / 75),
        ("00 05:30:00", 330),
        ("01 05", None),
        ("01 1:2:3:4:5", None),
    ],
)
def test_an_index_may_lack_frames_or_count_hours(
    index: str, seconds: float | None
) -> None:
    sheet = _read(f'FILE "m.wav" WAVE\nTRACK 01 AUDIO\nINDEX {index}\n'.encode())
    assert sheet.tracks[0].offset_s == seconds


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('TITLE "The \\"One\\""', 'The "One"'),
        ('title\t"One"', "One"),
        ("TITLE One two", "One two"),
        ('TITLE "cut o', "cut o"),
    ],
)
def test_quotes_may_be_escaped_or_missing(line: str, title: str) -> None:
    text = f"file a b.mp3 mp3\ntrack 1 audio\n{line}\nindex 1 0:0:0\n"
    (one,) = _read(text.encode()).tracks
    assert (one.title, Path(one.path).name) == (title, "a b.mp3")


@pytest.mark.parametrize("performer", ["", '    PERFORMER "DJ X"\n'])
def test_titles_that_all_name_their_artist_are_parted(performer: str) -> None:
    tracks = TRACKS.format("Rose - Thorns", "Shane - Ice").replace(
        "    INDEX", f"{performer}    INDEX"
    )
    sheet = _read(f'PERFORMER "DJ X"\nFILE "m.wav" WAVE\n{tracks}'.encode())
    assert [(one.artist, one.title) for one in sheet.tracks] == [
        ("Rose", "Thorns"),
        ("Shane", "Ice"),
    ]
    assert words(sheet) == ["artists and titles were parted at the dash in the titles"]


@pytest.mark.parametrize(
    "titles", [("Thorns", "Rose - Ice"), ("Thorns - Live", "Ice - Live")]
)
def test_other_tracks_without_a_performer_have_that_of_the_sheet(
    titles: tuple[str, str],
) -> None:
    text = f'PERFORMER "Rose"\nFILE "m.wav" WAVE\n{TRACKS.format(*titles)}'
    sheet = _read(text.encode())
    assert [(one.artist, one.title) for one in sheet.tracks] == [
        ("Rose", title) for title in titles
    ]
    assert words(sheet) == ['tracks without a performer have that of the sheet: "Rose"']


def test_a_track_without_a_performer_has_the_one_of_all_others() -> None:
    tracks = TRACKS.format("Thorns", "Ice").replace(
        '"Thorns"\n', '"Thorns"\n    PERFORMER "Rose"\n'
    )
    sheet = _read(f'PERFORMER "Rose"\nFILE "m.wav" WAVE\n{tracks}'.encode())
    assert [one.artist for one in sheet.tracks] == ["Rose", "Rose"]


@pytest.mark.parametrize("performer", ["Various Artists", "VA", "various"])
def test_a_performer_that_stands_for_many_is_that_of_no_track(performer: str) -> None:
    text = f'PERFORMER "{performer}"\nFILE "m.wav" WAVE\n{TRACKS.format("x", "y")}'
    sheet = _read(text.encode())
    assert ({one.artist for one in sheet.tracks}, sheet.problems) == ({""}, ())


def test_titles_that_stand_for_the_performer_too_are_parted() -> None:
    text = 'PERFORMER "Various Artists"\nFILE "m.wav" WAVE\n' + "".join(
        f'  TRACK {n:02d} AUDIO\n    TITLE "{name}"\n    PERFORMER "{name}"\n'
        f"    INDEX 01 0{n}:00:00\n"
        for n, name in enumerate(("Rose - Thorns", "Shane - Ice"))
    )
    assert [(one.artist, one.title) for one in _read(text.encode()).tracks] == [
        ("Rose", "Thorns"),
        ("Shane", "Ice"),
    ]


def test_one_performer_among_the_tracks_leaves_the_others_unknown() -> None:
    tracks = TRACKS.format("Thorns", "Ice").replace(
        '"Ice"\n', '"Ice"\n    PERFORMER "Shane"\n'
    )
    sheet = _read(f'PERFORMER "DJ X"\nFILE "m.wav" WAVE\n{tracks}'.encode())
    assert [one.artist for one in sheet.tracks] == ["", "Shane"]


def test_files_inside_the_tracks_of_one_recording_are_theirs() -> None:
    text = 'FILE "night.mp3" MP3\n' + "".join(
        f'  TRACK {n:02d} AUDIO\n    PERFORMER "A"\n    FILE "/m/{n}.mp3"\n'
        f"    INDEX 01 {n * 50 - 50:02d}:00:00\n"
        for n in (1, 2, 3)
    )
    tracks = _read(text.encode()).tracks
    assert [(one.path, one.offset_s, one.played_s) for one in tracks] == [
        ("/m/1.mp3", 0, 3000),
        ("/m/2.mp3", 3000, 3000),
        ("/m/3.mp3", 6000, None),
    ]


def test_a_file_named_between_the_indexes_of_a_gap_is_that_of_the_track() -> None:
    text = (
        'FILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
        "  TRACK 02 AUDIO\n    INDEX 00 03:50:00\n"
        'FILE "2.wav" WAVE\n    INDEX 01 00:00:00\n'
    )
    tracks = _read(text.encode()).tracks
    assert [Path(one.path).name for one in tracks] == ["1.wav", "2.wav"]
    assert [one.offset_s for one in tracks] == [0, 0]


def test_tracks_of_data_are_no_tracks() -> None:
    text = (
        'FILE "disc.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n'
        "  TRACK 02 AUDIO\n    INDEX 01 10:00:00\n"
    )
    sheet = _read(text.encode())
    assert [one.offset_s for one in sheet.tracks] == [600]
    assert words(sheet) == ["tracks that hold data and no sound were left out (1)"]


def test_what_a_track_says_of_its_writer_genre_and_year_is_read() -> None:
    text = (
        'REM GENRE Ambient\nFILE "m.wav" WAVE\n  TRACK 01 AUDIO\n'
        '    SONGWRITER "Q"\n    REM GENRE "House"\n    REM DATE 1999\n'
        "    INDEX 01 00:00:00\n"
    )
    (one,) = _read(text.encode()).tracks
    assert (one.writers, one.genre, one.year) == ("Q", "House", 1999)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("README.md", "# A reader\n\nAn example:\n\n```\n", "```\nThat is all.\n"),
        ("sheet.py", 'SHEET = """\n', '"""\n\ndef read():\n    return SHEET\n'),
    ],
)
def test_a_text_that_quotes_a_sheet_is_none(name: str, before: str, after: str) -> None:
    text = before + 'FILE "m.wav" WAVE\n' + TRACKS.format("One", "Two") + after
    assert not is_claimed(KIND, text.encode(), name)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    _read(b'TRACK 1\nINDEX 01 "' + data)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 75 * 60 * 100 - 1), min_size=1, max_size=9, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "  ", "\t"]),
)
def test_libcue_reads_the_same_sheet(starts: list[int], end: str, inset: str) -> None:
    pylibcue = pytest.importorskip("pylibcue")
    lines = ['TITLE "Night"', 'FILE "m.wav" WAVE']
    for number, frames in enumerate(sorted(starts), 1):
        minutes, rest = divmod(frames, 75 * 60)
        index = f"{minutes:02d}:{rest // 75:02d}:{rest % 75:02d}"
        lines += [
            f"{inset}TRACK {number:02d} AUDIO",
            f'{inset * 2}TITLE "Song {number}"',
            f'{inset * 2}PERFORMER "Artist {number}"',
            f"{inset * 2}INDEX 01 {index}",
        ]
    text = end.join([*lines, ""])
    theirs, ours = list(pylibcue.parse_str(text)), _read(text.encode()).tracks
    assert [one.title for one in ours] == [one.cdtext.title for one in theirs]
    assert [one.artist for one in ours] == [one.cdtext.performer for one in theirs]
    assert [one.offset_s for one in ours] == pytest.approx(
        [m * 60 + s + f / 75 for m, s, f in (one.start for one in theirs)]
    )


def test_genuine_rekordbox_sheets_give_the_times_people_measured() -> None:
    if not (SAMPLES / "D143.cue").is_file():
        pytest.skip("the shared samples are not beside the repository")
    whole = KIND.read(Source(SAMPLES / "D143.cue"))
    assert KIND.claims(Source(SAMPLES / "D143.cue"))
    assert (whole.problems, len(whole.tracks)) == ((), 17)
    assert whole.tracks[0].offset_s == 2
    assert whole.tracks[-1].offset_s == 3422
    assert whole.tracks[-1].title == "Super Flu 3 < Isaac"
    assert whole.playlists[0].day == date(2023, 6, 1)
    cut = KIND.read(Source(SAMPLES / "D144.cue"))
    assert len(cut.tracks) == 4
    assert len(cut.problems) == 1


@pytest.mark.parametrize("index", ["    INDEX 01 {left:02d}:00:00\n", ""])
def test_a_hundred_and_twenty_tracks_of_no_good_time_are_one_sentence(
    index: str,
) -> None:
    tracks = "".join(
        f'  TRACK {n} AUDIO\n    TITLE "T{n}"\n{index.format(left=200 - n)}'
        for n in range(1, 121)
    )
    sheet = _read(f'FILE "mix.wav" WAVE\n{tracks}'.encode())
    assert len(sheet.tracks) == 120
    (problem,) = sheet.problems
    assert "more like this" in problem.msg
