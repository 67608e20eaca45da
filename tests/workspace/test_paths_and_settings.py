from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.workspace.paths import find_paths
from clubplanner.workspace.settings import Settings, read_settings, write_settings


def test_clubplanner_home_moves_all_state(tmp_path: Path) -> None:
    paths = find_paths({"CLUBPLANNER_HOME": str(tmp_path / "home")}, tmp_path)
    places = (
        paths.settings_file,
        paths.words_file,
        paths.index_file,
        paths.journal_folder,
        paths.backups_folder,
        paths.log_file,
        paths.sets,
    )
    assert all(place.is_relative_to(tmp_path / "home") for place in places)


def test_the_working_folder_gives_the_nights_when_it_holds_a_residency(
    tmp_path: Path,
) -> None:
    (tmp_path / "sets").mkdir()
    assert find_paths({}, tmp_path).sets != tmp_path / "sets"
    (tmp_path / "sets" / "residency.yaml").touch()
    assert find_paths({}, tmp_path).sets == tmp_path / "sets"
    environ = {"CLUBPLANNER_HOME": str(tmp_path / "home")}
    assert find_paths(environ, tmp_path).sets == tmp_path / "home" / "sets"
    environ["CLUBPLANNER_SETS"] = str(tmp_path / "elsewhere")
    assert find_paths(environ, tmp_path).sets == tmp_path / "elsewhere"


def test_settings_survive_a_round_trip_with_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("folders:\n- /music\nkeys: open\ncolour: red\n", "utf-8")
    settings, problems = read_settings(path)
    assert settings.folders == (Path("/music"),)
    assert settings.notation == "open"
    assert ["config.yaml:4" in str(problem) for problem in problems] == [True]
    write_settings(path, settings, tmp_path / "backups")
    assert "colour: red" in path.read_text("utf-8")
    assert read_settings(path)[0] == settings


def test_a_wrong_setting_is_a_problem_with_its_line_and_the_default_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("folders: []\nkeys: latin\n", "utf-8")
    settings, problems = read_settings(path)
    assert settings.notation == "camelot"
    assert str(problems[0]).startswith("config.yaml:2")


def test_mapping_rules_are_read_and_survive_a_save(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    rules = ("D:\\Music -> /media/usb/Music", "/Volumes/USB -> /media/usb")
    path.write_text("paths:\n" + "".join(f"- {rule}\n" for rule in rules), "utf-8")
    settings, problems = read_settings(path)
    assert not problems
    assert tuple(map(str, settings.paths)) == rules
    write_settings(path, settings, tmp_path / "backups")
    assert read_settings(path) == (settings, ())


def test_rules_that_are_no_list_of_texts_show_how_one_is_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("folders: []\npaths:\n  D:/Music: /m\n", "utf-8")
    settings, (problem,) = read_settings(path)
    assert "write paths: ['D:/Music -> /media/usb/Music']" in str(problem)
    assert not settings.paths


def test_a_broken_rule_is_named_with_its_line_and_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "folders: []\npaths:\n- D:/Music -> /m\n# one day\n- D:/Else = /e\n", "utf-8"
    )
    settings, (problem,) = read_settings(path)
    assert str(problem).startswith("config.yaml:5: ")
    assert "write D:/Music -> /media/usb/Music" in str(problem)
    assert list(map(str, settings.paths)) == ["D:/Music -> /m"]
    write_settings(path, settings, tmp_path / "backups")
    assert "D:/Else = /e" in path.read_text("utf-8")


def test_settings_that_cannot_be_read_are_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"folders: [\xff\n")
    settings, problems = read_settings(path)
    assert problems
    with pytest.raises(ClubplannerError):
        write_settings(path, settings, tmp_path / "backups")
    assert path.read_bytes() == b"folders: [\xff\n"
    write_settings(tmp_path / "new" / "config.yaml", Settings(), tmp_path / "backups")


def test_colours_and_keys_survive_a_save_with_their_faults(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "colours: light\nkeymap:\n  set.remove: D\n  set.cut: [Y, F3]\n"
        "  set.pin: {on: P}\n",
        "utf-8",
    )
    settings, problems = read_settings(path)
    assert settings.colours == "light"
    pressed = [(p.action, p.keys, p.where) for p in settings.keymap]
    assert pressed == [
        ("set.remove", "D", "config.yaml:3"),
        ("set.cut", "Y F3", "config.yaml:4"),
    ]
    assert [p.where for p in problems] == ["config.yaml:5"]
    write_settings(path, settings, tmp_path / "backups")
    again, _ = read_settings(path)
    assert [(p.action, p.keys) for p in again.keymap] == [p[:2] for p in pressed]
    assert again.keymap_rest == {"set.pin": {"on": "P"}}


@pytest.mark.parametrize("text", ["colours: pink", "keymap: D", "keymap:\n- D"])
def test_settings_that_cannot_be_used_are_named_and_kept(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    settings, problems = read_settings(path)
    assert (settings.colours, settings.keymap) == ("", ())
    assert [p.where for p in problems] == [f"config.yaml:{text.count(chr(10)) + 1}"]
    write_settings(path, settings, tmp_path / "backups")
    assert read_settings(path)[0].extra == settings.extra != {}


def test_columns_are_read_and_strange_ones_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("columns:\n- title\n- bmp\n- key\n", "utf-8")
    settings, problems = read_settings(path)
    assert settings.columns == ("title", "bmp", "key")
    assert [str(one) for one in problems] == [
        "config.yaml:3: the library has no column 'bmp': did you mean 'bpm'"
    ]
    write_settings(path, settings, tmp_path / "backups")
    assert "columns: [title, bmp, key]" in path.read_text("utf-8")
