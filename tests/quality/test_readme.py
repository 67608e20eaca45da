"""The README says what the program does: its tables, its commands, its room table."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from clubplanner.cli.main import COMMANDS, main
from clubplanner.residency.night_file import read_night_text
from clubplanner.residency.play_log import read_play_log_text
from clubplanner.tui.own_keys import own_keys
from clubplanner.workspace.settings import read_settings
from tests.quality.readme_parts import PARTS, README, part

TEXT = README.read_text("utf-8")
ROOT = README.parent


@pytest.mark.parametrize("name", PARTS)
def test_a_table_is_what_the_program_says(name: str) -> None:
    made = PARTS[name]()
    assert part(TEXT, name) == made, "run python -m tests.quality.readme_parts"


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "app"])
def test_every_command_stands_in_the_readme_and_shows_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.search(rf"^\| `{command}\b", TEXT, re.MULTILINE)
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"example: clubplanner {command}" in capsys.readouterr().out


def test_every_command_line_of_the_readme_is_understood(
    capsys: pytest.CaptureFixture[str],
) -> None:
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))
    lines = re.findall(r"^clubplanner +([^#\n]*?) *(?:#.*)?$", blocks, re.MULTILINE)
    assert lines
    for line in lines:
        words = shlex.split(line)
        if not words:
            continue
        with pytest.raises(SystemExit) as left:
            main([*words, "--help"])
        assert left.value.code == 0, line


def test_the_room_table_is_the_one_the_import_checker_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    rooms = {c["source_modules"][0].removeprefix("clubplanner.") for c in contracts}
    for contract in contracts:
        room = contract["source_modules"][0].removeprefix("clubplanner.")
        row = next(
            line for line in TEXT.splitlines() if f"`{room}/`" in line and "|" in line
        )
        allowed = row.rsplit("|", 2)[1]
        forbidden = {
            m.removeprefix("clubplanner.") for m in contract["forbidden_modules"]
        }
        if "above" in allowed:
            continue
        named = {name.strip() for name in allowed.split(",")} & rooms
        assert named == rooms - forbidden - {room}, room


def test_the_files_of_the_readme_read_without_a_problem() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    night, log, _rules = (one for one in blocks if "keymap:" not in one)
    assert read_night_text(night, "night.yaml")[1] == ()
    assert read_play_log_text(log, "log.yaml")[1] == ()


def test_the_keys_of_the_readme_s_example_can_be_used(tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    (block,) = (one for one in blocks if "keymap:" in one)
    path = tmp_path / "config.yaml"
    path.write_text(block, "utf-8")
    settings, problems = read_settings(path)
    assert (settings.colours, problems) == ("light", ())
    keys, wrong = own_keys(settings.keymap)
    assert wrong == ()
    assert len(keys.changed) == 3


def test_the_picture_of_the_readme_is_there() -> None:
    (picture,) = re.findall(r"!\[[^\]]*\]\(([^)]+\.svg)\)", TEXT)
    assert (ROOT / picture).is_file()
