import json
import sys
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.read import TagReading, read_file
from clubplanner.music.key import parse_key
from clubplanner.practice.library import MANIFEST, VERSION, make_library
from clubplanner.practice.sound import write_sound
from clubplanner.practice.spec import DAMAGED, STAND_IN, Spec, practice_tracks
from tests.practice.making import short

soundfile = pytest.importorskip("soundfile", reason="the demo extra is not installed")

SPECS = short()
SOUND = tuple(spec for spec in SPECS if spec.written_by != DAMAGED)


def _quiet(done: int, of: int, name: str) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made") / "practice"
    make_library(place, progress=_quiet, specs=SPECS)
    return place


def _read(folder: Path, spec: Spec) -> TagReading:
    return read_file(folder / spec.path)


@pytest.mark.parametrize("spec", SOUND, ids=lambda spec: spec.path)
def test_a_file_holds_exactly_its_length_of_sound(folder: Path, spec: Spec) -> None:
    sound, rate = soundfile.read(folder / spec.path)
    assert abs(len(sound) / rate - spec.length_s) < 0.1
    told = _read(folder, spec).track.length_s
    assert told is not None
    assert abs(told - spec.length_s) < 0.1
    assert 0.3 < abs(sound).max() <= 1


@pytest.mark.parametrize("spec", SOUND, ids=lambda spec: spec.path)
def test_the_tags_say_what_they_were_meant_to(folder: Path, spec: Spec) -> None:
    track = _read(folder, spec).track
    # An INFO list has no place for a label, a rating, a grouping.
    is_poor = spec.written_by == "info"
    reading = parse_key(spec.key)
    assert (track.title, track.artist, track.album, track.genre) == (
        spec.title,
        spec.artist,
        spec.album,
        spec.genre,
    )
    assert track.bpm == spec.bpm
    assert track.key == (reading.key if reading else None)
    assert track.energy == spec.energy
    assert track.year == spec.year
    assert track.label == ("" if is_poor else spec.label)
    assert track.rating == (None if is_poor else spec.stars)
    if spec.tags and not is_poor:
        assert set(track.tags) == {tag.strip() for tag in spec.tags.split(",")}
    assert (STAND_IN in track.comment) is spec.is_stand_in


def test_programs_spell_their_values_their_own_way(folder: Path) -> None:
    by_program = {(s.container, s.written_by): s for s in SOUND}

    def raw(container: str, program: str, field: str) -> set[tuple[str, str]]:
        evidence = _read(folder, by_program[container, program]).evidence
        return {(source.origin, source.raw) for source in evidence.sources[field]}

    hundredths = by_program["mp3", "mixmeister"]
    assert hundredths.bpm is not None
    assert ("TBPM", str(round(hundredths.bpm * 100))) in raw("mp3", "mixmeister", "bpm")
    assert any("." in text for _, text in raw("mp3", "traktor", "bpm"))
    assert any(text.endswith(("m", "d")) for _, text in raw("mp3", "traktor", "key"))
    assert any("Serato" in origin for origin, _ in raw("mp3", "serato", "bpm"))
    assert any(
        "comment" in origin.lower() for origin, _ in raw("mp3", "comment", "key")
    )
    assert any("Minor" in t or "Major" in t for _, t in raw("mp3", "v23", "key"))
    assert any(origin == "Mixed In Key" for origin, _ in raw("mp3", "mik", "energy"))
    assert any(origin == "Mixed In Key" for origin, _ in raw("flac", "mik", "key"))
    serato = _read(folder, by_program["mp3", "serato"]).evidence
    assert [point.name for point in serato.cue_points] == ["mix in", "mix out"]
    assert [marker.bpm for marker in serato.beatgrid] == [
        by_program["mp3", "serato"].bpm
    ]


