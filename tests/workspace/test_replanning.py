"""What a DJ's words mean in a night that is being played, and the one edit."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.night import edits
from clubplanner.night.plan import Slot, Started
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.replanning import (
    heard,
    propose,
    second_at,
    second_now,
    take,
)
from clubplanner.workspace.workspace import Workspace
from tests.night.making import START, night, track

TITLES = ("Rivalry", "Night Drive", "Drive Home", "Inferno", "Rivalry", "Last")


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    """An open night of six slots, the first one twice, and no library."""
    workspace = Workspace(Paths.under(tmp_path), lambda: START)
    workspace.new_night(START.date(), "test")
    slots = [
        Slot(0, track(title, artist=f"by {title}", path=f"{title}.mp3"))
        for title in TITLES
    ]
    plan = night(*slots, hours=0.38)
    workspace.apply("Make it", lambda _: plan)
    return workspace


@pytest.mark.parametrize(
    ("word", "near", "slot_id"),
    [
        ("2", 0, 2),
        ("inferno", 0, 4),
        ("by Inferno - Inferno", 0, 4),
        ("home", 0, 3),
        ("Night Drive", 0, 2),
        ("Rivalry", 10, 1),
        ("Rivalry", 1000, 5),
    ],
)
def test_a_word_names_a_slot(
    work: Workspace, word: str, near: int, slot_id: int
) -> None:
    assert heard(work, word, near) == slot_id


def test_of_a_slot_and_its_reprise_the_one_to_come_is_meant(work: Workspace) -> None:
    work.apply("It began", lambda n: edits.pin(n, 5, Started(START)))
    assert heard(work, "Rivalry", 1000) == 1


def test_a_word_that_fits_several_tracks_names_them(work: Workspace) -> None:
    with pytest.raises(ClubplannerError, match="'drive' may be \"by Night Drive"):
        heard(work, "drive", 0)


def test_a_word_that_fits_nothing_is_not_found(work: Workspace) -> None:
    with pytest.raises(NotFoundError, match="called 'waltz'"):
        heard(work, "waltz", 0)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("22:00", 0),
        ("22:10:30", 630),
        ("00:30", 9000),
        ("21:30", -1800),
        ("04:00", 6 * 3600),
    ],
)
def test_a_clock_time_is_the_one_nearest_to_the_night(text: str, second: int) -> None:
    assert second_at(night(), text) == second


@pytest.mark.parametrize("text", ["", "9", "24:00", "22.30", "now"])
def test_what_is_no_clock_time_shows_how_to_write_one(text: str) -> None:
    with pytest.raises(ClubplannerError, match="for example 23:30"):
        second_at(night(), text)


def test_the_clock_of_the_machine_counts_in_its_own_zone() -> None:
    zone = ZoneInfo("Europe/London")
    plan = night(start=datetime(2026, 7, 4, 22, 0, tzinfo=zone))
    here = datetime(2026, 7, 4, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert second_now(plan, here) == 1800
    with pytest.raises(ClubplannerError, match="this night goes from Sat 04 Jul 22:00"):
        second_now(plan, here + timedelta(days=1))


def test_a_proposal_changes_nothing_until_it_is_taken_and_is_one_step(
    work: Workspace,
) -> None:
    before = work.opened
    proposal = propose(work, 2, 400)
    assert work.opened is before
    take(work, proposal)
    assert work.opened == proposal.result.night != before
    step = work.undo()
    assert step is not None
    assert step.label == 'Re-plan from "Night Drive"'
    assert work.opened.slots == before.slots


def test_a_proposal_for_a_night_that_was_edited_is_left_out(work: Workspace) -> None:
    proposal = propose(work, 2, 400)
    work.apply("Remove", lambda n: edits.remove(n, {6}))
    with pytest.raises(ClubplannerError, match="edited while its rest was planned"):
        take(work, proposal)


def test_what_was_taken_is_read_back_from_the_file_to_the_second(
    work: Workspace,
) -> None:
    take(work, propose(work, 2, 400))
    planned = [(item.start, item.play) for item in work.timeline.items]
    path = work.save()
    work.open_night(path)
    assert [(item.start, item.play) for item in work.timeline.items] == planned
