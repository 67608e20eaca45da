"""The arrays of the builder against the functions of the cost model, to the digit."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.costs import BRIDGE, Costs
from clubplanner.builder.instance import read_instance
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import (
    Song,
    is_bridge,
    mix_terms,
    overlap_seconds,
    play_seconds,
    slot_terms,
)
from clubplanner.night.rules import KeyWeights, Rules
from tests.builder.instances import make_instance

Curve = tuple[tuple[int, int], ...]

RULES = [
    Rules(),
    Rules(key_lock=False),
    Rules(pitch_range=4.0, key_lock=False, tempo_fold=90, mix_beats=32),
    Rules(key=KeyWeights(diagonal=7, unknown=3), step_up=11, genre_far=999),
]


def songs_of(seed: int, rules: Rules) -> tuple[list[Song], Context, Curve]:
    night, tracks, context = read_instance(make_instance(seed, 120, missing=0.2))
    context = replace(context, rules=rules)
    rng = Random(seed)
    odd = [replace(t, bpm=rng.uniform(20, 990)) for t in tracks[:20] if t.bpm]
    songs = [context.song_of(t) for t in [*tracks, *odd]]
    return songs, context, curve_of(night)


@pytest.mark.parametrize("rules", RULES)
def test_transitions_are_equal_to_the_last_digit(rules: Rules) -> None:
    songs, context, curve = songs_of(4, rules)
    costs = Costs(songs, context, curve)
    every = np.arange(len(songs))
    links, bridges = costs.links(every[:, None], every[None, :])
    for n, outgoing in enumerate(songs):
        for m, incoming in enumerate(songs):
            terms = mix_terms(outgoing, incoming, rules, context.theme)
            assert links[n, m] == terms.total, (outgoing, incoming)
            assert bridges[n, m] == is_bridge(outgoing, incoming, rules)


def test_slots_are_equal_at_every_time() -> None:
    songs, context, curve = songs_of(7, Rules())
    costs = Costs(songs, context, curve)
    starts = np.arange(0, 20_000, 331)
    table = costs.slots(np.arange(len(songs))[None, :], starts[:, None])
    for row, start in enumerate(starts):
        for n, song in enumerate(songs):
            play = play_seconds(song, context.rules.max_play_s)
            terms = slot_terms(
                song, int(start), play, curve, context.rules, context.theme
            )
            assert table[row, n] == terms.total


def test_without_a_curve_energy_costs_nothing() -> None:
    songs, context, _ = songs_of(7, Rules())
    costs = Costs(songs, context, ())
    at_start = costs.slots(np.arange(len(songs)), np.zeros(len(songs), int))
    assert at_start.tolist() == costs.columns.fixed.tolist()


def test_the_clock_columns_are_those_of_the_model() -> None:
    songs, context, curve = songs_of(9, RULES[2])
    columns = Costs(songs, context, curve).columns
    for n, song in enumerate(songs):
        play = play_seconds(song, context.rules.max_play_s)
        assert columns.play[n] == play
        assert columns.overlap[n] == overlap_seconds(song, play, 32, 20)


def test_remembered_pairs_change_the_matrix_and_never_below_zero() -> None:
    songs, context, curve = songs_of(3, Rules())
    a, b, c = (song.id for song in songs[:3])
    context = replace(
        context, pair_stars={(a, b): 5, (b, c): 1}, last_pairs=frozenset({(b, c)})
    )
    every = np.arange(60, dtype=np.int32)
    matrix = Costs(songs, context, curve).matrix(every)
    plain = Costs(songs, replace(context, pair_stars={}, last_pairs=frozenset()), curve)
    before = plain.matrix(every)
    for row, col in ((0, 1), (1, 2), (0, 2)):
        one, two = songs[row], songs[col]
        memory = context.memory(one, two)
        terms = mix_terms(one, two, context.rules, context.theme, memory)
        weight = BRIDGE if is_bridge(one, two, context.rules) else 0
        assert matrix[row, col] == terms.total + weight
    changed = np.argwhere(matrix != before).tolist()
    assert changed == [[0, 1], [1, 2]]


WEIGHT = st.integers(0, 5_000)
SCALES = {"tempo_scale": 1, "curve_scale": 10_000, "affinity_scale": 1, "rest_scale": 1}


def any_rules() -> st.SearchStrategy[Rules]:
    """Any settings a file may hold, each weight by its name."""
    weights = {
        name: WEIGHT
        for name in Rules.__dataclass_fields__
        if name.startswith(("tempo_", "step_", "genre_"))
    }
    parts = {f"affinity_{name}": st.integers(0, 333) for name in ("genre", "stars")}
    return st.builds(
        Rules,
        **weights
        | parts
        | {name: st.integers(least, 10**6) for name, least in SCALES.items()},
        affinity_tags=st.integers(0, 333),
        pitch_range=st.floats(0.5, 50),
        key_lock=st.booleans(),
        max_play_s=st.integers(30, 600),
        mix_beats=st.integers(0, 128),
        unknown_overlap_s=st.integers(0, 60),
        weeks_soft=st.integers(0, 20),
        key=st.builds(KeyWeights, **{one.name: WEIGHT for one in fields(KeyWeights)}),
        neighbours=st.frozensets(
            st.frozensets(
                st.sampled_from(["house", "techno", "pop", "indie"]),
                min_size=2,
                max_size=2,
            )
        ),
    )


SOME = songs_of(11, Rules())


@settings(max_examples=60, deadline=None)
@given(any_rules())
def test_the_arrays_follow_any_settings(rules: Rules) -> None:
    songs, context, curve = SOME[0][95:125], replace(SOME[1], rules=rules), SOME[2]
    costs = Costs(songs, context, curve)
    every = np.arange(len(songs))
    links, bridges = costs.links(every[:, None], every[None, :])
    starts = np.array([0, 4321, 17_000])
    slots = costs.slots(every[None, :], starts[:, None])
    for n, song in enumerate(songs):
        for m, incoming in enumerate(songs):
            terms = mix_terms(song, incoming, rules, context.theme)
            assert links[n, m] == terms.total
            assert bridges[n, m] == is_bridge(song, incoming, rules)
        play = play_seconds(song, rules.max_play_s)
        wanted = [
            slot_terms(song, int(start), play, curve, rules, context.theme).total
            for start in starts
        ]
        assert slots[:, n].tolist() == wanted
        over = overlap_seconds(song, play, rules.mix_beats, rules.unknown_overlap_s)
        assert costs.columns.overlap[n] == over