@pytest.mark.parametrize(
    "spec", [s for s in SOUND if s.bpm][::4], ids=lambda spec: spec.path
)
def test_the_beat_is_at_the_tempo_the_tags_tell(folder: Path, spec: Spec) -> None:
    import numpy as np

    assert spec.bpm
    sound, rate = soundfile.read(folder / spec.path)
    hop = rate // 200
    frames = np.abs(sound[: len(sound) // hop * hop]).reshape(-1, hop).mean(axis=1)
    rises = np.maximum(0, np.diff(frames))
    rises -= rises.mean()
    # Seven beats on (no whole loop), half a beat to either side: the best fit tells
    # the tempo.
    beat = 60 / spec.bpm * rate / hop
    lags = np.arange(int(6.55 * beat), int(7.45 * beat))
    fits = [float(np.dot(rises[:-lag], rises[lag:])) for lag in lags]
    best = lags[int(np.argmax(fits))]
    assert abs(best / 7 - beat) / beat < 0.003
    assert max(fits) > 0.3 * float(np.dot(rises, rises))


def test_an_info_list_leaves_a_whole_wav_file(folder: Path) -> None:
    (spec,) = [s for s in SOUND if s.written_by == "info"]
    data = (folder / spec.path).read_bytes()
    assert data[:4] == b"RIFF"
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    assert b"INFOINAM" in data


def test_stars_stand_on_the_scale_of_the_program(folder: Path) -> None:
    import mutagen

    by_program = {s.written_by: s for s in SOUND if s.container == "mp3" and s.stars}
    traktor, mik = by_program["traktor"], by_program["mik"]
    rated = mutagen.File(folder / traktor.path)[
        "POPM:traktor@native-instruments.de"
    ].rating
    assert rated == 51 * (traktor.stars or 0)
    windows = {1: 1, 2: 64, 3: 128, 4: 196, 5: 255}
    rated = mutagen.File(folder / mik.path)["POPM:rating@winamp.com"].rating
    assert rated == windows[mik.stars or 0]


def test_the_damaged_file_cannot_be_read(folder: Path) -> None:
    (damaged,) = [spec for spec in SPECS if spec.written_by == DAMAGED]
    with pytest.raises(ClubplannerError, match="damaged or cut off"):
        _read(folder, damaged)


def test_a_second_run_makes_nothing_again(folder: Path) -> None:
    told: list[str] = []
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    files = make_library(folder, progress=lambda *a: told.append(a[2]), specs=SPECS)
    assert told == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert files == [folder / spec.path for spec in SPECS]
    assert not list(folder.rglob("*.part"))


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    specs = SOUND[:4]
    make_library(tmp_path, progress=_quiet, specs=specs[:2])
    make_library(tmp_path, progress=_quiet, specs=specs[:3])
    (tmp_path / specs[0].path).unlink()
    (tmp_path / specs[1].path).write_bytes(b"cut off")
    told: list[str] = []
    make_library(tmp_path, progress=lambda *a: told.append(a[2]), specs=specs)
    assert sorted(told) == sorted(spec.path for spec in (*specs[:2], specs[3]))
    for spec in specs:
        assert _read(tmp_path, spec).track.title == spec.title


def test_a_run_that_fails_keeps_what_is_whole_and_leaves_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(spec: Spec, target: Path) -> None:
        if spec == SOUND[2]:
            target.write_bytes(b"half a file")
            raise OSError(28, "No space left on device")
        write_sound(spec, target)

    monkeypatch.setattr("clubplanner.practice.library.write_sound", full_disk)
    with pytest.raises(ClubplannerError, match="No space left on device"):
        make_library(tmp_path, progress=_quiet, specs=SOUND[:3])
    monkeypatch.undo()
    assert not (tmp_path / SOUND[2].path).exists()
    assert not list(tmp_path.rglob("*.part"))
    recorded = json.loads((tmp_path / MANIFEST).read_text("utf-8"))["files"]
    assert SOUND[2].path not in recorded
    make_library(tmp_path, progress=_quiet, specs=SOUND[:3])
    assert _read(tmp_path, SOUND[2]).track.title == SOUND[2].title


def test_a_manifest_of_another_version_makes_all_again(tmp_path: Path) -> None:
    make_library(tmp_path, progress=_quiet, specs=SOUND[:2])
    manifest = tmp_path / MANIFEST
    content = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**content, "version": VERSION + 1}), "utf-8")
    told: list[str] = []
    make_library(tmp_path, progress=lambda *a: told.append(a[2]), specs=SOUND[:2])
    assert len(told) == 2


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.mp3").write_bytes(b"mine")
    with pytest.raises(ClubplannerError, match="holds other files"):
        make_library(tmp_path, progress=_quiet, specs=SOUND[:1])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.mp3"]


def test_without_soundfile_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(ClubplannerError, match=r"pip install 'clubplanner\[demo\]'"):
        make_library(tmp_path / "new", progress=_quiet, specs=SOUND[:1])
    assert not (tmp_path / "new").exists()


def test_the_whole_library_stays_small(folder: Path) -> None:
    # Bytes a second of each container's short files, times the true lengths.
    rates: dict[str, list[float]] = {}
    for spec in SOUND:
        size = (folder / spec.path).stat().st_size
        rates.setdefault(spec.container, []).append(size / spec.length_s)
    total = sum(
        spec.length_s * sum(rates[spec.container]) / len(rates[spec.container])
        for spec in practice_tracks()
    )
    assert 20e6 < total < 75e6
