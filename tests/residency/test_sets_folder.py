from datetime import date
from pathlib import Path

import pytest

from clubplanner.residency.sets_folder import file_name, list_sets, slug

GOOD = "date: 2026-11-28\nstart: '22:00'\nend: '02:00'\n"


def test_a_folder_lists_its_nights_and_logs_by_date(tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    (sets / "played").mkdir(parents=True)
    (sets / "2026-12-05-b.yaml").write_text(GOOD)
    (sets / "2026-11-28-a.yaml").write_text(GOOD)
    (sets / "residency.yaml").write_text("venue: X\nstart: '22:00'\nend: '02:00'\n")
    (sets / "notes.txt").write_text("no")
    (sets / "played" / "2026-11-28-a.yaml").write_text("date: 2026-11-28\n")
    found = list_sets(sets)
    assert [n.path.name for n in found.nights] == [
        "2026-11-28-a.yaml",
        "2026-12-05-b.yaml",
    ]
    assert found.residency is not None
    assert found.residency.venue == "X"
    assert len(found.played) == 1


def test_damaged_files_are_listed_with_their_problem(tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    sets.mkdir()
    (sets / "a.yaml").write_text("title: Foo: Bar\n")
    (sets / "b.yaml").write_bytes(b"\x00\xff")
    (sets / "c.yaml").write_text(GOOD)
    (sets / "d.yaml").mkdir()
    (sets / "residency.yaml").write_text("venue: X\n")
    found = list_sets(sets)
    assert [bool(n.content) for n in found.nights] == [False, False, True, False]
    assert str(found.nights[0].problems[0]).startswith("sets/a.yaml:1: ")
    assert all(n.problems for n in found.nights if n.content is None)
    assert found.residency is None
    assert str(found.residency_problems[0]).startswith(
        "sets/residency.yaml:1: start is missing"
    )


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    found = list_sets(tmp_path / "no")
    assert (found.nights, found.logs, found.residency) == ((), (), None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Basement warm-up", "basement-warm-up"),
        ("Été / Café", "ete-cafe"),
        ("It's You", "its-you"),
        ("東京", "東京"),
        ("../../etc", "etc"),
        ("???", "night"),
        ("x" * 200, "x" * 60),
    ],
)
def test_names_become_safe_file_names(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert file_name(date(2026, 11, 28), name) == f"2026-11-28-{expected}.yaml"
