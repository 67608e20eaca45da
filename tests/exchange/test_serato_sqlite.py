import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.foreign_sqlite import opened
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.serato.sqlite_history import KIND
from clubplanner.music.key import Key

TEN = 1_795_816_800
"""27 November 2026, 22:00 UTC."""

TABLES = """
CREATE TABLE history_session (
    id INTEGER PRIMARY KEY, start_time INTEGER, end_time INTEGER, name TEXT);
CREATE TABLE connection (
    location_id INTEGER PRIMARY KEY, database_uri TEXT NOT NULL);
CREATE TABLE history_entry (
    id INTEGER PRIMARY KEY, session_id INTEGER, location_id INTEGER,
    portable_id TEXT DEFAULT '', file_name TEXT, name TEXT DEFAULT '',
    artist TEXT DEFAULT '', album TEXT DEFAULT '', genre TEXT DEFAULT '',
    remixer TEXT DEFAULT '', label TEXT DEFAULT '', composer TEXT DEFAULT '',
    grouping TEXT DEFAULT '', comments TEXT DEFAULT '', year TEXT DEFAULT '',
    key TEXT DEFAULT '', key_value INTEGER DEFAULT -1, bpm REAL, rating REAL,
    length_sec INTEGER, length_ms INTEGER, start_time INTEGER,
    end_time INTEGER DEFAULT -1, played INTEGER DEFAULT 0, deck TEXT DEFAULT '',
    notes TEXT DEFAULT '');
INSERT INTO history_session VALUES (1, 1795816800, 1795838400, 'Residents'),
    (2, 1796421600, -1, NULL);
INSERT INTO connection VALUES
    (1, '/Users/ice/Library/Application Support/Serato/Library/root.sqlite'),
    (2, '/Volumes/USB #1/_Serato_/Library/location.sqlite'),
    (3, 'D:\\_Serato_\\Library\\location.sqlite');
"""


def library(
    folder: Path, *rows: dict[str, object], name: str = "master.sqlite"
) -> Path:
    path = folder / name
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(TABLES)
        insert(database, *rows)
    return path


def insert(database: sqlite3.Connection, *rows: dict[str, object]) -> None:
    for row in rows:
        names, holes = ", ".join(row), ", ".join("?" * len(row))
        command = f"INSERT INTO history_entry ({names}) VALUES ({holes})"
        database.execute(command, tuple(row.values()))
    database.commit()


def play(number: int, **others: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "session_id": 1,
        "name": f"Song {number}",
        "start_time": TEN + 300 * number,
    }
    return {**plain, **others}


def test_a_row_has_everything_serato_knows(tmp_path: Path) -> None:
    row = play(
        0,
        location_id=2,
        portable_id="Music/東京  #2.mp3",
        file_name="東京  #2.mp3",
        artist="Act\x1b[2J",
        album="Album",
        genre="House",
        remixer="Remixer",
        label="Label",
        composer="Composer",
        grouping="group",
        comments="4A",
        notes="worked",
        year="2019",
        key="Am",
        key_value=7,
        bpm=126.5,
        rating=0.8,
        length_sec=385,
        length_ms=385310,
        end_time=TEN + 381,
        played=1,
        deck="2",
    )
    source = Source(library(tmp_path, row))
    assert KIND.claims(source)
    read = KIND.read(source)
    assert read.tracks == (
        Entry(
            path="/Volumes/USB #1/Music/東京  #2.mp3",
            title="Song 0",
            artist="Act",
            album="Album",
            genre="House",
            remixer="Remixer",
            label="Label",
            writers="Composer",
            grouping="group",
            comment="worked",
            year=2019,
            key=Key(8, "A"),
            key_text="Am",
            bpm=126.5,
            rating=4.0,
            length_s=385.31,
            started_at=datetime(2026, 11, 27, 22, 0, tzinfo=UTC),
            played_s=381,
            deck=2,
            is_public=True,
        ),
    )
    (night,) = read.playlists
    assert (night.name, night.kind, night.day) == (
        "Residents",
        "history",
        date(2026, 11, 27),
    )


def test_sessions_are_nights_in_order(tmp_path: Path) -> None:
    late = [play(n, session_id=2, start_time=TEN + 604_800 + n) for n in range(2)]
    rows = [*late, play(3), play(1, played=1), play(2)]
    read = KIND.read(Source(library(tmp_path, *rows)))
    assert [(one.name, one.tracks) for one in read.playlists] == [
        ("Residents", (0, 1, 2)),
        ("2026-12-04", (3, 4)),
    ]
    assert [one.title for one in read.tracks[:3]] == ["Song 1", "Song 2", "Song 3"]
    assert [one.is_public for one in read.tracks[:2]] == [True, False]
    assert read.tracks[0].played_s is None


