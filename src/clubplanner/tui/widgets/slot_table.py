"""The list of slots: the night on the clock with pins, overlaps and grades."""

from collections.abc import Hashable, Mapping, Sequence

from textual.events import MouseDown, MouseMove, MouseUp
from textual.message import Message

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_percent
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.plan import (
    After,
    Anchor,
    At,
    EndAt,
    Played,
    Position,
    Slot,
    Started,
)
from clubplanner.night.score import Kind
from clubplanner.night.timeline import Timed
from clubplanner.night.transition import Transition
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.tones import GRADE_TONES, key_tone

LOCK = "lock"
"""What the Pin column shows of a locked slot."""


class SlotTable(LineTable):
    """The slots of the night in playing order."""

    HELP = (
        "The night slot by slot. Mix is the transition out of a slot: grade, percent "
        "of tempo, key move (steps on the Camelot wheel, = the same number; A is to "
        "minor, B to major), or cut, or ~ for a morph. X fails on the night, ! is a "
        "warning, @ is a clock pin."
    )
    columns = (
        Column("#", 2, is_right=True),
        Column("At", 5),
        Column("Title", 16, share=3),
        Column("Artist", 12, share=2, rank=3),
        Column("BPM", 5, is_right=True),
        Column("Key", 3),
        Column("E", 2, is_right=True),
        Column("Plays", 5, is_right=True),
        Column("Over", 4, is_right=True, rank=2),
        Column("Mix", 11),
        Column("Pin", 9, share=1),
        Column("Note", 8, share=1, rank=4),
    )
    numbers_rows = True
    ALLOW_SELECT = False
    """Pulling the mouse moves a slot; ``c`` copies a row."""

    class Dragged(Message):
        """A slot was pulled to another place and let go there."""

        def __init__(self, slot: Slot, row: int) -> None:
            super().__init__()
            self.slot = slot
            self.row = row

    class Dragging(Message):
        """A slot is being pulled; it would come to stand at ``row``."""

        def __init__(self, slot: Slot, row: int) -> None:
            super().__init__()
            self.slot = slot
            self.row = row

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id, empty=empty)
        self.items: Sequence[Timed] = ()
        self.transitions: Sequence[Transition] = ()
        self.severities: Mapping[int, Severity] = {}
        self.cue_titles: Mapping[str, str] = {}
        self._pulled: int | None = None
        self._over: int | None = None

    def show_night(
        self,
        items: Sequence[Timed],
        transitions: Sequence[Transition],
        findings: Sequence[Finding],
        cursor: int,
    ) -> None:
        """Show a night that has changed."""
        self._let_go()
        self.items, self.transitions = items, transitions
        self.severities = worst_per_slot(findings)
        kept = {item.slot.id for item in items}
        self.marks = {key: None for key in self.marks if key in kept}
        self.rows_changed(cursor)

    def slot(self) -> Slot | None:
        """Return the slot under the cursor."""
        return self.items[self.cursor].slot if self.items else None

    def chosen_ids(self) -> list[int]:
        """Return the ids of the marked slots, else of the one here."""
        ids = [self.items[row].slot.id for row in self.marked_rows()]
        here = self.slot()
        return ids or ([here.id] if here is not None else [])

    def row_count(self) -> int:
        """Return how many slots the night has."""
        return len(self.items)

    def row_key(self, row: int) -> Hashable:
        """Return the slot's id."""
        return self.items[row].slot.id

    def row_sign(self, row: int) -> str:
        """Return ``X`` or ``!`` where the slot has findings that bad."""
        if row == self._over and self._pulled is not None:
            return "v" if row > self._pulled else "^"
        severity = self.severities.get(self.items[row].slot.id, Severity.NOTE)
        return " " if severity == Severity.NOTE else severity.glyph

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return what the row of a slot shows."""
        item = self.items[row]
        slot, track = item.slot, item.slot.track
        mix = self.transitions[row] if row < len(self.transitions) else None
        plays = ("~" if item.is_assumed else "") + format_duration(item.play)
        key = track.key if track else None
        if slot.is_gap:
            blank: Cell = ("", "")
            title = (f"-- gap: {item.play / 60:g} minutes free --", "accent")
            head = (f"{row + 1:02}", "dim"), (f"{item.begins:%H:%M}", ""), title
            lock: Cell = (LOCK, "accent") if slot.locked else blank
            rest = blank, blank, lock, _note(slot)
            return (*head, *[blank] * 4, (plays, ""), *rest)
        return (
            (f"{row + 1:02}", "dim"),
            (f"{item.begins:%H:%M}", "strong" if slot.is_anchored else ""),
            self._title(slot),
            (track.artist or "?" if track else "?", ""),
            (bpm_text(track.bpm if track else None), ""),
            (format_key(key), key_tone(key)),
            ("?" if track is None or track.energy is None else str(track.energy), ""),
            (plays, ""),
            (overlap(mix), "dim"),
            (mix_text(mix), GRADE_TONES.get(mix.grade, "dim") if mix else ""),
            (pins(slot), "accent"),
            _note(slot),
        )

    def on_mouse_down(self, event: MouseDown) -> None:
        """Take hold of the slot under the mouse."""
        row = event.y - 1 + self.scroll_offset.y
        if event.button == 1 and event.y > 0 and row < len(self.items):
            self._pulled = row
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show where the slot would go; at the edges the list scrolls."""
        if self._pulled is None:
            return
        if event.y < 1 or event.y >= self.size.height:
            way = -1 if event.y < 1 else 1
            self.scroll_relative(y=way, animate=False, immediate=True)
        row = self._row_under(event.y)
        if row != (self._pulled if self._over is None else self._over):
            self._show_over(row)
            self.post_message(self.Dragging(self.items[self._pulled].slot, row))

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let go of the slot; at its own place nothing happens."""
        pulled, over = self._pulled, self._over
        self.release_mouse()
        self._let_go()
        if pulled is not None and over is not None and over != pulled:
            self.post_message(self.Dragged(self.items[pulled].slot, over))

    def _row_under(self, y: int) -> int:
        inside = max(1, min(y, self.size.height - 1))
        row = inside - 1 + self.scroll_offset.y
        return max(0, min(row, len(self.items) - 1))

    def _show_over(self, row: int | None) -> None:
        """Draw the sign of the place where the slot would go."""
        before, self._over = self._over, row
        self._strips.clear()
        for one in (before, row):
            if one is not None:
                self._repaint_row(one)

    def _let_go(self) -> None:
        self._show_over(None)
        self._pulled = None

    def _title(self, slot: Slot) -> Cell:
        if slot.track is not None and slot.track.path:
            return slot.name, ""
        return f"{self.cue_titles.get(slot.cue, slot.name)} (no track yet)", "warn"


def worst_per_slot(findings: Sequence[Finding]) -> dict[int, Severity]:
    """Return per slot id the worst severity of its findings."""
    worst: dict[int, Severity] = {}
    for finding in findings:
        if finding.slot_id is not None:
            known = worst.get(finding.slot_id, Severity.NOTE)
            worst[finding.slot_id] = max(known, finding.severity)
    return worst


def overlap(mix: Transition | None) -> str:
    """Return an overlap for a narrow column: ``64b``, ``cut``, seconds without BPM."""
    if mix is None or mix.kind is Kind.GAP:
        return ""
    if mix.is_cut:
        return "cut"
    beats = mix.overlap_beats
    return f"{mix.overlap_s}s" if beats is None else f"{beats}b"


def mix_text(mix: Transition | None) -> str:
    """Return a transition for a narrow column: ``A +0.7% +1``, ``B -2.4% cut``."""
    if mix is None or mix.kind is Kind.GAP:
        return ""
    if mix.kind is Kind.OPEN:
        return "- ?"
    percent = format_percent(mix.percent)
    if mix.kind is Kind.MORPH:
        return f"{mix.grade} {percent} ~"
    if mix.kind is Kind.CUT:
        return f"{mix.grade} {percent} cut"
    key = mix.locked.move.short if mix.locked else "?"
    return f"{mix.grade} {percent} {key}"


def pins(slot: Slot) -> str:
    """Return lock and pins for a narrow column: ``lock``, ``@22:00``, ``end 02:00``."""
    lock = [LOCK] if slot.locked else []
    return " ".join([*lock, *(pin(anchor) for anchor in slot.anchors)])


def pin(anchor: Anchor) -> str:
    """Return one anchor for a narrow column."""
    match anchor:
        case At(time, window_s):
            window = f"±{window_s // 60}" if window_s >= 60 else ""
            return f"@{time:%H:%M}{window}"
        case EndAt(time, _):
            return f"end {time:%H:%M}"
        case Position(1):
            return "first"
        case Position(-1):
            return "last"
        case Position(number):
            return f"no. {number}"
        case Played():
            return "played"
        case After():
            return "after"
        case Started(time):
            return f"began {time:%H:%M}"


def _note(slot: Slot) -> Cell:
    return slot.note.splitlines()[0] if slot.note else "", "dim"
