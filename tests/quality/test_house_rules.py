"""Format, lint, types and import rules, so that one command checks everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_code_keeps_the_house_rules(name: str) -> None:
    tool, *arguments = CHECKS[name]
    done = subprocess.run(
        [BIN / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_runs_the_readme_test_command_and_nothing_weaker() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    command = next(line for line in script.splitlines() if "pytest" in line)
    assert command in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("clubplanner.cli.main", ("textual", "rich", "mutagen", "numpy")),
        ("clubplanner.workspace.workspace", ("textual", "rich", "mutagen", "numpy")),
        ("clubplanner.exchange.formats", ("textual", "mutagen", "numpy", "yaml")),
        ("clubplanner.builder", ("numpy",)),
        ("clubplanner.night.checks", ("textual", "mutagen", "numpy", "yaml")),
    ],
)
def test_importing_a_module_leaves_heavy_libraries_alone(
    module: str, unwanted: tuple[str, ...]
) -> None:
    code = (
        f"import sys, {module}; print(*(m for m in {unwanted!r} if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
