"""The library as the rest of the program sees it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.library.index import Index
from clubplanner.library.library import Library
from clubplanner.library.own_words import ORIGIN, Words
from clubplanner.library.wanted import Wanted
from clubplanner.music.key import KEYS
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from tests.library import make_files as make


def song(path: Path, title: str, artist: str = "Helena", seconds: float = 0.5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    info = make.info_list(INAM=title, IART=artist, IBPM="126")
    path.write_bytes(make.wav_bytes(info, seconds=seconds))
    return path


@pytest.fixture
def music(tmp_path: Path) -> Path:
    song(tmp_path / "music" / "house" / "a.wav", "Sugar Moon")
    song(tmp_path / "music" / "b.wav", "Cottage", "Nobody")
    return tmp_path / "music"


def opened(tmp_path: Path) -> Library:
    words = tmp_path / "data" / "words.yaml"
    return Library.open(tmp_path / "cache" / "i.sqlite3", words)


@pytest.fixture
def library(tmp_path: Path, music: Path) -> Library:
    library = opened(tmp_path)
    library.scan([str(music)])
    return library


def test_tracks_are_found_by_path_and_relative_path(
    library: Library, music: Path
) -> None:
    path = str(music / "house" / "a.wav")
    track = library.by_path(path)
    assert track is not None
    assert track.title == "Sugar Moon"
    assert library.find("house/a.wav") is track
    assert library.find(path) is track
    assert library.file_of(path) == "house/a.wav"
    assert library.find("nowhere.wav") is None
    assert library.find("") is None


@pytest.mark.parametrize(
    ("title", "artist", "length", "is_found"),
    [
        ("sugar moon", "HELENA", 0.5, True),
        ("Sugar Moon", "Helena", 2.4, True),
        ("Sugar Moon", "Helena", 2.6, False),
        ("Sugar Moon", "Helena", None, True),
        ("Sugar Moon", "Nobody", 0.5, False),
        ("", "Helena", 0.5, False),
    ],
)
def test_a_moved_track_is_found_by_its_copy(
    library: Library, title: str, artist: str, length: float | None, is_found: bool
) -> None:
    found = library.find("old/place.wav", title, artist, length)
    assert (found is not None) == is_found


def test_of_two_alike_the_same_name_then_the_nearest_length(
    library: Library, music: Path
) -> None:
    song(music / "copy" / "c.wav", "Sugar Moon", seconds=1.5)
    library.scan()
    by_name = library.find("gone/c.wav", "Sugar Moon", "Helena", 0.5)
    by_length = library.find("gone/x.wav", "Sugar Moon", "Helena", 1.4)
    assert by_name is not None
    assert by_length is not None
    assert by_name.path == by_length.path == str(music / "copy" / "c.wav")
    assert library.find("gone/x.wav", "Sugar Moon", "Helena") is None


def test_own_words_are_kept_shown_and_win(library: Library, tmp_path: Path) -> None:
    before = library.tracks
    path = before[1].path
    track = library.set_words(path, replace(library.words(path), energy=7, bpm=128.0))
    assert (track.energy, track.bpm, track.bpm_from) == (7, 128.0, ORIGIN)
    assert library.by_path(path) == track
    assert track in library.tracks
    assert track not in before
    sources = library.evidence(path).sources["bpm"]
    assert [(s.value, s.origin) for s in sources] == [
        (128.0, ORIGIN),
        (126.0, "INFO IBPM"),
    ]
    again = opened(tmp_path)
    assert again.by_path(path) == track
    text = (tmp_path / "data" / "words.yaml").read_text(encoding="utf-8")
    assert "file: house/a.wav\n  title: Sugar Moon\n" in text


def test_own_words_follow_a_moved_file(
    library: Library, music: Path, tmp_path: Path
) -> None:
    path = str(music / "house" / "a.wav")
    library.set_words(path, Words(key=KEYS["8A"]))
    (music / "house" / "a.wav").rename(music / "moved.wav")
    library.scan()
    track = library.by_path(str(music / "moved.wav"))
    assert track is not None
    assert track.key == KEYS["8A"]
    library.set_words(track.path, replace(library.words(track.path), energy=3))
    text = (tmp_path / "data" / "words.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "file:" in line] == [
        "- file: moved.wav"
    ]


def test_own_words_changed_by_hand_meanwhile_are_not_lost(
    library: Library, music: Path, tmp_path: Path
) -> None:
    path = str(music / "house" / "a.wav")
    library.set_words(path, Words(energy=3))
    words = tmp_path / "data" / "words.yaml"
    by_hand = words.read_text(encoding="utf-8") + "- file: b.wav\n  energy: 9\n"
    words.write_text(by_hand, encoding="utf-8")
    library.set_words(path, Words(energy=4))
    assert [library.words(str(music / n)).energy for n in ("house/a.wav", "b.wav")] == [
        4,
        9,
    ]


def test_words_about_a_hidden_root_stay(
    library: Library, music: Path, tmp_path: Path
) -> None:
    library.set_words(str(music / "b.wav"), Words(energy=3))
    music.rename(tmp_path / "unplugged")
    library.reload()
    assert (library.tracks, library.missing_roots) == ([], (str(music),))
    with pytest.raises(ClubplannerError, match="no such track"):
        library.set_words(str(music / "b.wav"), Words(energy=4))
    (tmp_path / "unplugged").rename(music)
    library.reload()
    assert library.words(str(music / "b.wav")).energy == 3


def test_faults_in_the_words_file_are_told_with_their_line(
    tmp_path: Path, music: Path
) -> None:
    words = tmp_path / "data" / "words.yaml"
    words.parent.mkdir()
    words.write_text("tracks:\n- file: b.wav\n  energy: 11\n", encoding="utf-8")
    library = opened(tmp_path)
    library.scan([str(music)])
    (problem,) = library.problems
    assert problem.where == f"{words}:3"
    assert len(library.tracks) == 2


def test_a_root_can_be_forgotten(library: Library, music: Path) -> None:
    library.forget_root(str(music))
    assert (library.tracks, library.roots) == ([], ())
    assert (music / "b.wav").exists()


def test_opening_a_library_imports_nothing_heavy() -> None:
    code = "import sys, clubplanner.library.library; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in ran.stdout.split()}
    assert loaded.isdisjoint({"mutagen", "yaml", "numpy", "multiprocessing", "textual"})


def test_a_part_has_the_wanted_tracks_as_the_whole_has_them(
    library: Library, music: Path, tmp_path: Path
) -> None:
    first, *others = library.tracks
    library.set_words(others[-1].path, Words(energy=9, rating=5.0))
    whole = opened(tmp_path)

    def part(wanted: Wanted) -> list[Track]:
        found = Library.open(
            tmp_path / "cache" / "i.sqlite3",
            tmp_path / "data" / "words.yaml",
            wanted=wanted,
        )
        assert all(found.by_path(t.path) == whole.by_path(t.path) for t in found.tracks)
        return found.tracks

    worded = whole.by_path(others[-1].path)
    assert part(Wanted(set(), set(), 6)) == [worded]
    rel = Path(first.path).relative_to(music).as_posix()
    for files in ({rel}, {first.path}):
        assert part(Wanted(files, set(), 6)) == [first, worded]
    named = part(Wanted(set(), {fold(first.title)}, 6))
    wanted = [t for t in whole.tracks if t.title == first.title or t == worded]
    assert named == wanted
    every = {fold(track.title) for track in whole.tracks}
    assert part(Wanted(set(), every, 6)) == whole.tracks


def test_which_files_are_there_is_told_without_reading_the_library(
    library: Library, music: Path, tmp_path: Path
) -> None:
    index = Index(tmp_path / "cache" / "i.sqlite3")
    path = library.tracks[0].path
    rel = Path(path).relative_to(music).as_posix()
    known = index.known_files([path, rel, "gone.mp3", ""])
    assert known == frozenset((path, rel))
    library.forget_root(str(music))
    assert index.known_files([path]) is None
