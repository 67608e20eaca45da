"""How fast fifty thousand tracks are searched, beside the plainest loop there is."""

import random
from functools import cache

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clubplanner.music.key import KEYS
from clubplanner.music.query import Searcher, sort_indexes
from clubplanner.music.text import fold
from clubplanner.music.track import Track

WORDS = (
    *("deep", "love", "shadow", "velvet", "hands", "paradise", "lost", "river"),
    *("night", "sun", "golden", "rain", "echo", "temple", "sugar", "moon"),
    *("tribal", "storm", "signal", "atlas", "groove", "pulse", "midnight"),
)
QUERIES = (
    *("e", "love", "zzz", "love deep", "-love", "bpm:118..122", "bpm:~124"),
    *("key:~8A", "deep bpm:118..122 key:~8A energy:3..6"),
)


@cache
def library() -> tuple[Track, ...]:
    chance = random.Random(50)
    keys = [None, *KEYS.values()]
    return tuple(
        Track(
            path=f"/music/{number}.flac",
            title=" ".join(chance.choices(WORDS, k=3)).title(),
            artist=" ".join(chance.choices(["Röyksopp", "Yuki", "Carl", "Ana"], k=2)),
            album=" ".join(chance.choices(WORDS, k=2)),
            genre=chance.choice(["House", "Deep House", "Techno", "Disco", ""]),
            bpm=chance.choice([None, *(chance.uniform(80, 180) for _ in range(9))]),
            key=chance.choice(keys),
            energy=chance.choice([None, *range(1, 11)]),
        )
        for number in range(50_000)
    )


@cache
def haystacks() -> list[str]:
    return [
        fold("\n".join((track.title, track.artist, track.album, track.genre)))
        for track in library()
    ]


@pytest.mark.benchmark(group="search")
def test_plain_loop(benchmark: BenchmarkFixture) -> None:
    words, folded = ["love", "deep"], haystacks()
    benchmark(
        lambda: [i for i, text in enumerate(folded) if all(w in text for w in words)]
    )


@pytest.mark.benchmark(group="search")
@pytest.mark.parametrize("text", QUERIES)
def test_search(benchmark: BenchmarkFixture, text: str) -> None:
    searcher = Searcher(library())
    searcher.search(text)

    def search_anew() -> list[int]:
        searcher.forget()
        return searcher.search(text).indexes

    assert benchmark(search_anew) or text == "zzz"


@pytest.mark.benchmark(group="search")
def test_typing_a_word(benchmark: BenchmarkFixture) -> None:
    """Four letters, each of which narrows what the one before has found."""
    searcher = Searcher(library())
    searcher.warm_up()

    def type_love() -> list[list[int]]:
        searcher.forget()
        return [searcher.search("love"[:end]).indexes for end in range(1, 5)]

    assert len(benchmark(type_love)) == 4


@pytest.mark.benchmark(group="search")
def test_first_letter_folds_the_library(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: Searcher(library()).search("e"))


@pytest.mark.benchmark(group="search")
@pytest.mark.parametrize("keys", [("key", "bpm"), ("-bpm",), ("title",)])
def test_sort(benchmark: BenchmarkFixture, keys: tuple[str, ...]) -> None:
    tracks = library()
    benchmark(lambda: sort_indexes(tracks, range(len(tracks)), keys))
