"""Building and filling the night in the background, and taking the result."""

from typing import TYPE_CHECKING

from clubplanner.tui.long_work import IsStopped, Job, Report
from clubplanner.tui.screens.plan_screen import PlanScreen

if TYPE_CHECKING:
    from clubplanner.builder.build import Built, Progress


def build_night(screen: PlanScreen) -> None:
    """Build the night anew around its anchors; the result is one edit, undone by u."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Built":
        return workspace.planner.build(
            progress=lambda progress: report(told(progress)), cancelled=is_stopped
        )

    _work(screen, "Building the night", job)


def fill_night(screen: PlanScreen) -> None:
    """Fill gaps and the time left; every slot that plays something stays."""
    workspace = screen.desk.workspace

    def job(report: Report, is_stopped: IsStopped) -> "Built":
        return workspace.planner.fill(cancelled=is_stopped)

    _work(screen, "Filling the night", job)


def _work(screen: PlanScreen, name: str, job: "Job[Built]") -> None:
    desk = screen.desk
    if desk.night is None:
        desk.say("No night is open. Open or make one: N", "warn")
        return

    before = desk.workspace.score.terms.total if desk.night.slots else None

    def take(built: "Built") -> None:
        told = f"{name}: done, {_ended(built, before)}. Undo: u"
        desk.change(lambda: desk.workspace.planner.take(built), told)

    desk.attempt(lambda: screen.program.work.start(name, job, take))
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
    how = {"clock": ", time was up", "asked": ", stopped"}.get(built.stopped_by, "")
    return f"{cost}{how}"
