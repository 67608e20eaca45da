from dataclasses import replace
from datetime import timedelta

import pytest

from clubplanner.night import edits
from clubplanner.night.checks import check, would_fail
from clubplanner.night.context import Context
from clubplanner.night.findings import Severity
from clubplanner.night.hard_rules import breaches, minutes
from clubplanner.night.pins import pins
from clubplanner.night.plan import After, At, EndAt, Night, Played, Position, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.timeline import timeline
from tests.night.making import START, night, track

LOOSE = Context(Rules(tol_end_s=10**6, artist_gap=0))


def rules_of(plan: Night, context: Context = LOOSE) -> list[str]:
    return [breach.rule for breach in breaches(plan, context)]


def at(seconds: int) -> At:
    return At(START + timedelta(seconds=seconds))


def pair(**more: object) -> Night:
    return night(Slot(0, track("a")), Slot(0, track("b"), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("second", "held"), [(268, True), (298, True), (299, False)])
def test_a_hard_pin_may_be_thirty_seconds_off(second: int, held: bool) -> None:
    plan = pair(anchors=(at(second),))
    assert (rules_of(plan) == []) == held


def test_a_missed_pin_says_by_how_much_and_on_which_side() -> None:
    (late,) = breaches(pair(anchors=(at(0),)), LOOSE)
    assert "4.5 min late" in late.text
    assert late.off_s == 268
    (early,) = breaches(pair(anchors=(at(3600),)), LOOSE)
    assert "early" in early.text


def test_an_end_pin_counts_the_end_of_the_track() -> None:
    ends = START + timedelta(seconds=568)
    assert rules_of(pair(anchors=(EndAt(ends),))) == []
    assert rules_of(pair(anchors=(EndAt(ends + timedelta(minutes=5)),))) == ["H3"]


@pytest.mark.parametrize(
    ("number", "held"), [(2, True), (-1, True), (1, False), (-2, False), (3, False)]
)
def test_positions_count_from_both_ends(number: int, held: bool) -> None:
    assert (rules_of(pair(anchors=(Position(number),))) == []) == held


def test_played_is_held_wherever_it_stands() -> None:
    assert rules_of(pair(anchors=(Played(),))) == []


def test_after_names_the_slot_it_must_follow() -> None:
    assert rules_of(pair(anchors=(After("a"),))) == []
    assert rules_of(pair(anchors=(After("z"),))) == ["H3"]
    first = night(Slot(0, track("a"), anchors=(After(),)))
    assert rules_of(first) == ["H3"]


def test_a_track_plays_once_except_a_reprise_far_enough_away() -> None:
    again = night(*(Slot(0, track(name)) for name in ("a", "b", "a")))
    assert "H1" in rules_of(again)
    pinned = replace(
        again, slots=tuple(replace(s, anchors=(Played(),)) for s in again.slots)
    )
    assert "H1" in rules_of(pinned)
    far = edits.add_gap(pinned, 1, 45 * 60)
    assert "H1" not in rules_of(far)


@pytest.mark.parametrize(("gap_s", "legal"), [(2400, True), (2399, False)])
def test_a_reprise_starts_45_minutes_after_the_last_time(
    gap_s: int, legal: bool
) -> None:
    first, again = (Slot(0, track("a"), anchors=(Played(),)) for _ in range(2))
    plan = night(first, Slot(0, gap_s=gap_s), again)
    assert ("H1" not in rules_of(plan)) == legal
    third = replace(again, id=9)
    assert "H1" in rules_of(replace(plan, slots=(*plan.slots, third)))


def test_tracks_without_a_file_are_told_by_artist_and_title() -> None:
    one, other = track("A", path=""), track("a", path="", artist="Artist of A")
    assert rules_of(night(Slot(0, one), Slot(0, other))) == ["H1"]
    unnamed = track("a", path="", artist="")
    assert rules_of(night(Slot(0, unnamed), Slot(0, unnamed))) == []


@pytest.mark.parametrize(
    ("weeks", "words"), [(0, "less than a week ago"), (1, "1 week ago")]
)
def test_how_long_a_track_has_rested_is_said_in_weeks(weeks: int, words: str) -> None:
    context = replace(LOOSE, weeks={"a.mp3": weeks})
    assert words in breaches(pair(), context)[0].text


def test_a_night_may_set_no_artist_gap_at_all() -> None:
    context = Context(Rules(tol_end_s=10**6, artist_gap=6))
    same = night(*(Slot(0, track(n, artist="X")) for n in "ab"))
    assert rules_of(same, context) == ["H2"]
    assert rules_of(replace(same, artist_gap=0), context) == []


def test_an_out_point_behind_the_end_is_the_end() -> None:
    plan = night(Slot(0, track("a"), out_s=340))
    assert timeline(plan, LOOSE).items[0].play == 300


def test_a_mix_in_point_behind_the_end_would_fail() -> None:
    found = check(night(Slot(0, track("a"), mix_in_s=300)), LOOSE)
    assert [f.rule for f in found if f.severity is Severity.FAIL] == ["points"]
    assert "length-unknown" not in {f.rule for f in found}


def test_artists_stay_apart_unless_both_are_pinned() -> None:
    context = Context(Rules(tol_end_s=10**6, artist_gap=2))
    same = [Slot(0, track(n, artist="X" if n in "ac" else n)) for n in "abc"]
    assert rules_of(night(*same), context) == ["H2"]
    apart = [Slot(0, track(n, artist="X" if n in "ad" else n)) for n in "abcd"]
    assert rules_of(night(*apart), context) == []
    pinned = [replace(slot, anchors=(Played(),)) for slot in same]
    assert rules_of(night(*pinned), context) == []
    assert rules_of(night(*pinned[:2], same[2]), context) == ["H2"]
    nobody = [Slot(0, track(n, artist="")) for n in "abc"]
    assert rules_of(night(*nobody), context) == []


def test_the_music_ends_when_the_night_does() -> None:
    context = Context(Rules(tol_end_s=240, artist_gap=0))
    assert rules_of(night(Slot(0, track("a")), hours=0.1), context) == []
    assert rules_of(night(Slot(0, track("a")), hours=1), context) == ["H4"]
    assert rules_of(night(Slot(0, track("a")), hours=540 / 3600), context) == []
    assert rules_of(night(Slot(0, track("a")), hours=541 / 3600), context) == ["H4"]


def test_free_tracks_are_rested_and_have_a_bpm_and_pinned_ones_need_not() -> None:
    context = replace(LOOSE, weeks={"a.mp3": 1, "b.mp3": 2})
    assert rules_of(pair(), context) == ["H5"]
    plan = night(Slot(0, track("a", None), anchors=(Played(),)))
    assert rules_of(plan, context) == []
    assert rules_of(night(Slot(0, track("c", None)))) == ["H5"]


def test_every_anchor_tells_how_early_or_late_it_is() -> None:
    plan = pair(anchors=(at(250), Position(2)))
    first, second = pins(timeline(plan, LOOSE))
    assert (first.off_s, first.is_held) == (18, True)
    assert (second.off_s, second.is_held) == (0, True)


def test_a_contradiction_names_both_pins_and_the_minutes() -> None:
    plan = night(
        Slot(0, track("one"), anchors=(at(600),)),
        Slot(0, track("two"), anchors=(at(660),)),
    )
    found = [f for f in check(plan, LOOSE) if f.rule == "anchors-conflict"]
    assert found
    assert found[0].severity is Severity.FAIL
    assert '"one"' in found[0].text
    assert '"two"' in found[0].text
    assert "min" in found[0].text


def test_findings_come_worst_first_and_name_what_would_fail() -> None:
    plan = night(
        Slot(0, track("a", 95)), Slot(0, gap_s=300), Slot(0, cue="open"), hours=0.3
    )
    found = check(plan, LOOSE, exists=lambda path: path != "a.mp3")
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), reverse=True
    )
    assert {"missing-file", "gap", "no-file", "length-unknown"} <= {
        f.rule for f in found
    }
    assert would_fail(found)


def test_a_night_without_fault_has_nothing_that_fails() -> None:
    plan = night(*(Slot(0, track(n)) for n in "abcdefghijklm"), hours=1)
    context = Context(Rules(artist_gap=0))
    assert not would_fail(check(plan, context, exists=lambda _: True))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (-96, "1.6 min"),
        (5400, "1 h 30 min"),
        (7200, "2 h"),
    ],
)
def test_spans_are_said_in_minutes(seconds: int, words: str) -> None:
    assert minutes(seconds) == words


def test_an_empty_night_is_no_night_to_go_out_with() -> None:
    (finding,) = check(night(hours=3), LOOSE)
    assert (finding.severity, finding.rule) == (Severity.FAIL, "empty-night")
    assert "3 h" in finding.text


def test_a_transition_is_told_briefly_where_its_slot_names_it() -> None:
    plan = night(Slot(0, track('A" to "B', key="8A")), Slot(0, track("C", key="2A")))
    found = {one.rule: one for one in check(plan, Context())}
    clash = found["key-clash"]
    assert clash.text.startswith('"A" to "B" to "C": keys 8A to 2A, ')
    assert clash.brief == "K" + clash.text.removeprefix('"A" to "B" to "C": k')
    assert found["H4"].brief == ""
