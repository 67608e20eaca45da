import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.residency.nights import START, log, night, shown

from clubplanner.night.plan import Slot
from clubplanner.residency.pairing import Fate, Line
from clubplanner.residency.play_log import NO_SLOT, Play, PlayLog
from clubplanner.residency.review import review
from clubplanner.residency.song_names import Sureness

TITLES = "abcdefghijklmnopqrstuvwxyz"


def fates(planned: str, played: str) -> list[str]:
    return shown(review(night(planned), log(played)))


def with_plays(*plays: Play) -> PlayLog:
    return PlayLog("n", START.date(), plays=plays)


def play(title: str, minute: float = 0, artist: str = "A") -> Play:
    """Return a play of five minutes."""
    at = START + timedelta(minutes=minute)
    return Play(title, artist, at=at, played_s=300)


@pytest.mark.parametrize(
    ("planned", "played", "lines"),
    [
        ("abcd", "bacd", ["moved b/b", "moved a/a", "kept c/c", "kept d/d"]),
        (
            "abcde",
            "adcbe",
            ["kept a/a", "moved d/d", "kept c/c", "moved b/b", "kept e/e"],
        ),
        ("abcd", "dabc", ["moved d/d", "kept a/a", "kept b/b", "kept c/c"]),
        (
            "abxcd",
            "abycd",
            ["kept a/a", "kept b/b", "swapped x/y", "kept c/c", "kept d/d"],
        ),
        ("abca", "bca", ["dropped a/-", "kept b/b", "kept c/c", "kept a/a"]),
        ("abca", "abc", ["kept a/a", "kept b/b", "kept c/c", "dropped a/-"]),
        ("abc", "abca", ["kept a/a", "kept b/b", "kept c/c", "added -/a"]),
    ],
)
def test_reorders_and_reprises_are_told_apart(
    planned: str, played: str, lines: list[str]
) -> None:
    assert fates(planned, played) == lines


def test_one_play_of_a_track_planned_twice_is_the_nearer_one() -> None:
    plan = night("abcda")
    for minute, number in ((0, 1), (21, 5)):
        (line,) = (
            line
            for line in review(plan, with_plays(play("a", minute))).lines
            if line.fate is Fate.KEPT
        )
        assert line.slot_number == number


def test_how_far_a_track_moved_is_counted_among_what_was_played_of_the_plan() -> None:
    found = review(night("abcdef"), log("bxcdae"))
    moved = [line for line in found.lines if line.fate is Fate.MOVED]
    assert [(line.slot_number, line.moved_by) for line in moved] == [(1, 3)]


@given(st.permutations(TITLES[:12]))
def test_a_night_played_as_planned_is_kept_whole(order: list[str]) -> None:
    titles = "".join(order)
    found = review(night(titles), log(titles))
    assert found.count(Fate.KEPT) == len(titles) == len(found.lines)


@given(st.integers(2, 12), st.data())
def test_two_tracks_that_changed_places_both_moved(
    count: int, data: st.DataObject
) -> None:
    one, other = sorted(
        data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=2))
    )
    titles = list(TITLES[:count])
    titles[one], titles[other] = titles[other], titles[one]
    found = review(night(TITLES[:count]), log("".join(titles)))
    moved = {line.slot_number - 1 for line in found.lines if line.fate is Fate.MOVED}
    # What lies between two that are two apart or more keeps its place.
    assert moved == {one, other}
    assert found.count(Fate.KEPT) == count - 2


@given(st.integers(1, 12), st.data())
def test_a_track_left_out_is_dropped_and_the_others_kept(
    count: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, count - 1))
    titles = TITLES[:count]
    found = review(night(titles), log(titles[:place] + titles[place + 1 :]))
    assert found.count(Fate.KEPT) == count - 1
    (dropped,) = (line for line in found.lines if line.fate is Fate.DROPPED)
    assert dropped.slot_number == place + 1


PLAYS = st.builds(
    Play,
    title=st.sampled_from(["a", "b", "c", "ID", "x", "a (Remix)", "b (feat. Z)"]),
    artist=st.sampled_from(["A", "", "ID"]),
    path=st.sampled_from(["", "a.mp3", "/music/c.mp3"]),
    at=st.none() | st.integers(-60, 300).map(lambda m: START + timedelta(minutes=m)),
    played_s=st.none() | st.sampled_from([5.0, 30.0, 300.0]),
    slot=st.sampled_from(["", "", "", "a", NO_SLOT, "gone"]),
)


@given(st.text("abcde", max_size=8), st.lists(PLAYS, max_size=10))
@settings(max_examples=300, deadline=None)
def test_every_slot_and_every_play_is_told_once(
    planned: str, plays: list[Play]
) -> None:
    found = review(night(planned), with_plays(*plays))
    slots = [line.slot_number for line in found.lines if line.slot]
    numbers = [n for line in found.lines for n in line.play_numbers]
    numbers += [one.number for one in found.left_out]
    assert sorted(slots) == list(range(1, len(planned) + 1))
    assert sorted(numbers) == list(range(1, len(plays) + 1))
    for fate, has_slot, has_play in [
        (Fate.DROPPED, True, False),
        (Fate.ADDED, False, True),
        (Fate.SWAPPED, True, True),
        (Fate.KEPT, True, True),
        (Fate.MOVED, True, True),
    ]:
        for line in found.lines:
            if line.fate is fate:
                assert (line.slot is not None, line.play is not None) == (
                    has_slot,
                    has_play,
                )
    kept = [line.slot_number for line in found.lines if line.fate is Fate.KEPT]
    assert kept == sorted(kept)


