import json
from typing import Any

from clubplanner.cli import exits
from tests.cli.making import Cli, one_sentence


def cues(cli: Cli, *words: str) -> dict[str, dict[str, Any]]:
    rows = json.loads(cli.fine("theme", "--json", *words))
    return {row["cue"]: row for row in rows}


def test_json_names_every_cue_with_its_match(cli: Cli) -> None:
    listed = cues(cli)
    inferno = listed["inferno"]
    assert list(inferno) == [
        *("cue", "title", "artist", "kind", "episodes", "scene", "path"),
        *("confidence", "why", "answer", "others"),
    ]
    assert inferno["path"] == str(cli.music / "inferno.flac")
    assert inferno["confidence"] >= 90
    assert inferno["answer"] is None
    assert listed["rivalry"]["path"] is None


def test_missing_leaves_out_what_was_matched(cli: Cli) -> None:
    missing = cues(cli, "--missing")
    assert "inferno" not in missing
    assert len(missing) == len(cues(cli)) - 1
    text = cli.fine("theme", "--missing")
    assert "-- missing --" in text
    assert f"1 of {len(cues(cli))} cues have a track of yours" in text


def test_a_no_is_kept_and_a_yes_wins_over_everything(cli: Cli) -> None:
    cli.fine("theme", "--no", "inferno", "inferno.flac")
    refused = cues(cli)["inferno"]
    assert (refused["path"], refused["answer"]) == (None, False)
    cli.fine("theme", "--yes", "inferno", str(cli.music / "tune03.flac"))
    agreed = cues(cli)["inferno"]
    assert agreed["path"] == str(cli.music / "tune03.flac")
    assert (agreed["answer"], agreed["confidence"]) == (True, 100)
    words = (cli.home / "data" / "words.yaml").read_text("utf-8")
    assert "inferno: yes" in words
    assert "inferno: no" in words


def test_an_answer_about_nothing_known_changes_nothing(cli: Cli) -> None:
    said = cli("theme", "--yes", "infernoo", "inferno.flac")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "'infernoo'", "did you mean 'inferno'")
    said = cli("theme", "--no", "inferno", "none.flac")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "none.flac", "no such track")
    assert not (cli.home / "data" / "words.yaml").exists()
