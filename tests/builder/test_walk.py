"""The cheapest walk over an array of steps, against every walk there is."""

from itertools import combinations, pairwise, permutations
from time import process_time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.costs import NEVER
from clubplanner.builder.ladders.walk import Ground, cheapest_walk


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    size = draw(st.integers(2, 7))
    step = st.one_of(st.integers(0, 30), st.just(NEVER))
    link = [draw(st.lists(step, min_size=size, max_size=size)) for _ in range(size)]
    fixed = draw(st.lists(st.integers(-1, 9), min_size=size, max_size=size))
    artist = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    return Ground(
        np.array(link, np.int64),
        np.array(fixed, np.int64),
        np.array(artist, np.int64),
        draw(st.integers(0, 6)),
    )


def cost_of(ground: Ground, path: tuple[int, ...]) -> int | None:
    """Return what a walk costs, None where it may not be."""
    full = (0, *path, 1)
    for (first, one), (second, other) in combinations(enumerate(full), 2):
        if not first > 0 and not second < len(full) - 1:
            continue
        artist = ground.artist[one]
        if artist and artist == ground.artist[other] and second - first <= ground.gap:
            return None
    steps = [int(ground.link[pair]) for pair in pairwise(full)]
    if max(steps) >= NEVER:
        return None
    return sum(steps) + sum(int(ground.fixed[song]) for song in path)


def best_of_all(
    ground: Ground, count: tuple[int, int], *, is_short: bool
) -> tuple[int, int] | None:
    """Return the length (0 where it does not matter) and cost of the best walk."""
    songs = [n for n in range(2, len(ground.fixed)) if ground.fixed[n] >= 0]
    least, most = count
    if not least and ground.link[0, 1] < NEVER:
        return 0, int(ground.link[0, 1])
    found = [
        (length if is_short else 0, cost)
        for length in range(max(1, least), most + 1)
        for path in permutations(songs, length)
        if (cost := cost_of(ground, path)) is not None
    ]
    return min(found, default=None)


@settings(max_examples=400, deadline=None)
@given(grounds(), st.integers(0, 2), st.integers(0, 3), st.booleans())
def test_no_walk_is_better_and_none_is_lost(
    ground: Ground, least: int, more: int, is_short: bool
) -> None:
    count = least, least + more
    path = cheapest_walk(ground, count, is_short=is_short)
    wanted = best_of_all(ground, count, is_short=is_short)
    if path is None:
        assert wanted is None
        return
    assert len(set(path)) == len(path)
    assert least <= len(path) <= least + more
    cost = cost_of(ground, tuple(path))
    assert cost is not None
    assert (len(path) if is_short else 0, cost) == wanted


def test_a_pool_of_few_artists_is_walked_in_time() -> None:
    draw = np.random.default_rng(1)
    tempo = np.sort(draw.uniform(0, 2900, 282))
    tempo[:2] = 0, 2900
    step = np.abs(tempo[None] - tempo[:, None])
    link = (step * step / 160).astype(np.int64) + draw.integers(0, 1200, step.shape)
    link[step > 770] = NEVER
    for artists in (1, 2, 4, 400):
        artist = draw.integers(1, artists + 1, len(tempo))
        ground = Ground(link, np.zeros(len(tempo), np.int64), artist, 6)
        began = process_time()
        path = cheapest_walk(ground, (0, 6), is_short=False)
        assert process_time() - began < 2
        assert (path is not None) is (artists > 4)
