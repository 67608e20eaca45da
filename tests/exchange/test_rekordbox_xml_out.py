import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.incoming import Imported, Source
from clubplanner.exchange.options import Options
from clubplanner.exchange.rekordbox.location import location, read_location
from clubplanner.exchange.rekordbox.xml_reading import KIND
from clubplanner.exchange.rekordbox.xml_writing import write_xml
from clubplanner.exchange.rows import Listing
from clubplanner.exchange.xml_text import writable
from clubplanner.music.key import KEYS
from clubplanner.music.text import clean
from clubplanner.music.track import CuePoint, Track
from clubplanner.night.plan import Night
from tests.exchange.nights import AWKWARD_NAMES, listed, night, pinned, track

SCHEMA = Path("/work/shared/reference/rekordbox.rng")
HOSTILE = (
    "quotes \" and ' inside",
    "# hash, 100% sure",
    "a & b < c > d ]]> <!-- e -->",
    "two\nlines\tand a tab",
    "東京の夜 مرحبا \U0001f3b6",
    "x" * 200,
    "=SUM(A1)",
    "bell \x07, nul \x00, half \ud83d, none \uffff",
)


def written(plan: Night, options: Options | None = None) -> str:
    (text,), _ = write_xml(listed(plan), options or Options())
    return text


def read_back(text: str, folder: Path) -> Imported:
    path = folder / "night.xml"
    path.write_bytes(text.encode("utf-8"))
    source = Source(path)
    assert KIND.claims(source)
    return KIND.read(source)


def check(text: str) -> ET.Element:
    """Check what the schema says, without the schema."""
    root = ET.fromstring(text.encode("utf-8"))
    assert (root.tag, root.get("Version")) == ("DJ_PLAYLISTS", "1.0.0")
    product, collection, playlists = root
    assert set(product.attrib) == {"Name", "Version", "Company"}
    assert collection.get("Entries") == str(len(collection))
    for one in collection:
        assert {"TrackID", "Name", "Location"} <= set(one.attrib)
        assert re.fullmatch(r"file://localhost/[!-~]+", one.attrib["Location"])
        assert not re.search(r"%[0-9a-f]?[A-F]", one.attrib["Location"])
        assert re.fullmatch(r"\d+\.\d\d", one.get("AverageBpm", "0.00"))
        assert one.get("Rating", "0") in {"0", "51", "102", "153", "204", "255"}
        for mark in one:
            assert mark.tag == "POSITION_MARK"
            assert re.fullmatch(r"\d+\.\d{3}", mark.attrib["Start"])
            assert -1 <= int(mark.attrib["Num"]) <= 7
    (top,) = playlists
    assert top.attrib == {"Type": "0", "Name": "ROOT", "Count": "1"}
    (made,) = top
    assert made.get("Entries") == str(len(made))
    ids = {one.attrib["TrackID"] for one in collection}
    assert {row.attrib["Key"] for row in made} == ids
    return root


def test_a_night_is_a_collection_and_a_playlist_of_its_order() -> None:
    root = check(written(night(track(1), track(2, rating=3.5), track(1))))
    first, second = root.iterfind("COLLECTION/TRACK")
    assert first.attrib == {
        "TrackID": "1",
        "Name": "Song 1",
        "Artist": "Artist 1",
        "Album": "",
        "Genre": "",
        "TotalTime": "300",
        "AverageBpm": "128.00",
        "Comments": "",
        "Location": "file://localhost/music/001.flac",
        "Remixer": "",
        "Tonality": "Am",
        "Label": "",
    }
    assert second.get("Rating") == "204"
    assert [row.get("Key") for row in root.iterfind(".//NODE/TRACK")] == ["1", "2", "1"]
    (made,) = root.iterfind("PLAYLISTS/NODE/NODE")
    assert made.get("Name") == "2026-11-27 Heated Rivalry"


def test_what_is_unknown_is_left_out_and_no_beatgrid_is_invented() -> None:
    plan = night(track(1, bpm=None, key=None, length_s=None, year=None))
    (one,) = check(written(plan)).iterfind("COLLECTION/TRACK")
    unknown = {"AverageBpm", "Tonality", "TotalTime", "Year", "Rating"}
    assert not unknown & set(one.attrib)
    assert "TEMPO" not in written(night(track(1)))


def marks(plan: Night) -> list[tuple[str, str, str]]:
    root = check(written(plan))
    found = root.iterfind("COLLECTION/TRACK[@TrackID='1']/POSITION_MARK")
    return [(m.attrib["Start"], m.attrib["Num"], m.attrib["Name"]) for m in found]


def test_the_plan_stands_in_the_memory_cues() -> None:
    assert marks(night(track(1), track(2))) == [
        ("0.000", "-1", "IN 22:00"),
        ("270.000", "-1", "MIX 22:04"),
    ]


