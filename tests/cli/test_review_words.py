"""The DJ's word on a past night, kept by ``clubplanner review`` in its play log."""

import json
from pathlib import Path
from typing import Any

import pytest

from clubplanner.cli import exits
from tests.cli.making import PLAY_LOG, RESIDENCY, Cli

DAY = "2026-02-28"
PLAN = f"""\
clubplanner: 1
name: Test Night
date: {DAY}
start: '22:00'
end: '23:00'
venue: The Cellar
slots:
- {{title: Tune 1, artist: Artist 1, length: '5:00', bpm: 120}}
- {{title: Tune 2, artist: Artist 2, length: '5:00', bpm: 121}}
"""


@pytest.fixture
def built(cli: Cli) -> Cli:
    """The command line with a past night of two slots and its play log."""
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.write_night(PLAN, f"{DAY}-test-night.yaml")
    (cli.sets / "played").mkdir()
    log_of(cli).write_text(PLAY_LOG, "utf-8")
    return cli


def log_of(built: Cli) -> Path:
    return built.sets / "played" / f"{DAY}-test-night.yaml"


def reviewed(built: Cli) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built.fine("review", DAY, "--json"))
    return found


def lines_of(built: Cli) -> dict[int, dict[str, Any]]:
    return {
        line["plays"][0]: line for line in reviewed(built)["lines"] if line["plays"]
    }


def test_stars_and_notes_are_kept_of_the_night_a_play_a_slot_and_a_mix(
    built: Cli,
) -> None:
    reviewed(built)
    said = built("review", DAY, "--stars", "5", "--note", "full house")
    assert (said.code, said.err) == (
        exits.OK,
        f'the night: 5 stars, "full house"; kept in played/{DAY}-test-night.yaml\n',
    )
    built.fine("review", DAY, "--play", "2", "--stars", "4", "--note", "filled here")
    built.fine("review", DAY, "--into", "2", "--stars", "1", "--note", "never again")
    slot = next(n for line in lines_of(built).values() if (n := line["slot"]))
    built.fine("review", DAY, "--slot", str(slot), "--note", "as planned")
    found = reviewed(built)
    assert (found["stars"], found["note"]) == (5, "full house")
    second = lines_of(built)[2]
    assert (second["stars"], second["note"]) == (4, "filled here")
    assert (second["mix_stars"], second["mix_note"]) == (1, "never again")
    (mix,) = found["transitions"]
    assert (mix["stars"], mix["note"]) == (1, "never again")
    noted = {line["note"] for line in found["lines"] if line["slot"] == slot}
    assert noted == {"as planned"}
    text = built.fine("review", DAY)
    assert "**** mix *" in text
    assert "filled here; mix: never again" in text
    pairs = json.loads(built.fine("memory", "--show", "pairs", "--json"))["pairs"]
    assert [(one["last_stars"], one["note"]) for one in pairs] == [(1, "never again")]


def test_stars_and_notes_are_taken_off_again(built: Cli) -> None:
    reviewed(built)
    built.fine("review", DAY, "--note", "")
    before = log_of(built).read_bytes()
    for words in ((), ("--play", "2"), ("--into", "2")):
        built.fine("review", DAY, *words, "--stars", "2", "--note", "so so\x1b[31m")
        assert b"\x1b" not in log_of(built).read_bytes()
        built.fine("review", DAY, *words, "--stars", "0", "--note", "")
    built.fine("review", DAY, "--play", "2", "--note", "somebody asked for it")
    assert log_of(built).read_bytes() == before


def test_a_play_is_put_right_to_a_track_of_the_library(built: Cli) -> None:
    assert "no file of 2 of 2 plays is known" in built.fine("review", DAY)
    said = built("review", DAY, "--track", "2", "Tune 3")
    assert said.code == exits.OK
    assert 'play 2 "Stranger" was the track "' in said.err
    line = lines_of(built)[2]
    assert line["played"] == "Stranger"
    assert line["file"]
    assert "no file of 1 of 2 plays is known" in built.fine("review", DAY)
    rows = json.loads(built.fine("tracks", "--json", "played:<8w"))
    assert "Tune 3" in [row["title"] for row in rows]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((DAY, "--track", "2", "no such tune"), exits.NOT_FOUND, "has no track"),
        ((DAY, "--track", "2", "tune"), exits.NOT_FOUND, "say more"),
        ((DAY, "--track", "9", "Tune 3"), exits.NOT_FOUND, "no play 9"),
        ((DAY, "--track", "x", "Tune 3"), exits.USAGE, "whole number"),
        ((DAY, "--play", "9", "--stars", "1"), exits.NOT_FOUND, "no play 9"),
        ((DAY, "--slot", "9", "--stars", "1"), exits.NOT_FOUND, "slot 9"),
        ((DAY, "--play", "1"), exits.USAGE, "nothing is said"),
        ((DAY, "--stars", "6"), exits.USAGE, "1 to 5"),
        (("--stars", "4"), exits.USAGE, "needs its night"),
    ],
)
def test_a_word_on_nothing_is_refused(
    built: Cli, words: tuple[str, ...], code: int, said: str
) -> None:
    reviewed(built)
    before = log_of(built).read_bytes()
    found = built("review", *words)
    assert found.code == code
    assert said in found.err.splitlines()[-1]
    assert "not foreseen" not in found.err
    assert log_of(built).read_bytes() == before
