"""Mends that are offered for a night that cannot be: tried, and enough."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clubplanner.builder.build import build
from clubplanner.builder.clashing.case import Case
from clubplanner.builder.clashing.relaxed import Trial
from clubplanner.builder.clashing.supply import wanted_track
from clubplanner.night.context import Context
from clubplanner.night.plan import HARD_WINDOW_S, At, EndAt
from clubplanner.night.rules import Rules
from tests.builder.test_build import STEPS, at, library, night, pinned
from tests.builder.test_why import of_length, why, why_conflicts


def test_resting_less_is_offered_however_many_moves_of_a_pin_are_cheaper() -> None:
    tracks = library()
    weeks = {track.path: 0 for track in tracks}
    context = Context(rules=Rules(weeks_hard=4), weeks=weeks)
    said = why(night(pinned(1, EndAt(at(40))), hours=1), tracks, context)
    assert "let tracks rest 0 weeks instead of 4" in said


@pytest.mark.parametrize("count", [10, 30])
def test_so_many_more_tracks_build_unless_told_as_the_least(count: int) -> None:
    tracks, plan = library(count, artists=1), night(hours=1)
    context = Context(rules=Rules(artist_gap=1))
    (one,) = why_conflicts(plan, tracks, context)
    (told,) = [mend.text for mend in one.mends if mend.kind == "more"]
    found = [*tracks, *map(wanted_track, range(int(told.split()[1])))]
    built = build(plan, found, context, seconds=None, steps=STEPS)
    assert (built.night is None) is told.endswith("at least")


def test_a_mend_that_builds_only_with_a_gentler_rule_names_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def is_built(self: Trial, case: Case) -> bool:
        return case.added > 0 and case.rules.artist_gap <= 3

    monkeypatch.setattr(Trial, "is_built", is_built)
    (one,) = why_conflicts(night(pinned(1, At(at(30)))), library(20), Context())
    (mend,) = one.mends
    assert mend.text.startswith("find 1 more track ")
    assert mend.text.endswith(" and lower the artist gap from 6 to 3")


def test_an_end_missed_by_seconds_is_mended_by_a_minute() -> None:
    tracks = of_length(300, 200)
    alike = [replace(track, bpm=120.0) for track in tracks]
    context = Context(rules=Rules(tol_end_s=0))
    plan = replace(night(hours=1), end=at(60) + timedelta(seconds=1))
    (one,) = why_conflicts(plan, alike, context)
    assert "let the night end within " in one.mend, one.mend


def test_a_gentler_rule_that_is_enough_stands_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def is_built(self: Trial, case: Case) -> bool:
        pin = case.night.slots[0].anchor(At)
        return pin is not None and pin.window_s > HARD_WINDOW_S

    monkeypatch.setattr(Trial, "is_built", is_built)
    found = why_conflicts(night(pinned(1, At(at(30)))), library(20), Context())
    assert found[0].mend == "allow every pinned time 1 min more"


def test_clashes_that_share_a_pin_are_each_mended() -> None:
    slots = pinned(1, At(at(20))), pinned(2, At(at(21))), pinned(3, At(at(22)))
    found = why_conflicts(night(*slots, hours=1), library(), Context())
    assert all(one.mends for one in found)


@pytest.mark.parametrize(("gap", "word"), [(1, "1 track,"), (2, "2 tracks,")])
def test_one_is_told_as_one(gap: int, word: str) -> None:
    tracks = [*library(30, artists=1), replace(library(1)[0], path="x", bpm=None)]
    said = why(night(hours=1), tracks, Context(rules=Rules(artist_gap=gap)))
    assert f"The artist gap is {word}" in said
    assert "1 has no BPM" in said


def test_a_mend_of_clashing_pins_was_built_from_the_library() -> None:
    said = why(night(pinned(1, At(at(0))), pinned(2, At(at(2)))), library(20))
    assert "Mend: move Pin 2 to 22:03 and lower the artist gap from 6 to 5." in said
