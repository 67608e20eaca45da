"""The shelf: tracks that may yet come in, put there, looked at and put into the set."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Slot
from clubplanner.tui.actions import bindings
from clubplanner.tui.desk import Desk, named
from clubplanner.tui.dialogs.pick import RowDialog
from clubplanner.tui.fit import FitColumn
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.tones import key_tone

SHELF_COLUMNS = (
    Column("Title", 18, share=3),
    Column("Artist", 10, share=2, rank=1),
    Column("BPM", 6, is_right=True),
    Column("Key", 3),
    Column("E", 2, is_right=True),
    Column("Length", 6, is_right=True),
    Column("Mix", 8),
    Column("Cost", 6, is_right=True),
)


def shelf_rows(shelf: Sequence[Slot], fit: FitColumn, in_set: set[str]) -> list[Row]:
    """Return what lies on the shelf as rows; a row's key is the slot's id.

    Args:
        shelf: what lies there.
        fit: knows the slot a track would follow.
        in_set: paths of the tracks that play in the set as well; they are marked.
    """
    return [_row(slot, slot.track or Track(""), fit, in_set) for slot in shelf]


def _row(slot: Slot, track: Track, fit: FitColumn, in_set: set[str]) -> Row:
    cost = None if slot.is_open else fit.cost(track)
    return Row(
        slot.id,
        (
            (slot.name, ""),
            (track.artist or "?", ""),
            (bpm_text(track.bpm), ""),
            (format_key(track.key), key_tone(track.key)),
            ("?" if track.energy is None else str(track.energy), ""),
            (format_duration(track.length_s), ""),
            ("", "") if cost is None else fit.cell(track),
            ("" if cost is None else f"{cost:,}", "strong"),
        ),
        "#" if track.path in in_set else " ",
    )


class ShelfDialog(RowDialog):
    """Answers with the id of what is to be put into the set.

    Args:
        desk: the open night, whose shelf it is.
    """

    PLACE = "shelf"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shelf")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="wide")
        self._desk = desk
        self._fit = FitColumn()
        after = f'after "{desk.slot.name}"' if desk.slot else "into the empty set"
        self.title_text = f"The shelf: what may come in {after}"

    def content(self) -> Iterator[Widget]:
        """Yield the list."""
        yield RowsTable(SHELF_COLUMNS, id="shelf", empty="Nothing is on the shelf.")
        off = self._desk.keys.word("shelf.take_off")
        yield Static(
            f"Enter puts the track in and off the shelf, {off} takes it off, Esc goes "
            "back. Mix and Cost are those of the mix into it. A build may use these "
            "like any track of yours.",
            classes="hint",
            markup=False,
        )

    def on_mount(self) -> None:
        """List what lies there."""
        self._fit.follow(self._desk)
        self._list()

    def action_take_off(self) -> None:
        """Take the track under the cursor off the shelf."""
        slot = _on_shelf(self._desk, self.query_one(RowsTable).key())
        if slot is not None:
            self._desk.edit(
                f'Take "{slot.name}" off the shelf',
                lambda night: edits.unshelve(night, slot.id),
            )
            self._list()

    def _list(self) -> None:
        night = self._desk.night
        if night is not None:
            paths = {slot.track.path for slot in night.slots if slot.track} - {""}
            rows = shelf_rows(night.shelf, self._fit, paths)
            self.query_one(RowsTable).show_rows(rows)


def open_shelf(screen: PlanScreen) -> None:
    """Show the shelf and put what is chosen in after the cursor.

    Args:
        screen: the screen in front.
    """
    desk = screen.desk
    if desk.night is None:
        desk.say(desk.no_night, "warn")
        return
    if not desk.night.shelf:
        key = desk.keys.word("library.shelve")
        desk.say(f"Nothing is on the shelf. In the library, put tracks on it: {key}")
        return

    def take(slot_id: int | None) -> None:
        slot = _on_shelf(desk, slot_id)
        if slot is not None:
            _put_in(desk, slot)

    screen.app.push_screen(ShelfDialog(desk), take)


def _on_shelf(desk: Desk, slot_id: object) -> Slot | None:
    shelf = desk.night.shelf if desk.night else ()
    return next((slot for slot in shelf if slot.id == slot_id), None)


def _put_in(desk: Desk, slot: Slot) -> None:
    here, row = desk.slot, desk.row
    desk.row = row + 1 if here is not None else 0
    index = desk.row
    label = f'Put "{slot.name}" in from the shelf'
    if not desk.edit(
        label,
        lambda night: edits.from_shelf(night, slot.id, index),
        here.id if here is not None else None,
    ):
        desk.row = row


def shelve_tracks(screen: PlanScreen, tracks: Sequence[Track]) -> bool:
    """Put tracks of the library on the shelf; return whether that could be done.

    Args:
        screen: the screen in front.
        tracks: what goes there.
    """
    if not tracks:
        return False
    what = named([track.title for track in tracks], "tracks")
    return screen.desk.edit(
        f"Put {what} on the shelf", lambda night: edits.shelve(night, tracks)
    )


def shelve_slots(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Move slots from the set to the shelf.

    Args:
        screen: the screen in front.
        slots: one at least.
    """
    ids = {slot.id for slot in slots}
    what = named([slot.name for slot in slots], "slots")
    screen.desk.edit(
        f"Put {what} on the shelf",
        lambda night: edits.shelve_slots(night, ids),
        slots[0].id,
    )
