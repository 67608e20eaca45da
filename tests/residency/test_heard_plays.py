from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.residency.nights import START, log, night

from clubplanner.night.plan import Night
from clubplanner.residency.drift import anchor_drifts, longer_and_shorter, mixes
from clubplanner.residency.heard_plays import Hearing, hearing
from clubplanner.residency.play_log import (
    Play,
    PlayLog,
    play_log_text,
    read_play_log_text,
)
from clubplanner.residency.review import review
from clubplanner.residency.two_curves import curves, gone_files

LONDON = ZoneInfo("Europe/London")


def played(*plays: tuple[str, float, float | None]) -> PlayLog:
    """Return a log of titles, minutes into the night and seconds they sounded."""
    return PlayLog(
        "n",
        START.date(),
        plays=tuple(
            Play(title, "A", at=START + timedelta(minutes=minute), played_s=seconds)
            for title, minute, seconds in plays
        ),
    )


def minutes(found: Hearing) -> list[float | None]:
    return [None if h.second is None else h.second / 60 for h in found.heard]


def test_a_track_loaded_anew_within_its_length_is_one_play() -> None:
    found = hearing(
        night("ab"),
        played(("a", 0, 40), ("a", 1, 240), ("b", 5, 300)),
        lengths={"A - a": 300, "a - a": 300},
    )
    assert [(h.play.title, h.numbers) for h in found.heard] == [
        ("a", (1, 2)),
        ("b", (3,)),
    ]
    assert found.heard[0].play.played_s == 300
    assert found.remarks == ('"a" (22:00) was loaded twice and is one play',)
    again = hearing(night("ab"), played(("a", 0, 300), ("a", 5, 300)))
    assert len(again.heard) == 2


def test_what_sounded_too_short_does_not_count() -> None:
    found = hearing(night("ab"), played(("a", 0, 29), ("b", 1, 30), ("c", 5, None)))
    assert [h.play.title for h in found.heard] == ["b", "c"]
    assert [(one.number, one.reason) for one in found.left_out] == [
        (1, "sounded 29 s, 30 s count")
    ]
    assert len(hearing(night("a"), played(("a", 0, 29)), heard_s=10).heard) == 1


@pytest.mark.parametrize(
    ("at", "trusted"),
    [
        ([0, 5, 10, 15], [0, 5, 10, 15]),
        ([0, 5, 60, 15], [0, 5, None, 15]),
        ([0, 20, 5, 25], [0, 20, None, 25]),
        ([0, 50, 55, 30, 35], [0, 50, 55, None, None]),
    ],
)
def test_a_clock_that_jumps_back_is_not_trusted_from_there_on(
    at: list[float], trusted: list[float | None]
) -> None:
    found = hearing(night("a"), played(*((f"t{m}", m, None) for m in at)))
    assert minutes(found) == trusted
    assert len(found.remarks) == (at != trusted)


def test_of_two_gigs_in_a_file_the_one_on_the_night_counts() -> None:
    early = [(f"e{n}", -360 + 5 * n, 300.0) for n in range(4)]
    late = [(f"l{n}", 5 * n, 300.0) for n in range(3)]
    found = hearing(night("a"), played(*early, *late))
    assert [h.numbers[0] for h in found.heard] == [5, 6, 7]
    assert [one.number for one in found.left_out] == [1, 2, 3, 4]
    assert "holds two gigs" in found.remarks[0]


@pytest.mark.parametrize(
    ("at", "trusted", "said"),
    [
        ([0, 5, 365, 370, 15, 20], [0, 5, None, None, 15, 20], "jumps ahead 360 min"),
        ([0, 70, 75, 10, 15, 90], [0, 70, 75, None, None, 90], "jumps back 65 min"),
        ([0, 5, 10, 375, 380, 385], [0, 5, 10, None, None, None], "leaps hours"),
    ],
)
def test_a_clock_wrong_for_a_while_costs_those_times_and_no_play(
    at: list[float], trusted: list[float | None], said: str
) -> None:
    plays = ((title, m, 300.0) for title, m in zip("abcdef", at, strict=True))
    found = hearing(night("abcdef"), played(*plays))
    assert minutes(found) == trusted
    assert found.left_out == ()
    assert [said in one for one in found.remarks] == [True]


def test_a_log_whole_days_apart_is_read_by_its_clock_and_said() -> None:
    found = hearing(night("a"), played(("a", -1440, 300), ("b", -1435, 300)))
    assert minutes(found) == [0, 5]
    assert "a day before" in found.remarks[0]


