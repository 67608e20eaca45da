import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Imported, Playlist, Source
from clubplanner.exchange.rekordbox.location import read_location
from clubplanner.exchange.rekordbox.xml_reading import KIND
from clubplanner.music.key import KEYS
from clubplanner.music.track import CuePoint, GridMarker
from tests.exchange.large_files import rekordbox_xml

SMALL = Path(__file__).parent / "data" / "rekordbox-small.xml"
SAMPLES = Path("/work/shared/samples")


def read(path: Path) -> Imported:
    source = Source(path, path.name)
    assert KIND.claims(source)
    return KIND.read(source)


def read_text(folder: Path, text: str | bytes) -> Imported:
    path = folder / "made.xml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return read(path)


def test_a_track_is_read_with_its_grid_and_its_cue_points() -> None:
    first = read(SMALL).tracks[0]
    assert replace(first, cue_points=(), beatgrid=()) == Entry(
        path="/Users/x/Music/#1 Blade é+.mp3",
        title="Blade (Extended Mix)",
        artist="Ice & Fire",
        remixer="DJ Skate",
        album="Rink",
        genre="Techno",
        label="Puck",
        year=2021,
        grouping="peak",
        comment="8A - Energy 7",
        writers="A. Writer",
        bpm=128.5,
        key=KEYS["8A"],
        key_text="Am",
        rating=4.0,
        length_s=301.0,
    )
    assert first.beatgrid == (GridMarker(0.025, 128.0), GridMarker(60.5, 129.0))
    assert first.cue_points == (
        CuePoint(0.0, "load", "load", None, None, "rekordbox"),
        CuePoint(16.025, "fade-in", "in", None, None, "rekordbox"),
        CuePoint(16.025, "cue", "", 0, None, "rekordbox"),
        CuePoint(64.0, "loop", "loop", 2, 72.0, "rekordbox"),
        CuePoint(99.0, "cue", "odd", None, None, "rekordbox"),
        CuePoint(250.0, "fade-out", "out", None, None, "rekordbox"),
    )


def test_zero_is_unknown_and_a_version_is_not_said_twice() -> None:
    second = read(SMALL).tracks[1]
    assert (second.bpm, second.year, second.length_s) == (None, None, None)
    assert second.title == "Puck (Extended Mix)"
    assert (second.key, second.key_text) == (KEYS["1A"], "Abmoll")


def test_playlists_keep_folders_order_repeats_and_count_what_is_missing() -> None:
    assert read(SMALL).playlists == (
        Playlist("Nights/Friday", (1, 0, 1), missing=1),
        Playlist(
            "Nights/HISTORY 2023-07-28 (4)",
            (0,),
            kind="history",
            missing=2,
            day=date(2023, 7, 28),
        ),
        Playlist("Empty"),
    )


def test_what_could_not_be_used_is_counted() -> None:
    (problem,) = read(SMALL).problems
    assert str(problem) == (
        "rekordbox-small.xml: 2 cue points or beats without a time or BPM left out"
    )


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("file://localhost/D:/Music/a%20b.mp3", "D:/Music/a b.mp3"),
        ("file://localhost/Users/x/%e6%9d%b1.mp3", "/Users/x/東.mp3"),
        ("file://localhost//tmp/a.mp3", "/tmp/a.mp3"),
        ("file://localhost/m/%23%3f+%2B%25.mp3?x#y", "/m/#?++%.mp3?x#y"),
        ("file:///m/a.mp3", "/m/a.mp3"),
        ("file:///C:/m/a.mp3", "C:/m/a.mp3"),
        ("FILE://LOCALHOST/m/a.mp3", "/m/a.mp3"),
        ("file://localhosttidal:tracks:1", "tidal:tracks:1"),
        ("soundcloud:tracks:255", "soundcloud:tracks:255"),
        ("/m/100%.mp3", "/m/100%.mp3"),
        ("file://localhost/m/e%cc%81.mp3", "/m/e\u0301.mp3"),
        ("file://localhost/m/%1b[2J%0a.mp3", "/m/\ufffd[2J\ufffd.mp3"),
        ("", ""),
    ],
)
def test_a_location_is_a_path_and_no_url(location: str, path: str) -> None:
    assert read_location(location) == path


def samples() -> Iterator[Any]:
    if not SAMPLES.exists():
        yield pytest.param({}, marks=pytest.mark.skip(reason="no samples here"))
        return
    cases = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    for case in cases:
        if case["kind"] == "rekordbox-xml":
            yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("case", samples())
