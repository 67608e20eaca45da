from datetime import date, time

import pytest

from clubplanner.files import yaml
from clubplanner.files.fields import Fields
from clubplanner.files.problem import Problem


def fields(text: str) -> tuple[Fields, list[Problem]]:
    problems: list[Problem] = []
    document, found = yaml.parse(text, "sets/x.yaml")
    assert not found
    return Fields(document.root, "sets/x.yaml", problems), problems


def test_each_kind_of_field_is_read() -> None:
    reader, problems = fields(
        "name: On\nbpm: 119.4\nenergy: 3\nat: 7:05\ndate: 2026-11-28\n"
        "length: 8:02\noverlap: 64 beats\nafter: true\ntags: [a, b]\none: a\n"
    )
    assert reader.text("name") == "On"
    assert reader.number("bpm", 20, 999) == 119.4
    assert reader.whole("energy", 1, 10) == 3
    assert reader.clock("at") == time(7, 5)
    assert reader.day("date") == date(2026, 11, 28)
    assert reader.duration("length") == 482
    assert reader.beats("overlap") == 64
    assert reader.yes("after") is True
    assert reader.texts("tags") == ("a", "b")
    assert reader.texts("one") == ("a",)
    assert not problems
    assert reader.left_over() == {}


@pytest.mark.parametrize(
    ("text", "ask", "words"),
    [
        ("bpm: fast", lambda f: f.number("bpm", 20, 999), "write a number"),
        ("bpm: 5", lambda f: f.number("bpm", 20, 999), "from 20 to 999"),
        ("bpm: [1]", lambda f: f.number("bpm", 20, 999), "one text, not a list"),
        ("energy: 3.5", lambda f: f.whole("energy", 1, 10), "whole number from 1"),
        ("at: 25:00", lambda f: f.clock("at"), "for example 23:30"),
        ("length: 7:5", lambda f: f.duration("length"), "for example 7:05"),
        ("date: soon", lambda f: f.day("date"), "year-month-day"),
        ("overlap: some", lambda f: f.beats("overlap"), "for example 64 beats"),
        ("after: perhaps", lambda f: f.yes("after"), "write yes or no"),
        ("kind: scor", lambda f: f.choice("kind", ["score"]), "mean 'score'"),
        ("tags: {a: b}", lambda f: f.texts("tags"), "a list of texts"),
        ("slots: words", lambda f: f.mappings("slots"), "slots is a list"),
        ("slots: [words]", lambda f: f.mappings("slots"), "no entry of slots"),
        ("rules: words", lambda f: f.mapping("rules"), "lines of its own"),
    ],
)
def test_a_wrong_value_is_a_problem_with_its_line(
    text: str, ask: object, words: str
) -> None:
    reader, problems = fields(f"# head\n{text}\n")
    assert callable(ask)
    assert not ask(reader)
    assert len(problems) == 1
    assert problems[0].where == "sets/x.yaml:2"
    assert words in str(problems[0])


def test_an_unusable_value_is_left_over_for_the_next_save() -> None:
    reader, _ = fields("bpm: fast\nname: x\n")
    assert reader.number("bpm", 20, 999) is None
    assert reader.text("name") == "x"
    assert reader.left_over() == {"bpm": "fast"}


def test_an_unknown_key_is_kept_and_the_near_one_named() -> None:
    reader, problems = fields("titel: x\ncolour: red\n")
    reader.text("title")
    assert reader.left_over() == {"titel": "x", "colour": "red"}
    assert [problem.where for problem in problems] == ["sets/x.yaml:1", "sets/x.yaml:2"]
    assert "did you mean 'title'" in str(problems[0])
    assert "it is kept as it stands" in str(problems[1])
    assert all(problem.is_notice for problem in problems)


def test_an_empty_value_counts_as_none() -> None:
    reader, problems = fields("energy: '?'\nbpm:\nslots:\ntags:\nrules:\n")
    assert reader.number("bpm", 20, 999) is None
    assert reader.whole("energy", 1, 10) is None
    assert reader.mappings("slots") == ()
    assert reader.texts("tags") == ()
    assert reader.mapping("rules") is None
    assert not problems


def test_each_item_of_a_list_has_its_line() -> None:
    reader, _ = fields("folders:\n- a\n# b\n- c\none: x\n")
    assert reader.where_each("folders") == ("sets/x.yaml:2", "sets/x.yaml:4")
    assert reader.where_each("one") == ("sets/x.yaml:5",)
