"""Nights whose anchors cannot all be held: which two, and by how many minutes."""

import json
import re

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, Cli

HEAD = f"""\
clubplanner: 1
name: Test Night
date: {NIGHT}
start: '22:00'
end: '22:45'
slots:
"""


def slot(number: int, *pins: str) -> str:
    """Return a slot of a tune that the library has, with its pins."""
    lines = [f"- title: Tune {number}", f"  artist: Artist {number}"]
    return "\n".join([*lines, *(f"  {pin}" for pin in pins)]) + "\n"


CONTRADICTIONS = {
    "two at nearly one time": slot(1, "at: '22:10'") + slot(2, "at: '22:11'"),
    "the later one first": slot(1, "at: '22:30'")
    + slot(2, "at: '22:10'", "after: true"),
    "a place too early": slot(1, "at: '22:40'", "position: 2") + slot(2),
    "two at one place": slot(1, "position: 3") + slot(2, "position: 3"),
    "two first ones": slot(1, "first: true") + slot(2, "first: true"),
    "first, but later": slot(1, "first: true", "at: '22:20'") + slot(2),
    "last, but early": slot(2) + slot(1, "last: true", "at: '22:10'"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_check_and_build_say_what_cannot_be_held(cli: Cli, name: str) -> None:
    path = cli.write_night(HEAD + CONTRADICTIONS[name])
    before = path.read_bytes()
    said = cli("check", NIGHT, "--json")
    assert said.code == exits.FINDINGS
    clashes = [f for f in json.loads(said.out) if f["rule"] == "anchors-conflict"]
    assert clashes, name
    assert all("Tune 1" in clash["text"] for clash in clashes)
    built = cli("build", NIGHT, "--seconds", "0.2")
    assert (built.code, built.out) == (exits.FINDINGS, "")
    assert clashes[0]["text"] in built.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["two at nearly one time", "the later one first"])
def test_check_names_both_anchors_and_the_minutes(cli: Cli, name: str) -> None:
    cli.write_night(HEAD + CONTRADICTIONS[name])
    (text,) = [
        finding["text"]
        for finding in json.loads(cli("check", NIGHT, "--json").out)
        if finding["rule"] == "anchors-conflict"
    ]
    assert "Tune 1" in text
    assert "Tune 2" in text
    assert re.search(r"\d+(\.\d)? min|\d+ s", text)


def test_anchors_that_can_be_held_are_no_contradiction(cli: Cli) -> None:
    cli.write_night(HEAD + slot(1, "at: '22:10'", "window: 5 min") + slot(2))
    rules = [f["rule"] for f in json.loads(cli("check", NIGHT, "--json").out)]
    assert "anchors-conflict" not in rules
