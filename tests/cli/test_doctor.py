import json

from clubplanner.cli import exits
from tests.cli.making import TUNES, Cli


def test_doctor_names_every_place_and_finds_nothing_wrong(cli: Cli) -> None:
    text = cli.fine("doctor")
    assert str(cli.home / "data" / "words.yaml") in text
    assert f"music folder {cli.music}: there" in text
    assert f"{TUNES + 1} tracks in the library" in text


def test_json_of_doctor_has_the_documented_keys(cli: Cli) -> None:
    fields = json.loads(cli.fine("doctor", "--json"))
    assert list(fields) == [
        *("version", "python", "packages", "paths", "folders", "tracks", "problems")
    ]
    assert fields["tracks"] == TUNES + 1
    assert fields["problems"] == []
    assert fields["paths"]["nights"] == str(cli.sets)


def test_doctor_ends_in_1_and_lists_what_is_wrong(cli: Cli) -> None:
    cli.write_night("name: [\n", "residency.yaml")
    said = cli("doctor")
    assert said.code == exits.FINDINGS
    assert "! sets/residency.yaml:" in said.out
    problems = json.loads(cli("doctor", "--json").out)["problems"]
    assert problems[0].startswith("sets/residency.yaml:")
