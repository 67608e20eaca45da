"""``clubplanner ladder``: from cue, track or tempo, told per step."""

import json

import pytest

from clubplanner.cli import exits
from tests.cli.making import Cli

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
    assert said[0].startswith("From 122 to 132 BPM by way of")
    assert said[1].split()[:5] == ["Title", "Artist", "BPM", "Key", "How"]
    assert said[2].split()[0] == "Inferno"
    assert "pitch -" in said[3]
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
