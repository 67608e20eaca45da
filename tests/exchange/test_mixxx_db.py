"""Mixxx's library: of a schema as Mixxx 2.3.3 makes it, and of broken ones."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Imported, Source
from clubplanner.exchange.mixxx_db import KIND
from clubplanner.music.key import Key
from clubplanner.music.track import CuePoint

SCHEMA = """
CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location varchar(512), filename,
  directory, filesize INTEGER, fs_deleted INTEGER, needs_verification INTEGER);
CREATE TABLE library (id INTEGER PRIMARY KEY AUTOINCREMENT, artist varchar(64),
  title varchar(64), album varchar(64), year varchar(16), genre varchar(64),
  location integer, comment varchar(256), duration float, samplerate integer,
  bpm float, mixxx_deleted integer, timesplayed integer DEFAULT 0,
  rating integer DEFAULT 0, key varchar(8) DEFAULT "", composer varchar(64) DEFAULT "",
  key_id INTEGER DEFAULT 0, grouping TEXT DEFAULT "");
CREATE TABLE cues (id integer PRIMARY KEY AUTOINCREMENT, track_id integer NOT NULL,
  type integer DEFAULT 0 NOT NULL, position integer DEFAULT -1 NOT NULL,
  length integer DEFAULT 0 NOT NULL, hotcue integer DEFAULT -1 NOT NULL,
  label text DEFAULT '' NOT NULL, color INTEGER DEFAULT 4294901760 NOT NULL);
CREATE TABLE crates (id INTEGER PRIMARY KEY, name varchar(48), count INTEGER);
CREATE TABLE crate_tracks (crate_id INTEGER, track_id INTEGER);
CREATE TABLE Playlists (id INTEGER primary key, name varchar(48), position INTEGER,
  hidden INTEGER DEFAULT 0 NOT NULL, date_created datetime, date_modified datetime,
  locked integer DEFAULT 0);
CREATE TABLE PlaylistTracks (id INTEGER primary key, playlist_id INTEGER,
  track_id INTEGER, position INTEGER, pl_datetime_added);
"""

CONTENT = """
INSERT INTO track_locations (id, location) VALUES
  (7, '/m/#1 100% é.mp3'), (8, '/m/b.mp3'), (9, '/m/gone.mp3');
INSERT INTO library (id, artist, title, album, year, genre, location, comment,
  duration, samplerate, bpm, mixxx_deleted, rating, key, composer, key_id, grouping)
VALUES
  (3, 'A', 'Rivalry', 'L', '2025-11-28', 'G', 7, 'C', 205.5, 48000, 128.25, 0, 4,
   'Am', 'W', 22, 'R'),
  (4, NULL, char(27) || '[2JInferno', NULL, NULL, NULL, 8, NULL, 0, NULL, 0.0, NULL,
   0, '', NULL, 13, NULL),
  (5, 'A', 'Gone', NULL, NULL, NULL, 9, NULL, 100, 44100, 120, 1, 0, '', NULL, 0, '');
INSERT INTO cues (track_id, type, position, length, hotcue, label) VALUES
  (3, 4, 960000, 192000, 2, ''), (3, 1, 96000, 0, 0, 'Drop'), (3, 2, 0, 0, -1, ''),
  (3, 6, 9600.0, 100, -1, ''), (3, 7, 9600000, 100, -1, ''), (3, 1, -1, 0, 3, ''),
  (3, 8, 5, 100, -1, ''), (4, 1, 96000, 0, 0, 'no rate');
INSERT INTO crates VALUES (1, 'Ice', 2);
INSERT INTO crate_tracks VALUES (1, 4), (1, 5), (1, 3);
INSERT INTO Playlists (id, name, hidden) VALUES
  (1, 'Friday', 0), (2, 'Auto DJ', 1), (3, '2026-11-27 #2', 2), (4, '2026-11-28', 2),
  (5, 'opening', 2);
INSERT INTO PlaylistTracks (playlist_id, track_id, position, pl_datetime_added) VALUES
  (1, 4, 2, NULL), (1, 3, 1, NULL), (1, 3, 3, NULL), (1, 99, 4, NULL),
  (2, 3, 1, NULL),
  (3, 3, 1, '2026-11-27 23:58:01'), (3, 5, 2, '2026-11-28 00:02:00'),
  (3, 3, 3, '2026-11-28 00:06:00'), (3, 4, 4, 'soon'),
  (5, 4, 1, '2026-12-01T20:00:00.000Z');
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "mixxxdb #1 %20.sqlite"
    made = sqlite3.connect(path)
    made.executescript(SCHEMA + CONTENT)
    made.close()
    return path


