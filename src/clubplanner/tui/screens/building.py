"""Building and filling the night in the background, and taking the result."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.long_work import IsStopped, Job, Report
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row

if TYPE_CHECKING:
    from clubplanner.builder.alternatives import Offer
    from clubplanner.builder.build import Built, Progress

T = TypeVar("T")

PLAN_COLUMNS = (
    Column("Cost", 7, is_right=True),
    Column("Bridges", 7, is_right=True, rank=1),
    Column("How it differs", 30, share=1),
)

_STOPPED = {"clock": "time was up", "asked": "stopped"}


def build_night(screen: PlanScreen) -> None:
    """Build the night anew around its anchors; the result is one edit, undone by u."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Built":
        return workspace.planner.build(
            progress=lambda progress: report(told(progress)), cancelled=is_stopped
        )

    _build(screen, "Building the night", job)


def fill_night(screen: PlanScreen) -> None:
    """Fill gaps and the time left; every slot that plays something stays."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Built":
        return workspace.planner.fill(cancelled=is_stopped)

    _build(screen, "Filling the night", job)


def offer_plans(screen: PlanScreen) -> None:
    """Build up to three plans and let the DJ take one; it is one edit, undone by u."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Offer":
        return workspace.planner.alternatives(
            progress=lambda progress: report(told(progress)), cancelled=is_stopped
        )

    def ask(offer: "Offer") -> None:
        if not offer.plans:
            screen.desk.say(offer.why, "warn")
            return
        screen.app.push_screen(plans_question(offer), lambda place: take(offer, place))

    def take(offer: "Offer", place: int | None) -> None:
        desk = screen.desk
        if place is None:
            desk.say("The night is as it was")
            return
        plan = offer.plans[place]
        cost = f"{plan.score.terms.total:,}"
        what = f"Took plan {place + 1}, cost {cost}. {desk.undo_with}"
        desk.change(lambda: desk.workspace.planner.take(plan.built), what)

    _work(screen, "Building plans to choose from", job, ask)


def plans_question(offer: "Offer") -> Pick:
    """Ask which plan is taken; answers with its place among them."""
    count = len(offer.plans)

    def title(place: int) -> str:
        return f"Plan {place + 1} of {count}: {offer.plans[place].text}"

    rows = [
        Row(
            place,
            (
                (f"{plan.score.terms.total:,}", "strong"),
                (str(plan.score.bridges), ""),
                (plan.text, ""),
            ),
        )
        for place, plan in enumerate(offer.plans)
    ]
    stopped = _STOPPED.get(offer.stopped_by, "")
    notes = [offer.why, f"The search ended early: {stopped}." if stopped else ""]
    hint = "Enter takes the plan, Esc leaves the night as it is."
    question = Pick(title, PLAN_COLUMNS, rows, " ".join([*filter(None, notes), hint]))
    question.add_class("plans")
    return question


def _build(screen: PlanScreen, name: str, job: "Job[Built]") -> None:
    desk = screen.desk
    night = desk.night
    before = desk.workspace.score.terms.total if night and night.slots else None

    def take(built: "Built") -> None:
        told = f"{name}: done, {_ended(built, before)}. {desk.undo_with}"
        desk.change(lambda: desk.workspace.planner.take(built), told)

    _work(screen, name, job, take)


def _work(
    screen: PlanScreen, name: str, job: "Job[T]", done: Callable[[T], None]
) -> None:
    desk = screen.desk
    if desk.night is None:
        desk.say(desk.no_night, "warn")
        return
    desk.attempt(lambda: screen.program.work.start(name, job, done))
    screen.draw_status()


def told(progress: "Progress") -> str:
    """Return how far a build is, for the status line."""
    share = f"{100 * progress.steps // max(1, progress.limit)} %"
    if progress.cost is None:
        return f"{share}, no legal plan yet"
    bridges = f", {progress.bridges} bridges" if progress.bridges else ""
    return f"{share}, best cost {progress.cost:,}{bridges}"


def _ended(built: "Built", before: int | None) -> str:
    """Return what a build ended with; ``before`` is the old plan's cost."""
    cost = f"cost {built.score.terms.total:,}" if built.score else "no score"
    cost += f", was {before:,}" if before is not None else ""
    stopped = _STOPPED.get(built.stopped_by, "")
    return f"{cost}, {stopped}" if stopped else cost
