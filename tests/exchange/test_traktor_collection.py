"""Traktor collections coming in."""

import contextlib
import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.traktor import collection, history
from clubplanner.exchange.traktor.collection import read_collection
from clubplanner.exchange.traktor.locations import location_of, path_of, path_of_key
from clubplanner.music.key import Key
from clubplanner.music.track import CuePoint, GridMarker
from tests.exchange.nml import folder, location, nml, playlist, row, song, source, tag

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def _only(tmp_path: Path, *inside: str, version: object = 19) -> Entry:
    found = read_collection(
        source(tmp_path, nml([song("x", *inside)], version=version))
    )
    (entry,) = found.tracks
    return entry


def test_a_track_has_all_that_traktor_knows_of_it(tmp_path: Path) -> None:
    one = tag(
        "ENTRY",
        location("Down & Out.mp3", "/:Music/:Disco/:")
        + tag("ALBUM", TRACK=1, TITLE="Album")
        + tag("MODIFICATION_INFO", AUTHOR_TYPE="user")
        + tag(
            "INFO",
            tag("ITUNES", SOME="thing"),
            GENRE="Funk",
            LABEL="Milan",
            COMMENT="9B - Energy 7",
            REMIXER="Rocco",
            KEY="2d",
            KEY_LYRICS="9B",
            PLAYTIME=466,
            PLAYTIME_FLOAT="465.084076",
            RANKING=204,
            RELEASE_DATE="2012/1/1",
        )
        + tag("TEMPO", BPM="111.999931", BPM_QUALITY="100.000000")
        + tag("LOUDNESS", PEAK_DB="-0.9")
        + tag("MUSICAL_KEY", VALUE=7)
        + tag("SORTING_ORDER", ORDER=1),
        TITLE="Down \u202e& Out",
        ARTIST="Kool",
    )
    found = read_collection(source(tmp_path, nml([one])))
    assert (found.kind, found.origin, found.encoding) == (
        "traktor-nml",
        "Traktor",
        "UTF-8",
    )
    assert (found.problems, found.playlists) == ((), ())
    assert found.tracks == (
        Entry(
            path="D:/Music/Disco/Down & Out.mp3",
            title="Down & Out",
            artist="Kool",
            remixer="Rocco",
            album="Album",
            genre="Funk",
            label="Milan",
            year=2012,
            comment="9B - Energy 7",
            bpm=111.999931,
            key=Key(9, "B"),
            key_text="2d",
            energy=7,
            rating=4.0,
            length_s=465.084076,
        ),
    )


@pytest.mark.parametrize(
    ("inside", "key", "text"),
    [
        (
            (tag("INFO", KEY="2d"), tag("MUSICAL_KEY", VALUE=12)),
            "5A",
            "MUSICAL_KEY 12, KEY 2d",
        ),
        ((tag("INFO", KEY="2d", KEY_LYRICS="5A"),), "9B", "2d"),
        ((tag("INFO", KEY="nonsense", KEY_LYRICS="5A"),), "5A", "nonsense"),
        ((tag("INFO", KEY_LYRICS="5A"), tag("MUSICAL_KEY", VALUE=24)), "5A", "5A"),
        ((tag("INFO", KEY_LYRICS="SHOP.CLUB"),), "None", ""),
        ((tag("MUSICAL_KEY", VALUE=0),), "8B", ""),
        ((tag("MUSICAL_KEY", VALUE=23),), "10A", ""),
        ((tag("INFO"), tag("MUSICAL_KEY", VALUE="-1")), "None", ""),
    ],
)
def test_the_number_of_the_key_is_trusted_before_its_text(
    tmp_path: Path, inside: tuple[str, ...], key: str, text: str
) -> None:
    entry = _only(tmp_path, *inside)
    assert (str(entry.key), entry.key_text) == (key, text)


