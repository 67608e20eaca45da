from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.key import KEYS
from clubplanner.music.query import EXAMPLES, FIELDS, Searcher, parse_query
from clubplanner.music.track import Track

TODAY = date(2026, 11, 23)

TRACKS = (
    Track(
        path="/m/deep.flac",
        title="Deep Shadow (Original Mix)",
        artist="Kerri Moodymann",
        genre="Deep House",
        bpm=119.8,
        key=KEYS["8A"],
        energy=4,
        rating=4,
        length_s=372.4,
        year=2019,
        tags=("warm", "vocal"),
    ),
    Track(
        path="/m/jora.flac",
        title="Jóra",
        artist="Röyksopp",
        remixer="Søster",
        album="Deep Sea",
        genre="Techno",
        label="Örn",
        bpm=122.4,
        key=KEYS["9A"],
        energy=7,
        rating=3.5,
        length_s=240.9,
        year=2022,
        comment="long intro",
    ),
    Track(
        path="/m/dnb.flac",
        title="12:30",
        artist="Deepkick",
        genre="Drum & Bass",
        bpm=240,
        key=KEYS["2B"],
        energy=9,
        rating=5,
        length_s=239.9,
        note="only after two",
    ),
    Track(path="/m/unknown song.mp3"),
)

PLAYED = {
    "/m/deep.flac": TODAY - timedelta(days=60),
    "/m/jora.flac": TODAY - timedelta(days=61),
}


def find(text: str, tracks: Sequence[Track] = TRACKS) -> list[int]:
    searcher = Searcher(tracks, played=PLAYED.get, today=TODAY)
    return searcher.search(text).indexes


FOUND = [
    ("", [0, 1, 2, 3]),
    ("   ", [0, 1, 2, 3]),
    ("deep", [0, 1, 2]),
    ("DEEP shadow", [0]),
    ("shadow deep", [0]),
    ('"deep shadow"', [0]),
    ('"shadow deep"', []),
    ('"deep sha', [0]),
    ("royksopp jora", [1]),
    ("RÖYKSOPP", [1]),
    ("soster", [1]),
    ("warm", [0]),
    ("unknown", [3]),
    ("intro", [1]),
    ("-deep", [3]),
    ('-"deep shadow"', [1, 2, 3]),
    ("artist:deep", [2]),
    ('artist:"kerri mood"', [0]),
    ("artist:soster", [1]),
    ("title:deep", [0]),
    ("album:deep", [1]),
    ("label:orn", [1]),
    ("genre:house", [0]),
    ("tag:vocal", [0]),
    ("note:after", [2]),
    ("-genre:house", [1, 2, 3]),
    ("bpm:120", [0]),
    ("bpm:119.8", [0]),
    ("bpm:119.9", []),
    ("bpm:=119.8", [0]),
    ("bpm:118..122", [0]),
    ("bpm:122..118", [0]),
    ("bpm:118..122,4", [0, 1]),
    ("bpm:120..", [1, 2]),
    ("bpm:..120", [0]),
    ("bpm:>=122.4", [1, 2]),
    ("bpm:>122.4", [2]),
    ("bpm:<119.8", []),
    ("bpm:<=119.8", [0]),
    ("bpm:~120", [0, 1, 2]),
    ("bpm:~126", [0, 1, 2]),
    ("bpm:~128", [1]),
    ("bpm:~60", [0, 1]),
    ("-bpm:118..122", [1, 2, 3]),
    ("key:8A", [0]),
    ("key:am", [0]),
    ("key:1m", [0]),
    ("key:8", [0]),
    ("key:8A,9A", [0, 1]),
    ("key:F#", [2]),
    ("key:~8A", [0, 1]),
    ("key:~7B", [0]),
    ("-key:8A", [1, 2, 3]),
    ("energy:>=7", [1, 2]),
    ("energy:3..6", [0]),
    ("rating:>=4", [0, 2]),
    ("rating:3.5", [1]),
    ("year:2019..2022", [0, 1]),
    ("year:2022", [1]),
    ("length:<4:00", [2]),
    ("length:4:00", [1]),
    ("length:<4", [2]),
    ("length:4:00..7:00", [0, 1]),
    ("length:>1:00:00", []),
    ("played:never", [2, 3]),
    ("-played:never", [0, 1]),
    ("played:60d", [0]),
    ("played:<60d", [0]),
    ("played:<=60d", [0]),
    ("played:60", [0]),
    ("played:9w", [0, 1]),
    ("played:>8w", [0, 1]),
    ("played:>60d", [1]),
    ("-played:60d", [1, 2, 3]),
    ("missing:bpm", [3]),
    ("missing:key", [3]),
    ("missing:genre", [3]),
    ("missing:year", [2, 3]),
    ("missing:title", [3]),
    ("-missing:year", [0, 1]),
    ("missing:any", [3]),
    ("missing:rating", [3]),
    ("missing:label", [0, 2, 3]),
    ("missing:energy -missing:any", []),
    ("is:duplicate", []),
    ("IS:Duplicate", []),
    ("-is:duplicate", [0, 1, 2, 3]),
    ("is:", [0, 1, 2, 3]),
    ("bpm:", [0, 1, 2, 3]),
    ("bpm:>", [0, 1, 2, 3]),
    ("key:~", [0, 1, 2, 3]),
    ("artist:", [0, 1, 2, 3]),
    ("-", [0, 1, 2, 3]),
    ("deep -", [0, 1, 2]),
    ("12:30", [2]),
    ("deep bpm:110..130 key:~8A energy:3..6 -played:30d", [0]),
    ("DEEP BPM:110..130 Key:8a", [0]),
]


