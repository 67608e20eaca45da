"""A night going on: where it stands follows from plan and play log alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Anchor, At, EndAt, Night, Slot
from clubplanner.night.timeline import timeline
from clubplanner.residency.gig import Standing, places, standing, started, taken_back
from clubplanner.residency.play_log import PlayLog, play_log_text, read_play_log_text

START = datetime(2026, 11, 28, 22)
LOG = PlayLog("Night", date(2026, 11, 28), "Club")


def track(name: str) -> Track:
    return Track(f"{name}.mp3", name, f"artist of {name}", bpm=120, length_s=300)


def _pins_of(name: str, pins: dict[str, Anchor]) -> list[Anchor]:
    return [pins[name]] if name in pins else []


def plan(
    names: str, pins: dict[str, Anchor] | None = None, start: datetime = START
) -> Night:
    """A night of tracks by the letter, ``-`` for a gap."""
    slots = tuple(
        Slot(n, gap_s=120)
        if name == "-"
        else Slot(n, track(name), anchors=tuple(_pins_of(name, pins or {})))
        for n, name in enumerate(names, 1)
    )
    end = start + timedelta(hours=2)
    return Night("Night", date(2026, 11, 28), start, end, slots=slots)


def play(log: PlayLog, name: str, minute: float, slot: Slot | None = None) -> PlayLog:
    return started(log, track(name), slot, START + timedelta(minutes=minute))


def at(night: Night, log: PlayLog, minute: float) -> Standing:
    now = night.start + timedelta(minutes=minute)
    return standing(night, timeline(night, Context()), log, now)


def test_before_the_first_track_nothing_plays() -> None:
    night = plan("abc", {"b": At(START + timedelta(minutes=9))})
    found = at(night, LOG, -3)
    assert (found.place, found.next, found.playing) == (None, 0, None)
    assert found.second == -180
    # b is planned at 4:28, four and a half minutes before its pin.
    assert [(p.slot.name, p.off_s, p.is_held) for p in found.pins] == [
        ("b", -272, False)
    ]


def test_late_is_told_against_the_plan_and_every_pin() -> None:
    pins: dict[str, Anchor] = {
        "b": At(START + timedelta(minutes=4), 60),
        "c": EndAt(START + timedelta(minutes=14), 30),
    }
    night = plan("abc", pins)
    log = play(LOG, "a", 7)
    found = at(night, log, 8)
    assert (found.place, found.next, found.since_s) == (0, 1, 60)
    assert found.late_s == 420
    # 64 beats of 120 are 32 s: a mixes out after 268 s.
    assert found.left_s == 268 - 60
    assert [(p.slot.name, p.off_s, p.is_held) for p in found.pins] == [
        ("b", 28 + 420, False),
        ("c", 268 * 2 + 300 - 14 * 60 + 420, False),
    ]
    assert found.end_s == 268 * 2 + 300 + 420 - 7200


def test_a_track_that_is_not_planned_leaves_the_plan_where_it_was() -> None:
    night = plan("abc")
    log = play(play(LOG, "a", 0), "x", 4)
    found = at(night, log, 5)
    assert (found.place, found.next, found.left_s, found.late_s) == (
        None,
        1,
        None,
        None,
    )
    assert found.playing is not None
    assert found.playing.title == "x"


@pytest.mark.parametrize(
    ("planned", "played", "expected"),
    [
        ("abcd", "abcd", [0, 1, 2, 3]),
        ("abcd", "acd", [0, 2, 3]),
        ("abcd", "abxd", [0, 1, None, 3]),
        ("abcd", "acb", [0, 2, 1]),
        ("abca", "aba", [0, 1, 3]),
        ("abca", "aa", [0, 3]),
        ("abc", "aab", [0, None, 1]),
        ("a-b", "ab", [0, 2]),
    ],
)
def test_plays_are_told_from_the_plan(
    planned: str, played: str, expected: list[int | None]
) -> None:
    log = LOG
    for minute, name in enumerate(played):
        log = play(log, name, 5.0 * minute)
    assert places(plan(planned), log.plays) == expected


def test_what_was_played_out_of_turn_does_not_come_again() -> None:
    night = plan("abcd", {"c": At(START + timedelta(minutes=9))})
    log = play(play(play(LOG, "a", 0), "c", 4), "b", 8)
    found = at(night, log, 9)
    assert (found.place, found.next, found.pins) == (1, 3, ())
    assert at(night, play(log, "d", 12), 13).next is None


def test_a_play_has_its_length_when_the_next_one_starts() -> None:
    log = started(LOG, track("a"), None, START)
    log = started(log, track("b"), None, START + timedelta(seconds=250), 32)
    assert [p.played_s for p in log.plays] == [282, None]
    log = started(log, track("c"), None, START + timedelta(minutes=30), 32, 300.9)
    assert [p.played_s for p in log.plays] == [282, 300, None]


def test_a_cue_without_a_track_is_logged_by_its_name() -> None:
    slot = Slot(1, cue="inferno")
    log = started(LOG, None, slot, START)
    assert (log.plays[0].title, log.plays[0].path) == (slot.name, "")
    night = replace(plan("a"), slots=(slot,))
    assert places(night, log.plays) == [0]


marks = st.lists(st.tuples(st.sampled_from("abcdex"), st.integers(1, 600)), max_size=12)


@given(marks)
def test_what_is_taken_back_is_as_if_it_had_not_been(
    given_: list[tuple[str, int]],
) -> None:
    log, logs, second = LOG, [LOG], 0
    for name, wait in given_:
        second += wait
        log = started(log, track(name), None, START + timedelta(seconds=second), 20)
        logs.append(log)
    for before in reversed(logs[:-1]):
        log = taken_back(log)
        assert log == before
    assert taken_back(log) == LOG


@given(marks)
def test_a_log_comes_back_from_its_file(given_: list[tuple[str, int]]) -> None:
    log, second = LOG, 0
    for name, wait in given_:
        second += wait
        log = started(log, track(name), None, START + timedelta(seconds=second), 20)
    read, problems = read_play_log_text(play_log_text(log), "log.yaml")
    assert problems == ()
    assert read is not None
    assert read.plays == log.plays


@given(marks)
def test_no_slot_is_two_plays(given_: list[tuple[str, int]]) -> None:
    log = LOG
    for n, (name, _) in enumerate(given_):
        log = play(log, name, n)
    found = [place for place in places(plan("abcadeb"), log.plays) if place is not None]
    assert len(found) == len(set(found))


def test_a_night_over_the_change_of_the_clocks_counts_real_seconds() -> None:
    zone = ZoneInfo("Europe/London")
    start = datetime(2026, 10, 25, 0, 30, tzinfo=zone)
    pin = At(datetime(2026, 10, 25, 1, 30, tzinfo=zone, fold=1))
    night = plan("ab", {"b": pin}, start)
    real = start.astimezone(UTC) + timedelta(minutes=100)
    log = started(LOG, track("a"), None, real.astimezone(zone))
    found = standing(
        night, timeline(night, Context()), log, real + timedelta(minutes=1)
    )
    assert found.second == 101 * 60
    assert found.late_s == 6000
    # The pin is two real hours behind the doors.
    assert found.pins[0].off_s == 268 + 6000 - 7200
