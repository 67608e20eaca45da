"""Tables of tracks: Engine DJ's, anyone's, and our own, which come back whole."""

import csv as standard
import io
import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import csv_sheet, engine, json_plan, plain_csv
from clubplanner.exchange.incoming import Imported
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import one_line
from clubplanner.music.key import Key
from clubplanner.music.text import clean
from clubplanner.music.track import Track
from tests.exchange.lists import hostile, is_claimed, read_bytes, words
from tests.exchange.nights import listed, night, track

ENGINE = (
    '"#","Title","Artist","Album","Length (s)","BPM","Genre","Label","Composer",'
    '"Remixer","Year","File name"\r\n'
    '"1","Rivalry","P. Peter","Heated, the Score","205","128","Score","Milan","Q",'
    '"R","2025","01 Rivalry.flac"\r\n'
)


def test_the_table_of_engine_is_read() -> None:
    assert is_claimed(engine.KIND, ENGINE.encode(), "x.csv")
    (one,) = read_bytes(engine.KIND, ENGINE.encode(), "x.csv").tracks
    assert (one.title, one.artist, one.album) == (
        "Rivalry",
        "P. Peter",
        "Heated, the Score",
    )
    assert (one.length_s, one.bpm, one.genre, one.label) == (205, 128, "Score", "Milan")
    assert (one.writers, one.remixer, one.year) == ("Q", "R", 2025)
    assert one.path == "01 Rivalry.flac"


def test_columns_may_stand_in_any_order_and_be_fewer() -> None:
    table = "File name,BPM,Length (s),Title\na.mp3,127.5,61.5,x\n"
    assert is_claimed(engine.KIND, table.encode(), "x.csv")
    (one,) = read_bytes(engine.KIND, table.encode(), "x.csv").tracks
    assert (one.path, one.bpm, one.length_s, one.title) == ("a.mp3", 127.5, 61.5, "x")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_of_any_program_is_read(sign: str) -> None:
    rows = [
        ["Track Name", "Artist Name(s)", "Camelot", "Tempo", "Energy", "Rating"],
        ["a; b, c", "X", "8A", "128", "11", "4"],
        [],
        ["only a title"],
        ["t", "u", "?", "", "7", "9", "more"],
    ]
    text = io.StringIO()
    standard.writer(text, delimiter=sign).writerows(rows)
    data = text.getvalue().encode("utf-16")
    assert is_claimed(plain_csv.KIND, data, "x")
    found = read_bytes(plain_csv.KIND, data, "x.csv")
    one, two, three = found.tracks
    assert (one.title, one.artist, one.key, one.bpm) == (
        "a; b, c",
        "X",
        Key(8, "A"),
        128,
    )
    assert (one.energy, one.rating) == (None, 4)
    assert (two.title, two.artist) == ("only a title", "")
    assert (three.key, three.key_text, three.energy, three.rating) == (
        None,
        "?",
        7,
        None,
    )
    assert found.encoding == "UTF-16"


@pytest.mark.parametrize(
    "text",
    ["", "Title\nx\n", "Dear all,\nthe title, the artist\n", "\0Title,Artist\n" * 9],
)
def test_what_is_no_table_of_tracks_is_not_claimed(text: str) -> None:
    kinds = (plain_csv.KIND, engine.KIND, csv_sheet.KIND)
    assert not any(is_claimed(kind, text.encode(), "x.csv") for kind in kinds)


def test_columns_may_have_names_in_other_languages() -> None:
    text = '"#";"Künstler";"Titel";"Dauer";"Tonart"\n"1";"A";"One";"4:35";"Am"\n'
    assert is_claimed(plain_csv.KIND, text.encode(), "x.csv")
    (one,) = read_bytes(plain_csv.KIND, text.encode(), "x.csv").tracks
    assert (one.artist, one.title, one.length_s) == ("A", "One", 275)
    assert one.key == Key(8, "A")


def test_a_list_of_itunes_ends_its_lines_with_cr() -> None:
    text = "Name\tArtist\tTime\rOne\tA\t275\rTwo\tB\t200\r"
    data = text.encode("utf-16")
    assert is_claimed(plain_csv.KIND, data, "x.txt")
    tracks = read_bytes(plain_csv.KIND, data, "x.txt").tracks
    assert [(one.title, one.length_s) for one in tracks] == [("One", 275), ("Two", 200)]


