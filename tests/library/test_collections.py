"""Other programs' collections: kept, matched, and let into the library's tracks."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.library.collections.joining import (
    Saying,
    Values,
    add_to_evidence,
    fill,
)
from clubplanner.library.collections.matching import By, Matcher
from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.library.collections.store import CollectionStore
from clubplanner.library.collections.suggestion import suggest
from clubplanner.library.library import Library
from clubplanner.library.own_words import ORIGIN
from clubplanner.library.path_rules import parse_rule
from clubplanner.music.key import KEYS
from clubplanner.music.track import CuePoint, Evidence, GridMarker, Source, Track
from tests.library.test_library import song

BOX = CollectionName("rekordbox collection", "/x/rekordbox.xml")
TRAKTOR = CollectionName("Traktor collection", "/x/collection.nml")
SOURCE = "rekordbox collection"


@pytest.fixture
def music(tmp_path: Path) -> Path:
    song(tmp_path / "music" / "house" / "a.wav", "Sugar Moon")
    song(tmp_path / "music" / "b.wav", "Cottage", "Nobody")
    return tmp_path / "music"


def opened(tmp_path: Path, *rules: str) -> Library:
    return Library.open(
        tmp_path / "cache" / "i.sqlite3",
        tmp_path / "words.yaml",
        collections_path=tmp_path / "collections.sqlite3",
        rules=[parse_rule(rule) for rule in rules],
    )


@pytest.fixture
def library(tmp_path: Path, music: Path) -> Library:
    library = opened(tmp_path)
    library.scan([str(music)])
    return library


def add(library: Library, *said: Said, name: CollectionName = BOX) -> None:
    library.add_collection(name, said)
    library.reload()


def of(track: Track, **more: object) -> Said:
    known: dict[str, object] = {"path": track.path, "title": track.title}
    known |= {"artist": track.artist, "length_s": track.length_s}
    return Said(**{**known, **more})  # type: ignore[arg-type]


def named(library: Library, title: str) -> Track:
    return next(track for track in library.tracks if track.title == title)


def values(**known: object) -> Values:
    blank: dict[str, object] = dict.fromkeys(Values._fields)
    return Values(**{**blank, "path": "/a", "comment": "", **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("file_says", "collection_says", "counts"),
    [
        (None, 126.0, 126.0),
        (126.0, 126.02, 126.02),
        (126.02, 126.0, 126.02),
        (126.0, 127.5, 126.0),
        (126.0, 63.0, 126.0),
        (126.02, 126.03, 126.02),
        (126.0, None, 126.0),
    ],
)
def test_the_files_bpm_counts_unless_the_collection_says_the_same_finer(
    file_says: float | None, collection_says: float | None, counts: float
) -> None:
    track = Track("/a", bpm=file_says, bpm_from="TBPM" if file_says else "")
    fill({"/a": track}.get, [(SOURCE, [values(bpm=collection_says)])])
    own = (Source(file_says, "TBPM"),) if file_says else ()
    evidence = Evidence({"bpm": own} if own else {})
    saying = Saying(SOURCE, values(bpm=collection_says), "", Evidence())
    sources = add_to_evidence(evidence, [saying]).sources["bpm"]
    assert track.bpm == sources[0].value == counts
    assert track.bpm_from == sources[0].origin
    said = {file_says, collection_says} - {None}
    assert {source.value for source in sources} == said


def test_what_the_file_does_not_say_the_last_import_says() -> None:
    track = Track("/a", comment="mine", rating=0.0)
    newest = values(key="8A", rating=3.0, comment="theirs", mix_in_s=8.0)
    oldest = values(key="9A", energy=6, rating=5.0, out_s=200.0)
    fill({"/a": track}.get, [("new", [newest]), ("old", [oldest])])
    assert (track.key, track.key_from) == (KEYS["8A"], "new")
    assert (track.energy, track.energy_from) == (6, "old")
    assert (track.rating, track.comment) == (3.0, "mine")
    assert (track.mix_in_s, track.out_s) == (8.0, 200.0)


BPM = st.none() | st.floats(60, 200).map(lambda bpm: round(bpm, 2))


@given(
    BPM,
    st.lists(BPM, max_size=4),
    st.sampled_from([None, "8A"]),
    st.lists(st.sampled_from([None, "8A", "9A"]), max_size=4),
)
@settings(max_examples=80)
def test_track_and_evidence_always_agree_on_what_counts(
    bpm: float | None, bpms: list[float | None], key: str | None, keys: list[str | None]
) -> None:
    track = Track("/a", bpm=bpm, key=KEYS[key] if key else None)
    said = [values(bpm=b) for b in bpms] + [values(key=k) for k in keys]
    fill({"/a": track}.get, [(str(n), [one]) for n, one in enumerate(said)])
    own = {"bpm": bpm, "key": key}
    evidence = add_to_evidence(
        Evidence({n: (Source(v, "file"),) for n, v in own.items() if v}),
        [Saying(str(n), one, "", Evidence()) for n, one in enumerate(said)],
    )
    for name, value in (("bpm", track.bpm), ("key", str(track.key or "") or None)):
        sources = evidence.sources.get(name, ())
        assert (sources[0].value if sources else None) == value
        listed = bpms if name == "bpm" else keys
        assert len(sources) == bool(own[name]) + sum(v is not None for v in listed)


def test_the_djs_own_word_wins_over_a_collection(library: Library) -> None:
    track = named(library, "Sugar Moon")
    add(library, of(track, bpm=126.04, key=KEYS["5A"]))
    assert named(library, "Sugar Moon").bpm == 126.04
    words = library.words(track.path)
    library.set_words(track.path, replace(words, tempo="half", key=KEYS["1A"]))
    changed = named(library, "Sugar Moon")
    assert (changed.bpm, changed.key) == (63.02, KEYS["1A"])
    sources = library.evidence(track.path).sources
    assert [s.origin for s in sources["bpm"]] == [ORIGIN, SOURCE, "INFO IBPM"]
    assert [s.value for s in sources["key"]] == ["1A", "5A"]


def test_cue_points_and_beatgrid_are_evidence(library: Library) -> None:
    track = named(library, "Cottage")
    points = (CuePoint(9.0, name="drop", origin="rekordbox"), CuePoint(1.0))
    add(library, of(track, cue_points=points, beatgrid=(GridMarker(0.1, 126.0),)))
    evidence = library.evidence(track.path)
    assert [point.time_s for point in evidence.cue_points] == [1.0, 9.0]
    assert evidence.beatgrid == (GridMarker(0.1, 126.0),)


def test_a_collection_is_replaced_as_a_whole_and_others_stay(
    library: Library, tmp_path: Path
) -> None:
    one, two = named(library, "Sugar Moon"), named(library, "Cottage")
    add(library, of(one, energy=3), of(two, energy=4))
    add(library, of(one, energy=9, rating=2.0), name=TRAKTOR)
    assert named(library, "Sugar Moon").energy == 9
    add(library, of(one, energy=5))
    assert named(library, "Sugar Moon").energy == 5
    assert named(library, "Sugar Moon").rating == 2.0
    assert named(library, "Cottage").energy is None
    assert library.collections() == (BOX, TRAKTOR)
    again = opened(tmp_path)
    assert again.tracks == library.tracks
    library.forget_collection(BOX)
    assert named(library, "Sugar Moon").energy == 9


def test_a_track_scanned_later_or_moved_is_joined_too(
    library: Library, music: Path
) -> None:
    add(library, Said("E:/x/new.wav", "Latecomer", "Helena", 0.5, energy=8))
    old = named(library, "Sugar Moon")
    add(library, of(old, energy=2), name=TRAKTOR)
    song(music / "late.wav", "Latecomer")
    Path(old.path).rename(music / "moved.wav")
    library.scan()
    assert named(library, "Latecomer").energy == 8
    assert named(library, "Sugar Moon").energy == 2


def test_a_new_rule_counts_when_the_library_opens_next(
    library: Library, tmp_path: Path, music: Path
) -> None:
    add(library, Said("D:\\Tunes\\house\\A.WAV", "Another", "Name", 9.0, energy=7))
    assert named(library, "Sugar Moon").energy is None
    again = opened(tmp_path, f"D:/Tunes -> {music}")
    assert named(again, "Sugar Moon").energy == 7


@pytest.mark.parametrize(
    "content", [b"no database at all, " * 20, b"SQLite format 3\0x"]
)
def test_a_damaged_file_is_a_problem_and_the_library_opens_without_it(
    library: Library, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "collections.sqlite3"
    path.write_bytes(content)
    again = opened(tmp_path)
    assert len(again.tracks) == 2
    (problem,) = again.problems
    assert "collections.sqlite3" in problem.where
    assert again.evidence(again.tracks[0].path).sources["bpm"]
    with pytest.raises(ClubplannerError):
        again.add_collection(BOX, [of(again.tracks[0], energy=1)])
    assert path.read_bytes() == content


def test_a_locked_file_is_a_problem_and_what_was_there_stays(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = named(library, "Cottage")
    add(library, of(track, energy=1))
    monkeypatch.setattr("clubplanner.library.collections.store._BUSY_S", 0.05)
    other = sqlite3.connect(tmp_path / "collections.sqlite3")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ClubplannerError, match="in use"):
        library.add_collection(BOX, [of(track, energy=2)])
    other.close()
    library.reload()
    assert named(library, "Cottage").energy == 1


def test_a_write_that_fails_half_way_leaves_the_old_collection(tmp_path: Path) -> None:
    store = CollectionStore(tmp_path / "c.sqlite3")
    store.put(BOX, [Said("/a", energy=3)], ["/a"])
    bad = Said("/b", energy=object())  # type: ignore[arg-type]
    with pytest.raises(ClubplannerError):
        store.put(BOX, [Said("/a", energy=4), bad], ["/a", "/b"])
    assert [row.energy for _, rows in store.values() for row in rows] == [3]


TRACKS = [
    Track("/m/a/01.mp3", "Inferno", "Peter", isrc="GBAYE0000001", length_s=200),
    Track("/m/b/01.mp3", "Rivalry", "Peter", isrc="GBAYE0000002", length_s=200),
    Track("/m/b/02.mp3", "Rivalry", "Peter", isrc="GBAYE0000002", length_s=300),
    Track("/m/b/Caf\u00e9.mp3", "Coffee", "Ann", length_s=100),
]


@pytest.mark.parametrize(
    ("said", "place", "by"),
    [
        (Said("/m/a/01.mp3", "Other", "Name"), 0, By.PATH),
        (Said("D:\\m\\A\\01.MP3"), 0, By.PATH),
        (Said("a/01.mp3"), 0, By.PATH),
        (Said("01.mp3"), None, None),
        (Said("/m/b/Cafe\u0301.mp3"), 3, By.PATH),
        (Said("/M/A/01.mp3"), None, None),
        (Said("/x", isrc="GB-AYE-00-00001"), 0, By.ISRC),
        (Said("/x", isrc="GBAYE0000001", length_s=150), None, None),
        (Said("/x", isrc="GBAYE0000002"), None, None),
        (Said("/x", isrc="GBAYE0000002", length_s=299), 2, By.ISRC),
        (Said("/x", "INFERNO", "p\u00e9ter", 201.9), 0, By.NAME),
        (Said("/x", "Inferno", "Peter", 202.5), None, None),
        (Said("/x", "Inferno", "", 200), None, None),
        (Said("/x", "Rivalry", "Peter"), None, None),
        (Said("/x/02.mp3", "Rivalry", "Peter"), 2, By.NAME),
        (Said("", "", "Peter", 200), None, None),
        (Said(), None, None),
    ],
)
def test_a_track_is_known_by_path_then_isrc_then_name(
    said: Said, place: int | None, by: By | None
) -> None:
    match = Matcher(TRACKS, [parse_rule("D:/ -> /")]).match(said)
    assert (match.track if match else None) == (
        None if place is None else TRACKS[place]
    )
    assert (match.by if match else None) == by


PARTS = st.lists(
    st.sampled_from(["a", "B", "caf\u00e9", "x y", "#1", "100%"]), max_size=3
)


@given(st.lists(PARTS, min_size=1, max_size=8, unique_by=tuple), st.booleans())
@settings(max_examples=60)
def test_under_a_rule_every_track_is_found_again(
    folders: list[list[str]], is_windows: bool
) -> None:
    tracks = [Track("/".join(["/here", *parts, "t.mp3"])) for parts in folders]
    matcher = Matcher(tracks, [parse_rule("D:/Music -> /here")])
    for track in tracks:
        path = "D:/Music" + track.path.removeprefix("/here")
        said = Said(path.replace("/", "\\").swapcase() if is_windows else path)
        rivals = [t for t in tracks if t.path.casefold() == track.path.casefold()]
        match = matcher.match(said)
        if len(rivals) == 1:
            assert match is not None
            assert match.track is track


def test_a_rule_is_suggested_where_enough_tracks_agree() -> None:
    pairs = [
        (f"D:\\Music\\{n}\\t.mp3", f"/media/usb/Music/{n}/t.mp3") for n in range(5)
    ]
    found = suggest([*pairs, ("C:/x/other.mp3", "/y/another.mp3")])
    assert found is not None
    assert str(found.rule) == "D:/Music -> /media/usb/Music"
    assert found.sentence.startswith("5 tracks lie under D:/Music there and ")
    assert suggest(pairs[:2]) is None
    assert suggest([]) is None
    wide = suggest(
        [
            ("D:/A/1.mp3", "/m/A/1.mp3"),
            *((f"D:/B/{n}.mp3", f"/m/B/{n}.mp3") for n in range(3)),
        ]
    )
    assert wide is not None
    assert str(wide.rule) == "D:/ -> /m"


def test_a_suggested_rule_finds_the_tracks_it_speaks_of() -> None:
    tracks = [
        Track(f"/media/USB/Music/{n}.mp3", str(n), "x", length_s=9) for n in range(4)
    ]
    said = [Said(f"d:/music/{n}.MP3", str(n), "x", length_s=9.0) for n in range(4)]
    found = suggest((one.path, t.path) for one, t in zip(said, tracks, strict=True))
    assert found is not None
    matches = [Matcher(tracks, [found.rule]).match(one) for one in said]
    assert [m and m.by for m in matches] == [By.PATH] * 4
