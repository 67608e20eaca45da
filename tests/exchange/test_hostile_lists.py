"""What no list should be: endless, binary, cut short. One sentence, no traceback."""

import random
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import (
    csv_sheet,
    cue_reading,
    engine,
    json_plan,
    m3u8,
    mixxx_db,
    plain_csv,
    pls,
    tracklist_reading,
)
from clubplanner.exchange.incoming import Kind, Source
from clubplanner.exchange.virtualdj import csv as virtualdj_csv
from clubplanner.exchange.virtualdj import m3u as virtualdj_m3u
from clubplanner.exchange.virtualdj import tracklist as virtualdj_tracklist
from clubplanner.exchange.virtualdj import xml as virtualdj_xml
from tests.exchange.lists import is_claimed, read_bytes

IN_ORDER = (
    mixxx_db.KIND,
    json_plan.KIND,
    virtualdj_xml.KIND,
    pls.KIND,
    cue_reading.KIND,
    virtualdj_m3u.KIND,
    m3u8.KIND,
    virtualdj_tracklist.KIND,
    csv_sheet.KIND,
    engine.KIND,
    virtualdj_csv.KIND,
    plain_csv.KIND,
    tracklist_reading.KIND,
)

WHOLE = {
    "clubplanner-json": '{\n  "clubplanner": {"format": "plan"}, "slots": []}',
    "virtualdj-xml": "<VirtualDJ_Database><Song FilePath='a'></Song>"
    "</VirtualDJ_Database>",
    "pls": "[playlist]\nFile1=a.mp3\n",
    "cue": 'FILE "a" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
    "virtualdj-m3u": "#EXTVDJ:<time>21:39</time><title>T</title>\n/a.mp3\n",
    "m3u": "#EXTM3U\n#EXTINF:1,A - B\n/a.mp3\n#EXTINF:1,C - D\n/b.mp3\n",
    "virtualdj-tracklist": "VirtualDJ History 2025/06/20\n---\n21:32 : A - B\n",
    "clubplanner-csv": "No,Clock,Overlap,Pinned,Artist,Title\n1,,,,A,B\n",
    "engine-csv": "#,Title,Artist,Length (s),File name\n1,T,A,200,a.mp3\n",
    "virtualdj-csv": "sep=,\nTitle,Artist,Remix,Length,Bpm\nT,A,,3:20,128\n",
    "csv": "Artist,Title\nA,T\n",
    "tracklist": "1. A - B\n2. C - D\n",
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-8-sig"])
def test_each_list_is_claimed_by_its_own_kind_first(name: str, codec: str) -> None:
    data = WHOLE[name].encode(codec)
    claims = [kind.name for kind in IN_ORDER if is_claimed(kind, data, "x")]
    assert claims[0] == name
    found = read_bytes(next(k for k in IN_ORDER if k.name == name), data, "x")
    assert found.kind == name


def _large(path: Path, size: int) -> Path:
    with path.open("wb") as stream:
        stream.write(b"#EXTM3U\n")
        stream.truncate(size)
    return path


STREAMED = (mixxx_db.KIND, virtualdj_xml.KIND)
TEXTS = [kind for kind in IN_ORDER if kind not in STREAMED]


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.name)
def test_a_line_of_100_mb_is_one_sentence(kind: Kind, tmp_path: Path) -> None:
    source = Source(_large(tmp_path / "x.m3u8", 100 * 2**20), "x.m3u8")
    with pytest.raises(ClubplannerError) as caught:
        kind.read(source)
    most = 8 if kind is json_plan.KIND else 32
    assert str(caught.value) == (
        f"x.m3u8: this file is too large for a list (over {most} MB): "
        "export a single playlist or night"
    )


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("sign", [b"a", b'"', b"<", b"[", b"- ", b"1:00 "])
def test_a_line_of_a_megabyte_takes_no_time(kind: Kind, sign: bytes) -> None:
    head = WHOLE[kind.name].encode()
    for data in (head + sign * 2**20, sign * 2**20):
        with suppress(ClubplannerError):
            read_bytes(kind, data[: 2**20], "x.txt")
        is_claimed(kind, data[: 2**17], "x.txt")


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.name)
def test_binary_data_with_the_right_ending_is_not_claimed(kind: Kind) -> None:
    noise = random.Random(4).randbytes(100_000)
    for name in (
        "x.m3u8",
        "x.cue",
        "x.pls",
        "x.csv",
        "x.txt",
        "x.json",
        "mixxxdb.sqlite",
    ):
        for data in (noise, bytes(5000), b"ID3\x04" + noise, b"\xff\xd8\xff" + noise):
            assert not is_claimed(kind, data, name)


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.name)
def test_thousands_of_lines_that_mean_nothing_are_read_in_a_moment(kind: Kind) -> None:
    data = WHOLE[kind.name].encode() + b"\n,- \n" * 10_000
    with suppress(ClubplannerError):
        assert len(read_bytes(kind, data, "x.txt").tracks) <= 20_002


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(IN_ORDER), st.binary(max_size=300), st.data())
def test_a_list_cut_short_or_spoilt_is_no_exception(
    kind: Kind, noise: bytes, data: st.DataObject
) -> None:
    whole = WHOLE.get(kind.name, "SQLite format 3\0").encode()
    cut = data.draw(st.integers(0, len(whole)))
    for spoilt in (whole[:cut], whole[:cut] + noise + whole[cut:]):
        with suppress(ClubplannerError):
            is_claimed(kind, spoilt, "x.txt")
            read_bytes(kind, spoilt, "x.txt")


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.name)
def test_a_folder_and_a_missing_file_are_one_sentence(
    kind: Kind, tmp_path: Path
) -> None:
    for path in (tmp_path, tmp_path / "none.cue"):
        with pytest.raises(ClubplannerError) as caught:
            kind.read(Source(path))
        assert str(path) in str(caught.value)


def test_a_database_named_like_a_list_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "x.m3u"
    sqlite3.connect(path).execute("CREATE TABLE a (b)").connection.close()
    assert not any(kind.claims(Source(path)) for kind in IN_ORDER)


def test_a_plan_larger_than_any_night_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    head = b'{"clubplanner": {"format": "plan", "version": 1}, "slots": ['
    path.write_bytes(head + b"[]," * (json_plan.LARGEST // 3) + b"[]]}")
    assert json_plan.KIND.claims(Source(path))
    with pytest.raises(ClubplannerError, match="too large"):
        json_plan.KIND.read(Source(path))
