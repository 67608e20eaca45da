"""What ten years of weekly nights cost: 520 logs, 15,600 plays, 50,000 tracks.

Ratios are asserted, to the opening of that library in the same run, because absolute
times drift with the machine: opening takes 0.12 s where it is quiet, and the page is to
take half a second.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from clubplanner.cli import memory_fields
from clubplanner.exchange.season import season_page
from clubplanner.library.garbage import no_garbage_runs
from clubplanner.residency.memory import for_tracks, remember
from clubplanner.workspace.pages import memory as pages
from clubplanner.workspace.pages.table import page_text
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.remembering import remembered
from clubplanner.workspace.season import season
from clubplanner.workspace.surroundings import Surroundings
from tests.residency import decade

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
RESIDENCY = f"venue: {decade.VENUE}\nstart: '22:00'\nend: '02:00'\n"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    found = Paths.under(tmp_path_factory.mktemp("decade"))
    tracks = decade.library()
    decade.write_logs(found.sets, decade.logs(tracks))
    (found.sets / "residency.yaml").write_text(RESIDENCY, "utf-8")
    decade.index_library(found.index_file, found.cache.parent / "music", tracks)
    fresh(found).played  # noqa: B018 - fills the cache
    return found


def fresh(paths: Paths) -> Surroundings:
    return Surroundings(paths, lambda: NOW)


def cpu_s(call: Callable[[], object], rounds: int = 5) -> float:
    """Return the least processor time of some rounds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        taken.append(time.process_time() - began)
    return min(taken)


def test_the_logs_out_of_the_cache_against_reading_them(paths: Paths) -> None:
    cached = cpu_s(lambda: fresh(paths).played)
    paths.logs_cache_file.unlink()
    read = cpu_s(lambda: fresh(paths).played, rounds=1)
    assert cached < read / 8


def test_the_page_of_ten_years(paths: Paths) -> None:
    def page() -> str:
        with no_garbage_runs():
            around = fresh(paths)
            known = remembered(around, None, 12)
            return page_text(pages.overview(known, 10))

    assert "520 nights, 15,600 plays" in page()
    taken, opened = cpu_s(page), cpu_s(lambda: fresh(paths).library)
    assert taken < 4 * opened


def test_the_season_page_of_ten_years(paths: Paths) -> None:
    def page() -> str:
        with no_garbage_runs():
            return season_page(season(fresh(paths), first=date(2000, 1, 1)))

    assert "<b>520</b> nights" in page()
    taken, opened = cpu_s(page, 3), cpu_s(lambda: fresh(paths).library)
    assert taken < 8 * opened


@pytest.mark.parametrize("section", ["tracks", "artists", "pairs", "new", "cues"])
def test_a_part_of_ten_years_as_json(paths: Paths, section: str) -> None:
    def part() -> object:
        with no_garbage_runs():
            around = fresh(paths)
            known = remembered(around, None, 520)
            return memory_fields.fields(known, [section])

    taken, opened = cpu_s(part, 3), cpu_s(lambda: fresh(paths).library)
    assert taken < 5 * opened


def test_what_planning_reads_of_ten_years(paths: Paths) -> None:
    around = fresh(paths)
    logs, tracks = around.played, around.tracks

    def known() -> object:
        memory = remember(logs, decade.VENUE, decade.LAST)
        return for_tracks(memory, tracks, decade.LAST)

    taken, opened = cpu_s(known), cpu_s(lambda: fresh(paths).library)
    assert taken < 2 * opened
