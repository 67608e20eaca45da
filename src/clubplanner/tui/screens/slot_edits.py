"""Edits of slots that the Set and the Mix screen share: each asks, then changes.

All take the slots they change, in the set's order and at least one.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeVar

from clubplanner.music.duration import format_duration
from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot
from clubplanner.tui.desk import named
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.slot_table import pin

T = TypeVar("T")
Edit = Callable[[Night], Night]
SlotsEdit = Callable[[PlanScreen, Sequence[Slot]], None]

OVERLAP_STEP = 16
"""Beats one press of a key changes the overlap by: four bars."""


def change_overlap(screen: PlanScreen, slots: Sequence[Slot], by: int) -> None:
    """Make the overlap out of slots longer or shorter by some beats."""
    desk = screen.desk
    if desk.night is None:
        return
    usual = desk.workspace.context.for_night(desk.night).rules.mix_beats

    def wanted(slot: Slot) -> int:
        now = usual if slot.overlap_beats is None else slot.overlap_beats
        return max(0, min(edits.MAX_BEATS, now + by))

    far = f"{wanted(slots[0])} beats" if len(slots) == 1 else f"by {by:+d} beats"
    beats = {slot.id: wanted(slot) for slot in slots}
    _edit(
        screen,
        slots,
        f"Overlap out of {_what(slots)} {far}",
        lambda night, slot_id: edits.set_overlap(night, slot_id, beats[slot_id]),
    )


def ask_overlap(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Ask how many beats slots sound together with the next one."""
    now = slots[0].overlap_beats
    _ask(
        screen,
        slots,
        (
            f"Overlap out of {_what(slots)}",
            "Beats of the outgoing track, for example 64. Nothing: the night's own.",
            "" if now is None else str(now),
        ),
        answers.beats,
        edits.set_overlap,
        lambda beats: (
            f"Overlap out of {_what(slots)} "
            + ("as the night's" if beats is None else f"{beats} beats")
        ),
    )


def ask_length(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Ask how long slots play."""
    workspace = screen.desk.workspace
    plays = {item.slot.id: item.play for item in workspace.timeline.items}
    verb = "plays" if len(slots) == 1 else "play"
    _ask(
        screen,
        slots,
        (
            f"How long {_what(slots)} {verb}",
            "Minutes and seconds, for example 5:30. Nothing: to the track's own end.",
            format_duration(plays[slots[0].id]),
        ),
        answers.length,
        edits.set_length,
        lambda seconds: (
            f"{_what(slots)} {verb} "
            + ("to the end" if seconds is None else format_duration(seconds))
        ),
    )


def loosen(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Take the pins off slots; of several on one, ask which."""
    label = f"Loosen {_what(slots)}"
    slot = slots[0]
    if not any(one.anchors for one in slots):
        screen.desk.say(f"{_what(slots)} {'has' if len(slots) == 1 else 'have'} no pin")
        return
    if len(slots) > 1 or len(slot.anchors) < 2:
        _edit(screen, slots, label, edits.unpin)
        return

    def take(place: int | None) -> None:
        if place is None:
            return
        kind = type(slot.anchors[place]) if place < len(slot.anchors) else None
        _edit(screen, slots, label, lambda night, one: edits.unpin(night, one, kind))

    rows = [Row(n, ((pin(one), "accent"),)) for n, one in enumerate(slot.anchors)]
    rows.append(Row(len(rows), (("all of them", ""),)))
    columns = (Column("Pin", 20, share=1),)
    hint = "Enter takes the pin off."
    title = f'Which pin comes off "{slot.name}"?'
    screen.app.push_screen(Pick(lambda _: title, columns, rows, hint), take)


def ask_points(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Ask for the mix-in and the out point of the first of the slots."""
    slot = slots[0]
    shown = [
        "-" if at is None else format_duration(at) for at in (slot.mix_in_s, slot.out_s)
    ]
    title = f'Mix points of "{slot.name}"'
    _ask(
        screen,
        slots[:1],
        (
            title,
            "Mix-in and out point in the file: 0:32 5:10. A - takes the track's own.",
            " ".join(shown),
        ),
        answers.points,
        lambda night, slot_id, points: edits.set_points(night, slot_id, *points),
        lambda _: title,
    )


def toggle_cut(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Cut out of slots instead of mixing, or mix again if all are cut."""
    will_cut = not all(slot.cut_out for slot in slots)
    _edit(
        screen,
        slots,
        f"{'Cut' if will_cut else 'Mix'} out of {_what(slots)}",
        lambda night, slot_id: edits.set_cut(
            night, slot_id, cut_in=night.slot(slot_id).cut_in, cut_out=will_cut
        ),
    )


def ask_note(screen: PlanScreen, slots: Sequence[Slot]) -> None:
    """Ask for the DJ's words to slots."""
    title = f"Note to {_what(slots)}"
    _ask(
        screen,
        slots,
        (title, "Your words.", slots[0].note),
        str.strip,
        edits.set_note,
        lambda _: title,
    )


def _ask(
    screen: PlanScreen,
    slots: Sequence[Slot],
    words: tuple[str, str, str],
    parse: Callable[[str], T],
    edit: Callable[[Night, int, T], Night],
    label: Callable[[T], str],
) -> None:
    """Ask for a value and give it to slots; one they cannot have is said in the dialog.

    Args:
        screen: the screen in front.
        slots: what it is given to.
        words: the title, the hint, and what stands there first.
        parse: reads the answer.
        edit: gives a value to the slot of that id.
        label: what that does, for people.
    """
    title, hint, value = words

    def read(text: str) -> T:
        answer, night = parse(text), screen.desk.night
        if night is not None:
            for slot in slots:
                edit(night, slot.id, answer)
        return answer

    def take(answer: tuple[T] | None) -> None:
        if answer is not None:
            _edit(
                screen,
                slots,
                label(answer[0]),
                lambda night, slot_id: edit(night, slot_id, answer[0]),
            )

    screen.app.push_screen(Ask(title, hint, read, value), take)


def _edit(
    screen: PlanScreen,
    slots: Sequence[Slot],
    label: str,
    edit: Callable[[Night, int], Night],
) -> None:
    ids = [slot.id for slot in slots]
    screen.desk.edit(label, lambda night: reduce(edit, ids, night), ids[0])


def _what(slots: Sequence[Slot]) -> str:
    return named([slot.name for slot in slots], "slots")
