"""``clubplanner ladder``: from cue, track or tempo, told per step."""

import json

import pytest

from clubplanner.cli import exits
from tests.cli.making import RESIDENCY, Cli

FIELDS = ["tracks", "cost", "bridges", "steps", "meets"]
STEP = [
    *("from", "to", "bpm", "key", "pitch", "both_decks", "meet_at", "reading"),
    *("bridge", "cost", "terms"),
]


def test_json_tells_every_step_with_its_cost_by_term(cli: Cli) -> None:
    found = json.loads(cli.fine("ladder", "--from", "Inferno", "--to", "132", "--json"))
    assert list(found) == FIELDS
    assert found["tracks"]
    assert found["bridges"] == 0
    assert len(found["steps"]) == len(found["tracks"]) + 1
    for step in found["steps"]:
        assert list(step) == STEP
        assert step["cost"] == sum(step["terms"].values())
        assert not step["bridge"]


def test_people_read_tempo_key_pitch_and_cost(cli: Cli) -> None:
    said = cli.fine("ladder", "--from", "Inferno", "--to", "132").splitlines()
    assert said[0].startswith("From Inferno (122) to 132 BPM by way of")
    assert said[1].split()[:5] == ["Title", "Artist", "BPM", "Key", "How"]
    assert said[2].split()[0] == "Inferno"
    assert "tempo +" in said[3]
    assert "incoming pitch -" in said[3]
    assert "tempo " in said[3]


def test_a_cue_of_the_theme_stands_for_its_track(cli: Cli) -> None:
    by_cue = cli.fine("ladder", "--from", "inferno", "--to", "132", "--json")
    assert by_cue == cli.fine("ladder", "--from", "Inferno", "--to", "132", "--json")


def test_no_more_tracks_than_asked_for(cli: Cli) -> None:
    words = ("ladder", "--from", "Inferno", "--to", "132", "--tracks", "1", "--json")
    assert len(json.loads(cli.fine(*words))["tracks"]) == 1


def test_both_decks_meet_where_no_track_helps(cli: Cli) -> None:
    said = cli.fine("ladder", "--from", "180", "--to", "196")
    assert "both decks meet at 187.8: 180 BPM +4.3%, 196 BPM -4.2%" in said


@pytest.mark.parametrize("as_json", [True, False])
def test_without_a_walk_it_says_so_and_ends_in_1(cli: Cli, as_json: bool) -> None:
    said = cli("ladder", "--from", "60", "--to", "85", *(["--json"] if as_json else []))
    assert said.code == exits.FINDINGS
    if as_json:
        assert json.loads(said.out) == dict.fromkeys(FIELDS)
    else:
        assert said.err.startswith("No walk through your library")


def test_an_end_that_is_not_there_is_named(cli: Cli) -> None:
    said = cli("ladder", "--from", "Nobody knows this", "--to", "128")
    assert said.code == exits.NOT_FOUND
    assert "no track of yours is called 'Nobody knows this'" in said.err


@pytest.mark.parametrize("word", ["1000", "0", "-5", "99999", "39", "251 BPM"])
@pytest.mark.parametrize("end", ["from", "to"])
def test_a_number_is_always_a_tempo(cli: Cli, end: str, word: str) -> None:
    other = "to" if end == "from" else "from"
    said = cli("ladder", f"--{end}={word}", f"--{other}=128")
    assert said.code == exits.USAGE
    assert f"{word} is not a tempo" in said.err
    assert "give 40 to 250 BPM, or a track or cue" in said.err


def test_words_that_mean_several_tracks_are_not_guessed_at(cli: Cli) -> None:
    said = cli("ladder", "--from", "Tune", "--to", "128")
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    assert "'Tune' may be \"" in said.err


def test_a_walk_longer_than_asked_for_is_told(cli: Cli) -> None:
    cli.write_night(f"{RESIDENCY}rules:\n  pitch_range: 1\n", "residency.yaml")
    words = ("ladder", "--from", "119", "--to", "126")
    full = json.loads(cli.fine(*words, "--json"))["tracks"]
    assert len(full) > 1
    said = cli(*words, "--tracks", "1")
    assert said.code == exits.FINDINGS
    assert f"--tracks {len(full)}" in said.err


def test_an_empty_library_is_said(bare_cli: Cli) -> None:
    for start in ("100", "Inferno"):
        said = bare_cli("ladder", "--from", start, "--to", "128")
        assert "library is empty" in said.err
