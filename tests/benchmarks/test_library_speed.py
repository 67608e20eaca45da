"""Speed of the library, as ratios to mutagen over the same files in the same run.

Sizes shrink by ``CLUBPLANNER_BENCH_SCALE`` (0.1 = a tenth of the files). Run with
``pytest tests/benchmarks/test_library_speed.py --benchmark-only``.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import pytest

from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.library.index import Index
from clubplanner.library.library import Library
from clubplanner.library.rows import TRACK_COLUMNS, track_row
from clubplanner.library.scan import scan
from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from tests.library import make_files as make
from tests.library.untyped import flac as flac_tags
from tests.library.untyped import id3
from tests.library.untyped import mp4 as mp4_tags

SCALE = float(os.environ.get("CLUBPLANNER_BENCH_SCALE", "1"))
FIRST_SCAN_FILES = int(10_000 * SCALE)
LIBRARY_FILES = int(50_000 * SCALE)
IMPORTED_TRACKS = int(20_000 * SCALE)
COVER = os.urandom(20_000)


def masters(folder: Path) -> list[Path]:
    """One MP3 with Serato marks, one FLAC, one M4A, all with a cover."""
    mp3, flac, m4a = (
        folder / f"master{suffix}" for suffix in (".mp3", ".flac", ".m4a")
    )
    make.silence(mp3, 1.0)
    tags = id3.ID3()
    texts = {"TIT2": "Title", "TPE1": "Artist", "TALB": "Album", "TBPM": "126"}
    for name, text in {**texts, "TKEY": "8A", "TCON": "House", "TDRC": "2020"}.items():
        tags.add(getattr(id3, name)(encoding=3, text=[text]))
    tags.add(id3.APIC(mime="image/jpeg", type=3, data=COVER))
    autotags = b"\x01\x01126.00\0-3.2\0000.00\0"
    tags.add(id3.GEOB(encoding=0, mime="", desc="Serato Autotags", data=autotags))
    tags.save(mp3)
    flac_file = flac_tags.FLAC(make.silence(flac, 1.0))
    flac_file.update({"title": "Title", "artist": "Artist", "bpm": "126"})
    picture = flac_tags.Picture()
    picture.data = COVER
    flac_file.add_picture(picture)
    flac_file.save()
    m4a_file = mp4_tags.MP4(make.made_by_ffmpeg(m4a))
    m4a_file.update({"\xa9nam": "Title", "\xa9ART": "Artist", "tmpo": [126]})
    m4a_file["covr"] = [mp4_tags.MP4Cover(COVER)]
    m4a_file.save()
    return [mp3, flac, m4a]


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first scan")
    sources = masters(folder)
    for number in range(FIRST_SCAN_FILES):
        source = sources[number % len(sources)]
        album = folder / "music" / f"artist {number % 200}" / f"album {number % 1000}"
        album.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, album / f"{number:05d}{source.suffix}")
    return folder / "music"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Index]:
    """Many small files and an index full of well-filled rows about them."""
    folder = tmp_path_factory.mktemp("library")
    for number in range(LIBRARY_FILES):
        album = folder / "music" / f"artist {number % 500}" / f"album {number % 2500}"
        album.mkdir(parents=True, exist_ok=True)
        (album / f"{number:05d} Title.mp3").write_bytes(b"")
    index = Index.open(folder / "library-v2.sqlite3")
    scan(index, [folder / "music"])
    fill_rows(index.path)
    return folder / "music", index


def fill_rows(path: Path) -> None:
    track = Track(
        "", "Title of this one", "Artist", "Remixer", "Album", "House", "Label"
    )
    track = replace(
        track, year=2020, bpm=126.0, key=KEYS["8A"], energy=6, length_s=301.5
    )
    track = replace(track, bpm_from="TBPM", key_from="TKEY", energy_from="comment")
    columns = ", ".join(f"{name} = ?" for name in TRACK_COLUMNS.split(", "))
    db = sqlite3.connect(path)
    numbers = [number for (number,) in db.execute("SELECT id FROM files")]
    db.executemany(
        f"UPDATE files SET reason = '', {columns} WHERE id = ?",
        (
            (*track_row(replace(track, title=f"Title {n}", artist=f"DJ {n % 900}")), n)
            for n in numbers
        ),
    )
    db.commit()
    db.close()


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def by_mutagen(music: Path) -> None:
    for folder, _, names in os.walk(music):
        for name in names:
            mutagen.File(os.path.join(folder, name))  # noqa: PTH118


@pytest.mark.parametrize(("workers", "limit"), [(1, 1.2), (2, 0.75)])
def test_a_first_scan_against_mutagen_alone(
    benchmark: Any, music: Path, tmp_path: Path, workers: int, limit: float
) -> None:
    fresh = iter(range(100))

    def first_scan() -> None:
        index = Index.open(tmp_path / f"{next(fresh)}.sqlite3")
        assert scan(index, [music], workers=workers).added == FIRST_SCAN_FILES

    baseline = min(seconds(lambda: by_mutagen(music)) for _ in range(2))
    benchmark.pedantic(first_scan, rounds=3)
    ratio = benchmark.stats.stats.min / baseline
    benchmark.extra_info.update(mutagen_s=baseline, ratio=ratio)
    assert ratio <= limit


def test_a_scan_of_an_unchanged_library(
    benchmark: Any, library: tuple[Path, Index]
) -> None:
    music, index = library
    report = benchmark.pedantic(lambda: scan(index, [music]), rounds=7)
    assert report.unchanged == LIBRARY_FILES
    assert benchmark.stats.stats.min < 0.3 * max(SCALE, 0.1)


def test_reading_the_tracks_of_a_library(
    benchmark: Any, library: tuple[Path, Index]
) -> None:
    _, index = library
    tracks = benchmark.pedantic(index.tracks, rounds=7)
    assert len(tracks) == LIBRARY_FILES
    assert benchmark.stats.stats.min < 0.25 * max(SCALE, 0.1)


def test_opening_a_library_with_an_imported_collection(
    benchmark: Any, library: tuple[Path, Index], tmp_path: Path
) -> None:
    _, index = library

    def opened(name: str) -> Library:
        words = tmp_path / "words.yaml"
        return Library.open(index.path, words, collections_path=tmp_path / name)

    plain = opened("imported.sqlite3")
    said = [
        Said(
            t.path, t.title, t.artist, bpm=126.02, rating=4.0, comment="from elsewhere"
        )
        for t in plain.tracks[:IMPORTED_TRACKS]
    ]
    plain.add_collection(CollectionName("rekordbox collection", "x.xml"), said)
    del plain, said
    baseline = min(seconds(lambda: opened("nothing.sqlite3")) for _ in range(7))
    found = benchmark.pedantic(lambda: opened("imported.sqlite3"), rounds=7)
    assert sum(t.bpm_from == "rekordbox collection" for t in found.tracks) == (
        IMPORTED_TRACKS
    )
    ratio = benchmark.stats.stats.min / baseline
    benchmark.extra_info.update(nothing_imported_s=baseline, ratio=ratio)
    assert ratio <= 2
