from datetime import date
from pathlib import Path

import pytest

from clubplanner.practice.demo import make_demo
from tests.practice.making import short

pytest.importorskip("soundfile", reason="the demo extra is not installed")


def test_a_demo_beside_a_residency_makes_only_the_library(tmp_path: Path) -> None:
    sets, library = tmp_path / "sets", tmp_path / "library"
    sets.mkdir()
    (sets / "residency.yaml").write_text("mine")
    told: list[tuple[str, int, int]] = []
    specs = short(3)[:3]
    for _ in range(2):
        demo = make_demo(
            library,
            sets,
            date(2026, 11, 27),
            progress=lambda *a: told.append(a[:3]),
            specs=specs,
        )
    assert demo.made == ()
    assert [path.is_file() for path in demo.tracks] == [True] * 3
    assert told == [("practice library", n, 3) for n in (1, 2, 3)]
    assert [path.name for path in sets.iterdir()] == ["residency.yaml"]
