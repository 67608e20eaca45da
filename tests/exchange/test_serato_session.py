from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.serato.history import Play, moment, nights
from clubplanner.exchange.serato.session import KIND
from clubplanner.music.key import Key
from tests.exchange import serato_bytes as serato

TEN = 1_795_816_800
"""27 November 2026, 22:00 UTC."""


def session_in(folder: Path, *rows: bytes) -> Source:
    data = serato.head(serato.SESSION) + b"".join(rows)
    return serato.lying(folder, "_Serato_/History/Sessions/22474.session", data)


def row(number: int, start: int) -> dict[int, serato.Value]:
    return {1: number, 6: f"Song {number}", 28: start, 48: 22474}


@pytest.mark.parametrize("width", [4, 8])
def test_a_row_has_everything_serato_knows(tmp_path: Path, width: int) -> None:
    fields: dict[int, serato.Value] = {
        1: 600,
        2: "/Users/ice/Music/a.mp3",
        6: "Heartbeat III",
        7: "Act",
        8: "Album",
        9: "House",
        10: "06:25.31",
        15: 126,
        16: b"\0\1\2",
        17: "peak",
        19: "group",
        20: "Remixer",
        21: "Label",
        22: "Composer",
        23: "2019",
        28: TEN,
        29: TEN + 381,
        31: 2,
        45: 381,
        48: 22474,
        50: b"\1",
        51: "Am",
        53: TEN + 381,
        63: "DDJ-REV7",
    }
    source = session_in(tmp_path, serato.play(fields, width))
    assert KIND.claims(source)
    read = KIND.read(source)
    assert read.tracks == (
        Entry(
            path="/Users/ice/Music/a.mp3",
            title="Heartbeat III",
            artist="Act",
            album="Album",
            genre="House",
            length_s=385.31,
            bpm=126.0,
            comment="peak",
            grouping="group",
            remixer="Remixer",
            label="Label",
            writers="Composer",
            year=2019,
            started_at=datetime(2026, 11, 27, 22, 0, tzinfo=UTC),
            played_s=381,
            deck=2,
            is_public=True,
            key=Key(8, "A"),
            key_text="Am",
        ),
    )
    (night,) = read.playlists
    assert (night.name, night.kind, night.day, night.tracks) == (
        "2026-11-27",
        "history",
        date(2026, 11, 27),
        (0,),
    )
    assert read.problems == ()


def test_of_a_row_that_comes_again_the_last_counts(tmp_path: Path) -> None:
    first = serato.play({**row(7, TEN + 300), 50: b"\0"})
    other = serato.play({**row(8, TEN), 50: b"\0"})
    again = serato.play({**row(7, TEN + 300), 29: TEN + 500, 45: 200, 50: b"\1"})
    read = KIND.read(session_in(tmp_path, first, other, again))
    assert [(one.title, one.played_s, one.is_public) for one in read.tracks] == [
        ("Song 8", None, False),
        ("Song 7", 200, True),
    ]


def test_a_row_that_was_taken_back_is_gone(tmp_path: Path) -> None:
    rows = [serato.play(row(number, TEN + number)) for number in (1, 2)]
    taken = serato.chunk("uent", (1).to_bytes(4, "big"))
    read = KIND.read(session_in(tmp_path, *rows, taken))
    assert [one.title for one in read.tracks] == ["Song 2"]


def test_rows_without_a_number_are_all_kept(tmp_path: Path) -> None:
    rows = [serato.play({6: f"Song {n}"}) for n in range(3)]
    read = KIND.read(session_in(tmp_path, *rows))
    assert [one.title for one in read.tracks] == ["Song 0", "Song 1", "Song 2"]
    assert read.tracks[0].is_public is None
    assert (read.playlists[0].name, read.playlists[0].day) == ("22474", None)


def test_how_long_it_sounded_follows_from_start_and_end(tmp_path: Path) -> None:
    ended = serato.play({**row(1, TEN), 29: TEN + 200})
    running = serato.play({**row(2, TEN + 200), 29: TEN + 200})
    backwards = serato.play({**row(3, TEN + 300), 29: TEN})
    read = KIND.read(session_in(tmp_path, ended, running, backwards))
    assert [one.played_s for one in read.tracks] == [200, None, None]


@pytest.mark.parametrize("start", [0, 1, 2**32 - 1, 2**63])
def test_an_impossible_time_is_unknown(tmp_path: Path, start: int) -> None:
    source = session_in(tmp_path, serato.play({1: 1, 6: "x", 28: start}, 8))
    (entry,) = KIND.read(source).tracks
    assert entry.started_at is None


def test_two_nights_of_one_run_are_two_lists(tmp_path: Path) -> None:
    starts = (0, 300, 90_000, 90_300, 90_600)
    rows = [serato.play(row(n, TEN + after)) for n, after in enumerate(starts)]
    read = KIND.read(session_in(tmp_path, *rows))
    assert [(one.name, one.tracks) for one in read.playlists] == [
        ("2026-11-27", (0, 1)),
        ("2026-11-28", (2, 3, 4)),
    ]


def test_two_sessions_of_one_day_are_told_apart(tmp_path: Path) -> None:
    rows = [serato.play({**row(n, TEN + n), 48: n // 2}) for n in range(4)]
    read = KIND.read(session_in(tmp_path, *rows))
    assert [one.name for one in read.playlists] == ["2026-11-27", "2026-11-27 (2)"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200_000), st.integers(0, 2)), max_size=20))
def test_every_play_is_in_exactly_one_night(some: list[tuple[int, int]]) -> None:
    plays = [
        Play(Entry(started_at=moment(TEN + after), played_s=300), session)
        for after, session in sorted(some)
    ]
    lists = nights(plays, "x")
    assert [n for one in lists for n in one.tracks] == list(range(len(plays)))
    assert len({one.name for one in lists}) == len(lists)
    for one in lists:
        starts = [plays[n].entry.started_at for n in one.tracks]
        for before, after in pairwise(starts):
            assert before is not None
            assert after is not None
            assert after - before <= timedelta(hours=6, seconds=300)


def test_the_list_of_sessions_is_no_session(tmp_path: Path) -> None:
    index = serato.chunk("oses", serato.chunk("adat", b""))
    with pytest.raises(ClubplannerError, match=r"import the files in History/Sessions"):
        KIND.read(session_in(tmp_path, index))


@pytest.mark.parametrize(
    "bad",
    [
        serato.chunk("oent", b""),
        serato.chunk("oent", serato.chunk("adat", b"\0\0\0\2\xff\xff\xff\xff")),
        serato.chunk("oent", serato.chunk("adat", b"\0\0\0")),
        serato.chunk("oent", b"adat\xff\xff\xff\xff"),
    ],
)
def test_a_damaged_row_is_counted(tmp_path: Path, bad: bytes) -> None:
    read = KIND.read(session_in(tmp_path, bad, serato.play(row(1, TEN))))
    assert len(read.tracks) == 1
    assert str(read.problems[0]).endswith("rows left out as damaged: 1")


def test_a_night_that_was_cut_off_is_read_so_far(tmp_path: Path) -> None:
    rows = [serato.play(row(n, TEN + 300 * n)) for n in range(3)]
    read = KIND.read(session_in(tmp_path, *rows[:2], rows[2][:-1]))
    assert len(read.tracks) == 2
    assert "the file ends inside a record" in str(read.problems[0])
