"""Mapping rules: where another computer's files lie on this one."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.library.path_rules import PathRule, mapped, parse_rule, spelled

NAMES = st.text(
    st.characters(exclude_characters="/\\\0", exclude_categories=("Cs", "Cc")),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip(" .") == name)
TAILS = st.lists(NAMES, min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("path", "rule", "place"),
    [
        ("D:/Music/a.mp3", "D:/Music -> /media/usb/Music", "/media/usb/Music/a.mp3"),
        ("d:\\MUSIC\\A.mp3", "D:/Music -> /media/usb/Music", "/media/usb/Music/A.mp3"),
        ("D:/Musical/a.mp3", "D:/Music -> /media/usb/Music", "D:/Musical/a.mp3"),
        ("D:/a.mp3", "D:\\ -> /media/usb", "/media/usb/a.mp3"),
        ("D:/a.mp3", "D: -> /media/usb/", "/media/usb/a.mp3"),
        ("\\\\nas\\dj\\a.mp3", "\\\\NAS\\dj -> /mnt/nas", "/mnt/nas/a.mp3"),
        ("/Volumes/USB/a.mp3", "/Volumes/USB -> /media/usb", "/media/usb/a.mp3"),
        ("/volumes/usb/a.mp3", "/Volumes/USB -> /media/usb", "/volumes/usb/a.mp3"),
        ("/home/x/Music/a.mp3", "/home/x -> E:\\x", "E:/x/Music/a.mp3"),
        ("/music/a.mp3", "/ -> /mnt", "/mnt/music/a.mp3"),
        ("Music/a.mp3", "Music -> /media/usb/Music", "/media/usb/Music/a.mp3"),
        ("D:/Music", "D:/Music -> /m", "/m"),
        ("D:\\caf\u00e9\\a", "D:/cafe\u0301 -> /m", "/m/a"),
    ],
)
def test_a_rule_says_where_a_file_lies_here(path: str, rule: str, place: str) -> None:
    assert mapped(path, [parse_rule(rule)]) == place


def test_of_two_rules_the_one_with_the_longer_folder_holds() -> None:
    rules = [parse_rule("D:/ -> /one"), parse_rule("D:/Music -> /two")]
    assert mapped("D:/Music/a", rules) == mapped("D:/Music/a", rules[::-1]) == "/two/a"
    assert mapped("D:/Else/a", rules) == "/one/Else/a"


@pytest.mark.parametrize(
    "text",
    [
        *("D:/Music", "", "->", "D:/Music ->", "-> /media", "a -> b -> /c"),
        *("D:/Music -> media/usb", "D:/Music => /media", "D:/Music -> ~nobody-here/x"),
    ],
)
def test_what_is_no_rule_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"^write "):
        parse_rule(text)


@given(TAILS, st.sampled_from(["D:/Music", "/Volumes/USB/Music", "/home/x"]))
@settings(max_examples=60)
def test_every_spelling_of_a_path_finds_the_same_place(
    tail: list[str], there: str
) -> None:
    rule = PathRule(there, "/here")
    place = "/".join(["/here", *(unicodedata.normalize("NFC", t) for t in tail)])
    path = "/".join([there, *tail])
    assert mapped(path, [rule]) == place
    assert mapped(unicodedata.normalize("NFD", path), [rule]) == place
    if there.startswith("D:"):
        assert mapped(path.replace("/", "\\"), [rule]) == place
        assert mapped(f"d{path[1:]}", [rule]) == place


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_spelling_is_settled_and_a_path_without_a_rule_stays(path: str) -> None:
    assert spelled(spelled(path)) == spelled(path)
    assert mapped(path, [PathRule("Q:/nowhere", "/x")]) == spelled(path)


@given(TAILS)
def test_a_rule_reads_back_as_it_is_written(tail: list[str]) -> None:
    folder = "/".join(tail)
    if "->" not in folder:
        rule = PathRule(f"D:/{folder}", f"/media/{folder}")
        assert parse_rule(str(rule)) == rule
