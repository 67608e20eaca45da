"""Completing a query: fields, values that exist, and what they would find."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.key import KEYS
from clubplanner.music.query import FIELDS, Searcher, complete
from clubplanner.music.track import Track
from tests.music.test_query import PLAYED, TODAY, TRACKS

MORE = (
    *TRACKS,
    replace(TRACKS[0], path="/m/two.flac", genre="House", energy=7),
    replace(TRACKS[1], path="/m/three.flac", genre="Tech House", tags=("peak",)),
)
CUES = {"/m/deep.flac": "rivalry\nRivalry", "/m/jora.flac": "its-you\nIt's You"}


def searcher() -> Searcher:
    return Searcher(MORE, played=PLAYED.get, today=TODAY, cues=lambda: CUES)


def offered(text: str) -> list[tuple[str, int | None]]:
    return [(one.shown, one.count) for one in complete(searcher(), text, len(text))]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("", []),
        ("deep ", []),
        ("ge", [("genre:", None)]),
        ("-ge", [("genre:", None)]),
        ("EN", [("energy:", None)]),
        ("t", [("title:", None), ("tag:", None)]),
        ("genre:h", [("house", 3), ("deep house", 1), ("tech house", 1)]),
        ("genre:HOU", [("house", 3), ("deep house", 1), ("tech house", 1)]),
        ('genre:"deep h', [("deep house", 1)]),
        ("-genre:deep", [("deep house", 5)]),
        ("energy:>7 genre:h", []),
        ("energy:7 genre:h", [("house", 2), ("tech house", 1)]),
        ("artist:roy", [("royksopp", 2)]),
        ("artist:sos", [("soster", 2)]),
        ("tag:", [("vocal", 2), ("warm", 2), ("peak", 1)]),
        ("key:8", [("8A", 2)]),
        ("key:", [("8A", 2), ("9A", 2), ("2B", 1)]),
        ("key:~9", [("~9A", 4), ("~9B", 2)]),
        ("energy:", [("9", 1), ("7", 3), ("4", 1)]),
        ("rating:3", [("3.5", 2)]),
        ("played:n", [("never", 4)]),
        ("missing:b", [("bpm", 1)]),
        ("is:", [("duplicate", 4)]),
        ("cue:", [("it's you", 1), ("its-you", 1), ("rivalry", 1)]),
        ("cue:you", [("it's you", 1)]),
        ("riv", [("cue:rivalry", 1)]),
        (
            "hous",
            [("genre:house", 3), ("genre:deep house", 1), ("genre:tech house", 1)],
        ),
        ("nothing:x", []),
        ("title:deep", []),
        ("genre:zzz", []),
    ],
)
def test_what_is_offered(text: str, offers: list[tuple[str, int | None]]) -> None:
    assert offered(text) == offers


@pytest.mark.parametrize(
    ("text", "cursor", "made", "then"),
    [
        ("ge", 2, "genre:", 6),
        ("love ge", 7, "love genre:", 11),
        ("genre:de", 8, 'genre:"deep house" ', 19),
        ("genre:de shadow", 8, 'genre:"deep house" shadow', 18),
        ("genre:deXX shadow", 8, 'genre:"deep house" shadow', 18),
        ("-key:8", 6, "-key:8A ", 8),
    ],
)
def test_what_is_taken_goes_in_at_the_cursor(
    text: str, cursor: int, made: str, then: int
) -> None:
    texts = [(one.text, one.cursor) for one in complete(searcher(), text, cursor)]
    assert texts == [(made, then)]


values = st.text(alphabet="aAéß東 \t-:~\"'.x1", max_size=6)
tracks = st.lists(
    st.builds(
        Track,
        path=st.just("/m/a.flac"),
        artist=values,
        genre=values,
        tags=st.lists(values, max_size=2).map(tuple),
        key=st.none() | st.sampled_from(list(KEYS.values())),
        energy=st.none() | st.integers(1, 10),
    ),
    min_size=1,
    max_size=6,
)


@given(
    tracks,
    st.sampled_from(["", "-"]),
    st.sampled_from([f"{name}:" for name in FIELDS] + [""]),
    values,
    st.sampled_from(["", "a ", "energy:>4 "]),
)
def test_a_completion_finds_as_many_as_it_says(
    made: list[Track], minus: str, field: str, typed: str, before: str
) -> None:
    knows = Searcher(made)
    text = before + minus + field + typed
    for one in complete(knows, text, len(text)):
        assert one.text[: one.cursor] == one.text
        if one.count is not None:
            assert len(knows.search(one.text).indexes) == one.count, one


@given(st.text(max_size=30), st.integers(0, 30))
def test_no_text_breaks_it(text: str, cursor: int) -> None:
    knows = searcher()
    for one in complete(knows, text, min(cursor, len(text))):
        knows.search(one.text)
