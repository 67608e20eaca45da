"""PLS play lists."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.pls import KIND
from tests.exchange.lists import is_claimed, read_bytes

LIST = b"""[playlist]
File2=file:///m/b%20c.mp3
Title2=A - B
Length2=200
File1=a.mp3
length1=-1
Title3=no file
File10=C:\\m\\c.mp3
NumberOfEntries=3
Version=2
"""


def test_items_stand_in_the_order_of_their_numbers() -> None:
    found = read_bytes(KIND, LIST, "radio.pls")
    one, two, ten = found.tracks
    assert Path(one.path).name == "a.mp3"
    assert Path(one.path).is_absolute()
    assert one.length_s is None
    assert (two.path, two.artist, two.title, two.length_s) == (
        "/m/b c.mp3",
        "A",
        "B",
        200,
    )
    assert ten.path == "C:\\m\\c.mp3"
    assert found.playlists[0].name == "radio"


def test_a_list_is_told_by_its_first_line() -> None:
    assert is_claimed(KIND, b"\r\n[Playlist]\r\n", "x")
    assert is_claimed(KIND, "[playlist]\nFile1=a".encode("utf-16"), "x")
    assert is_claimed(KIND, b"[playlist]\rNumberOfEntries=1\rFile1=a", "x")
    assert not is_claimed(KIND, b"File1=a\n", "x.pls")
    assert not is_claimed(KIND, b"[playlist]\ncolour=red\n", "settings.ini")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    read_bytes(KIND, b"[playlist]\nFile1=" + data, "x.pls")
