"""What counts as played is one thing for review, memory, repeats and comparison."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.residency.nights import START, night

from clubplanner.residency.counting import counted, merged
from clubplanner.residency.heard.room import hear
from clubplanner.residency.heard_plays import hearing
from clubplanner.residency.identity import song_key
from clubplanner.residency.memory import remember
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import repeats

LATER = START.date() + timedelta(days=7)


def log_of(*plays: tuple[str, float, float | None], week: int = 0) -> PlayLog:
    """Return a log of titles, seconds into the night and seconds they sounded."""
    start = START + timedelta(weeks=week)
    return PlayLog(
        "n",
        start.date(),
        "Box",
        plays=tuple(
            Play(title, "A", at=start + timedelta(seconds=second), played_s=sounded)
            for title, second, sounded in plays
        ),
    )


def known_by(log: PlayLog, heard_s: float) -> tuple[set[str], ...]:
    """Return the songs that count, as each part of the memory tells them."""
    later = log_of(*((p.title, 900 * n, None) for n, p in enumerate(log.plays)), week=1)
    twice = repeats([log, later], heard_s)
    room = hear([log], "Box", LATER, 4, lambda *names: None, heard_s)
    reviewed = hearing(night("x"), log, heard_s=heard_s).heard
    return (
        {song_key(play.artist, play.title) for play in counted(log, heard_s)},
        set(remember([log], "Box", LATER, heard_s).last_played),
        set(room.songs),
        {song_key(one.artist, one.title) for one in twice},
        {song_key(one.play.artist, one.play.title) for one in reviewed},
    )


@pytest.mark.parametrize(
    ("heard_s", "titles"), [(30, "bcd"), (10, "abcd"), (200, "cd"), (900, "d")]
)
def test_every_part_takes_the_residencys_seconds(heard_s: float, titles: str) -> None:
    log = log_of(("a", 0, 29), ("b", 60, 30), ("c", 300, 240), ("d", 600, None))
    expected = {f"a - {title}" for title in titles}
    assert known_by(log, heard_s) == (expected,) * 5


@given(
    plays=st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.integers(0, 400),
            st.one_of(st.none(), st.integers(1, 300)),
        ),
        max_size=9,
    ),
    heard_s=st.sampled_from([1, 30, 120]),
)
def test_the_review_counts_the_plays_the_memory_counts(
    plays: list[tuple[str, int, int | None]], heard_s: int
) -> None:
    second, timed = 0, []
    for title, apart, sounded in plays:
        timed.append((title, float(second), sounded))
        second += apart
    log = log_of(*timed)
    reviewed = [one.play for one in hearing(night("x"), log, heard_s=heard_s).heard]
    assert reviewed == counted(log, heard_s)
    assert len({frozenset(known) for known in known_by(log, heard_s)}) == 1


def test_a_reload_is_one_play_with_what_was_said_of_both() -> None:
    log = log_of(("a", 0, 20), ("a", 25, 20), ("a", 40, None), ("b", 200, 20))
    assert [(p.title, p.played_s) for p in merged(log)] == [("a", None), ("b", 20)]
    apart = log_of(("a", 0, 20), ("b", 25, 20), ("a", 40, 60), ("a", 300, 90))
    assert [(p.title, p.played_s) for p in counted(apart)] == [("a", 60), ("a", 90)]
    room = hear([log_of(("a", 0, 20), ("a", 25, 20))], "", LATER, 4, lambda *n: None)
    assert sum(len(part) for part in room.nights[0].sets) == 1
    assert not room.notes or {one.kind for one in room.notes} == {"not-in-library"}
