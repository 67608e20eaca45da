"""Large letters, and how the gig's screen chooses how large its titles are."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from clubplanner.music.text import cells
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.score import score
from clubplanner.night.timeline import timeline
from clubplanner.night.transition import transitions
from clubplanner.residency.gig import standing, started
from clubplanner.residency.play_log import PlayLog
from clubplanner.tui.screens.gig_text import gig_lines
from clubplanner.tui.widgets.big_clock import digit_rows
from clubplanner.tui.widgets.face import HUGE, LARGE, SMALL, Face, spelt
from clubplanner.tui.widgets.runs import differing
from tests.exchange.nights import START, night, track

ROOMS = [(79, 14), (119, 24), (199, 42), (79, 7), (69, 10)]
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:;-_+*=.,'\"!?/()[]&#%$"


@pytest.mark.parametrize("face", [SMALL, LARGE, HUGE])
def test_every_sign_is_a_block_of_its_own_shape(face: Face) -> None:
    drawn = {sign: face.drawn(sign) for sign in SIGNS}
    assert len(set(drawn.values())) == len(SIGNS)
    for sign, rows in drawn.items():
        assert len(rows) == face.rows
        assert {len(row) for row in rows} == {face.width(sign)}
    word = "RIVALRY 22:00"
    assert {len(row) for row in face.drawn(word)} == {face.width(word)}


def test_small_letters_hold_two_dots_in_a_cell() -> None:
    assert SMALL.drawn("AT") == ("▄▀▄ ▀█▀", "█▀█  █ ", "▀ ▀  ▀ ")


def test_accents_are_dropped_and_strange_letters_are_not_spelt() -> None:
    assert spelt("Étoile, Ænima") == "ETOILE, AENIMA"
    assert spelt("東京") == ""


def test_a_clock_is_as_large_as_there_is_room() -> None:
    assert digit_rows("22:00:00", 110, 10) == HUGE.drawn("22:00:00")
    assert digit_rows("22:00:00", 54, 5) == LARGE.drawn("22:00:00")
    assert digit_rows("-12:34", 24, 3) == SMALL.drawn("-12:34")
    assert digit_rows("-1:02:34", 10, 3) == ("-1:02:34",)


def plan(*titles: str) -> Night:
    tracks = (replace(track(n), title=title) for n, title in enumerate(titles))
    return night(*tracks)


def shown(
    here: Night, width: int, height: int, moment: datetime = START
) -> list[tuple[str, ...]]:
    """Return the lines while the first slot plays, each as its texts."""
    context = Context()
    log = PlayLog(name="", date=here.date)
    log = started(log, here.slots[0].track, here.slots[0], moment)
    where = standing(here, timeline(here, context), log, moment)
    steps = transitions(here, score(here, context), context)
    lines = gig_lines(here, where, steps, width, height)
    return [tuple(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("room", ROOMS)
def test_a_second_changes_no_more_than_a_cell_of_the_bar(
    room: tuple[int, int],
) -> None:
    context = Context()
    here = plan("Inferno", "Next", "Then")
    line, steps = (
        timeline(here, context),
        transitions(here, score(here, context), context),
    )
    log = PlayLog(name="", date=here.date)
    log = started(log, here.slots[0].track, here.slots[0], START)
    moments = [START + timedelta(seconds=second) for second in range(60)]
    shown = [
        gig_lines(here, standing(here, line, log, moment), steps, *room)
        for moment in moments
    ]
    for old, new in pairwise(shown):
        spans = [differing(a, b, room[0]) for a, b in zip(old, new, strict=True)]
        assert sum(end - begin for begin, end in filter(None, spans)) <= 1


def has(lines: list[tuple[str, ...]], face: Face, title: str) -> bool:
    rows = face.drawn(spelt(title))
    firsts = [line[0] if line else "" for line in lines]
    return any(tuple(firsts[n : n + len(rows)]) == rows for n in range(len(firsts)))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("title", ["Inferno", "東京の夜", "x" * 300, "Ab " * 40])
def test_nothing_is_wider_or_longer_than_the_room(
    room: tuple[int, int], title: str
) -> None:
    here = plan(title, title, *(f"Track {n}" for n in range(40)))
    width, height = room
    lines = shown(here, width, height)
    assert len(lines) <= height
    for line in lines:
        assert cells("".join(line)) <= width


def test_titles_are_as_large_as_the_room_lets_both_be() -> None:
    here = plan("Inferno", "Louder Than the Arena", "Then", "Later")
    for (width, height), face in zip(ROOMS, (SMALL, LARGE, LARGE), strict=False):
        lines = shown(here, width, height)
        assert has(lines, face, "Inferno")
    assert has(shown(here, 199, 42), LARGE, "Louder Than the Arena")
    large = shown(here, 119, 24)
    assert has(large, LARGE, "Louder Than the")
    assert has(large, LARGE, "Arena")
    flat = ["".join(line) for line in shown(here, 79, 7)]
    assert flat[0].startswith("NOW   INFERNO  ")


@pytest.mark.parametrize(("strange", "face"), [("東京の夜", LARGE), ("x" * 300, SMALL)])
def test_a_title_that_cannot_be_drawn_leaves_the_other_its_size(
    strange: str, face: Face
) -> None:
    lines = shown(plan("Inferno", strange, "Then"), 79, 14)
    assert has(lines, face, "Inferno")
    (next_up,) = (line for line in lines if line[:1] == ("NEXT  ",))
    assert next_up[1].startswith(strange.upper()[:4])


def test_what_comes_then_fills_the_room_with_the_time_of_each() -> None:
    here = plan("Inferno", "Next", *(f"Track {n}" for n in range(40)))
    lines = shown(here, 119, 24)
    assert len(lines) == 24
    begins = timeline(here, Context()).items[2].begins
    (first,) = (line for line in lines if line[0] == "THEN  ")
    assert first[1] == f"{begins:%H:%M}  "
    assert first[2].startswith("Track 0")