@pytest.mark.parametrize(
    ("location", "portable", "path"),
    [
        (1, "Users/ice/a.mp3", "/Users/ice/a.mp3"),
        (3, "Music/a.mp3", "D:/Music/a.mp3"),
        (9, "Music/a.mp3", "Music/a.mp3"),
        (None, "", "a.mp3"),
        (1, "streaming://tidal/1", "streaming://tidal/1"),
    ],
)
def test_a_path_counts_from_its_drive(
    tmp_path: Path, location: int | None, portable: str, path: str
) -> None:
    row = play(1, location_id=location, portable_id=portable, file_name="a.mp3")
    (entry,) = KIND.read(Source(library(tmp_path, row))).tracks
    assert entry.path == path


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("6m", -1, Key(1, "A")),
        ("", 1, Key(2, "A")),
        ("", 21, Key(10, "B")),
        ("", 24, None),
        ("", -1, None),
        ("", "x", None),
    ],
)
def test_a_key_is_read_of_either_column(
    tmp_path: Path, text: str, value: object, key: Key | None
) -> None:
    row = play(1, key=text, key_value=value)
    assert KIND.read(Source(library(tmp_path, row))).tracks[0].key == key


def test_values_of_a_wrong_type_are_unknown(tmp_path: Path) -> None:
    row = play(
        1,
        bpm="fast",
        rating=7,
        length_ms="x",
        end_time=2.5,
        played=b"\xff",
        artist=b"\xff\xfe",
        portable_id="a\nb",
        year=2019,
    )
    (entry,) = KIND.read(Source(library(tmp_path, row))).tracks
    assert entry.title == "Song 1"
    assert (entry.bpm, entry.rating, entry.length_s, entry.played_s) == (None,) * 4
    assert (entry.is_public, entry.artist, entry.year) == (None, "", 2019)
    assert entry.path == "a\ufffdb"


def test_columns_another_version_lacks_are_unknown(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE history_session (id INTEGER);"
            "CREATE TABLE history_entry (session_id, start_time, name);"
            f"INSERT INTO history_entry VALUES (1, {TEN}, 'Song')"
        )
    read = KIND.read(Source(path))
    assert [one.title for one in read.tracks] == ["Song"]
    assert read.playlists[0].name == "2026-11-27"


def test_other_databases_are_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "mixxxdb.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE library (id INTEGER)")
    assert not KIND.claims(Source(path))
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert not KIND.claims(Source(path))
    path.write_bytes(b"")
    assert not KIND.claims(Source(path))


@contextlib.contextmanager
def serato_running(path: Path) -> Iterator[sqlite3.Connection]:
    """Serato with its library open: the newest row stands only in the log."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA wal_autocheckpoint = 0")
        insert(database, play(2))
        yield database


def test_a_library_in_use_is_read_with_its_newest_row(tmp_path: Path) -> None:
    path = library(tmp_path, play(1), name="100% #1?.sqlite")
    with serato_running(path):
        files = {one: one.read_bytes() for one in tmp_path.iterdir()}
        assert {one.suffix for one in files} >= {".sqlite-wal"}
        source = Source(path)
        assert KIND.claims(source)
        titles = [one.title for one in KIND.read(source).tracks]
        assert titles == ["Song 1", "Song 2"]
        assert {one: one.read_bytes() for one in tmp_path.iterdir()} == files


def test_nothing_is_made_beside_a_library_at_rest(tmp_path: Path) -> None:
    path = library(tmp_path, play(1))
    with serato_running(path):
        pass
    assert list(tmp_path.iterdir()) == [path]
    before = path.read_bytes()
    assert len(KIND.read(Source(path)).tracks) == 2
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before


def test_a_locked_library_is_read_and_one_sentence(tmp_path: Path) -> None:
    path = library(tmp_path, play(1))
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert KIND.claims(Source(path))
        found = KIND.read(Source(path))
        assert len(found.tracks) == 1
        (problem,) = found.problems
        assert "another program holds this" in problem.msg
        assert problem.is_notice
        assert [one.name for one in tmp_path.glob("clubplanner*")] == []


def test_a_library_that_never_rests_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library(tmp_path, play(1))
    with serato_running(path) as database:

        def copy_while_playing(source: Path, target: Path) -> None:
            insert(database, play(3))
            target.write_bytes(source.read_bytes())

        monkeypatch.setattr("shutil.copyfile", copy_while_playing)
        with pytest.raises(ClubplannerError, match="is writing to this database"):
            KIND.read(Source(path))


def test_a_library_cut_short_is_one_sentence(tmp_path: Path) -> None:
    path = library(tmp_path, *(play(n, notes="x" * 500) for n in range(200)))
    whole = path.read_bytes()
    for size in (100, 5000, len(whole) // 2, len(whole) - 4096):
        path.write_bytes(whole[:size])
        with pytest.raises(ClubplannerError, match=r"damaged|cannot be read"):
            KIND.read(Source(path))


def test_a_library_never_played_with_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ClubplannerError, match="no track was ever played"):
        KIND.read(Source(library(tmp_path)))


def test_a_file_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(ClubplannerError, match="No such file"),
        opened(tmp_path / "no.sqlite", "no.sqlite"),
    ):
        pass
