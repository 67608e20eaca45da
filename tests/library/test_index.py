"""The index file: kept, damaged, locked, read only; rows give back what they hold."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.library.index import FILE_NAME, Index
from clubplanner.library.rows import (
    evidence_from,
    evidence_text,
    track_row,
    tracks_from,
)
from clubplanner.library.scan import scan
from clubplanner.music.key import KEYS
from clubplanner.music.track import CuePoint, Evidence, GridMarker, Source, Track
from tests.library import make_files as make

FULL = Track(
    path="/music/a.mp3",
    title="Sugar Moon",
    artist="Helena",
    remixer="Dixon",
    album="Nights",
    genre="House",
    label="Basement",
    year=2011,
    grouping="peak",
    comment="late",
    isrc="X",
    bpm=125.999,
    key=KEYS["8A"],
    energy=7,
    rating=4.5,
    length_s=300.5,
    gain=-7.64,
    bpm_from="TBPM",
    key_from="TKEY",
    energy_from="comment",
    tags=("peak", "vocal"),
)


def song(path: Path, title: str = "One") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make.wav_bytes(make.info_list(INAM=title, IBPM="126")))
    return path


@pytest.mark.parametrize("track", [FULL, Track(path="/music/b.mp3")])
def test_a_track_comes_back_from_its_row(track: Track) -> None:
    rel = track.path.removeprefix("/music/")
    assert list(tracks_from([(rel, *track_row(track))], "/music/")) == [track]


SOURCES = st.builds(
    Source, st.none() | st.integers() | st.text(max_size=5), st.text(), st.text()
)


@given(
    st.builds(
        Evidence,
        st.dictionaries(st.text(max_size=5), st.lists(SOURCES, max_size=3).map(tuple)),
        st.lists(st.builds(CuePoint, st.floats(0, 9e6), name=st.text())).map(tuple),
        st.lists(st.builds(GridMarker, st.floats(0, 9e6), st.floats(1, 999))).map(
            tuple
        ),
    )
)
def test_evidence_comes_back_from_its_text(evidence: Evidence) -> None:
    assert evidence_from(evidence_text(evidence)) == evidence


def test_evidence_is_found_by_path(tmp_path: Path) -> None:
    path = song(tmp_path / "music" / "a.wav")
    index = Index.open(tmp_path / FILE_NAME)
    scan(index, [tmp_path / "music"])
    (source,) = index.evidence(str(path)).sources["bpm"]
    assert (source.value, source.origin) == (126.0, "INFO IBPM")
    assert index.evidence(str(tmp_path / "other.wav")) == Evidence()


def test_a_second_opening_keeps_everything(tmp_path: Path) -> None:
    song(tmp_path / "music" / "a.wav")
    path = tmp_path / "cache" / FILE_NAME
    scan(Index.open(path), [tmp_path / "music"])
    again = Index.open(path)
    assert (len(again.tracks()), again.notice) == (1, "")


def test_a_damaged_file_is_begun_anew_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"this is no database at all, but long enough to look" * 50)
    index = Index.open(path)
    assert "damaged" in index.notice
    assert index.tracks() == []


def test_pages_overwritten_inside_are_noticed(tmp_path: Path) -> None:
    for i in range(200):
        song(tmp_path / "music" / f"{i}.wav", f"Title {i}")
    path = tmp_path / FILE_NAME
    scan(Index.open(path), [tmp_path / "music"])
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    path.write_bytes(data)
    assert "damaged" in Index.open(path).notice


def test_a_locked_index_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song(tmp_path / "music" / "a.wav")
    path = tmp_path / FILE_NAME
    index = Index.open(path)
    monkeypatch.setattr("clubplanner.library.index._BUSY_S", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ClubplannerError, match="in use by another program") as caught:
        scan(index, [tmp_path / "music"])
    assert caught.value.where == str(path)
    other.close()
    assert scan(index, [tmp_path / "music"]).added == 1


def test_an_index_that_may_not_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song(tmp_path / "music" / "a.wav")
    index = Index.open(tmp_path / FILE_NAME)
    real = sqlite3.connect

    def read_only(path: Path, timeout: float) -> sqlite3.Connection:
        return real(f"file:{path}?mode=ro", uri=True, timeout=timeout)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(ClubplannerError, match="may not be written"):
        scan(index, [tmp_path / "music"])


def test_a_folder_in_the_way_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ClubplannerError, match="folder of the library index"):
        Index.open(tmp_path / "file" / FILE_NAME)
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(ClubplannerError, match="cannot be opened"):
        Index.open(tmp_path / FILE_NAME)


def test_a_forgotten_root_takes_its_tracks_along(tmp_path: Path) -> None:
    song(tmp_path / "music" / "a.wav")
    index = Index.open(tmp_path / FILE_NAME)
    scan(index, [tmp_path / "music"])
    index.forget_root(str(tmp_path / "music"))
    assert (index.tracks(), index.roots()) == ([], ())
    assert (tmp_path / "music" / "a.wav").exists()


@pytest.mark.parametrize("change", ["key = 'H9'", "texts = 'short'"])
def test_a_row_no_scan_wrote_is_one_sentence(tmp_path: Path, change: str) -> None:
    song(tmp_path / "music" / "a.wav")
    index = Index.open(tmp_path / FILE_NAME)
    scan(index, [str(tmp_path / "music")])
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute(f"UPDATE files SET {change}")
    with pytest.raises(ClubplannerError, match="no scan wrote"):
        index.tracks()