def test_what_says_nothing_is_unknown(tmp_path: Path) -> None:
    info = tag(
        "INFO", RANKING=0, PLAYTIME=0, RELEASE_DATE="0/1/1", PLAYTIME_FLOAT="nan"
    )
    tempo = tag("TEMPO", BPM="0.000000")
    assert _only(tmp_path, info, tempo) == Entry("D:/Music/x.mp3", "x", "A")


def test_cue_points_and_the_grid_are_read_in_order_of_time(tmp_path: Path) -> None:
    def cue(kind: object, start: str, length: str = "0.0", **more: object) -> str:
        return tag("CUE_V2", **{"TYPE": kind, "START": start, "LEN": length, **more})

    entry = _only(
        tmp_path,
        tag("TEMPO", BPM="120.000000"),
        cue(5, "60000.000000", "2000.000000", HOTCUE=2, NAME="n.n."),
        cue(4, "53.484213", HOTCUE=0, NAME="AutoGrid"),
        cue(4, "9000.0", HOTCUE=-1, NAME="Grid", inside=tag("GRID", BPM="121.500000")),
        cue(0, "1000", HOTCUE=-1, NAME="Drop <1>"),
        cue(1, "2000.5", HOTCUE=1),
        cue(2, "3000", HOTCUE=8),
        cue(3, "4000"),
        cue(6, "1"),
        cue("x", "1"),
        cue(0, "-5.0"),
        cue(0, "9" * 40),
        cue(0, "inf"),
        version=20,
    )
    assert entry.cue_points == (
        CuePoint(0.053484, "grid", "AutoGrid", 0, origin="Traktor"),
        CuePoint(1.0, "cue", "Drop <1>", origin="Traktor"),
        CuePoint(2.0005, "fade-in", "", 1, origin="Traktor"),
        CuePoint(3.0, "fade-out", origin="Traktor"),
        CuePoint(4.0, "load", origin="Traktor"),
        CuePoint(9.0, "grid", "Grid", origin="Traktor"),
        CuePoint(60.0, "loop", "", 2, 62.0, "Traktor"),
    )
    assert entry.beatgrid == (GridMarker(0.053484, 120.0), GridMarker(9.0, 121.5))


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("D:/:Music/:x.mp3", "D:/Music/x.mp3"),
        ("D:/:x.mp3", "D:/x.mp3"),
        ("Macintosh HD/:Users/:x/:y.mp3", "/Users/x/y.mp3"),
        ("Macintosh HD/:private/:tmp/:y.mp3", "/private/tmp/y.mp3"),
        ("SSD/:Users/:x/:y.mp3", "/Users/x/y.mp3"),
        ("USB Stick/:Sets/:b.aiff", "/Volumes/USB Stick/Sets/b.aiff"),
        ("Music/:b.aiff", "/Volumes/Music/b.aiff"),
        ("/:home/:dj/:a.mp3", "/home/dj/a.mp3"),
        (r"\\nas\music/:a/:b.mp3", "//nas/music/a/b.mp3"),
        ("Macintosh HD/:Users/:x/::a: b.mp3", "/Users/x/:a: b.mp3"),
        ("", ""),
        ("D:/:Music/:", ""),
    ],
)
def test_a_file_is_named_as_its_own_system_names_it(key: str, path: str) -> None:
    assert path_of_key(key) == path


names = st.text(
    st.characters(exclude_characters="/\\", exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["/", "/home/", "/Volumes/USB/", "D:\\", "\\\\nas\\music\\"]),
    st.lists(names, min_size=1, max_size=4),
)
def test_any_path_comes_back_from_its_parts(root: str, parts: list[str]) -> None:
    path = root + "/".join(parts)
    place = location_of(path)
    assert place is not None
    back = path_of(place.volume, place.folder, place.file)
    assert path_of_key(place.key) == back
    if not place.is_mac:
        assert back == path.replace("\\", "/")
    else:
        assert back.split("/")[-1] == place.file


