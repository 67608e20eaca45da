import time
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.serato.database import KIND
from clubplanner.music.key import Key
from tests.exchange import serato_bytes as serato


def database_in(folder: Path, *rows: bytes) -> Source:
    data = serato.head(serato.DATABASE) + b"".join(rows)
    return serato.lying(folder, "_Serato_/database V2", data)


def test_a_track_has_everything_serato_knows(tmp_path: Path) -> None:
    row = serato.track(
        ttyp="mp3",
        pfil="Music/東京 & co.mp3",
        tsng="Heartbeat III\n",
        tart="A\x1b[31mct",
        talb="Album",
        tgen="House",
        tlen="06:25.31",
        tbpm="126.00",
        tkey="Ebm",
        tcom="4A - Energy 5",
        tlbl="Label",
        tcmp="Composer",
        trmx="Remixer",
        tgrp="peak",
        ttyr="2019",
        tadd="1731000000",
    )
    source = database_in(tmp_path, row)
    assert KIND.claims(source)
    read = KIND.read(source)
    assert read.tracks == (
        Entry(
            path=f"{tmp_path}/Music/東京 & co.mp3",
            title="Heartbeat III",
            artist="Act",
            album="Album",
            genre="House",
            length_s=385.31,
            bpm=126.0,
            key=Key(2, "A"),
            key_text="Ebm",
            comment="4A - Energy 5",
            label="Label",
            writers="Composer",
            remixer="Remixer",
            grouping="peak",
            year=2019,
        ),
    )
    assert (read.kind, read.playlists, read.problems) == ("serato-database", (), ())


def test_what_is_unknown_stays_unknown(tmp_path: Path) -> None:
    row = serato.track(pfil="a.mp3", tbpm="0.00", tkey="o", ttyr="", tlen="")
    (entry,) = KIND.read(database_in(tmp_path, row)).tracks
    assert entry == Entry(path=f"{tmp_path}/a.mp3", key_text="o")


def test_a_damaged_row_and_a_cut_end_are_told(tmp_path: Path) -> None:
    good = serato.track(pfil="a.mp3")
    bad = serato.chunk("otrk", b"pfil\x7f\xff\xff\xff")
    read = KIND.read(database_in(tmp_path, good, bad, good, good[:-3]))
    assert len(read.tracks) == 2
    cut, left_out = map(str, read.problems)
    assert "the file ends inside a record" in cut
    assert left_out.endswith("tracks left out as damaged: 1")


@pytest.mark.parametrize(
    "rows", [(), (serato.chunk("oses", b""),), (serato.track(tsng="no path"),)]
)
def test_a_collection_without_tracks_is_one_sentence(
    tmp_path: Path, rows: tuple[bytes, ...]
) -> None:
    with pytest.raises(ClubplannerError, match="no track in this Serato collection"):
        KIND.read(database_in(tmp_path, *rows))


def test_a_large_collection_is_streamed(tmp_path: Path) -> None:
    rows = [
        serato.track(pfil=f"Music/{n}.mp3", tsng=f"Song {n}", tbpm="126.00")
        for n in range(5000)
    ]
    source = database_in(tmp_path, *rows)
    begin = time.process_time()
    read = KIND.read(source)
    assert len(read.tracks) == 5000
    assert time.process_time() - begin < 5
