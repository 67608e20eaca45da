"""Damaged files give what is left of them or one sentence, never anything else."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.apev2 import parse_items
from clubplanner.library.tags.chunks import walk
from clubplanner.library.tags.read import read_file
from clubplanner.library.tags.riff import parse_info
from clubplanner.library.tags.vorbis import parse_comments
from tests.library import make_files as make

CONTAINERS: dict[str, Callable[[Path], object]] = {
    ".mp3": make.silence,
    ".flac": make.silence,
    ".ogg": make.silence,
    ".opus": make.silence,
    ".aiff": make.silence,
    ".m4a": make.made_by_ffmpeg,
    ".wma": make.made_by_ffmpeg,
    ".wv": make.made_by_ffmpeg,
    ".tta": make.made_by_ffmpeg,
    ".spx": make.made_by_ffmpeg,
    ".wav": lambda path: path.write_bytes(make.wav_bytes(make.info_list(INAM="Title"))),
    ".ape": lambda path: path.write_bytes(make.monkeys_audio_bytes()),
    ".mpc": lambda path: path.write_bytes(make.musepack_bytes()),
}


def made(tmp_path: Path, suffix: str) -> Path:
    path = tmp_path / f"a{suffix}"
    CONTAINERS[suffix](path)
    return path


def read_or_sentence(path: Path) -> str:
    """Read the file; return the sentence if it cannot be read."""
    try:
        read_file(path)
    except ClubplannerError as error:
        told = error
    else:
        return ""
    assert told.where == str(path)
    assert "\n" not in str(told)
    return told.msg


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_whole_files_are_readable(tmp_path: Path, suffix: str) -> None:
    assert read_or_sentence(made(tmp_path, suffix)) == ""


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_files_cut_anywhere_never_raise_anything_else(
    tmp_path: Path, suffix: str
) -> None:
    path = made(tmp_path, suffix)
    whole = path.read_bytes()
    step = max(1, len(whole) // 40)
    sentences = set()
    for length in [*range(1, min(64, len(whole))), *range(64, len(whole), step)]:
        path.write_bytes(whole[:length])
        sentences.add(read_or_sentence(path))
    assert sentences - {""}


@pytest.mark.parametrize("suffix", CONTAINERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_files_with_wrong_bytes_never_raise_anything_else(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    damaged = bytearray(made(tmp_path, suffix).read_bytes())
    for _ in range(4):
        at = data.draw(st.integers(0, min(len(damaged) - 1, 400)))
        damaged[at] = data.draw(st.integers(0, 255))
    path = tmp_path / f"b{suffix}"
    path.write_bytes(damaged)
    read_or_sentence(path)


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_an_empty_file_and_garbage_say_so(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"")
    assert read_or_sentence(path) == "the file is empty"
    path.write_bytes(b"no audio at all, just words " * 20)
    assert read_or_sentence(path)


def test_a_folder_named_like_a_song_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.mkdir()
    assert "folder" in read_or_sentence(path)


def test_a_file_that_is_gone_and_a_pipe_say_so(tmp_path: Path) -> None:
    assert "does not exist" in read_or_sentence(tmp_path / "gone.mp3")
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes on this system")
    os.mkfifo(tmp_path / "pipe.mp3")  # opening it would never return
    assert "no ordinary file" in read_or_sentence(tmp_path / "pipe.mp3")


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make.silence(tmp_path / "a.mp3")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read_or_sentence(path) == "this file may not be read"


def test_tags_without_sound_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(make.id3_tag(make.text_frame("TIT2", "Only tags")))
    reading = read_file(path)
    assert (reading.track.title, reading.track.length_s) == ("Only tags", None)
    assert "length" in reading.evidence.sources


def test_a_tag_that_ends_behind_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    frames = make.text_frame("TIT2", "Cut") + make.text_frame("TBPM", "126")
    path.write_bytes(make.id3_tag(frames, size=100_000))
    track = read_file(path).track
    assert (track.title, track.bpm, track.length_s) == ("Cut", 126.0, None)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_ape_and_info_parsers_raise(data: bytes) -> None:
    assert isinstance(parse_items(data), dict)
    assert isinstance(parse_info(data), dict)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from([b"RIFF", b"RF64", b"FORM"]))
def test_no_chunks_make_the_readers_raise_anything_else(
    tmp_path: Path, body: bytes, kind: bytes
) -> None:
    form = b"AIFF" if kind == b"FORM" else b"WAVE"
    path = tmp_path / "a.wav"
    path.write_bytes(kind + b"\0\0\0\0" + form + body)
    read_or_sentence(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_around_an_ape_footer_are_survived(
    tmp_path: Path, body: bytes
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(body + make.ape_tag([("Title", b"x")])[-32:] + body[:7])
    read_or_sentence(path)


def test_tags_of_a_lossless_file_with_a_broken_head_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.ape"
    path.write_bytes(b"MAC " + b"\0" * 8 + make.ape_tag([("Title", b"Whole")]))
    track = read_file(path).track
    assert (track.title, track.length_s) == ("Whole", None)


def test_odd_chunks_without_their_filling_byte_are_passed(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    odd = b"junk" + (5).to_bytes(4, "little") + b"12345"
    path.write_bytes(make.wav_bytes(odd, make.info_list(INAM="Title")))
    assert read_file(path).track.title == "Title"


def test_a_sea_of_zeros_behind_the_chunks_costs_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(make.wav_bytes() + b"\0" * 20_000_000)
    reads = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            reads.append(size)
            return super().read(size)

    assert list(walk(Counting(path.read_bytes()), "little"))
    assert len(reads) < 10


def flac_block(kind: int, content: bytes, size: int = -1) -> bytes:
    length = len(content) if size < 0 else size
    return bytes([kind]) + length.to_bytes(3, "big") + content


def flac_comments(*texts: str) -> bytes:
    coded = [text.encode() for text in texts]
    pairs = b"".join(len(c).to_bytes(4, "little") + c for c in coded)
    return b"\0\0\0\0" + len(coded).to_bytes(4, "little") + pairs


STREAM_INFO = flac_block(0, b"\0" * 10 + bytes.fromhex("01f400f000000fa0") + b"\0" * 16)


def test_a_flac_comment_block_that_says_it_is_shorter_is_read_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.flac"
    comments = flac_block(4, flac_comments("TITLE=Whole", "BPM=126"), size=20)
    more = flac_block(0x84, flac_comments("TITLE=Second"))
    path.write_bytes(b"fLaC" + STREAM_INFO + comments + more)
    track = read_file(path).track
    assert (track.title, track.bpm, track.length_s) == ("Whole", 126.0, 0.5)


def test_a_flac_cut_inside_its_comments_keeps_those_before(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    comments = flac_block(0x84, flac_comments("TITLE=Whole", "ARTIST=Helena"))
    path.write_bytes(b"fLaC" + STREAM_INFO + comments[:-3])
    track = read_file(path).track
    assert (track.title, track.artist) == ("Whole", "")


@given(st.binary(max_size=300))
def test_no_bytes_make_the_comment_parser_raise(data: bytes) -> None:
    comments, _end = parse_comments(data)
    assert isinstance(comments, list)


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".spx"])
def test_an_ogg_file_cut_behind_its_tags_keeps_them(
    tmp_path: Path, suffix: str
) -> None:
    path = made(tmp_path, suffix)
    media = mutagen.File(path)
    assert media is not None
    media["title"], media["bpm"] = "Whole", "126"
    media.save()
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"126") + 40])
    track = read_file(path).track
    assert (track.title, track.bpm) == ("Whole", 126.0)


def ogg_page(
    serial: int, position: int, content: bytes, flags: int = 0, *, more: bool = False
) -> bytes:
    """One page of one packet; with ``more`` the packet goes on in the next page."""
    full, rest = divmod(len(content), 255)
    lacing = b"\xff" * full + (b"" if more else bytes([rest]))
    head = b"OggS\0" + bytes([flags]) + position.to_bytes(8, "little")
    head += serial.to_bytes(4, "little") + bytes(8) + bytes([len(lacing)])
    return head + lacing + content


OPUS_HEAD = b"OpusHead\1\1" + (480).to_bytes(2, "little") + bytes(7)
NO_POSITION = (1 << 64) - 1


def test_ogg_packets_over_pages_and_between_another_stream_are_joined(
    tmp_path: Path,
) -> None:
    comments = b"OpusTags" + flac_comments("TITLE=" + "x" * 300, "BPM=126")
    pages = [
        ogg_page(1, 0, b"\x80theora", flags=2),
        ogg_page(7, 0, OPUS_HEAD, flags=2),
        ogg_page(7, NO_POSITION, comments[:255], more=True),
        ogg_page(1, 0, b"\x81theora"),
        ogg_page(7, 0, comments[255:], flags=1),
        ogg_page(7, 48480, b"sound"),
        ogg_page(1, 99998, b"picture" * 8000 + b"OggS"),
        ogg_page(1, 99999, b"picture" * 8000 + b"OggS"),
    ]
    path = tmp_path / "a.ogg"
    path.write_bytes(b"".join(pages))
    track = read_file(path).track
    assert (track.title, track.bpm, track.length_s) == ("x" * 300, 126.0, 1.0)


def test_an_ogg_page_that_is_cut_does_not_count_for_the_length(tmp_path: Path) -> None:
    comments = ogg_page(7, 0, b"OpusTags" + flac_comments("TITLE=Whole"))
    whole = ogg_page(7, 0, OPUS_HEAD, flags=2) + comments + ogg_page(7, 24480, b"a")
    path = tmp_path / "a.opus"
    path.write_bytes(whole + ogg_page(7, 48480, b"sound")[:-1])
    assert read_file(path).track.length_s == 0.5


def asf_object(guid: str, content: bytes) -> bytes:
    return bytes.fromhex(guid) + (len(content) + 24).to_bytes(8, "little") + content


def asf_bytes() -> bytes:
    """A header of File Properties, the two old kinds of tags, and the new kind."""

    def coded(text: str) -> bytes:
        return text.encode("utf-16-le") + b"\0\0"

    def u16(number: int) -> bytes:
        return number.to_bytes(2, "little")

    def attribute(name: str, kind: int, value: bytes) -> bytes:
        named = u16(len(coded(name))) + coded(name)
        return named + u16(kind) + u16(len(value)) + value

    preroll = (500).to_bytes(8, "little")
    properties = bytes(40) + (10_000_000).to_bytes(8, "little") + bytes(8) + preroll
    texts = [coded("Whole"), coded("Helena"), b"", coded("late set"), b""]
    described = b"".join(u16(len(text)) for text in texts) + b"".join(texts)
    extended = u16(3) + attribute("WM/Picture", 1, b"\1" * 60)
    extended += attribute("WM/BeatsPerMinute", 3, (126).to_bytes(4, "little"))
    extended += attribute("WM/Genre", 0, coded("House"))
    name, value = coded("WM/Genre"), coded("Techno")
    new = u16(1) + bytes(4) + u16(len(name)) + u16(0) + len(value).to_bytes(4, "little")
    library = asf_object("941c23449894d149a1411d134e457054", new + name + value)
    inner = [
        asf_object("b503bf5f2ea9cf118ee300c00c205365", bytes(22) + library),
        asf_object("a1dcab8c47a9cf118ee400c00c205365", properties + bytes(20)),
        asf_object("3326b2758e66cf11a6d900aa0062ce6c", described),
        asf_object("40a4d0d207e3d21197f000a0c95ea850", extended),
    ]
    head = (len(inner)).to_bytes(4, "little") + b"\1\2"
    return asf_object("3026b2758e66cf11a6d900aa0062ce6c", head + b"".join(inner))


def test_asf_tags_of_every_kind_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wma"
    path.write_bytes(asf_bytes())
    track = read_file(path).track
    assert (track.title, track.artist, track.comment) == ("Whole", "Helena", "late set")
    assert (track.genre, track.bpm, track.length_s) == ("House; Techno", 126.0, 0.5)


def test_an_asf_file_cut_inside_its_tags_keeps_those_before(tmp_path: Path) -> None:
    path = tmp_path / "a.wma"
    path.write_bytes(asf_bytes()[:-30])
    track = read_file(path).track
    assert (track.title, track.bpm, track.genre) == ("Whole", 126.0, "Techno")


def test_a_musepack_8_file_tells_its_length(tmp_path: Path) -> None:
    path = tmp_path / "a.mpc"
    samples = bytes([0x80 | 88200 >> 14, 0x80 | 88200 >> 7 & 0x7F, 88200 & 0x7F])
    packet = b"SH\x0e" + bytes(4) + b"\x08" + samples + b"\0" + b"\x1b\x0c"
    path.write_bytes(b"MPCK" + b"XX\x05ab" + packet + b"APE")
    assert read_file(path).track.length_s == 2.0


@pytest.mark.parametrize("size", [b"\0", b"\1", b"\xff" * 9, b"\x87\xff\xff\xff\x7f"])
def test_musepack_packets_of_an_impossible_size_end_the_search(
    tmp_path: Path, size: bytes
) -> None:
    path = tmp_path / "a.mpc"
    path.write_bytes(b"MPCK" + (b"RG" + size) * 9)
    assert read_or_sentence(path)


def test_an_endless_frame_is_cut_and_those_behind_it_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    frames = make.text_frame("TIT2", "x" * (9 << 20)) + make.text_frame("TBPM", "126")
    path.write_bytes(make.id3_tag(frames))
    track = read_file(path).track
    assert (set(track.title), track.bpm) == ({"x"}, 126.0)


def test_an_endless_vorbis_comment_is_passed_over() -> None:
    data = flac_comments("TITLE=Whole", "PICTURE=" + "x" * (5 << 20), "BPM=126")
    assert parse_comments(data) == ([("TITLE", "Whole"), ("BPM", "126")], len(data))


def test_an_asf_object_behind_the_end_of_all_files_ends_the_walk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.wma"
    whole = asf_bytes()
    at = whole.index(bytes.fromhex("40a4d0d207e3d21197f000a0c95ea850")) + 16
    path.write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    assert read_file(path).track.title == "Whole"
