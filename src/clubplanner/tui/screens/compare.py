"""Two nights side by side: the page of ``clubplanner diff`` in the app."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from clubplanner.tui.actions import bindings
from clubplanner.tui.screens.page_text import page_lines
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper

if TYPE_CHECKING:
    from clubplanner.residency.night_diff import NightDiff, Side
    from clubplanner.workspace.past import PastNight
    from clubplanner.workspace.surroundings import Surroundings

_Asked = tuple[object, tuple["PastNight", "PastNight"] | None, bool]
"""Play logs, the two nights, and whether their plans are compared."""


class CompareScreen(PlanScreen):
    """The two nights chosen on the Past screen."""

    PLACE = "compare"
    HELP = (
        "Two nights: what both play and how far it moved on the clock, what only one "
        "of them plays, which neighbours both have, energy and tempo over one clock. "
        "What was played is compared, or the plan of a night without a play log."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare")]
    AUTO_FOCUS = "#compare-text"

    def __init__(self) -> None:
        super().__init__()
        self._shows_plans = False
        self._asked: _Asked | None = None
        self._found: NightDiff | None = None

    def body(self) -> Iterator[Widget]:
        """Yield the page."""
        yield Bar(id="compare-head", fill="─")
        yield Paper(id="compare-text", focusable=True)

    def redraw(self) -> None:
        """Show the nights, comparing them first where something has changed."""
        asked = self.desk.workspace.logs, self.desk.compared, self._shows_plans
        if asked != self._asked:
            self._compare(asked)
        self._show_page()

    def action_plans(self) -> None:
        """Compare the plans, or what was played."""
        self._shows_plans = not self._shows_plans
        self.desk.attempt(self.redraw)

    def action_leave(self) -> None:
        """Go back to the past nights."""
        if not self.program.work.stop():
            self.program.action_show_past()

    def _compare(self, asked: _Asked) -> None:
        from clubplanner.residency.night_diff import night_diff

        workspace, nights = self.desk.workspace, self.desk.compared
        self._asked, self._found = asked, None
        if nights is None:
            return
        plans = self._shows_plans

        def take(found: "NightDiff") -> None:
            if self._asked is asked:
                self._found = found
                self._show_page()

        self.program.work.beside(
            "Comparing",
            lambda: night_diff(*(_side(workspace, one, plans) for one in nights)),
            take,
            group="compare",
        )

    def _show_page(self) -> None:
        head = self.query_one("#compare-head", Bar)
        paper = self.query_one("#compare-text", Paper)
        if self.desk.compared is None:
            head.head("No two nights")
            paper.show([[("Choose them on Past: mark with Space, compare: d", "dim")]])
            return
        head.head(
            " and ".join(f"{one.date:%d %b %Y}" for one in self.desk.compared),
            "plans" if self._shows_plans else "as played",
        )
        if self._found is None:
            paper.show([[("Comparing ...", "dim")]])
            return
        from clubplanner.workspace.pages.diff import diff_page

        page = diff_page(self._found, self.desk.workspace.settings.notation)
        paper.lay(partial(page_lines, page))


def _side(around: "Surroundings", night: "PastNight", plans: bool) -> "Side":
    """Return a night as it was played, or as its plan says."""
    from clubplanner.workspace.comparing import planned_side, played_side

    has_plan, has_log = night.night is not None, night.log is not None
    if has_plan and (plans or not has_log):
        return planned_side(around, str(night.path))[0]
    return played_side(around, str(night.path))
