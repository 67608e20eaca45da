"""MP4 atoms as bytes: cut off, oddly sized, with numbers for genres."""

import io
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.mp4_atoms import Atom, children
from clubplanner.library.tags.read import read_file
from clubplanner.music.track import Track

UTF_8, UTF_16, NUMBER = 1, 2, 21


def atom(name: str, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return (len(content) + 8).to_bytes(4, "big") + name.encode("latin-1") + content


def item(name: str, *values: bytes, kind: int = UTF_8) -> bytes:
    head = kind.to_bytes(4, "big") + bytes(4)
    return atom(name, *(atom("data", head, value) for value in values))


def freeform(name: str, value: str) -> bytes:
    mean = atom("mean", bytes(4), b"com.apple.iTunes")
    data = atom("data", UTF_8.to_bytes(4, "big"), bytes(4), value.encode())
    return atom("----", mean, atom("name", bytes(4), name.encode()), data)


def sound_track(units: int = 8000, duration: int = 4000, version: int = 0) -> bytes:
    size = 8 if version else 4
    header = bytes([version, 0, 0, 0]) + bytes(2 * size) + units.to_bytes(4, "big")
    header += duration.to_bytes(size, "big") + bytes(4)
    handler = atom("hdlr", bytes(8), b"soun", bytes(12))
    return atom("trak", atom("mdia", atom("mdhd", header), handler))


def media(*items: bytes, track: bytes = b"", meta_head: bytes = bytes(4)) -> bytes:
    meta = atom("meta", meta_head, atom("hdlr", bytes(24)), atom("ilst", *items))
    moov = atom("moov", track or sound_track(), atom("udta", meta))
    return atom("ftyp", b"M4A \0\0\0\0") + moov


def track_of(tmp_path: Path, content: bytes) -> Track:
    path = tmp_path / "a.m4a"
    path.write_bytes(content)
    return read_file(path).track


def test_a_file_cut_inside_its_tags_keeps_those_before(tmp_path: Path) -> None:
    whole = media(item("\xa9nam", b"Whole"), item("\xa9ART", b"Helena"))
    track = track_of(tmp_path, whole[:-3])
    assert (track.title, track.artist, track.length_s) == ("Whole", "Hel", 0.5)


def test_a_file_cut_before_its_tags_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClubplannerError, match="damaged or cut off"):
        track_of(tmp_path, media()[:30])


@pytest.mark.parametrize(("number", "genre"), [(18, "Rock"), (0, ""), (999, "")])
def test_genre_numbers_are_those_of_id3_plus_one(
    tmp_path: Path, number: int, genre: str
) -> None:
    numbered = item("gnre", number.to_bytes(2, "big"), kind=0)
    assert track_of(tmp_path, media(numbered)).genre == genre
    named = item("\xa9gen", b"House")
    assert track_of(tmp_path, media(numbered, named)).genre == "House"


def test_a_tempo_of_four_bytes_is_read_whole(tmp_path: Path) -> None:
    tempo = item("tmpo", (128).to_bytes(4, "big"), kind=NUMBER)
    assert track_of(tmp_path, media(tempo)).bpm == 128.0
    wrong = item("tmpo", (99999).to_bytes(4, "big"), kind=NUMBER)
    assert track_of(tmp_path, media(wrong)).bpm is None


def test_texts_may_be_utf_16(tmp_path: Path) -> None:
    title = item("\xa9nam", "Señal".encode("utf-16-be"), kind=UTF_16)
    assert track_of(tmp_path, media(title)).title == "Señal"


def test_label_and_grouping_are_found_wherever_they_stand(tmp_path: Path) -> None:
    track = track_of(tmp_path, media(item("\xa9pub", b"Basement")))
    assert track.label == "Basement"
    atoms = freeform("Organization", "Basement"), freeform("GROUPING", "Peak")
    track = track_of(tmp_path, media(*atoms))
    assert (track.label, track.grouping) == ("Basement", "Peak")


def test_tags_of_quicktime_have_no_version(tmp_path: Path) -> None:
    assert track_of(tmp_path, media(item("\xa9nam", b"T"), meta_head=b"")).title == "T"


def test_long_durations_and_unknown_ones_are_told_apart(tmp_path: Path) -> None:
    long = media(track=sound_track(1000, 1 << 33, version=1))
    assert track_of(tmp_path, long).length_s == pytest.approx((1 << 33) / 1000)
    title = item("\xa9nam", b"Live")
    unknown = media(title, track=sound_track(duration=0xFFFFFFFF))
    assert track_of(tmp_path, unknown).length_s is None


def test_the_sound_decides_the_length_where_there_is_a_picture_too(
    tmp_path: Path,
) -> None:
    picture = sound_track(duration=99999).replace(b"soun", b"vide")
    assert track_of(tmp_path, media(track=picture + sound_track())).length_s == 0.5


def test_covers_are_not_read(tmp_path: Path) -> None:
    reads = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            reads.append(len(data))
            return data

    from clubplanner.library.tags.findings import Findings
    from clubplanner.library.tags.mp4 import read_mp4

    found = Findings()
    cover = item("covr", bytes(1 << 20), kind=13)
    read_mp4(found, Counting(media(cover, item("\xa9nam", b"T"))))
    assert found.first("title") == "T"
    assert sum(reads) < 2000


@pytest.mark.parametrize("size", [2, 7, 1])
def test_atoms_of_an_impossible_size_end_the_walk(size: int) -> None:
    data = size.to_bytes(4, "big") + b"name" + bytes(7) + b"\3" + bytes(20)
    assert list(children(io.BytesIO(data), 0, len(data))) == []


def test_an_atom_without_a_size_reaches_to_the_end() -> None:
    data = bytes(4) + b"mdat" + bytes(20)
    assert list(children(io.BytesIO(data), 0, 28)) == [Atom(b"mdat", 8, 28)]
