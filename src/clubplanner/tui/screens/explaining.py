"""Why a slot holds what it holds: looked up behind, for the Mix screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clubplanner.night.plan import Night
from clubplanner.tui.screens.plan_screen import PlanScreen

if TYPE_CHECKING:
    from clubplanner.builder.explain import Reason


class Reasons:
    """The last reason looked up, and for which night and place."""

    def __init__(self) -> None:
        self._found: Reason | None = None
        self._asked: tuple[Night | None, int] = (None, -1)

    def text(self, night: Night | None, index: int) -> str:
        """Return the runner-up of a slot in one line, empty while it is unknown."""
        found = self._found if self._is_for(night, index) else None
        if found is None:
            return ""
        return found.runner_up.text if found.runner_up else found.why_none

    def look(self, screen: PlanScreen, index: int, done: Callable[[], None]) -> None:
        """Look for the reason in a thread of its own, then call ``done``.

        What was asked already is not asked again, and an answer to an older question
        is dropped.

        Args:
            screen: says what went wrong.
            index: place of the slot.
            done: called in the app's own thread.
        """
        workspace, night = screen.desk.workspace, screen.desk.night
        if self._is_for(night, index):
            return
        self._found, self._asked = None, (night, index)

        def take(found: "tuple[Reason, ...]") -> None:
            if self._is_for(night, index) and screen.desk.night is night:
                self._found = found[0]
                done()

        screen.program.work.beside(
            "Looking for the runner-up",
            lambda: workspace.planner.explain([index]),
            take,
            group="explain",
        )

    def _is_for(self, night: Night | None, index: int) -> bool:
        return self._asked[0] is night and self._asked[1] == index
