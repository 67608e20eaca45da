import csv
import io
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clubplanner.cli import exits
from clubplanner.exchange.formats import FORMATS
from tests.cli.making import NIGHT, NIGHT_FILE, PLAY_LOG, RESIDENCY, Cli, one_sentence

FINDING = ("severity", "rule", "slot", "text", "sources", "hint")
SUGGESTION = [
    *("path", "title", "artist", "cost", "bridges", "late_s", "terms", "reach"),
    "reason",
]


@pytest.fixture
def built(cli: Cli) -> Cli:
    """The command line with a residency and one built night."""
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    cli.fine("build", NIGHT, "--seconds", "0.4")
    return cli


def test_new_makes_the_next_night_of_the_residency_once(cli: Cli) -> None:
    path = cli.write_night(RESIDENCY, "residency.yaml").with_name(NIGHT_FILE)
    assert cli.fine("new") == f"Made {path}\n"
    before = path.read_bytes()
    said = cli("new")
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    one_sentence(said, str(path), "already")
    assert path.read_bytes() == before
    assert f"Made {cli.sets / '2026-04-01-april.yaml'}" in cli.fine(
        "new", "--date", "2026-04-01", "--name", "April\x1b[31m"
    )
    assert "April\n" in (cli.sets / "2026-04-01-april.yaml").read_text("utf-8")


def test_new_names_the_file_it_made_for_programs(cli: Cli) -> None:
    path = cli.write_night(RESIDENCY, "residency.yaml").with_name(NIGHT_FILE)
    made = json.loads(cli.fine("new", "--json"))
    assert made == {"path": str(path), "date": NIGHT}


def test_a_built_night_holds_its_anchor_and_is_saved_with_the_version_before(
    cli: Cli,
) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    said = cli("build", NIGHT, "--seconds", "0.4")
    assert said.code == exits.OK
    assert f"Saved {cli.sets / NIGHT_FILE}" in said.err
    assert "Inferno" in said.out
    assert len(list((cli.home / "state" / "backups").iterdir())) == 1
    assert not list((cli.home / "state" / "journal").glob("*"))
    assert cli("check", NIGHT).code == exits.OK


def test_a_dry_run_saves_nothing_and_leaves_no_journal(cli: Cli) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    before = (cli.sets / NIGHT_FILE).read_bytes()
    plan = json.loads(cli.fine("build", "--dry-run", "--json", "--seconds", "0.4"))
    assert len(plan["slots"]) > 5
    assert (cli.sets / NIGHT_FILE).read_bytes() == before
    assert not list((cli.home / "state" / "journal").glob("*"))


