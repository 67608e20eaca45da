"""Pictures of every screen and dialog: at 120x36 and 80x24, with and without colours.

Look at a changed picture before it is taken over:
``pytest tests/tui/test_looks.py --snapshot-update``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual import constants

from clubplanner.night import edits
from clubplanner.night.plan import At, Night
from clubplanner.tui.program import ClubplannerApp
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.looks import SIZES, Album, looks, run_keys
from tests.tui.made import NOW, make_home, other_plan

SnapCompare = Callable[..., bool]


def _as_made(app: ClubplannerApp) -> None:
    """Leave the home as it was made."""


def _crowded(app: ClubplannerApp) -> None:
    def pin(night: Night) -> Night:
        time = night.start + timedelta(minutes=2)
        return edits.pin(night, night.slots[1].id, At(time))

    app.desk.workspace.apply("Pin", pin)


def _changed_on_disk(app: ClubplannerApp) -> None:
    workspace = app.desk.workspace
    workspace.apply("Drop", lambda night: edits.remove(night, [night.slots[1].id]))
    assert workspace.file is not None
    workspace.file.write_text(workspace.file.read_text("utf-8") + "\n", "utf-8")


def _with_plans(app: ClubplannerApp) -> None:
    offer = other_plan(app)
    app.desk.workspace.planner.alternatives = lambda **_: offer  # type: ignore[method-assign]


def _half_past_ten() -> datetime:
    return datetime(2026, 11, 28, 22, 30)


@dataclass(frozen=True)
class View:
    """What is looked at: the keys that lead to it, and the home they start from."""

    keys: str
    before: Callable[[ClubplannerApp], None] = _as_made
    home: dict[str, int] = field(default_factory=dict)


EMPTY = {"tracks": 0, "slots": -1}
VIEWS = {
    "library": View("1"),
    "library-filtered": View("1 slash H o u s e enter"),
    "library-completing": View("1 slash g e n r e colon down"),
    "library-details": View("1 i"),
    "library-sort": View("1 s"),
    "library-sorted": View(
        "1 s down down space space down space down down down down space enter"
    ),
    "library-views": View("1 v"),
    "library-columns": View("1 o"),
    "library-own-words": View("1 e"),
    "library-tap": View("1 t"),
    "library-energy": View("1 E"),
    "library-stars": View("1 space space space asterisk"),
    "library-cue": View("1 T"),
    "library-folder": View("1 F"),
    "set": View("down down"),
    "set-pin": View("down p"),
    "set-length": View("down l"),
    "set-overlap": View("o"),
    "set-points": View("i"),
    "set-note": View("e"),
    "set-shelf": View("h H"),
    "set-what-next": View("down a"),
    "set-late": View("down down t 2 2 colon 2 0"),
    "set-plans": View("B 2 down", _with_plans),
    "mix": View("down m"),
    "mix-points": View("m t"),
    "past": View("4"),
    "past-repeats": View("4 i"),
    "past-rating": View("4 r"),
    "past-match": View("4 m"),
    "memory": View("4 w"),
    "memory-weeks": View("4 w w"),
    "compare": View("4 d"),
    "theme": View("5"),
    "theme-assign": View("5 t"),
    "gig": View("6"),
    "gig-other": View("6 o"),
    "gig-lift": View("6 l"),
    "problems": View("exclamation_mark"),
    "problems-mend": View("exclamation_mark down m", _crowded),
    "export": View("x"),
    "nights": View("N"),
    "help": View("question_mark"),
    "quit": View("down d q"),
    "changed-on-disk": View("ctrl+s", _changed_on_disk),
    "empty-welcome": View("", home=EMPTY),
    "empty-library": View("escape", home=EMPTY),
    "empty-set": View("escape 2", home=EMPTY),
    "empty-theme": View("escape 5", home=EMPTY),
}


@pytest.fixture
def album(snapshot: SnapshotAssertion, tmp_path: Path) -> Album:
    return Album(snapshot, tmp_path)


@pytest.fixture
def make_grey(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> MakeApp:
    """Makes an app under NO_COLOR."""

    def make(workspace: Workspace | None = None, **home: int) -> ClubplannerApp:
        monkeypatch.setenv("NO_COLOR", "1")
        return make_app(workspace, **home)

    return make


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
async def test_every_look_is_as_it_was(
    make_grey: MakeApp, album: Album, view: View
) -> None:
    app = make_grey(**view.home)
    view.before(app)
    async for name, picture in looks(app, view.keys):
        album.compare(name, picture)
    assert not album.changed


async def test_what_a_crash_left_is_offered_in_every_look(
    make_grey: MakeApp, album: Album
) -> None:
    _changed_on_disk(make_grey())
    again = Workspace(Paths.under(Path("home")), lambda: NOW)
    again.open_night("2026-11-28")
    async for name, picture in looks(make_grey(again), ""):
        album.compare(name, picture)
    assert not album.changed


@pytest.mark.parametrize("keys", ["6 n", "6 n t"], ids=["playing", "new-tail"])
async def test_a_night_going_on_in_every_look(
    make_grey: MakeApp, album: Album, keys: str
) -> None:
    make_home(Path("home"))
    workspace = Workspace(Paths.under(Path("home")), _half_past_ten)
    workspace.open_night("2026-11-28")
    app = make_grey(workspace)
    app.desk.now = _half_past_ten
    async for name, picture in looks(app, keys):
        album.compare(name, picture)
    assert not album.changed


VAST = {
    "mix": View("down m"),
    "gig": View("6 n"),
    "set-plans": View("B", _with_plans),
    "help": View("question_mark"),
    "commands": View("colon s h e l f"),
}
"""What takes its own shape in a vast window."""


@pytest.mark.parametrize("view", VAST.values(), ids=VAST)
def test_a_vast_window_looks_as_it_did(snap_compare: SnapCompare, view: View) -> None:
    make_home(Path("home"))
    workspace = Workspace(Paths.under(Path("home")), _half_past_ten)
    workspace.open_night("2026-11-28")
    app = ClubplannerApp(lambda: workspace, _half_past_ten)
    app.open_work()
    app.animation_level = "none"
    view.before(app)
    assert snap_compare(app, terminal_size=(200, 60), run_before=run_keys(view.keys))


STARTED_SO = {"set": "2", "dialog": "down p", "commands": "colon s h e l f"}
"""What is also looked at in an app that was started without colours."""


@pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24"])
def test_the_palette_looks_as_it_did(
    make_app: MakeApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    run = run_keys(STARTED_SO["commands"])
    assert snap_compare(make_app(), terminal_size=size, run_before=run)


@pytest.mark.parametrize("keys", STARTED_SO.values(), ids=STARTED_SO)
def test_sixteen_colours_look_as_they_did(
    make_app: MakeApp,
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    assert snap_compare(make_app(), terminal_size=SIZES[1], run_before=run_keys(keys))


@pytest.mark.parametrize("keys", STARTED_SO.values(), ids=STARTED_SO)
def test_no_colour_looks_as_it_did(
    make_grey: MakeApp, snap_compare: SnapCompare, keys: str
) -> None:
    assert snap_compare(make_grey(), terminal_size=SIZES[1], run_before=run_keys(keys))


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
    assert snap_compare(app, terminal_size=SIZES[1], run_before=run_keys(keys))
