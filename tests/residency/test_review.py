from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.residency.nights import START, log, night, shown

from clubplanner.night.plan import At, EndAt, Night, Slot
from clubplanner.residency.drift import anchor_drifts
from clubplanner.residency.pairing import Fate
from clubplanner.residency.play_log import read_play_log_text
from clubplanner.residency.review import repeats, review


@pytest.mark.parametrize(
    ("planned", "played", "lines"),
    [
        ("abc", "abc", ["kept a/a", "kept b/b", "kept c/c"]),
        ("abc", "axc", ["kept a/a", "swapped b/x", "kept c/c"]),
        ("abc", "ac", ["kept a/a", "dropped b/-", "kept c/c"]),
        ("ab", "axb", ["kept a/a", "added -/x", "kept b/b"]),
        ("abcd", "bcda", ["kept b/b", "kept c/c", "kept d/d", "moved a/a"]),
        ("aba", "aba", ["kept a/a", "kept b/b", "kept a/a"]),
        ("ab", "", ["dropped a/-", "dropped b/-"]),
        ("", "x", ["added -/x"]),
        ("ab", "xya", ["added -/x", "added -/y", "kept a/a", "dropped b/-"]),
    ],
)
def test_each_slot_and_play_has_its_fate(
    planned: str, played: str, lines: list[str]
) -> None:
    assert shown(review(night(planned), log(played))) == lines


@given(st.text("abcde", max_size=7), st.text("abcdexyz", max_size=7))
def test_every_slot_and_every_play_stands_in_one_line(
    planned: str, played: str
) -> None:
    found = review(night(planned), log(played))
    slots = [line.slot.id for line in found.lines if line.slot]
    plays = [line.play for line in found.lines if line.play]
    assert sorted(slots) == list(range(len(planned)))
    assert len(plays) == len(played)
    kept = [
        line.slot.id for line in found.lines if line.fate is Fate.KEPT and line.slot
    ]
    assert kept == sorted(kept)


def test_drift_at_an_anchor_is_late_or_early_in_seconds() -> None:
    (drift,) = anchor_drifts(review(night("a", At(START, 60)), log("a", late_s=90)))
    assert (drift.off_s, drift.is_held) == (90, False)
    early = anchor_drifts(review(night("a", At(START, 120)), log("a", late_s=-90)))
    assert [(d.off_s, d.is_held) for d in early] == [(-90, True)]
    until = EndAt(START + timedelta(minutes=5))
    ended = anchor_drifts(review(night("a", until), log("a")))
    assert [(d.off_s, d.is_held) for d in ended] == [(0, True)]


@pytest.mark.parametrize("late_s", [90, -90])
def test_a_log_that_begins_after_midnight_is_no_day_early(late_s: int) -> None:
    asked = datetime(2026, 11, 29, 0, 30)
    text = (
        "date: 2026-11-28\nplays:\n- title: a\n  artist: A\n"
        f"  at: '{asked + timedelta(seconds=late_s):%H:%M:%S}'\n"
    )
    played, problems = read_play_log_text(text, "x.yaml")
    assert played is not None
    assert problems == ()
    (drift,) = anchor_drifts(review(night("a", At(asked, 60)), played))
    assert drift.off_s == late_s


def test_a_gap_and_a_cue_without_a_track_are_no_surprise() -> None:
    plan = Night(
        "n",
        START.date(),
        START,
        START,
        slots=(Slot(1, gap_s=600), Slot(2, cue="inferno")),
    )
    assert shown(review(plan, log("a"))) == ["swapped inferno/a"]
    named = {"inferno": ("A", "a")}
    assert shown(review(plan, log("a"), named)) == ["kept inferno/a"]


def test_what_the_room_heard_again_is_listed_the_most_often_first() -> None:
    days = [date(2026, 11, day) for day in (7, 14, 21)]
    logs = [
        log(titles, day) for titles, day in zip(("ab", "bc", "bcc"), days, strict=True)
    ]
    found = repeats(reversed(logs))
    assert [(r.title, r.days) for r in found] == [
        ("b", tuple(days)),
        ("c", tuple(days[1:])),
    ]
