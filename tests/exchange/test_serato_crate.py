import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import export, write_export
from clubplanner.exchange.incoming import Source
from clubplanner.exchange.options import Options
from clubplanner.exchange.serato.crate import KIND, show_crate, write_crate
from clubplanner.exchange.serato.drives import root_by, rooted, split_drive
from clubplanner.night.context import Context
from tests.exchange import serato_bytes as serato
from tests.exchange.nights import AWKWARD_NAMES, listed, night, track

SUBCRATES = "_Serato_/Subcrates"


def crate_in(folder: Path, data: bytes, name: str = "Peak.crate") -> Source:
    return serato.lying(folder, f"{SUBCRATES}/{name}", data)


def test_a_crate_names_tracks_from_the_root_of_its_drive(tmp_path: Path) -> None:
    data = serato.crate(["Music/b  b.mp3", "Music/a.mp3", "Music/b  b.mp3"])
    source = crate_in(tmp_path, data, "Club%%Peak.time.crate")
    assert KIND.claims(source)
    read = KIND.read(source)
    assert [one.path for one in read.tracks] == [
        f"{tmp_path}/Music/b  b.mp3",
        f"{tmp_path}/Music/a.mp3",
        f"{tmp_path}/Music/b  b.mp3",
    ]
    (crate,) = read.playlists
    assert (crate.name, crate.kind, crate.tracks) == (
        "Club/Peak.time",
        "crate",
        (0, 1, 2),
    )
    assert (read.kind, read.origin, read.problems) == ("serato-crate", "Serato", ())


@pytest.mark.parametrize(
    ("file", "root"),
    [
        ("/Volumes/USB/_Serato_/Subcrates/x.crate", "/Volumes/USB/"),
        ("/Users/ice/Music/_Serato_/Subcrates/x.crate", "/"),
        ("/home/ice/music/_Serato_/Subcrates/x.crate", "/"),
        ("/Volumes/Music/_Serato_/Subcrates/x.crate", "/Volumes/Music/"),
        ("/media/ice/WIN/Users/ice/Music/_Serato_/database V2", "/media/ice/WIN/"),
        ("/run/media/ice/USB/_Serato_/database V2", "/run/media/ice/USB/"),
        ("/tmp/copy/_Serato_/History/Sessions/1.session", "/tmp/copy/"),
        ("/_Serato_/database V2", "/"),
        (r"d:\_Serato_\Subcrates\x.crate", "D:/"),
        (r"C:\Users\ice\Music\_Serato_\Subcrates\x.crate", "C:/"),
        ("/Users/ice/Downloads/x.crate", ""),
    ],
)
def test_the_drive_is_told_by_where_the_file_lies(file: str, root: str) -> None:
    assert root_by(file) == root


@pytest.mark.parametrize(
    ("path", "drive", "on_drive"),
    [
        ("/Users/ice/Music/a.mp3", "/", "Users/ice/Music/a.mp3"),
        ("/Volumes/USB 1/a.mp3", "/Volumes/USB 1", "a.mp3"),
        ("/media/ice/USB/x/a.mp3", "/media/ice/USB", "x/a.mp3"),
        ("/run/media/ice/USB/a.mp3", "/run/media/ice/USB", "a.mp3"),
        ("/mnt/music/a.mp3", "/mnt/music", "a.mp3"),
        ("/mnt/a.mp3", "/", "mnt/a.mp3"),
        (r"d:\Music\#1 \ a.mp3", "D:", "Music/#1 / a.mp3"),
        ("C:/Music/a.mp3", "C:", "Music/a.mp3"),
        (r"\\nas\music\x\a.mp3", r"\\nas\music", "x/a.mp3"),
        (r"/Music/back\slash.mp3", "/", r"Music/back\slash.mp3"),
    ],
)
def test_a_path_parts_into_drive_and_rest(path: str, drive: str, on_drive: str) -> None:
    assert split_drive(path) == (drive, on_drive)