@given(st.permutations(range(10)), st.sets(st.integers(0, 9)))
def test_what_stays_in_order_is_as_much_as_can(
    order: list[int], gone: set[int]
) -> None:
    """Against the longest rising run, found by trying."""
    played = [n for n in order if n not in gone]
    found = review(night(TITLES[:10]), log("".join(TITLES[n] for n in played)))
    longest = [1] * len(played)
    for j in range(len(played)):
        for k in range(j):
            if played[k] < played[j]:
                longest[j] = max(longest[j], longest[k] + 1)
    # Of two neighbours that traded places neither counts as kept.
    assert found.count(Fate.KEPT) <= max(longest, default=0)
    assert found.count(Fate.KEPT) + found.count(Fate.MOVED) == len(played)


def test_a_play_nobody_knows_is_a_guess_by_time_where_a_slot_is_free() -> None:
    plays = log("axc").plays
    unknown = replace(plays[1], title="ID", artist="ID")
    found = review(night("abc"), with_plays(plays[0], unknown, plays[2]))
    assert [line.fate for line in found.lines] == [Fate.KEPT] * 3
    assert [line.is_guess for line in found.lines] == [False, True, False]
    assert found.lines[1].late_s is None
    without = replace(unknown, at=None)
    found = review(night("abc"), with_plays(plays[0], without, plays[2]))
    assert shown(found)[1] == "swapped b/ID"


def test_a_guess_runs_as_late_as_the_night() -> None:
    late = log("a?c", late_s=1500).plays
    unknown = replace(late[1], title="ID", artist="")
    found = review(night("abc"), with_plays(late[0], unknown, late[2]))
    assert [line.is_guess for line in found.lines] == [False, True, False]
    early = replace(unknown, at=START + timedelta(seconds=600))
    found = review(night("abc"), with_plays(early, late[0], late[2]))
    assert not any(line.is_guess for line in found.lines)


def test_the_djs_word_outweighs_names_and_lasts_as_written() -> None:
    plan = night("abc")
    plays = list(log("axc").plays)
    plays[1] = replace(plays[1], slot="b")
    line = review(plan, with_plays(*plays)).lines[1]
    assert (line.fate, line.slot_number, line.sureness) == (Fate.KEPT, 2, Sureness.TOLD)
    plays[0] = replace(plays[0], slot=NO_SLOT)
    assert shown(review(plan, with_plays(*plays)))[0] == "swapped a/a"
    plays[2] = replace(plays[2], slot="gone")
    found = review(plan, with_plays(*plays))
    assert found.remarks == (
        'play 3 says it was the slot "gone", which is not in the plan',
    )


def test_a_hundred_against_a_hundred_take_milliseconds() -> None:
    dice = random.Random(3)
    names = [f"Tune {n}" for n in range(100)]
    slots = tuple(planned_as(name) for name in names)
    plan = replace(night(""), slots=slots)
    played = [*names[:40], *dice.sample(names, 40), *(f"New {n}" for n in range(20))]
    plays = with_plays(
        *(
            Play(name, "A", at=START + timedelta(minutes=4 * n), played_s=240)
            for n, name in enumerate(played)
        )
    )

    def once() -> float:
        started = time.thread_time()
        review(plan, plays)
        return time.thread_time() - started

    best = min(once() for _ in range(5))
    assert best < 0.02, f"{best * 1000:.1f} ms"


def planned_as(title: str, artist: str = "A") -> Slot:
    track = night("a").slots[0].track
    assert track is not None
    return Slot(1, replace(track, path="", artist=artist, title=title))


def line_of(planned: tuple[str, str], played: tuple[str, str]) -> Line:
    slot = planned_as(planned[1], planned[0])
    plan = replace(night(""), slots=(slot,))
    return review(plan, with_plays(play(played[1], artist=played[0]))).lines[0]


@pytest.mark.parametrize(
    ("planned", "played", "sureness"),
    [
        (
            ("Wolf Parade", "I'll Believe"),
            ("wolf parade", "I’ll believe"),
            Sureness.NAME,
        ),
        (("", "Rivalry"), ("Peter Peter", "Rivalry"), Sureness.TITLE),
        (("A feat. B", "Song"), ("A", "Song (feat. B)"), Sureness.VERSION),
        (("A & B", "Song"), ("B, A", "Song"), Sureness.VERSION),
        (("A", "Song (Original Mix)"), ("A", "Song"), Sureness.VERSION),
        (("A", "Song - 2011 Remastered"), ("A", "Song (Radio Edit)"), Sureness.VERSION),
        (("A", "Song (X Remix)"), ("A", "Song [X Remix]"), Sureness.NAME),
        (("A", "Song - X Remix"), ("A ft. Q", "Song (X Remix)"), Sureness.VERSION),
        (("A", "Song (X Remix)"), ("A", "Song"), None),
        (("A", "Song (X Remix)"), ("A", "Song (Y Remix)"), None),
        (("A", "Song"), ("B", "Song"), None),
        (("A", "Song (Part 2)"), ("A", "Song"), None),
        (("A", "東京"), ("A", "東京"), Sureness.NAME),
        (("!!!", "÷"), ("!!!", "÷"), Sureness.NAME),
    ],
)
def test_names_are_compared_with_care(
    planned: tuple[str, str], played: tuple[str, str], sureness: Sureness | None
) -> None:
    assert line_of(planned, played).sureness is sureness