def _read(path: Path) -> Imported:
    source = Source(path, "mixxxdb.sqlite")
    assert KIND.claims(source)
    return KIND.read(source)


def test_tracks_have_what_mixxx_knows_of_them(database: Path) -> None:
    found = _read(database)
    one, two = found.tracks[:2]
    assert (one.path, one.artist, one.title) == ("/m/#1 100% é.mp3", "A", "Rivalry")
    assert (one.album, one.genre, one.comment) == ("L", "G", "C")
    assert (one.writers, one.grouping, one.year) == ("W", "R", 2025)
    assert (one.bpm, one.key, one.key_text) == (128.25, Key(8, "A"), "Am")
    assert (one.rating, one.length_s) == (4, 205.5)
    assert (two.title, two.artist, two.key) == ("Inferno", "", Key(5, "A"))
    assert (two.bpm, two.rating, two.length_s) == (None, None, None)
    assert {entry.title for entry in found.tracks} == {"Rivalry", "Inferno"}


def test_cue_points_are_counted_in_samples_of_two_channels(database: Path) -> None:
    one, two = _read(database).tracks[:2]
    assert one.cue_points == (
        CuePoint(0, "load", origin="Mixxx"),
        CuePoint(0.1, "fade-in", origin="Mixxx"),
        CuePoint(1, "cue", "Drop", 0, origin="Mixxx"),
        CuePoint(10, "loop", "", 2, end_s=12, origin="Mixxx"),
        CuePoint(100, "fade-out", origin="Mixxx"),
    )
    assert two.cue_points == ()


def test_crates_playlists_and_nights_keep_their_order(database: Path) -> None:
    found = _read(database)
    ice, friday, night, opening = found.playlists
    assert (ice.name, ice.kind, ice.tracks, ice.missing) == ("Ice", "crate", (1, 0), 1)
    assert (friday.name, friday.kind, friday.tracks, friday.missing) == (
        "Friday",
        "playlist",
        (0, 1, 0),
        1,
    )
    assert (night.name, night.kind, night.day, night.missing) == (
        "2026-11-27 #2",
        "history",
        date(2026, 11, 27),
        1,
    )
    played = [found.tracks[place] for place in night.tracks]
    assert [(one.title, one.started_at) for one in played] == [
        ("Rivalry", datetime(2026, 11, 27, 23, 58, 1, tzinfo=UTC)),
        ("Rivalry", datetime(2026, 11, 28, 0, 6, tzinfo=UTC)),
        ("Inferno", None),
    ]
    assert (opening.name, opening.day) == ("opening", date(2026, 12, 1))


def test_reading_leaves_the_folder_as_it_was(database: Path) -> None:
    before = database.read_bytes(), sorted(database.parent.iterdir())
    _read(database)
    assert (database.read_bytes(), sorted(database.parent.iterdir())) == before


def test_an_older_schema_lacks_columns_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    made = sqlite3.connect(path)
    made.executescript(
        "CREATE TABLE library (id INTEGER PRIMARY KEY, title, location);"
        "CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location);"
        "CREATE TABLE Playlists (id INTEGER PRIMARY KEY, name, hidden);"
        "CREATE TABLE PlaylistTracks (playlist_id, track_id, position);"
        "INSERT INTO library VALUES (1, 'x', 2);"
        "INSERT INTO Playlists VALUES (1, '2026-11-28', 2);"
        "INSERT INTO PlaylistTracks VALUES (1, 1, 1);"
    )
    made.close()
    found = _read(path)
    assert [(one.title, one.path, one.started_at) for one in found.tracks] == [
        ("x", "", None),
        ("x", "", None),
    ]


