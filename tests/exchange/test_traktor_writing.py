"""A night as Traktor NML."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.incoming import Imported
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, one_line
from clubplanner.exchange.traktor.collection import read_collection
from clubplanner.exchange.traktor.writing import write_nml
from clubplanner.exchange.xml_text import writable
from clubplanner.music.key import key_from_traktor
from clubplanner.music.text import clean
from clubplanner.music.track import CuePoint
from clubplanner.night.plan import Night
from tests.exchange.nights import AWKWARD_NAMES, listed, night, pinned, track
from tests.exchange.nml import source


def _read(folder: Path, listing: Listing) -> Imported:
    (text,), _ = write_nml(listing, Options())
    return read_collection(source(folder, text))


def _set_first(plan: Night, **values: object) -> Night:
    slots = (replace(plan.slots[0], **values), *plan.slots[1:])  # type: ignore[arg-type]
    return replace(plan, slots=slots)


def test_a_night_comes_back_with_all_that_was_known(tmp_path: Path) -> None:
    known = track(
        1,
        bpm=127.123456,
        rating=3.5,
        year=2024,
        genre="House",
        label="Milan",
        album="Al",
        remixer="R",
        comment="hi",
        length_s=300.5,
    )
    unknown = track(2, artist="", bpm=None, key=None, length_s=None)
    found = _read(tmp_path, listed(night(known, unknown, known)))
    assert found.problems == ()
    one, two = found.tracks
    assert (one.title, one.artist, one.path) == ("Song 1", "Artist 1", known.path)
    assert (one.bpm, str(one.key), one.key_text) == (127.123456, "8A", "8A")
    assert (one.rating, one.year, one.length_s) == (3.5, 2024, 300.5)
    assert (one.genre, one.label, one.album) == ("House", "Milan", "Al")
    assert (one.remixer, one.comment) == ("R", "hi")
    assert (two.artist, two.bpm, two.key, two.length_s) == ("", None, None, None)
    assert (two.rating, two.cue_points) == (None, ())
    (order,) = found.playlists
    assert (order.name, order.tracks) == ("2026-11-27 Heated Rivalry", (0, 1, 0))
    assert order.missing == 0


def test_every_key_comes_back_by_its_number(tmp_path: Path) -> None:
    keys = [key_from_traktor(number) for number in range(24)]
    plan = night(*(track(n, key=key) for n, key in enumerate(keys)))
    assert [one.key for one in _read(tmp_path, listed(plan)).tracks] == keys


def test_planned_points_become_hot_cues(tmp_path: Path) -> None:
    plan = night(track(1, mix_in_s=15.5, out_s=280.25), track(2))
    plan = _set_first(plan, anchors=pinned(track(1), 22, 0).anchors)
    (one, two) = _read(tmp_path, listed(plan)).tracks
    assert one.cue_points == (
        CuePoint(15.5, "fade-in", "mix in, at 22:00", 0, origin="Traktor"),
        CuePoint(250.25, "fade-out", "mix out", 1, origin="Traktor"),
        CuePoint(280.25, "cue", "out", 2, origin="Traktor"),
    )
    assert two.cue_points == ()


def test_cuts_and_pins_have_their_points(tmp_path: Path) -> None:
    plan = night(track(1), track(2))
    cut = _set_first(plan, mix_in_s=8.0, out_s=200.0, cut_in=True, cut_out=True)
    points = _read(tmp_path, listed(cut)).tracks[0].cue_points
    assert [(p.time_s, p.kind, p.name) for p in points] == [
        (8.0, "cue", "cut in"),
        (200.0, "fade-out", "cut out"),
    ]
    bare = _set_first(plan, anchors=pinned(track(1), 22, 0).anchors)
    points = _read(tmp_path, listed(bare)).tracks[0].cue_points
    assert [(p.time_s, p.kind, p.name) for p in points] == [(0.0, "cue", "at 22:00")]


def test_the_points_of_a_reprise_join_those_before_and_only_eight_are_hot(
    tmp_path: Path,
) -> None:
    plan = night(*(track(1) for _ in range(6)))
    slots = tuple(
        replace(slot, mix_in_s=10.0 * n, out_s=200.0 + n)
        for n, slot in enumerate(plan.slots, 1)
    )
    (one,) = _read(tmp_path, listed(replace(plan, slots=slots))).tracks
    assert len(one.cue_points) == 5 * 3 + 2, "nothing is mixed into the last one"
    times = [point.time_s for point in one.cue_points]
    assert times == sorted(times)
    assert [p.number for p in one.cue_points] == [*range(8), *[None] * 9]


def test_what_traktor_cannot_find_is_left_out_and_named(tmp_path: Path) -> None:
    plan = night(
        track(1),
        track(2, path="crate/a.mp3"),
        track(3, path="/m/\uffff.mp3"),
        None,
    )
    (text,), problems = write_nml(listed(plan), Options())
    assert len(read_collection(source(tmp_path, text)).tracks) == 1
    assert problems == (
        'slot 4 "heartbeat-3" has no file and is left out',
        'slot 2 "Song 2" is left out: Traktor needs to know the whole path of a file, '
        "and this one is relative: crate/a.mp3",
        'slot 3 "Song 3" is left out: XML cannot hold its file name; rename the file',
    )


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1_000])
def test_a_night_of_any_length_counts_its_tracks(tmp_path: Path, count: int) -> None:
    listing = listed(night(*(track(n) for n in range(count))))
    (text,), _ = write_nml(listing, Options())
    root = ElementTree.fromstring(text)
    assert root.find("COLLECTION").get("ENTRIES") == str(count)  # type: ignore[union-attr]
    assert root.find(".//PLAYLIST").get("ENTRIES") == str(count)  # type: ignore[union-attr]
    found = read_collection(source(tmp_path, text))
    assert found.playlists[0].tracks == tuple(range(count))


def test_the_same_night_is_written_the_same(tmp_path: Path) -> None:
    plan = listed(night(track(1)))
    assert write_nml(plan, Options()) == write_nml(plan, Options())


hostile = st.text(max_size=40) | st.sampled_from(
    [
        '"',
        "a & b",
        "<b>",
        "]]>",
        "&amp;",
        "\ufffe",
        "東京",
        "=1+1",
        "\u202eltr",
        "x" * 200,
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(hostile, hostile), min_size=1, max_size=5))
def test_any_title_comes_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[tuple[str, str]]
) -> None:
    tracks = [track(n, title=t or "?", artist=a) for n, (t, a) in enumerate(names)]
    (text,), problems = write_nml(listed(night(*tracks)), Options())
    assert problems == ()
    root = ElementTree.fromstring(text)
    raw = [(e.get("TITLE"), e.get("ARTIST")) for e in root.iterfind("COLLECTION/ENTRY")]
    assert raw == [(_kept(t or "?"), _kept(a) or None) for t, a in names]
    found = read_collection(source(tmp_path_factory.getbasetemp(), text))
    assert [one.title for one in found.tracks] == [
        clean(_kept(t or "?")) for t, _ in names
    ]


def _kept(text: str) -> str:
    return writable(one_line(text))


paths = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="/\\\u2028\u2029"
    ),
    min_size=1,
    max_size=60,
).filter(lambda name: name == writable(name))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(paths, min_size=1, max_size=4), st.sampled_from(["/m", "D:", "/home/x"])
)
def test_any_path_comes_back_and_is_found_by_the_playlist(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], root: str
) -> None:
    tracks = [track(n, path=f"{root}/{name}") for n, name in enumerate(names)]
    found = _read(tmp_path_factory.getbasetemp(), listed(night(*tracks)))
    (order,) = found.playlists
    read = [found.tracks[place].path for place in order.tracks]
    assert read == [f"{root}/{name}" for name in names]


def test_another_reader_of_nml_agrees(tmp_path: Path) -> None:
    utils = pytest.importorskip("traktor_nml_utils")
    names = [f"/music/{name}" for name in AWKWARD_NAMES]
    titles = ["plain", 'the "quoted" & <b>', "東京の夜", "]]>", "=1+1", "é̂ÅßØ 🎧"]
    tracks = [
        track(n, path=names[n], title=title, mix_in_s=1.5 * n, rating=5.0, year=2020)
        for n, title in enumerate(titles)
    ]
    (text,), _ = write_nml(listed(night(*tracks, tracks[0])), Options())
    path = tmp_path / "x.nml"
    path.write_text(text, "utf-8")
    read = utils.TraktorCollection(path=path).nml
    assert read.version == 19
    entries = read.collection.entry
    assert [entry.title for entry in entries] == titles
    assert [entry.location.file for entry in entries] == list(AWKWARD_NAMES[:6])
    assert {entry.tempo.bpm for entry in entries} == {128.0}
    assert {entry.musical_key.value_attribute for entry in entries} == {21}
    assert {entry.info.ranking for entry in entries} == {255}
    assert [entry.cue_v2[0].start for entry in entries] == [
        1500.0 * n for n in range(6)
    ]
    (listed_node,) = read.playlists.node.subnodes.node
    keys = [entry.primarykey.key for entry in listed_node.playlist.entry]
    assert keys == [f"/:music/:{AWKWARD_NAMES[n]}" for n in (*range(6), 0)]
