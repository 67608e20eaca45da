"""Past nights: what was planned, what was played, what repeats."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget

from clubplanner.tui.actions import bindings
from clubplanner.tui.screens import past_words
from clubplanner.tui.screens.past_text import (
    night_lines,
    past_row,
    plot_lines,
    repeat_lines,
)
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.nights_table import NightsTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.runs import Run

if TYPE_CHECKING:
    from clubplanner.music.track import Track
    from clubplanner.residency.review import Review
    from clubplanner.workspace.past import PastNight

_COLUMNS = (
    Column("Date", 15),
    Column("Night", 16, share=2),
    Column("Venue", 10, share=1, rank=1),
    Column("Planned", 7, is_right=True),
    Column("Played", 6, is_right=True),
    Column("Kept", 5, is_right=True),
    Column("Stars", 5, is_right=True),
    Column("Notes", 8, share=2, rank=2),
)

_HIGH = 30
"""Lines of a terminal in which the curves stand above the running order."""


class PastScreen(PlanScreen):
    """The residency's nights before this one, the newest first."""

    PLACE = "past"
    HELP = (
        "The nights before this one: how many tracks were planned, played and kept. "
        "Below stands the running order, planned beside played with how late it ran, "
        "and both curves over each other; or what repeats."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("past")]
    AUTO_FOCUS = "#past"

    def __init__(self) -> None:
        super().__init__()
        self._shows_repeats = False
        self._nights: tuple[PastNight, ...] = ()
        self._tracks: list[Track] = []
        self._reviews: dict[Path, Review | None] = {}
        self._shown: dict[tuple[Path, tuple[int, int]], list[list[Run]]] = {}

    def body(self) -> Iterator[Widget]:
        """Yield the list and the details of one night."""
        yield NightsTable(_COLUMNS, id="past", empty="No past night yet.")
        yield Bar(id="past-head", fill="─")
        yield Paper(id="past-details", focusable=True)

    @property
    def table(self) -> "NightsTable[PastNight]":
        """The list of nights."""
        return self.query_one("#past", NightsTable)

    def redraw(self) -> None:
        """List the nights."""
        workspace = self.desk.workspace
        nights, tracks = workspace.past(), workspace.tracks
        if nights is not self._nights or tracks is not self._tracks:
            self._shown.clear()
        self._tracks = tracks
        if nights is not self._nights:
            self._nights = nights
            self._reviews.clear()
            newest_first = sorted(nights, key=lambda past: past.date, reverse=True)
            self.table.show_nights(newest_first, self._row)
        self._show_night()

    def on_resize(self, event: Resize) -> None:
        """Draw the curves for the new width."""
        super().on_resize(event)
        if self._nights:
            self._show_night()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the night under the cursor."""
        self._show_night()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Open the night that was double-clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Open the plan of the night under the cursor."""
        past = self.table.night
        if past is None:
            return
        if past.is_unplanned:
            self.desk.say("This night has a play log and no plan to open.", "warn")
        else:
            self.program.saving.leave(lambda: self._open(past.path))

    def _open(self, path: Path) -> None:
        if self.desk.attempt(lambda: self.desk.open_night(path)):
            self.program.action_show_set()

    def action_memory(self) -> None:
        """Show what the room has heard."""
        self.program.show_memory()

    def action_compare(self) -> None:
        """Compare the marked nights, the marked with this, or this with the last."""
        past = self.table.night
        if past is None:
            return
        marked = [one for one in self._nights if one.path in self.table.marks]
        place = self._nights.index(past)
        before = self._nights[place - 1 : place]
        chosen = marked if len(marked) > 1 else [*marked, past]
        if len({one.path for one in chosen}) == 1:
            chosen = [*before, past]
        if len(chosen) != 2:
            said = (
                f"{len(chosen)} nights are chosen" if marked else "No night before it"
            )
            self.desk.say(f"{said}: mark the two to compare with Space", "warn")
            return
        first, second = sorted(chosen, key=lambda one: one.date)
        self.desk.compared = first, second
        self.program.show_compared()

    def action_rate(self) -> None:
        """Give stars and a note to the night, a play or a mix."""
        if self.table.night is not None:
            past_words.rate(self, self.table.night)

    def action_match(self) -> None:
        """Correct which slot or track a play was."""
        past = self.table.night
        if past is not None:
            past_words.match(self, past, self._review(past))

    def action_repeats(self) -> None:
        """Show or hide what repeats."""
        self._shows_repeats = not self._shows_repeats
        self._show_night()

    def _show_night(self) -> None:
        head = self.query_one("#past-head", Bar)
        paper = self.query_one("#past-details", Paper)
        past = self.table.night
        if self._shows_repeats or past is None:
            head.head("What repeats", f"{len(self._nights)} nights")
            heard_s = self.desk.workspace.residency.heard_s
            paper.show(repeat_lines([one.log for one in self._nights], heard_s))
            return
        head.head(past.name, f"{past.date:%a %d %b %Y}")
        size = self.size.width, self.size.height
        if (past.path, size) not in self._shown:
            self._shown[past.path, size] = self._details(past)
        paper.show(self._shown[past.path, size])

    def _details(self, past: "PastNight") -> list[list[Run]]:
        """Return what there is to say of a night, in this size of the terminal."""
        found = self._review(past)
        workspace = self.desk.workspace
        gone = workspace.gone_files(found) if found is not None else ()
        lines = night_lines(past, found, gone)
        plot: list[list[Run]] = []
        if found is not None:
            both = workspace.curves(found)
            plot = plot_lines(found, both, max(20, self.size.width - 4))
        is_high = self.size.height >= _HIGH
        return [*plot, *lines] if is_high else [*lines, *plot]

    def _row(self, past: "PastNight") -> Row:
        return past_row(past, self._review(past))

    def _review(self, past: "PastNight") -> "Review | None":
        """Return a night reviewed, None where its plan or its log is not known."""
        if past.path not in self._reviews:
            is_known = past.night is not None and past.log is not None
            review = self.desk.workspace.review
            self._reviews[past.path] = review(past) if is_known else None
        return self._reviews[past.path]
