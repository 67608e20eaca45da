"""What Mixed In Key, Serato and Traktor leave is read, and damage never raises."""

import base64
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.library.tags import mixed_in_key, serato, traktor
from clubplanner.library.tags.armour import decode_base64, decode_base91
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.read import TagReading, read_file
from clubplanner.music.key import KEYS
from clubplanner.music.track import CuePoint, GridMarker
from tests.library import make_files as make
from tests.library import make_programs as program
from tests.library.untyped import id3, mp4

MIXED_IN_KEY = {
    "Key": program.mixed_in_key(key="5A", source="mixedinkey", algorithm=94),
    "Energy": program.mixed_in_key(energyLevel=6, source="mixedinkey"),
    "CuePoints": program.mixed_in_key(cues=[{"time": 477.787, "name": "Cue 1"}]),
    "BeatGrid": program.mixed_in_key(tempo=125.999, beats=[0.11, 0.58]),
}
SERATO = {
    "Serato Autotags": program.serato_autotags("126.00"),
    "Serato BeatGrid": program.serato_beatgrid([(0.5, 4)], (2.5, 126.0)),
    "Serato Markers2": program.serato_markers(
        [
            ("COLOR", b"\0\xff\xff\xff"),
            ("CUE", program.serato_cue(0, 1500, "Drop")),
            ("LOOP", program.serato_loop(1, 8000, 16000, "Hold")),
            ("BPMLOCK", b"\0"),
        ]
    ),
}
TRAKTOR = program.traktor_tree(
    [
        ("HBPM", struct.pack("<f", 129.057480)),
        ("MKEY", struct.pack("<I", 21)),
        ("TKEY", program.traktor_text("8m")),
        ("RANK", struct.pack("<I", 204)),
        (
            "CUEP",
            struct.pack("<I", 3)
            + program.traktor_cue("AutoGrid", 4, 35.5, 0.0, -1)
            + program.traktor_cue("Break", 0, 61000.0, 0.0, 2)
            + program.traktor_cue("Hold", 5, 90000.0, 4000.0, 3),
        ),
    ]
)


def mp3_with(path: Path, frames: Sequence[Any]) -> TagReading:
    make.silence(path)
    tags = id3.ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path)
    return read_file(path)


def test_mixed_in_key_in_an_mp3(tmp_path: Path) -> None:
    frames = [
        id3.GEOB(encoding=1, mime="application/json", desc=name, data=data)
        for name, data in MIXED_IN_KEY.items()
    ]
    comment = id3.COMM(encoding=3, lang="eng", desc="", text=["6"])
    reading = mp3_with(tmp_path / "a.mp3", [*frames, comment])
    track = reading.track
    assert (track.key, track.key_from) == (KEYS["5A"], "Mixed In Key")
    assert (track.energy, track.bpm, track.comment) == (6, 125.999, "6")
    energies = reading.evidence.sources["energy"]
    assert [source.origin for source in energies] == ["Mixed In Key", "comment"]
    point = CuePoint(0.477787, name="Cue 1", number=0, origin="Mixed In Key")
    assert reading.evidence.cue_points == (point,)
    assert reading.evidence.beatgrid == (GridMarker(0.11, 125.999),)


def test_a_number_alone_in_a_comment_is_no_energy_without_mixed_in_key(
    tmp_path: Path,
) -> None:
    frames = [id3.COMM(encoding=3, lang="eng", desc="", text=["6"])]
    assert mp3_with(tmp_path / "a.mp3", frames).track.energy is None


