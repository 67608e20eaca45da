"""The overlap with the last weeks: what counts, and what is said of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.night.making import night, track

from clubplanner.night.findings import Severity
from clubplanner.night.plan import Night, Played, Slot
from clubplanner.night.rules import Rules
from clubplanner.residency.memory import Memory, remember
from clubplanner.residency.overlap import RULE, overlap, overlap_findings
from clubplanner.residency.play_log import Play, PlayLog

LIMIT = Rules(overlap_limit=20)


def plan(titles: str) -> Night:
    return night(*(Slot(n, track(title)) for n, title in enumerate(titles)))


def heard(plan: Night, days_ago: int, titles: str) -> PlayLog:
    plays = tuple(Play(title, f"artist of {title}") for title in titles)
    return PlayLog("n", plan.date - timedelta(days=days_ago), plays=plays)


def memory(plan: Night, *logs: PlayLog) -> Memory:
    return remember(logs, "", plan.date)


def test_a_night_over_the_limit_says_how_much_which_and_what_to_do() -> None:
    made = plan("abcdefghij")
    known = memory(made, heard(made, 7, "abcdef"), heard(made, 21, "gx"))
    (finding,) = overlap_findings(made, known, LIMIT)
    day, earlier = made.date - timedelta(days=7), made.date - timedelta(days=21)
    named = ", ".join(f'"{title}" ({day:%d %b})' for title in "abcde")
    assert finding.text == (
        "70 % of the night was heard here in the last 4 weeks, the limit is 20 %: "
        f"{named} and 2 more."
    )
    assert (finding.rule, finding.severity) == (RULE, Severity.WARN)
    assert finding.slot_id is None
    assert finding.sources == f"play logs of {earlier:%d %b}, {day:%d %b}"
    assert finding.hint.startswith("swap 5 of them")


@pytest.mark.parametrize(
    ("rules", "days_ago", "is_said"),
    [
        (LIMIT, 28, True),
        (LIMIT, 29, False),
        (Rules(), 7, False),
        (replace(LIMIT, overlap_limit=0), 7, False),
        (replace(LIMIT, overlap_limit=50), 7, False),
        (replace(LIMIT, overlap_limit=49), 7, True),
        (replace(LIMIT, overlap_weeks=1), 7, True),
        (replace(LIMIT, overlap_weeks=1), 8, False),
        (replace(LIMIT, overlap_limit=100), 7, False),
    ],
)
def test_the_limit_and_the_weeks_are_the_houses(
    rules: Rules, days_ago: int, is_said: bool
) -> None:
    made = plan("abcd")
    known = memory(made, heard(made, days_ago, "ab"))
    assert bool(overlap_findings(made, known, rules)) is is_said


def test_a_share_just_over_the_limit_does_not_read_as_the_limit() -> None:
    made = plan("".join(chr(0x4E00 + n) for n in range(49)))
    titles = "".join(slot.name for slot in made.slots[:10])
    (finding,) = overlap_findings(made, memory(made, heard(made, 7, titles)), LIMIT)
    assert finding.text.startswith("20.4 % of the night")


def test_pinned_cues_are_exempt_and_reprises_and_gaps_do_not_count() -> None:
    pinned = Slot(1, track("a"), cue="inferno", anchors=(Played(),))
    free_cue = Slot(2, track("b"), cue="rivalry")
    pinned_track = Slot(3, track("c"), anchors=(Played(),))
    again = Slot(4, track("c"))
    made = night(pinned, free_cue, pinned_track, again, Slot(5, gap_s=60), Slot(6))
    found = overlap(made, memory(made, heard(made, 7, "abc")), 4)
    assert [slot.id for slot, _ in found.heard] == [2, 3]
    assert (found.tracks, found.percent) == (2, 100.0)


def test_an_empty_night_overlaps_nothing() -> None:
    made = plan("")
    assert overlap(made, memory(made), 4).percent == 0.0
    assert overlap_findings(made, memory(made), LIMIT) == ()


@given(st.sets(st.sampled_from("abcdefghij")), st.integers(1, 100))
def test_swapping_as_many_as_the_hint_says_comes_down_to_the_limit(
    known: set[str], limit: int
) -> None:
    made = plan("abcdefghij")
    found = overlap(made, memory(made, heard(made, 7, "".join(sorted(known)))), 4)
    surplus = found.too_many(limit)
    assert (len(known) - surplus) * 100 <= limit * 10
    assert surplus == 0 or (len(known) - surplus + 1) * 100 > limit * 10
    rules = Rules(overlap_limit=limit)
    said = overlap_findings(
        made, memory(made, heard(made, 7, "".join(sorted(known)))), rules
    )
    assert bool(said) is (found.percent > limit)


def test_later_nights_say_nothing_of_an_earlier_plan() -> None:
    made = plan("ab")
    later = Memory(last_played={"artist of a - a": made.date + timedelta(days=7)})
    assert overlap(made, later, 4).heard == ()
