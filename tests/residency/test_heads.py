from datetime import date
from pathlib import Path

import pytest

from clubplanner.residency.heads import Head, quick_head
from clubplanner.residency.play_log import read_play_log
from clubplanner.residency.sets_folder import Listed

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "is_quick"),
    [
        ("clubplanner: 1\nname: A b\ndate: 2026-11-28\nnight: x.yaml\nplays:\n", True),
        ("# it's\nname: 'O''Neil: live'\r\ndate: 2026-11-28\r\nplays: []\r\n", True),
        ("date: 2026-11-28\nplays:\n- title: x\n  note: |\n    name: y\n", True),
        ('name: "quoted \\u00e9"\ndate: 2026-11-28\n', False),
        ("name: two\n  lines\ndate: 2026-11-28\n", False),
        ("plays:\n- title: x\nname: below\ndate: 2026-11-28\n", False),
        ("name: a # b\ndate: 2026-11-28\n", False),
        ("'name': q\ndate: 2026-11-28\n", False),
        ("date: 2026-11-28\nname: a\nname: b\n", False),
    ],
)
def test_the_quick_head_says_what_the_whole_file_says(
    tmp_path: Path, text: str, is_quick: bool
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode())
    content, _ = read_play_log(path)
    assert content is not None
    quick = quick_head(path)
    assert (quick is not None) == is_quick
    listed = Listed(path, lambda: read_play_log(path))
    assert listed.head == Head(content.name, content.date, content.night)
    assert listed.head.date == DAY


@pytest.mark.parametrize("text", ["", "date: soon\n", "\x00\xff", "date: 2026-02-30\n"])
def test_a_damaged_file_has_the_date_of_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2026-11-28-x.yaml"
    path.write_text(text, "latin-1")
    listed = Listed(path, lambda: read_play_log(path))
    assert listed.head == Head("2026-11-28-x", DAY)


def test_a_file_that_is_gone_has_a_head_too(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-28-x.yaml"
    listed = Listed(path, lambda: read_play_log(path))
    assert listed.head.date == DAY
    assert listed.problems
