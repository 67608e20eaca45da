"""Edits of own words: the tempo moved by octaves, named; cues said and unsaid."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.library.own_words import Words, apply
from clubplanner.library.word_edits import DOUBLE, HALF, with_bpm, with_cue, with_octave
from clubplanner.music.track import Track

TAGGED = Track("/m/a.flac", "A", bpm=124.0)


def moved(words: Words, factor: float, tagged: Track = TAGGED) -> Words:
    found = with_octave(apply(tagged, words), words, factor)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "factor", "after"),
    [
        (Words(), HALF, Words(tempo="half")),
        (Words(), DOUBLE, Words(tempo="double")),
        (Words(tempo="half"), DOUBLE, Words()),
        (Words(tempo="double"), HALF, Words()),
        (Words(tempo="half"), HALF, Words(bpm=31.0)),
        (Words(tempo="double"), DOUBLE, Words(bpm=496.0)),
        (Words(bpm=87.5), DOUBLE, Words(bpm=175.0)),
        (Words(bpm=175.0), HALF, Words(bpm=87.5)),
    ],
)
def test_the_tags_stay_the_source_while_they_can(
    words: Words, factor: float, after: Words
) -> None:
    assert moved(words, factor) == after


@pytest.mark.parametrize(("bpm", "factor"), [(None, HALF), (39, HALF), (500, DOUBLE)])
def test_a_tempo_no_track_can_have_is_refused(bpm: float | None, factor: float) -> None:
    assert with_octave(replace(TAGGED, bpm=bpm), Words(), factor) is None


@given(
    st.floats(41, 249),
    st.sampled_from(["", "half", "double"]),
    st.sampled_from([HALF, DOUBLE]),
    st.none() | st.floats(41, 249),
)
def test_what_is_shown_moves_by_the_octave_and_back(
    tags: float, tempo: str, factor: float, own: float | None
) -> None:
    tagged = replace(TAGGED, bpm=tags)
    before = Words(energy=7, bpm=own, tempo="" if own else tempo)
    shown = apply(tagged, before)
    after = with_octave(shown, before, factor)
    if after is None:
        return
    now = apply(tagged, after)
    assert now.bpm == pytest.approx((shown.bpm or 0) * factor)
    assert after.energy == 7
    assert apply(tagged, moved(after, 1 / factor, tagged)).bpm == pytest.approx(
        shown.bpm
    )


def test_a_named_bpm_is_kept_to_a_tenth_in_place_of_half_and_double() -> None:
    assert with_bpm(Words(tempo="half", note="n"), 124.2832) == Words(
        bpm=124.3, note="n"
    )


def test_a_cue_is_said_once_and_can_be_unsaid() -> None:
    words = Words(cues=(("rivalry", False), ("inferno", True)))
    said = with_cue(words, "rivalry", True)
    assert said.cues == (("inferno", True), ("rivalry", True))
    assert with_cue(said, "rivalry", None).cues == (("inferno", True),)