def test_mixed_in_key_in_a_flac_keeps_its_json_out_of_the_key(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    media.update(
        {name: data.decode().rstrip("=") for name, data in MIXED_IN_KEY.items()}
    )
    media["initialkey"] = "Cm"
    media["energylevel"] = "6"
    media.save()
    reading = read_file(path)
    sources = reading.evidence.sources["key"]
    assert [(s.value, s.origin, s.raw) for s in sources] == [
        ("5A", "INITIALKEY", "Cm"),
        ("5A", "Mixed In Key", "5A"),
    ]
    assert reading.track.energy == 6
    assert len(reading.evidence.cue_points) == 1


def check_serato(reading: TagReading) -> None:
    assert reading.evidence.cue_points == (
        CuePoint(1.5, name="Drop", number=0, origin="Serato"),
        CuePoint(8.0, "loop", "Hold", 1, 16.0, "Serato"),
    )
    assert reading.evidence.beatgrid == (GridMarker(0.5, 120.0), GridMarker(2.5, 126.0))


def test_serato_in_an_mp3(tmp_path: Path) -> None:
    frames = [
        id3.GEOB(encoding=0, mime="application/octet-stream", desc=name, data=data)
        for name, data in SERATO.items()
    ]
    reading = mp3_with(tmp_path / "a.mp3", frames)
    check_serato(reading)
    assert (reading.track.bpm, reading.track.bpm_from) == (126.0, "Serato Autotags")


def test_serato_in_a_flac(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    for name, key in [
        ("Markers2", "SERATO_MARKERS_V2"),
        ("BeatGrid", "SERATO_BEATGRID"),
    ]:
        full = f"Serato {name}"
        media[key] = program.serato_wrapped(full, SERATO[full]).decode()
    media.save()
    check_serato(read_file(path))


def test_serato_in_an_m4a(tmp_path: Path) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.m4a")
    media = mp4.MP4(path)
    for name, key in [("Markers2", "markersv2"), ("BeatGrid", "beatgrid")]:
        full = f"Serato {name}"
        wrapped = program.serato_wrapped(full, SERATO[full])
        media[f"----:com.serato.dj:{key}"] = [mp4.MP4FreeForm(wrapped)]
    media.save()
    check_serato(read_file(path))


def test_serato_zero_means_not_analysed(tmp_path: Path) -> None:
    data = program.serato_autotags("0.00")
    frames = [id3.GEOB(encoding=0, mime="", desc="Serato Autotags", data=data)]
    reading = mp3_with(tmp_path / "a.mp3", frames)
    assert reading.track.bpm is None
    assert reading.evidence.sources["bpm"][0].raw == "0.00"


def test_base64_one_letter_too_long_is_cut_by_that_letter() -> None:
    assert decode_base64("QUJD\nREVGR") == b"ABCDEF"
    assert decode_base64("QUI") == b"AB"
    assert decode_base64("") == b""


def test_markers_whose_base64_lost_its_padding_are_read() -> None:
    for name in ("", "a", "ab", "abc"):
        data = program.serato_markers([("CUE", program.serato_cue(3, 1000, name))])
        for broken in (data, data.rstrip(b"\0") + b"A"):
            assert [p.name for p in serato.cue_points(broken)] == [name]


@pytest.mark.parametrize("owner", traktor.OWNERS)
def test_traktor_in_an_mp3(tmp_path: Path, owner: str) -> None:
    frames = [
        id3.PRIV(owner=owner, data=TRAKTOR),
        id3.TBPM(encoding=3, text=["129"]),
        id3.TXXX(encoding=3, desc="fBPM", text=["129.057480"]),
    ]
    reading = mp3_with(tmp_path / "a.mp3", frames)
    track = reading.track
    assert (track.bpm, track.bpm_from) == (129.05748, "TXXX:fBPM")
    assert (track.key, track.key_from) == (KEYS["8A"], "Traktor MKEY")
    assert track.rating == 4.0
    assert [s.value for s in reading.evidence.sources["key"]] == ["8A", "3A"]
    assert reading.evidence.cue_points == (
        CuePoint(0.0355, "grid", "AutoGrid", None, None, "Traktor"),
        CuePoint(61.0, "cue", "Break", 2, None, "Traktor"),
        CuePoint(90.0, "loop", "Hold", 3, 94.0, "Traktor"),
    )
    assert reading.evidence.beatgrid[0].time_s == 0.0355


def test_traktor_in_a_flac_is_armoured_in_base91() -> None:
    assert decode_base91(encode_base91(TRAKTOR)).startswith(TRAKTOR)
    found = Findings()
    traktor.read_armoured(found, encode_base91(TRAKTOR))
    assert len(found.cue_points) == 3


def encode_base91(data: bytes) -> str:
    """The encoder of base91.sourceforge.net, to check our decoder by."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    letters += '!#$%&()*+,./:;<=>?@[]^_`{|}~"'
    out, bits, count = "", 0, 0
    for byte in data:
        bits |= byte << count
        count += 8
        if count > 13:
            value, taken = bits & 8191, 13
            if value <= 88:
                value, taken = bits & 16383, 14
            bits >>= taken
            count -= taken
            out += letters[value % 91] + letters[value // 91]
    if count:
        out += letters[bits % 91]
        if count > 7 or bits > 90:
            out += letters[bits // 91]
    return out


@given(st.binary(max_size=200))
def test_base91_gives_back_any_bytes(data: bytes) -> None:
    assert decode_base91(encode_base91(data))[: len(data)] == data


@given(st.binary(max_size=400))
def test_no_bytes_make_the_program_readers_raise(data: bytes) -> None:
    found = Findings()
    for name in SERATO:
        serato.read(found, name, data)
    serato.read_wrapped(found, base64.b64encode(data))
    serato.read(
        found, "Serato Markers2", b"\x01\x01" + base64.b64encode(b"\x01\x01" + data)
    )
    traktor.read(found, data)
    traktor.read(found, program.traktor_tree([("CUEP", data), ("HBPM", data)]))
    for name in MIXED_IN_KEY:
        mixed_in_key.read(found, name, data)
        mixed_in_key.read(found, name, base64.b64encode(data))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["time", "name"]), inner, max_size=2)
        ),
        max_leaves=8,
    )
)
def test_no_json_makes_the_mixed_in_key_reader_raise(value: object) -> None:
    found = Findings()
    for name, key in [("Key", "key"), ("Energy", "energyLevel"), ("CuePoints", "cues")]:
        mixed_in_key.read(found, name, program.mixed_in_key(**{key: value}))
    grid = program.mixed_in_key(tempo=value, beats=value)
    mixed_in_key.read(found, "BeatGrid", grid)


@given(st.integers(0, len(TRAKTOR) - 1), st.integers(0, 255))
def test_one_wrong_byte_in_a_traktor_tree_never_raises(at: int, byte: int) -> None:
    damaged = bytearray(TRAKTOR)
    damaged[at] = byte
    found = Findings()
    traktor.read(found, bytes(damaged))
    traktor.read(found, TRAKTOR[:at])
