"""What the Mix screen says of tempo: octaves as a DJ counts, lengths under pitch."""

from clubplanner.night.context import Context
from clubplanner.night.plan import Slot
from clubplanner.night.score import score
from clubplanner.night.transition import transitions
from clubplanner.tui.screens.mix_text import mix_lines
from tests.night.making import night, track


def said(from_bpm: float, to_bpm: float) -> str:
    plan = night(Slot(0, track("a", from_bpm)), Slot(0, track("b", to_bpm)))
    context = Context()
    (step,) = transitions(plan, score(plan, context), context)
    return "\n".join(
        "".join(text for text, _ in line) for line in mix_lines(step, context.rules, ())
    )


def test_172_after_86_is_read_in_half_time_and_the_other_way_in_double() -> None:
    assert "read in half time" in said(86, 172)
    assert "read in double time" in said(172, 86)


def test_a_pitched_track_lasts_shorter_or_longer() -> None:
    assert "5:00 lasts 4:50" in said(124, 120)
    assert "5:00 lasts 5:10" in said(120, 124)
    assert "lasts" not in said(120, 120)
