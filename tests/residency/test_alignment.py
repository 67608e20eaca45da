"""The alignment beside every possible one: small sequences, tried out one by one."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.residency.nights import log, night

from clubplanner.residency.alignment import Pair, heaviest_chain, matched
from clubplanner.residency.pairing import Fate
from clubplanner.residency.review import review

SIDES = st.integers(1, 5)


def chains(pairs: list[Pair]) -> Iterator[tuple[Pair, ...]]:
    """Yield every choice of pairs that run forward on both sides."""
    for count in range(len(pairs) + 1):
        for chosen in combinations(sorted(pairs), count):
            rows, columns = [i for i, _ in chosen], [j for _, j in chosen]
            if len(set(rows)) == len(set(columns)) == count == len(chosen) and (
                columns == sorted(columns)
            ):
                yield chosen


@st.composite
def weighed(draw: st.DrawFn) -> tuple[dict[Pair, int], int, int]:
    rows, columns = draw(SIDES), draw(SIDES)
    every = [(i, j) for i in range(rows) for j in range(columns)]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, max_size=9))
    return {pair: draw(st.integers(1, 9)) for pair in pairs}, rows, columns


@settings(max_examples=150)
@given(weighed())
def test_no_chain_is_heavier(case: tuple[dict[Pair, int], int, int]) -> None:
    weights, rows, columns = case
    found = heaviest_chain(weights, rows, columns)
    assert tuple(found) in set(chains(list(weights)))
    best = max(sum(weights[pair] for pair in chain) for chain in chains(list(weights)))
    assert sum(weights[pair] for pair in found) == best


@settings(max_examples=150)
@given(weighed())
def test_what_moved_uses_no_place_twice_and_leaves_no_pair_free(
    case: tuple[dict[Pair, int], int, int],
) -> None:
    weights, rows, columns = case
    kept, moved = matched(weights, rows, columns)
    both = [*kept, *moved]
    assert len({i for i, _ in both}) == len({j for _, j in both}) == len(both)
    free = [
        (i, j)
        for i, j in weights
        if i not in {i for i, _ in both} and j not in {j for _, j in both}
    ]
    assert not free


@cache
def longest_common(one: str, other: str) -> int:
    """Return how many letters stand in both in order: the textbook recursion."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + longest_common(one[1:], other[1:])
    return max(longest_common(one[1:], other), longest_common(one, other[1:]))


@settings(max_examples=300)
@given(st.text("abcde", max_size=8), st.text("abcdexy", max_size=8))
def test_reordered_and_repeated_tracks_are_matched_as_far_as_can_be(
    plan: str, played: str
) -> None:
    # A reload is one play: the same letter twice in a row is not what is tried here.
    played = "".join(a for a, b in zip(played, f" {played}", strict=False) if a != b)
    found = review(night(plan), log(played))
    same = [line for line in found.lines if line.fate in (Fate.KEPT, Fate.MOVED)]
    assert all(line.slot and line.play for line in same)
    titles = Counter(line.play.title for line in same if line.play)
    assert titles == Counter(plan) & Counter(played)
    order = [line.play_numbers[0] for line in same]
    by_slot = sorted(same, key=lambda line: line.slot_number)
    numbers = [line.play_numbers[0] for line in by_slot]
    assert len(set(order)) == len(order)
    forward = max(
        len(chosen)
        for chosen in (
            one
            for count in range(len(numbers) + 1)
            for one in combinations(numbers, count)
            if list(one) == sorted(one)
        )
    )
    assert forward == longest_common(plan, played)


@settings(max_examples=150)
@given(st.text("abcdef", min_size=2, max_size=8), st.data())
def test_plays_nobody_knows_change_nothing_of_those_that_are_known(
    plan: str, data: st.DataObject
) -> None:
    plan = "".join(dict.fromkeys(plan))
    order = "".join(data.draw(st.permutations(plan)))
    lost = data.draw(st.sets(st.integers(0, len(order) - 1)))
    half = "".join("?" if n in lost else title for n, title in enumerate(order))
    found = review(night(plan), log(half.replace("?", "z")))
    known = {
        line.play.title: line.slot.name
        for line in found.lines
        if line.fate in (Fate.KEPT, Fate.MOVED) and line.slot and line.play
    }
    assert known == {title: title for title in half if title != "?"}
    assert found.count(Fate.SWAPPED) + found.count(Fate.ADDED) == len(lost)
    assert found.count(Fate.SWAPPED) + found.count(Fate.DROPPED) == len(lost)