def test_names_on_a_mac_are_composed_as_traktor_writes_them() -> None:
    apart = "c\u030c"
    mac, linux = location_of(f"/Users/{apart}.mp3"), location_of(f"/home/{apart}.mp3")
    assert mac is not None
    assert linux is not None
    assert (mac.file, mac.volume) == ("\u010d.mp3", "Macintosh HD")
    assert (linux.file, linux.volume) == (f"{apart}.mp3", "")


@pytest.mark.parametrize("path", ["", "x.mp3", "crate/x.mp3", "/", "C:x.mp3", "D:\\"])
def test_a_relative_path_has_no_location(path: str) -> None:
    assert location_of(path) is None


def test_playlists_keep_folders_order_and_reprises(tmp_path: Path) -> None:
    songs = [song("a"), song("b"), song("c")]
    rows = [row(f"D:/:Music/:{n}.mp3") for n in ("c", "a", "gone", "c")]
    smart = tag("NODE", tag("SMARTLIST", tag("SEARCH_EXPRESSION", QUERY="x")), NAME="S")
    tree = (folder("Fridays", playlist("Peak", rows)), playlist("None", []), smart)
    found = read_collection(source(tmp_path, nml(songs, *tree)))
    peak, none = found.playlists
    assert (peak.name, peak.kind) == ("Fridays/Peak", "playlist")
    assert [found.tracks[n].title for n in peak.tracks] == ["c", "a", "c"]
    assert (peak.missing, none.tracks, none.missing) == (1, (), 0)
    assert [str(problem) for problem in found.problems] == [
        "x.nml: smart lists hold rules and no tracks: 1 left out: "
        "make a playlist of one in Traktor to bring it over"
    ]


@pytest.mark.parametrize("version", range(14, 21))
def test_every_version_is_read_without_a_word(tmp_path: Path, version: int) -> None:
    found = read_collection(source(tmp_path, nml([song("a")], version=version)))
    assert (len(found.tracks), found.problems) == (1, ())


@pytest.mark.parametrize("version", [21, "x", ""])
def test_an_unknown_version_is_read_and_told(tmp_path: Path, version: object) -> None:
    found = read_collection(source(tmp_path, nml([song("a")], version=version)))
    assert len(found.tracks) == 1
    assert [p.msg for p in found.problems] == [f"NML version {version} is not known"]


BOMB = """<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><NML VERSION="19">
<COLLECTION><ENTRY TITLE="&b;"></ENTRY></COLLECTION></NML>"""
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><NML>&a;</NML>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "x.nml:1: a document type is refused: no DJ program writes one: "),
        (OUTSIDE, "x.nml:1: a document type is refused"),
        ("<NML VERSION='19'>&nope;</NML>", "x.nml:1: the XML is broken here"),
        ("<html><NML></NML></html>", "x.nml: this XML is not of Traktor"),
        (b"\x00\xff" * 5000, "x.nml:1: the XML is broken here"),
        ("", "x.nml:1: the XML is broken here (no element found)"),
        ("<NML VERSION='19'><COLLECTION>", "x.nml:1: the XML is broken here"),
        ("<NML a='" + "x" * 17_000_000, "one line is longer than any collection has"),
        (
            '<?xml version="1.0" encoding="klingon"?><NML/>',
            "x.nml: the XML cannot be read on (unknown encoding: klingon)",
        ),
    ],
    ids=[
        "bomb",
        "outside",
        "entity",
        "html",
        "binary",
        "empty",
        "cut",
        "line",
        "words",
    ],
)
def test_a_file_of_no_use_is_one_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(ClubplannerError) as told:
        read_collection(source(tmp_path, content))
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_of_a_file_cut_short_the_first_tracks_stand(tmp_path: Path) -> None:
    whole = nml(song(f"s{n}") for n in range(50))
    cut = whole[: whole.index('TITLE="s40"')]
    found = read_collection(source(tmp_path, cut))
    assert [entry.title for entry in found.tracks] == [f"s{n}" for n in range(40)]
    (problem,) = found.problems
    assert problem.msg.startswith("the XML is broken here (")


