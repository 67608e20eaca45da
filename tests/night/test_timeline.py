from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from clubplanner.night.context import Context
from clubplanner.night.plan import Slot
from clubplanner.night.rules import Rules
from clubplanner.night.timeline import ASSUMED_PLAY_S, timeline
from tests.night.making import night, track

CONTEXT = Context(Rules())


def test_the_next_track_starts_an_overlap_before_the_last_one_ends() -> None:
    plan = night(Slot(0, track("a", 128.0)), Slot(0, track("b", 128.0)))
    first, second = timeline(plan, CONTEXT).items
    assert (first.play, first.overlap) == (300, 30)
    assert second.start == 270
    assert f"{second.begins:%H:%M:%S}" == "22:04:30"


def test_the_clock_runs_across_midnight() -> None:
    plan = night(*(Slot(0, track(str(n), 120.0)) for n in range(30)))
    assert timeline(plan, CONTEXT).items[-1].begins.day == 8


def test_a_long_track_plays_no_longer_than_the_longest_play() -> None:
    plan = night(Slot(0, track("long", length_s=900.0)))
    assert timeline(plan, CONTEXT).end == 360
    assert timeline(replace(plan, max_play_s=200), CONTEXT).end == 200


def test_mix_in_and_out_points_shorten_the_play_and_the_slot_wins_over_the_track() -> (
    None
):
    own = track("own", mix_in_s=30.0, out_s=230.5)
    assert timeline(night(Slot(0, own)), CONTEXT).end == 200
    plan = night(Slot(0, own, mix_in_s=100.0))
    assert timeline(plan, CONTEXT).end == 130


def test_an_unknown_bpm_overlaps_twenty_seconds_and_a_short_track_a_quarter() -> None:
    plan = night(
        Slot(0, track("?", None)),
        Slot(0, track("b", length_s=40.0)),
        Slot(0, track("c")),
    )
    assert [item.overlap for item in timeline(plan, CONTEXT).items] == [20, 10, 0]


def test_a_slots_own_beats_replace_the_nights() -> None:
    plan = night(Slot(0, track("a"), overlap_beats=16), Slot(0, track("b")))
    assert timeline(plan, CONTEXT).items[0].overlap == 8


def test_nothing_overlaps_into_or_out_of_a_gap() -> None:
    plan = night(Slot(0, track("a")), Slot(0, gap_s=600), Slot(0, track("b")))
    line = timeline(plan, CONTEXT)
    assert [item.start for item in line.items] == [0, 300, 900]


def test_a_cue_without_a_track_keeps_an_assumed_time_and_says_so() -> None:
    (item,) = timeline(night(Slot(0, cue="inferno")), CONTEXT).items
    assert item.is_assumed
    assert item.play == ASSUMED_PLAY_S


def test_time_left_and_time_over_are_counted_against_the_end() -> None:
    assert timeline(night(Slot(0, track("a")), hours=1), CONTEXT).spare == 3300
    assert timeline(night(hours=1), CONTEXT).spare == 3600


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.floats(20, 999)),
            st.floats(1, 2000),
            st.one_of(st.none(), st.integers(0, 512)),
        ),
        max_size=40,
    )
)
def test_every_slot_starts_where_the_one_before_hands_over(
    rows: list[tuple[float | None, float, int | None]],
) -> None:
    plan = night(
        *(
            Slot(0, track(str(n), bpm, length_s=length), overlap_beats=beats)
            for n, (bpm, length, beats) in enumerate(rows)
        )
    )
    line = timeline(plan, CONTEXT)
    for before, after in zip(line.items, line.items[1:], strict=False):
        assert after.start == before.end - before.overlap
        assert 0 <= before.overlap <= before.play // 4
    assert line.end == (line.items[-1].end if line.items else 0)