def test_the_points_of_the_dj_are_hot_cues_too() -> None:
    first = track(1, mix_in_s=12.5, out_s=250.25)
    assert marks(night(first, track(2))) == [
        ("12.500", "-1", "IN 22:00"),
        ("12.500", "0", "IN 22:00"),
        ("219.500", "-1", "MIX 22:03"),
        ("250.250", "-1", "OUT 22:03"),
        ("250.250", "1", "OUT 22:03"),
    ]


def test_pins_notes_and_cuts_are_named() -> None:
    slot = replace(pinned(track(1), 23, 30), note=" scream\nnow ", cut_in=True)
    plan = replace(night(), slots=(slot,))
    assert marks(plan) == [("0.000", "-1", "IN 22:00, cut, at 23:30, scream now")]


def test_a_pitched_track_is_left_at_its_place_in_the_file() -> None:
    plan = night(track(1), track(2))
    slot = replace(plan.slots[0], pitch=10.0)
    (_, meets) = marks(replace(plan, slots=(slot, plan.slots[1])))
    assert meets[0] == "269.500"  # 245 whole seconds on the clock, 10 % faster


def test_a_track_of_unknown_length_is_only_told_where_it_comes_in() -> None:
    plan = night(track(1, length_s=None), track(2))
    assert [name for _, _, name in marks(plan)] == ["IN 22:00"]


def test_a_reprise_has_the_times_of_both_its_places() -> None:
    plan = night(track(1), track(2), track(1))
    assert marks(plan) == [
        ("0.000", "-1", "IN 22:00 / IN 22:09"),
        ("270.000", "-1", "MIX 22:04"),
    ]


def test_more_points_than_rekordbox_keeps_are_told() -> None:
    plan = night(*(track(1) for _ in range(12)))
    slots = (replace(s, mix_in_s=float(s.id)) for s in plan.slots)
    (text,), problems = write_xml(listed(replace(plan, slots=tuple(slots))), Options())
    check(text)
    assert text.count('Num="-1"') == 10
    assert len(re.findall('Num="[0-7]"', text)) == 8
    assert len([p for p in problems if "rekordbox keeps 10 memory cues" in p]) == 1


def test_what_cannot_be_written_is_said() -> None:
    plan = night(
        track(1, path="crate/a.mp3"),
        track(2, path=r"\\nas\music\a.mp3"),
        None,
        track(3, path="/m/new\nline.mp3"),
        gaps={1: 60},
    )
    (text,), problems = write_xml(listed(plan), Options())
    assert "<TRACK " not in text
    check(text)
    assert problems == (
        "slot 2 is a gap of 60 s and is left out",
        'slot 4 "heartbeat-3" has no file and is left out',
        'slot 5 "Song 3" is left out: its file name holds characters no list can '
        "hold; rename the file",
        'slot 1 "Song 1" is left out: rekordbox needs the whole path of a file on a '
        "drive, and this is crate/a.mp3",
        'slot 3 "Song 2" is left out: rekordbox needs the whole path of a file on a '
        "drive, and this is \\\\nas\\music\\a.mp3",
    )


@pytest.mark.parametrize(
    ("path", "written_as", "read_as"),
    [
        ("/m/a b.mp3", "/m/a%20b.mp3", ""),
        ("/m/é.mp3", "/m/%c3%a9.mp3", ""),
        ("/m/e\u0301.mp3", "/m/e%cc%81.mp3", ""),
        ("/m/1+1=2 #5 @ 100%~.mp3", "/m/1+1%3d2%20#5%20@%20100%25%7e.mp3", ""),
        ("/m/$a!(b),_-.:c.mp3", "/m/$a!(b),_-.:c.mp3", ""),
        ("/m/[a]'&?*\".mp3", "/m/%5ba%5d%27%26%3f%2a%22.mp3", ""),
        ("/m/back\\slash.mp3", "/m/back%5cslash.mp3", ""),
        (r"C:\Music\a b.mp3", "/C:/Music/a%20b.mp3", "C:/Music/a b.mp3"),
        ("d:/Music/a.mp3", "/d:/Music/a.mp3", ""),
    ],
)
def test_a_path_is_escaped_as_rekordbox_does_it(
    path: str, written_as: str, read_as: str
) -> None:
    assert location(path) == f"file://localhost{written_as}"
    assert read_location(location(path)) == (read_as or path)


