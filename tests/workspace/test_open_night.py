import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.builder.build import Built
from clubplanner.errors import ClubplannerError
from clubplanner.night import edits
from clubplanner.night.plan import At, Night, Slot
from clubplanner.residency.night_file import night_text, read_night_text
from clubplanner.workspace import journal as journal_module
from clubplanner.workspace import planner as planner_module
from clubplanner.workspace import workspace as workspace_module
from clubplanner.workspace.open_night import Homes, OpenNight
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.replanning import propose
from clubplanner.workspace.workspace import Workspace
from tests.night.making import night, track

NOW = datetime(2026, 3, 7, 20, 0)


def opened(tmp_path: Path, plan: Night | None = None) -> OpenNight:
    plan = plan or night(*(Slot(0, track(letter)) for letter in "abc"))
    path = tmp_path / "sets" / "2026-03-07-test.yaml"
    homes = Homes(tmp_path / "journal", tmp_path / "backups")
    if not path.exists():
        return OpenNight(plan, path, homes, lambda: NOW)
    content = path.read_bytes()
    read, _ = read_night_text(content, path.name)
    assert read is not None
    return OpenNight(read, path, homes, lambda: NOW, content)


def names(work: OpenNight) -> str:
    return "".join(slot.name for slot in work.night.slots)


def removed(plan: Night, slot_id: int) -> Night:
    return edits.remove(plan, {slot_id})


def drop_first(plan: Night) -> Night:
    return edits.remove(plan, {plan.slots[0].id})


