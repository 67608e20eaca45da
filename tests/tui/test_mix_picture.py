"""The picture of a mix: decks against the clock, the mixes of the night around it."""

from clubplanner.night.context import Context
from clubplanner.night.plan import Slot
from clubplanner.night.score import score
from clubplanner.night.transition import Transition, transitions
from clubplanner.tui.screens.mix_picture import around_lines, decks
from tests.night.making import night, track


def mixes_of(*slots: Slot) -> tuple[Transition, ...]:
    plan = night(*slots)
    return tuple(transitions(plan, score(plan, Context()), Context()))


def drawn(mix: Transition, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in decks(mix, width)]


def test_both_decks_lie_on_the_clock_and_sound_together_in_between() -> None:
    (mix,) = mixes_of(Slot(0, track("a")), Slot(0, track("b")))
    for width in (60, 111):
        out, into, times, _ = drawn(mix, width)
        assert len(into) == width
        shared = out.count("▒")
        assert shared >= 1
        assert out.rindex("█") + 1 == out.index("▒") == into.index("▒")
        assert into.index("█") == len(out) == into.index("▒") + shared
        assert times.startswith(f"clock    {mix.before.begins:%H:%M:%S} ")
        assert times.endswith(f"{mix.after.ends:%H:%M:%S}")
        assert times[into.index("▒") :].startswith(f"{mix.after.begins:%H:%M:%S}")


def test_a_cut_has_nothing_together() -> None:
    (mix,) = mixes_of(Slot(0, track("a"), cut_out=True), Slot(0, track("b")))
    out, into, *_ = drawn(mix, 80)
    assert "▒" not in out + into
    assert len(out) == into.index("█")


def test_the_mixes_around_hold_the_one_that_is_shown() -> None:
    mixes = mixes_of(*(Slot(0, track(f"Song {n}")) for n in range(40)))
    for row in (0, 7, 20, 38):
        lines = around_lines(mixes, row, 12)
        shown = ["".join(text for text, _ in line) for line in lines]
        assert len(shown) == 12
        (here,) = (line for line in shown if line.startswith(">"))
        assert f"Song {row + 1} " in here
    assert len(around_lines(mixes[:3], 1, 12)) == 4
