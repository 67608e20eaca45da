import json
from typing import Any

import pytest

from clubplanner.cli import exits
from tests.cli.making import TUNES, Cli, one_sentence, titles

KEYS = [
    *("path", "title", "artist", "remixer", "album", "bpm", "key", "energy"),
    *("length_s", "rating", "comment", "isrc", "label", "year", "genre"),
    *("grouping", "gain", "cue_points", "sources"),
]


def found(cli: Cli, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(cli.fine("tracks", "--json", *words))
    return rows


def test_json_is_a_list_of_objects_with_exactly_the_documented_keys(cli: Cli) -> None:
    rows = found(cli)
    assert len(rows) == TUNES + 1
    assert all(list(row) == KEYS for row in rows)


def test_json_values_have_their_units_sources_and_null_for_unknown(cli: Cli) -> None:
    (row,) = found(cli, "title:inferno")
    assert row["path"] == str(cli.music / "inferno.flac")
    assert (row["bpm"], row["key"], row["energy"]) == (122.0, "8A", 7)
    assert row["length_s"] == pytest.approx(250)
    unknown = [name for name in KEYS if row[name] is None]
    assert unknown == [
        *("remixer", "album", "rating", "comment", "isrc", "label", "year", "genre"),
        *("grouping", "gain"),
    ]
    assert row["cue_points"] == []
    assert list(row["sources"]) == ["bpm", "key", "energy", "rating"]
    (source,) = row["sources"]["bpm"]
    assert (source["value"], source["from"], source["raw"]) == (122.0, "BPM", "122")
    assert row["sources"]["key"][0]["value"] == "8A"


def test_people_read_an_aligned_table_and_the_count_apart(cli: Cli) -> None:
    said = cli("tracks", "tune", "--limit", "2")
    head, first, second = said.out.splitlines()
    assert head.split() == [
        "Title",
        "Artist",
        "BPM",
        "Key",
        "E",
        "Time",
        "Genre",
        "Rating",
    ]
    assert first.index("Artist 0") == second.index("Artist 1") == head.index("Artist")
    assert said.err == f"2 of {TUNES + 1} tracks\n"


def test_a_query_sorts_limits_and_leaves_words_out(cli: Cli) -> None:
    assert titles(found(cli, "bpm:125", "--sort", "-length", "--limit", "2")) == [
        "Tune 17",
        "Tune 11",
    ]
    assert titles(found(cli, "-tune")) == ["Inferno"]
    assert titles(found(cli, "peter -tune")) == ["Inferno"]
    assert titles(found(cli, "--", "-tune")) == ["Inferno"]
    assert titles(found(cli, "played:<8w")) == []


def test_a_word_that_is_no_field_is_searched_with_a_notice(cli: Cli) -> None:
    said = cli("tracks", "--json", "bpm:((")
    assert (said.code, said.out) == (exits.OK, "[]\n")
    assert "bpm:((" in said.err


def test_an_unknown_column_is_a_usage_error(cli: Cli) -> None:
    said = cli("tracks", "--sort", "colour")
    assert said.code == exits.USAGE
    one_sentence(said, "'colour'", "title, artist")


def test_an_empty_library_says_how_to_fill_it(bare_cli: Cli) -> None:
    said = bare_cli("tracks")
    assert (said.code, said.out) == (exits.OK, "")
    assert "clubplanner scan FOLDER" in said.err
    assert bare_cli("tracks", "--json").out == "[]\n"


def test_keys_are_written_as_the_settings_say_but_camelot_in_json(cli: Cli) -> None:
    config = cli.home / "config" / "config.yaml"
    config.write_text(config.read_text("utf-8") + "keys: open\n", "utf-8")
    assert " 1m " in cli.fine("tracks", "inferno")
    assert found(cli, "inferno")[0]["key"] == "8A"