def test_a_reader_that_goes_away_leaves_a_built_night_saved(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")

    def gone(_workspace: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("clubplanner.cli.show._say_night", gone)
    monkeypatch.setattr("clubplanner.cli.main._close_stdout", lambda: None)
    said = cli("build", "--seconds", "0.4")
    assert (said.code, "Saved" in said.err) == (exits.OK, True)
    assert "title:" in (cli.sets / NIGHT_FILE).read_text("utf-8")
    assert not list((cli.home / "state" / "journal").glob("*"))


def test_the_same_seed_builds_the_same_night(built: Cli) -> None:
    first = built.fine("show", "--json")
    built.fine("build", "--seconds", "0.4")
    assert built.fine("show", "--json") == first


def test_a_night_that_cannot_be_built_says_why_and_ends_in_1(bare_cli: Cli) -> None:
    bare_cli.fine("new", "--date", NIGHT)
    said = bare_cli("build")
    assert (said.code, said.out) == (exits.FINDINGS, "")
    assert said.err.strip()
    as_json = bare_cli("build", "--json")
    assert as_json.code == exits.FINDINGS
    assert json.loads(as_json.out)["night"] is None
    assert json.loads(as_json.out)["why"]


def test_show_prints_the_clock_and_its_json_is_the_json_export_and_more(
    built: Cli,
) -> None:
    text = built.fine("show")
    assert "Sat 14 Mar 2026  22:00-22:45" in text
    assert "slots, the music ends at 22:4" in text
    plan = json.loads(built.fine("show", "--json"))
    assert plan.pop("shelf") == []
    assert [slot.pop("locked") for slot in plan["slots"]] == [False] * len(
        plan["slots"]
    )
    assert plan == json.loads(built.fine("export", "--to", "json", "-o", "-"))
    titles = [slot["title"] for slot in plan["slots"]]
    assert "Inferno" in titles
    assert all(title in text for title in titles)


def test_show_tells_the_shelf_and_the_locks_and_exports_do_not(built: Cli) -> None:
    night = (built.sets / NIGHT_FILE).read_text("utf-8")
    shelf = "shelf:\n- title: A maybe\n  artist: Someone\n  length: '4:05'\n"
    head, first = night.split("slots:\n- ", 1)
    built.write_night(f"{head}slots:\n- locked: true\n  {first}{shelf}")
    text = built.fine("show")
    assert "locked" in text.splitlines()[4]
    assert text.splitlines()[-3] == "On the shelf:"
    assert text.splitlines()[-1].split() == [
        *("A", "maybe", "Someone", "?", "?", "?", "4:05")
    ]
    plan = json.loads(built.fine("show", "--json"))
    assert [slot["locked"] for slot in plan["slots"]].count(True) == 1
    assert [one["title"] for one in plan["shelf"]] == ["A maybe"]
    for name in FORMATS:
        made = built("export", "--to", name, "-o", "-")
        assert "A maybe" not in made.out


def test_a_broken_shelf_is_one_sentence_with_its_line(built: Cli) -> None:
    night = (built.sets / NIGHT_FILE).read_text("utf-8")
    built.write_night(f"{night}shelf:\n- title: A maybe\n  bpm: fast\n")
    said = built("show")
    line = len(night.splitlines()) + 3
    assert f"{NIGHT_FILE}:{line}: bpm 'fast' cannot be used" in said.err
    assert len(said.err.splitlines()) == 1


def test_check_json_is_a_list_of_findings(built: Cli) -> None:
    night = (built.sets / NIGHT_FILE).read_text("utf-8")
    built.write_night(night + "tempo: fast\n")
    findings = json.loads(built.fine("check", "--json"))
    assert findings[0]["rule"] == "file"
    assert "'tempo'" in findings[0]["text"]
    assert all(tuple(finding) == FINDING for finding in findings)


def test_check_ends_in_1_when_the_night_would_fail(built: Cli, tmp_path: Path) -> None:
    night = (built.sets / NIGHT_FILE).read_text("utf-8")
    built.write_night(night.replace("22:20", "22:44").replace("5 min", "1 min"))
    said = built("check")
    assert said.code == exits.FINDINGS
    assert "Inferno" in said.out.splitlines()[0]
    severities = [one["severity"] for one in json.loads(built("check", "--json").out)]
    assert severities[0] == "fail"
    assert severities == sorted(severities, key=["fail", "warn", "note"].index)


def test_suggest_ranks_tracks_with_reasons(built: Cli) -> None:
    rows = json.loads(built.fine("suggest", "--slot", "2", "--limit", "3", "--json"))
    assert 1 <= len(rows) <= 3
    assert all(list(row) == SUGGESTION for row in rows)
    assert [row["cost"] for row in rows] == sorted(row["cost"] for row in rows)
    assert all(row["reason"] for row in rows)
    assert rows[0]["title"] in built.fine("suggest", "--slot", "2", "--limit", "3")


def test_suggest_ranks_only_what_a_query_finds(built: Cli) -> None:
    ask = ("suggest", "--slot", "2", "--json", "--limit", "99")
    everything = json.loads(built.fine(*ask))
    artist = everything[-1]["artist"]
    some = json.loads(built.fine(*ask, "--among", f'artist:"{artist}"'))
    assert some
    assert {row["artist"] for row in some} == {artist}
    said = built("suggest", "--slot", "2", "--among", "nosuchword bmp:3")
    assert said.code == exits.OK
    assert "No track the query finds may go there." in said.err


def test_a_slot_the_night_has_not_is_a_usage_error(built: Cli) -> None:
    said = built("suggest", "--slot", "99")
    assert (said.code, said.out) == (exits.USAGE, "")
    one_sentence(said, "the night has slots 1 to ")


def test_a_cue_sheet_names_the_act_of_the_residency(cli: Cli) -> None:
    cli.write_night(RESIDENCY + "act: DJ Ice\n", "residency.yaml")
    cli.fine("new")
    sheet = cli.fine("export", NIGHT, "--to", "cue", "-o", "-")
    assert 'PERFORMER "DJ Ice"' in sheet


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "recap"])
def test_every_format_is_written_once_and_never_over_a_file(
    built: Cli, name: str
) -> None:
    said = built("export", "--to", name)
    assert said.code == exits.OK
    path = Path(said.out.splitlines()[0].removeprefix("Wrote "))
    assert path.parent == Path.cwd()
    content = path.read_bytes()
    mention = b"tune" if name == "serato-crate" else b"Inferno"
    assert mention in content.replace(b"\0", b"")
    path.write_bytes(b"mine")
    said = built("export", "--to", name)
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    assert str(path) in said.err.splitlines()[-1]
    assert "--replace" in said.err
    assert path.read_bytes() == b"mine"
    built.fine("export", "--to", name, "--replace")
    assert path.read_bytes() == content


