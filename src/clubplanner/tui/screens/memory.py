"""What the room has heard: the pages of ``clubplanner memory`` in the app."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from clubplanner.errors import ClubplannerError
from clubplanner.tui.actions import bindings
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.screens.page_text import page_lines
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.workspace.pages import PARTS

if TYPE_CHECKING:
    from clubplanner.workspace.remembering import Remembered

_PAGES = ("overview", *PARTS)
_WEEKS = 12
_MOST_WEEKS = 2000
_ROWS = 200
_OVERVIEW_ROWS = 8

_Asked = tuple[object, object, str | None, int]
"""Play logs, tracks, venue and weeks that were looked back on."""


class MemoryScreen(PlanScreen):
    """The memory of the residency's venue, or of another one, page by page."""

    PLACE = "memory"
    HELP = (
        "What the room has heard in public: last played, over- and underplayed, pairs, "
        "what was new, keys, tempo and energy over the weeks, and the theme's cues by "
        "the hour. Tables and pictures are those of clubplanner memory."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("memory")]
    AUTO_FOCUS = "#memory-text"

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._weeks = _WEEKS
        self._venue: str | None = None
        self._asked: _Asked | None = None
        self._known: Remembered | None = None

    def body(self) -> Iterator[Widget]:
        """Yield the page."""
        yield Bar(id="memory-head", fill="─")
        yield Paper(id="memory-text", focusable=True)

    def redraw(self) -> None:
        """Show the page, looking back first where something has changed."""
        workspace = self.desk.workspace
        asked = workspace.logs, workspace.tracks, self._venue, self._weeks
        if asked != self._asked:
            self._look_back(asked)
        self._show_page()

    def action_previous(self) -> None:
        """Show the page before."""
        self._turn(-1)

    def action_next(self) -> None:
        """Show the next page."""
        self._turn(1)

    def action_weeks(self) -> None:
        """Ask how many weeks count as recent."""

        def take(answer: tuple[int] | None) -> None:
            if answer is not None:
                (self._weeks,) = answer
                self.desk.attempt(self.redraw)

        hint = f"Nights of so many weeks are recent: 1 to {_MOST_WEEKS}."
        self.program.push_screen(Ask("Weeks", hint, _weeks, str(self._weeks)), take)

    def action_venue(self) -> None:
        """Look at the next venue; after the last of them at all together."""
        from clubplanner.residency.heard.sifting import known_venues

        workspace = self.desk.workspace
        own = workspace.residency.venue
        others = [name for name in known_venues(workspace.played) if name != own]
        venues = [None, *others, ""]
        self._venue = venues[(venues.index(self._venue) + 1) % len(venues)]
        self.desk.attempt(self.redraw)

    def action_leave(self) -> None:
        """Go back to the past nights."""
        if not self.program.work.stop():
            self.program.action_show_past()

    def _turn(self, step: int) -> None:
        self._page = (self._page + step) % len(_PAGES)
        self._show_page()

    def _look_back(self, asked: _Asked) -> None:
        from clubplanner.workspace.remembering import remembered

        workspace, venue, weeks = self.desk.workspace, self._venue, self._weeks
        self._asked, self._known = asked, None

        def take(known: "Remembered") -> None:
            if self._asked is asked:
                self._known = known
                self._show_page()

        self.program.work.beside(
            "Looking back",
            lambda: remembered(workspace, venue, weeks),
            take,
            group="memory",
        )

    def _show_page(self) -> None:
        name, known = _PAGES[self._page], self._known
        place = f"{self._page + 1} of {len(_PAGES)}   [ ]"
        self.query_one("#memory-head", Bar).head(name.capitalize(), place)
        paper = self.query_one("#memory-text", Paper)
        if known is None:
            paper.show([[("Looking back ...", "dim")]])
            return
        from clubplanner.workspace.pages import memory as pages

        if not known.room.nights:
            page = pages.nothing(known)
        elif name in PARTS:
            page = pages.section(name, known, _ROWS)
        else:
            page = pages.overview(known, _OVERVIEW_ROWS)
        paper.lay(partial(page_lines, page))


def _weeks(text: str) -> int:
    if text.strip().isdecimal() and 1 <= int(text[:9]) <= _MOST_WEEKS:
        return int(text)
    raise ClubplannerError(f"write a whole number from 1 to {_MOST_WEEKS}")
