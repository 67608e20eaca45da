"""Choosing among plans, and reading why a slot holds what it holds."""

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from clubplanner.builder.alternatives import Alternative, Offer
from clubplanner.builder.build import Built
from clubplanner.night.score import score
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from tests.tui.conftest import MakeApp

SIZES = [(120, 36), (80, 24)]


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def text_of(app: ClubplannerApp, name: str) -> str:
    return str(app.screen.query_one(name, Static).render())


def offer_of(app: ClubplannerApp, stopped_by: str, why: str, count: int = 2) -> Offer:
    """Return plans made of the open night, each shorter by one slot than the last."""
    night, context = app.desk.workspace.opened, app.desk.workspace.context
    plans = []
    for number in range(count):
        plan = replace(night, slots=night.slots[: len(night.slots) - number])
        text = f"{number} of 16 tracks differ" if number else "The best plan found."
        plans.append(Alternative(Built(plan, score(plan, context)), text))
    return Offer(tuple(plans), why, 9, stopped_by)


@pytest.mark.parametrize("size", SIZES)
async def test_a_plan_is_chosen_and_taken_as_one_edit(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    app = make_app()
    planner = app.desk.workspace.planner

    def offer(**_: Any) -> Offer:
        planner._base()
        return offer_of(app, "steps", "")

    monkeypatch.setattr(planner, "alternatives", offer)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        assert isinstance(app.screen, Pick)
        assert text_of(app, "#title") == "Plan 1 of 2: The best plan found."
        await press(pilot, "down")
        assert text_of(app, "#title") == "Plan 2 of 2: 1 of 16 tracks differ"
        await press(pilot, "enter")
        assert len(app.desk.workspace.opened.slots) == 15
        assert app.desk.status.startswith("Took plan 2, cost ")
        await press(pilot, "u")
        assert len(app.desk.workspace.opened.slots) == 16


async def test_leaving_the_choice_changes_nothing_and_says_why_there_are_few(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    few = offer_of(app, "clock", "No other plan was found.", count=1)
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: few)
    async with app.run_test(size=(120, 36)) as pilot:
        before = app.desk.night
        await press(pilot, "B")
        await settle(pilot)
        hint = text_of(app, ".hint")
        assert hint.startswith("No other plan was found. The search ended early: time")
        await press(pilot, "escape")
        assert app.desk.night is before
        assert app.desk.status == "The night is as it was"


async def test_a_night_without_a_legal_plan_says_why(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    none = Offer((), "Two pins clash.", 0, "steps")
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: none)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        assert app.desk.status == "Two pins clash."


async def test_a_night_edited_meanwhile_keeps_its_edit(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    planner = app.desk.workspace.planner
    planner._base()
    made = offer_of(app, "steps", "")
    monkeypatch.setattr(planner, "alternatives", lambda **_: made)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "d", "B")
        await settle(pilot)
        await press(pilot, "enter")
        assert len(app.desk.workspace.opened.slots) == 15
        assert "was edited while it was built" in app.desk.status


@pytest.mark.parametrize("stopped_by", ["clock", "asked"])
async def test_a_build_that_was_stopped_says_so(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, stopped_by: str
) -> None:
    app = make_app()
    planner = app.desk.workspace.planner

    def build(**_: Any) -> Built:
        plan = planner._base()
        plan = replace(plan, slots=plan.slots[:9])
        judged = score(plan, app.desk.workspace.context)
        return Built(plan, judged, "", 100, stopped_by)

    monkeypatch.setattr(planner, "build", build)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "b")
        await settle(pilot)
        word = {"clock": "time was up", "asked": "stopped"}[stopped_by]
        assert f", {word}. Undo: u" in app.desk.status


@pytest.mark.parametrize("size", SIZES)
async def test_the_mix_shows_what_the_slot_costs_and_which_track_came_second(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down", "m")
        await settle(pilot)
        (reason,) = app.desk.workspace.planner.explain([2])
        assert reason.runner_up is not None
        lines = [
            "".join(run for run, _ in line)
            for line in app.screen.query_one("#mix-text", Paper).lines
        ]
        assert f"second   {reason.runner_up.text}" in lines
        cost = app.desk.workspace.score.slots[2].total
        assert any(line.startswith(f"slot     cost {cost:,} (") for line in lines)
        head = app.screen.query_one("#alternatives-head", Bar)
        assert any("tempo " in piece.text for piece in head.right)


async def test_another_transition_asks_for_another_runner_up(make_app: MakeApp) -> None:
    app = make_app()
    asked: list[list[int]] = []
    explain = app.desk.workspace.planner.explain

    def noted(places: list[int]) -> Any:
        asked.append(places)
        return explain(places)

    app.desk.workspace.planner.explain = noted  # type: ignore[method-assign, assignment]
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "m")
        await settle(pilot)
        await press(pilot, "right_square_bracket")
        await settle(pilot)
        await press(pilot, "2", "m")
        await settle(pilot)
        assert asked == [[1], [2]]
