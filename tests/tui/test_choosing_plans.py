"""Choosing among plans, and reading why a slot holds what it holds."""

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from clubplanner.builder.alternatives import Alternative, Offer
from clubplanner.builder.build import Built
from clubplanner.night.hard_rules import breaches
from clubplanner.night.score import score
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plans import PlansDialog
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from tests.tui.conftest import MakeApp
from tests.tui.made import other_plan

SIZES = [(120, 36), (80, 24)]


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def paper(app: ClubplannerApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", Paper).text()


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
        assert isinstance(app.screen, PlansDialog)
        assert paper(app, "picked").startswith("Picked: plan 1, cost ")
        told = paper(app, "weakest")
        assert "The best plan found." in told
        assert "1 of 16 tracks differ" in told
        await press(pilot, "right")
        assert paper(app, "picked").startswith("Picked: plan 2, cost ")
        await press(pilot, "enter")
        assert len(app.desk.workspace.opened.slots) == 15
        assert app.desk.status.startswith("Took plan 2, cost ")
        await press(pilot, "u")
        assert len(app.desk.workspace.opened.slots) == 16


async def test_leaving_the_choice_changes_nothing_and_says_why_there_are_few(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    few = offer_of(app, "clock", "No other plan was found.")
    few = replace(few, plans=few.plans[1:])
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: few)
    async with app.run_test(size=(120, 36)) as pilot:
        before = app.desk.night
        await press(pilot, "B")
        await settle(pilot)
        told = paper(app, "picked")
        assert "No other plan was found. The search ended early: time" in told
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


async def test_parts_of_several_plans_are_taken_together(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    offer = other_plan(app)
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: offer)
    before = app.desk.workspace.opened
    other = offer.plans[1].night
    pins = [n for n, slot in enumerate(before.slots) if slot.is_kept or slot.is_gap]
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        table = app.screen.query_one(RowsTable)
        names = [column.name.split(":")[0] for column in table.columns]
        assert [name for name in names if name.startswith("Plan")] == [
            "Plan 1",
            "Plan 2",
        ]
        assert table.key() == 1
        await press(pilot, "2")
        assert table.key() == 2
        assert "the parts from 1 2 1" in paper(app, "picked")
        await press(pilot, "0", "3")
        assert table.key() == 2
        await press(pilot, "enter")
    night = app.desk.workspace.opened
    first, second = pins[0], pins[1]
    names = [slot.name for slot in night.slots]
    assert names[first:second] == [s.name for s in other.slots[first:second]]
    assert names[second:] == [slot.name for slot in before.slots[second:]]
    assert len({slot.id for slot in night.slots}) == len(night.slots)
    assert app.desk.status.startswith("Took parts of several plans, cost ")


async def test_a_pick_that_breaks_a_rule_says_so_before_it_is_taken(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    offer = other_plan(app)
    context = app.desk.workspace.context
    plan = offer.plans[1].night
    first = next(slot for slot in plan.slots if slot.track and not slot.is_kept)
    slots = (*plan.slots[:-1], replace(plan.slots[-1], track=first.track))
    twice = replace(plan, slots=slots)
    worse = Alternative(Built(twice, score(twice, context)), "Twice.")
    offer = replace(offer, plans=(offer.plans[0], worse))
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: offer)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        await press(pilot, "right")
        assert paper(app, "picked").startswith("Picked: plan 2, ")
        broken = breaches(twice, context)
        told = f"X {len(broken)} rules broken, first: {broken[0].text}"
        assert told in paper(app, "picked")


async def test_the_night_as_it_is_stands_beside_the_plans(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    offer = other_plan(app)
    offer = replace(offer, plans=offer.plans[1:])
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: offer)
    async with app.run_test(size=(120, 36)) as pilot:
        before = app.desk.night
        await press(pilot, "B")
        await settle(pilot)
        cells = [row.cells for row in app.screen.query_one(RowsTable).rows]
        assert any("=" in cell[0][0] or "!" in cell[0][0] for cell in cells)
        await press(pilot, "left")
        assert paper(app, "picked").startswith("Picked: the night as it is, ")
        await press(pilot, "enter")
        assert app.desk.night is before
        assert app.desk.status == "The night is as it was"


async def test_a_night_that_is_the_only_plan_is_said_to_be_the_best(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    offer = offer_of(app, "steps", "No other plan was found.", count=1)
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: offer)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        told = "Your night is the best plan found. No other plan was found."
        assert app.desk.status == told
        assert not isinstance(app.screen, PlansDialog)


async def test_near_misses_stand_beside_the_only_plan_and_are_called_so(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    made = other_plan(app)
    miss = replace(made.plans[1], text="Near miss: 2 of 16 tracks differ")
    few = replace(made, plans=made.plans[:1], misses=(miss,), why="Few tracks.")
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: few)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        assert "Near miss: 2 of 16 tracks differ" in paper(app, "weakest")
        assert "Few tracks." in paper(app, "picked")
        await press(pilot, "right", "enter")
        assert app.desk.status.startswith("Took plan 2, cost ")


@pytest.mark.parametrize(("width", "is_told"), [(200, True), (80, False)])
async def test_a_wide_window_tells_what_each_slot_costs(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    is_told: bool,
) -> None:
    app = make_app()
    offer = other_plan(app)
    monkeypatch.setattr(app.desk.workspace.planner, "alternatives", lambda **_: offer)
    async with app.run_test(size=(width, 36)) as pilot:
        await press(pilot, "B")
        await settle(pilot)
        table = app.screen.query_one(RowsTable)
        names = [column.name for column in table.columns]
        assert ("Cost" in names) == is_told
        assert all(len(row.cells) == len(names) for row in table.rows)
        assert all(row.cells[0][0][3] in ":│" for row in table.rows)
