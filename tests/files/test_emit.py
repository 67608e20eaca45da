from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import example, given
from hypothesis import strategies as st

from clubplanner.files import yaml
from clubplanner.files.emit import emit
from clubplanner.files.node import Bare, Plain, plain


def read(text: str) -> Plain:
    document, problems = yaml.parse(text, "x.yaml")
    assert not [p for p in problems if not p.is_notice]
    return plain(document.root)


def as_lists(value: Plain) -> Any:
    if isinstance(value, tuple):
        return [as_lists(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_lists(item) for key, item in value.items()}
    return str(value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Echo Temple", "Echo Temple"),
        ("On", "'On'"),
        ("Null", "'Null'"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("y", "'y'"),
        ("1999", "'1999'"),
        ("7:05", "'7:05'"),
        ("22:00 4.5", "'22:00 4.5'"),
        ("1e3", "'1e3'"),
        (".5", "'.5'"),
        ("0x1F", "'0x1F'"),
        ("2026-11-28", "'2026-11-28'"),
        ("2026-11-28-basement.yaml", "2026-11-28-basement.yaml"),
        ("2026-11-28T22:00:00Z", "'2026-11-28T22:00:00Z'"),
        ("99 Problems", "99 Problems"),
        ("8A", "8A"),
        ("64 beats", "64 beats"),
        ("I'll Believe in Anything", "I'll Believe in Anything"),
        ("'Round Midnight", "'''Round Midnight'"),
        ("Foo: Bar", "'Foo: Bar'"),
        ("Number #1", "'Number #1'"),
        ("C#m", "C#m"),
        ("*NSYNC", "'*NSYNC'"),
        ("!!!", "'!!!'"),
        ("- dash", "'- dash'"),
        (" blank ", "' blank '"),
        ("", "''"),
        ("東京", "東京"),
        ("a\tb", '"a\\tb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("x: ", "'x: '"),
        ("<<", "'<<'"),
        ("=", "'='"),
    ],
)
def test_quotes_stand_only_where_needed(text: str, written: str) -> None:
    assert emit({"a": text}) == f"a: {written}\n"
    assert pyyaml.safe_load(emit({"a": text})) == {"a": text}


def test_bare_text_is_written_without_quotes() -> None:
    content: dict[str, Plain] = {"bpm": Bare("119.4"), "date": Bare("2026-11-28")}
    assert emit(content) == "bpm: 119.4\ndate: 2026-11-28\n"
    assert emit({"a": Bare("b: c")}) == "a: 'b: c'\n"


def test_a_night_looks_as_a_person_would_write_it() -> None:
    content: dict[str, Plain] = {
        "name": "Basement",
        "curve": ("22:00 4.5", "00:30 9"),
        "slots": (
            {"title": "Echo", "note": "one\ntwo\n", "at": "23:30"},
            {"gap": "24:00"},
            {},
            (),
        ),
    }
    assert emit(content, header="# mine", flow={"curve"}) == (
        "# mine\n"
        "name: Basement\n"
        "curve: ['22:00 4.5', '00:30 9']\n"
        "slots:\n"
        "- title: Echo\n"
        "  note: |\n"
        "    one\n"
        "    two\n"
        "  at: '23:30'\n"
        "- gap: '24:00'\n"
        "- {}\n"
        "- []\n"
    )


def test_long_text_is_not_wrapped() -> None:
    assert emit({"a": "word " * 500 + "x"}).count("\n") == 1


def test_bytes_that_are_no_text_become_a_replacement_sign() -> None:
    assert emit({"file": "a\udcffb"}) == "file: a\ufffdb\n"


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("0123456789:.-+_eExXoO ,TZ", max_size=12),
    st.text("'\"#:-?,[]{}&*!|>%@`\\ \n\t~=<yYnN", max_size=12),
    st.sampled_from(["On", "off", "NULL", "~", "0o7", "1_0", "+.INF", ".NaN", "<<"]),
)
KEYS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1
).filter(lambda text: len(text) <= 30)
VALUES: st.SearchStrategy[Plain] = st.recursive(
    HOSTILE,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
@example({"a": "\n\nx"}, False)
@example({"a": "x\n \ny"}, False)
@example({"a": "x\n\n"}, False)
@example({"a": " x\ny"}, False)
@example({"a": ("x\ny", ("z\n", {"b": ("c\nd",)}))}, False)
@example({"a": ("1:2", "b,c", "{d}")}, True)
def test_what_is_written_is_read_back_by_us_and_by_any_yaml_tool(
    content: dict[str, Plain], in_flow: bool
) -> None:
    flow = set(content) if in_flow else set()
    written = emit(content, flow=flow)
    assert pyyaml.safe_load(written) == as_lists(content)
    again = read(written)
    assert again == content
    assert isinstance(again, dict)
    assert emit(again, flow=flow) == written
