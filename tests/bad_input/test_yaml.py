"""Broken and hostile YAML in every file of ours that people write."""

import json
import re
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.bad_input.hostile import HOSTILE
from tests.cli.making import NIGHT, NIGHT_FILE, PLAY_LOG, RESIDENCY, Cli, one_sentence

NIGHT_TEXT = f"""\
clubplanner: 1
name: Test Night
date: {NIGHT}
start: '22:00'
end: '22:30'
theme: heated-rivalry
slots:
- title: Tune 1
  artist: Artist 1
"""

hostile = pytest.mark.parametrize("name", HOSTILE)


def names_the_line(text: str, file: str) -> bool:
    """Whether a sentence names the file, and its line where there is one."""
    return bool(re.search(re.escape(file) + r"(:\d+)?: \S", text))


def problems(err: str) -> list[str]:
    """Return the lines that say what is wrong in files."""
    return [line for line in err.splitlines() if line.startswith("! ")]


@hostile
@pytest.mark.parametrize("command", ["show", "check", "build", "suggest", "export"])
def test_a_night_file_that_cannot_be_read(cli: Cli, name: str, command: str) -> None:
    path = cli.write_night(NIGHT_TEXT)
    path.write_bytes(HOSTILE[name])
    options = ["--to", "cue"] if command == "export" else []
    said = cli(command, str(path), *options)
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    one_sentence(said)
    assert names_the_line(said.err, NIGHT_FILE)
    assert path.read_bytes() == HOSTILE[name]
    assert not Path("pwned").exists()


@hostile
def test_a_residency_that_cannot_be_read(cli: Cli, name: str) -> None:
    cli.write_night(NIGHT_TEXT)
    path = cli.sets / "residency.yaml"
    path.write_bytes(HOSTILE[name])
    said = cli("show", NIGHT)
    assert said.code == exits.OK
    (problem,) = problems(said.err)[:1]
    assert names_the_line(problem, "sets/residency.yaml")
    made = cli("new", "--date", "2026-05-01")
    assert made.code == exits.UNREADABLE
    assert names_the_line(made.err, "sets/residency.yaml")
    assert sorted(p.name for p in cli.sets.iterdir()) == [NIGHT_FILE, "residency.yaml"]
    assert path.read_bytes() == HOSTILE[name]


@hostile
def test_a_play_log_that_cannot_be_read(cli: Cli, name: str) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    played = cli.sets / "played"
    played.mkdir()
    (played / "2026-02-28-good.yaml").write_text(PLAY_LOG, "utf-8")
    (played / "2026-02-21-bad.yaml").write_bytes(HOSTILE[name])
    said = cli("review", "--json")
    assert said.code == exits.OK
    nights = {past["date"]: past for past in json.loads(said.out)["nights"]}
    assert nights["2026-02-28"]["played"] == 2
    assert names_the_line(nights["2026-02-21"]["problem"], "2026-02-21-bad.yaml")
    said = cli("review", "2026-02-21")
    assert said.code == exits.NOT_FOUND
    assert names_the_line(said.err, "2026-02-21-bad.yaml")
    assert cli("doctor").code == exits.FINDINGS


@hostile
def test_a_theme_pack_that_cannot_be_read(cli: Cli, name: str) -> None:
    themes = cli.home / "data" / "themes"
    themes.mkdir(parents=True)
    (themes / "mine.yaml").write_bytes(HOSTILE[name])
    cli.write_night(RESIDENCY.replace("heated-rivalry", "mine"), "residency.yaml")
    said = cli("theme")
    assert "not foreseen" not in said.err
    assert names_the_line(said.err, "mine.yaml")
    assert cli("doctor").code == exits.FINDINGS


@hostile
def test_own_words_that_cannot_be_read_are_named_and_never_replaced(
    cli: Cli, name: str
) -> None:
    path = cli.home / "data" / "words.yaml"
    path.write_bytes(HOSTILE[name])
    said = cli("tracks", "--json")
    assert said.code == exits.OK
    assert len(json.loads(said.out)) > 1
    answer = cli("theme", "--yes", "inferno", "tune01.flac")
    if answer.code == exits.OK:
        # Nothing is wrong with these two: the words of many tracks take megabytes.
        assert name in ("empty", "larger than 1 MB")
        assert HOSTILE[name] in path.read_bytes()
    else:
        assert names_the_line(problems(said.err)[0], "words.yaml")
        assert answer.code == exits.UNREADABLE
        assert "words.yaml" in answer.err
        assert path.read_bytes() == HOSTILE[name]


