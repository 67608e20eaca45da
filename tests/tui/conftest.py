"""A made home per test and the app over it: frozen clock, no animation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import constants
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.types import CSSLocation

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


_rules: dict[object, list[RuleSet]] = {}


def _parsed_once(
    scope: str, css: str, read_from: CSSLocation, **how: Any
) -> list[RuleSet]:
    variables = tuple(
        (name, tuple(token.value for token in tokens))
        for name, tokens in how["variable_tokens"].items()
    )
    others = tuple(item for item in how.items() if item[0] != "variable_tokens")
    key = scope, css, read_from, variables, others
    if key not in _rules:
        _rules[key] = list(parse(scope, css, read_from, **how))
    return _rules[key]


@pytest.fixture(autouse=True)
def _styles_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of apps are started with the same styles: a fifth of all their work."""
    monkeypatch.setattr(stylesheet, "parse", _parsed_once)


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
