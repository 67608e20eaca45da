"""A pin that cannot be read never costs the DJ the slot."""

import pytest

from clubplanner.cli import exits
from clubplanner.residency.night_file import night_text, read_night
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli


@pytest.mark.parametrize(
    ("pin", "key"),
    [
        ("at: '23:60'", "at"),
        ("end_at: quarter to", "end_at"),
        ("played: perhaps", "played"),
        ("position: second", "position"),
        ("att: '22:00'", "att"),
        ("At: '22:00'", "At"),
        ("frist: true", "frist"),
        ("start: '22:00'", "start"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("build", "--alternatives", "2"),
        ("replan", "--playing", "1", "--now", "22:05"),
    ],
)
def test_a_pin_that_cannot_be_read_is_refused_and_nothing_is_saved(
    cli: Cli, words: tuple[str, ...], pin: str, key: str
) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    file = cli.sets / NIGHT_FILE
    text = file.read_text("utf-8").partition("slots:")[0]
    text += f"slots:\n- title: Rivalry\n  artist: Ann\n  {pin}\n"
    file.write_text(text, "utf-8")
    said = cli(words[0], NIGHT, *words[1:])
    assert said.code == exits.UNREADABLE
    line = text.splitlines().index(f"  {pin}") + 1
    last = said.err.splitlines()[-1]
    assert f"{file.name}:{line}" in last
    assert f"its pin '{key}' cannot be read" in last
    assert file.read_text("utf-8") == text


def test_a_key_near_a_pin_survives_a_save_and_is_more_than_a_notice(cli: Cli) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    file = cli.sets / NIGHT_FILE
    text = file.read_text("utf-8").partition("slots:")[0]
    text += "slots:\n- title: Rivalry\n  artist: Ann\n  att: '22:00'\n  mood: dark\n"
    file.write_text(text, "utf-8")
    said = cli("check", NIGHT)
    assert said.code == exits.FINDINGS
    lines = said.out.splitlines()
    assert any(
        line.startswith("fail file") and "'att' is no key known here" in line
        for line in lines
    )
    assert any(
        line.startswith("note file") and "'mood' is no key known here" in line
        for line in lines
    )
    night, _ = read_night(file)
    assert night is not None
    assert night_text(night) == text
