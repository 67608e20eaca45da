"""``clubplanner import``: what it prints, and what becomes of files."""

import json
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clubplanner.cli import exits
from clubplanner.exchange.incoming import Entry, Playlist
from clubplanner.files.problem import Problem
from clubplanner.music.key import KEYS
from clubplanner.music.track import CuePoint, GridMarker
from tests.cli.importing import MadeFiles, collection, history, tunes
from tests.cli.making import NIGHT, RESIDENCY, Cli

NIGHT_START = datetime(2026, 2, 28, 22, 2)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeFiles:
    folder = tmp_path / "from elsewhere"
    folder.mkdir()
    return MadeFiles(folder, monkeypatch)


@pytest.fixture
def resident(cli: Cli) -> Cli:
    cli.write_night(RESIDENCY, "residency.yaml")
    return cli


def tune(cli: Cli, number: int, **more: object) -> Entry:
    known: dict[str, object] = {
        "path": str(cli.music / f"tune{number:02}.flac"),
        "title": f"Tune {number}",
        "artist": f"Artist {number}",
    }
    return Entry(**{**known, **more})  # type: ignore[arg-type]


def track(cli: Cli, title: str) -> dict[str, Any]:
    (found,) = [
        one for one in json.loads(cli.fine("tracks", "--json")) if one["title"] == title
    ]
    return dict(found)


def logs(cli: Cli) -> list[str]:
    return sorted(path.name for path in (cli.sets / "played").glob("*.yaml"))


def test_json_of_one_file_is_one_object_with_the_fields_of_tracks(
    cli: Cli, made: MadeFiles
) -> None:
    entry = tune(
        cli,
        1,
        bpm=121.5,
        key=KEYS["9A"],
        key_text="Em",
        cue_points=(CuePoint(1.5, name="in", number=0),),
        started_at=NIGHT_START,
        played_s=200.0,
        deck=2,
        is_public=False,
        writers="A. Writer",
    )
    stamped = Entry(title="Second", offset_s=312.0, key_text="off")
    lists = (
        Playlist("Folder/Warm up", (0, 0), missing=1),
        Playlist("Crate", (), "crate"),
    )
    path = made.write(
        "x.lst",
        collection(
            entry,
            stamped,
            playlists=lists,
            problems=(Problem("x.lst:3", "this row has no title"),),
        ),
    )
    out = json.loads(cli.fine("import", path, "--json", "--dry-run"))
    assert list(out) == [
        *("file", "kind", "encoding", "tracks", "playlists", "problems"),
        *("matched", "nights"),
    ]
    assert (out["file"], out["kind"], out["encoding"]) == (str(path), "made", "UTF-8")
    first, second = out["tracks"]
    assert set(first) == set(track(cli, "Tune 1")) | {
        *("started_at", "played_s", "offset_s", "deck", "is_public", "writers"),
        "beatgrid",
    }
    assert first["key"] == "9A"
    assert first["started_at"] == "2026-02-28T22:02:00"
    assert (first["played_s"], first["deck"], first["is_public"]) == (200.0, 2, False)
    assert first["sources"]["key"] == [{"value": "9A", "from": "Test DJ", "raw": "Em"}]
    assert first["cue_points"][0]["time_s"] == 1.5
    assert second["started_at"] == second["offset_s"] == 312.0
    assert second["key"] is None
    assert second["sources"]["key"][0]["raw"] == "off"
    assert out["playlists"] == [
        {
            "name": "Folder/Warm up",
            "kind": "playlist",
            "day": None,
            "entries": 3,
            "tracks": [0, 0],
            "missing": 1,
        },
        {
            "name": "Crate",
            "kind": "crate",
            "day": None,
            "entries": 0,
            "tracks": [],
            "missing": 0,
        },
    ]
    assert out["problems"][0] == "x.lst:3: this row has no title"


