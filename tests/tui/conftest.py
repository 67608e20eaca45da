"""A made home per test and the app over it: frozen clock, no animation."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import constants

from clubplanner.tui.program import ClubplannerApp
from clubplanner.workspace.workspace import Workspace
from tests.tui.made import NOW, make_home

MakeApp = Callable[..., ClubplannerApp]


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "truecolor")


@pytest.fixture
def workspace() -> Workspace:
    """A home with forty tracks, a night of sixteen slots and two past nights."""
    return make_home(Path("home"))


@pytest.fixture
def make_app() -> MakeApp:
    """Makes the app over a home; arguments are those of ``make_home``."""

    def make(workspace: Workspace | None = None, **home: int) -> ClubplannerApp:
        opened = workspace or make_home(Path("home"), **home)
        app = ClubplannerApp(lambda: opened, lambda: NOW)
        app.open_work()
        app.animation_level = "none"
        return app

    return make
