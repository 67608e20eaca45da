"""Play logs out of the cache are what reading them anew gives."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.residency import decade

from clubplanner.files.problem import Problem
from clubplanner.residency import sets_folder
from clubplanner.residency.kept import stamp_of
from clubplanner.residency.log_cache import LogCache
from clubplanner.residency.play_log import Play, PlayLog, play_log_text, read_play_log
from clubplanner.residency.sets_folder import PLAYED, list_logs

HOSTILE = """\
# By hand.
clubplanner: 1
name: '東京 #1 "quoted" & <b>'
date: 2026-10-24
venue: The Cellar
zone: Europe/London
crowd: {size: 200, mood: ['good', bad, {again: 'yes'}]}
plays:
- at: '23:30'
  title: '=1+1'
  colour: red
- at: '01:30 2nd'
  title: Second hour
  stars: 9
- at: '01:10'
  title: "العربية 🎧"
  note: |-
    two
    lines
- {}
"""


class Found(NamedTuple):
    """What was read from one log."""

    path: Path
    content: PlayLog | None
    problems: tuple[Problem, ...]


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    decade.write_logs(tmp_path / "sets", decade.logs(decade.library(40), 5, 6))
    (tmp_path / "sets" / PLAYED / "2026-10-24-odd.yaml").write_text(HOSTILE, "utf-8")
    (tmp_path / "sets" / PLAYED / "2026-10-25-bad.yaml").write_bytes(b"\x00\xff[")
    return tmp_path / "sets"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the logs that were really read."""
    found: list[str] = []

    def noted(path: Path, *, name: str) -> object:
        found.append(path.name)
        return read_play_log(path, name=name)

    monkeypatch.setattr(sets_folder, "read_play_log", noted)
    return found


def read_logs(folder: Path, cache: Path | None = None) -> list[Found]:
    """Read every log of a sets folder."""
    logs = list_logs(folder, cache)
    return [Found(one.path, one.content, one.problems) for one in logs]


def test_the_cache_gives_what_the_files_give(
    sets: Path, tmp_path: Path, reads: list[str]
) -> None:
    cache = tmp_path / "cache" / "logs.json"
    plain = read_logs(sets)
    assert read_logs(sets, cache) == plain
    reads.clear()
    again = read_logs(sets, cache)
    assert again == plain
    assert reads == []
    moments = [
        (play.at.fold, play.at.tzinfo)
        for listed in again
        for play in (listed.content.plays if listed.content else ())
        if play.at and listed.path.stem.endswith("odd")
    ]
    london = ZoneInfo("Europe/London")
    assert moments == [(0, london), (1, london), (0, london)]
    texts = [play_log_text(one.content) for one in again if one.content]
    assert texts == [play_log_text(one.content) for one in plain if one.content]


def test_logs_that_were_not_all_asked_for_leave_the_cache_as_it_was(
    sets: Path, tmp_path: Path, reads: list[str]
) -> None:
    cache = tmp_path / "logs.json"
    first, *others = list_logs(sets, cache)
    assert (first.head.name, reads) == ("Cellar Night", [])
    assert first.content
    assert not cache.exists()
    assert all(one.content or one.problems for one in others)
    whole = cache.read_bytes()
    reads.clear()
    assert list_logs(sets, cache)[0].content == first.content
    assert (reads, cache.read_bytes()) == ([], whole)


def test_a_changed_a_new_and_a_deleted_log_are_seen(
    sets: Path, tmp_path: Path, reads: list[str]
) -> None:
    cache = tmp_path / "logs.json"
    read_logs(sets, cache)
    first, second, *_ = sorted((sets / PLAYED).glob("*.yaml"))
    was = first.stat()
    first.write_text(first.read_text("utf-8").replace("Night", "NIGHT"), "utf-8")
    os.utime(first, ns=(was.st_atime_ns, was.st_mtime_ns))
    second.unlink()
    (sets / PLAYED / "2027-01-01-new.yaml").write_text("date: 2027-01-01\n", "utf-8")
    reads.clear()
    found = read_logs(sets, cache)
    assert reads == [first.name, "2027-01-01-new.yaml"]
    assert found == read_logs(sets)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Cellar", b"Kellar"),
        lambda data: data.replace(b"logs 3", b"logs 1"),
        lambda _: b"",
        lambda _: b"\xff" * 100,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(
    sets: Path, tmp_path: Path, damage: Callable[[bytes], bytes], reads: list[str]
) -> None:
    cache = tmp_path / "logs.json"
    plain = read_logs(sets, cache)
    whole = cache.read_bytes()
    cache.write_bytes(damage(whole))
    reads.clear()
    assert read_logs(sets, cache) == plain
    assert len(reads) == len(plain)
    assert cache.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_error(sets: Path) -> None:
    assert read_logs(sets, Path(os.devnull) / "logs.json") == read_logs(sets)


def test_the_cache_of_another_folder_is_not_used(sets: Path, tmp_path: Path) -> None:
    cache = tmp_path / "logs.json"
    read_logs(sets, cache)
    other = tmp_path / "other"
    sets.rename(other)
    problems = [p.where for one in read_logs(other, cache) for p in one.problems]
    assert problems
    assert all(where.startswith("other/played/") for where in problems)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
PLAY = st.builds(
    Play,
    title=TEXT,
    artist=TEXT,
    path=TEXT,
    at=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)),
    played_s=st.none() | st.floats(0, 9000),
    stars=st.none() | st.integers(1, 5),
    note=TEXT,
    slot=TEXT,
)


@settings(max_examples=50, deadline=None)
@given(st.lists(PLAY, max_size=5), TEXT, st.none() | st.integers(1, 5))
def test_any_log_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    plays: list[Play],
    name: str,
    stars: int | None,
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    log = PlayLog(name, date(2026, 3, 7), stars=stars, note=name, plays=tuple(plays))
    stamp = stamp_of(folder)
    assert stamp is not None
    kept = LogCache(folder / "c.json", folder)
    kept.put("x.yaml", stamp, (log, ()))
    kept.save()
    assert LogCache(folder / "c.json", folder).get("x.yaml", stamp) == (log, ())