@pytest.fixture(params=["exclusive", "wal", "immediate"])
def writer(database: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A database that another program holds open in the middle of a change."""
    held = sqlite3.connect(database, isolation_level=None)
    if request.param == "wal":
        held.execute("PRAGMA journal_mode = wal")
        held.execute("BEGIN IMMEDIATE")
    else:
        held.execute(f"BEGIN {request.param}")
    held.execute("UPDATE library SET title = 'half done'")
    yield database
    held.close()


def test_a_database_its_program_writes_to_is_read_as_it_was(writer: Path) -> None:
    before = sorted(writer.parent.iterdir())
    assert _read(writer).tracks[0].title == "Rivalry"
    assert sorted(writer.parent.iterdir()) == before


def test_changes_that_still_stand_in_the_wal_are_read(database: Path) -> None:
    held = sqlite3.connect(database)
    held.execute("PRAGMA journal_mode = wal")
    held.execute("UPDATE library SET title = 'new' WHERE id = 3")
    held.commit()
    assert _read(database).tracks[0].title == "new"
    held.close()


def test_a_change_a_crash_broke_off_is_taken_back_in_a_copy(
    database: Path, tmp_path: Path
) -> None:
    held = sqlite3.connect(database, isolation_level=None)
    held.execute("PRAGMA cache_size = 1")
    held.execute("PRAGMA cache_spill = 1")
    held.execute("BEGIN IMMEDIATE")
    held.execute(
        "UPDATE library SET title = 'half done', comment = hex(zeroblob(9999))"
    )
    held.execute("INSERT INTO crates VALUES (9, hex(zeroblob(999999)), 1)")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for part in tmp_path.glob("mixxxdb*"):
        shutil.copyfile(part, crashed / part.name)
    held.close()
    files = sorted(crashed.iterdir())
    assert len(files) == 2
    before = [file.read_bytes() for file in files]
    assert _read(crashed / database.name).tracks[0].title == "Rivalry"
    assert [file.read_bytes() for file in files] == before


def test_another_database_is_not_claimed_and_said_to_be_another(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE Track (id)")
    made.commit()
    made.close()
    assert not KIND.claims(Source(path))
    with pytest.raises(ClubplannerError, match="none of Mixxx"):
        KIND.read(Source(path))


@pytest.mark.parametrize("size", [100, 1024, 5000, 9000, 20_000])
def test_a_database_cut_short_is_one_sentence(database: Path, size: int) -> None:
    path = database.with_name("mixxxdb.sqlite")
    path.write_bytes(database.read_bytes()[:size])
    source = Source(path, "mixxxdb.sqlite")
    assert KIND.claims(source)
    with pytest.raises(ClubplannerError) as caught:
        KIND.read(source)
    assert str(caught.value).startswith("mixxxdb.sqlite: this database ")


@pytest.mark.parametrize("name", [b"l\xffbrary", b"l\x1b[2Jry", b"l'brary"])
def test_a_spoilt_schema_is_one_sentence(database: Path, name: bytes) -> None:
    path = database.with_name("mixxxdb.sqlite")
    path.write_bytes(database.read_bytes().replace(b"library", name))
    with pytest.raises(ClubplannerError) as caught:
        KIND.read(Source(path, "mixxxdb.sqlite"))
    assert str(caught.value).startswith("mixxxdb.sqlite: this database ")
    assert str(caught.value).isprintable()


def test_text_that_is_no_unicode_and_values_of_any_type_are_read(
    database: Path,
) -> None:
    made = sqlite3.connect(database)
    made.execute(
        "UPDATE library SET title = CAST(X'C3FF' AS TEXT), bpm = 'x', year = 9"
    )
    made.execute("UPDATE library SET rating = 1e999, key_id = 99, duration = X'00'")
    made.execute("UPDATE library SET samplerate = -1, location = 'x', key = X'41'")
    made.execute("UPDATE PlaylistTracks SET pl_datetime_added = 5")
    made.commit()
    made.close()
    one = _read(database).tracks[0]
    assert (one.bpm, one.rating, one.key, one.length_s, one.year) == (None,) * 5
    assert one.title.startswith("\ufffd")


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.binary(max_size=200), place=st.integers(0, 12_000))
def test_garbage_in_a_database_is_no_exception(
    database: Path, data: bytes, place: int
) -> None:
    whole = bytearray(database.read_bytes())
    whole[place : place + len(data)] = data
    path = database.with_name("mixxxdb.sqlite")
    path.write_bytes(whole)
    with suppress(ClubplannerError):
        if KIND.claims(Source(path)):
            KIND.read(Source(path))
