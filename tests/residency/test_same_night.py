"""When two play logs tell of the same night."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.same_night import Likeness, lengthened, likeness

DAY = date(2026, 11, 28)
START = datetime(2026, 11, 28, 22, 0)


def log(first: int, last: int, *, times: bool = True, late_s: int = 0) -> PlayLog:
    plays = tuple(
        Play(
            title=f"Tune {n}",
            artist="Peter",
            at=START + timedelta(seconds=n * 240 + late_s) if times else None,
        )
        for n in range(first, last)
    )
    return PlayLog("x", DAY, plays=plays)


@pytest.mark.parametrize(
    ("there", "new", "is_like"),
    [
        (log(0, 20), log(0, 20), Likeness.SAME),
        (log(0, 20), log(0, 20, late_s=90), Likeness.SAME),
        (log(0, 20), log(0, 20, times=False), Likeness.SAME),
        (log(0, 20), log(0, 20, late_s=3600), Likeness.OTHER),
        (log(0, 20), log(0, 12), Likeness.SAME),
        (log(0, 12), log(0, 20), Likeness.LONGER),
        (log(5, 20), log(0, 20), Likeness.LONGER),
        (log(0, 20), log(20, 40), Likeness.OTHER),
        (log(0, 10), log(5, 15), Likeness.OTHER),
        (log(0, 20), replace(log(0, 20), date=date(2026, 11, 29)), Likeness.OTHER),
        (log(0, 0), log(0, 5), Likeness.OTHER),
    ],
)
def test_what_a_new_log_is_to_the_one_there(
    there: PlayLog, new: PlayLog, is_like: Likeness
) -> None:
    assert likeness(there, new) is is_like


def test_a_log_mended_by_hand_is_still_the_same() -> None:
    whole = log(0, 20)
    mended = [replace(whole.plays[n], title=f"Mended {n}") for n in (3, 9, 19)]
    plays = list(whole.plays)
    plays[3], plays[9], plays[19] = mended
    del plays[5]
    assert likeness(replace(whole, plays=tuple(plays)), whole) is Likeness.SAME


def test_case_accents_and_midnight_do_not_tell_plays_apart() -> None:
    there = PlayLog("x", DAY, plays=(Play("CAF\u00c9", "Ann", at=START),))
    at = datetime(2026, 11, 29, 22, 1)
    new = PlayLog("x", DAY, plays=(Play("cafe", "ann", at=at),))
    assert likeness(there, new) is Likeness.SAME


@given(st.integers(1, 40), st.integers(1, 40))
@settings(max_examples=40)
def test_lengthening_keeps_the_djs_stars_and_notes(there: int, more: int) -> None:
    short = log(0, there)
    starred = tuple(replace(play, stars=4, note="yes") for play in short.plays)
    short = replace(short, plays=starred, venue="The Cellar")
    new = log(0, there + more)
    assert likeness(short, new) is Likeness.LONGER
    merged = lengthened(short, new)
    assert merged.venue == "The Cellar"
    assert [play.stars for play in merged.plays] == [4] * there + [None] * more
    assert [play.title for play in merged.plays] == [play.title for play in new.plays]
    assert likeness(merged, new) is Likeness.SAME
