"""Text of other programs: encodings and lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.reading import (
    LONGEST_LINE,
    MOST_LINES,
    Decoded,
    decode,
    first_of,
    looks_like_text,
    split_lines,
)
from clubplanner.files.problem import Problem

LINE = "01. Mötley – 東京 – the night\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "is_guessed"),
    [
        (b"", "", "UTF-8", False),
        (b"\xef\xbb\xbfa", "a", "UTF-8", False),
        ("aé".encode("utf-16"), "aé", "UTF-16", False),
        ("aé".encode("utf-32"), "aé", "UTF-32", False),
        (LINE.encode("utf-16-le"), LINE, "UTF-16", True),
        (LINE.encode("utf-16-be"), LINE, "UTF-16", True),
        ("東京の夜\r\n1. 東京 - 京\r\n".encode("utf-16-le"), None, "UTF-16", True),
        ("aé東".encode()[:-1], "aé", "UTF-8", False),
        ("aé".encode("cp1252"), "aé", "Windows-1252", True),
        ("“a” é\x81".encode("utf-8", "replace"), "“a” é\x81", "UTF-8", False),
        (b"a\x81\x93", "a\ufffd“", "Windows-1252", True),
    ],
)
def test_an_encoding_proves_itself_or_is_a_guess(
    data: bytes, text: str | None, encoding: str, is_guessed: bool
) -> None:
    found = decode(data)
    assert (found.encoding, found.is_guessed) == (encoding, is_guessed)
    assert text is None or found.text == text


def test_a_part_may_end_inside_a_character() -> None:
    assert decode("aé".encode()[:-1], is_part=True) == Decoded("a", "UTF-8")


@settings(deadline=None)
@given(st.text())
def test_utf_8_is_never_taken_for_anything_else_unless_it_has_nuls(text: str) -> None:
    found = decode(text.encode("utf-8", "replace"))
    text = text.encode("utf-8", "replace").decode()
    if "\0" not in text:
        assert found.encoding == "UTF-8"
        assert found.text == text.removeprefix("\ufeff")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_become_text(data: bytes) -> None:
    found = decode(data)
    found.text.encode("utf-8", "surrogatepass")
    split_lines(found, "x")


def test_lines_end_as_every_system_ends_them_and_nowhere_else() -> None:
    text = "a\rb\r\nc\nd\u2028e\x0cf\x85g\n"
    assert split_lines(Decoded(text, "UTF-8"), "x").lines == (
        "a",
        "b",
        "c",
        "d\u2028e\x0cf\x85g",
    )


def test_an_endless_line_is_cut_and_said() -> None:
    found = split_lines(Decoded("a\n" + "b" * 10**7 + "\nc", "UTF-8"), "x.cue")
    assert [len(line) for line in found.lines] == [1, LONGEST_LINE, 1]
    assert [str(problem) for problem in found.problems] == [
        "x.cue:2: only the first 20,000 characters of this line were read"
    ]


def test_an_endless_list_is_cut_and_said() -> None:
    found = split_lines(Decoded("\n" * (MOST_LINES + 5), "UTF-8"), "x.m3u")
    assert len(found.lines) == MOST_LINES
    assert [problem.msg for problem in found.problems] == [
        "only the first 200,000 lines were read"
    ]


@pytest.mark.parametrize(
    ("text", "is_text"),
    [("", False), ("a\tb\r\n", True), ("\0\x01\x02", False), ("a" * 200 + "\0", True)],
)
def test_text_is_told_from_binary_data(text: str, is_text: bool) -> None:
    assert looks_like_text(text) is is_text


def test_a_thousand_problems_of_one_sort_are_one_sentence() -> None:
    many = [Problem(f"x:{n}", "this line is odd", "mend it") for n in range(1, 1001)]
    assert first_of([]) == ()
    assert first_of(many[:1]) == (many[0],)
    (said,) = first_of(many)
    assert str(said) == "x:1: this line is odd (and 999 more like this): mend it"
