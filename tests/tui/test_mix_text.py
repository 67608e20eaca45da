"""What the Mix screen says of tempo: octaves as a DJ counts, lengths under pitch."""

from dataclasses import replace

import pytest

from clubplanner.night.context import Context
from clubplanner.night.plan import After, Slot
from clubplanner.night.score import score
from clubplanner.night.transition import Transition, transitions
from clubplanner.tui.screens.mix_text import mix_lines
from clubplanner.tui.screens.set_text import overlap_words
from clubplanner.tui.widgets.slot_table import overlap
from tests.night.making import night, track


def mixed(*slots: Slot) -> Transition:
    plan = night(*slots)
    (step,) = transitions(plan, score(plan, Context()), Context())
    return step


def told(step: Transition) -> str:
    return "\n".join(
        "".join(text for text, _ in line)
        for line in mix_lines(step, Context().rules, ())
    )


def said(from_bpm: float, to_bpm: float) -> str:
    return told(mixed(Slot(0, track("a", from_bpm)), Slot(0, track("b", to_bpm))))


def test_172_after_86_is_read_in_half_time_and_the_other_way_in_double() -> None:
    assert "read in half time" in said(86, 172)
    assert "read in double time" in said(172, 86)


def test_a_pitched_track_lasts_shorter_or_longer() -> None:
    assert "5:00 lasts 4:50" in said(124, 120)
    assert "5:00 lasts 5:10" in said(120, 124)
    assert "lasts" not in said(120, 120)


OUT, IN = Slot(0, track("a", 120)), Slot(0, track("b", 120))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (replace(OUT, cut_out=True), IN),
        (OUT, replace(IN, cut_in=True)),
        (replace(OUT, cut_out=True), replace(IN, anchors=(After(),))),
        (replace(OUT, cut_out=True, track=track("a", None)), IN),
    ],
)
def test_nothing_overlaps_in_a_cut(before: Slot, after: Slot) -> None:
    step = mixed(before, after)
    assert step.overlap_s
    lines = told(step).splitlines()
    assert f"until {step.after.begins:%H:%M:%S}" in lines[0]
    assert [x for x in lines if x.startswith("overlap")] == [
        "overlap  cut, nothing overlaps"
    ]
    assert overlap_words(step) == "no overlap"
    assert overlap(step) == "cut"


def test_a_mix_tells_its_overlap() -> None:
    step = mixed(OUT, IN)
    assert f"until {step.before.ends:%H:%M:%S}" in told(step)
    assert "overlap  64 beats, 0:32" in told(step)
    assert overlap_words(step) == "64 beats, 0:32"
    assert overlap(step) == "64b"
