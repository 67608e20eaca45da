from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Source
from clubplanner.exchange.serato.csv_export import KIND
from clubplanner.exchange.serato.local_time import read_stamp
from clubplanner.music.key import Key
from tests.exchange import serato_bytes as serato

FINLAND = """\
"name","artist","start time","end time","playtime","deck","notes"
"RESIDENTS 8.3.2024","","8.3.2024, 23.50.10 EET","","","",""
"One, ""Dub"", A","First","23.50.41 EET","23.58.52 EET","00:08:11","1",""
"東京","=2+2","23.56.15 EET","0.03.22 EET","00:07:07","2","worked"
"Three","Third","0.02.09 EET","0.09.11 EET","00:07:02","offline",""
"Four","Fourth","0.07.22 EET","","","1",""
"""

LINED_UP = """\
name                 artist     start time                   playtime     deck
------------------------------------------------------------------------------
Friday 30.3.2023                30.3.2023, 16.04.53 EEST     00:05:17
------------------------------------------------------------------------------
One and a half       First      16.04.53 EEST                00:00:29     1
東京                              16.05.22 EEST                00:00:47     offline
"""


def export_in(folder: Path, text: str, name: str = "history.csv") -> Source:
    return serato.lying(folder, name, text.encode("utf-8"))


def test_a_history_crosses_midnight(tmp_path: Path) -> None:
    source = export_in(tmp_path, FINLAND)
    assert KIND.claims(source)
    read = KIND.read(source)
    assert [one.started_at for one in read.tracks] == [
        datetime(2024, 3, 8, 23, 50, 41),
        datetime(2024, 3, 8, 23, 56, 15),
        datetime(2024, 3, 9, 0, 2, 9),
        datetime(2024, 3, 9, 0, 7, 22),
    ]
    assert [one.played_s for one in read.tracks] == [491, 427, 422, None]
    assert [one.deck for one in read.tracks] == [1, 2, None, 1]
    assert read.tracks[0].title == 'One, "Dub", A'
    assert read.tracks[1].comment == "worked"
    (night,) = read.playlists
    assert (night.name, night.kind, night.day) == (
        "RESIDENTS 8.3.2024",
        "history",
        date(2024, 3, 8),
    )
    assert (read.encoding, read.problems) == ("UTF-8", ())


def test_lined_up_text_is_cut_at_its_columns(tmp_path: Path) -> None:
    source = export_in(tmp_path, LINED_UP.replace("\n", "\r\n"), "history.txt")
    assert KIND.claims(source)
    read = KIND.read(source)
    assert [(one.title, one.artist, one.started_at) for one in read.tracks] == [
        ("One and a half", "First", datetime(2023, 3, 30, 16, 4, 53)),
        ("東京", "", datetime(2023, 3, 30, 16, 5, 22)),
    ]
    assert [one.played_s for one in read.tracks] == [29, 47]
    assert read.playlists[0].name == "Friday 30.3.2023"


def test_the_columns_may_come_in_any_order(tmp_path: Path) -> None:
    text = (
        "key,bpm,end time,genre,start time,album,name,filename,artist,year,length,"
        "deck,#,\n"
        ',,,,"11/27/2026, 10:00:00 PM",,Serato,,,,,,,\n'
        "8A,126.00,10:05:00 PM,House,10:00:30 PM,Album,Song,a.mp3,Act,2019,06:25.31,"
        "Left,1,\n"
    )
    (entry,) = KIND.read(export_in(tmp_path, text)).tracks
    assert (entry.key, entry.bpm, entry.year) == (Key(8, "A"), 126.0, 2019)
    assert (entry.album, entry.genre, entry.path) == ("Album", "House", "a.mp3")
    assert (entry.length_s, entry.deck, entry.played_s) == (385.31, 1, 270)
    assert entry.started_at == datetime(2026, 11, 27, 22, 0, 30)


def test_newest_first_is_turned_round(tmp_path: Path) -> None:
    head, session, *rows = FINLAND.splitlines()
    text = "\n".join((head, session, *rows[::-1]))
    assert (
        KIND.read(export_in(tmp_path, text)).tracks
        == KIND.read(export_in(tmp_path, FINLAND)).tracks
    )


def test_several_sessions_are_several_nights(tmp_path: Path) -> None:
    later = FINLAND.replace("8.3.2024", "15.3.2024").split("\n", 1)[1]
    read = KIND.read(export_in(tmp_path, FINLAND + later))
    assert [(one.day, len(one.tracks)) for one in read.playlists] == [
        (date(2024, 3, 8), 4),
        (date(2024, 3, 15), 4),
    ]
    assert read.tracks[7].started_at == datetime(2024, 3, 16, 0, 7, 22)


@pytest.mark.parametrize(
    ("first_row", "name"),
    [("9.3.2022,,,", "x.csv"), ("Club,,,", "Club 9.3.2022.csv")],
)
def test_the_date_may_stand_in_a_name(
    tmp_path: Path, first_row: str, name: str
) -> None:
    text = f"name,artist,start time,playtime\n{first_row}\nSong,Act,0:52:35,0:05:00\n"
    read = KIND.read(export_in(tmp_path, text, name))
    assert read.tracks[-1].started_at == datetime(2022, 3, 9, 0, 52, 35)
    assert read.playlists[0].day == date(2022, 3, 9)


