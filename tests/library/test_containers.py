"""Every container says its title, artist, BPM, key and the rest, and its length."""

import base64
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.read import TagReading, read_file
from clubplanner.music.key import KEYS
from tests.library import make_files as make
from tests.library.untyped import apev2, id3, mp4


def raws(reading: TagReading, name: str) -> list[str]:
    return [source.raw for source in reading.evidence.sources.get(name, ())]


def origins(reading: TagReading, name: str) -> list[str]:
    return [source.origin for source in reading.evidence.sources.get(name, ())]


def id3_bytes(frames: list[Any]) -> bytes:
    tags = id3.ID3()
    for tag_frame in frames:
        tags.add(tag_frame)
    written = io.BytesIO()
    tags.save(written, padding=lambda _info: 0)
    return written.getvalue()


def tag_id3(path: Path, frames: list[Any], version: int = 4) -> None:
    tags = id3.ID3()
    for tag_frame in frames:
        tags.add(tag_frame)
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v2_version=version)


FULL_ID3 = [
    id3.TIT2(encoding=1, text=["Sugar Moon"]),
    id3.TPE1(encoding=3, text=["Helena"]),
    id3.TPE4(encoding=3, text=["Dixon"]),
    id3.TALB(encoding=0, text=["Nights"]),
    id3.TPE2(encoding=3, text=["Various"]),
    id3.TBPM(encoding=1, text=["126"]),
    id3.TXXX(encoding=3, desc="fBPM", text=["125.999000"]),
    id3.TKEY(encoding=3, text=["Am"]),
    id3.TXXX(encoding=1, desc="ENERGYlevel", text=["7"]),
    id3.COMM(encoding=3, lang="eng", desc="iTunNORM", text=[" 000003E8"]),
    id3.COMM(encoding=3, lang="eng", desc="", text=["late set"]),
    id3.POPM(email="no@email", rating=196),
    id3.TSRC(encoding=3, text=["GBAYE0601498"]),
    id3.TPUB(encoding=3, text=["Basement"]),
    id3.TDRC(encoding=3, text=["2011-05-01"]),
    id3.TCON(encoding=3, text=["House", "17"]),
    id3.TIT1(encoding=3, text=["Peak, Vocal"]),
    id3.TXXX(encoding=3, desc="replaygain_track_gain", text=["-7.64 dB"]),
]


def assert_full(reading: TagReading, genre: str = "House; Rock") -> None:
    track = reading.track
    assert (track.title, track.artist, track.remixer) == (
        "Sugar Moon",
        "Helena",
        "Dixon",
    )
    assert (track.album, track.label, track.isrc) == (
        "Nights",
        "Basement",
        "GBAYE0601498",
    )
    assert (track.bpm, track.key, track.energy) == (125.999, KEYS["8A"], 7)
    assert (track.comment, track.rating, track.year) == ("late set", 4.0, 2011)
    assert (track.genre, track.grouping) == (genre, "Peak, Vocal")
    assert track.tags == ("peak", "vocal")
    assert track.gain == -7.64
    assert raws(reading, "bpm") == ["125.999000", "126"]
    assert reading.evidence.sources["album artist"][0].value == "Various"


@pytest.mark.parametrize(("version", "genre"), [(3, "House/Rock"), (4, "House; Rock")])
def test_an_mp3_says_everything(tmp_path: Path, version: int, genre: str) -> None:
    path = make.silence(tmp_path / "a.mp3")
    tag_id3(path, FULL_ID3, version)
    reading = read_file(path)
    assert_full(reading, genre)
    assert reading.track.length_s == pytest.approx(0.5, abs=0.2)


