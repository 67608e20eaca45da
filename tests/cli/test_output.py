import json

import pytest

from clubplanner.cli.output import say, say_file, say_json, table, talk
from tests.cli.making import has_control

NASTY = "a\x1b[31mb\x9b1mc\x07\x7f\u202ed"


def test_people_see_controls_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    say(NASTY)
    talk(NASTY + "\nnext")
    out, err = capsys.readouterr()
    assert out == "a\\x1b[31mb\\x9b1mc\\x07\\x7f\\u202ed\n"
    assert not has_control(err)
    assert err.endswith("d\\nnext\n")


def test_json_holds_the_very_text_without_one_control(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_json({"path": NASTY + "\udcff", "title": "東京"})
    text = capsys.readouterr().out
    assert not has_control(text)
    assert "東京" in text
    assert json.loads(text) == {"path": NASTY + "\udcff", "title": "東京"}


@pytest.mark.parametrize(
    "value",
    [None, {}, [], [[]], {"a": {}}, [1, "é\n", {"b": [True, 0.5, {"c": None}]}], "x"],
)
def test_json_is_laid_out_as_json_does(
    value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    say_json(value)
    expected = json.dumps(value, ensure_ascii=False, indent=2)
    assert capsys.readouterr().out == f"{expected}\n"


@pytest.mark.parametrize("rows", [[], [{"a": [1]}], [{"a": NASTY}, {"a": "東京"}]])
def test_an_iterator_is_a_list_with_one_row_a_line(
    rows: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    say_json({"rows": iter(rows), "n": 1})
    text = capsys.readouterr().out
    assert json.loads(text) == {"rows": rows, "n": 1}
    assert len(text.splitlines()) == 5 + len(rows)


def test_a_file_goes_to_a_pipe_to_the_letter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_file("tab\there \x9b")
    assert capsys.readouterr().out == "tab\there \x9b\n"


def test_columns_line_up_in_cells_and_a_cell_is_one_line() -> None:
    text = table(("Name", "N"), [("東京", "1"), ("a\nb", "22")], right=frozenset({1}))
    assert text.splitlines() == ["Name   N", "東京   1", "a\\nb  22"]
