"""Nights played with Traktor coming in."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Playlist
from clubplanner.exchange.traktor import collection, history
from clubplanner.exchange.traktor.history import read_history, read_text
from tests.exchange.nml import nml, played, playlist, row, song, source, tag


def _history(folder: Path, *plays: tuple[str, str]) -> tuple[Entry, ...]:
    return read_history(source(folder, _file(*plays))).tracks


def _file(*plays: tuple[str, str]) -> str:
    songs = [song(name) for name in sorted({name for name, _ in plays} - {"gone"})]
    rows = [row(f"D:/:Music/:{name}.mp3", facts) for name, facts in plays]
    return nml(songs, playlist("HISTORY", rows, kind="PROTOCOL"))


def test_a_night_over_midnight_is_one_night_of_the_day_it_began(tmp_path: Path) -> None:
    found = read_history(
        source(
            tmp_path,
            _file(
                ("a", played("2026-11-27", "23:55:10", 300.5, DECK=0, PLAYEDPUBLIC=1)),
                ("b", played("2026-11-28", "0:00:00", 12.25, DECK=3, PLAYEDPUBLIC=0)),
                ("a", played("2026-11-28", "3:10:05", DECK=4)),
            ),
        )
    )
    assert (found.kind, found.origin, found.problems) == (
        "traktor-history",
        "Traktor",
        (),
    )
    one, two, three = found.tracks
    assert (one.title, one.path) == ("a", "D:/Music/a.mp3")
    assert one.started_at == datetime(2026, 11, 27, 23, 55, 10)
    assert (one.played_s, one.deck, one.is_public) == (300.5, 1, True)
    assert two.started_at == datetime(2026, 11, 28)
    assert (two.played_s, two.deck, two.is_public) == (12.25, 4, False)
    assert three.title == "a"
    assert (three.deck, three.is_public) == (None, None)
    assert found.playlists == (
        Playlist("HISTORY 2026-11-27", (0, 1, 2), "history", day=date(2026, 11, 27)),
    )


def test_a_file_of_two_nights_is_cut_where_nothing_sounded_for_hours(
    tmp_path: Path,
) -> None:
    found = read_history(
        source(
            tmp_path,
            _file(
                ("a", played("2026-11-27", "22:00:00", 3600.0)),
                ("b", played("2026-11-28", "4:59:59")),
                ("b", played("2026-11-28", "11:03:19")),
                ("a", played("2026-11-28", "17:06:39")),
            ),
        )
    )
    assert [(night.day, night.tracks) for night in found.playlists] == [
        (date(2026, 11, 27), (0, 1)),
        (date(2026, 11, 28), (2,)),
        (date(2026, 11, 28), (3,)),
    ]


def test_a_track_that_runs_long_holds_its_night_together(tmp_path: Path) -> None:
    plays = (
        ("a", played("2026-11-27", "22:00:00", 5 * 3600.0)),
        ("b", played("2026-11-27", "22:10:00", 60.0)),
        ("c", played("2026-11-28", "8:59:59")),
    )
    assert len(read_history(source(tmp_path, _file(*plays))).playlists) == 1


def test_plays_of_unknown_tracks_and_times_stay_and_are_told(tmp_path: Path) -> None:
    zero = tag("EXTENDEDDATA", STARTDATE=0, STARTTIME=0, DURATION="1e9")
    unix = tag("EXTENDEDDATA", STARTDATE=1704067200, STARTTIME=82800)
    late = tag("EXTENDEDDATA", STARTDATE=132710940, STARTTIME=99999999)
    found = read_history(
        source(tmp_path, _file(("a", zero), ("gone", unix), ("a", late)))
    )
    assert [entry.path for entry in found.tracks] == [
        "D:/Music/a.mp3",
        "D:/Music/gone.mp3",
        "D:/Music/a.mp3",
    ]
    assert {entry.started_at for entry in found.tracks} == {None}
    assert [playlist.day for playlist in found.playlists] == [None]
    assert [str(problem) for problem in found.problems] == [
        "x.nml: 1 of 3 plays name a track the file does not describe: "
        "their file names are all there is",
        "x.nml: 3 of 3 plays do not say when they started",
    ]


@pytest.mark.parametrize(
    ("packed", "day"),
    [
        (132189215, date(2017, 12, 31)),
        (132317441, date(2019, 1, 1)),
        (132317724, date(2019, 2, 28)),
        (132318721, date(2019, 6, 1)),
    ],
)
def test_dates_others_found_in_genuine_histories(
    tmp_path: Path, packed: int, day: date
) -> None:
    facts = tag("EXTENDEDDATA", STARTDATE=packed, STARTTIME=68839)
    (one,) = _history(tmp_path, ("a", facts))
    assert one.started_at == datetime(day.year, day.month, day.day, 19, 7, 19)


def test_the_times_of_a_genuine_history_are_three_nights(tmp_path: Path) -> None:
    """Numbers of a history that went on for eight days (NML version 19)."""
    times = (
        (132254728, 54067, 286.639801),
        (132254729, 4180, 1792.01807),
        (132254729, 4397, 346.342896),
        (132254729, 6171, 200.6642),
        (132254736, 52409, 338.937775),
        (132254736, 54025, 376.544647),
        (132254736, 62642, 6190.32324),
    )
    plays = [
        ("a", tag("EXTENDEDDATA", STARTDATE=packed, STARTTIME=second, DURATION=lasted))
        for packed, second, lasted in times
    ]
    found = read_history(source(tmp_path, _file(*plays)))
    assert [(night.day, len(night.tracks)) for night in found.playlists] == [
        (date(2018, 12, 8), 1),
        (date(2018, 12, 9), 3),
        (date(2018, 12, 16), 3),
    ]


def test_another_reader_of_histories_agrees(tmp_path: Path) -> None:
    utils = pytest.importorskip("traktor_nml_utils")
    facts = played("2026-11-28", "0:00:59", 12.25, DECK=3, PLAYEDPUBLIC=0)
    written = source(tmp_path, _file(("a", facts)))
    node = utils.TraktorHistory(path=written.path).nml.playlists.node.subnodes.node
    (entry,) = node.playlist.entry
    (one,) = read_history(written).tracks
    said = entry.extendeddata
    assert (said.deck + 1, said.duration) == (one.deck, one.played_s)
    assert said.startdate == 2026 << 16 | 11 << 8 | 28
    assert (said.starttime, said.playedpublic) == (59, 0)


def test_a_history_is_told_from_a_collection_by_its_end(tmp_path: Path) -> None:
    many = [song(f"s{n}", tag("INFO", COMMENT="x" * 300)) for n in range(500)]
    facts = played("2026-11-27", "22:00:00")
    night = playlist("HISTORY", [row("D:/:Music/:s1.mp3", facts)], kind="PROTOCOL")
    played_nml = source(tmp_path, nml(many, night), "history.nml")
    owned = source(tmp_path, nml(many, playlist("P", [row("D:/:Music/:s1.mp3")])))
    assert history.KIND.claims(played_nml)
    assert not history.KIND.claims(owned)
    assert collection.KIND.claims(owned)
    assert not history.KIND.claims(source(tmp_path, "<EXTENDEDDATA", "x.txt"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5 * 3600), st.floats(1, 900), st.booleans()),
        max_size=30,
    )
)
def test_every_play_is_in_one_night_in_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, float, bool]]
) -> None:
    clock, plays, nights = datetime(2026, 11, 27, 18), [], 1
    for number, (step, duration, sleeps) in enumerate(steps):
        if number and sleeps:
            clock += timedelta(hours=6, seconds=step)
            nights += 1
        facts = played(f"{clock:%Y-%m-%d}", f"{clock:%H:%M:%S}", duration)
        plays.append(("a", facts))
        clock += timedelta(seconds=duration + 1)
    here = tmp_path_factory.getbasetemp()
    found = read_history(source(here, _file(*plays)))
    assert len(found.playlists) == (nights if steps else 0)
    places = [place for night in found.playlists for place in night.tracks]
    assert places == list(range(len(steps)))


TEXT = """HISTORY

