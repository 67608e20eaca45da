from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from clubplanner.night.plan import After, At, Position
from clubplanner.night.rules import Rules
from clubplanner.residency.night_file import night_text, read_night_text
from clubplanner.residency.residency_file import (
    Residency,
    new_night,
    next_date,
    read_residency_text,
)

TEXT = """\
clubplanner: 1
name: Saturday ice
venue: The Ice Box
weekday: saturday
start: '22:00'
end: '03:00'
zone: Europe/London
theme: heated-rivalry
act: DJ Test
curve: ['22:00 4', '01:00 9']
max_play: '5:00'
overlap: 32 beats
artist_gap: 4
rules:
  weeks_hard: 3
  pitch_range: 6
  key_lock: no
  tol_end: '2:00'
  step_up: 300
  key:
    diagonal: 100
  pair_stars: [1, 2, 3, 4, 5]
  neighbours: ['house techno']
anchors:
- cue: rivalry
  first: true
- cue: inferno
  at: '00:30'
  window: 5 min
- cue: attss-harrison
  after: true
address: 1 Ice Road
"""


def residency(text: str = TEXT) -> Residency:
    found, problems = read_residency_text(text, "sets/residency.yaml")
    assert problems == ()
    assert found is not None
    return found


def test_a_residency_is_read_as_written() -> None:
    found = residency()
    assert (found.name, found.venue, found.act) == (
        "Saturday ice",
        "The Ice Box",
        "DJ Test",
    )
    assert found.address == "1 Ice Road"
    assert (found.start, found.end, found.weekday) == (time(22), time(3), 5)
    assert (found.zone, found.theme) == ("Europe/London", "heated-rivalry")


def test_house_rules_take_the_place_of_the_defaults() -> None:
    rules = residency().rules
    assert (rules.max_play_s, rules.mix_beats, rules.artist_gap) == (300, 32, 4)
    assert (rules.weeks_hard, rules.weeks_soft) == (3, Rules().weeks_soft)
    assert (rules.pitch_range, rules.key_lock, rules.tol_end_s) == (6, False, 120)
    assert (rules.step_up, rules.key.diagonal, rules.key.fifth) == (300, 100, 100)
    assert rules.pair_stars == (1, 2, 3, 4, 5)
    assert rules.neighbours == {frozenset({"house", "techno"})}


def test_without_rules_the_defaults_hold() -> None:
    text = "venue: X\nstart: '22:00'\nend: '02:00'\n"
    assert residency(text).rules == Rules()


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (date(2026, 11, 27), date(2026, 11, 28)),
        (date(2026, 11, 28), date(2026, 12, 5)),
        (date(2026, 11, 29), date(2026, 12, 5)),
    ],
)
def test_the_next_night_is_on_the_weekday(after: date, day: date) -> None:
    assert next_date(residency(), after) == day


def test_a_residency_without_weekday_has_no_next_night() -> None:
    text = "venue: X\nstart: '22:00'\nend: '02:00'\n"
    assert next_date(residency(text), date(2026, 1, 1)) is None


def test_a_new_night_has_the_default_anchors_on_its_date() -> None:
    night = new_night(residency(), date(2026, 11, 28))
    zone = ZoneInfo("Europe/London")
    assert night.start == datetime(2026, 11, 28, 22, tzinfo=zone)
    assert night.end == datetime(2026, 11, 29, 3, tzinfo=zone)
    assert [slot.cue for slot in night.slots] == [
        "rivalry",
        "inferno",
        "attss-harrison",
    ]
    assert [slot.anchors for slot in night.slots] == [
        (Position(1),),
        (At(datetime(2026, 11, 29, 0, 30, tzinfo=zone), 300),),
        (After(),),
    ]
    assert [knot.energy for knot in night.curve] == [4, 9]
    assert night.max_play_s is None
    assert read_night_text(night_text(night), "x.yaml") == (night, ())


def test_a_new_night_on_a_day_the_clocks_change_is_as_long_as_the_wall_says() -> None:
    assert new_night(residency(), date(2026, 10, 24)).length_s == 6 * 3600
    assert new_night(residency(), date(2026, 3, 28)).length_s == 4 * 3600


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("weekday: saturday", "weekday: saturdy", 4, "did you mean 'saturday'"),
        ("start: '22:00'", "start: ten", 5, "for example 23:30"),
        ("venue: The Ice Box\n", "", 1, "venue is missing"),
        ("weeks_hard: 3", "week_hard: 3", 15, "did you mean 'weeks_hard'"),
        ("pitch_range: 6", "pitch_range: 6 %", 16, "write a number"),
        ("diagonal: 100", "diagonl: 100", 21, "did you mean 'diagonal'"),
        ("[1, 2, 3, 4, 5]", "[1, 2]", 22, "five whole numbers"),
        ("'house techno'", "house", 23, "names two genres"),
        ("at: '00:30'", "at: 0:3", 28, "for example 23:30"),
        ("01:00 9", "01:00 19", 10, "an energy from 1 to 10"),
        ("act:", "akt:", 9, "did you mean 'act'"),
    ],
)
def test_every_fault_names_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in TEXT
    _, problems = read_residency_text(TEXT.replace(old, new, 1), "sets/residency.yaml")
    said = [str(problem) for problem in problems]
    assert any(words in sentence for sentence in said)
    assert said[0].startswith(f"sets/residency.yaml:{line}: ")


def test_a_pitch_range_no_player_has_is_kept_and_remarked() -> None:
    text = TEXT.replace("pitch_range: 6", "pitch_range: 12")
    residency, problems = read_residency_text(text, "residency.yaml")
    assert residency is not None
    assert residency.rules.pitch_range == 12
    (notice,) = problems
    assert notice.is_notice
    assert "6, 8, 10, 16, 50" in notice.msg