@hostile
def test_settings_that_cannot_be_read_are_named_and_never_replaced(
    cli: Cli, name: str, tmp_path: Path
) -> None:
    path = cli.home / "config" / "config.yaml"
    path.write_bytes(HOSTILE[name])
    said = cli("tracks", "--json")
    assert said.code == exits.OK
    assert names_the_line(problems(said.err)[0], "config.yaml")
    (tmp_path / "more").mkdir()
    scanned = cli("scan", tmp_path / "more")
    if scanned.code != exits.OK:
        assert scanned.code == exits.UNREADABLE
        assert path.read_bytes() == HOSTILE[name]


def test_wrong_types_in_a_night_are_each_named_with_their_line(cli: Cli) -> None:
    cli.write_night(
        NIGHT_TEXT
        + """\
  bpm: fast
  length: [1, 2]
  at: '25:00'
  position: 99999999999999999999999
- 5
- gap: 999999999:00
max_play: {a: b}
overlap: 999999999999 beats
venue: [x]
"""
    )
    said = cli("show", NIGHT)
    assert said.code == exits.OK
    told = "\n".join(problems(said.err))
    for line in (10, 11, 12, 13, 14, 15, 16, 17, 18):
        assert f"{NIGHT_FILE}:{line}: " in told, line
    assert "Tune 1" in said.out


def test_what_a_night_cannot_use_survives_a_build(cli: Cli) -> None:
    path = cli.write_night(NIGHT_TEXT.replace("slots:", "mood: stormy\nslots:"))
    cli.fine("build", NIGHT, "--seconds", "0.3")
    assert "mood: stormy\n" in path.read_text("utf-8")


def test_a_duplicate_key_is_named_and_the_first_counts(cli: Cli) -> None:
    cli.write_night(NIGHT_TEXT.replace("start:", "name: Other\nstart:"))
    said = cli("show", NIGHT)
    assert "'name' stands here and in line 2" in said.err
    assert "Test Night" in said.out


def test_a_track_the_library_has_not_fails_the_check_by_name(cli: Cli) -> None:
    cli.write_night(NIGHT_TEXT + "- title: Lost\n  file: none/lost.mp3\n")
    said = cli("check", NIGHT)
    assert said.code == exits.FINDINGS
    assert "Lost" in said.out
    assert "none/lost.mp3" in said.out


def test_a_cue_the_theme_has_not_is_named_with_the_nearest(cli: Cli) -> None:
    cli.write_night(NIGHT_TEXT + "- cue: infernoo\n")
    said = cli("show", NIGHT)
    assert said.code == exits.OK
    assert "'infernoo': did you mean 'inferno'" in said.err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "next week"])
def test_a_day_that_is_none_is_a_sentence(cli: Cli, day: str) -> None:
    cli.write_night(NIGHT_TEXT.replace(NIGHT, day))
    said = cli("show", str(cli.sets / NIGHT_FILE))
    assert said.code == exits.UNREADABLE
    one_sentence(said, f"{NIGHT_FILE}:3", "2026-11-28")


def test_a_music_folder_of_the_settings_needs_its_whole_path(cli: Cli) -> None:
    path = cli.home / "config" / "config.yaml"
    path.write_text("folders:\n- Music\n", "utf-8")
    said = cli("tracks")
    assert "config.yaml: folder 'Music' cannot be used" in said.err
    assert cli("scan", cli.music).code == exits.UNREADABLE
    assert path.read_text("utf-8") == "folders:\n- Music\n"


@pytest.mark.parametrize("theme", ["nope", "../../../etc/passwd", "a/b", "x" * 300])
def test_a_theme_that_is_not_known_is_named_with_those_that_are(
    cli: Cli, theme: str
) -> None:
    cli.write_night(NIGHT_TEXT.replace("heated-rivalry", theme))
    said = cli("show", NIGHT)
    assert said.code == exits.OK
    assert problems(said.err) == [
        f"! {theme[:80]}: no theme of this name is known: "
        "write one of heated-rivalry or a pack of your own"
    ]
