from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.text import clean, clean_lines
from clubplanner.residency.play_log import (
    Play,
    PlayLog,
    play_log_text,
    read_play_log_text,
)

LOG = """\
# a good one
clubplanner: 1
name: Saturday ice
date: 2026-11-28
venue: The Ice Box
zone: Europe/London
night: 2026-11-28-saturday-ice.yaml
public: true
plays:
- at: '22:01'
  title: Rivalry
  artist: Peter Peter
  played: '3:10'
- at: '00:32:10'
  title: 'On'
  artist: Invented
  file: house/on.flac
  played: '4:00'
  stars: 5
  note: hands up
"""


def log(text: str) -> PlayLog:
    found, problems = read_play_log_text(text, "sets/played/x.yaml")
    assert problems == ()
    assert found is not None
    return found


def test_a_play_log_is_read_as_written() -> None:
    found = log(LOG)
    zone = ZoneInfo("Europe/London")
    assert found.night == "2026-11-28-saturday-ice.yaml"
    assert found.is_public
    assert found.plays == (
        Play(
            "Rivalry",
            "Peter Peter",
            "",
            datetime(2026, 11, 28, 22, 1, tzinfo=zone),
            190,
        ),
        Play(
            "On",
            "Invented",
            "house/on.flac",
            datetime(2026, 11, 29, 0, 32, 10, tzinfo=zone),
            240,
            5,
            "hands up",
        ),
    )


def test_a_written_log_is_the_file_that_was_read() -> None:
    assert play_log_text(log(LOG)) == LOG


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("date: 2026-11-28\n", "", 2, "date is missing"),
        ("public: true", "public: perhaps", 8, "write yes or no"),
        ("stars: 5", "stars: 6", 19, "from 1 to 5"),
        ("played: '4:00'", "played: long", 18, "for example 7:05"),
        (
            "title: Rivalry\n  artist: Peter Peter",
            "artist: X",
            10,
            "no title and no file",
        ),
        ("  note:", "  nota:", 20, "did you mean 'note'"),
    ],
)
def test_every_fault_names_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in LOG
    _, problems = read_play_log_text(LOG.replace(old, new, 1), "sets/played/x.yaml")
    assert words in str(problems[0])
    assert problems[0].where == f"sets/played/x.yaml:{line}"


def test_a_log_counts_as_public_unless_it_says_no() -> None:
    assert log("date: 2026-11-28\n").is_public
    assert not log("date: 2026-11-28\npublic: no\n").is_public


def test_unknown_keys_survive() -> None:
    text = LOG.replace("  stars: 5\n", "").rstrip("\n") + "\n  crowd: 300\n"
    found, _ = read_play_log_text(text, "x.yaml")
    assert found is not None
    assert play_log_text(found) == text


LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(clean)
START = datetime(2026, 10, 24, 21, tzinfo=UTC)


@st.composite
def logs(draw: st.DrawFn) -> PlayLog:
    zone = ZoneInfo("Europe/London")
    seconds = sorted([0, *draw(st.lists(st.integers(0, 8 * 3600), max_size=5))])
    plays = tuple(
        Play(
            title=draw(LINE) or "x",
            artist=draw(LINE),
            path=draw(LINE),
            at=(START + timedelta(seconds=second)).astimezone(zone),
            played_s=draw(st.none() | st.integers(0, 99_000).map(lambda n: n / 10)),
            stars=draw(st.none() | st.integers(1, 5)),
            note=clean_lines(draw(LINE)),
        )
        for second in seconds
    )
    return PlayLog(
        name=draw(LINE) or "x",
        date=date(2026, 10, 24),
        venue=draw(LINE),
        zone="Europe/London",
        night=draw(LINE),
        is_public=draw(st.booleans()),
        plays=plays,
    )


@given(logs())
@settings(deadline=None)
def test_any_log_reads_back_over_the_night_the_clocks_go_back(made: PlayLog) -> None:
    text = play_log_text(made)
    assert read_play_log_text(text, "x.yaml") == (made, ())
    assert play_log_text(made) == text


def test_more_plays_than_any_night_has_are_one_sentence() -> None:
    text = "date: 2026-11-28\nplays:\n" + "- title: x\n" * 2001
    found, problems = read_play_log_text(text, "x.yaml")
    assert found is None
    assert [str(one) for one in problems if not one.is_notice] == [str(problems[-1])]
    assert "2,001 plays are more than any night has (2,000)" in str(problems[-1])
    found, _ = read_play_log_text(text.removesuffix("- title: x\n"), "x.yaml")
    assert found is not None
