"""The set: the whole night on the clock, and every way to change it."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from clubplanner.music.duration import format_duration
from clubplanner.music.text import many
from clubplanner.night import edits
from clubplanner.night.plan import Anchor, Night, Slot
from clubplanner.tui.actions import bindings
from clubplanner.tui.desk import named
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.pin import PinDialog
from clubplanner.tui.screens import moving, slot_edits
from clubplanner.tui.screens.building import (
    build_night,
    fill_night,
    offer_plans,
    rebuild_stretch,
)
from clubplanner.tui.screens.locking import lock_slots
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.replanning import replan_night
from clubplanner.tui.screens.set_text import picture, slot_lines, summary
from clubplanner.tui.screens.shelving import open_shelf, shelve_slots
from clubplanner.tui.screens.what_next import WhatNext
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.curve import Curve
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.slot_table import SlotTable


class SetScreen(PlanScreen):
    """The night's curve, its slots, and what the one under the cursor is like."""

    PLACE = "set"
    HELP = (
        "The night against the clock. The bars are energy, the line through them is "
        "the energy you want; diamonds on the clock are pinned slots. Changing a slot "
        "times and grades the rest of the night at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("set")]
    AUTO_FOCUS = "#slots"

    def body(self) -> Iterator[Widget]:
        """Yield the curve, the slots and the details of one."""
        yield Curve(id="curve")
        with Container(id="middle"):
            yield SlotTable(
                id="slots",
                empty="The set is empty. Build it: b. Or add tracks: 1, Enter.",
            )
            yield WhatNext()
        yield Bar(id="slot-head", fill="─")
        yield Paper(id="slot-details", focusable=True)

    def on_mount(self) -> None:
        """Follow the cursor at once: a key typed ahead must find it where it is."""
        self.watch(self.table, "cursor", self._follow, init=False)

    @property
    def table(self) -> SlotTable:
        """The list of slots."""
        return self.query_one("#slots", SlotTable)

    @property
    def what_next(self) -> WhatNext:
        """What could come next."""
        return self.query_one(WhatNext)

    def keys_shown(self) -> tuple[str, ...]:
        """Return whose keys the footer shows: those of the part with the focus."""
        if self.what_next.has_focus_within:
            return ("what_next",)
        return super().keys_shown()

    def redraw(self) -> None:
        """Show the night as it is now."""
        workspace = self.desk.workspace
        table = self.table
        if self.desk.night is None:
            table.empty = self.desk.no_night
            table.show_night((), (), (), 0)
            self.query_one("#curve", Curve).show(None)
            self.what_next.follow()
            return
        table.cue_titles = {cue.id: cue.title for cue in workspace.theme.cues}
        findings = workspace.findings
        table.show_night(
            workspace.timeline.items, workspace.transitions, findings, self.desk.row
        )
        self.desk.row = table.cursor
        self._show_slot()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the slot under the cursor."""
        self._show_slot()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Explain the transition out of the slot that was double-clicked."""
        self.action_choose()

    def on_slot_table_dragging(self, event: SlotTable.Dragging) -> None:
        """Say where what is pulled would go."""
        moving.say_drag(self.desk, event.slot, self._pulled(event.slot), event.row)

    def on_slot_table_dragged(self, event: SlotTable.Dragged) -> None:
        """Move what was pulled to where the mouse let it go."""
        moving.drop(self.desk, event.slot, self._pulled(event.slot), event.row)

    def on_curve_slot_clicked(self, event: Curve.SlotClicked) -> None:
        """Go to the slot whose bar was clicked."""
        self.table.move_to(event.row)
        self.table.focus()

    def action_choose(self) -> None:
        """Explain the transition out of this slot."""
        self.program.action_show_mix()

    def action_move_up(self) -> None:
        """Move the slot, or the marked ones, up."""
        self._step(-1)

    def action_move_down(self) -> None:
        """Move the slot, or the marked ones, down."""
        self._step(1)

    def action_swap(self) -> None:
        """Let the two marked slots change places, or the marked one with this one."""
        slot = self.table.slot()
        if slot is not None:
            marked = [one for one in self._chosen() if one.id in self.table.marks]
            moving.swap(self.desk, slot, marked)

    def action_remove(self) -> None:
        """Take the slot, or all marked ones, out."""
        ids = self.table.chosen_ids()
        slot = self.table.slot()
        if slot is None:
            return
        what = named([chosen.name for chosen in self._chosen()], "slots")
        self.desk.edit(
            f"Remove {what}", lambda night: edits.remove(night, ids), slot.id
        )

    def action_pin(self) -> None:
        """Ask for an anchor and pin the slot."""
        slot, night = self.table.slot(), self.desk.night
        if slot is None or night is None:
            return
        starts = self.table.items[self.table.cursor].begins

        def take(anchor: Anchor | None) -> None:
            if anchor is not None:
                self._edit(
                    f'Pin "{slot.name}"', lambda n: edits.pin(n, slot.id, anchor)
                )

        self.app.push_screen(PinDialog(night, slot.name, starts, slot.anchors), take)

    def action_unpin(self) -> None:
        """Take the pin off the slot; of several, ask which."""
        self._with_slots(slot_edits.loosen)

    def action_length(self) -> None:
        """Ask how long the slot plays."""
        self._with_slots(slot_edits.ask_length)

    def action_overlap(self) -> None:
        """Ask for the overlap out of the slot."""
        self._with_slots(slot_edits.ask_overlap)

    def action_shorter(self) -> None:
        """Overlap less."""
        self._change_overlap(-slot_edits.OVERLAP_STEP)

    def action_longer(self) -> None:
        """Overlap more."""
        self._change_overlap(slot_edits.OVERLAP_STEP)

    def action_points(self) -> None:
        """Ask for the mix points of the slot."""
        slot = self.table.slot()
        if slot is not None:
            slot_edits.ask_points(self, (slot,))

    def action_cut(self) -> None:
        """Cut out of the slot, or mix again."""
        self._with_slots(slot_edits.toggle_cut)

    def action_note(self) -> None:
        """Ask for a note to the slot."""
        self._with_slots(slot_edits.ask_note)

    def action_gap(self) -> None:
        """Ask for some free minutes after the slot."""
        place = self.desk.row + 1 if self.table.slot() is not None else 0

        def take(answer: tuple[int] | None) -> None:
            if answer is None:
                return
            seconds = answer[0]
            label = f"Keep {format_duration(seconds)} free"
            self._edit(label, lambda night: edits.add_gap(night, place, seconds))

        question = Ask(
            "Time to keep free after this slot",
            "Minutes and seconds, for example 5:00.",
            answers.seconds,
            "5:00",
        )
        self.app.push_screen(question, take)

    def action_suggest(self) -> None:
        """Show the best tracks to come after this slot."""
        self._open_what_next(replace=False)

    def action_replace(self) -> None:
        """Show the best tracks in place of this one."""
        if self.table.slot() is not None:
            self._open_what_next(replace=True)

    def action_fill(self) -> None:
        """Fill gaps and the time left."""
        fill_night(self)

    def action_build(self) -> None:
        """Build the night anew around its anchors."""
        build_night(self)

    def action_rebuild(self) -> None:
        """Put other tracks in place of the marked slots, or of this one."""
        ids = self.table.chosen_ids()
        if ids:
            rebuild_stretch(self, ids)

    def action_lock(self) -> None:
        """Lock the marked slots, or this one; unlock them if all are locked."""
        slots = self._chosen()
        if slots:
            lock_slots(self, slots)

    def action_shelf(self) -> None:
        """Show the shelf, to put a track of it in after this slot."""
        open_shelf(self)

    def action_shelve(self) -> None:
        """Move the marked slots, or this one, from the set to the shelf."""
        slots = self._chosen()
        if slots:
            shelve_slots(self, slots)

    def action_copy_slots(self) -> None:
        """Keep copies of the marked slots, or of this one, to paste."""
        slots = self._chosen()
        if slots:
            self.desk.held = tuple(slot.freed() for slot in slots)
            self._say_held("Copied")

    def action_cut_slots(self) -> None:
        """Take the marked slots, or this one, out, to paste them elsewhere."""
        slots = self._chosen()
        if not slots:
            return
        ids = {slot.id for slot in slots}
        label = f"Cut {many(len(slots), 'slot')}"
        if self._edit(label, lambda night: edits.remove(night, ids)):
            self.desk.held = slots
            self._say_held("Cut")

    def action_paste_slots(self) -> None:
        """Put what was copied or cut in after this slot."""
        held = self.desk.held
        if not held:
            key = self.desk.keys.word("set.copy_slots")
            self.desk.say(f"Nothing is copied or cut. Copy: {key}", "warn")
            return
        place = self.desk.row + 1 if self.table.slot() is not None else 0
        label = f"Paste {many(len(held), 'slot')}"
        if self._edit(label, lambda night: edits.insert(night, held, place)):
            self.table.move_to(place)

    def _chosen(self) -> tuple[Slot, ...]:
        """Return the marked slots, else the one here, in the set's order."""
        ids, night = set(self.table.chosen_ids()), self.desk.night
        return tuple(slot for slot in night.slots if slot.id in ids) if night else ()

    def _say_held(self, done: str) -> None:
        key = self.desk.keys.word("set.paste_slots")
        self.desk.say(f"{done} {many(len(self.desk.held), 'slot')}. Paste: {key}")

    def action_offer(self) -> None:
        """Build several plans and let the DJ choose."""
        offer_plans(self)

    def action_replan(self) -> None:
        """Running late or early: plan what comes after this slot anew."""
        replan_night(self)

    def action_leave(self) -> None:
        """Take all marks off, stop the work behind, or close what could come next."""
        if self.table.marks:
            self.table.unmark_all()
        elif self.program.work.is_running:
            self.program.action_stop()
        elif self.what_next.is_open:
            self.what_next.close()

    def _follow(self, row: int) -> None:
        self.desk.row = row

    def _open_what_next(self, *, replace: bool) -> None:
        if self.desk.night is None:
            self.desk.say(self.desk.no_night, "warn")
            return
        self.what_next.open(replace=replace)

    def _step(self, by: int) -> None:
        slot = self.table.slot()
        if slot is not None:
            moving.step(self.desk, slot, self.table.chosen_ids(), by)

    def _change_overlap(self, by: int) -> None:
        self._with_slots(partial(slot_edits.change_overlap, by=by))

    def _pulled(self, slot: Slot) -> list[int]:
        """Return what goes with a slot that is pulled: if it is marked, all marked."""
        ids = self.table.chosen_ids()
        return ids if slot.id in ids else [slot.id]

    def _edit(self, label: str, edit: slot_edits.Edit) -> bool:
        slot = self.table.slot()
        return self.desk.edit(label, edit, slot.id if slot else None)

    def _with_slots(self, ask: slot_edits.SlotsEdit) -> None:
        """Ask about the marked slots, else the one here."""
        slots = self._chosen()
        if slots:
            ask(self, slots)

    def _show_slot(self) -> None:
        night = self.desk.night
        if night is None:
            return
        workspace, row = self.desk.workspace, self.table.cursor
        items = workspace.timeline.items
        self.query_one("#curve", Curve).show(
            picture(night, items, row if items else -1)
        )
        findings = workspace.findings
        head = self.query_one("#slot-head", Bar)
        head.head(
            self._slot_title(night),
            summary(workspace.timeline, findings, len(night.shelf)),
        )
        transitions = workspace.transitions
        mix = transitions[row] if row < len(transitions) else None
        lines = slot_lines(items[row] if items else None, mix, findings)
        self.query_one("#slot-details", Paper).show(lines)
        self.what_next.follow()

    def _slot_title(self, night: Night) -> str:
        row = self.table.cursor
        if not night.slots:
            return night.name
        return f"{row + 1:02} {night.slots[row].name}"