@pytest.mark.parametrize("path", ["", "a.mp3", r"\\nas\a.mp3", "C:a.mp3", r"\\?\C:\a"])
def test_no_other_path_has_a_location(path: str) -> None:
    assert location(path) == ""


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\u2028\u2029"),
    min_size=1,
    max_size=60,
)
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
songs = st.builds(
    lambda name, title, artist, bpm, key, mix_in: track(
        1,
        path=f"/m/{name}",
        title=title,
        artist=artist,
        bpm=bpm,
        key=key,
        mix_in_s=mix_in,
    ),
    names,
    words,
    words,
    st.none() | st.decimals(20, 999, places=2).map(float),
    st.none() | st.sampled_from(tuple(KEYS.values())),
    st.none() | st.integers(0, 60_000).map(lambda ms: ms / 1000),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(songs, max_size=5), st.data())
def test_a_night_comes_back_from_its_xml(
    tmp_path_factory: pytest.TempPathFactory, owned: list[Track], data: st.DataObject
) -> None:
    owned = list({one.path: one for one in owned}.values())
    places = st.lists(st.sampled_from(owned), max_size=6) if owned else st.just([])
    played = data.draw(places)
    plan = night(*played)
    read = read_back(written(plan), tmp_path_factory.mktemp("xml"))
    assert read.problems == () or not played
    (made,) = read.playlists
    assert [read.tracks[place].path for place in made.tracks] == [
        one.path for one in played
    ]
    entries = {entry.path: entry for entry in read.tracks}
    for row in listed(plan).rows:
        entry = entries[row.file]
        assert entry.title == clean(writable(row.title))
        assert entry.artist == clean(writable(row.artist))
        assert (entry.bpm, entry.key) == (row.bpm, row.key)
        assert entry.length_s == row.length_s
        comes_in = row.mix_in_s or 0.0
        assert any(
            f"IN {row.begins:%H:%M}" in point.name
            for point in entry.cue_points
            if abs(point.time_s - comes_in) < 0.0006 and point.number is None
        )


def test_a_point_comes_back_with_its_number(tmp_path: Path) -> None:
    text = written(night(track(1, mix_in_s=12.5, out_s=250.25)))
    (entry,) = read_back(text, tmp_path).tracks
    assert entry.cue_points == (
        CuePoint(12.5, "cue", "IN 22:00", None, None, "rekordbox"),
        CuePoint(12.5, "cue", "IN 22:00", 0, None, "rekordbox"),
        CuePoint(250.25, "cue", "OUT 22:03", None, None, "rekordbox"),
        CuePoint(250.25, "cue", "OUT 22:03", 1, None, "rekordbox"),
    )


def awkward() -> Listing:
    named = [
        track(n, path=f"/music/{name}", title=title)
        for n, (name, title) in enumerate(zip(AWKWARD_NAMES, HOSTILE, strict=False))
    ]
    windows = track(90, path=r"E:\Sets\#1 [É] & more.mp3", rating=5, year=1999)
    again = named[0]
    return listed(night(*named, windows, again))


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1000])
def test_a_night_of_any_length_is_valid(count: int, tmp_path: Path) -> None:
    text = written(night(*(track(n, path=f"/m/{n}.mp3") for n in range(count))))
    root = check(text)
    assert len(root.findall(".//NODE/TRACK")) == count
    assert len(read_back(text, tmp_path).tracks) == count


def test_the_schema_accepts_every_night(tmp_path: Path) -> None:
    xmllint = shutil.which("xmllint")
    if xmllint is None or not SCHEMA.exists():
        pytest.skip("xmllint or the schema is not here")
    (hostile,), _ = write_xml(awkward(), Options())
    for text in (hostile, written(night()), written(night(track(1)))):
        path = tmp_path / "night.xml"
        path.write_bytes(text.encode("utf-8"))
        command = [xmllint, "--noout", "--relaxng", str(SCHEMA), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    pyrekordbox = pytest.importorskip("pyrekordbox", reason="needs pyrekordbox")
    (text,), _ = write_xml(awkward(), Options())
    path = tmp_path / "night.xml"
    path.write_bytes(text.encode("utf-8"))
    xml = pyrekordbox.RekordboxXml(str(path))
    own = read_back(text, tmp_path).tracks
    theirs = list(xml.get_tracks())
    assert [clean(one["Name"]) for one in theirs] == [one.title for one in own]
    assert [one["AverageBpm"] for one in theirs] == [one.bpm for one in own]
    # It drops the slash in front of a POSIX path.
    assert [one["Location"] for one in theirs] == [
        one.path.removeprefix("/") for one in own
    ]
    assert [
        (mark["Name"], mark["Start"], mark["Num"])
        for one in theirs
        for mark in one.marks
    ] == [
        (point.name, point.time_s, -1 if point.number is None else point.number)
        for one in own
        for point in one.cue_points
    ]
    playlist = xml.get_playlist("2026-11-27 Heated Rivalry")
    assert playlist.get_tracks() == [*range(1, len(own) + 1), 1]
