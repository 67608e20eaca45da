"""The mix: one transition told in full, with other tracks to come in."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from clubplanner.music.text import cut
from clubplanner.night import edits
from clubplanner.night.transition import Transition
from clubplanner.tui.actions import bindings
from clubplanner.tui.screens import slot_edits
from clubplanner.tui.screens.explaining import Reasons
from clubplanner.tui.screens.mix_picture import ROWS, around_lines, decks
from clubplanner.tui.screens.mix_text import mix_lines
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.suggesting import (
    SUGGESTION_COLUMNS,
    Question,
    Suggestions,
    suggestion_rows,
    suggestion_terms,
)
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.runs import Run


class MixScreen(PlanScreen):
    """The transition out of the slot under the set's cursor."""

    PLACE = "mix"
    HELP = (
        "One transition: how the decks meet, the key with key lock on and off, energy "
        "and overlap, what the incoming slot costs and which track came second, and "
        "every remark with the sources of its numbers. Below stand other tracks for "
        "the incoming one, each with its cost by term; Enter takes one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mix")]
    AUTO_FOCUS = "#alternatives"

    def __init__(self) -> None:
        super().__init__()
        self._suggestions = Suggestions()
        self._reasons = Reasons()

    def body(self) -> Iterator[Widget]:
        """Yield the explanation and the alternatives."""
        yield Bar(id="mix-head", fill="─")
        with Horizontal(id="mix-top"):
            yield Paper(id="mix-text", focusable=True)
            yield Paper(id="mix-around")
        yield Bar(id="alternatives-head", fill="─")
        yield RowsTable(
            SUGGESTION_COLUMNS,
            id="alternatives",
            empty="Looking for other tracks ...",
        )

    @property
    def table(self) -> RowsTable:
        """The alternatives."""
        return self.query_one("#alternatives", RowsTable)

    def redraw(self) -> None:
        """Show the transition as it is now."""
        mix = self._mix()
        head = self.query_one("#mix-head", Bar)
        paper = self.query_one("#mix-text", Paper)
        self._show_terms()
        if mix is None:
            head.head("No transition")
            paper.show([[("The set has no two slots yet. Go to the set: 2", "dim")]])
            self.table.show_rows(())
            return
        row = self._row()
        count = len(self.desk.workspace.transitions)
        head.head(f"{row + 1:02} to {row + 2:02}", f"{row + 1} of {count}   [ ]")
        self._show_mix()
        question = self._question()
        if question is not None and not self._suggestions.are_for(question):
            self.action_suggest()
        self._reasons.look(self, row + 1, self._show_mix)

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show what the alternative under the cursor costs."""
        self._show_terms()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Take the alternative that was double-clicked."""
        self.action_choose()

    def action_choose(self) -> None:
        """Replace the incoming track by the chosen alternative."""
        mix, row = self._mix(), self.table.key()
        if mix is None or not isinstance(row, int):
            return
        track = self._suggestions.found[row].track
        old = mix.after.slot
        self.desk.edit(
            f'Replace "{old.name}" by "{track.title}"',
            lambda night: edits.replace_track(night, old.id, track),
            mix.before.slot.id,
        )

    def action_previous(self) -> None:
        """Show the transition before."""
        self._go(-1)

    def action_next(self) -> None:
        """Show the transition after."""
        self._go(1)

    def action_shorter(self) -> None:
        """Overlap less."""
        self._change_overlap(-slot_edits.OVERLAP_STEP)

    def action_longer(self) -> None:
        """Overlap more."""
        self._change_overlap(slot_edits.OVERLAP_STEP)

    def action_overlap(self) -> None:
        """Ask for the overlap."""
        self._with_outgoing(slot_edits.ask_overlap)

    def action_points_out(self) -> None:
        """Ask for the points of the outgoing track."""
        self._with_outgoing(slot_edits.ask_points)

    def action_points_in(self) -> None:
        """Ask for the points of the incoming track."""
        mix = self._mix()
        if mix is not None:
            slot_edits.ask_points(self, (mix.after.slot,))

    def action_cut(self) -> None:
        """Cut, or mix again."""
        self._with_outgoing(slot_edits.toggle_cut)

    def action_note(self) -> None:
        """Ask for a note to the incoming slot."""
        mix = self._mix()
        if mix is not None:
            slot_edits.ask_note(self, (mix.after.slot,))

    def action_suggest(self) -> None:
        """Look for other tracks in place of the incoming one, beside the screens."""
        question = self._question()
        if question is not None:
            self._suggestions.look(self.program, question, self._show_suggestions)
            self._show_suggestions()

    def action_leave(self) -> None:
        """Go back to the set, or stop the work behind."""
        if not self.program.work.stop():
            self.program.action_show_set()

    def _row(self) -> int:
        """Return which transition is shown: out of the set's cursor, or the last."""
        return max(0, min(self.desk.row, len(self.desk.workspace.transitions) - 1))

    def _mix(self) -> Transition | None:
        if self.desk.night is None:
            return None
        transitions = self.desk.workspace.transitions
        return transitions[self._row()] if transitions else None

    def _question(self) -> Question | None:
        night = self.desk.night
        if night is None or self._mix() is None:
            return None
        library = self.desk.workspace.tracks
        return Question(night, library, self._row() + 1, replace=True)

    def _go(self, by: int) -> None:
        if self._mix() is None:
            return
        last = len(self.desk.workspace.transitions) - 1
        self.desk.row = max(0, min(self._row() + by, last))
        self.redraw()

    def _change_overlap(self, by: int) -> None:
        mix = self._mix()
        if mix is not None:
            slot_edits.change_overlap(self, (mix.before.slot,), by)

    def _with_outgoing(self, ask: slot_edits.SlotsEdit) -> None:
        mix = self._mix()
        if mix is not None:
            ask(self, (mix.before.slot,))

    def _show_mix(self) -> None:
        """Show all there is to say about the transition."""
        mix, night, row = self._mix(), self.desk.night, self._row()
        if mix is None or night is None:
            return
        workspace = self.desk.workspace
        rules = workspace.context.for_night(night).rules
        found = [f for f in workspace.findings if f.slot_id == mix.after.slot.id]
        terms = workspace.score.slots[row + 1]
        second = self._reasons.text(night, row + 1)
        paper = self.query_one("#mix-text", Paper)

        def lines(width: int) -> list[list[Run]]:
            text = mix_lines(mix, rules, found, terms, second)
            if len(text) + ROWS > paper.size.height:
                return text
            picture = decks(mix, width)
            return mix_lines(mix, rules, found, terms, second, picture)

        paper.lay(lines)
        around, mixes = self.query_one("#mix-around", Paper), workspace.transitions
        around.lay(lambda _: around_lines(mixes, row, around.size.height))

    def _show_terms(self) -> None:
        """Show the terms of the alternative under the cursor."""
        key, found = self.table.key(), self._suggestions.found
        terms = ""
        if isinstance(key, int) and key < len(found):
            terms = cut(suggestion_terms(found[key]), max(20, self.size.width - 13))
        self.query_one("#alternatives-head", Bar).head("Instead", terms)

    def _show_suggestions(self) -> None:
        mix = self._mix()
        track = mix.after.slot.track if mix else None
        here = track.path if track else ""
        is_looking = self._suggestions.is_looking
        self.table.empty = (
            "Looking for other tracks ..."
            if is_looking
            else "No other track of yours fits here by the rules."
        )
        self.table.show_rows(suggestion_rows(self._suggestions.found, here), 0)
        self._show_terms()
