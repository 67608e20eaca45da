"""Edges of the cost model that the worked examples do not reach."""

from dataclasses import replace

import pytest

from clubplanner.music.key import KEYS
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import (
    Song,
    curve_target,
    is_bridge,
    mix_terms,
    pair_memory_cost,
    tempo_steps,
)
from clubplanner.night.findings import Severity
from clubplanner.night.plan import After, Knot, Slot
from clubplanner.night.remarks import remarks
from clubplanner.night.rules import Rules, ThemeValues
from clubplanner.night.score import Kind, score
from clubplanner.night.transition import grade, transitions
from tests.night.making import START, night, track

RULES, THEME = Rules(), ThemeValues()


def song(steps: int = 0, key: str = "8A") -> Song:
    return Song("x", tempo=tempo_steps(100) + steps, key=KEYS[key], energy=5, genre="a")


@pytest.mark.parametrize(("steps", "bridge"), [(770, False), (771, True), (-771, True)])
def test_a_bridge_is_wider_than_770_steps(steps: int, bridge: bool) -> None:
    assert is_bridge(song(), song(steps), RULES) == bridge


@pytest.mark.parametrize(
    ("stars", "repeats", "cost"),
    [
        (None, False, 0),
        (None, True, 300),
        (5, False, -300),
        (4, False, -150),
        (3, False, 0),
        (2, False, 300),
        (1, True, 1200),
    ],
)
def test_a_pair_costs_what_the_room_remembers(
    stars: int | None, repeats: bool, cost: int
) -> None:
    assert pair_memory_cost(stars, repeats, RULES) == cost


@pytest.mark.parametrize(("key", "total"), [("8A", 0), ("10A", 200)])
def test_a_pair_that_worked_never_costs_less_than_nothing(key: str, total: int) -> None:
    assert mix_terms(song(), song(key=key), RULES, THEME, memory=-300).total == total


def test_a_pinned_pair_costs_nothing_even_where_it_is_cut() -> None:
    after = Slot(0, track("b", 180), anchors=(After(),), cut_in=True)
    (link,) = score(night(Slot(0, track("a"), cut_out=True), after), Context()).links
    assert (link.kind, link.terms.total) == (Kind.PINNED, 0)


@pytest.mark.parametrize(
    ("steps", "letter"),
    [(198, "A"), (392, "B"), (583, "C"), (770, "D"), (771, "F"), (-198, "A")],
)
def test_a_grade_ends_at_its_percent_with_a_fifth_on_top(
    steps: int, letter: str
) -> None:
    assert grade(song(), song(steps, "9A"), RULES, Context()) == letter


def test_a_step_a_little_too_wide_takes_the_next_grade() -> None:
    assert grade(song(), song(205, "9A"), RULES, Context()) == "B"


@pytest.mark.parametrize(
    ("energy", "severity"),
    [(6, None), (7, Severity.NOTE), (8, Severity.WARN), (2, Severity.WARN)],
)
def test_a_jump_of_energy_is_noted_from_two_and_warned_of_from_three(
    energy: int, severity: Severity | None
) -> None:
    plan = night(Slot(0, track("a")), Slot(0, track("b", energy=energy)))
    (step,) = transitions(plan, score(plan, Context()), Context())
    found = [f.severity for f in remarks(step, Context()) if f.rule == "energy-step"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(("second", "energy"), [(-60, 8000), (0, 8000), (1, 3000)])
def test_before_a_step_of_the_curve_its_first_knot_counts(
    second: int, energy: int
) -> None:
    step = replace(night(), curve=(Knot(START, 8.0), Knot(START, 3.0)))
    assert curve_target(curve_of(step), second) == energy
