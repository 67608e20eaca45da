"""One recording in several files: what counts as one, and what does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.query import NEEDED, Searcher
from clubplanner.music.track import Track

ONE = Track("/m/a.flac", title="Jóra", artist="Röyksopp", length_s=240.0)


def twice(*tracks: Track) -> list[int]:
    return Searcher(tracks).search("is:duplicate").indexes


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, path="/m/b.mp3"),
        replace(ONE, path="/m/b.mp3", title="JORA", artist="royksopp"),
        replace(ONE, path="/m/b.mp3", length_s=242.0),
    ],
)
def test_title_artist_and_nearly_the_length_make_a_duplicate(other: Track) -> None:
    assert twice(ONE, other) == [0, 1]


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, length_s=242.1),
        replace(ONE, length_s=None),
        replace(ONE, remixer="Söster"),
        replace(ONE, artist="Yuki"),
        replace(ONE, title="Jora (Dub)"),
    ],
)
def test_other_versions_are_none(other: Track) -> None:
    assert twice(ONE, replace(other, path="/m/b.mp3")) == []


def test_unknown_titles_are_like_no_other() -> None:
    unknown = Track("/m/a.flac", length_s=240.0)
    assert twice(unknown, replace(unknown, path="/m/b.flac")) == []


def test_one_isrc_is_one_recording_whatever_it_is_called() -> None:
    one = replace(ONE, isrc="GBAYE0601498")
    other = Track("/m/b.flac", title="Track 01", isrc="GBAYE0601498")
    assert twice(one, Track("/m/c.flac"), other) == [0, 2]


def test_lengths_are_compared_with_the_nearest_one() -> None:
    tracks = [
        replace(ONE, path=f"/m/{length}", length_s=float(length))
        for length in (240, 300, 241, 243, 200)
    ]
    assert twice(*tracks) == [0, 2, 3]


tracks = st.lists(
    st.builds(
        Track,
        path=st.just("/m/a.flac"),
        title=st.sampled_from(["", "Jóra", "JORA", "Deep"]),
        artist=st.sampled_from(["", "Yuki"]),
        isrc=st.sampled_from(["", "", "GBAYE0601498"]),
        length_s=st.none() | st.floats(200, 206),
        bpm=st.none() | st.just(120.0),
        energy=st.none() | st.just(5),
    ),
    max_size=8,
)


@given(tracks)
def test_a_track_is_a_duplicate_of_another_one_and_never_alone(
    made: list[Track],
) -> None:
    found = twice(*made)
    assert len(found) != 1
    assert found == sorted(set(found))
    for place in found:
        left = [n for n in range(len(made)) if n != place]
        assert any(twice(made[place], made[n]) == [0, 1] for n in left)


@given(tracks)
def test_missing_any_is_what_lacks_one_of_the_needed_values(made: list[Track]) -> None:
    searcher = Searcher(made)
    each = [set(searcher.search(f"missing:{field}").indexes) for field in NEEDED]
    assert set(searcher.search("missing:any").indexes) == set().union(*each)