@pytest.mark.parametrize(
    "path", ["/a.mp3", "D:/a.mp3", r"D:\a.mp3", "streaming://tidal/1", ""]
)
def test_what_is_absolute_stays(path: str) -> None:
    assert rooted(path, "/Volumes/USB/") == path


def test_without_its_folder_a_crate_does_not_tell_the_drive(tmp_path: Path) -> None:
    source = serato.lying(tmp_path, "x.crate", serato.crate(["Music/a.mp3"]))
    read = KIND.read(source)
    assert [one.path for one in read.tracks] == ["Music/a.mp3"]
    (problem,) = read.problems
    assert problem.is_notice
    assert "does not lie in a _Serato_ folder" in str(problem)


def test_a_smart_crate_is_a_crate_and_other_files_are_none(tmp_path: Path) -> None:
    smart = serato.head("1.0/Serato ScratchLive Smart Crate")
    assert KIND.claims(crate_in(tmp_path, smart, "s.scrate"))
    for data in (serato.head(serato.DATABASE), b"", b"vrsn", b"#EXTM3U\n", b"\0" * 99):
        assert not KIND.claims(crate_in(tmp_path, data, "other"))


def test_an_empty_crate_is_an_empty_list(tmp_path: Path) -> None:
    read = KIND.read(crate_in(tmp_path, serato.crate([])))
    assert (read.tracks, read.problems) == ((), ())
    assert read.playlists[0].tracks == ()


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        (b"otrk\xff\xff\xff\xffabc", "a record claims 4,294,967,295 bytes"),
        (b"otrk\x00\x00\x01\x00abc", "the file ends inside a record"),
        (b"otr", "the file ends inside a record"),
        (b"\xde\xad\xbe\xef" * 9, "no record begins here"),
        (b"\0" * 16, "no record begins here"),
    ],
)
def test_what_stands_before_the_damage_is_read(
    tmp_path: Path, tail: bytes, told: str
) -> None:
    whole = serato.crate(["a.mp3"])
    read = KIND.read(crate_in(tmp_path, whole + tail))
    assert [one.path for one in read.tracks] == [f"{tmp_path}/a.mp3"]
    (problem,) = read.problems
    assert f"broken at byte {len(whole)}: {told}" in str(problem)
    with pytest.raises(ClubplannerError, match=told):
        KIND.read(crate_in(tmp_path, serato.head(serato.CRATE) + tail))


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"ptrk",
        b"ptrk\xff\xff\xff\xff",
        b"ptrk\0\0\0\x40" + b"a" * 9,
        b"zzzz\0\0\0\0",
        serato.chunk("ptrk", b""),
        serato.chunk("ptrk", serato.utf16("x" * 5000)),
    ],
)
def test_a_damaged_track_is_counted_and_the_next_one_read(
    tmp_path: Path, inside: bytes
) -> None:
    good = serato.crate(["a.mp3"])
    read = KIND.read(crate_in(tmp_path, good + serato.chunk("otrk", inside)))
    assert len(read.tracks) == 1
    assert read.playlists[0].missing == 1
    assert "tracks left out as damaged: 1" in str(read.problems[0])


def test_a_control_character_in_a_path_does_not_reach_the_terminal(
    tmp_path: Path,
) -> None:
    data = serato.crate(["a\x1b[2J\nb\ud800.mp3"])
    (track,) = KIND.read(crate_in(tmp_path, data)).tracks
    assert track.path == f"{tmp_path}/a\ufffd[2J\ufffdb\ufffd.mp3"


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_one_sentence_at_most(tmp_path: Path, data: bytes) -> None:
    source = crate_in(tmp_path, serato.head(serato.CRATE) + data)
    assert KIND.claims(source)
    with contextlib.suppress(ClubplannerError):
        KIND.read(source)


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\u2028\u2029"),
    min_size=1,
    max_size=120,
).filter(lambda name: name not in (".", ".."))


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some=st.lists(names, min_size=1, max_size=5))
def test_every_path_comes_back_from_the_crate(tmp_path: Path, some: list[str]) -> None:
    paths = [f"/m/{name}" for name in (*some, some[0], *AWKWARD_NAMES)]
    tracks = [track(number, path=path) for number, path in enumerate(paths)]
    (data,), _ = write_crate(listed(night(*tracks)), Options())
    read = KIND.read(crate_in(tmp_path / "h/Music", data))
    assert [one.path for one in read.tracks] == paths
    assert show_crate(data) == "".join(f"{path[1:]}\n" for path in paths)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 1000])
