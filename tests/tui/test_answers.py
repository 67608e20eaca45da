from datetime import datetime
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.library.own_words import Words
from clubplanner.music.key import KEYS
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.words import changed
from clubplanner.workspace.workspace import Workspace

NOTHING = {"bpm": "", "key": "", "energy": "", "rating": "", "note": ""}


@pytest.mark.parametrize(("typed", "read"), [("5:30", 330), ("5", 300), (" 0:45 ", 45)])
def test_a_length_is_read_as_minutes(typed: str, read: int) -> None:
    assert answers.seconds(typed) == read


@pytest.mark.parametrize("typed", ["", "x", "0", "5:3", "-1:00"])
def test_what_is_no_length_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ClubplannerError, match="for example 5:30"):
        answers.seconds(typed)


def test_a_clock_time_before_the_start_is_the_next_day(workspace: Workspace) -> None:
    assert workspace.night is not None
    assert answers.clock("23:30", workspace.night) == datetime(2026, 11, 28, 23, 30)
    assert answers.clock("0:15", workspace.night) == datetime(2026, 11, 29, 0, 15)


@pytest.mark.parametrize("typed", ["", "24:00", "22:60", "22.30", "9:5", "x:30"])
def test_what_is_no_clock_time_is_refused(workspace: Workspace, typed: str) -> None:
    assert workspace.night is not None
    with pytest.raises(ClubplannerError):
        answers.clock(typed, workspace.night)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", (None, None)), ("0:32 5:10", (32, 310)), ("- 5:10", (None, 310))],
)
def test_mix_points_may_be_left_to_the_track(
    typed: str, read: tuple[float | None, float | None]
) -> None:
    assert answers.points(typed) == read


def test_beats_and_windows_have_a_meaning_when_nothing_is_typed() -> None:
    assert answers.beats("") is None
    assert answers.beats("48") == 48
    assert answers.window("") == 30
    assert answers.window("5") == 300


def test_own_words_are_read_and_an_empty_field_takes_them_back() -> None:
    typed = {"bpm": "124,5", "key": "Am", "energy": "7", "rating": "3.5", "note": "x"}
    words = changed(Words(energy=3), typed)
    assert (words.bpm, words.key, words.energy) == (124.5, KEYS["8A"], 7)
    assert (words.rating, words.note) == (3.5, "x")
    assert changed(words, NOTHING).is_blank


@pytest.mark.parametrize("tempo", ["half", "double"])
def test_a_tempo_may_be_called_half_or_double(tempo: str) -> None:
    assert changed(Words(), NOTHING | {"bpm": tempo}).tempo == tempo


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("bpm", "fast"),
        ("key", "loud"),
        ("energy", "11"),
        ("energy", "x"),
        ("rating", "6"),
    ],
)
def test_own_words_out_of_range_are_refused(field: str, typed: str) -> None:
    with pytest.raises(ClubplannerError):
        changed(Words(), NOTHING | {field: typed})


def test_a_date_is_read_as_written_in_file_names() -> None:
    assert answers.day("2026-12-05").isoformat() == "2026-12-05"
    with pytest.raises(ClubplannerError, match="2026-11-28"):
        answers.day("5 Dec")


def test_the_made_home_is_sound(workspace: Workspace) -> None:
    assert not workspace.problems
    assert workspace.night is not None
    assert len(workspace.night.slots) == 16
    assert Path("home").is_dir()
