from dataclasses import replace

import pytest

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import (
    assumed_problems,
    named_rows,
    one_line,
    rows_with_files,
)
from clubplanner.music.isrc import valid_isrc
from clubplanner.music.track import Track
from clubplanner.night.plan import After, Anchor, At, EndAt, Played, Position
from tests.exchange.nights import START, listed, night, track


def test_rows_start_where_the_timeline_says_overlaps_deducted() -> None:
    rows = listed(night(track(1), track(2), track(3))).rows
    # 64 beats at 128 BPM are 30 s: the next one starts 270 s after the one before.
    assert [row.start_s for row in rows] == [0, 270, 540]
    assert [f"{row.begins:%H:%M:%S}" for row in rows] == [
        "22:00:00",
        "22:04:30",
        "22:09:00",
    ]
    assert rows[2].ends == START.replace(minute=14)
    assert rows[2].overlap_s == 0


def test_an_open_cue_takes_the_title_the_theme_gives_it() -> None:
    plan = night(track(1), None)
    options = Options(cue_titles={"heartbeat-3": "Heartbeat III"})
    assert listed(plan, options).rows[1].where == 'slot 2 "Heartbeat III"'
    assert listed(plan).rows[1].title == "heartbeat-3"


def test_a_list_of_files_names_every_slot_it_leaves_out() -> None:
    plan = night(track(1), None, track(2), gaps={2: 300})
    options = Options(cue_titles={"heartbeat-3": "Heartbeat III"})
    rows, problems = rows_with_files(listed(plan, options).rows, options)
    assert [row.number for row in rows] == [1, 4]
    assert problems == (
        'slot 2 "Heartbeat III" has no file and is left out',
        "slot 3 is a gap of 300 s and is left out",
    )


def test_a_missing_file_stays_in_the_list_and_is_named() -> None:
    options = Options(exists=lambda path: path != "/music/002.flac")
    rows, problems = rows_with_files(listed(night(track(1), track(2))).rows, options)
    assert len(rows) == 2
    assert problems == ('slot 2 "Song 2": file not found: /music/002.flac',)


@pytest.mark.parametrize("name", ["/m/a\nb.mp3", "/m/a\x1bb.mp3", "/m/a\udce9.mp3"])
def test_a_file_name_no_list_can_hold_is_left_out_and_named(name: str) -> None:
    rows, problems = rows_with_files(listed(night(track(1, path=name))).rows, Options())
    assert rows == ()
    assert len(problems) == 1
    assert "rename the file" in problems[0]
    problems[0].encode("utf-8")


def test_a_list_of_titles_keeps_open_cues_and_names_gaps() -> None:
    rows, problems = named_rows(listed(night(track(1), None, gaps={1: 90})).rows)
    assert [row.title for row in rows] == ["Song 1", "heartbeat-3"]
    assert problems == ("slot 2 is a gap of 90 s and is left out",)


def test_an_unknown_length_is_told() -> None:
    rows = listed(night(track(1, length_s=None), track(2))).rows
    assert list(assumed_problems(rows)) == [
        'slot 1 "Song 1" has no known length: the times after it assume 4:00'
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GBAAA1200001", "GBAAA1200001"),
        ("gb-aaa-12-00001", "GBAAA1200001"),
        ("GBAAA120000", ""),
        ("GBAAA12000011", ""),
        ("1BAAA1200001", ""),
        ("GBAAA12O0001", ""),
        ("GBAAA1200001/GBAAA1200002", ""),
        ("", ""),
    ],
)
def test_only_a_whole_isrc_is_written(text: str, code: str) -> None:
    assert valid_isrc(text) == code


def test_text_of_a_row_stays_on_one_line() -> None:
    assert one_line("a\r\nb\tc\x85d\u2028e\udc80") == "a  b c d e "
    row = listed(night(track(1, title="Two\nlines", artist="\x1b[31mRed"))).rows[0]
    assert row.title == "Two lines"
    assert row.artist == " [31mRed"


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (At(START), "at 22:00"),
        (At(START, 720), "at 22:00 ±12 min"),
        (EndAt(START, 45), "ends at 22:00 ±45 s"),
        (Position(1), "first"),
        (Position(-1), "last"),
        (Position(7), "number 7"),
        (Played(), "played"),
        (After("rivalry"), "after rivalry"),
        (After(), "after the slot above"),
    ],
)
def test_pins_stand_in_words(anchor: Anchor, words: str) -> None:
    plan = night(track(1))
    plan = replace(plan, slots=(replace(plan.slots[0], anchors=(anchor,)),))
    assert listed(plan).rows[0].pinned == (words,)


def test_a_track_without_any_name_shows_its_file() -> None:
    row = listed(night(Track("/music/x.mp3"))).rows[0]
    assert row.title == "/music/x.mp3"
    assert row.display == "ID - /music/x.mp3"
