"""An edit of a long night, put on the clock and judged anew, beside reading its file.

Asked is 16 ms for 120 slots on an idle machine. The journal is left out: it waits for
the disk.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from clubplanner.night import edits
from clubplanner.night.plan import Night
from clubplanner.workspace.judging import Judgement, judge
from clubplanner.workspace.workspace import Workspace
from tests.tui.made import make_home

SLOTS = 120
READ_RATIO = 1.0
"""An edit and its judgement against PyYAML's own reading of the night's file."""

EDITS: dict[str, Callable[[Workspace, Night], Night]] = {
    "move": lambda _, night: edits.move(night, {night.slots[60].id}, 3),
    "swap": lambda _, night: edits.swap(night, night.slots[50].id, night.slots[70].id),
    "insert": lambda work, night: edits.add(night, work.tracks[350], 60),
    "replace": lambda work, night: edits.replace_track(
        night, night.slots[60].id, work.tracks[351]
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_a_long_night(
    name: str, benchmark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    work = make_home(Path("home"), tracks=400, slots=SLOTS)
    text = work.file.read_text("utf-8")
    night, context, memory = work.opened, work.context, work.heard.memory

    def edit_and_judge() -> Judgement:
        return judge(EDITS[name](work, night), context, memory)

    judged = benchmark.pedantic(edit_and_judge, rounds=20, warmup_rounds=2)
    assert len(judged.transitions) == len(judged.night.slots) - 1 >= SLOTS - 1
    assert judged.night.slots != night.slots
    base = min(_reading_s(text) for _ in range(5))
    benchmark.extra_info["read_ms"] = base * 1000
    assert benchmark.stats.stats.min <= READ_RATIO * base


def _reading_s(text: str) -> float:
    began = time.perf_counter()
    yaml.load(text, Loader=yaml.SafeLoader)
    return time.perf_counter() - began