1. Rivalry by Peter Peter
2. Stand by Me by Ben E. King
3. ID
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_printed_history_gives_titles_and_artists(
    tmp_path: Path, encoding: str
) -> None:
    printed = source(tmp_path, TEXT.encode(encoding), "history.txt")
    assert history.TEXT_KIND.claims(printed)
    found = read_text(printed)
    assert [(entry.artist, entry.title) for entry in found.tracks] == [
        ("Peter Peter", "Rivalry"),
        ("Ben E. King", "Stand by Me"),
        ("", "ID"),
    ]
    assert found.playlists == (Playlist("HISTORY", (0, 1, 2), "history"),)
    assert [problem.msg for problem in found.problems] == [
        "lines with several ' by ': 1; the last one was taken"
    ]


@pytest.mark.parametrize("text", ["", "HISTORY", "HISTORY\nx", "My mix\n1. a by b"])
def test_other_texts_are_not_claimed(tmp_path: Path, text: str) -> None:
    other = source(tmp_path, text, "x.txt")
    assert not history.TEXT_KIND.claims(other)
    if "1." not in text:
        with pytest.raises(ClubplannerError, match="no line like"):
            read_text(other)


def test_lists_beside_the_history_are_told(tmp_path: Path) -> None:
    plays = playlist(
        "HISTORY", [row("D:/:Music/:a.mp3", played("2026-11-28", "22:00:00"))]
    )
    text = nml((), plays, playlist("Peak", [row("D:/:Music/:b.mp3")]))
    found = read_history(source(tmp_path, text))
    assert len(found.tracks) == 1
    assert "lists beside the history were left out: 1" in [
        problem.msg for problem in found.problems
    ]


def test_a_long_index_behind_the_plays_hides_no_history(tmp_path: Path) -> None:
    text = _file(("a", played("2026-11-27", "23:55:10", 300.5)))
    sorting = "<SORTING_INFO PATH='x' CRITERIA='1'></SORTING_INFO>" * 3000
    text = text.replace("</NML>", f"<INDEXING>{sorting}</INDEXING></NML>")
    assert len(text) > 100_000
    assert history.KIND.claims(source(tmp_path, text))
    plain = nml([song("a")], playlist("P", [row("D:/:Music/:a.mp3")]))
    plain = plain.replace("</NML>", f"<INDEXING>{sorting}</INDEXING></NML>")
    assert not history.KIND.claims(source(tmp_path, plain))
