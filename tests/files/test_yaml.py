import pytest

from clubplanner.files import yaml
from clubplanner.files.node import Bare, Listing, Mapping, Scalar, plain
from clubplanner.files.problem import Problem


def problems(text: str | bytes) -> tuple[Problem, ...]:
    return yaml.parse(text, "sets/x.yaml")[1]


def only(text: str | bytes) -> str:
    found = problems(text)
    assert len(found) == 1
    return str(found[0])


def test_everything_is_text_with_its_line() -> None:
    document, found = yaml.parse(
        "title: On\nartist: Null\nlength: 7:05\nyear: 1999\n", "x.yaml"
    )
    assert not found
    assert plain(document.root) == {
        "title": "On",
        "artist": "Null",
        "length": "7:05",
        "year": "1999",
    }
    length = document.root.get("length")
    assert isinstance(length, Scalar)
    assert (length.line, length.column) == (3, 9)


def test_lists_and_mappings_keep_their_order() -> None:
    document, _ = yaml.parse("b: [1, two]\na:\n- c: d\n- e\n", "x.yaml")
    assert list(plain(document.root)) == ["b", "a"]
    items = document.root.get("a")
    assert isinstance(items, Listing)
    assert isinstance(items.items[0], Mapping)
    assert [item.line for item in items.items] == [3, 4]


def test_quotes_are_remembered() -> None:
    document, _ = yaml.parse("a: 1\nb: '1'\n", "x.yaml")
    content = plain(document.root)
    assert isinstance(content, dict)
    assert isinstance(content["a"], Bare)
    assert not isinstance(content["b"], Bare)


def test_a_bom_and_windows_line_ends_are_fine() -> None:
    document, found = yaml.parse(b"\xef\xbb\xbfa: b\r\nc: d\r\n", "x.yaml")
    assert (plain(document.root), found) == ({"a": "b", "c": "d"}, ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\ntitle: Foo: Bar\n", 2, "put the title in quotes: title: 'Foo: Bar'"),
        ("- title: It's: on\n", 1, "title: 'It''s: on'"),
        ("a: b\n\tc: d\n", 2, "a tab is used to indent: use spaces"),
        ("a:\n\t- b\n", 2, "a tab is used to indent: use spaces"),
        ("a: 'It's You'\n", 1, "write an apostrophe twice"),
        ('a: "x" y\n', 1, "text after the closing quote"),
        ("a: b\nc: 'open\nd: e\n", 2, "a quote is opened and never closed"),
        ("a: @home\n", 1, "text that begins with @ needs quotes"),
        ("a: `x\n", 1, "text that begins with ` needs quotes"),
        ("a: %x\n", 1, "text that begins with % needs quotes"),
        ("bpm: ?\n", 1, "text that begins with ? needs quotes"),
        ("a: b\nc: - d\n", 2, "text that begins with - needs quotes"),
        ("a: *\n", 1, "text that begins with * needs quotes"),
        ("a: [1, 2\nb: c\n", 2, "opened and never closed"),
        ("a:\n  b: c\n d: e\n", 3, "does not fit the lines above it"),
        ("a\nb: c\n", 1, "this is no list of keys"),
        ("a:b\nc: d\n", 1, "this is no list of keys"),
        ("a: b\nc\nd: e\n", 2, "lacks its 'key: '"),
        ("a: b\nc:d\ne: f\n", 2, "lacks its 'key: '"),
        ('a: "C:\\q"\n', 1, "a backslash inside double quotes"),
        ("artist: *NSYNC\n", 1, "begins with * needs quotes: write '*NSYNC'"),
        ("artist: '!!!'\nb: !!! Chk\n", 2, "begins with ! needs quotes"),
        ("artist: &ME\n", 1, "begins with & needs quotes: write '&ME'"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "begins with ! needs quotes"),
        ("a: b\n---\nc: d\n", 2, "a second document begins here"),
        ("a: b\x00\n", 1, "an unreadable character (U+0000)"),
        ("a: b\nc: \x1b[2J\n", 2, "an unreadable character (U+001B)"),
        (b"a: b\nc: \xff\xfe\n", 2, "not UTF-8"),
        ("a: b\na: c\n", 2, "'a' stands here and in line 1"),
        ("- a\n- b\n", 1, "this is no list of keys"),
        ("just words\n", 1, "this is no list of keys"),
        ("? [a]\n: b\n", 1, "this is no key"),
        ("a: ['x', [" + "[" * 40 + "]" * 40 + "]]\n", 1, "nested too deep"),
    ],
)
def test_each_hand_made_fault_is_one_sentence_with_its_line(
    text: str | bytes, line: int, words: str
) -> None:
    said = only(text)
    assert said.startswith(f"sets/x.yaml:{line}: ")
    assert words in said


@pytest.mark.parametrize("text", ["", "\n\n", "# only words\n"])
def test_an_empty_file_says_so(text: str) -> None:
    document, found = yaml.parse(text, "x.yaml")
    assert "the file is empty" in str(found[0])
    assert not document.is_whole


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n"
        for i in range(20)
    )
    assert "begins with & needs quotes" in only(bomb)


def test_a_file_over_one_megabyte_is_refused() -> None:
    assert "larger than 1 MB" in only("a: " + "x" * yaml.MAX_BYTES)


def test_deep_nesting_is_refused_without_reading_it_all() -> None:
    assert "nested too deep" in only("a: " + "[" * 200_000)


def test_the_first_of_two_keys_is_read() -> None:
    document, _ = yaml.parse("a: one\na: two\n", "x.yaml")
    assert plain(document.root) == {"a": "one"}


def test_the_header_is_everything_above_the_first_key() -> None:
    header = "# Basement\n\n#  two\n\n"
    document, _ = yaml.parse(f"{header}a: b\n", "x.yaml")
    assert document.header == header
    assert document.comment_lines == ()


def test_comments_below_the_header_are_counted_by_line() -> None:
    text = "# head\na: 'x # no'\n# two\nb: |\n  # no\n  y\nc: d#e\n  # last\n"
    document, _ = yaml.parse(text, "x.yaml")
    assert document.comment_lines == (3, 8)


def test_a_title_cut_short_by_a_comment_is_noticed() -> None:
    said = only("title: Number #1\n")
    assert said.startswith("sets/x.yaml:1: everything after ' #'")
    assert "in quotes" in said


def test_a_missing_file_is_a_problem(tmp_path: object) -> None:
    from pathlib import Path

    document, found = yaml.read(Path(str(tmp_path)) / "no.yaml", name="sets/no.yaml")
    assert str(found[0]).startswith("sets/no.yaml: the file cannot be read")
    assert not document.is_whole


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml as pyyaml

    text = "a: [b, {c: d}]\ne: |\n  f\n  g\n"
    with_libyaml = yaml.parse(text, "x.yaml")
    monkeypatch.delattr(pyyaml, "CBaseLoader", raising=False)
    assert yaml.parse(text, "x.yaml") == with_libyaml
    assert "put the title in quotes" in only("title: Foo: Bar\n")
    assert "a tab is used" in only("a: b\n\tc: d\n")
