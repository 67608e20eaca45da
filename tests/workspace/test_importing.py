"""What becomes of imported rows: values of the library, nights, plays on the clock."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.incoming import Entry, Imported, Playlist
from clubplanner.music.track import CuePoint, Track
from clubplanner.residency.play_log import (
    PlayLog,
    play_log_text,
    read_play_log_text,
)
from clubplanner.workspace.importing import files
from clubplanner.workspace.importing.collection import collection_name, collection_of
from clubplanner.workspace.importing.files import find_files
from clubplanner.workspace.importing.nights import (
    Heard,
    nights_in,
    on_day,
    plays_of,
    public,
)

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 11, 28)


def nobody(_: Entry) -> Track | None:
    return None


def imported(*entries: Entry, playlists: tuple[Playlist, ...] = ()) -> Imported:
    return Imported("x-list", "X", tracks=entries, playlists=playlists)


def test_rows_that_only_name_files_are_no_collection_nor_are_plays() -> None:
    rows = (
        Entry("/a", "A", "Ann", length_s=200, isrc="GBAYE0000001"),
        Entry("/b", bpm=120.0, started_at=datetime(2026, 11, 28, 22)),
        Entry("/c", bpm=120.0, offset_s=30.0),
    )
    assert collection_of(imported(*rows)) == []
    (said,) = collection_of(imported(*rows, Entry("/d", bpm=120.0, rating=0.0)))
    assert (said.path, said.bpm, said.rating) == ("/d", 120.0, None)
    assert collection_name(imported(), Path("/x/a.xml")).origin == "X list"


@pytest.mark.parametrize(
    ("points", "length", "mix_points"),
    [
        ([("fade-in", 8.0), ("fade-out", 200.0)], 240.0, (8.0, 200.0)),
        ([("fade-in", 8.0)], None, (8.0, None)),
        ([("fade-out", 200.0)], 240.0, (None, 200.0)),
        ([("fade-out", 8.0), ("fade-in", 200.0)], 240.0, (None, None)),
        ([("fade-out", 300.0)], 240.0, (None, None)),
        ([("fade-in", 300.0)], 240.0, (None, None)),
        ([("load", 8.0), ("cue", 9.0)], 240.0, (None, None)),
        ([], 240.0, (None, None)),
    ],
)
def test_fade_in_and_out_are_mix_points_where_they_make_sense(
    points: list[tuple[str, float]],
    length: float | None,
    mix_points: tuple[float | None, float | None],
) -> None:
    marks = tuple(CuePoint(at, kind) for kind, at in points)
    row = Entry("/a", bpm=120.0, length_s=length, cue_points=marks)
    (said,) = collection_of(imported(row))
    assert (said.mix_in_s, said.out_s) == mix_points


def test_nights_are_histories_else_rows_with_times() -> None:
    rows = tuple(
        Entry(title=f"T{n}", started_at=datetime(2026, 11, 29, 1, n)) for n in range(4)
    )
    (night,) = nights_in(imported(*rows), None)
    assert (night.day, len(night.entries), night.needs_start) == (DAY, 4, False)
    lists = (
        Playlist("Folder/One", (0, 1), "history", day=DAY),
        Playlist("Mine", (2,)),
        Playlist("Two", (3,), "history"),
    )
    one, two = nights_in(imported(*rows, playlists=lists), None)
    assert (one.name, one.day, len(one.entries)) == ("One", DAY, 2)
    assert (two.name, two.day) == ("Two", DAY)
    assert nights_in(imported(Entry("/a")), None) == ()


def test_a_plan_is_no_night_but_a_recording_is() -> None:
    lists = (Playlist("Plan", (0,)),)
    planned = Entry(title="T", started_at=datetime(2026, 11, 28, 22))
    assert nights_in(imported(planned, playlists=lists), None) == ()
    (night,) = nights_in(imported(Entry(offset_s=0.0), playlists=lists), None)
    assert night.needs_start


def test_the_day_of_a_night_is_that_of_the_venues_clock() -> None:
    row = Entry(title="T", started_at=datetime(2026, 11, 28, 4, tzinfo=UTC))
    assert nights_in(imported(row), ZoneInfo("Asia/Tokyo"))[0].day == DAY
    assert nights_in(imported(row), LONDON)[0].day == DAY - timedelta(days=1)


def test_a_night_of_another_day_keeps_its_clock_times() -> None:
    row = Entry(title="T", started_at=datetime(2026, 11, 21, 22, 5))
    moved = on_day(Heard("", date(2026, 11, 21), (row,)), DAY)
    assert moved.entries[0].started_at == datetime(2026, 11, 28, 22, 5)
    assert on_day(Heard("", None, (row,)), DAY).entries == (row,)


def test_what_nobody_was_to_hear_is_left_out() -> None:
    rows = tuple(
        Entry(title="T", is_public=is_public) for is_public in (True, False, None)
    )
    assert [e.is_public for e in public(Heard("", DAY, rows)).entries] == [True, None]


def test_times_with_a_zone_come_to_the_venues_clock_through_a_change_of_clocks() -> (
    None
):
    begin = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    rows = tuple(
        Entry(title=f"T{n}", started_at=begin + timedelta(minutes=30 * n))
        for n in range(5)
    )
    night = Heard("", date(2026, 10, 24), rows)
    plays = plays_of(night, nobody, None, LONDON)
    log = PlayLog("x", date(2026, 10, 24), zone="Europe/London", plays=plays)
    text = play_log_text(log)
    times = [line[6:].strip("'") for line in text.splitlines() if line[:5] == "- at:"]
    assert times == ["00:30", "01:00", "01:30", "01:00 2nd", "01:30 2nd"]


def test_stamps_of_a_recording_count_from_its_beginning() -> None:
    rows = (Entry(title="A", offset_s=0.0), Entry(title="B", offset_s=7200.4))
    night = Heard("", date(2026, 10, 25), rows)
    assert night.needs_start
    (_, later) = plays_of(night, nobody, time(0, 30), LONDON)
    assert later.at is not None
    assert (later.at.hour, later.at.fold, later.at.second) == (1, 1, 0)
    assert [p.at for p in plays_of(night, nobody, None, LONDON)] == [None, None]
    (_, plain) = plays_of(night, nobody, time(23, 0), None)
    assert plain.at == datetime(2026, 10, 26, 1, 0)


def test_a_play_is_named_by_the_deck_else_by_the_track_else_by_its_file() -> None:
    rows = (
        Entry("D:\\x\\some song.mp3", started_at=datetime(2026, 11, 28, 22, 9)),
        Entry("/b", title="B", started_at=datetime(2026, 11, 28, 22, 4)),
        Entry("/c", started_at=datetime(2026, 11, 28, 22, 1), played_s=12.6),
        Entry(started_at=datetime(2026, 11, 28, 22, 2)),
    )
    owned = {"/c": Track("/music/c.mp3", title="C", artist="Cy")}
    plays = plays_of(Heard("", DAY, rows), lambda e: owned.get(e.path), None, None)
    assert [(p.title, p.artist, p.path) for p in plays] == [
        ("C", "Cy", "/music/c.mp3"),
        ("B", "", ""),
        ("some song", "", ""),
    ]
    assert plays[0].played_s == 13


NASTY = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["#", "a: b", "'", '"', "- x", "~", "yes", "22:00", "=1", "%", "\u202eabc", "東京"]
)


@given(st.lists(NASTY, min_size=1, max_size=6), st.integers(0, 86_399))
@settings(max_examples=60)
def test_a_log_of_plays_reads_back_as_it_was(titles: list[str], second: int) -> None:
    from clubplanner.music.text import clean

    start = datetime(2026, 11, 28) + timedelta(seconds=second)
    rows = tuple(
        Entry(title=clean(title), started_at=start + timedelta(minutes=5 * n))
        for n, title in enumerate(titles)
    )
    (night,) = nights_in(imported(*rows), LONDON)
    assert night.day is not None
    plays = plays_of(night, nobody, None, LONDON)
    log = PlayLog("x", night.day, zone="Europe/London", plays=plays)
    again, problems = read_play_log_text(play_log_text(log), "x.yaml")
    assert problems == ()
    assert again is not None
    clock = [(p.title, p.at and p.at.time()) for p in again.plays]
    assert clock == [(p.title, p.at and p.at.time()) for p in plays]


def test_folders_are_walked_in_order_without_hidden_audio_or_links_in_circles(
    tmp_path: Path,
) -> None:
    for name in ("b/2.nml", "b/1.nml", "a.xml", ".git/x.xml", "b/.x.nml", "c.flac"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    (tmp_path / "b" / "round").symlink_to(tmp_path, target_is_directory=True)
    found = find_files([tmp_path, tmp_path / "b" / "1.nml", tmp_path / "gone"])
    shown = [(str(f.path.relative_to(tmp_path)), f.was_named) for f in found.files]
    assert shown == [
        ("a.xml", False),
        ("b/1.nml", True),
        ("b/2.nml", False),
        ("gone", True),
    ]
    assert found.passed == 1


def test_a_huge_tree_is_bounded_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 10)
    for number in range(12):
        (tmp_path / f"{number:02}.xml").write_text("x", "utf-8")
    found = find_files([tmp_path])
    assert len(found.files) == 10
    assert "too much lies in there" in found.problems[0]
