"""Pictures of every screen and dialog, at 120x36 and 80x24.

Look at a changed picture before it is taken over:
``pytest tests/tui/test_looks.py --snapshot-update``.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual import constants
from textual.pilot import Pilot

from tests.tui.conftest import MakeApp

SIZES = [pytest.param((120, 36), id="120x36"), pytest.param((80, 24), id="80x24")]
VIEWS = {
    "library": "1",
    "library-filtered": "1 slash H o u s e enter",
    "library-details": "1 i",
    "library-sort": "1 s",
    "library-own-words": "1 e",
    "set": "down down",
    "set-pin": "down p",
    "set-length": "down l",
    "set-what-next": "down a",
    "set-late": "down down t 2 2 colon 2 0",
    "mix": "down m",
    "past": "4",
    "past-repeats": "4 i",
    "past-rating": "4 r",
    "memory": "4 w",
    "compare": "4 d",
    "theme": "5",
    "gig": "6",
    "problems": "exclamation_mark",
    "export": "x",
    "nights": "N",
    "help": "question_mark",
    "commands": "colon s h e l f",
    "library-folder": "1 F",
    "set-overlap": "o",
    "set-points": "i",
    "set-note": "e",
    "set-shelf": "h H",
    "mix-points": "m t",
    "past-match": "4 m",
    "memory-weeks": "4 w w",
    "theme-assign": "5 t",
    "gig-other": "6 o",
    "gig-lift": "6 l",
    "quit": "down d q",
}
PLAIN_VIEWS = {
    "library": "1",
    "set": "2",
    "mix": "3",
    "past": "4",
    "theme": "5",
    "gig": "6",
    "dialog": "down p",
    "question": "down d q",
}
"""What is also looked at in sixteen colours and in none."""
SnapCompare = Callable[..., bool]


def run_keys(keys: str) -> Callable[[Pilot[Any]], Any]:
    """Return what presses keys one after the other and waits for what they start."""

    async def run(pilot: Pilot[Any]) -> None:
        # A question asked at the start stands there before the first key.
        await pilot.pause()
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_view_looks_as_it_did(
    make_app: MakeApp, snap_compare: SnapCompare, view: str, size: tuple[int, int]
) -> None:
    app = make_app()
    assert snap_compare(app, terminal_size=size, run_before=run_keys(VIEWS[view]))


@pytest.mark.parametrize(
    "keys",
    ["", "escape", "escape 2", "escape 5"],
    ids=["welcome", "library", "set", "theme"],
)
def test_an_empty_home_looks_as_it_did(
    make_app: MakeApp, snap_compare: SnapCompare, keys: str
) -> None:
    app = make_app(tracks=0, slots=-1)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run_keys(keys))


@pytest.mark.parametrize("keys", PLAIN_VIEWS.values(), ids=PLAIN_VIEWS)
def test_sixteen_colours_look_as_they_did(
    make_app: MakeApp,
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    app = make_app()
    assert snap_compare(app, terminal_size=(80, 24), run_before=run_keys(keys))


@pytest.mark.parametrize("keys", PLAIN_VIEWS.values(), ids=PLAIN_VIEWS)
def test_no_colour_looks_as_it_did(
    make_app: MakeApp,
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    assert snap_compare(app, terminal_size=(80, 24), run_before=run_keys(keys))


def test_a_window_too_small_looks_as_it_did(
    make_app: MakeApp, snap_compare: SnapCompare
) -> None:
    assert snap_compare(make_app(), terminal_size=(60, 15), run_before=run_keys(""))


@pytest.mark.parametrize("colours", ["light", "contrast"])
@pytest.mark.parametrize("keys", ["2", "1"], ids=["set", "library"])
def test_other_colours_look_as_they_did(
    make_app: MakeApp, snap_compare: SnapCompare, colours: str, keys: str
) -> None:
    app = make_app()
    workspace = app.desk.workspace
    workspace.settings = replace(workspace.settings, colours=colours)
    assert snap_compare(app, terminal_size=(80, 24), run_before=run_keys(keys))
