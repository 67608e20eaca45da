"""Building and filling the night in the background, and taking the result."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from clubplanner.night.score import score
from clubplanner.tui.desk import Desk
from clubplanner.tui.long_work import IsStopped, Job, Report
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.plans import NOW, PlansDialog, Shown

if TYPE_CHECKING:
    from clubplanner.builder.alternatives import Offer
    from clubplanner.builder.build import Built, Progress
    from clubplanner.night.plan import Night

T = TypeVar("T")

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


def rebuild_stretch(screen: PlanScreen, slot_ids: Collection[int]) -> None:
    """Put other tracks in place of some slots; all the rest stays at its time."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Built":
        return workspace.planner.rebuild(slot_ids, cancelled=is_stopped)

    _build(screen, "Rebuilding the stretch", job)


def offer_plans(screen: PlanScreen) -> None:
    """Build up to three plans; what the DJ takes is one edit, undone by u."""
    desk, workspace = screen.desk, screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Offer":
        return workspace.planner.alternatives(
            progress=lambda progress: report(told(progress)), cancelled=is_stopped
        )

    def ask(offer: "Offer") -> None:
        if not offer.plans:
            desk.say(offer.why, "warn")
            return
        stopped = _STOPPED.get(offer.stopped_by, "")
        early = f"The search ended early: {stopped}." if stopped else ""
        note = " ".join(filter(None, (offer.why, early)))
        plans = _plans_of(desk, offer)
        if [_paths(plan.night) for plan in plans] == [_paths(desk.night)]:
            desk.say(f"Your night is the best plan found. {note}")
            return
        screen.app.push_screen(
            PlansDialog(desk, plans, note), lambda night: take(offer, night)
        )

    def take(offer: "Offer", night: "Night | None") -> None:
        if night is None or night is desk.night:
            desk.say("The night is as it was")
            return
        built, what = _picked(desk, offer, night)
        cost = f"{built.score.terms.total:,}" if built.score else "?"
        desk.change(
            lambda: workspace.planner.take(built),
            f"Took {what}, cost {cost}. {desk.undo_with}",
        )

    _work(screen, "Building plans to choose from", job, ask)


def _plans_of(desk: Desk, offer: "Offer") -> list[Shown]:
    """Return the plans offered, after the night as it is.

    That one is left out where it has no tracks to lose, or is one of the plans.
    """
    from clubplanner.builder.alternatives import free_paths

    plans = [
        Shown(str(number), plan.night, plan.score, plan.text)
        for number, plan in enumerate(offer.every, 1)
    ]
    night = desk.night
    known = {_paths(plan.night) for plan in plans}
    if night is not None and free_paths(night) and _paths(night) not in known:
        plans.insert(0, Shown(NOW, night, desk.workspace.score, ""))
    return plans


def _paths(night: "Night | None") -> tuple[str, ...]:
    slots = night.slots if night is not None else ()
    return tuple(slot.track.path if slot.track else "" for slot in slots)


def _picked(desk: Desk, offer: "Offer", night: "Night") -> "tuple[Built, str]":
    """Return what was picked as built, and in words."""
    from clubplanner.builder.build import Built

    for number, plan in enumerate(offer.every, 1):
        if plan.night is night:
            return plan.built, f"plan {number}"
    judged = score(night, desk.workspace.context)
    return Built(night, judged), "parts of several plans"


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
