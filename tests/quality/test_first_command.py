"""README's first command, from the program's side: the demo on a fresh machine."""

import os
import re
import subprocess
import sys
from pathlib import Path


def demo(home: Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("clubplanner")
    return subprocess.run(
        [program, "demo", "--no-app"],
        env={**os.environ, "CLUBPLANNER_HOME": str(home)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )


def test_the_demo_plans_tonight_around_the_shows_moments_and_makes_nothing_twice(
    tmp_path: Path,
) -> None:
    # Both in one: pytest-xdist may give a second test to a process without the demo.
    home = tmp_path / "fresh"
    done = demo(home)
    assert done.returncode == 0, done.stderr
    rows = [line.split(maxsplit=2) for line in done.stdout.splitlines() if ":" in line]
    titles = {row[2].split("  ")[0]: row[1] for row in rows if len(row) == 3}
    assert titles["Rivalry"] == "22:00"
    assert "23:1" in titles["Inferno"]
    assert "Damaged" not in done.stdout
    lines = done.stdout.splitlines()
    first = next(n for n, line in enumerate(lines) if "t.A.T.u." in line)
    assert "Harrison" in lines[first + 1]
    assert " morph" in lines[first]
    assert " 0 bridges" in lines[-1]
    grades = re.findall(r"  ([ABCDF]) [+-]?\d", done.stdout)
    assert len(grades) >= 30
    files = [f for f in (home / "data" / "practice").rglob("*") if f.is_file()]
    audio = [f for f in files if f.suffix in {".mp3", ".flac", ".ogg", ".wav", ".aiff"}]
    assert len(audio) >= 60
    assert len({f.suffix for f in audio}) >= 4
    assert sum(f.stat().st_size for f in audio) <= 61e6

    before = {file: file.stat().st_mtime_ns for file in audio}
    again = demo(home)
    assert again.returncode == 0, again.stderr
    assert all(file.stat().st_mtime_ns == at for file, at in before.items())