def test_json_of_several_files_or_a_folder_is_a_list_and_one_bad_file_stops_nothing(
    cli: Cli, made: MadeFiles
) -> None:
    made.write("a/1.lst", collection(tune(cli, 1)))
    bad = made.write("a/2.lst", collection())
    del made.held["a/2.lst"]
    made.write("a/3.lst", collection(tune(cli, 2), tune(cli, 3)))
    (made.folder / "a" / "readme.txt").write_text("nothing", "utf-8")
    (made.folder / "a" / ".hidden").write_text("made for a test: a/1.lst", "utf-8")
    (made.folder / "a" / "song.mp3").write_bytes(b"made for a test: a/1.lst")
    said = cli("import", made.folder / "a", "--json")
    assert said.code == exits.UNREADABLE
    out = json.loads(said.out)
    assert [len(one["tracks"]) for one in out] == [1, 0, 2]
    assert out[1]["problems"] == [f"{bad}: this list breaks off"]
    assert out[1]["kind"] == "made"
    assert f"! {bad}: this list breaks off" in said.err
    assert "2 files were passed over" in said.err


def test_a_named_file_of_no_kind_is_a_sentence_and_a_missing_one_another(
    cli: Cli, made: MadeFiles, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(os.urandom(300))
    said = cli("import", odd)
    assert said.code == exits.UNREADABLE
    assert "no list, collection or history" in said.err
    said = cli("import", tmp_path / "gone.xml", "--json")
    assert said.code == exits.NOT_FOUND
    out = json.loads(said.out)
    assert out["tracks"] == []
    assert "there is no such file" in out["problems"][0]
    assert cli("import", tmp_path / ("n" * 300)).code == exits.NOT_FOUND
    assert cli("import").code == exits.USAGE


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_drive_that_fails_stops_no_other_file(cli: Cli, made: MadeFiles) -> None:
    good = made.write("1.lst", collection(tune(cli, 1)))
    said = cli("import", "/proc/self/mem", good, "--json")
    assert said.code == exits.UNREADABLE
    first, second = json.loads(said.out)
    assert "cannot be read (Input/output error)" in first["problems"][0]
    assert len(second["tracks"]) == 1


def test_an_empty_folder_says_so(cli: Cli, made: MadeFiles, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = cli("import", tmp_path / "empty")
    assert said.code == exits.OK
    assert "nothing in there" in said.err
    assert json.loads(cli.fine("import", tmp_path / "empty", "--json")) == []


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs closed files"
)
def test_a_closed_file_is_a_sentence(cli: Cli, made: MadeFiles) -> None:
    path = made.write("x.lst", collection(tune(cli, 1)))
    path.chmod(0)
    assert cli("import", path).code == exits.UNREADABLE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_no_file_and_nobody_waits_for_it(
    cli: Cli, made: MadeFiles, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said = cli("import", pipe)
    assert "no plain file" in said.err
    assert said.code == exits.UNREADABLE


def test_a_reader_that_fails_is_one_sentence(
    cli: Cli, made: MadeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.write("x.lst", collection())
    monkeypatch.setattr(made, "held", None)
    said = cli("import", path)
    assert said.code == exits.UNREADABLE
    assert "made list is damaged" in said.err
    assert "Traceback" not in said.err


def test_a_collection_joins_the_tracks_and_shows_its_source(
    cli: Cli, made: MadeFiles
) -> None:
    path = made.write(
        "c.lst",
        collection(
            tune(
                cli,
                1,
                bpm=121.02,
                key=KEYS["1B"],
                rating=4.0,
                comment="from elsewhere",
                cue_points=(CuePoint(30.0, origin="Test DJ"),),
                beatgrid=(GridMarker(0.2, 121.02),),
            ),
            tune(cli, 2, bpm=90.0),
        ),
    )
    out = cli.fine("import", path)
    assert "made list, 2 tracks" in out
    assert "2 of your tracks in it (2 by path)" in out
    one = track(cli, "Tune 1")
    assert (one["bpm"], one["key"], one["rating"]) == (121.02, "9A", 4.0)
    assert one["comment"] == "from elsewhere"
    assert one["sources"]["bpm"][0]["from"] == "Test DJ list"
    assert one["sources"]["key"][-1]["value"] == "1B"
    assert [point["from"] for point in one["cue_points"]] == ["Test DJ"]
    two = track(cli, "Tune 2")
    assert two["bpm"] == 122.0
    assert [source["value"] for source in two["sources"]["bpm"]] == [122.0, 90.0]


def test_a_collection_imported_again_replaces_itself_and_can_be_forgotten(
    cli: Cli, made: MadeFiles
) -> None:
    path = made.write("c.lst", collection(tune(cli, 1, rating=4.0)))
    cli.fine("import", path)
    made.write("c.lst", collection(tune(cli, 2, rating=2.0)))
    cli.fine("import", path)
    assert track(cli, "Tune 1")["rating"] is None
    assert track(cli, "Tune 2")["rating"] == 2.0
    cli.fine("import", "--forget", path)
    assert track(cli, "Tune 2")["rating"] is None
    assert cli("import", "--forget", path).code == exits.NOT_FOUND


def test_a_dry_run_says_it_all_and_writes_nothing(
    resident: Cli, made: MadeFiles
) -> None:
    songs = made.write("c.lst", collection(tune(resident, 1, rating=4.0)))
    night = made.write("h.lst", history(tunes(1, 5), NIGHT_START))
    out = resident.fine("import", songs, night, "--dry-run")
    assert "1 of your tracks in it" in out
    assert "would write sets/played/2026-02-28-test-night.yaml: 5 plays" in out
    assert not logs(resident)
    assert not (resident.home / "data" / "collections.sqlite3").exists()


def test_a_rule_is_suggested_and_finds_the_tracks_by_their_path(
    cli: Cli, made: MadeFiles
) -> None:
    entries = [
        tune(
            cli,
            n,
            path=f"D:\\Tunes\\TUNE{n:02}.flac",
            length_s=240.0 + 3 * n,
            rating=3.0,
        )
        for n in range(5)
    ]
    path = made.write("c.lst", collection(*entries))
    said = cli("import", path)
    assert "5 by artist, title and length" in said.out
    rule = f"D:/Tunes -> {cli.music}"
    assert f"5 tracks lie under D:/Tunes there and {cli.music} here" in said.err
    assert f"add '{rule}' under paths: in config.yaml" in said.err
    config = cli.home / "config" / "config.yaml"
    config.write_text(config.read_text("utf-8") + f"paths:\n- {rule}\n", "utf-8")
    said = cli("import", path)
    assert "5 by path" in said.out
    assert "paths:" not in said.err


def test_a_history_becomes_the_play_log_of_its_night(
    resident: Cli, made: MadeFiles
) -> None:
    night = made.write("h.lst", history(tunes(1, 5), NIGHT_START))
    out = resident.fine("import", night)
    assert "wrote sets/played/2026-02-28-test-night.yaml: 5 plays at The Cellar" in out
    assert "(your residency's venue), 5 of them in your library" in out
    text = (resident.sets / "played" / "2026-02-28-test-night.yaml").read_text("utf-8")
    assert text.startswith("clubplanner: 1\nname: Test Night\ndate: 2026-02-28\n")
    assert "- at: '22:02'\n  title: Tune 1\n  artist: Artist 1\n" in text
    assert "  file: tune01.flac\n  played: '4:00'\n" in text
    listed = json.loads(resident.fine("review", "--json"))["nights"]
    assert [(one["date"], one["played"]) for one in listed] == [("2026-02-28", 5)]


def test_a_log_that_is_there_is_recognised_and_a_longer_one_asks_for_replace(
    resident: Cli, made: MadeFiles
) -> None:
    night = made.write("h.lst", history(tunes(1, 6), NIGHT_START))
    resident.fine("import", night)
    log = resident.sets / "played" / "2026-02-28-test-night.yaml"
    starred = log.read_text("utf-8") + "  stars: 5\n  note: hands up\n"
    log.write_text(starred, "utf-8")
    assert "already there: sets/played/2026-02-28-test-night.yaml" in resident.fine(
        "import", night
    )
    shorter = made.write("s.lst", history(tunes(1, 4), NIGHT_START))
    assert "already there" in resident.fine("import", shorter)
    longer = made.write("l.lst", history(tunes(1, 9), NIGHT_START))
    out = resident.fine("import", longer)
    assert "3 more: --replace" in out
    assert log.read_text("utf-8") == starred
    assert "3 more plays" in resident.fine("import", longer, "--replace")
    text = log.read_text("utf-8")
    assert text.count("title:") == 9
    assert "stars: 5\n  note: hands up" in text
    kept = list((resident.home / "state" / "backups").glob("*test-night.yaml*"))
    assert [path.read_text("utf-8") for path in kept] == [starred]
    assert logs(resident) == [log.name]


def test_another_log_of_the_same_name_and_date_gets_another_name(
    resident: Cli, made: MadeFiles
) -> None:
    resident.fine("import", made.write("h.lst", history(tunes(1, 5), NIGHT_START)))
    other = made.write("o.lst", history(tunes(10, 15), NIGHT_START))
    resident.fine("import", other)
    assert logs(resident) == [
        "2026-02-28-test-night-2.yaml",
        "2026-02-28-test-night.yaml",
    ]


def test_two_programs_files_of_one_night_in_one_import_are_one_log(
    resident: Cli, made: MadeFiles
) -> None:
    made.write("n/1.lst", history(tunes(1, 5), NIGHT_START))
    made.write("n/2.lst", history(tunes(1, 5), NIGHT_START.replace(second=40)))
    out = resident.fine("import", made.folder / "n")
    assert out.count("wrote") == 1
    assert out.count("already there") == 1


def test_without_a_venue_the_missing_option_is_named_and_nothing_is_written(
    cli: Cli, made: MadeFiles
) -> None:
    night = made.write("h.lst", history(tunes(1, 5), NIGHT_START))
    said = cli("import", night)
    assert "the venue of this night is not known: --venue NAME" in said.err
    assert not logs(cli)
    cli.fine("import", night, "--venue", "The Barn", "--private")
    (name,) = logs(cli)
    text = (cli.sets / "played" / name).read_text("utf-8")
    assert "venue: The Barn" in text
    assert "public: false" in text
    assert "already there" in cli.fine("import", night)


def test_on_a_terminal_what_is_missing_is_asked_once(
    cli: Cli, made: MadeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["The Barn\n"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda: next(answers), raising=False)
    first = made.write("1.lst", history(tunes(1, 5), NIGHT_START))
    second = made.write("2.lst", history(tunes(1, 5), NIGHT_START.replace(day=21)))
    said = cli("import", first, second)
    assert said.out.count("at The Barn") == 2


def test_a_tracklist_becomes_a_log_when_the_dj_says_when_it_began(
    resident: Cli, made: MadeFiles
) -> None:
    rows = [
        Entry(title=f"Tune {n}", artist=f"Artist {n}", offset_s=n * 200.0)
        for n in range(4)
    ]
    path = made.write("t.lst", collection(*rows))
    told = resident.fine("import", path)
    assert "--date and --start make a play log of it" in told
    assert not logs(resident)
    said = resident("import", path, "--date", "2026-02-28")
    assert "--start 22:00" in said.err
    out = resident.fine("import", path, "--date", "2026-02-28", "--start", "23:55")
    assert "4 plays" in out
    text = (resident.sets / "played" / logs(resident)[0]).read_text("utf-8")
    assert [line for line in text.splitlines() if "at:" in line] == [
        "- at: '23:55'",
        "- at: '23:58:20'",
        "- at: '00:01:40'",
        "- at: '00:05'",
    ]


def test_the_planned_night_of_the_date_gives_its_name_and_its_file(
    resident: Cli, made: MadeFiles
) -> None:
    resident.fine("new", "--date", NIGHT, "--name", "Special")
    night = made.write("h.lst", history(tunes(1, 5), datetime(2026, 3, 14, 22, 0)))
    out = resident.fine("import", night)
    assert f"sets/played/{NIGHT}-special.yaml" in out
    text = (resident.sets / "played" / f"{NIGHT}-special.yaml").read_text("utf-8")
    assert f"night: {NIGHT}-special.yaml" in text
    assert "name: Special" in text


def test_practice_is_left_out_unless_all_is_wanted(
    resident: Cli, made: MadeFiles
) -> None:
    night = made.write("h.lst", history(tunes(1, 5), NIGHT_START, public=False))
    assert "nothing in it was played to an audience" in resident.fine("import", night)
    assert not logs(resident)
    assert "5 plays" in resident.fine("import", night, "--all")


def test_what_a_play_log_lacks_of_its_history_is_said(
    resident: Cli, made: MadeFiles
) -> None:
    whole = history(tunes(1, 6), NIGHT_START)
    entries = list(whole.tracks)
    entries[1] = replace(entries[1], is_public=False)
    entries[2] = replace(entries[2], title="", artist="", path="")
    night = made.write("h.lst", replace(whole, tracks=tuple(entries)))
    for more in (["--dry-run"], []):
        out = resident.fine("import", night, *more)
        assert "4 plays at The Cellar" in out
        assert "; 1 nobody was to hear left out (--all takes them)" in out
        assert "; 1 without a title left out" in out
    plain = made.write("p.lst", history(tunes(8, 4), datetime(2026, 2, 27, 22, 0)))
    assert "left out" not in resident.fine("import", plain)


def test_a_list_of_which_nothing_is_kept_says_so(
    resident: Cli, made: MadeFiles
) -> None:
    rows = [Entry(title="Tune 1", artist="Artist 1"), Entry(title="Tune 2")]
    listed = collection(*rows, playlists=(Playlist("Peak", (0, 1)),))
    out = resident.fine("import", made.write("list.lst", listed), "--date", NIGHT)
    assert "nothing of it was kept" in out
    said = collection(Entry(title="Tune 1", artist="Artist 1", bpm=124.0, length_s=8))
    assert "nothing of it" not in resident.fine("import", made.write("c.lst", said))
    assert not logs(resident)


def test_of_a_file_with_several_nights_the_date_says_which(
    resident: Cli, made: MadeFiles
) -> None:
    one = history(tunes(1, 3), NIGHT_START)
    two = history(tunes(4, 6), NIGHT_START.replace(day=21))
    lists = (
        Playlist("a", (0, 1, 2), "history", day=NIGHT_START.date()),
        Playlist("b", (3, 4, 5), "history", day=NIGHT_START.replace(day=21).date()),
    )
    path = made.write("h.lst", collection(*one.tracks, *two.tracks, playlists=lists))
    resident.fine("import", path, "--date", "2026-02-21")
    assert logs(resident) == ["2026-02-21-test-night.yaml"]
    said = resident("import", path, "--date", "2026-01-01")
    assert "none of its nights is of 2026-01-01" in said.err
    resident.fine("import", path)
    assert len(logs(resident)) == 2


def test_hostile_titles_keep_the_terminal_and_the_log_whole(
    resident: Cli, made: MadeFiles
) -> None:
    names = [("a: b", "# no"), ("'\"", "=1+1"), ("東京", "שלום"), ("- x", "100 %")]
    night = made.write("h.lst", history(names, NIGHT_START, name="x\x1b[2J/y"))
    resident.fine("import", night)
    said = resident("review", "2026-02-28", "--json")
    assert "already there" in resident.fine("import", night)
    assert said.code != exits.UNREADABLE


def test_a_date_or_start_that_the_file_gainsays_is_said(
    resident: Cli, made: MadeFiles
) -> None:
    path = made.write("one.lst", history(tunes(1, 3), NIGHT_START))
    said = resident("import", path, "--date", "2026-02-21", "--start", "22:00")
    assert said.code == exits.OK
    assert (
        "! the file says 2026-02-28; it is kept as of 2026-02-21, as told" in said.err
    )
    assert "! --start changes nothing: no row has the time of a recording" in said.err
    assert [name[:10] for name in logs(resident)] == ["2026-02-21"]


def test_fade_marks_that_move_a_planned_night_are_said(
    resident: Cli, made: MadeFiles
) -> None:
    resident.fine("new")
    resident.fine("build", NIGHT, "--seconds", "0.4")
    (names,) = [json.loads(resident.fine("show", NIGHT, "--json"))["slots"]]
    planned = {slot["title"] for slot in names}
    number = next(n for n in range(1, 21) if f"Tune {n}" in planned)
    marks = (CuePoint(2.0, "fade-in"), CuePoint(150.0, "fade-out"))
    entry = tune(resident, number, cue_points=marks, length_s=200.0)
    path = made.write("x.lst", collection(entry))
    assert "starts or ends" not in resident("import", path, "--dry-run").err
    said = resident("import", path)
    assert f", {NIGHT}: 1 track starts or ends at fade marks that came in" in said.err
    assert "starts or ends" not in resident("import", path).err


def test_a_mapping_rule_to_a_missing_folder_is_said(cli: Cli) -> None:
    settings = cli.home / "config" / "config.yaml"
    with settings.open("a", encoding="utf-8") as stream:
        stream.write("paths:\n- D:/Music -> /media/gone/Music\n")
    said = cli("doctor")
    assert "the folder of the rule 'D:/Music -> /media/gone/Music'" in said.out


def test_over_several_files_the_date_chooses_and_never_moves_a_night(
    resident: Cli, made: MadeFiles
) -> None:
    for day in (14, 21, 28):
        made.write(f"n/{day}.lst", history(tunes(1, 5), NIGHT_START.replace(day=day)))
    resident.fine("import", made.folder / "n", "--date", "2026-02-21")
    assert logs(resident) == ["2026-02-21-test-night.yaml"]
    single = made.folder / "n" / "14.lst"
    out = resident.fine("import", single, "--date", "2026-02-15", "--night", "Warm up")
    assert "wrote sets/played/2026-02-15-warm-up.yaml" in out


def test_a_library_that_cannot_be_opened_is_said_and_the_rows_are_still_printed(
    cli: Cli, made: MadeFiles
) -> None:
    index = cli.home / "cache" / "library-v2.sqlite3"
    index.unlink()
    index.mkdir()
    path = made.write("c.lst", collection(tune(cli, 1, rating=4.0)))
    said = cli("import", path, "--json")
    assert said.code == exits.UNREADABLE
    assert len(json.loads(said.out)["tracks"]) == 1


def test_every_import_reads_files_and_never_touches_them(
    resident: Cli, made: MadeFiles
) -> None:
    path = made.write("h.lst", history(tunes(1, 5), NIGHT_START))
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(made.folder.iterdir()))
    resident.fine("import", made.folder)
    after = (path.read_bytes(), path.stat().st_mtime_ns, sorted(made.folder.iterdir()))
    assert after == before


def test_a_night_elsewhere_has_neither_the_residencys_name_nor_its_zone(
    resident: Cli, made: MadeFiles
) -> None:
    zoned = RESIDENCY.replace("venue:", "zone: Asia/Tokyo\nvenue:")
    resident.write_night(zoned, "residency.yaml")
    path = made.write("h.lst", history(tunes(1, 5), NIGHT_START, name="Guest slot"))
    resident.fine("import", path, "--venue", "The Barn")
    (name,) = logs(resident)
    assert name == "2026-02-28-guest-slot.yaml"
    text = (resident.sets / "played" / name).read_text("utf-8")
    assert "zone:" not in text
    other = made.write("o.lst", history(tunes(6, 9), NIGHT_START))
    resident.fine("import", other, "--venue", "the cellar")
    text = (resident.sets / "played" / "2026-02-28-test-night.yaml").read_text("utf-8")
    assert "zone: Asia/Tokyo" in text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Guest slot", "guest-slot"),
        ("HISTORY 2026-02-28 (4)", "the-barn"),
        ("28.2.2026", "the-barn"),
        ("12", "the-barn"),
        ("", "the-barn"),
        ("\u6771\u4eac", "\u6771\u4eac"),
    ],
)
def test_a_log_without_a_residency_has_the_historys_name_if_it_tells_something(
    cli: Cli, made: MadeFiles, name: str, slug: str
) -> None:
    path = made.write("h.lst", history(tunes(1, 5), NIGHT_START, name=name))
    cli.fine("import", path, "--venue", "The Barn")
    assert logs(cli) == [f"2026-02-28-{slug}.yaml"]
