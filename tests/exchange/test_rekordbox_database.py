import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.rekordbox.database import KIND
from clubplanner.music.key import KEYS

HINT = "pip install 'clubplanner[rekordbox]'"


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


@contextmanager
def encrypted(path: Path) -> Iterator[Any]:
    """A session on a new encrypted database with the tables pyrekordbox knows."""
    pytest.importorskip("pyrekordbox", reason="needs pyrekordbox")
    from pyrekordbox.masterdb import database, models
    from pyrekordbox.utils import deobfuscate
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    key = deobfuscate(database.BLOB)
    url = f"sqlite+pysqlcipher://:{key}@/{path}?"
    engine = create_engine(url, module=database.sqlite3)
    for table in models.Base.metadata.tables.values():
        for column in table.columns:
            column.nullable = not column.primary_key  # as rekordbox has them
    models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
        session.commit()
    engine.dispose()


def fill(session: Any) -> None:
    from pyrekordbox.masterdb import models as m

    def add(model: Any, id_: str, **values: Any) -> None:
        session.add(model(ID=id_, **values))

    add(m.DjmdArtist, "1", Name="Ice & Fire")
    add(m.DjmdArtist, "2", Name="DJ Skate")
    add(m.DjmdArtist, "3", Name="A. Writer")
    add(m.DjmdAlbum, "1", Name="Rink")
    add(m.DjmdGenre, "1", Name="Techno")
    add(m.DjmdLabel, "1", Name="Puck")
    add(m.DjmdKey, "1", ScaleName="Am")
    track = {"FolderPath": "/Users/x/Blade é.mp3", "Title": "Blade", "BPM": 12850}
    track |= {"Subtitle": "Extended Mix", "Length": 301, "Rating": 4}
    track |= {"ReleaseYear": 2021, "Commnt": "8A - 7", "ISRC": "GBAYE0601498"}
    track |= {"ArtistID": "1", "RemixerID": "2", "ComposerID": "3", "AlbumID": "1"}
    track |= {"GenreID": "1", "LabelID": "1", "KeyID": "1"}
    add(m.DjmdContent, "10", **track)
    add(m.DjmdContent, "11", FolderPath="C:/Music/Puck.wav", Title="Puck", BPM=0)
    add(m.DjmdContent, "12", FolderPath="/gone.mp3", Title="Gone", rb_local_deleted=1)
    add(m.DjmdPlaylist, "20", Name="Nights", Attribute=1, ParentID="root", Seq=2)
    add(m.DjmdPlaylist, "21", Name="Friday", Attribute=0, ParentID="20", Seq=1)
    add(m.DjmdPlaylist, "22", Name="Smart", Attribute=4, ParentID="root", Seq=3)
    add(m.DjmdPlaylist, "23", Name="All", Attribute=0, ParentID="root", Seq=1)
    for number, content in enumerate(("11", "10", "11", "12")):
        values = {"ContentID": content, "TrackNo": 4 - number}
        add(m.DjmdSongPlaylist, str(number), PlaylistID="21", **values)
    day = {"DateCreated": "2023-07-28", "Attribute": 0}
    add(m.DjmdHistory, "30", Name="HISTORY 2023-07-28 (4)", Seq=1, **day)
    add(
        m.DjmdHistory, "31", Name="After", Seq=2, **{**day, "DateCreated": "2023-07-30"}
    )
    plays = (("30", "10", 2), ("30", "11", 1), ("30", "99", 3), ("31", "10", 1))
    for number, (history, content, place) in enumerate(plays):
        moment = datetime(2023, 7, 28, 22, 10 * place, 0, 5000, tzinfo=UTC)
        values = {"ContentID": content, "TrackNo": place, "created_at": moment}
        add(m.DjmdSongHistory, str(number), HistoryID=history, **values)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("filled") / "master.db"
    with encrypted(path) as session:
        fill(session)
    return path.read_bytes()


@pytest.fixture
def master(tmp_path: Path, filled: bytes) -> Path:
    path = tmp_path / "rekordbox" / "master.db"
    path.parent.mkdir()
    path.write_bytes(filled)
    return path


def test_the_collection_is_read(master: Path) -> None:
    source = Source(master)
    assert KIND.claims(source)
    made = KIND.read(source)
    assert made.tracks[0] == Entry(
        path="/Users/x/Blade é.mp3",
        title="Blade (Extended Mix)",
        artist="Ice & Fire",
        remixer="DJ Skate",
        album="Rink",
        genre="Techno",
        label="Puck",
        year=2021,
        comment="8A - 7",
        isrc="GBAYE0601498",
        writers="A. Writer",
        bpm=128.5,
        key=KEYS["8A"],
        key_text="Am",
        rating=4.0,
        length_s=301.0,
    )
    assert made.tracks[1] == Entry(path="C:/Music/Puck.wav", title="Puck")
    assert {entry.title for entry in made.tracks} == {"Blade (Extended Mix)", "Puck"}


