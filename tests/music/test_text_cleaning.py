import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clubplanner.music.text import clean, clean_lines, fold

ESC = "\x1b"

DIRTY = [
    ("Inferno", "Inferno"),
    ("  two   blanks ", "two blanks"),
    ("a\nb\tc\0d\r\ne", "a b c d e"),
    ("a\u2028b\u2029c\x85d", "a b c d"),
    (f"a{ESC}[2Jb", "ab"),
    (f"{ESC}[38;5;196mred{ESC}[0m", "red"),
    ("\x9b31mred", "red"),
    (f"{ESC}]0;owned\x07title", "title"),
    (f"{ESC}]8;;http://x{ESC}\\label{ESC}]8;;{ESC}\\", "label"),
    (f"{ESC}Pq#0{ESC}\\after", "after"),
    (f"{ESC}]52;c;never ended", ""),
    (f"{ESC}(Bplain{ESC}", "plain"),
    ("\u202eedoc\u202c", "edoc"),
    ("\u2066a\u2069\u200e\u200f\u061cb", "ab"),
    ("a\u200bb\ufeffc\xadd\u2060e", "abcde"),
    ("\u3164\u115f", ""),
    ("bell\x07 back\x08", "bell back"),
    ("e\u0301", "é"),
    ("e\u200b\u0301", "é"),
    ("\ud800lone\udfff", "\ufffdlone\ufffd"),
    ("non\xa0breaking\u3000wide", "non breaking wide"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("👍🏽", "👍🏽"),
    ("🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈"),
    ("❤\ufe0f", "❤\ufe0f"),
    ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
    ("1\ufe0f", "1"),
    ("a\u200db", "ab"),
    ("a\ufe0f\u200d👩", "a👩"),
    ("東京の夜 Deep", "東京の夜 Deep"),
]


@pytest.mark.parametrize(("dirty", "safe"), DIRTY)
def test_text_is_made_safe(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe


FORBIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)
nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from(f"{ESC}[]0;m\x07\\\x9b\x9c \n\t\0a1#\u202e\u200d\ufe0f👩❤↔"),
        st.sampled_from("e\u0301\u0338\u20e3\u1160\u1161한🏽🇬🇧\ud800\u200b"),
        st.characters(),
    )
)


@given(nasty, st.integers(0, 30))
@example("1\ufe0f\u20e3", 2)
@example("👩\u200d❤\ufe0f\u200d👩", 2)
@example("↔\ufe0f\u0338\u200d👩", 10)
def test_cleaned_text_is_safe_and_cleaning_it_again_changes_nothing(
    text: str, limit: int
) -> None:
    once = clean(text, limit)
    assert clean(once, limit) == once
    assert not FORBIDDEN.search(once)
    assert len(once) <= limit
    assert once == unicodedata.normalize("NFC", once)
    assert once == " ".join(once.split())


@given(nasty)
def test_cleaned_lines_are_safe_but_for_their_line_ends(text: str) -> None:
    once = clean_lines(text)
    assert clean_lines(once) == once
    assert not FORBIDDEN.search(once.replace("\n", ""))


def test_lines_are_kept_in_notes() -> None:
    assert clean_lines(" one \r\n\r\n\r\n\ttwo\0\x1b[1m\rthree\n ") == (
        "one\n\ntwo\nthree"
    )
    assert clean_lines("abc\ndef", limit=4) == "abc"


@pytest.mark.parametrize(
    "text", [f"{ESC}[2J", f"{ESC}]", f"{ESC}]x", "x", "é ", "\u200d", "\n", "❤\ufe0f"]
)
def test_endless_titles_are_cut_before_the_work_begins(text: str) -> None:
    endless = text * (1_000_000 // len(text))
    assert clean(endless) == clean(endless[:8096])
    assert clean_lines(endless) == clean_lines(endless[:36096])
    assert len(clean(endless)) <= 500


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MÖTLEY Crüe", "motley crue"),
        ("Straße", "strasse"),
        ("Ænima", "aenima"),
        ("Søster Röyksopp", "soster royksopp"),
        ("ŁÓDŹ Đorđe", "lodz dorde"),
        ("Þór Ísland", "thor island"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁnal ½", "final 1⁄2"),
        ("Don’t “Stop” – Now", 'don\'t "stop" - now'),
        ("Ё", "е"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
    ],
)
def test_folded_text_is_small_and_bare(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_capitals_and_accents_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_upper_case_latin_is_found_by_lower_case(text: str) -> None:
    assert fold(text.upper()) == fold(text)