def test_a_crate_is_as_long_as_the_night(tmp_path: Path, count: int) -> None:
    (data,), _ = write_crate(listed(night(*map(track, range(count)))), Options())
    assert len(KIND.read(crate_in(tmp_path, data)).tracks) == count


def test_a_crate_is_told_where_it_belongs() -> None:
    plan = night(track(1, path="/Users/ice/a.mp3"), track(2, path="crate/b.mp3"), None)
    _, problems = write_crate(listed(plan), Options(exists=lambda p: "b" in p))
    assert problems == (
        'slot 1 "Song 1": file not found: /Users/ice/a.mp3',
        'slot 3 "heartbeat-3" has no file and is left out',
        'slot 2 "Song 2" is left out: no drive is known for crate/b.mp3',
        "the crate (1 track of the drive /) belongs in Music/_Serato_/Subcrates in "
        "your home folder; Serato shows it at its next start, with the tracks its "
        "library knows",
    )


def test_each_drive_gets_a_crate_of_its_own(tmp_path: Path) -> None:
    files = ("C:/a.mp3", "D:/b.mp3", "d:/c.mp3", "/Volumes/USB/d.mp3")
    plan = night(*(track(number, path=path) for number, path in enumerate(files)))
    made = export(plan, Context(), "serato-crate")
    written = write_export(made, tmp_path / "Club%%Night.crate", replace=False)
    assert [path.name for path in written] == [
        "Club%%Night.crate",
        "Club%%Night-2.crate",
        "Club%%Night-3.crate",
    ]
    assert [show_crate(path.read_bytes()) for path in written] == [
        "b.mp3\nc.mp3\n",
        "a.mp3\n",
        "d.mp3\n",
    ]
    assert made.preview == "b.mp3\nc.mp3\n"
    first, second, third, last = made.problems
    assert (
        r"crate 1 of 3 (2 tracks of the drive D:) belongs in D:\_Serato_\Sub" in first
    )
    assert "crate 2 of 3 (1 track of the drive C:)" in second
    assert "belongs in /Volumes/USB/_Serato_/Subcrates" in third
    assert "give the crates one name" in last


def test_serato_crate_reads_the_tracks_in_order(tmp_path: Path) -> None:
    oracle = pytest.importorskip("serato_crate", reason="serato-crate is not installed")
    paths = [f"/m/{name}" for name in (*AWKWARD_NAMES, AWKWARD_NAMES[0], '12" mix 🎧')]
    tracks = [track(number, path=path) for number, path in enumerate(paths)]
    (data,), _ = write_crate(listed(night(*tracks)), Options())
    (tmp_path / "x.crate").write_bytes(data)
    crate = oracle.SeratoCrate.load(tmp_path / "x.crate")
    assert [f"/{one.as_posix()}" for one in crate.tracks] == paths


def test_what_serato_crate_writes_is_read(tmp_path: Path) -> None:
    oracle = pytest.importorskip("serato_crate", reason="serato-crate is not installed")
    crate = oracle.SeratoCrate()
    crate.tracks = [Path("Music/東京.mp3"), Path("Music/a & b.mp3")]
    (tmp_path / SUBCRATES).mkdir(parents=True)
    crate.write(tmp_path / SUBCRATES / "x.crate")
    source = Source(tmp_path / SUBCRATES / "x.crate")
    assert KIND.claims(source)
    assert [one.path for one in KIND.read(source).tracks] == [
        f"{tmp_path}/Music/東京.mp3",
        f"{tmp_path}/Music/a & b.mp3",
    ]