def test_playlists_and_nights_keep_their_order(master: Path) -> None:
    made = KIND.read(Source(master))
    titles = [
        (one.name, [made.tracks[place].title for place in one.tracks], one.missing)
        for one in made.playlists
    ]
    blade = "Blade (Extended Mix)"
    assert titles == [
        ("All", [], 0),
        ("Nights/Friday", ["Puck", blade, "Puck"], 1),
        ("HISTORY 2023-07-28 (4)", ["Puck", blade], 1),
        ("After", [blade], 0),
    ]
    first, second = made.playlists[2:]
    assert (first.kind, first.day) == ("history", date(2023, 7, 28))
    assert (second.kind, second.day) == ("history", date(2023, 7, 30))
    starts = [made.tracks[place].started_at for place in first.tracks]
    assert starts == [
        datetime(2023, 7, 28, 22, 10, 0, 5000, tzinfo=UTC),
        datetime(2023, 7, 28, 22, 20, 0, 5000, tzinfo=UTC),
    ]
    (notice,) = made.problems
    assert notice.is_notice
    assert "when rekordbox noted each track" in notice.msg


def test_the_original_and_its_folder_are_left_alone(master: Path) -> None:
    before = (master.read_bytes(), master.stat().st_mtime_ns)
    master.chmod(0o444)
    KIND.read(Source(master))
    assert (master.read_bytes(), master.stat().st_mtime_ns) == before
    assert [entry.name for entry in master.parent.iterdir()] == ["master.db"]


def test_what_rekordbox_has_not_yet_put_into_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "master.db"
    with encrypted(path) as session:
        session.connection().exec_driver_sql("PRAGMA journal_mode=WAL")
        fill(session)
        session.commit()
        assert (tmp_path / "master.db-wal").stat().st_size > 0
        made = KIND.read(Source(path))
    assert len(made.playlists) == 4


def test_a_file_that_only_looks_like_it_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyrekordbox", reason="needs pyrekordbox")
    path = tmp_path / "master.db"
    path.write_bytes(noise(8 * 4096))
    assert KIND.claims(Source(path))
    with pytest.raises(ClubplannerError, match="no database of rekordbox 6 or 7"):
        KIND.read(Source(path))
    assert capfd.readouterr().err == ""


def test_a_database_cut_off_is_one_sentence(master: Path) -> None:
    content = master.read_bytes()
    master.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    with pytest.raises(ClubplannerError, match="close rekordbox and try again"):
        KIND.read(Source(master))


def test_a_database_of_another_shape_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "master.db"
    with encrypted(path) as session:
        session.connection().exec_driver_sql("DROP TABLE djmdContent")
    with pytest.raises(ClubplannerError, match="no database of rekordbox 6 or 7"):
        KIND.read(Source(path))


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyrekordbox", None)
    path = tmp_path / "master.db"
    path.write_bytes(noise(4096))
    with pytest.raises(ClubplannerError) as told:
        KIND.read(Source(path, "master.db"))
    assert HINT in str(told.value)
    assert str(told.value).startswith("master.db: ")


def sqlite_bytes(folder: Path) -> bytes:
    path = folder / "plain.sqlite"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE djmdContent (ID)")
    db.commit()
    db.close()
    return path.read_bytes()


@pytest.mark.parametrize("name", ["master.db", "MASTER.DB", "master.backup.db"])
def test_a_database_is_told_by_its_name_and_its_noise(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    for seed in range(40):
        path.write_bytes(random.Random(seed).randbytes(2 * 4096))
        assert KIND.claims(Source(path))


def test_nothing_else_is_claimed(tmp_path: Path) -> None:
    text = "The master tapes were never found. " * 500
    others = {
        "collection.db": noise(2 * 4096),
        "master.db": sqlite_bytes(tmp_path),
        "master.2.db": noise(2 * 4096 - 1),
        "master.3.db": text.encode()[:4096],
        "master.4.db": b"",
        "master.5.db": noise(2000) + bytes(2096),
        "master.mp3": noise(4096),
    }
    for name, content in others.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert not KIND.claims(Source(path)), name


def test_an_empty_database_is_told_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "master.db"
    with encrypted(path):
        pass
    made = KIND.read(Source(path))
    assert (made.tracks, made.playlists) == ((), ())
    assert [problem.msg for problem in made.problems] == ["the collection is empty"]
