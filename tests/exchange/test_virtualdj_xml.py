"""VirtualDJ's database and its lists of 2024 and later."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.virtualdj.xml import KIND
from clubplanner.music.key import Key
from clubplanner.music.track import CuePoint, GridMarker
from tests.exchange.lists import is_claimed, read_bytes, words

DATABASE = """<?xml version="1.0" encoding="UTF-8"?>
<VirtualDJ_Database Version="2024">
 <Song FilePath="D:\\Music\\a &amp; b.mp3" FileSize="123">
  <Tags Author="A" Title="One" Remix="Edit" Album="Alb" Genre="House" Year="2024"
   Label="Milan" Composer="W" Remixer="R" Grouping="G" Stars="4" Bpm="0.5" Key="8B" />
  <Infos SongLength="212.5" />
  <Poi Pos="40" Size="8" Type="loop" Num="-1" Name="Build"/>
  <Poi Pos="0.512" Type="beatgrid" />
  <Poi Pos="100" Type="beatgrid" Bpm="0.5"/>
  <Poi Name="Intro" Pos="0.512" Num="1" />
  <Poi Pos="32" Type="cue" Num="9"/>
  <Poi Pos="3.72" Type="automix" Point="fadeStart" />
  <Poi Pos="-1" Type="cue" Num="2"/>
  <Comment>keep me</Comment>
  <Scan Version="801" Bpm="0.46875" Key="Am" />
 </Song>
 <Song FilePath="netsearch://dz1"><Tags Title="Two" Bpm="128.25"/></Song>
 <Song FilePath="/c.mp3"><Scan Bpm="0"/></Song>
</VirtualDJ_Database>
"""


def test_songs_have_what_virtualdj_knows_of_them() -> None:
    assert is_claimed(KIND, DATABASE.encode(), "x")
    found = read_bytes(KIND, DATABASE.encode(), "database.xml")
    one, two, three = found.tracks
    assert [song.comment for song in found.tracks] == ["keep me", "", ""]
    assert (one.path, one.artist, one.title) == (
        "D:\\Music\\a & b.mp3",
        "A",
        "One (Edit)",
    )
    assert (one.album, one.genre, one.year, one.label) == (
        "Alb",
        "House",
        2024,
        "Milan",
    )
    assert (one.writers, one.remixer, one.grouping, one.rating) == ("W", "R", "G", 4)
    assert (one.bpm, one.key, one.length_s) == (128, Key(8, "A"), 212.5)
    assert (two.path, two.bpm, three.bpm) == ("netsearch://dz1", 128.25, None)
    assert found.playlists == ()
    assert found.problems == ()


def test_points_of_the_dj_and_anchors_of_the_grid_are_kept_in_order() -> None:
    one = read_bytes(KIND, DATABASE.encode(), "database.xml").tracks[0]
    assert one.cue_points == (
        CuePoint(0.512, "cue", "Intro", 0, origin="VirtualDJ"),
        CuePoint(32, "cue", origin="VirtualDJ"),
        CuePoint(40, "loop", "Build", end_s=43.75, origin="VirtualDJ"),
    )
    assert one.beatgrid == (GridMarker(0.512, 128), GridMarker(100, 120))


def test_a_list_is_a_playlist_in_its_order() -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<VirtualFolder noDuplicates="no">\n'
        ' <song path="F:\\1-800.mp3" size="1" songlength="209.5" bpm="132.003" key="Em"'
        ' artist="bbno$" title="1-800" idx="0" />\n'
        ' <song path="/b.mp3" title="Bad" remix="VIP"/>\n</VirtualFolder>\n'
    )
    assert is_claimed(KIND, text.encode(), "x")
    found = read_bytes(KIND, text.encode(), "Top 40.vdjfolder")
    one, two = found.tracks
    assert (one.path, one.bpm, one.length_s) == ("F:\\1-800.mp3", 132.003, 209.5)
    assert (one.key, one.artist, one.title) == (Key(9, "A"), "bbno$", "1-800")
    assert two.title == "Bad (VIP)"
    assert [(list_.name, list_.tracks) for list_ in found.playlists] == [
        ("Top 40", (0, 1))
    ]


def test_a_database_cut_short_keeps_the_songs_before_the_cut() -> None:
    cut = DATABASE[: DATABASE.index("/c.mp3")].encode()
    found = read_bytes(KIND, cut, "database.xml")
    assert len(found.tracks) == 2
    assert "the XML is broken here" in words(found)[0]
    with pytest.raises(ClubplannerError, match="broken"):
        read_bytes(KIND, DATABASE[:300].encode(), "database.xml")


def test_a_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><VirtualDJ_Database></VirtualDJ_Database>'
    with pytest.raises(ClubplannerError, match="document type is refused"):
        read_bytes(KIND, bomb.encode(), "database.xml")


@pytest.mark.parametrize(
    "text", ["", "<xml/>", "VirtualDJ_Database", "<VirtualFolders>"]
)
def test_other_files_are_not_claimed(text: str) -> None:
    assert not is_claimed(KIND, text.encode(), "database.xml")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters='<&"'), max_size=40))
def test_any_value_is_read_without_an_exception(value: str) -> None:
    names = ("Bpm", "Key", "Pos", "Num", "Size", "Stars", "Year", "SongLength", "Title")
    told = " ".join(f'{name}="{value}"' for name in names)
    parts = f"<Tags {told}/><Infos {told}/><Scan {told}/><Poi {told}/>"
    text = f"<VirtualDJ_Database><Song FilePath='x'>{parts}</Song></VirtualDJ_Database>"
    with suppress(ClubplannerError):
        read_bytes(KIND, text.encode(), "database.xml")


@pytest.mark.parametrize(
    "song",
    [
        '<Song FilePath="/a.mp3" Author="A" Title="One"/>',
        '<Song FilePath="/a.mp3"><Display Author="A" Title="One"/>'
        '<Infos SongLength="20662"/><BPM Bpm="21168"/></Song>',
    ],
)
def test_songs_of_older_databases_have_their_names(song: str) -> None:
    text = f'<VirtualDJ_Database Version="6.0">{song}</VirtualDJ_Database>'
    (one,) = read_bytes(KIND, text.encode(), "database.xml").tracks
    assert (one.artist, one.title, one.length_s, one.bpm) == ("A", "One", None, None)
