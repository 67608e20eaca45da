import codecs
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Entry, Imported, Playlist, Source
from clubplanner.exchange.rekordbox import txt
from clubplanner.exchange.rekordbox.txt import KIND
from clubplanner.music.key import KEYS
from clubplanner.music.text import clean

HEADER = ("#", "Artwork", "Track Title", "Artist", "BPM", "Rating", "Time", "Key")
ROW = ("1", "", "Blade", "Ice & Fire", "128.50", "**   ", "160:35", "Am")


def read(path: Path) -> Imported:
    source = Source(path, path.name)
    assert KIND.claims(source)
    return KIND.read(source)


def write(path: Path, *rows: tuple[str, ...], encoding: str = "utf-16") -> Path:
    """Write a list as rekordbox does: tabs, CRLF, UTF-16LE with its mark."""
    text = "".join("\t".join(row) + "\r\n" for row in rows)
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16" else b""
    name = "utf-16-le" if encoding == "utf-16" else encoding
    path.write_bytes(mark + text.encode(name))
    return path


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_a_list_is_read(tmp_path: Path, encoding: str) -> None:
    made = read(write(tmp_path / "list.txt", HEADER, ROW, encoding=encoding))
    assert made.tracks == (
        Entry(
            title="Blade",
            artist="Ice & Fire",
            bpm=128.5,
            key=KEYS["8A"],
            key_text="Am",
            rating=2.0,
            length_s=9635.0,
        ),
    )
    assert (made.kind, made.origin) == ("rekordbox-txt", "rekordbox")
    assert made.encoding == ("UTF-16" if encoding == "utf-16" else "UTF-8")
    assert [(one.kind, one.tracks, one.day) for one in made.playlists] == [
        ("playlist", tuple(range(len(made.tracks))), None)
    ]
    assert made.problems == ()


@pytest.mark.parametrize(
    "header",
    [
        ("#", "Track Title", "Artist", "Time", "Key"),
        ("#", "Titel", "Interpret", "Dauer", "Tonart"),
        ("#", "Track-Titel", "Künstler", "Zeit", "Tonart"),
        ("#", "Titre", "Artiste", "Durée", "Tonalité"),
        ("#", "Título", "Artista", "Tiempo", "Tonalidad"),
        ("#", "Titolo", "Artista", "Durata", "Chiave"),
        ("#", "トラックタイトル", "アーティスト", "時間", "キー"),
        ("\ufeff#", "TRACK TITLE ", "artist", "Time", "KEY"),
    ],
)
def test_columns_are_told_in_every_language(
    tmp_path: Path, header: tuple[str, ...]
) -> None:
    row = ("1", "Blade", "Ice", "04:30", "5A")
    (entry,) = read(write(tmp_path / "list.txt", header, row)).tracks
    assert entry == Entry(
        title="Blade", artist="Ice", length_s=270.0, key=KEYS["5A"], key_text="5A"
    )


def test_columns_come_in_any_order_and_unknown_ones_are_left_alone(
    tmp_path: Path,
) -> None:
    header = (
        *("Preview", "#", "Label", "Location", "Mix Name", "My Tag", "Track Title"),
        *("Year", "Comments", "Composer", "Remixer", "Genre", "Album", "Date Added"),
    )
    row = (
        *("", "1", "Puck", "/Users/x/Blade  é.mp3", "Extended Mix", "Peak", "Blade"),
        *("2021", "8A - 7", "A. Writer", "DJ", "Techno", "Rink", "2021-05-01", "more"),
    )
    (entry,) = read(write(tmp_path / "list.txt", header, row)).tracks
    assert entry == Entry(
        path="/Users/x/Blade  é.mp3",
        title="Blade (Extended Mix)",
        remixer="DJ",
        album="Rink",
        genre="Techno",
        label="Puck",
        year=2021,
        comment="8A - 7",
        writers="A. Writer",
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("HISTORY 2023-07-28 (4).txt", date(2023, 7, 28)),
        ("history 2023-07-28.txt", date(2023, 7, 28)),
        ("HISTORY 2023-13-28.txt", None),
        ("HISTORY 001.txt", None),
        ("Friday.txt", None),
    ],
)
def test_the_name_of_a_history_tells_its_night(
    tmp_path: Path, name: str, day: date | None
) -> None:
    made = read(write(tmp_path / name, HEADER, ROW, ROW))
    kind = "history" if day else "playlist"
    assert made.playlists == (
        Playlist(name.removesuffix(".txt"), (0, 1), kind, day=day),
    )


