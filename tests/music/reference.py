"""The team's tables of real spellings, which are not part of the repository."""

import json
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"


def load_reference(name: str) -> Any:
    """Return a table as JSON; skip the test where the tables are absent."""
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(f"{name} is only beside the team's own checkout")
    return json.loads(path.read_text(encoding="utf-8"))
