"""What next: beside the slots, the best tracks for the place under the cursor.

It follows the cursor while it is open. Above the tracks stand ladders and cuts over a
seam that is wider than the pitch range, with what the whole night would cost then.
"""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Input

from clubplanner.night import edits
from clubplanner.tui.actions import bindings
from clubplanner.tui.app import program_of
from clubplanner.tui.desk import Desk
from clubplanner.tui.screens.mending import make_mend
from clubplanner.tui.screens.suggesting import (
    SUGGESTION_COLUMNS,
    Question,
    Suggestions,
    suggestion_rows,
    suggestion_terms,
)
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.list_below import ListBelow
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.slot_table import SlotTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from clubplanner.builder.suggest import Suggestion
    from clubplanner.workspace.mending import Priced

OPEN = "-what-next"
"""The class of a screen that shows it."""

REST_S = 0.12
"""Seconds cursor and words must rest before it looks: a held key asks once."""

_LOOKING = "Looking ..."
_NONE = "No track of yours fits here by the rules."


class WhatNext(ListBelow, Vertical):
    """A field that narrows, the list of what could come, and what one of it costs."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("what_next")]
    HELP = (
        "What could come next, cheapest first; what makes you late stands lower. Type "
        "to narrow by words and fields. Rows with a * change more than one slot."
    )

    def __init__(self) -> None:
        super().__init__(id="what-next")
        self._suggestions = Suggestions()
        self._replaces = False
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Put it together; the list has no focus, the field has its keys."""
        yield Bar(id="next-head", fill="─")
        field = Input(
            placeholder="type to narrow: words, bpm:~124 key:~8A",
            id="next-words",
            compact=True,
        )
        field.cursor_blink = False
        yield field
        table = RowsTable(SUGGESTION_COLUMNS, id="suggestions", empty=_LOOKING)
        table.can_focus = False
        yield table
        yield Paper(id="terms")

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.screen.has_class(OPEN)

    @property
    def table(self) -> RowsTable:
        """The list."""
        return self.query_one(RowsTable)

    def open(self, *, replace: bool) -> None:
        """Show what could come after the slot under the cursor, or in place of it."""
        self._replaces = replace
        self.screen.add_class(OPEN)
        self.screen.set_focus(self._field)
        self._look()

    def close(self) -> None:
        """Hide it and go to the slots."""
        self._stop_resting()
        self._field.value = ""
        self.screen.remove_class(OPEN)
        self._go_to_slots()

    def follow(self) -> None:
        """Look anew, once the cursor rests, if this is another place or plan."""
        if not self.is_open:
            return
        question = self._question()
        if question is None or not self._suggestions.are_for(question):
            self._show_head()
            self._stop_resting()
            self._resting = self.set_timer(REST_S, self._look)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while it is typed."""
        event.stop()
        self.follow()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is under the cursor: the field has the key first."""
        event.stop()
        self.action_choose()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show what the row under the cursor costs."""
        event.stop()
        self._show_terms()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Take the row that was double-clicked."""
        event.stop()
        self.action_choose()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show that the keys go here."""
        self.table.light(on=True)
        program_of(self.app).draw_frame()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Show that the keys go elsewhere."""
        self.table.light(on=False)
        program_of(self.app).draw_frame()

    def action_choose(self) -> None:
        """Take the track or the mend under the cursor and go back to the slots."""
        question = self._question()
        if question is None:
            return
        if not self._suggestions.are_for(question):
            self._look()
        if self._suggestions.is_looking:
            self._desk.say("Still looking: Enter takes the track once it is shown")
            return
        way, one = self._under_cursor()
        if way is not None:
            slot = self._desk.slot
            make_mend(self._desk, way.mend, slot.id if slot else None)
        elif one is not None:
            self._take(one, question)
        else:
            return
        program_of(self.app).forget_keys()
        self._field.value = ""
        self._go_to_slots()

    def action_slots(self) -> None:
        """Go to the slots; the list follows the cursor there."""
        self._go_to_slots()

    def action_leave(self) -> None:
        """Clear the words; without any, close."""
        if self._field.value:
            self._field.value = ""
        else:
            self.close()

    @property
    def _desk(self) -> Desk:
        return program_of(self.app).desk

    @property
    def _field(self) -> Input:
        return self.query_one(Input)

    def _question(self) -> Question | None:
        """Return what is to be looked for now, None without a night."""
        desk, night = self._desk, self._desk.night
        if night is None:
            return None
        words = self._field.value.strip()
        library = desk.workspace.tracks
        if not night.slots:
            return Question(night, library, 0, False, words)
        row = max(0, min(desk.row, len(night.slots) - 1))
        index = row if self._replaces else row + 1
        around = night.slots[index : row + 2]
        seams = () if words else tuple(slot.id for slot in around)
        return Question(night, library, index, self._replaces, words, seams)

    def _look(self) -> None:
        self._stop_resting()
        question = self._question()
        if question is None:
            self.close()
            return
        program = program_of(self.app)
        self._suggestions.look(program, question, self._show)
        self._show()

    def _show(self) -> None:
        """Show what was found, ladders and cuts first."""
        found = self._suggestions
        here = self._desk.slot
        track = here.track if here is not None and self._replaces else None
        ways = [_way_row(place, way) for place, way in enumerate(found.ways)]
        tracks = suggestion_rows(found.found, track.path if track else "", len(ways))
        self.table.empty = _LOOKING if found.is_looking else found.notice or _NONE
        # Enter takes the first track; ladders and cuts are one key up.
        self.table.show_rows([*ways, *tracks], len(ways) if tracks else 0)
        self._show_head()
        self._show_terms()

    def _show_head(self) -> None:
        question, found = self._question(), self._suggestions
        if question is None:
            return
        slot = self._desk.slot
        name = f'"{slot.name}"' if slot else "the doors"
        count = len(found.found)
        is_stale = found.is_looking or not found.are_for(question)
        title = f"{'In place of' if question.replace else 'After'} {name}"
        head = self.query_one("#next-head", Bar)
        counted = "1 track" if count == 1 else f"{count} tracks"
        head.head(title, _LOOKING if is_stale else counted)

    def _show_terms(self) -> None:
        """Show what the row under the cursor costs, and why it stands there."""
        way, one = self._under_cursor()
        lines: list[list[Run]] = []
        if way is not None:
            lines = _way_lines(way)
        elif one is not None:
            artist = f" by {one.track.artist}" if one.track.artist else ""
            lines = [
                [
                    ("", ""),
                    (one.track.title, "strong"),
                    (f"{artist}: {one.reason}", ""),
                ],
                [(f"Cost {suggestion_terms(one)}", "dim")],
            ]
        notice = self._suggestions.notice
        if notice and lines:
            lines.insert(0, [(notice, "warn")])
        if self._suggestions.left_out:
            lines.append([(f"Not here: {self._suggestions.left_out}", "dim")])
        self.query_one("#terms", Paper).show(lines)

    def _under_cursor(self) -> "tuple[Priced | None, Suggestion | None]":
        """Return the way over a seam, or else the track, under the cursor."""
        key, found = self.table.key(), self._suggestions
        if not isinstance(key, int):
            return None, None
        if key < len(found.ways):
            return found.ways[key], None
        return None, found.found[key - len(found.ways)]

    def _take(self, one: "Suggestion", question: Question) -> None:
        desk, track, slot = self._desk, one.track, self._desk.slot
        if question.replace and slot is not None:
            desk.edit(
                f'Replace "{slot.name}" by "{track.title}"',
                lambda night: edits.replace_track(night, slot.id, track),
                slot.id,
            )
        else:
            desk.add_tracks([track], question.index)

    def _go_to_slots(self) -> None:
        self.screen.query_one(SlotTable).focus()

    def _stop_resting(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None


def _way_row(place: int, way: "Priced") -> Row:
    blank: Cell = ("", "")
    cost: Cell = (f"{way.change:+}", "strong")
    return Row(place, ((_sentence(way), "accent"), *[blank] * 4, cost, blank), "*")


def _way_lines(way: "Priced") -> list[list[Run]]:
    change = f"{abs(way.change):,} {'less' if way.change < 0 else 'more'} than now"
    return [
        [(_sentence(way), "strong")],
        [(f"The whole night costs {way.cost:,} then, {change}.", "")],
    ]


def _sentence(way: "Priced") -> str:
    return f"{way.mend.text[:1].upper()}{way.mend.text[1:]}"
