"""The theme: the show's cues by episode, what they matched, what is planned."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Anchor, Night, Slot
from clubplanner.theme.matching import CueMatch
from clubplanner.tui.actions import bindings
from clubplanner.tui.dialogs.pin import PinDialog
from clubplanner.tui.screens import assigning
from clubplanner.tui.screens.cue_text import (
    cue_lines,
    day_cell,
    episodes,
    match_cell,
)
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row, RowsTable

_COLUMNS = (
    Column("Ep", 5),
    Column("Cue", 18, share=2),
    Column("Artist", 12, share=1, rank=1),
    Column("Match", 7),
    Column("Your track", 16, share=2, rank=2),
    Column("Played", 6),
    Column("In set", 8),
)


class ThemeScreen(PlanScreen):
    """The cues in the order of the episodes they are heard in."""

    PLACE = "theme"
    HELP = (
        "The show's cues. Match says how sure it is that one of your tracks is the "
        "cue; yes and no settle it. Played is the last night it was heard here. Pin "
        "puts a cue into the set at its hour, also without a track."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("theme")]
    AUTO_FOCUS = "#cues"

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[CueMatch, ...] = ()
        self._only_missing = False

    def body(self) -> Iterator[Widget]:
        """Yield the list of cues and the details of one."""
        yield Bar(id="theme-head", fill="─")
        yield RowsTable(_COLUMNS, id="cues", empty="No theme is chosen.")
        yield Bar(id="cue-head", fill="─")
        yield Paper(id="cue-details", focusable=True)

    @property
    def table(self) -> RowsTable:
        """The list of cues."""
        return self.query_one("#cues", RowsTable)

    def redraw(self) -> None:
        """Show cues, matches and what of them is in the set, as they are now."""
        workspace = self.desk.workspace
        theme, matches = workspace.theme, workspace.matches
        found = sum(match.track is not None for match in matches)
        head = f"{found} of {len(matches)} cues have a track of yours"
        self.query_one("#theme-head", Bar).head(theme.name, head if matches else "")
        kept = [m for m in matches if not (self._only_missing and m.track)]
        kept.sort(key=lambda m: m.cue.episodes[:1] or (99,))
        self._shown = tuple(kept)
        planned = self._planned()
        rows = [self._row(place, m, planned) for place, m in enumerate(kept)]
        self.table.show_rows(rows)
        self._show_cue()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the cue under the cursor."""
        self._show_cue()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Add the cue that was double-clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Add the cue after the set's cursor."""
        match = self._match()
        if match is not None and self._add(match) is not None:
            self.redraw()

    def action_pin(self) -> None:
        """Add the cue if it is not in the set, and pin it."""
        match, night = self._match(), self.desk.night
        if match is None or night is None:
            return
        slot = self._planned().get(match.cue.id)

        def take(anchor: Anchor | None) -> None:
            if anchor is None:
                return
            here = slot or self._add(match)
            if here is not None:
                self.desk.edit(
                    f'Pin "{match.cue.title}"',
                    lambda now: edits.pin(now, here.id, anchor),
                    here.id,
                )

        anchors = slot.anchors if slot else ()
        self.app.push_screen(
            PinDialog(night, match.cue.title, night.start, anchors), take
        )

    def action_accept(self) -> None:
        """Say that the matched track is this cue."""
        self._answer(is_yes=True)

    def action_refuse(self) -> None:
        """Say that the matched track is not this cue."""
        self._answer(is_yes=False)

    def action_assign(self) -> None:
        """Ask which track is this cue: a likely one, or any of the library."""
        match = self._match()
        if match is None:
            return
        cue = match.cue

        def take(track: Track | None) -> None:
            if track is not None:
                self.desk.answer(cue.id, cue.title, track, is_yes=True)

        searcher = self.desk.workspace.searcher
        self.app.push_screen(assigning.question(match, self.desk.track, searcher), take)

    def action_missing(self) -> None:
        """Show only the cues without a track, or all."""
        self._only_missing = not self._only_missing
        self.redraw()

    def _match(self) -> CueMatch | None:
        row = self.table.key()
        return self._shown[row] if isinstance(row, int) else None

    def _planned(self) -> dict[str, Slot]:
        night = self.desk.night
        return {slot.cue: slot for slot in night.slots if slot.cue} if night else {}

    def _row(self, place: int, match: CueMatch, planned: dict[str, Slot]) -> Row:
        cue, slot = match.cue, planned.get(match.cue.id)
        heard = self.desk.workspace.heard
        where = ""
        if slot is not None and self.desk.night is not None:
            index = self.desk.night.index(slot.id)
            item = self.desk.workspace.timeline.items[index]
            where = f"{index + 1:02} {item.begins:%H:%M}"
        cells = (
            (episodes(cue), "dim"),
            (cue.title, ""),
            (cue.artist, "dim"),
            match_cell(match),
            (match.track.title if match.track else "", ""),
            day_cell(heard.last_of(match)[0], heard.day),
            (where, "accent"),
        )
        return Row(place, cells, "#" if slot else " " if match.track else "!")

    def _add(self, match: CueMatch) -> Slot | None:
        """Put the cue into the set and return its slot, None if that failed."""
        slot = self.desk.slot
        index = self.desk.row + 1 if slot is not None else 0
        fresh = Slot(0, match.track, match.cue.id)

        def add(night: Night) -> Night:
            return edits.insert(night, (fresh,), index)

        if not self.desk.edit(f'Add "{match.cue.title}" after {index:02}', add):
            return None
        self.desk.row = index
        return self.desk.slot

    def _answer(self, *, is_yes: bool) -> None:
        match = self._match()
        if match is None:
            return
        track = match.track or (match.others[0].track if match.others else None)
        if track is None:
            self.desk.say("No track was matched; t lets you choose one", "warn")
            return
        self.desk.answer(match.cue.id, match.cue.title, track, is_yes=is_yes)

    def _show_cue(self) -> None:
        match = self._match()
        head = self.query_one("#cue-head", Bar)
        head.head(match.cue.title if match else "no cue")
        workspace = self.desk.workspace
        lines = cue_lines(match, workspace.theme, workspace.heard) if match else []
        self.query_one("#cue-details", Paper).show(lines)