def test_without_a_date_there_is_no_time(tmp_path: Path) -> None:
    text = "name,artist,start time\nSong,Act,22:00:00\nTwo,Act,22:05:00\n"
    read = KIND.read(export_in(tmp_path, text))
    assert [one.started_at for one in read.tracks] == [None, None]
    assert "no date is told" in str(read.problems[0])
    assert read.playlists[0].day is None


def test_a_date_that_could_be_another_is_told(tmp_path: Path) -> None:
    text = 'name,artist,start time\nX,,"3/4/2026, 22:00:00"\nSong,Act,22:00:05\n'
    read = KIND.read(export_in(tmp_path, text))
    (problem,) = read.problems
    assert problem.is_notice
    assert "read as 3 April 2026" in str(problem)


@pytest.mark.parametrize(
    ("cell", "day", "clock"),
    [
        ("16.42.21 EET", None, (16, 42, 21)),
        ("20.02.35 UTC+2", None, (20, 2, 35)),
        ("0:52:35", None, (0, 52, 35)),
        ("4:42:21 PM", None, (16, 42, 21)),
        ("4:42:21\u202fPM GMT+1", None, (16, 42, 21)),
        ("12:05:00 AM", None, (0, 5, 0)),
        ("12:05 p.m.", None, (12, 5, 0)),
        ("10.12.21", None, (10, 12, 21)),
        ("8.3.2024, 18.38.31 EET", date(2024, 3, 8), (18, 38, 31)),
        ("10.01.19, 20.00.00 EET", date(2019, 1, 10), (20, 0, 0)),
        ("3/8/24, 6:38:31 PM", date(2024, 3, 8), (18, 38, 31)),
        ("27/11/2026 22:00:00", date(2026, 11, 27), (22, 0, 0)),
        ("2026-11-27 22:00:00", date(2026, 11, 27), (22, 0, 0)),
        ("2026-11-27T22:00:00", date(2026, 11, 27), (22, 0, 0)),
        ("2026/11/27 22:00:00", date(2026, 11, 27), (22, 0, 0)),
        ("9.3.2022", date(2022, 3, 9), None),
        ("下午4:42:21", None, None),
        ("25:00:00", None, None),
        ("13:00:00 PM", None, None),
        ("31.2.2024, 10.00.00", None, None),
        ("x" * 10_000, None, None),
        ("", None, None),
    ],
)
def test_times_of_many_countries(
    cell: str, day: date | None, clock: tuple[int, int, int] | None
) -> None:
    stamp = read_stamp(cell)
    seconds = clock and clock[0] * 3600 + clock[1] * 60 + clock[2]
    assert (stamp.day, stamp.clock_s) == (day, seconds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Title,Artist,Remix,Length,Bpm,Key,Year\n",
        "#,Title,Artist,Album,Length (s),BPM\n",
        "name,artist\n",
        "playtime,title\n",
        "name,start time,end time,rate\nJob,9:00,10:00,50\n",
        "just words\n",
        '"name\n' * 99,
    ],
)
def test_other_tables_are_left_to_others(tmp_path: Path, text: str) -> None:
    assert not KIND.claims(export_in(tmp_path, text))


@pytest.mark.parametrize("rows", ["", 'X,,"8.3.2024, 22.00.00"\n', "\n\n,,\n"])
def test_a_history_without_tracks_is_one_sentence(tmp_path: Path, rows: str) -> None:
    with pytest.raises(ClubplannerError, match="no track in this history"):
        KIND.read(export_in(tmp_path, f"name,artist,start time\n{rows}"))


def test_the_columns_may_have_german_names(tmp_path: Path) -> None:
    text = (
        "Name,Interpret,Startzeit,Endzeit,Spielzeit,Deck\n"
        "28.11.2026,,28.11.2026 22:00:00,,,\n"
        "Song,Act,22:00:05 MEZ,22:03:00 MEZ,00:02:55,1\n"
    )
    source = export_in(tmp_path, text)
    assert KIND.claims(source)
    (one,) = KIND.read(source).tracks
    assert (one.title, one.artist, one.played_s) == ("Song", "Act", 175)
    assert one.started_at == datetime(2026, 11, 28, 22, 0, 5)


def test_an_endless_cell_keeps_what_stands_above(tmp_path: Path) -> None:
    text = "name,artist,start time\nSong,Act,22:00:00\n" + "x" * 200_000
    read = KIND.read(export_in(tmp_path, text))
    assert [one.title for one in read.tracks] == ["Song"]
    assert "history.csv:3: the table is broken here" in str(read.problems[0])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.binary(max_size=200), lined_up=st.booleans())
def test_any_bytes_are_read_without_a_traceback(
    tmp_path: Path, data: bytes, lined_up: bool
) -> None:
    head = b"name     start time\n" if lined_up else b"name,start time\n"
    source = serato.lying(tmp_path, "x.csv", head + b"Song     22:00\n" + data)
    assert KIND.read(source).tracks
