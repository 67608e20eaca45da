import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from clubplanner.music.text import cells, cut, fit

WIDTHS = [
    ("", 0),
    ("Inferno", 7),
    ("é", 1),
    ("e\u0301", 1),
    ("東京の夜", 8),
    ("한글", 4),
    ("\u1112\u1161\u11ab", 2),
    ("ｱ", 1),
    ("Ａ", 2),
    ("👍🏽", 2),
    ("👨\u200d👩\u200d👧", 2),
    ("❤", 1),
    ("❤\ufe0f", 2),
    ("1\ufe0f\u20e3", 2),
    ("🇬🇧", 2),
    ("🏳\ufe0f\u200d🌈", 2),
    ("●░▒▃", 4),
    ("a\u200bb", 2),
    ("\u0e01\u0e33", 2),
    ("नमस्ते", 4),
    ("\u200d", 0),
    ("\ufe0fa", 1),
]


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_text_takes_the_cells_a_terminal_gives_it(text: str, width: int) -> None:
    assert cells(text) == width
    assert cell_len(text) == width


def known_signs() -> list[str]:
    signs = (chr(code) for code in range(sys.maxunicode + 1))
    return [sign for sign in signs if unicodedata.category(sign) not in ("Cn", "Cs")]


def test_every_sign_is_as_wide_as_rich_says() -> None:
    differing = [hex(ord(s)) for s in known_signs() if cells(s) != cell_len(s)]
    assert differing == []


def test_emoji_style_widens_what_rich_widens() -> None:
    styled = (chr(code) + "\ufe0f" for code in range(0x20, 0x1FB00) if code != 0xFE0F)
    tested = [text for text in styled if unicodedata.category(text[0])[0] in "SNP"]
    assert len(tested) > 5000
    assert [text for text in tested if cells(text) != cell_len(text)] == []


def test_emoji_younger_than_this_python_are_wide() -> None:
    assert [cells(sign) for sign in "🫨🫩🛜"] == [2, 2, 2]


mixed = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab 東é\u0301👩❤🏽🇬1\u20e3\u200d\ufe0f\u1161한"),
        st.sampled_from(sorted({*"שלום مرحبا ไทยกำ नमस्ते かが ｶﾞ"})),
    )
)


@given(mixed)
def test_any_mixture_is_as_wide_as_rich_says(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(mixed, st.integers(0, 12), st.sampled_from(["…", "", "~", "..."]))
def test_fitted_text_is_exactly_as_wide_as_asked(
    text: str, width: int, ellipsis: str
) -> None:
    fitted = fit(text, width, ellipsis)
    assert cell_len(fitted) == width
    assert cells(cut(text, width, ellipsis)) <= width


@given(mixed, st.integers(0, 12))
def test_text_that_fits_is_left_alone(text: str, width: int) -> None:
    if 0 < cells(text) <= width:
        assert cut(text, width) == text


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Inferno", 9, "Inferno  "),
        ("Inferno", 7, "Inferno"),
        ("Inferno", 5, "Infe…"),
        ("東京の夜", 6, "東京… "),
        ("東京の夜", 5, "東京…"),
        ("👨\u200d👩\u200d👧 family", 4, "👨\u200d👩\u200d👧 …"),
        ("ae\u0301xyz", 3, "ae\u0301…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
        ("a\u200d", 3, "a  "),
    ],
)
def test_text_is_cut_between_signs_and_padded(
    text: str, width: int, fitted: str
) -> None:
    assert fit(text, width) == fitted


def test_a_flag_is_not_halved() -> None:
    assert fit("🇬🇧🇩🇪", 3) == "🇬🇧…"
    assert fit("x🇬🇧🇩🇪", 3) == "x… "
