from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot
from clubplanner.residency.identity import keys_of
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.rotation import (
    Hearing,
    Piece,
    cue_key,
    hearings,
    last_hearing,
    take_turns,
)

DAY = date(2026, 3, 14)
ROOM = "The Cellar"

pieces_ = st.lists(
    st.builds(
        Piece,
        cue=st.text("abc", min_size=1, max_size=3),
        title=st.text(max_size=5),
        path=st.sampled_from([f"/m/{n}.flac" for n in range(8)]),
        heard=st.none()
        | st.builds(
            Hearing, st.dates(date(2025, 1, 1), date(2026, 3, 1)), st.booleans()
        ),
    ),
    max_size=12,
)
standing_ = st.sets(st.sampled_from([f"/m/{n}.flac" for n in range(8)]), max_size=4)


def piece(cue: str, weeks: int | None = None, path: str = "", nights: int = 1) -> Piece:
    day = DAY - timedelta(weeks=weeks or 0)
    heard = None if weeks is None else Hearing(day, nights=nights)
    return Piece(cue, cue.title(), path or f"/m/{cue}.flac", heard)


@pytest.mark.parametrize(
    ("pieces", "standing", "count", "chosen"),
    [
        ([], (), 2, ""),
        ([piece("a", 1), piece("b", 3), piece("c", 2)], (), 2, "bc"),
        ([piece("a", 9), piece("b"), piece("c", 9)], (), 2, "ba"),
        ([piece("a", 2), piece("b", 2), piece("c", 2)], (), 2, "ab"),
        ([piece("a", 4), piece("b", 3)], ("/m/a.flac",), 1, "b"),
        ([piece("a", 4, "/m/x"), piece("b", 3, "/m/x"), piece("c", 1)], (), 2, "ac"),
        ([piece("a", 4)], (), 5, "a"),
        ([piece("a", 2, nights=3), piece("b", 2), piece("c", 1)], (), 2, "ba"),
        ([piece("a", 4)], (), 0, ""),
    ],
)
def test_the_one_longest_not_heard_comes_first(
    pieces: Sequence[Piece], standing: Sequence[str], count: int, chosen: str
) -> None:
    assert "".join(p.cue for p in take_turns(pieces, standing, count)) == chosen


@settings(max_examples=150)
@given(pieces_, standing_, st.integers(0, 6))
def test_nothing_heard_later_is_taken_before_something_heard_earlier(
    pieces: list[Piece], standing: set[str], count: int
) -> None:
    chosen = take_turns(pieces, standing, count)
    paths = [one.path for one in chosen]
    assert len(set(paths)) == len(paths) <= count
    assert not standing & set(paths)
    assert chosen == take_turns(pieces, standing, count)
    days = [one.heard.day if one.heard else date.min for one in chosen]
    assert days == sorted(days)
    left = [p for p in pieces if p.path not in standing and p.path not in paths]
    assert len(chosen) == count or not left
    for other in left if chosen else ():
        assert (other.heard.day if other.heard else date.min) >= days[-1]


@settings(max_examples=60)
@given(st.integers(1, 7), st.integers(1, 4))
def test_over_the_weeks_every_cue_gets_its_share(cues: int, count: int) -> None:
    heard: dict[str, Hearing] = {}
    for week in range(20):
        day = DAY + timedelta(weeks=week)
        pieces = [Piece(str(n), "", str(n), heard.get(str(n))) for n in range(cues)]
        for one in take_turns(pieces, (), count):
            nights = one.heard.nights + 1 if one.heard else 1
            heard[one.cue] = Hearing(day, nights=nights)
    times = [heard[str(n)].nights for n in range(cues)]
    assert max(times) - min(times) <= 1


def log(day: date, *titles: str, venue: str = ROOM, **more: object) -> PlayLog:
    plays = tuple(Play(title=title, artist="X", played_s=200) for title in titles)
    return replace(PlayLog("Night", day, venue, plays=plays), **more)  # type: ignore[arg-type]


def plan(day: date, *titles: str, venue: str = ROOM) -> Night:
    start = datetime(day.year, day.month, day.day, 22)
    slots = tuple(
        Slot(n, Track("", title=title, artist="X"), cue=title.lower())
        for n, title in enumerate(titles)
    )
    return Night("Night", day, start, start + timedelta(hours=3), venue, slots=slots)


def heard_of(
    title: str, nights: Sequence[Night], logs: Sequence[PlayLog]
) -> Hearing | None:
    found = hearings(nights, logs, ROOM, DAY)
    return last_hearing(found, (cue_key(title.lower()), *keys_of("", "X", title)))


WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("nights", "logs", "expected"),
    [
        ([], [], None),
        (
            [],
            [log(DAY - WEEK, "A"), log(DAY - 3 * WEEK, "A")],
            Hearing(DAY - WEEK, nights=2),
        ),
        ([], [log(DAY - WEEK, "A", venue="Elsewhere")], None),
        ([], [log(DAY - WEEK, "A", venue="")], Hearing(DAY - WEEK)),
        ([], [log(DAY - WEEK, "A", is_public=False)], None),
        ([], [log(DAY, "A")], None),
        ([plan(DAY - WEEK, "A")], [], Hearing(DAY - WEEK, is_planned=True)),
        ([plan(DAY - WEEK, "A", venue="Elsewhere")], [], None),
        # What was really played counts, not what was planned for that night.
        ([plan(DAY - WEEK, "A")], [log(DAY - WEEK, "B")], None),
        (
            [plan(DAY - WEEK, "A")],
            [log(DAY - WEEK, "B", is_public=False)],
            Hearing(DAY - WEEK, is_planned=True),
        ),
        (
            [plan(DAY - WEEK, "A")],
            [log(DAY - 2 * WEEK, "A")],
            Hearing(DAY - WEEK, is_planned=True, nights=2),
        ),
        (
            [plan(DAY - 2 * WEEK, "A")],
            [log(DAY - WEEK, "A")],
            Hearing(DAY - WEEK, nights=2),
        ),
        ([plan(DAY, "A"), plan(DAY + WEEK, "A")], [], None),
    ],
)
def test_a_room_has_heard_what_its_logs_tell_and_else_what_was_planned(
    nights: list[Night], logs: list[PlayLog], expected: Hearing | None
) -> None:
    assert heard_of("A", nights, logs) == expected


def test_a_play_cut_short_was_not_heard() -> None:
    short = PlayLog("N", DAY - WEEK, ROOM, plays=(Play("A", "X", played_s=12),))
    assert heard_of("A", [], [short]) is None


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (None, "never heard here"),
        (Hearing(DAY - 3 * WEEK), "last heard 21 Feb, 3 weeks before"),
        (Hearing(DAY - WEEK, is_planned=True), "planned for 7 Mar, 1 week before"),
        (Hearing(DAY - timedelta(days=1)), "last heard 13 Mar, 1 day before"),
    ],
)
def test_a_piece_says_why_it_is_its_turn(heard: Hearing | None, words: str) -> None:
    assert replace(piece("a"), heard=heard).why(DAY) == words
