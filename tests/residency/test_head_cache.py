"""The heads of a sets folder, kept: never another head than the files have."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clubplanner.residency import heads
from clubplanner.residency.briefs import Briefs, PlanBrief
from clubplanner.residency.heads import Head, HeadCache, quick_head
from clubplanner.residency.sets_folder import SetsFolder, list_logs, list_sets


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    folder = tmp_path / "sets"
    (folder / "played").mkdir(parents=True)
    for week in (7, 14, 21):
        name = f"2026-11-{week:02}-x.yaml"
        head = f"name: Café {week}\ndate: 2026-11-{week:02}\n"
        (folder / name).write_text(f"{head}start: '22:00'\nend: '23:00'\n", "utf-8")
        text = f"{head}night: {name}\nplays:\n- title: a\n"
        (folder / "played" / name).write_text(text, "utf-8")
    (folder / "played" / "odd.yaml").write_text('{"date": 2026-11-28}\n', "utf-8")
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were really opened."""
    found: list[str] = []

    def noted(path: Path) -> Head | None:
        found.append(path.name)
        return quick_head(path)

    monkeypatch.setattr(heads, "quick_head", noted)
    return found


def all_heads(sets: Path, cache: Path | None = None) -> list[Head]:
    """Return the head of every file, as one start of the program asks for them."""
    kept = HeadCache(cache, sets) if cache else None
    listed: SetsFolder = list_sets(sets, logs=list_logs(sets, heads=kept), heads=kept)
    nights = [one.head for one in listed.nights]
    found = [*nights, *(one.head for one in listed.logs)]
    if kept is not None:
        kept.save()
    return found


def test_unchanged_files_are_not_opened_again(
    sets: Path, tmp_path: Path, opened: list[str]
) -> None:
    plain, cache = all_heads(sets), tmp_path / "heads.json"
    assert all_heads(sets, cache) == plain
    assert len(opened) == 7
    opened.clear()
    assert all_heads(sets, cache) == plain
    assert opened == ["odd.yaml"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"", lambda data: b"\xff" * 99]
)
def test_a_changed_file_or_a_damaged_cache_is_read_anew(
    sets: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    cache = tmp_path / "heads.json"
    all_heads(sets, cache)
    cache.write_bytes(damage(cache.read_bytes()))
    assert all_heads(sets, cache) == all_heads(sets)
    first = sets / "2026-11-07-x.yaml"
    was = first.stat()
    first.write_text(first.read_text("utf-8").replace("Café 7", "Cafe 77"), "utf-8")
    os.utime(first, ns=(was.st_atime_ns, was.st_mtime_ns))
    (sets / "2026-11-14-x.yaml").unlink()
    found = all_heads(sets, cache)
    assert found == all_heads(sets)
    assert found[0].name == "Cafe 77"


def test_a_plan_in_brief_is_that_of_its_file_also_after_a_change(
    sets: Path, tmp_path: Path
) -> None:
    def briefs() -> list[PlanBrief]:
        kept = Briefs(tmp_path / "plans.json", sets)
        found = [kept.of(listed) for listed in list_sets(sets).nights]
        kept.save()
        return found

    damaged = sets / "2026-11-28-x.yaml"
    damaged.write_text("name: [\n", "utf-8")
    first = briefs()
    assert briefs() == first
    assert [one.slots for one in first] == [0, 0, 0, None]
    assert "2026-11-28-x.yaml" in first[3].problem
    path = sets / "2026-11-07-x.yaml"
    text = path.read_text("utf-8") + "venue: Box\nslots:\n- title: a\n"
    path.write_text(text, "utf-8")
    assert briefs()[0] == PlanBrief("Box", 1)