def test_undo_and_redo_walk_the_edits_and_name_them(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.apply("Remove a", drop_first)
    work.apply("Remove b", drop_first, select=7)
    step = work.undo()
    assert step is not None
    assert (step.label, step.slot_id, names(work)) == ("Remove b", 7, "bc")
    assert work.undo() is not None
    assert (names(work), work.undo()) == ("abc", None)
    assert work.redo() is not None
    assert names(work) == "bc"
    work.apply("Remove b", drop_first)
    assert work.redo() is None


def test_an_edit_that_changes_nothing_leaves_no_step(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.apply("Nothing", lambda plan: edits.move(plan, {plan.slots[0].id}, -1))
    assert work.edits == 0


@given(st.lists(st.integers(0, 3), max_size=30))
def test_undoing_everything_gives_the_first_plan(choices: list[int]) -> None:
    plan = night(*(Slot(0, track(letter)) for letter in "abcd"))
    homes = Homes(Path("/nonexistent"), Path("/nonexistent"))
    work = OpenNight(plan, Path("x.yaml"), homes, lambda: NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_module.Journal, "write", lambda *_: None)
        for choice in choices:
            slots = work.night.slots
            chosen = slots[choice % len(slots)].id
            if choice == 3 and len(slots) > 1:
                work.apply("remove", partial(removed, slot_id=chosen))
            elif choice == 2:
                work.undo()
            elif choice == 1:
                work.redo()
            else:
                work.apply("move", partial(edits.move, slot_ids={chosen}, by=1))
        while work.undo():
            pass
    assert work.night == plan


def test_saving_writes_the_file_and_ends_the_journal(tmp_path: Path) -> None:
    work = opened(tmp_path)
    assert work.is_dirty
    work.apply("Remove a", drop_first)
    path = work.save()
    assert not work.is_dirty
    assert names(opened(tmp_path)) == "bc"
    assert path.read_text("utf-8") == night_text(work.night)
    assert opened(tmp_path).recovery is None


def test_a_saved_file_keeps_its_previous_version(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.save()
    first = work.path.read_bytes()
    work.apply("Remove a", drop_first)
    work.save()
    assert [kept.read_bytes() for kept in (tmp_path / "backups").rglob("*.yaml*")] == [
        first
    ]


def test_comments_a_save_cannot_keep_stay_beside_the_file_and_are_said_once(
    tmp_path: Path,
) -> None:
    work = opened(tmp_path)
    work.save()
    commented = work.path.read_bytes().replace(b"slots:", b"# mine\nslots:")
    work.path.write_bytes(commented)
    again = opened(tmp_path)
    again.apply("Remove a", drop_first)
    again.save()
    assert "2026-03-07-test.yaml.bak" in again.notice
    assert again.path.with_name(f"{again.path.name}.bak").read_bytes() == commented
    again.apply("Remove b", drop_first)
    again.save()
    assert again.notice == ""


def test_a_file_changed_by_another_program_is_not_replaced_unasked(
    tmp_path: Path,
) -> None:
    work = opened(tmp_path)
    work.save()
    work.path.write_text("name: mine\n", "utf-8")
    work.apply("Remove a", drop_first)
    with pytest.raises(ClubplannerError, match="another program"):
        work.save()
    assert work.path.read_text("utf-8") == "name: mine\n"
    work.save(replace_changed=True)
    assert names(opened(tmp_path)) == "bc"


def test_unsaved_edits_are_found_and_restored_as_one_edit(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.save()
    work.apply("Remove a", drop_first)
    work.apply("Remove b", drop_first)
    again = opened(tmp_path)
    assert again.recovery is not None
    assert (again.recovery.edits, again.recovery.label) == (2, "Remove b")
    again.restore()
    assert names(again) == "c"
    assert not again.recovery
    again.undo()
    assert names(again) == "abc"


def test_unsaved_edits_can_be_thrown_away(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.save()
    work.apply("Remove a", drop_first)
    again = opened(tmp_path)
    again.discard()
    assert opened(tmp_path).recovery is None
    with pytest.raises(ClubplannerError, match="no unsaved edits"):
        again.restore()


def test_a_journal_line_cut_short_is_passed_over(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.save()
    work.apply("Remove a", drop_first)
    work.apply("Remove b", drop_first)
    file = next((tmp_path / "journal").iterdir())
    file.write_bytes(file.read_bytes()[:-40])
    again = opened(tmp_path)
    assert again.recovery is not None
    assert again.recovery.label == "Remove a"
    again.restore()
    assert names(again) == "bc"


def test_a_full_disk_refuses_the_edit_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = opened(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ClubplannerError, match="No space left"):
        work.apply("Remove a", drop_first)
    assert names(work) == "abc"
    with pytest.raises(ClubplannerError):
        work.save()
    assert not work.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_process_loses_no_edit(tmp_path: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from tests.workspace.test_open_night import drop_first, opened
work = opened(Path({str(tmp_path)!r}))
work.apply("Remove a", drop_first)
os.kill(os.getpid(), signal.SIGKILL)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    recovery = opened(tmp_path).recovery
    assert recovery is not None
    assert recovery.label == "Remove a"


def test_a_night_that_was_never_saved_comes_back_with_its_edits(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.sets.mkdir()
    first = Workspace(paths, lambda: NOW.astimezone())
    first.new_night(NOW.date(), "Lost")
    first.apply("Add x", lambda plan: edits.add(plan, track("x"), 0))
    again = Workspace(paths, lambda: NOW.astimezone())
    assert again.open_unsaved()
    assert again.opened.name == "Lost"
    assert again.opened.slots[0].name == "x"
    assert again.is_dirty
    again.save()
    assert not Workspace(paths, lambda: NOW.astimezone()).open_unsaved()


def test_a_saved_night_with_unsaved_edits_is_the_one_that_opens(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.sets.mkdir()
    first = Workspace(paths, lambda: NOW.astimezone())
    for name in ("One", "Two"):
        first.new_night(NOW.date(), name)
        first.save()
    first.open_night("One")
    first.apply("Add x", lambda plan: edits.add(plan, track("x"), 0))
    again = Workspace(paths, lambda: NOW.astimezone())
    assert again.open_unsaved()
    assert again.opened.name == "One"
    assert again.recovery is not None
    again.restore()
    assert again.opened.slots[0].name == "x"


def test_an_undo_that_cannot_be_kept_safe_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = opened(tmp_path)
    work.apply("Remove a", drop_first)

    def full(*_: object) -> None:
        raise ClubplannerError("the edit could not be kept safe")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module.Journal, "write", full)
        with pytest.raises(ClubplannerError):
            work.undo()
    assert (names(work), work.edits) == ("bc", 1)
    assert work.undo() is not None
    assert names(work) == "abc"


def test_no_journal_is_left_behind_when_all_is_undone(tmp_path: Path) -> None:
    opened(tmp_path).save()
    work = opened(tmp_path)
    work.apply("Remove a", drop_first)
    work.undo()
    assert not list((tmp_path / "journal").iterdir())
    work.redo()
    recovery = opened(tmp_path).recovery
    assert recovery is not None
    assert recovery.label == "Redo: Remove a"


def test_no_journal_is_left_behind_by_a_save(tmp_path: Path) -> None:
    work = opened(tmp_path)
    work.apply("Remove a", drop_first)
    assert list((tmp_path / "journal").iterdir())
    work.save()
    assert not list((tmp_path / "journal").iterdir())


def test_finding_the_tracks_of_a_night_is_no_edit(tmp_path: Path) -> None:
    opened(tmp_path).save()
    work = opened(tmp_path)
    work.bind(edits.replace_track(work.night, 1, track("found")))
    assert not work.is_dirty
    work.apply("Remove it", drop_first)
    work.bind(edits.replace_track(work.night, 2, track("found")))
    assert work.is_dirty
    work.undo()
    assert not work.is_dirty


def test_edits_of_an_earlier_session_are_set_aside_by_the_first_new_one(
    tmp_path: Path,
) -> None:
    work = opened(tmp_path)
    work.save()
    work.apply("Remove a", drop_first)
    unsaved = night_text(work.night)
    again = opened(tmp_path)
    again.apply("Move a", lambda plan: edits.move(plan, {plan.slots[0].id}, 1))
    assert again.recovery is None
    (kept,) = (tmp_path / "backups").glob("*.unsaved.yaml")
    assert kept.read_text("utf-8") == unsaved
    recovery = opened(tmp_path).recovery
    assert recovery is not None
    assert (recovery.edits, recovery.label) == (1, "Move a")


def test_what_was_built_is_left_out_when_the_night_was_edited_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = Paths.under(tmp_path)
    paths.sets.mkdir()
    work = Workspace(paths, lambda: NOW.astimezone())
    work.new_night(NOW.date(), "Built")
    plan = edits.add(work.opened, track("built"), 0)
    made = Built(plan, None)
    monkeypatch.setattr(planner_module, "fill_free", lambda *_, **__: made)
    built = work.planner.fill()
    work.apply("Add x", lambda night: edits.add(night, track("x"), 0))
    with pytest.raises(ClubplannerError, match="edited while it was built"):
        work.planner.take(built)
    assert [slot.name for slot in work.opened.slots] == ["x"]
    work.planner.take(work.planner.fill())
    assert [slot.name for slot in work.opened.slots] == ["built"]
    work.undo()
    assert [slot.name for slot in work.opened.slots] == ["x"]


def test_a_scan_that_ends_during_a_build_is_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = Paths.under(tmp_path)
    paths.sets.mkdir()
    work = Workspace(paths, lambda: NOW.astimezone())
    work.new_night(NOW.date(), "Built")
    plan = edits.add(work.opened, track("built"), 0)
    made = Built(plan, None)
    monkeypatch.setattr(planner_module, "fill_free", lambda *_, **__: made)
    built = work.planner.fill()
    other = replace(work.opened)
    monkeypatch.setattr(workspace_module, "bound", lambda *_: other)
    work.library_changed()
    assert work.opened is other
    work.planner.take(built)
    assert [slot.name for slot in work.opened.slots] == ["built"]


def test_nothing_is_planned_over_a_slot_whose_pin_cannot_be_read(
    tmp_path: Path,
) -> None:
    paths = Paths.under(tmp_path)
    paths.sets.mkdir()
    file = paths.sets / "2026-03-07-pins.yaml"
    head = "clubplanner: 1\nname: Pins\ndate: 2026-03-07\nstart: '22:00'\n"
    file.write_text(
        f"{head}end: '23:00'\nslots:\n- title: Rivalry\n  at: '23:60'\n", "utf-8"
    )
    work = Workspace(paths, lambda: NOW.astimezone())
    work.open_night("Pins")
    slot = work.opened.slots[0]
    jobs = (work.planner.build, work.planner.fill, work.planner.alternatives)
    for job in (*jobs, partial(propose, work, slot.id, 60)):
        with pytest.raises(ClubplannerError, match="'at' cannot be read") as refused:
            job()
        assert refused.value.where == "2026-03-07-pins.yaml:8"
    pinned = At(work.opened.start)
    work.apply("Pin it", lambda plan: edits.pin(plan, slot.id, pinned))
    work.check_pins()


def test_a_file_changed_by_another_program_is_noticed_without_saving(
    tmp_path: Path,
) -> None:
    opened(tmp_path).save()
    work = opened(tmp_path)
    assert not work.is_changed_on_disk()
    work.apply("Remove a", drop_first)
    assert not work.is_changed_on_disk()
    theirs = work.path.read_text("utf-8")
    os.utime(work.path, (1, 1))
    assert not work.is_changed_on_disk()
    work.path.write_text(theirs + "# theirs\n", "utf-8")
    assert work.is_changed_on_disk()
    work.path.unlink()
    assert work.is_changed_on_disk()
    work.path.write_text(theirs, "utf-8")
    assert not work.is_changed_on_disk()
    work.save()
    assert not work.is_changed_on_disk()
    work.path.unlink()
    assert not work.is_changed_on_disk()