def test_lengths_may_be_milliseconds() -> None:
    text = "Track Name,Artist Name(s),Duration (ms)\nOne,A,215000\nTwo,B,x\n"
    tracks = read_bytes(plain_csv.KIND, text.encode(), "x.csv").tracks
    assert [one.length_s for one in tracks] == [215, None]


def test_a_table_that_breaks_off_in_a_cell_keeps_what_stands_above() -> None:
    table = 'Title,Artist\na,b\n"' + "x" * 200_000
    found = read_bytes(plain_csv.KIND, table.encode(), "x.csv")
    assert [one.title for one in found.tracks] == ["a"]
    assert "the table is broken here" in words(found)[0]


def _tracks(names: list[tuple[str, str]]) -> list[Track]:
    return [
        track(n, title=title, artist=artist, label=artist, isrc="GBAAA1200001", year=n)
        for n, (title, artist) in enumerate(names, 1999)
    ]


def _same(found: Imported, tracks: list[Track]) -> None:
    assert found.problems == ()
    for read, one in zip(found.tracks, tracks, strict=True):
        assert read.path == one.path
        assert read.title == clean(one_line(one.title or one.path))
        assert read.artist == read.label == clean(one_line(one.artist))
        assert (read.year, read.isrc, read.bpm) == (one.year, one.isrc, one.bpm)
        assert (read.key, read.energy, read.length_s) == (Key(8, "A"), 6, 300)
        assert read.played_s == 300


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=4))
def test_our_table_comes_back_whole(names: list[tuple[str, str]]) -> None:
    tracks = _tracks(names)
    plan = night(*tracks, gaps={0: 60})
    (text,), _ = csv_sheet.write_csv(listed(plan), Options())
    found = read_bytes(csv_sheet.KIND, text.encode(), "x.csv")
    _same(found, tracks)
    assert found.tracks[0].offset_s == 60


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=4))
def test_our_json_comes_back_whole(names: list[tuple[str, str]]) -> None:
    tracks = _tracks(names)
    (text,), _ = json_plan.write_json(listed(night(*tracks, gaps={0: 60})), Options())
    found = read_bytes(json_plan.KIND, text.encode(), "x.json")
    _same(found, tracks)
    assert found.tracks[0].started_at == datetime(2026, 11, 27, 22, 1)
    assert found.playlists[0].name == "Heated Rivalry"


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1000])
def test_our_exports_are_as_long_as_the_night(count: int) -> None:
    plan = listed(night(*map(track, range(count))))
    (table,), _ = csv_sheet.write_csv(plan, Options())
    (document,), _ = json_plan.write_json(plan, Options())
    assert is_claimed(csv_sheet.KIND, table.encode(), "x")
    assert is_claimed(json_plan.KIND, document.encode(), "x")
    assert len(read_bytes(csv_sheet.KIND, table.encode(), "x").tracks) == count
    assert len(read_bytes(json_plan.KIND, document.encode(), "x").tracks) == count


def test_an_open_cue_that_is_called_gap_is_no_gap() -> None:
    (text,), _ = csv_sheet.write_csv(
        listed(night(track(1, title="gap", path="/gap.mp3"))), Options()
    )
    assert len(read_bytes(csv_sheet.KIND, text.encode(), "x").tracks) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"clubplanner": ', "x.json:1: this JSON is broken"),
        ('{"clubplanner": {}}', "x.json: this JSON holds no night"),
        ('{"clubplanner": ' + "[" * 100_000, "x.json: this JSON is broken"),
    ],
)
def test_broken_json_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ClubplannerError, match="JSON") as caught:
        read_bytes(json_plan.KIND, text.encode(), "x.json")
    assert str(caught.value).startswith(sentence)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "bpm", "year", "starts", "energy", "key", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(json_values, max_size=3), json_values)
def test_any_values_in_json_are_read_without_an_exception(
    slots: list[object], told: object
) -> None:
    text = json.dumps({"clubplanner": {}, "slots": slots, "night": told})
    read_bytes(json_plan.KIND, text.encode(), "x.json")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    for kind in (plain_csv.KIND, engine.KIND, csv_sheet.KIND):
        read_bytes(kind, b'Title,Artist,"' + data, "x.csv")
        read_bytes(kind, data, "x.csv")
