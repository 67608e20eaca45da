from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.track import Track
from clubplanner.residency.night_diff import NightDiff, Side, Stop, night_diff

A_DAY, B_DAY = date(2026, 3, 7), date(2026, 3, 14)


def stop(name: str, minute: int | None, day: date = A_DAY) -> Stop:
    """Make a stop so many minutes after 22:00; ``/x`` names a file, else a title."""
    at = None
    if minute is not None:
        at = datetime(day.year, day.month, day.day, 22) + timedelta(minutes=minute)
    path = name if name.startswith("/") else ""
    return Stop(Track(path, title="" if path else name, artist="" if path else "X"), at)


def side(day: date, *stops: tuple[str, int | None]) -> Side:
    return Side("N", day, "n", False, tuple(stop(*one, day) for one in stops))


def diff(a: list[tuple[str, int | None]], b: list[tuple[str, int | None]]) -> NightDiff:
    return night_diff(side(A_DAY, *a), side(B_DAY, *b))


def names(stops: tuple[Stop, ...]) -> list[str]:
    return [one.track.title or one.track.path for one in stops]


def moved(found: NightDiff) -> list[tuple[str, int | None]]:
    return [(one.a.track.title, one.moved_min) for one in found.both]


def test_tracks_in_both_in_one_and_moved() -> None:
    found = diff([("A", 0), ("B", 5), ("C", 10)], [("C", 2), ("A", 7), ("D", 12)])
    assert moved(found) == [("A", 7), ("C", -8)]
    assert (names(found.only_a), names(found.only_b)) == (["B"], ["D"])
    assert round(found.share(found.a)) == 67


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([("A", 118)], [("A", 125)], [("A", 7)]),
        ([("A", None)], [("A", 5)], [("A", None)]),
        # A reprise is compared with the play nearest to it.
        ([("A", 100)], [("A", 5), ("A", 110)], [("A", 10)]),
        ([("A", 0), ("A", 100)], [("A", 101), ("A", 3)], [("A", 3), ("A", 1)]),
        ([("a ", 0)], [("A", 1)], [("a ", 1)]),
        ([], [("A", 1)], []),
    ],
)
def test_what_is_the_same_and_how_far_it_moved(
    a: list[tuple[str, int | None]],
    b: list[tuple[str, int | None]],
    expected: list[tuple[str, int | None]],
) -> None:
    assert moved(diff(a, b)) == expected


def test_minutes_are_those_the_two_clocks_show() -> None:
    a, b = stop("A", 0), stop("A", 3, B_DAY)
    assert a.at is not None
    late = Stop(a.track, a.at.replace(second=50))
    found = night_diff(
        Side("N", A_DAY, "n", False, (late,)), Side("N", B_DAY, "n", False, (b,))
    )
    assert found.both[0].moved_min == 3


def test_a_file_on_one_side_and_a_name_on_the_other_are_one_track() -> None:
    known = Stop(Track("/m/a.flac", title="A", artist="X"))
    found = night_diff(
        Side("N", A_DAY, "n", False, (stop("/m/a.flac", 0), stop("B", 5))),
        Side("N", B_DAY, "n", True, (known, stop("A", 9, B_DAY))),
    )
    assert len(found.both) == 1
    assert names(found.only_a) == ["B"]


def test_shared_neighbours_are_those_in_the_same_order() -> None:
    a: list[tuple[str, int | None]] = [(n, i) for i, n in enumerate("ABCDAB")]
    b: list[tuple[str, int | None]] = [(n, i) for i, n in enumerate("XABDC")]
    assert [
        (one.track.title, two.track.title) for one, two in diff(a, b).neighbours
    ] == [("A", "B")]


def test_nights_without_a_track_share_nothing() -> None:
    found = diff([], [])
    assert (found.both, found.neighbours, found.share(found.a)) == ((), (), 0.0)


nights_ = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.none() | st.integers(0, 300)), max_size=9
)


@settings(max_examples=120)
@given(nights_, nights_)
def test_every_stop_is_told_once_and_the_way_back_is_the_mirror(
    a: list[tuple[str, int | None]], b: list[tuple[str, int | None]]
) -> None:
    found, back = diff(a, b), diff(b, a)
    assert sorted(
        names(tuple(s.a for s in found.both)) + names(found.only_a)
    ) == sorted(name for name, _ in a)
    assert sorted(
        names(tuple(s.b for s in found.both)) + names(found.only_b)
    ) == sorted(name for name, _ in b)
    for letter in "ABCDEF":
        both = [s for s in found.both if s.a.track.title == letter]
        times = [sum(name == letter for name, _ in night) for night in (a, b)]
        assert len(both) == min(times)
    assert len(found.both) == len(back.both)
    assert {(x.track.title, y.track.title) for x, y in found.neighbours} == {
        (x.track.title, y.track.title) for x, y in back.neighbours
    }


@given(nights_)
def test_a_night_beside_itself_is_the_same(a: list[tuple[str, int | None]]) -> None:
    found = diff(a, a)
    assert (found.only_a, found.only_b) == ((), ())
    assert all(not one.moved_min for one in found.both)
    assert found.share(found.a) == (100 if a else 0)