@pytest.mark.parametrize(
    ("cell", "rating"),
    [("*****", 5.0), ("*    ", 1.0), ("     ", 0.0), ("", None), ("4", None)],
)
def test_a_rating_is_its_stars(tmp_path: Path, cell: str, rating: float | None) -> None:
    row = (*ROW[:5], cell, *ROW[6:])
    (entry,) = read(write(tmp_path / "list.txt", HEADER, row)).tracks
    assert entry.rating == rating


def test_a_list_without_titles_or_with_empty_rows_says_so(tmp_path: Path) -> None:
    header, rows = ("#", "Artist", "BPM"), (("1", "Ice", "128.00"), ("2", "", "99.0"))
    made = read(write(tmp_path / "list.txt", header, *rows, ("",)))
    assert [entry.artist for entry in made.tracks] == ["Ice"]
    assert [str(problem) for problem in made.problems] == [
        "list.txt: the list has no column of titles: show it in rekordbox and export "
        "the list again",
        "list.txt:3: 1 rows name no track and are left out",
    ]


def test_a_list_that_names_no_track_is_one_sentence(tmp_path: Path) -> None:
    path = write(tmp_path / "list.txt", ("#", "Nimi", "BPM", "Album"), ("1", "Blade"))
    with pytest.raises(ClubplannerError, match="it has: #, Nimi, BPM, Album") as told:
        read(path)
    assert "in English" in told.value.hint


def test_a_comment_of_two_lines_stays_in_its_row(tmp_path: Path) -> None:
    header = ("#", "Track Title", "Comments", "BPM")
    row = ("1", "Blade", "two\nlines", "128.00")
    (entry,) = read(write(tmp_path / "list.txt", header, row)).tracks
    assert (entry.comment, entry.bpm) == ("two lines", 128.0)


def test_a_list_cut_off_inside_a_character_keeps_its_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "list.txt", HEADER, ROW, ROW)
    path.write_bytes(path.read_bytes()[:-35])
    first, second = read(path).tracks
    assert (first.length_s, second.title) == (9635.0, "Blade")


@pytest.mark.parametrize(
    ("data", "is_claimed"),
    [
        (b"#\tTrack Title\tArtist\r\n", True),
        ("#\tTitel\tInterpret\n".encode("utf-16"), True),
        (b"Artist\tTrack Title\r\n", True),
        (b"#,Title,Artist,Album,Length,BPM\n", False),
        (b"Name\tArtist\tAlbum\tTime\r", False),
        (b"name\tartist\tbpm\tkey\r\n", False),
        (b"#EXTM3U\r\n/a.mp3\r\n", False),
        (b"#\tx\ty\r\n", False),
        (b"", False),
    ],
)
def test_a_list_is_told_by_its_header(
    tmp_path: Path, data: bytes, is_claimed: bool
) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(data)
    assert KIND.claims(Source(path)) is is_claimed


def test_a_list_without_an_end_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(txt, "MOST_ROWS", 1000)
    made = read(write(tmp_path / "list.txt", HEADER, *[ROW] * 1002))
    assert len(made.tracks) == 1000
    assert [problem.msg for problem in made.problems] == [
        "only the first 1,000 rows were read"
    ]


def test_a_row_without_an_end_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"#\tTrack Title\tArtist\r\n1\tBlade\tIce" + b"\t" * (20 << 20))
    (entry,) = read(path).tracks
    assert (entry.title, entry.artist) == ("Blade", "Ice")


cell = st.text(st.characters(exclude_characters="\t\r\n\x0b\x0c\x1c\x1d\x1e\x85"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(cell, cell), max_size=5))
def test_every_title_comes_back(
    tmp_path_factory: pytest.TempPathFactory, songs: list[tuple[str, str]]
) -> None:
    songs = [
        tuple(text.encode("utf-8", "replace").decode() for text in song)  # type: ignore[misc]
        for song in songs
    ]
    rows = [(str(n), title, artist) for n, (title, artist) in enumerate(songs)]
    path = tmp_path_factory.mktemp("txt") / "list.txt"
    made = read(write(path, ("#", "Track Title", "Artist"), *rows))
    wanted = [(clean(title), clean(artist)) for title, artist in songs]
    assert [(e.title, e.artist) for e in made.tracks] == [w for w in wanted if any(w)]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("txt") / "list.txt"
    path.write_bytes(b"#\tTrack Title\tArtist\r\n" + data)
    read(path)