def test_an_export_goes_where_it_is_told(built: Cli, tmp_path: Path) -> None:
    target = tmp_path / "out" / "night.csv"
    said = built("export", "--to", "csv", "-o", target)
    assert said.code == exits.UNREADABLE
    assert "the folder does not exist" in said.err
    said = built("export", "--to", "csv", "-o", f"{tmp_path}/out/")
    assert said.code == exits.NOT_FOUND
    target.parent.mkdir()
    fields = json.loads(built.fine("export", "--to", "csv", "-o", target, "--json"))
    assert fields["files"] == [str(target)]
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
    assert len(rows) > 5
    screen = built("export", "--to", "csv", "-o", "-")
    assert list(csv.reader(io.StringIO(screen.out))) == rows
    assert sorted(path.name for path in target.parent.iterdir()) == ["night.csv"]


def test_relative_paths_start_from_the_folder_of_the_export(built: Cli) -> None:
    target = built.music.parent / "list.m3u8"
    built.fine("export", "--to", "m3u8", "--relative", "-o", target, "--replace")
    lines = target.read_text("utf-8").splitlines()
    target.unlink()
    assert "music/inferno.flac" in lines


def test_an_unknown_format_is_a_usage_error_with_the_nearest(built: Cli) -> None:
    said = built("export", "--to", "m3u")
    assert said.code == exits.USAGE
    one_sentence(said, "'m3u'", "did you mean 'm3u8'")


def test_review_lists_past_nights_and_tells_one_line_by_line(built: Cli) -> None:
    assert json.loads(built.fine("review", "--json")) == {"nights": [], "repeats": []}
    night = (built.sets / NIGHT_FILE).read_text("utf-8").replace(NIGHT, "2026-02-28")
    built.write_night(night, "2026-02-28-test-night.yaml")
    (built.sets / "played").mkdir()
    log = built.sets / "played" / "2026-02-28-test-night.yaml"
    log.write_text(PLAY_LOG, "utf-8")
    listed = json.loads(built.fine("review", "--json"))
    (past,) = listed["nights"]
    assert (past["date"], past["played"], past["problem"]) == ("2026-02-28", 2, None)
    found = json.loads(built.fine("review", "2026-02-28", "--json"))
    assert list(found) == [
        *("counts", "anchors", "lines", "stars", "note", "public", "transitions"),
        *("curves", "not_counted", "unknown_files", "remarks"),
    ]
    added = [line for line in found["lines"] if line["played"] == "Stranger"]
    assert added[0]["note"] == "somebody asked for it"
    assert "somebody asked for it" in built.fine("review", "2026-02-28")
    assert "2026-02-28" in built.fine("review")


def test_a_night_without_a_plan_is_reviewed_by_its_plays(built: Cli) -> None:
    (built.sets / "played").mkdir()
    log = built.sets / "played" / "2026-02-28-test-night.yaml"
    log.write_text(PLAY_LOG, "utf-8")
    said = built.fine("review", "2026-02-28")
    assert "2 played, no plan of this night is known" in said
    assert "Stranger" in said
    assert "somebody asked for it" in said
    found = json.loads(built.fine("review", "2026-02-28", "--json"))
    assert [line["what"] for line in found["lines"]] == ["played", "played"]
    assert (found["lines"][0]["played"], found["lines"][0]["stars"]) == ("Tune 1", 4)
    assert [line["plays"] for line in found["lines"]] == [[1], [2]]
    assert list(found) == [
        *("counts", "anchors", "lines", "stars", "note", "public", "remarks")
    ]
    asked = built("review", "2026-02-28", "--same", "1", "1")
    assert asked.code == exits.NOT_FOUND
    one_sentence(asked, "plan is not known")
    asked = built("export", "2026-02-28", "--to", "royalty")
    assert asked.code == exits.NOT_FOUND
    one_sentence(asked, "no plan", "clubplanner new --date 2026-02-28")
    built.fine("new", "--date", "2026-02-28")
    sheet = built.fine("export", "2026-02-28", "--to", "royalty", "-o", "-")
    assert "Stranger" in sheet


