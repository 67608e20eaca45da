"""Mending from the list of problems: ``m`` makes the edit, ``u`` takes it back."""

from dataclasses import replace
from datetime import timedelta

from textual.pilot import Pilot

from clubplanner.night import edits
from clubplanner.night.findings import Finding
from clubplanner.night.plan import At, Night
from clubplanner.night.remarks import TOO_WIDE
from clubplanner.night.seams import RULE
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def crowded(night: Night) -> Night:
    """Pin the second slot two minutes after the first."""
    time = night.start + timedelta(minutes=2)
    return edits.pin(night, night.slots[1].id, At(time))


def dear(night: Night) -> Night:
    """Give the pinned fifth slot a tempo of its own, far from its neighbours."""
    slot = night.slots[4]
    assert slot.track is not None
    fast = replace(slot, track=replace(slot.track, bpm=140.0))
    return replace(night, slots=(*night.slots[:4], fast, *night.slots[5:]))


def of_rule(workspace: Workspace, rule: str) -> list[Finding]:
    return [finding for finding in workspace.findings if finding.rule == rule]


async def go_to(pilot: Pilot[int], app: ClubplannerApp, rule: str) -> None:
    await press(pilot, "exclamation_mark")
    findings = app.desk.workspace.findings
    row = next(n for n, finding in enumerate(findings) if finding.rule == rule)
    await press(pilot, *["down"] * row)


async def test_of_several_mends_the_chosen_one_is_one_edit(make_app: MakeApp) -> None:
    app = make_app()
    workspace = app.desk.workspace
    workspace.apply("Pin", crowded)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, app, "anchors-conflict")
        await press(pilot, "m")
        assert isinstance(app.screen, Pick)
        rows = app.screen.query_one(RowsTable).rows
        assert rows[0].cells[0][0].startswith("move ")
        await press(pilot, "enter")
        assert of_rule(workspace, "anchors-conflict") == []
        assert "Undo: u" in app.desk.status
        await press(pilot, "u")
        assert len(of_rule(workspace, "anchors-conflict")) == 1


async def test_a_seam_tells_its_mends_when_it_is_looked_at(make_app: MakeApp) -> None:
    app = make_app()
    workspace = app.desk.workspace
    workspace.apply("Speed up", dear)
    assert of_rule(workspace, RULE)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, app, RULE)
        details = app.screen.query_one("#problem-details", Paper).text()
        assert "Mend: cut " in " ".join(details.split())
        assert "put a ladder there" not in " ".join(details.split())
        seam = next(f for f in workspace.findings if f.rule == RULE)
        await press(pilot, "m")
        if isinstance(app.screen, Pick):
            await press(pilot, "enter")
        assert "Undo: u" in app.desk.status
        assert all(f.text != seam.text for f in of_rule(workspace, RULE))


async def test_a_bridge_offers_what_its_seam_does(make_app: MakeApp) -> None:
    app = make_app()
    workspace = app.desk.workspace
    workspace.apply("Speed up", dear)
    bridges = of_rule(workspace, TOO_WIDE)
    assert bridges
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, app, TOO_WIDE)
        details = app.screen.query_one("#problem-details", Paper).text()
        assert "Mend: cut " in " ".join(details.split())
        await press(pilot, "m")
        if isinstance(app.screen, Pick):
            await press(pilot, "enter")
        assert "Undo: u" in app.desk.status
        assert len(of_rule(workspace, TOO_WIDE)) < len(bridges)


async def test_a_finding_without_a_mend_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, app, "gap")
        await press(pilot, "m")
        assert app.desk.status == "No edit mends this one: fill it"