@pytest.mark.parametrize(("text", "indexes"), FOUND)
def test_a_query_finds_the_tracks_for_which_all_terms_hold(
    text: str, indexes: list[int]
) -> None:
    assert find(text) == indexes


@pytest.mark.parametrize(
    ("text", "words", "notice"),
    [
        ("bpm:shadow", [0], "bpm:shadow is not a number: searched as words"),
        ("key:jora", [1], "key:jora is not a key: searched as words"),
        ("length:intro", [1], "length:intro is not a length: searched as words"),
        ("atrist:deep", [], "no field atrist, did you mean artist: searched as words"),
        ("re:deep", [], "no field re: searched as words"),
        ("played:deep", [0, 1, 2], "number of days or weeks: searched as words"),
        ("missing:deep", [0, 1, 2], "is none of any, key, title"),
        ("is:deep", [0, 1, 2], "is:deep is none of duplicate: searched as words"),
    ],
)
def test_what_does_not_parse_is_searched_as_words_and_said(
    text: str, words: list[int], notice: str
) -> None:
    result = Searcher(TRACKS).search(text)
    assert result.indexes == words
    assert len(result.notices) == 1
    assert notice in result.notices[0]


def test_a_near_tempo_says_what_it_reaches() -> None:
    (notice,) = parse_query("bpm:~124").notices
    assert notice == (
        "bpm:~124 finds 116.6 to 131.4 (6 % either way) and half and double that"
    )


@pytest.mark.parametrize("text", ["deep", "bpm:124", "12:30", "bpm:", "-x", "key:~8A"])
def test_plain_queries_have_no_notice(text: str) -> None:
    assert parse_query(text).notices == ()


def test_an_endless_query_is_cut_and_says_so() -> None:
    query = parse_query("a " * 5000)
    assert len(query.terms) <= 40
    assert query.notices == ("The search is too long: its end is left out",)


query_texts = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.builds(
            "{}{}:{}{}".format,
            st.sampled_from(["", "-"]),
            st.sampled_from(FIELDS),
            st.sampled_from(["", "~", "<", ">=", "=", "..", '"']),
            st.text(alphabet="0123456789.:,AaBmdw~<>=never\ud800é", max_size=6),
        ),
    ),
    max_size=5,
).map(" ".join)


@given(query_texts)
def test_no_query_breaks_the_search(text: str) -> None:
    found = find(text)
    assert found == sorted(set(found))


@given(st.sampled_from([text for text, _ in FOUND if text and " " not in text]))
def test_minus_finds_exactly_the_others(text: str) -> None:
    if parse_query(text).terms and not text.startswith("-"):
        assert sorted(find(text) + find(f"-{text}")) == [0, 1, 2, 3]


@given(st.lists(query_texts, max_size=6))
def test_typing_on_finds_what_a_fresh_search_finds(texts: list[str]) -> None:
    searcher = Searcher(TRACKS, played=PLAYED.get, today=TODAY)
    for text in texts:
        for end in range(len(text) + 1):
            assert searcher.search(text[:end]).indexes == find(text[:end])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title:dee", "artist:deepk"),
        ("artist:deepk", "deepk"),
        ("deepk", "title:deepk"),
        ("jora deep", "shadow deep"),
        ("jora deep", "shadow deep s"),
        ("-deep", "-deeply"),
        ("bpm:118..120", "bpm:118..122,4"),
        ("deepkick", "deep"),
        ("key:8A", "key:~8A deep"),
    ],
)
def test_a_query_that_did_not_just_grow_is_searched_anew(
    before: str, after: str
) -> None:
    searcher = Searcher(TRACKS)
    searcher.search(before)
    assert searcher.search(after).indexes == find(after)


@pytest.mark.parametrize("text", ["deep", "-deep", "missing:any", "key:~8A deep", ""])
def test_counting_finds_as_many_and_remembers_nothing(text: str) -> None:
    searcher = Searcher(TRACKS)
    assert searcher.count(text) == len(searcher.search(text).indexes)


def test_a_result_is_the_callers_own_list() -> None:
    searcher = Searcher(TRACKS)
    searcher.search("deep").indexes.clear()
    assert searcher.search("deep").indexes == [0, 1, 2]


def test_without_play_logs_nothing_was_ever_played() -> None:
    assert Searcher(TRACKS).search("played:never").indexes == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="day"):
        Searcher(TRACKS, played=PLAYED.get)


def test_the_guide_shows_every_field_and_nothing_that_does_not_parse() -> None:
    texts = [example.text for example in EXAMPLES]
    assert {text.split(":")[0].strip("-") for text in texts if ":" in text} == {*FIELDS}
    for text in texts:
        query = parse_query(text)
        assert len(query.terms) == (2 if text == "deep shadow" else 1), text
        assert not any("searched as words" in notice for notice in query.notices)
