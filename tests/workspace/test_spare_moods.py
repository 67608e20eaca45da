"""Tracks for a floor that wants else: what rests comes last, with its day."""

from pathlib import Path

import pytest

from clubplanner.workspace.spare_moods import Mood, spare_tracks
from clubplanner.workspace.workspace import Workspace
from tests.tui.made import make_home


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A night, and two nights before it after which some tracks rest."""
    monkeypatch.chdir(tmp_path)
    return make_home(Path("home"))


def test_what_was_played_lately_stands_behind_the_rest_with_its_day(
    work: Workspace,
) -> None:
    playing = work.opened.slots[0].track
    found = spare_tracks(work, 1, playing, Mood.TIRED)
    kinds = [one.is_unrested for one in found]
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}
    hard = work.context.rules.weeks_hard
    for one in found:
        track = one.suggestion.track
        weeks = work.context.weeks.get(track.path)
        assert one.is_unrested == (weeks is not None and weeks < hard)
        day = work.memory.last_date(track)
        reason = one.suggestion.reason
        assert reason.startswith("played ") == one.is_unrested
        assert not one.is_unrested or reason.startswith(f"played {day:%d %b}; ")
        assert playing is not None
        assert playing.energy is not None
        assert track.energy is not None
        assert track.energy < playing.energy


def test_only_what_was_asked_for_may_be_unrested(work: Workspace) -> None:
    rested = work.planner.suggest(1, replace=False, limit=99)
    every = work.planner.suggest(1, replace=False, limit=99, unrested=True)
    known = {one.track.path for one in rested}
    more = [one.track.path for one in every if one.track.path not in known]
    assert more
    assert known <= {one.track.path for one in every}
    hard = work.context.rules.weeks_hard
    assert all(work.context.weeks[path] < hard for path in more)
