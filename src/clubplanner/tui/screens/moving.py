"""Moving slots about in the set: with keys step by step, with the mouse to a place."""

from collections.abc import Collection, Sequence

from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot
from clubplanner.tui.desk import Desk, named
from clubplanner.tui.screens.slot_edits import Edit


def step(desk: Desk, slot: Slot, ids: Collection[int], by: int) -> None:
    """Move slots up or down.

    Args:
        desk: what the app works on, with a night.
        slot: the one under the cursor, which stays there.
        ids: of the slots that move.
        by: how many places, negative is up.
    """
    way = "up" if by < 0 else "down"
    label = f"Move {_what(desk, ids)} {way}"
    _move(desk, slot, label, lambda night: edits.move(night, ids, by))


def swap(desk: Desk, slot: Slot, marked: Sequence[Slot]) -> None:
    """Let the two marked slots change places, or the marked one with that here.

    Args:
        desk: what the app works on, with a night.
        slot: the one under the cursor.
        marked: those that are marked.
    """
    pair = tuple(marked) if len(marked) == 2 else (*marked, slot)
    if len(pair) != 2 or pair[0].id == pair[1].id:
        key = desk.keys.word("list.mark")
        desk.say(f"Mark the slot to swap with first: {key}", "warn")
        return
    one, other = pair
    desk.edit(
        f'Swap "{one.name}" and "{other.name}"',
        lambda night: edits.swap(night, one.id, other.id),
        slot.id,
    )


def say_drag(desk: Desk, slot: Slot, ids: Collection[int], row: int) -> None:
    """Say where slots would go that are pulled by one of them.

    Args:
        desk: what the app works on.
        slot: the one that is pulled.
        ids: of the slots that go with it, its own among them.
        row: of the slot that it is pulled over.
    """
    night = desk.night
    if night is None or row >= len(night.slots):
        return
    what, one = _what(desk, ids), len(ids) == 1
    if _dragged(night, slot, ids, row).slots == night.slots:
        desk.say(f"{what} {'stays' if one else 'stay'}")
        return
    where = "after" if row > night.index(slot.id) else "before"
    there = f'{where} {row + 1:02} "{night.slots[row].name}"'
    desk.say(f"{what} {'goes' if one else 'go'} {there}")


def drop(desk: Desk, slot: Slot, ids: Collection[int], row: int) -> None:
    """Move slots to where the mouse let them go, as ``say_drag`` said."""
    night = desk.night
    if night is None or row >= len(night.slots):
        return
    moved = _dragged(night, slot, ids, row)
    way = "up" if row < night.index(slot.id) else "down"
    _move(desk, slot, f"Move {_what(desk, ids)} {way}", lambda _: moved)


def _dragged(night: Night, slot: Slot, ids: Collection[int], row: int) -> Night:
    after = row > night.index(slot.id)
    return edits.move_beside(night, ids, night.slots[row].id, after=after)


def _move(desk: Desk, slot: Slot, label: str, edit: Edit) -> None:
    if desk.night is None:
        return
    row, desk.row = desk.row, edit(desk.night).index(slot.id)
    if not desk.edit(label, edit, slot.id):
        desk.row = row


def _what(desk: Desk, ids: Collection[int]) -> str:
    slots = desk.night.slots if desk.night is not None else ()
    return named([slot.name for slot in slots if slot.id in ids], "slots")
