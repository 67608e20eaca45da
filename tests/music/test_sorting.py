import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.key import KEYS
from clubplanner.music.query import sort_indexes
from clubplanner.music.track import Track

TRACKS = (
    Track(path="0", title="Émile", key=KEYS["10A"], bpm=124),
    Track(path="1", title="delta", key=KEYS["2B"], bpm=120),
    Track(path="2", title="", key=None, bpm=118),
    Track(path="3", title="Foxtrot", key=KEYS["2A"], bpm=None),
    Track(path="4", title="echo", key=KEYS["2B"], bpm=119),
)
ALL = range(len(TRACKS))


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ((), [0, 1, 2, 3, 4]),
        (("key",), [3, 1, 4, 0, 2]),
        (("-key",), [0, 1, 4, 3, 2]),
        (("key", "bpm"), [3, 4, 1, 0, 2]),
        (("key", "-bpm"), [3, 1, 4, 0, 2]),
        (("-bpm",), [0, 1, 4, 2, 3]),
        (("bpm",), [2, 4, 1, 0, 3]),
        (("title",), [1, 4, 0, 3, 2]),
        (("-title",), [3, 0, 4, 1, 2]),
    ],
)
def test_tracks_are_sorted_by_columns_and_the_unknown_comes_last(
    keys: tuple[str, ...], order: list[int]
) -> None:
    assert sort_indexes(TRACKS, ALL, keys) == order


def test_only_the_given_places_are_sorted_and_their_list_is_left_alone() -> None:
    places = [4, 2, 1]
    assert sort_indexes(TRACKS, places, ["bpm"]) == [2, 4, 1]
    assert places == [4, 2, 1]


def test_further_columns_can_be_handed_in() -> None:
    fits = {"0": 3, "1": None, "2": 9, "3": 1, "4": 9}
    values = {"fit": lambda track: fits[track.path]}
    assert sort_indexes(TRACKS, ALL, ["-fit"], values) == [2, 4, 0, 3, 1]


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        sort_indexes(TRACKS, ALL, ["colour"])


@given(st.permutations(list(ALL)))
def test_sorting_by_all_columns_does_not_depend_on_the_start(start: list[int]) -> None:
    assert sort_indexes(TRACKS, start, ["key", "bpm", "title"]) == [3, 4, 1, 0, 2]