def test_an_aiff_says_everything(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.aiff")
    media = mutagen.File(path)
    assert media is not None
    media.add_tags()
    for tag_frame in FULL_ID3:
        media.tags.add(tag_frame)
    media.save()
    reading = read_file(path)
    assert_full(reading)
    assert reading.track.length_s == 0.5


@pytest.mark.parametrize("build", [make.wav_bytes, make.rf64_bytes])
def test_a_wav_says_everything_in_its_id3_chunk(
    tmp_path: Path, build: Callable[..., bytes]
) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(
        build(make.chunk(b"id3 ", id3_bytes(FULL_ID3)), make.info_list(INAM="Other"))
    )
    reading = read_file(path)
    assert_full(reading)
    assert reading.track.length_s == 0.5


def test_a_wav_says_what_its_info_list_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    info = make.info_list(
        INAM="Señal",
        IART="Helena",
        IPRD="Nights",
        IBPM="128,5",
        ICMT="odd",
        ICRD="1999",
    )
    path.write_bytes(make.wav_bytes(info, make.info_list(ISRC="a record shop")))
    track = read_file(path).track
    assert (track.title, track.artist, track.album) == ("Señal", "Helena", "Nights")
    assert (track.bpm, track.comment, track.year) == (128.5, "odd", 1999)
    assert track.isrc == ""


VORBIS = {
    "TITLE": "Sugar Moon",
    "artist": "Helena",
    "REMIXER": "Dixon",
    "ALBUM": "Nights",
    "ALBUM ARTIST": "Various",
    "bpm": "125.999000",
    "INITIALKEY": "Am",
    "ENERGYLEVEL": "7",
    "COMMENT": "late set",
    "DESCRIPTION": "something else",
    "RATING": "80",
    "ISRC": "GBAYE0601498",
    "ORGANIZATION": "no label",
    "LABEL": "Basement",
    "DATE": "2011-05-01",
    "GENRE": ["House", "Rock"],
    "GROUPING": "Peak, Vocal",
    "REPLAYGAIN_TRACK_GAIN": "-7.64 dB",
}


@pytest.mark.parametrize("name", ["a.flac", "a.ogg", "a.opus", "a.spx"])
def test_vorbis_comments_say_everything(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    (make.made_by_ffmpeg if name.endswith("spx") else make.silence)(path)
    media = mutagen.File(path)
    assert media is not None
    media.update(VORBIS)
    media.save()
    reading = read_file(path)
    track = reading.track
    assert (track.title, track.artist, track.remixer) == (
        "Sugar Moon",
        "Helena",
        "Dixon",
    )
    assert (track.album, track.label, track.isrc) == (
        "Nights",
        "Basement",
        "GBAYE0601498",
    )
    assert (track.bpm, track.key, track.energy) == (125.999, KEYS["8A"], 7)
    assert (track.comment, track.rating, track.year) == ("late set", 4.0, 2011)
    assert (track.genre, track.tags) == ("House; Rock", ("peak", "vocal"))
    assert track.gain == -7.64
    assert track.length_s == pytest.approx(0.5, abs=0.05)


def test_an_m4a_says_everything(tmp_path: Path) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.m4a")
    media = mp4.MP4(path)
    media.update(
        {
            "\xa9nam": "Sugar Moon",
            "\xa9ART": "Helena",
            "\xa9alb": "Nights",
            "tmpo": [126],
            "\xa9cmt": "late set",
            "\xa9day": "2011-05-01T07:00:00Z",
            "\xa9gen": ["House", "Rock"],
            "\xa9grp": "Peak, Vocal",
            "xid ": "Universal:isrc:GBAYE0601498",
            "rate": "80",
        }
    )
    freeform = {
        "com.apple.iTunes:BPM": b"125.999",
        "com.apple.iTunes:initialkey": b"Am",
        "com.apple.iTunes:Label": b"Basement",
        "com.apple.iTunes:REMIXER": b"Dixon",
        "com.apple.iTunes:iTunNORM": b" 00000000",
        "com.apple.iTunes :REPLAYGAIN_track_gain": b"-7.64 dB",
        "com.apple.iTunes:ENERGYLEVEL": b"7",
    }
    for name, value in freeform.items():
        media[f"----:{name}"] = [mp4.MP4FreeForm(value)]
    media.save()
    reading = read_file(path)
    track = reading.track
    assert (track.title, track.artist, track.remixer) == (
        "Sugar Moon",
        "Helena",
        "Dixon",
    )
    assert (track.album, track.label, track.isrc) == (
        "Nights",
        "Basement",
        "GBAYE0601498",
    )
    assert (track.bpm, track.key, track.energy) == (125.999, KEYS["8A"], 7)
    assert (track.comment, track.rating, track.year) == ("late set", 4.0, 2011)
    assert (track.genre, track.gain) == ("House; Rock", -7.64)
    assert origins(reading, "bpm") == ["iTunes:BPM", "tmpo"]
    assert track.length_s == pytest.approx(0.628, abs=0.01)


def test_a_32_bit_tmpo_is_no_tempo_and_stays_visible(tmp_path: Path) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.m4a")
    media = mp4.MP4(path)
    media["tmpo"] = [99999]
    media.save()
    reading = read_file(path)
    assert reading.track.bpm is None
    assert raws(reading, "bpm") == ["99999"]


APE_ITEMS = [
    ("TITLE", b"Sugar Moon"),
    ("Artist", b"Helena\0Dixon"),
    ("Album", b"Nights"),
    ("BPM", b"126"),
    ("INITIALKEY", b"Am"),
    ("Comment", b"late set"),
    ("Rating", b"2,5"),
    ("ISRC", b"GBAYE0601498"),
    ("Label", b"Basement"),
    ("Year", b"2011"),
    ("Genre", b"House"),
    ("Grouping", b"Peak"),
    ("REPLAYGAIN_TRACK_GAIN", b"-7.64 dB"),
]


@pytest.mark.parametrize("name", ["a.wv", "a.ape", "a.mpc"])
def test_lossless_files_say_what_their_ape_tag_holds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    tag = make.ape_tag(APE_ITEMS)
    if name == "a.wv":
        make.made_by_ffmpeg(path)
        path.write_bytes(path.read_bytes() + tag)
    else:
        build = make.monkeys_audio_bytes if name == "a.ape" else make.musepack_bytes
        path.write_bytes(build(tag))
    track = read_file(path).track
    assert (track.title, track.artist) == ("Sugar Moon", "Helena, Dixon")
    assert (track.bpm, track.key, track.rating) == (126.0, KEYS["8A"], 2.5)
    assert (track.comment, track.label, track.year) == ("late set", "Basement", 2011)
    assert (track.isrc, track.gain, track.tags) == ("GBAYE0601498", -7.64, ("peak",))
    assert track.length_s == pytest.approx(0.5, abs=0.03)


def test_a_wma_says_everything(tmp_path: Path) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.wma")
    media = mutagen.File(path)
    assert media is not None
    media.update(
        {
            "Title": "Sugar Moon",
            "Author": ["Helena", "Dixon"],
            "WM/AlbumTitle": "Nights",
            "WM/BeatsPerMinute": "126",
            "WM/InitialKey": "Am",
            "Description": "late set",
            "WM/SharedUserRating": 75,
            "WM/Publisher": "Basement",
            "WM/Year": "2011",
            "WM/Genre": "House",
            "WM/ISRC": "GBAYE0601498",
            "REPLAYGAIN_TRACK_GAIN": "-7.64 dB",
        }
    )
    media.save()
    track = read_file(path).track
    assert (track.title, track.artist) == ("Sugar Moon", "Helena, Dixon")
    assert (track.bpm, track.key, track.rating) == (126.0, KEYS["8A"], 4.0)
    assert (track.comment, track.label, track.year) == ("late set", "Basement", 2011)
    assert (track.isrc, track.gain) == ("GBAYE0601498", -7.64)
    assert track.length_s == pytest.approx(0.5, abs=0.2)


def test_a_container_without_a_reader_of_its_own_goes_through_mutagen(
    tmp_path: Path,
) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.tta")
    tag_id3(path, FULL_ID3)
    reading = read_file(path)
    assert_full(reading)
    assert reading.track.length_s == pytest.approx(0.5)


def test_the_first_bytes_decide_not_the_suffix(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    media["title"] = "Honest"
    media.save()
    wrong = path.rename(tmp_path / "a.mp3")
    assert read_file(wrong).track.title == "Honest"


def test_an_ape_tag_in_an_mp3_fills_what_id3_leaves_open(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    tail = make.ape_tag(APE_ITEMS) + make.id3v1_tag("Cut", "Nobody", "not this")
    path.write_bytes(path.read_bytes() + tail)
    tag_id3(path, [id3.TIT2(encoding=3, text=["From ID3"])])
    track = read_file(path).track
    assert (track.title, track.artist, track.bpm) == (
        "From ID3",
        "Helena, Dixon",
        126.0,
    )
    assert track.comment == "late set"


def test_an_id3v1_comment_counts_where_no_other_tag_has_one(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    sound = path.read_bytes()
    path.write_bytes(sound + make.id3v1_tag("Alone", "Helena", "thirty letters", 17))
    track = read_file(path).track
    assert (track.title, track.comment, track.genre) == (
        "Alone",
        "thirty letters",
        "Rock",
    )
    assert track.year == 1999
    path.write_bytes(
        make.id3_tag(make.text_frame("TIT2", "Beside")) + path.read_bytes()
    )
    track = read_file(path).track
    assert (track.title, track.artist) == ("Beside", "Helena")
    assert track.comment == "thirty letters"
    frames = make.frame("COMM", b"\x03eng\0thirty letters and some more")
    path.write_bytes(make.id3_tag(frames) + path.read_bytes())
    assert read_file(path).track.comment == "thirty letters and some more"


def test_itunes_numbers_in_an_id3v1_comment_are_not_shown(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    numbers = " 000003E8 000003E8 000009C4"
    path.write_bytes(path.read_bytes() + make.id3v1_tag("Alone", "Helena", numbers))
    assert read_file(path).track.comment == ""


def test_a_tta_file_says_what_its_id3v1_tag_holds(tmp_path: Path) -> None:
    path = make.made_by_ffmpeg(tmp_path / "a.tta")
    path.write_bytes(path.read_bytes() + make.id3v1_tag("Alone", "Helena", "words"))
    track = read_file(path).track
    assert (track.title, track.artist) == ("Alone", "Helena")


def test_a_dff_file_says_what_its_id3_chunk_holds(tmp_path: Path) -> None:
    def wide(name: bytes, content: bytes) -> bytes:
        padding = b"\0" * (len(content) % 2)
        return name + len(content).to_bytes(8, "big") + content + padding

    rate = wide(b"FS  ", (2822400).to_bytes(4, "big"))
    channels = wide(b"CHNL", b"\0\x01C   ")
    kind = wide(b"CMPR", b"DSD \x0enot compressed\0")
    properties = wide(b"PROP", b"SND " + rate + channels + kind)
    sound = wide(b"DSD ", b"\x69" * 352800)
    body = b"DSD " + wide(b"FVER", b"\1\5\0\0") + properties + sound
    path = tmp_path / "a.dff"
    path.write_bytes(wide(b"FRM8", body + wide(b"ID3 ", id3_bytes(FULL_ID3))))
    reading = read_file(path)
    assert_full(reading)
    assert reading.track.length_s == 1.0


def test_an_ac3_file_behind_an_id3_tag_keeps_the_tag(tmp_path: Path) -> None:
    path = tmp_path / "a.ac3"
    path.write_bytes(id3_bytes(FULL_ID3) + b"\x0b\x77\0\0\x14\x40" + b"\0" * 400)
    assert_full(read_file(path))


def test_an_old_aac_file_of_one_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.aac"
    head = (0b0 << 25 | 32000 << 2).to_bytes(4, "big")
    path.write_bytes(b"ADIF" + head + b"\0" * 60 + b"\x21" * 4000)
    assert read_file(path).track.length_s is not None


def test_a_wav_of_mp3_sound_has_the_length_its_fact_chunk_counts(
    tmp_path: Path,
) -> None:
    fmt = struct.pack("<HHIIHHH", 85, 1, 8000, 0, 1152, 0, 0)
    fact = make.chunk(b"fact", (12000).to_bytes(4, "little"))
    body = b"WAVE" + make.chunk(b"fmt ", fmt) + fact + make.chunk(b"data", b"\0" * 99)
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    assert read_file(path).track.length_s == 1.5


def test_all_info_lists_of_a_wav_are_read_the_first_one_first(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    lists = make.info_list(INAM="First"), make.info_list(INAM="Second", IART="Helena")
    path.write_bytes(make.wav_bytes(*lists))
    track = read_file(path).track
    assert (track.title, track.artist) == ("First", "Helena")


def test_an_id3_tag_in_front_of_a_wav_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(id3_bytes(FULL_ID3) + make.wav_bytes())
    reading = read_file(path)
    assert_full(reading)
    assert reading.track.length_s == 0.5


def test_id3_in_front_of_flac_only_fills_gaps(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    media["title"] = "Vorbis"
    media.save()
    frames = make.text_frame("TIT2", "ID3") + make.text_frame("TBPM", "126")
    path.write_bytes(make.id3_tag(frames) + path.read_bytes())
    track = read_file(path).track
    assert (track.title, track.bpm) == ("Vorbis", 126.0)


def test_id3v1_behind_flac_counts_where_it_is_alone(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    path.write_bytes(path.read_bytes() + make.id3v1_tag("Alone", "Helena", "words"))
    track = read_file(path).track
    assert (track.title, track.artist) == ("Alone", "Helena")


def test_a_lyrics3_block_does_not_hide_the_ape_tag(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    lyrics = b"LYRICSBEGIN" + b"IND0000200"
    lyrics += f"{len(lyrics):06d}".encode() + b"LYRICS200"
    tail = make.ape_tag([("Title", b"Behind")]) + lyrics + make.id3v1_tag("Cut", "", "")
    path.write_bytes(path.read_bytes() + tail)
    assert read_file(path).track.title == "Behind"


def test_mutagen_reads_the_ape_tags_these_tests_make(tmp_path: Path) -> None:
    path = tmp_path / "a.ape"
    path.write_bytes(make.monkeys_audio_bytes(make.ape_tag(APE_ITEMS)))
    assert str(apev2.APEv2(path)["Title"]) == "Sugar Moon"


def test_titles_with_escapes_and_endless_titles_are_made_safe(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    media["title"] = "Red\x1b[31m \u202eevil\x07\r\nline\x00"
    media["artist"] = "x" * 1_000_000
    media.save()
    track = read_file(path).track
    assert track.title == "Red evil line"
    assert len(track.artist) == 500


def test_a_text_that_only_looks_like_mixed_in_key_stays_text(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.flac")
    media = mutagen.File(path)
    assert media is not None
    media["key"] = base64.b64encode(b'{"key": 7}').decode()
    media["energy"] = "eyJ"
    media.save()
    track = read_file(path).track
    assert (track.key, track.energy) == (None, None)


def test_no_file_is_ever_written_to(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    tag_id3(path, FULL_ID3)
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_file(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_is_no_audio_says_so_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"<html>not found</html>" * 50)
    with pytest.raises(ClubplannerError, match="no sound in it") as caught:
        read_file(path)
    assert caught.value.where == str(path)


def tagged(path: Path, tags: dict[str, Any]) -> None:
    media = mutagen.File(path)
    assert media is not None
    media.update(tags)
    media.save()


def freeform(name: str) -> tuple[str, list[Any]]:
    return f"----:com.apple.iTunes:{name}", [mp4.MP4FreeForm(b"Cy")]


@pytest.mark.parametrize(
    ("name", "tags", "origin"),
    [
        ("a.flac", {"COMPOSER": ["Ann", "Bo"], "LYRICIST": "Cy"}, "COMPOSER, LYRICIST"),
        (
            "a.m4a",
            dict([("\xa9wrt", "Ann, Bo"), freeform("LYRICIST")]),
            "©wrt, iTunes:LYRICIST",
        ),
        (
            "a.wma",
            {"WM/Composer": ["Ann", "Bo"], "WM/Writer": "Cy"},
            "WM/Composer, WM/Writer",
        ),
    ],
)
def test_writers_of_music_and_words_are_found(
    tmp_path: Path, name: str, tags: dict[str, Any], origin: str
) -> None:
    path = tmp_path / name
    (make.silence if name == "a.flac" else make.made_by_ffmpeg)(path)
    tagged(path, tags)
    (source,) = read_file(path).evidence.sources["writers"]
    assert source.value == "Ann, Bo, Cy"
    assert source.origin == " and ".join(origin.split(", "))


def test_writers_of_an_mp3_and_of_an_info_list_are_found(tmp_path: Path) -> None:
    path = make.silence(tmp_path / "a.mp3")
    frames = [
        id3.TIT2(encoding=3, text=["Sugar Moon"]),
        id3.TCOM(encoding=3, text=["Ann", "Bo"]),
        id3.TEXT(encoding=3, text=["Ann"]),
    ]
    tag_id3(path, frames, 3)
    (source,) = read_file(path).evidence.sources["writers"]
    assert (source.value, source.origin) == ("Ann/Bo, Ann", "TCOM and TEXT")
    wav = tmp_path / "a.wav"
    wav.write_bytes(make.wav_bytes(make.info_list(INAM="A", IMUS="Ann")))
    (source,) = read_file(wav).evidence.sources["writers"]
    assert (source.value, source.origin) == ("Ann", "INFO IMUS")
    wav.write_bytes(make.wav_bytes(make.info_list(INAM="A")))
    assert "writers" not in read_file(wav).evidence.sources
