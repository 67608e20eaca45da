"""Sheets for people, made by the command from real files, a play log, the builder."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.making import NIGHT, NIGHT_FILE, PLAY_LOG, RESIDENCY, Cli, flac
from tests.exchange.pages import Page


@pytest.fixture
def built(cli: Cli) -> Cli:
    """The command line with a residency and one built night."""
    cli.write_night(RESIDENCY + "address: 1 Ice Road\n", "residency.yaml")
    cli.fine("new")
    cli.fine("build", NIGHT, "--seconds", "0.4")
    return cli


def royalty(cli: Cli, night: str, folder: Path) -> tuple[list[dict[str, str]], str]:
    said = cli("export", night, "--to", "royalty", "-o", folder, "--replace")
    assert said.code == 0, said
    (table,) = folder.glob("*-royalty.csv")
    (page,) = folder.glob("*-royalty.html")
    Page(page.read_text("utf-8"))
    text = table.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""))), said.err


def test_a_booth_sheet_names_what_else_would_fit(built: Cli) -> None:
    page = Page(built.fine("export", "--to", "booth", "-o", "-"))
    assert "at 22:20 ±5 min" in page.classes["pin"]
    instead = page.classes["instead"]
    assert len(instead) == len(page.classes["slot"]) - 1
    planned = set(page.classes["title"])
    for line in instead:
        assert 1 <= line.count("Tune") <= 3
        assert not any(f"- {title} (" in line for title in planned)
    assert built.fine("export", "--to", "booth", "-o", "-") in (
        built.fine("export", "--to", "booth", "-o", "-"),
    )


def test_a_royalty_sheet_of_a_coming_night_is_the_plan(
    built: Cli, tmp_path: Path
) -> None:
    rows, told = royalty(built, NIGHT, tmp_path)
    assert "! there is no play log of this night" in told
    assert {row["Source"] for row in rows} == {"what was planned, not what was played"}
    assert {row["Address"] for row in rows} == {"1 Ice Road"}
    codes = {row["Title"]: row["ISRC"] for row in rows}
    codes.pop("Inferno")
    assert all(code.startswith("ZZTST26000") for code in codes.values())


def test_a_royalty_sheet_of_a_played_night_is_the_play_log(
    built: Cli, tmp_path: Path
) -> None:
    log = PLAY_LOG.replace("2026-02-28", NIGHT)
    built.write_night(log.replace("Tune 1\n", "tune 1\n"), "log.yaml")
    (built.sets / "played").mkdir(exist_ok=True)
    (built.sets / "log.yaml").rename(built.sets / "played" / NIGHT_FILE)
    rows, told = royalty(built, NIGHT, tmp_path)
    assert [row["Title"] for row in rows] == ["tune 1", "Stranger"]
    assert [row["ISRC"] for row in rows] == ["ZZTST2600001", ""]
    assert [row["Seconds"] for row in rows] == ["300", ""]
    assert {row["Source"] for row in rows} == {"what was played, from the play log"}
    assert "no play log of this night" not in told


def test_a_royalty_sheet_names_writers_of_tags_collections_and_the_theme(
    built: Cli, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    flac(mine / "1.flac", 1, title="Tune A", artist="X", composer="Ann Tag")
    flac(mine / "2.flac", 1, title="Tune B", artist="X")
    cue = {"title": "I'll Believe in Anything", "artist": "Wolf Parade"}
    flac(mine / "3.flac", 1, **cue)
    built.fine("scan", mine)
    listed = "".join(
        f'<TRACK TrackID="{n}" Name="{name}" Artist="X" Composer="Bo Rekord" '
        f'Location="file://localhost{mine}/{n}.flac"/>'
        for n, name in ((1, "Tune A"), (2, "Tune B"))
    )
    collection = tmp_path / "rekordbox.xml"
    collection.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><DJ_PLAYLISTS Version="1.0.0">'
        f'<COLLECTION Entries="2">{listed}</COLLECTION></DJ_PLAYLISTS>',
        "utf-8",
    )
    built.fine("import", collection)
    plays = "".join(
        f"- {{title: {json.dumps(title)}, artist: {artist}, played: '3:00'}}\n"
        for title, artist in (("Tune A", "X"), ("Tune B", "X"), tuple(cue.values()))
    )
    log = PLAY_LOG.replace("2026-02-28", NIGHT).partition("- at")[0] + plays
    (built.sets / "played").mkdir(exist_ok=True)
    (built.sets / "played" / NIGHT_FILE).write_text(log, "utf-8")
    rows, told = royalty(built, NIGHT, tmp_path)
    assert [row["Writers"] for row in rows] == ["Ann Tag", "Bo Rekord", "Spencer Krug"]
    assert "without writers" not in told


def test_an_address_is_that_of_the_residencys_venue_alone(
    built: Cli, tmp_path: Path
) -> None:
    path = built.sets / NIGHT_FILE
    text = path.read_text("utf-8")
    path.write_text(text.replace("venue: The Cellar", "venue: The Attic"), "utf-8")
    rows, told = royalty(built, NIGHT, tmp_path)
    assert {row["Address"] for row in rows} == {""}
    assert "the venue's address is blank" in told


def test_a_plan_of_our_own_is_no_play_log(built: Cli, tmp_path: Path) -> None:
    built.fine("export", "--to", "json", "-o", tmp_path / "plan.json")
    out = json.loads(built.fine("import", tmp_path / "plan.json", "--json"))
    assert (out["kind"], out["nights"]) == ("clubplanner-json", [])
    assert out["tracks"][0]["started_at"]
