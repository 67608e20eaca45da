"""ID3v2 as bytes: encodings, sizes written wrong, tags cut short, all versions."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.id3 import genre_name, read_id3, take_genres
from clubplanner.library.tags.id3_frames import Id3, parse_tag
from tests.library import make_files as make


def parsed(frames: bytes, version: int = 4, flags: int = 0) -> Id3:
    tag = parse_tag(make.id3_tag(frames, version, flags))
    assert tag is not None
    return tag


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\x00126", "126"),
        (b"\x01\xff\xfe1\x002\x006\x00", "126"),
        (b"\x01\xfe\xff\x001\x002\x006", "126"),
        (b"\x011\x002\x006\x00", "126"),
        (b"\x01\x001\x002\x006", "126"),
        (b"\x02\x001\x002\x006", "126"),
        (b"\x03126", "126"),
        (b"\x03126\0", "126"),
        (b"\x09126", "126"),
        (b"\x01\xff\xfe1\x002\x006\x007", "126"),
        (b"\x00Don\x92t \x96 caf\xe9", "Don’t – café"),
    ],
)
def test_text_is_decoded_whatever_its_encoding_byte_says(
    content: bytes, text: str
) -> None:
    assert parsed(make.frame("TBPM", content)).texts == {"tbpm": [text]}


def test_version_2_2_names_are_those_of_2_4() -> None:
    frames = b"".join(
        make.frame(name, content, 2)
        for name, content in [
            ("TT2", b"\0Title"),
            ("TBP", b"\x01\xff\xfe6\x003\x005\x000\x00"),
            ("COM", b"\0eng\0words"),
            ("TXX", b"\0fBPM\x0063.5"),
            ("POP", b"a@b\0\xc4"),
            ("GEO", b"\0mime\0name\0Serato Autotags\0data"),
        ]
    )
    tag = parsed(frames, 2)
    assert tag.texts == {
        "tit2": ["Title"],
        "tbpm": ["6350"],
        "comm:": ["words"],
        "txxx:fbpm": ["63.5"],
    }
    assert tag.popularities == [("a@b", 0xC4)]
    assert tag.objects == [("Serato Autotags", b"data")]


def test_several_values_are_separated_by_nul_each_with_its_own_byte_order_mark() -> (
    None
):
    content = b"\x01" + "A\0".encode("utf-16") + "B".encode("utf-16")
    assert parsed(make.frame("TPE1", content)).texts == {"tpe1": ["A", "B"]}


def test_plain_sizes_in_2_4_are_read_as_old_itunes_wrote_them() -> None:
    long = b"\x03" + b"x" * 300
    plain = b"TIT1" + len(long).to_bytes(4, "big") + b"\0\0" + long
    tag = parsed(plain + make.text_frame("TIT2", "after"))
    assert tag.texts["tit2"] == ["after"]
    assert tag.texts["tit1"] == ["x" * 300]


def test_synchsafe_sizes_in_2_3_are_read_too() -> None:
    long = make.frame("TIT1", b"\x03" + b"x" * 300, version=4)
    tag = parsed(long + make.text_frame("TIT2", "after", 3), 3)
    assert tag.texts["tit2"] == ["after"]


def test_a_tag_cut_short_yields_the_frames_that_are_there() -> None:
    frames = make.text_frame("TIT2", "whole") + make.text_frame("TALB", "cut off here")
    tag = parse_tag(make.id3_tag(frames, size=len(frames) + 4000)[:-5])
    assert tag is not None
    assert tag.texts["tit2"] == ["whole"]
    assert tag.texts["talb"] == ["cut off"]


def test_compressed_grouped_and_unsynchronised_frames_are_undone() -> None:
    plain = b"\x03" + b"text" * 20
    compressed = make.synchsafe(len(plain)) + zlib.compress(plain)
    tag = parsed(
        make.frame("TIT2", compressed, flags=0x09)
        + make.frame("TALB", b"\x07\x03grouped", flags=0x40)
        + make.frame("TPE1", b"\x00\xff\x00y", flags=0x02)
        + make.frame("TCON", b"\x03secret", flags=0x04)
    )
    assert tag.texts["tit2"] == ["text" * 20]
    assert tag.texts["talb"] == ["grouped"]
    assert tag.texts["tpe1"] == ["ÿy"]
    assert "tcon" not in tag.texts


def test_data_flagged_unsynchronised_that_is_not_stays_as_it_is() -> None:
    content = b"\x01" + "ÿ8".encode("utf-16")
    tag = parsed(make.frame("TIT2", content, 3), 3, flags=0x80)
    assert tag.texts["tit2"] == ["ÿ8"]


@pytest.mark.parametrize("version", [3, 4])
def test_an_extended_header_is_skipped(version: int) -> None:
    size = b"\0\0\0\x06" if version == 3 else b"\0\0\0\x0a"
    extended = size + b"\0" * 6
    frames = make.text_frame("TIT2", "after", version)
    assert parsed(extended + frames, version, 0x40).texts == {"tit2": ["after"]}


def test_gain_frames_give_the_master_channel() -> None:
    gain = int(-6.5 * 512).to_bytes(2, "big", signed=True)
    tag = parsed(make.frame("RVA2", b"Track\0" + b"\x01" + gain + b"\x10\x7f\xff"))
    assert tag.volumes == {"track": -6.5}


@pytest.mark.parametrize(
    ("texts", "genre"),
    [
        (["(17)"], "Rock"),
        (["17"], "Rock"),
        (["(17)Rock"], "Rock"),
        (["(4)(17)"], "Disco; Rock"),
        (["(4)Eurodisco"], "Disco; Eurodisco"),
        (["House", "(RX)"], "House; Remix"),
        (["((Odd) name"], "(Odd) name"),
        (["(255)"], ""),
        (["Hip-Hop/Rap"], "Hip-Hop/Rap"),
        (["1999"], "1999"),
    ],
)
def test_genre_numbers_are_spelled_out(texts: list[str], genre: str) -> None:
    found = Findings()
    take_genres(found, texts)
    assert found.first("genre") == genre


def test_genre_names_know_their_limits() -> None:
    assert genre_name("0") == "Blues"
    assert genre_name("192") == ""
    assert genre_name("seventeen") == ""


def test_grp1_is_the_grouping_and_tit1_then_the_work() -> None:
    found = Findings()
    read_id3(found, Id3(texts={"tit1": ["Symphony"], "grp1": ["Peak"]}))
    assert found.first("grouping") == "Peak"
    alone = Findings()
    read_id3(alone, Id3(texts={"tit1": ["Peak"]}))
    assert alone.first("grouping") == "Peak"


def test_program_comments_are_never_the_comment() -> None:
    found = Findings()
    texts = {
        "comm:itunnorm": [" 000"],
        "comm:songs-db_custom1": ["x"],
        "comm:": ["mine"],
    }
    read_id3(found, Id3(texts=texts))
    assert [said.text for said in found.said["comment"]] == ["mine"]


@given(st.binary(max_size=300), st.sampled_from([2, 3, 4]), st.integers(0, 255))
def test_any_bytes_make_a_tag_or_none_and_never_raise(
    body: bytes, version: int, flags: int
) -> None:
    tag = parsed(body, version, flags)
    found = Findings()
    read_id3(found, tag)


@given(st.data())
def test_a_tag_with_one_wrong_byte_never_raises(data: st.DataObject) -> None:
    frames = bytearray(
        make.text_frame("TIT2", "Title")
        + make.frame("COMM", b"\x01eng\xff\xfe\0\0\xff\xfea\0")
        + make.frame("GEOB", b"\x01m\0\xff\xfe\0\0\xff\xfeS\0\0\0data")
        + make.frame("RVA2", b"track\0\x01\x01\x00\x10\0\0")
        + make.frame("POPM", b"a@b\0\xff\0")
    )
    at = data.draw(st.integers(0, len(frames) - 1))
    frames[at] = data.draw(st.integers(0, 255))
    read_id3(Findings(), parsed(bytes(frames)))


@pytest.mark.parametrize("name", [b"xx!1", b"\xff\xfeAB", b"tit2"])
def test_a_frame_with_an_impossible_name_is_passed_over(name: bytes) -> None:
    odd = name + make.synchsafe(3) + b"\0\0abc"
    tag = parsed(odd + make.text_frame("TBPM", "126"))
    assert tag.texts == {"tbpm": ["126"]}


def test_garbage_behind_the_frames_ends_them() -> None:
    tag = parsed(make.text_frame("TBPM", "126") + b"~garbage~" * 30)
    assert tag.texts == {"tbpm": ["126"]}


@pytest.mark.parametrize(
    ("frames", "grouping"),
    [
        ([("TIT1", "Peak")], "Peak"),
        ([("TIT1", "Work"), ("GRP1", "Peak")], "Peak"),
        ([("TXXX", "Grouping\0Peak")], "Peak"),
        ([("TXXX", "GROUPING\0Other"), ("TIT1", "Peak")], "Peak"),
    ],
)
def test_the_grouping_is_found_wherever_it_stands(
    frames: list[tuple[str, str]], grouping: str
) -> None:
    found = Findings()
    content = b"".join(make.text_frame(name, text) for name, text in frames)
    read_id3(found, parsed(content))
    assert found.first("grouping") == grouping
