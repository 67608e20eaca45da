from itertools import pairwise

import pytest

from clubplanner.night.context import Context
from clubplanner.night.findings import Severity
from clubplanner.night.plan import After, Slot
from clubplanner.night.remarks import remarks
from clubplanner.night.rules import Rules, ThemeValues
from clubplanner.night.score import Kind, score
from clubplanner.night.transition import Transition, transitions
from tests.night.making import night, track


def between(first: Slot, second: Slot, context: Context | None = None) -> Transition:
    context = context or Context()
    plan = night(first, second)
    (step,) = transitions(plan, score(plan, context), context)
    return step


@pytest.mark.parametrize(
    ("to", "grade"),
    [(122.4, "A"), (124.8, "B"), (127.0, "C"), (129.5, "D"), (131.0, "F")],
)
def test_tempo_alone_grades_in_the_bands_of_real_mixes(to: float, grade: str) -> None:
    assert between(Slot(0, track("a", 120)), Slot(0, track("b", to))).grade == grade


def test_grades_only_get_worse_as_the_tempo_moves_away() -> None:
    grades = [
        between(Slot(0, track("a", 100)), Slot(0, track("b", 100 + n / 4))).grade
        for n in range(48)
    ]
    assert all(a <= b for a, b in pairwise(grades))
    assert set(grades) == set("ABCDF")


@pytest.mark.parametrize(
    ("key", "worse_than_a"), [("8A", False), ("9A", False), ("8B", False), ("2A", True)]
)
def test_a_clash_of_keys_costs_the_grade(key: str, worse_than_a: bool) -> None:
    step = between(Slot(0, track("a", key="8A")), Slot(0, track("b", key=key)))
    assert (step.grade > "A") == worse_than_a


def test_both_readings_of_the_key_stand_side_by_side() -> None:
    step = between(Slot(0, track("a", 120.0, "8A")), Slot(0, track("b", 127.2, "8A")))
    assert step.locked is not None
    assert step.unlocked is not None
    assert step.locked.move.name == "same key"
    assert step.unlocked.shift.semitones == -1
    assert str(step.unlocked.heard) == "1A"


@pytest.mark.parametrize(
    ("outgoing", "incoming", "words"),
    [
        (86, 172, "the incoming 172 BPM is read in half time, as 86"),
        (172, 86, "the incoming 86 BPM is read in double time, as 172"),
    ],
)
def test_half_and_double_time_meet_and_are_said(
    outgoing: float, incoming: float, words: str
) -> None:
    step = between(Slot(0, track("a", outgoing)), Slot(0, track("b", incoming)))
    assert step.percent == pytest.approx(0)
    (said,) = (f.text for f in remarks(step, Context()) if f.rule == "tempo-octave")
    assert words in said


def test_a_transition_wider_than_the_pitch_range_is_a_bridge_and_fails() -> None:
    step = between(Slot(0, track("a", 95)), Slot(0, track("b", 128)))
    assert step.kind is Kind.BRIDGE
    worst = remarks(step, Context())[0]
    assert (worst.severity, worst.rule) == (Severity.FAIL, "tempo-range")
    assert worst.hint


def test_a_wider_pitch_range_changes_only_what_it_names() -> None:
    wide = Context(Rules(pitch_range=16))
    first, second = Slot(0, track("a", 120)), Slot(0, track("b", 132))
    assert between(first, second).kind is Kind.BRIDGE
    assert between(first, second, wide).kind is Kind.MIX


def test_a_cut_and_a_pinned_pair_are_not_bridges() -> None:
    first = Slot(0, track("a", 95))
    assert between(first, Slot(0, track("b", 128), cut_in=True)).kind is Kind.CUT
    pinned = between(first, Slot(0, track("b", 128), anchors=(After(),)))
    assert pinned.kind is Kind.PINNED
    assert pinned.link.terms.total == 0


def test_the_theme_makes_a_pinned_pair_a_morph() -> None:
    theme = ThemeValues(morphs=frozenset({("one", "two")}))
    first = Slot(0, track("a"), cue="one")
    second = Slot(0, track("b"), cue="two", anchors=(After("one"),))
    assert between(first, second, Context(theme=theme)).kind is Kind.MORPH


def test_same_chords_are_neighbours_even_where_a_key_is_missing() -> None:
    theme = ThemeValues(chords=frozenset({frozenset({"one", "two"})}))
    slots = Slot(0, track("a"), cue="one"), Slot(0, track("b", key=""), cue="two")
    assert between(*slots).link.terms.key == 500
    assert between(*slots, Context(theme=theme)).link.terms.key == 100


def test_every_remark_is_one_sentence_with_a_rule_and_names_its_sources() -> None:
    first = Slot(0, track("a", 120, bpm_from="TBPM", energy=2, key="8A"))
    second = Slot(0, track("b", 129, bpm_from="comment", energy=9, key="2B"))
    said = remarks(between(first, second), Context(Rules(key_lock=False)))
    assert {"tempo-edge", "energy-step"} <= {finding.rule for finding in said}
    for finding in said:
        assert finding.text.endswith(".")
        assert "\n" not in finding.text
    assert said[0].sources == "BPM from TBPM and comment"


def test_unknown_values_are_said_and_never_judged_as_a_bridge() -> None:
    step = between(Slot(0, track("a", None, "")), Slot(0, track("b", 128)))
    assert step.kind is Kind.MIX
    assert {"tempo-unknown", "key-unknown"} <= {
        f.rule for f in remarks(step, Context())
    }


def test_nothing_is_graded_beside_a_gap_or_an_open_cue() -> None:
    assert between(Slot(0, track("a")), Slot(0, gap_s=60)).grade == "-"
    assert between(Slot(0, cue="open"), Slot(0, track("a"))).grade == "-"
