import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clubplanner.music.tempo import (
    BPM_MAX,
    BPM_MIN,
    fold_tempo,
    format_bpm,
    format_percent,
    length_at,
    meet,
    parse_bpm,
    within,
)
from tests.music.reference import load_reference

tempi = st.floats(BPM_MIN, BPM_MAX)

SPELLINGS = [
    ("128", 128.0),
    ("128.000000", 128.0),
    (" 128 ", 128.0),
    ("128\xa0", 128.0),
    ("１２８", 128.0),
    ("128,5", 128.5),
    ("128.", 128.0),
    ("128 BPM", 128.0),
    ("128bpm", 128.0),
    ("BPM: 128", 128.0),
    ("~128", 128.0),
    ("128?", 128.0),
    ("128;129", 128.0),
    ("00128", 128.0),
    ("12800", 128.0),
    ("12850", 128.5),
    ("1285", 128.5),
    ("1000", 100.0),
    ("6350", 63.5),
    ("08601", 86.01),
    ("301", 301.0),
    ("999", 999.0),
    ("20", 20.0),
    ("19.99", None),
    ("999.5", None),
    ("99999", None),
    ("12800.5", None),
    ("0", None),
    ("-128", None),
    ("", None),
    ("128/64", None),
    ("128-130", None),
    ("128–130", None),
    ("128.5.0", None),
    ("1e2", None),
    ("NaN", None),
    ("inf", None),
    ("fast", None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("text", "bpm"), SPELLINGS)
def test_tempo_is_read_or_stays_unknown(text: str, bpm: float | None) -> None:
    assert parse_bpm(text) == bpm


def test_every_real_spelling_is_read_as_proposed() -> None:
    for row in load_reference("bpm-spellings.json")["forms"]:
        assert parse_bpm(row["raw"]) == row["suggested"], row


@given(st.text(max_size=30))
def test_any_text_gives_a_possible_tempo_or_none(text: str) -> None:
    bpm = parse_bpm(text)
    assert bpm is None or BPM_MIN <= bpm <= BPM_MAX


@given(tempi)
def test_a_printed_tempo_is_read_back(bpm: float) -> None:
    assert parse_bpm(format_bpm(bpm, decimals=3)) == pytest.approx(bpm, abs=0.0006)


@pytest.mark.parametrize(
    ("start", "end", "percent", "octave"),
    [
        (124, 124, 0, 1),
        (100, 102, 2, 1),
        (95, 128, 34.7368, 1),
        (86, 172, 0, 2),
        (172, 86, 0, 0.5),
        (174, 90, 3.4483, 0.5),
        (20, 80, 100, 2),
    ],
)
def test_tempo_distance_is_percent_with_the_octave_taken_out(
    start: float, end: float, percent: float, octave: float
) -> None:
    step = fold_tempo(start, end)
    assert step.percent == pytest.approx(percent, abs=1e-4)
    assert step.octave == octave


@given(tempi, tempi)
def test_the_way_back_is_as_long_as_the_way_there(a: float, b: float) -> None:
    there, back = fold_tempo(a, b), fold_tempo(b, a)
    assert there.octave * back.octave == 1
    product = (1 + there.percent / 100) * (1 + back.percent / 100)
    assert product == pytest.approx(1)


@given(tempi, tempi)
def test_no_other_octave_would_be_nearer(a: float, b: float) -> None:
    chosen = abs(math.log(1 + fold_tempo(a, b).percent / 100))
    for octave in (0.5, 1, 2):
        assert chosen <= abs(math.log(b / octave / a)) + 3e-4


@given(tempi, tempi)
def test_folding_agrees_with_the_steps_of_the_cost_model(a: float, b: float) -> None:
    d = math.floor(10000 * math.log(b) + 0.5) - math.floor(10000 * math.log(a) + 0.5)
    folded = min((d, d - 6931, d + 6931), key=abs)
    octave = {d: 1, d - 6931: 2, d + 6931: 0.5}[folded]
    assert fold_tempo(a, b).octave == octave


def test_a_tempo_of_nothing_has_no_distance() -> None:
    with pytest.raises(ValueError, match="above 0"):
        fold_tempo(0, 120)


@given(tempi, tempi)
def test_both_decks_meet_at_one_tempo_and_move_equally_far(a: float, b: float) -> None:
    both = meet(a, b)
    out = a * (1 + both.both_outgoing_percent / 100)
    incoming = b * (1 + both.both_incoming_percent / 100)
    assert out == pytest.approx(both.both_bpm)
    assert incoming == pytest.approx(both.both_bpm * both.octave)
    far = math.log(out / a) + math.log(incoming / b)
    assert far == pytest.approx(0, abs=1e-9)
    alone = b * (1 + both.incoming_percent / 100)
    assert alone == pytest.approx(a * both.octave)


def test_meeting_half_way_makes_120_to_130_playable() -> None:
    both = meet(120, 130)
    assert both.incoming_percent == pytest.approx(-7.692, abs=1e-3)
    assert not within(both.incoming_percent, 6)
    assert within(both.both_outgoing_percent, 6)
    assert within(both.both_incoming_percent, 6)


@given(st.floats(1, 1000), st.floats(-50, 50))
def test_pitch_changes_length_and_the_same_pitch_back_restores_it(
    length: float, percent: float
) -> None:
    back = (1 / (1 + percent / 100) - 1) * 100
    assert length_at(length_at(length, percent), back) == pytest.approx(length)
    assume(abs(percent) > 1e-6)
    assert (length_at(length, percent) < length) == (percent > 0)


def test_a_standing_track_has_no_length() -> None:
    with pytest.raises(ValueError, match="-100"):
        length_at(60, -100)


@pytest.mark.parametrize(
    ("bpm", "text"),
    [(124, "124"), (124.5, "124.5"), (99.96, "100"), (None, "?"), (math.nan, "?")],
)
def test_tempo_is_printed_short(bpm: float | None, text: str) -> None:
    assert format_bpm(bpm) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [(0.7, "+0.7%"), (-3, "-3.0%"), (0.04, "0.0%"), (-0.04, "0.0%"), (None, "?")],
)
def test_percent_is_printed_with_its_sign(percent: float | None, text: str) -> None:
    assert format_percent(percent) == text