def test_the_hour_that_comes_twice_runs_on_without_a_jump() -> None:
    start = datetime(2026, 10, 24, 23, tzinfo=LONDON)
    plan = Night(
        "n", start.date(), start, datetime(2026, 10, 25, 4, tzinfo=LONDON), zone="x"
    )
    clocks = ["23:00", "00:30", "01:30", "01:10", "01:50", "02:10"]
    plays = "".join(f"- at: '{clock}'\n  title: t{clock}\n" for clock in clocks)
    text = f"date: 2026-10-24\nzone: Europe/London\nplays:\n{plays}"
    read, problems = read_play_log_text(text, "x.yaml")
    assert read is not None
    assert problems == ()
    found = hearing(plan, read)
    assert minutes(found) == [0, 90, 150, 190, 230, 250]
    (said,) = found.remarks
    assert said.startswith("the clocks went back 60 min during the night")
    assert [play.at.fold for play in read.plays if play.at] == [0, 0, 0, 1, 1, 0]
    assert "01:10 2nd" in play_log_text(read)


def test_a_naive_log_takes_the_zone_of_its_night() -> None:
    start = datetime(2026, 10, 24, 23, tzinfo=LONDON)
    plan = Night("n", start.date(), start, start + timedelta(hours=5))
    naive = PlayLog("n", start.date(), plays=(Play("a", at=datetime(2026, 10, 25, 2)),))
    assert minutes(hearing(plan, naive)) == [240]


@pytest.mark.parametrize("clock", ["00:00", "00:30", "05:59"])
def test_a_log_that_begins_after_midnight_is_of_the_night_before(clock: str) -> None:
    text = f"date: 2026-11-28\nplays:\n- at: '{clock}'\n  title: a\n"
    read, _ = read_play_log_text(text, "x.yaml")
    assert read is not None
    assert [play.at and play.at.date() for play in read.plays] == [date(2026, 11, 29)]


@pytest.mark.parametrize("day", [28, 29])
@pytest.mark.parametrize("hour", [0, 5, 6, 8, 13, 23])
def test_the_first_play_reads_back_on_its_day(day: int, hour: int) -> None:
    if day == 29 and hour >= 12:
        return
    at = datetime(2026, 11, day, hour, 30)
    made = PlayLog("n", date(2026, 11, 28), plays=(Play("a", at=at),))
    read, problems = read_play_log_text(play_log_text(made), "x.yaml")
    assert problems == ()
    assert read == made


def test_stars_and_note_of_the_night_and_the_djs_word_survive_a_save() -> None:
    plays = (Play("a", "A", slot="none"), Play("b", "B", slot="x #2"))
    made = PlayLog("n", START.date(), stars=4, note="packed\nall night", plays=plays)
    text = play_log_text(replace(made, extra=(("crowd", "300"),)))
    read, _ = read_play_log_text(text, "x.yaml")
    assert read is not None
    assert (read.stars, read.note, read.plays) == (4, made.note, plays)
    assert play_log_text(read) == text


def test_a_mix_is_longer_or_shorter_than_planned_where_both_are_known() -> None:
    plan = replace(night("abc"), overlap_beats=40)
    plays = played(("a", 0, 300), ("b", 4.5, 300), ("x", 9.5, None))
    found = review(plan, plays)
    first, second = mixes(found)
    assert (first.planned_s, first.played_s, first.longer_s) == (20, 30, 10)
    assert (second.planned_s, second.played_s) == (None, 0)
    assert longer_and_shorter(found) == (1, 0, 1)


def test_the_curves_stand_over_each_other_on_one_clock() -> None:
    found = review(night("ab"), log("ax"))
    both = curves(found, lambda path, artist, title: None)
    assert [(s.start, s.end, s.bpm) for s in both.planned] == [
        (0, 300, 120),
        (300, 600, 120),
    ]
    assert [(s.start, s.end, s.bpm) for s in both.played] == [
        (0, 300, 120),
        (300, 600, None),
    ]
    gone = replace(log("ax").plays[1], path="gone.mp3")
    found = review(night("ab"), PlayLog("n", START.date(), plays=(gone,)))
    assert gone_files(found, lambda path, artist, title: None, ()) == (gone,)
    assert gone_files(found, lambda path, artist, title: None, None) == ()
    assert gone_files(found, lambda path, artist, title: None, {gone.path}) == ()


def test_an_anchor_of_a_play_nobody_timed_is_not_judged() -> None:
    plays = PlayLog("n", START.date(), plays=(Play("a", "A"),))
    assert anchor_drifts(review(night("a"), plays)) == ()