def test_a_planned_night_without_a_play_log_says_how_to_get_one(built: Cli) -> None:
    night = (built.sets / NIGHT_FILE).read_text("utf-8").replace(NIGHT, "2026-02-28")
    built.write_night(night, "2026-02-28-test-night.yaml")
    said = built("review", "2026-02-28")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "no play log", "clubplanner import")


def test_what_was_played_lately_is_found_and_left_out_of_a_build(built: Cli) -> None:
    (built.sets / "played").mkdir()
    log = built.sets / "played" / "2026-02-28-test-night.yaml"
    log.write_text(PLAY_LOG, "utf-8")
    rows = json.loads(built.fine("tracks", "--json", "played:<8w"))
    assert [row["title"] for row in rows] == ["Tune 1"]


def test_a_past_night_that_is_unknown_is_not_found(built: Cli) -> None:
    said = built("review", "2020-01-01")
    assert (said.code, said.out) == (exits.NOT_FOUND, "")
    one_sentence(said, "'2020-01-01'")


def test_a_night_is_found_by_date_name_and_path(built: Cli) -> None:
    by_date = built.fine("show", NIGHT)
    assert built.fine("show", "test night") == by_date
    assert built.fine("show", str(built.sets / NIGHT_FILE)) == by_date
    assert built.fine("show") == by_date


def reviewed(built: Cli) -> dict[str, Any]:
    """Write a past night of three slots with its log, and return its review."""
    night = (built.sets / NIGHT_FILE).read_text("utf-8").replace(NIGHT, "2026-02-28")
    built.write_night(night, "2026-02-28-test-night.yaml")
    (built.sets / "played").mkdir(exist_ok=True)
    log = built.sets / "played" / "2026-02-28-test-night.yaml"
    if not log.exists():
        log.write_text(PLAY_LOG, "utf-8")
    found: dict[str, Any] = json.loads(built.fine("review", "2026-02-28", "--json"))
    return found


def test_what_was_matched_wrong_is_put_right_in_the_play_log(built: Cli) -> None:
    lines = reviewed(built)["lines"]
    stranger = next(line for line in lines if line["played"] == "Stranger")
    (play,) = stranger["plays"]
    slot = next(line["slot"] for line in lines if line["slot"] and not line["by"])
    said = built("review", "2026-02-28", "--same", str(play), str(slot), "--json")
    assert said.code == exits.OK
    assert "kept in played/2026-02-28-test-night.yaml" in said.err
    after = next(
        line for line in reviewed(built)["lines"] if line["played"] == "Stranger"
    )
    assert (after["slot"], after["by"]) == (slot, "told")
    built.fine("review", "2026-02-28", "--not-same", str(play))
    after = next(
        line for line in reviewed(built)["lines"] if line["played"] == "Stranger"
    )
    assert after["by"] is None
    log = (built.sets / "played" / "2026-02-28-test-night.yaml").read_text("utf-8")
    assert "slot: none" in log
    assert "note: somebody asked for it" in log


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("2026-02-28", "--same", "99", "1"), exits.NOT_FOUND),
        (("2026-02-28", "--same", "1", "99"), exits.NOT_FOUND),
        (("2026-02-28", "--same", "1"), exits.USAGE),
        (("--not-same", "1"), exits.USAGE),
    ],
)
def test_a_correction_of_nothing_is_refused(
    built: Cli, words: tuple[str, ...], code: int
) -> None:
    reviewed(built)
    before = (built.sets / "played" / "2026-02-28-test-night.yaml").read_bytes()
    assert built("review", *words).code == code
    after = (built.sets / "played" / "2026-02-28-test-night.yaml").read_bytes()
    assert after == before


def test_a_second_import_of_a_night_and_a_later_plan_are_said(built: Cli) -> None:
    reviewed(built)
    log = built.sets / "played" / "2026-02-28-test-night.yaml"
    (built.sets / "played" / "2026-02-28-test-night-2.yaml").write_text(PLAY_LOG)
    for path, day in ((log, 2), (built.sets / log.name, 20)):
        when = datetime(2026, 3, day).timestamp()
        os.utime(path, (when, when))
    remarks = json.loads(built.fine("review", "2026-02-28", "--json"))["remarks"]
    assert any("same plays again" in said for said in remarks)
    assert any("after its play log" in said for said in remarks)