def test_only_nml_is_claimed(tmp_path: Path) -> None:
    claims = collection.KIND.claims
    assert claims(source(tmp_path, nml()))
    assert claims(source(tmp_path, "\ufeff\r\n" + nml().split("?>\n")[1]))
    assert not claims(source(tmp_path, b"\x00garbage<NML"))
    assert not claims(source(tmp_path, "<DJ_PLAYLISTS Version='1.0.0'/>"))
    assert not claims(source(tmp_path, ""))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_inside_end_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder_of_all = tmp_path_factory.getbasetemp()
    head = b'<NML VERSION="19"><COLLECTION><ENTRY TITLE="'
    with contextlib.suppress(ClubplannerError):
        read_collection(source(folder_of_all, head + data))


def test_folders_nested_without_end_cost_nothing(tmp_path: Path) -> None:
    deep = "<NODE NAME='a'>" * 20_000 + "<PLAYLIST></PLAYLIST>" + "</NODE>" * 20_000
    found = read_collection(source(tmp_path, f"<NML VERSION='19'>{deep}</NML>"))
    assert len(found.playlists[0].name) < 100


def _big(count: int) -> str:
    points = "".join(
        tag("CUE_V2", NAME="n.n.", TYPE=0, START=f"{n * 1000}.5", LEN="0.0", HOTCUE=n)
        for n in range(8)
    )
    inside = tag("INFO", GENRE="House", COMMENT="8A - Energy 6", PLAYTIME=300, KEY="8A")
    inside += tag("TEMPO", BPM="127.999931") + tag("MUSICAL_KEY", VALUE=21) + points
    rows = (row(f"D:/:Music/:Song {n}.mp3") for n in range(count))
    songs = (song(f"Song {n}", inside) for n in range(count))
    return nml(songs, playlist("All", rows))


def test_ten_thousand_tracks_are_read_in_five_seconds(tmp_path: Path) -> None:
    big = source(tmp_path, _big(10_000))
    before = time.process_time()
    found = read_collection(big)
    assert time.process_time() - before < 5
    assert len(found.tracks) == len(found.playlists[0].tracks) == 10_000


def test_a_thousand_tracks_need_no_more_than_their_share_of_memory(
    tmp_path: Path,
) -> None:
    big = source(tmp_path, _big(1_000))
    tracemalloc.start()
    try:
        read_collection(big)
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()


def test_a_genuine_collection_gives_what_others_read_in_it() -> None:
    path = SAMPLES / "D121.nml"
    if not path.is_file():
        pytest.skip("the shared samples are not beside the repository")
    facts = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
    wanted = next(one["expected"] for one in facts if one["id"] == "D121")
    genuine = Source(path)
    assert collection.KIND.claims(genuine)
    assert not history.KIND.claims(genuine)
    found = read_collection(genuine)
    assert (len(found.tracks), len(found.playlists)) == (wanted["tracks"], 0)
    assert found.problems == ()
    for entry, one in zip(found.tracks, (wanted["first"], wanted["last"]), strict=True):
        assert entry.title == one["title"]
        assert entry.artist == one["artist"]
        assert entry.bpm == one["bpm"]
        assert str(entry.key) == one["key"]
        assert entry.key_text == one.get("key_raw", "")
        assert entry.length_s == one["duration_s"]
        assert entry.path == one["volume"] + one["path"]
    assert sum(len(entry.cue_points) for entry in found.tracks) == wanted["cue_v2"]


def test_the_boot_volume_of_a_mac_may_have_another_name() -> None:
    place = location_of("/Users/ann/a.mp3", "Ice")
    assert place is not None
    assert place.key == "Ice/:Users/:ann/:a.mp3"
    other = location_of("/Volumes/USB/a.mp3", "Ice")
    assert other is not None
    assert other.volume == "USB"
