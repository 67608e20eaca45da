from datetime import date, timedelta
from pathlib import Path

import pytest

from clubplanner.builder.build import Progress, build
from clubplanner.errors import ClubplannerError
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night
from clubplanner.night.score import score
from clubplanner.practice import residency as practice
from clubplanner.residency.play_log import PlayLog
from clubplanner.residency.sets_folder import list_sets
from clubplanner.theme.pack import load_shipped
from tests.practice.making import ROOT, tracks

TODAY = date(2026, 11, 27)


def _quiet(done: int, of: int, name: str) -> None:
    pass


def _made(folder: Path, today: date = TODAY) -> list[Path]:
    return practice.make_residency(
        folder, tracks(), today, root=Path(ROOT), progress=_quiet
    )


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "sets"
    _made(folder)
    return folder


@pytest.mark.parametrize("day", range(7))
def test_tonight_is_a_night_of_the_residency(day: int) -> None:
    today = TODAY + timedelta(days=day)
    residency = practice.practice_residency(today)
    assert residency.weekday == today.weekday()


def test_the_files_read_back_without_a_problem(sets: Path) -> None:
    listed = list_sets(sets)
    assert listed.residency is not None
    assert listed.residency_problems == ()
    assert [night.problems for night in listed.nights] == [()] * 4
    assert [log.problems for log in listed.logs] == [()] * 4
    days = [night.content.date for night in listed.nights if night.content]
    assert days == [TODAY - timedelta(weeks=w) for w in (4, 3, 2, 1)]


def test_files_are_named_relative_to_the_practice_library(sets: Path) -> None:
    text = (sets / "2026-11-20-heated-rivalry.yaml").read_text("utf-8")
    assert "file: stand-ins/Peter Peter - Rivalry.mp3" in text
    assert ROOT not in text


@pytest.fixture(scope="module")
def past() -> list[tuple[Night, PlayLog]]:
    residency = practice.practice_residency(TODAY)
    return practice.past_nights(residency, tracks(), TODAY, _quiet)


def test_every_past_night_kept_the_rules_without_a_bridge(
    past: list[tuple[Night, PlayLog]],
) -> None:
    residency, (theme, _) = (
        practice.practice_residency(TODAY),
        load_shipped("heated-rivalry"),
    )
    for number, (night, _) in enumerate(past):
        logs = [log for _, log in past[:number]]
        context = practice.night_context(residency, theme, tracks(), logs, night.date)
        assert breaches(night, context) == ()
        assert score(night, context).bridges == 0


def test_what_was_played_differs_from_the_plan_a_little(
    past: list[tuple[Night, PlayLog]],
) -> None:
    differences = []
    for night, log in past:
        planned = [slot.track.path for slot in night.slots if slot.track]
        played = [play.path for play in log.plays]
        dropped = len(set(planned) - set(played))
        added = len(set(played) - set(planned))
        both = [path for path in planned if path in played]
        is_swapped = both != [path for path in played if path in planned]
        first = log.plays[0].at
        assert first is not None
        late = (first - night.start).total_seconds()
        differences.append((dropped, added, is_swapped, late))
    assert differences == [
        (0, 0, True, 240),
        (1, 0, False, 60),
        (0, 1, False, 0),
        (1, 1, True, 120),
    ]


def test_stars_and_notes_were_left_on_some_mixes(
    past: list[tuple[Night, PlayLog]],
) -> None:
    plays = [play for _, log in past for play in log.plays]
    stars = [play.stars for play in plays if play.stars]
    assert set(stars) == {1, 2, 3, 4, 5}
    assert 10 <= len(stars) < len(plays) / 4
    assert sum(bool(play.note) for play in plays) >= 5


def _first_plan(logs: list[PlayLog], day: date) -> Night:
    residency, (theme, _) = (
        practice.practice_residency(day),
        load_shipped("heated-rivalry"),
    )
    context = practice.night_context(residency, theme, tracks(), logs, day)
    night = practice.bound_night(residency, theme, tracks(), day)
    found: list[Progress] = []
    built = build(
        night,
        tracks(),
        context,
        seconds=None,
        progress=lambda p: found.append(p) if p.bridges == 0 else None,
        cancelled=lambda: bool(found),
    )
    assert built.night is not None, built.why
    assert built.score is not None
    assert built.score.bridges == 0
    assert breaches(built.night, context) == ()
    return built.night


def test_tonight_can_be_built_and_so_can_the_weeks_to_come(
    past: list[tuple[Night, PlayLog]],
) -> None:
    from clubplanner.night.context import Context
    from clubplanner.practice.played import play_log_of

    logs = [log for _, log in past]
    for week in range(2):
        night = _first_plan(logs, TODAY + timedelta(weeks=week))
        logs.append(play_log_of(night, Context(), tracks(), 2, "x.yaml"))
    last_week = {play.path for play in logs[-2].plays}
    free = [slot for slot in night.slots if not slot.is_anchored and slot.track]
    assert not last_week & {slot.track.path for slot in free if slot.track}


def test_a_second_run_makes_nothing_and_changes_nothing(sets: Path) -> None:
    before = {path: path.read_bytes() for path in sets.rglob("*.yaml")}
    assert len(before) == 9
    assert _made(sets, TODAY + timedelta(days=3)) == []
    assert {path: path.read_bytes() for path in sets.rglob("*.yaml")} == before


def test_an_interrupted_run_is_finished_by_the_next(sets: Path, tmp_path: Path) -> None:
    _made(tmp_path)
    (tmp_path / "residency.yaml").unlink()
    (tmp_path / "played" / "2026-11-20-heated-rivalry.yaml").unlink()
    assert len(_made(tmp_path)) == 9
    for path in sets.rglob("*.yaml"):
        assert (tmp_path / path.relative_to(sets)).read_bytes() == path.read_bytes()


def test_a_night_of_the_djs_own_is_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / "2026-10-30-heated-rivalry.yaml"
    own.write_text("mine")
    with pytest.raises(ClubplannerError, match="is there already"):
        _made(tmp_path)
    assert own.read_text() == "mine"
