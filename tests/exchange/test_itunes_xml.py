"""A night as an iTunes library."""

import plistlib
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.itunes_xml import file_url, write_itunes
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import one_line
from clubplanner.exchange.xml_text import writable
from clubplanner.music.track import Track
from tests.exchange.nights import listed, night, track


def test_a_night_is_its_tracks_and_one_playlist_in_order() -> None:
    known = track(
        1,
        path="/music/#1 100%.flac",
        bpm=127.6,
        rating=3.5,
        year=2024,
        genre="House",
        album="Al",
        comment="hi",
        length_s=300.4567,
    )
    unknown = track(2, artist="", bpm=None, key=None, length_s=None)
    (data,), problems = write_itunes(listed(night(known, unknown, known)), Options())
    assert problems == ()
    library = plistlib.loads(data)
    assert library["Tracks"] == {
        "2": {
            "Track ID": 2,
            "Total Time": 300457,
            "Year": 2024,
            "BPM": 128,
            "Rating": 70,
            "Track Type": "File",
            "Name": "Song 1",
            "Artist": "Artist 1",
            "Album": "Al",
            "Genre": "House",
            "Comments": "hi",
            "Location": "file:///music/%231%20100%25.flac",
        },
        "3": {
            "Track ID": 3,
            "Track Type": "File",
            "Name": "Song 2",
            "Location": "file:///music/002.flac",
        },
    }
    (order,) = library["Playlists"]
    assert order["Name"] == "2026-11-27 Heated Rivalry"
    assert [item["Track ID"] for item in order["Playlist Items"]] == [2, 3, 2]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/m/a b.mp3", "file:///m/a%20b.mp3"),
        ("/m/東京.mp3", "file:///m/%E6%9D%B1%E4%BA%AC.mp3"),
        ("D:\\m\\a&b.mp3", "file:///D:/m/a%26b.mp3"),
        ("D:/m/a.mp3", "file:///D:/m/a.mp3"),
        ("\\\\nas\\music\\a.mp3", "file://nas/music/a.mp3"),
        ("crate/a.mp3", ""),
        ("", ""),
    ],
)
def test_a_path_of_any_system_is_an_address(path: str, url: str) -> None:
    assert file_url(path) == url


def test_a_relative_path_is_left_out_and_named() -> None:
    (data,), problems = write_itunes(
        listed(night(track(1, path="crate/a.mp3"))), Options()
    )
    assert plistlib.loads(data)["Tracks"] == {}
    assert problems == (
        'slot 1 "Song 1" is left out: an iTunes library names whole paths, and this '
        "one is relative: crate/a.mp3",
    )


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1_000])
def test_a_night_of_any_length_lists_each_slot(count: int) -> None:
    (data,), _ = write_itunes(listed(night(*map(track, range(count)))), Options())
    library = plistlib.loads(data)
    items = library["Playlists"][0]["Playlist Items"]
    titles = [library["Tracks"][str(item["Track ID"])]["Name"] for item in items]
    assert titles == [f"Song {number}" for number in range(count)]


hostile = st.text(min_size=1, max_size=40) | st.sampled_from(
    ['"', "&amp;", "<b>]]>", "\ufffe", "東京", "=1", "\x85\u2028", "x" * 200]
)
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\u2028\u2029"),
    min_size=1,
    max_size=60,
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(hostile, names), min_size=1, max_size=4))
def test_any_title_and_path_comes_back(pairs: list[tuple[str, str]]) -> None:
    tracks: list[Track] = [
        track(n, title=title, path=f"/m/{n}{name}")
        for n, (title, name) in enumerate(pairs)
    ]
    (data,), problems = write_itunes(listed(night(*tracks)), Options())
    assert problems == ()
    ElementTree.fromstring(data)
    read = plistlib.loads(data)["Tracks"].values()
    assert [one["Name"] for one in read] == [writable(one_line(t)) for t, _ in pairs]
    assert [unquote(one["Location"]) for one in read] == [
        f"file:///m/{n}{name}" for n, (_, name) in enumerate(pairs)
    ]
