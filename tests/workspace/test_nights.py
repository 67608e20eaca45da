from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from clubplanner.errors import NotFoundError
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules
from clubplanner.residency.play_log import PlayLog
from clubplanner.residency.sets_folder import Listed, SetsFolder
from clubplanner.workspace.filling import fill_free
from clubplanner.workspace.nights import NightEntry, find_night
from clubplanner.workspace.past import past_nights
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.surroundings import Surroundings
from tests.night.making import night, track

TODAY = date(2026, 11, 28)
NIGHTS = [
    NightEntry(Path(f"{TODAY + timedelta(days=7 * n)}-rivalry.yaml"), "Rivalry", day)
    for n, day in ((n, TODAY + timedelta(days=7 * n)) for n in (-2, -1, 0, 1))
]


@pytest.mark.parametrize(
    ("word", "nights", "found"),
    [
        ("", NIGHTS, 2),
        ("", NIGHTS[:2], 1),
        ("", NIGHTS[3:], 0),
        ("RIVAL", NIGHTS, 2),
        ("2026-11-14", NIGHTS, 0),
    ],
)
def test_tonight_is_meant_first_then_the_next_then_the_last(
    word: str, nights: list[NightEntry], found: int
) -> None:
    assert find_night(nights, word, TODAY) == nights[found]


def test_a_night_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="no night 'x'"):
        find_night(NIGHTS, "x", TODAY)
    with pytest.raises(NotFoundError, match="no night yet"):
        find_night([], "", TODAY)


@pytest.mark.parametrize(("hour", "day"), [(5, 27), (6, 28), (23, 28)])
def test_tonight_lasts_until_six_in_the_morning(
    tmp_path: Path, hour: int, day: int
) -> None:
    now = datetime(2026, 11, 28, hour).astimezone()
    around = Surroundings(Paths.under(tmp_path), lambda: now)
    assert around.today == date(2026, 11, day)


def test_an_end_within_what_is_allowed_is_not_filled() -> None:
    context = Context(Rules(tol_end_s=240))
    plan = night(Slot(0, track("a")), hours=500 / 3600)
    built = fill_free(plan, [track("b", length_s=200.0)], context)
    assert (built.night, built.why) == (None, "Nothing is free in this night.")


Content = TypeVar("Content", Night, PlayLog)


def listed(path: Path, content: Content) -> Listed[Content]:
    return Listed(path, lambda: (content, ()))


def test_two_play_logs_of_one_night_are_both_among_the_past() -> None:
    plan = replace(night(), date=TODAY)
    logs = [
        listed(Path(f"played/{name}.yaml"), PlayLog(name, TODAY, night="n.yaml"))
        for name in ("a", "b")
    ]
    folder = SetsFolder(nights=(listed(Path("n.yaml"), plan),), logs=tuple(logs))
    found = past_nights(folder, TODAY + timedelta(days=1))
    said = [(past.log.name if past.log else "", past.night) for past in found]
    assert sorted(said, key=lambda one: one[0]) == [("a", plan), ("b", None)]