def test_a_genuine_export_is_read_as_others_read_it(case: dict[str, Any]) -> None:
    expected = case["expected"]
    made = read(SAMPLES / case["file"])
    assert made.problems == ()
    assert len(made.tracks) == expected["tracks"]
    for entry, known in (
        (made.tracks[0], expected["first"]),
        (made.tracks[-1], expected["last"]),
    ):
        assert entry.title == known["title"]
        assert entry.artist == known["artist"]
        assert (entry.bpm or 0.0) == known["bpm"]
        assert entry.key_text == known["key_raw"]
        assert (str(entry.key) if entry.key else None) == known.get("key")
        assert entry.length_s == known["duration_s"]
        assert entry.path == known["location"]
        assert entry.rating == known["rating_stars"]
        assert entry.comment == known.get("comment", "")
    grid = sum(len(entry.beatgrid) for entry in made.tracks)
    assert grid == expected["tempo_nodes"]
    points = sum(len(entry.cue_points) for entry in made.tracks)
    assert points == expected["position_marks"]
    assert len(made.playlists) == expected["playlists"]
    for playlist, known in zip(
        made.playlists, expected["playlist_sample"], strict=True
    ):
        titles = [made.tracks[place].title for place in playlist.tracks]
        assert playlist.name == known["name"]
        assert (len(titles), playlist.missing) == (known["entries"], known["missing"])
        assert titles[:1] == ([known["first"]] if known["first"] else [])
        assert titles[-1:] == ([known["last"]] if known["last"] else [])


@pytest.mark.parametrize(
    ("text", "is_claimed"),
    [
        ("<DJ_PLAYLISTS/>", True),
        ("\ufeff<?xml version='1.0'?>\n<!-- x -->\n<DJ_PLAYLISTS Version='1'>", True),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><DJ_PLAYLISTS/>", True),
        ("<NML><DJ_PLAYLISTS/></NML>", False),
        ("<DJ_PLAYLISTS_OLD/>", False),
        ("DJ_PLAYLISTS", False),
        ("", False),
    ],
)
def test_a_file_is_told_by_its_root(
    text: str, is_claimed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "collection.txt"
    path.write_text(text, "utf-8")
    assert KIND.claims(Source(path)) is is_claimed


def test_a_file_cut_off_keeps_what_stands_before(tmp_path: Path) -> None:
    whole = rekordbox_xml(tmp_path / "whole.xml", 50).read_bytes()
    for cut in (0.3, 0.6, 0.98):
        made = read_text(tmp_path, whole[: int(len(whole) * cut)])
        assert 10 < len(made.tracks) <= 50
        assert made.tracks == read(tmp_path / "whole.xml").tracks[: len(made.tracks)]
        (problem,) = made.problems
        assert "the XML is broken here" in problem.msg
        assert problem.where.startswith("made.xml:")
    (all_of_it,) = made.playlists
    assert 0 < len(all_of_it.tracks) < 50


def test_an_empty_collection_is_told_and_no_error(tmp_path: Path) -> None:
    made = read_text(tmp_path, "<DJ_PLAYLISTS><COLLECTION/></DJ_PLAYLISTS>")
    (problem,) = made.problems
    assert (problem.msg, problem.is_notice) == ("the collection is empty", True)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    '<DJ_PLAYLISTS><COLLECTION><TRACK Name="&b;"/></COLLECTION></DJ_PLAYLISTS>'
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "a document type is refused"),
        ("<DJ_PLAYLISTS>", "the XML is broken here"),
        ("<DJ_PLAYLISTS><COLLECTION><TRACK Name='a'", "the XML is broken here"),
        ("<?xml version='1.0' encoding='klingon'?><DJ_PLAYLISTS/>", "XML"),
        (b"<DJ_PLAYLISTS>\xff\xfe\x00garbage\x00\x01", "the XML is broken here"),
    ],
)
def test_a_file_without_a_track_in_it_is_one_sentence(
    text: str | bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ClubplannerError, match=reason) as told:
        read_text(tmp_path, text)
    assert str(told.value).startswith("made.xml")


def test_an_endless_line_is_given_up(tmp_path: Path) -> None:
    endless = b"<DJ_PLAYLISTS><COLLECTION><TRACK Name='" + b"a" * (40 << 20)
    with pytest.raises(ClubplannerError, match="longer than any collection has"):
        read_text(tmp_path, endless)


def test_hostile_text_is_cleaned(tmp_path: Path) -> None:
    made = read_text(
        tmp_path,
        "<DJ_PLAYLISTS><COLLECTION><TRACK TrackID='1' Name='a&#9;b\u202e&#x85;c'"
        f" Artist='{'x' * 900}' AverageBpm='1e9' Year='31' Rating='999' Mix='&#10;'"
        " TotalTime='-5'/></COLLECTION><PLAYLISTS><NODE Name='\u202eList' Type='1'>"
        "<TRACK Key='1'/></NODE></PLAYLISTS></DJ_PLAYLISTS>",
    )
    (entry,) = made.tracks
    assert entry.title == "a b c"
    assert len(entry.artist) == 500
    assert (entry.bpm, entry.year, entry.rating) == (None, None, None)
    assert entry.length_s is None
    assert made.playlists == (Playlist("List", (0,)),)


def test_folders_without_an_end_are_read(tmp_path: Path) -> None:
    deep = "<NODE Name='f' Type='0'>" * 20_000
    made = read_text(
        tmp_path,
        "<DJ_PLAYLISTS><COLLECTION><TRACK TrackID='1' Name='a'/></COLLECTION>"
        f"<PLAYLISTS>{deep}<NODE Name='p' Type='1'/>",
    )
    (playlist,) = made.playlists
    assert playlist.name == "/".join(["f"] * 32 + ["p"])


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    start = b"<DJ_PLAYLISTS><COLLECTION><TRACK TrackID='1' Name='a'/>"
    assert len(read_text(folder, start + data).tracks) >= 1
