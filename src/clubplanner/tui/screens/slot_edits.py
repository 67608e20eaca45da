"""Edits of one slot that the Set and the Mix screen share: each asks, then changes."""

from collections.abc import Callable

from clubplanner.errors import ClubplannerError
from clubplanner.music.duration import format_duration
from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot
from clubplanner.tui.dialogs import answers
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.slot_table import pin

Edit = Callable[[Night], Night]
SlotEdit = Callable[[PlanScreen, Slot], None]

OVERLAP_STEP = 16
"""Beats one press of a key changes the overlap by: four bars."""


def change_overlap(screen: PlanScreen, slot: Slot, by: int) -> None:
    """Make the overlap out of a slot longer or shorter by some beats."""
    workspace = screen.desk.workspace
    now = slot.overlap_beats
    if now is None and screen.desk.night is not None:
        now = workspace.context.for_night(screen.desk.night).rules.mix_beats
    wanted = max(0, min(edits.MAX_BEATS, (now or 0) + by))
    _edit(
        screen,
        slot,
        f'Overlap out of "{slot.name}" {wanted} beats',
        lambda night: edits.set_overlap(night, slot.id, wanted),
    )


def ask_overlap(screen: PlanScreen, slot: Slot) -> None:
    """Ask how many beats a slot sounds together with the next one."""

    def take(answer: tuple[int | None] | None) -> None:
        if answer is None:
            return
        words = "as the night's" if answer[0] is None else f"{answer[0]} beats"
        _edit(
            screen,
            slot,
            f'Overlap out of "{slot.name}" {words}',
            lambda night: edits.set_overlap(night, slot.id, answer[0]),
        )

    now = "" if slot.overlap_beats is None else str(slot.overlap_beats)
    question = Ask(
        f'Overlap out of "{slot.name}"',
        "Beats of the outgoing track, for example 64. Nothing: the night's own.",
        answers.beats,
        now,
    )
    screen.app.push_screen(question, take)


def ask_length(screen: PlanScreen, slot: Slot, plays: int) -> None:
    """Ask how long a slot plays; ``plays`` is how long it does now, in seconds."""

    def take(answer: tuple[int] | None) -> None:
        if answer is None:
            return
        _edit(
            screen,
            slot,
            f'"{slot.name}" plays {format_duration(answer[0])}',
            lambda night: edits.set_length(night, slot.id, answer[0]),
        )

    def read(text: str) -> int:
        seconds, whole = answers.seconds(text), slot.track and slot.track.length_s
        if whole and seconds > round(whole):
            raise ClubplannerError(f"the track is {format_duration(whole)} long")
        return seconds

    question = Ask(
        f'How long "{slot.name}" plays',
        "Minutes and seconds, for example 5:30.",
        read,
        format_duration(plays),
    )
    screen.app.push_screen(question, take)


def loosen(screen: PlanScreen, slot: Slot) -> None:
    """Take the pin off a slot; of several, ask which."""

    def take(place: int | None) -> None:
        if place is None:
            return
        kind = type(slot.anchors[place]) if place < len(slot.anchors) else None
        label = f'Loosen "{slot.name}"'
        _edit(screen, slot, label, lambda night: edits.unpin(night, slot.id, kind))

    if len(slot.anchors) < 2:
        take(len(slot.anchors))
        return
    rows = [Row(n, ((pin(one), "accent"),)) for n, one in enumerate(slot.anchors)]
    rows.append(Row(len(rows), (("all of them", ""),)))
    columns = (Column("Pin", 20, share=1),)
    hint = "Enter takes the pin off."
    title = f'Which pin comes off "{slot.name}"?'
    screen.app.push_screen(Pick(lambda _: title, columns, rows, hint), take)


def ask_points(screen: PlanScreen, slot: Slot) -> None:
    """Ask for the mix-in and the out point of a slot."""

    def take(answer: tuple[tuple[float | None, float | None]] | None) -> None:
        if answer is None:
            return
        begin, out = answer[0]
        _edit(
            screen,
            slot,
            f'Mix points of "{slot.name}"',
            lambda night: edits.set_points(night, slot.id, begin, out),
        )

    shown = [
        "-" if at is None else format_duration(at) for at in (slot.mix_in_s, slot.out_s)
    ]
    question = Ask(
        f'Mix points of "{slot.name}"',
        "Mix-in and out point in the file: 0:32 5:10. A - takes the track's own.",
        answers.points,
        " ".join(shown),
    )
    screen.app.push_screen(question, take)


def toggle_cut(screen: PlanScreen, slot: Slot) -> None:
    """Cut out of a slot instead of mixing, or mix again."""
    will_cut = not slot.cut_out
    label = f'{"Cut" if will_cut else "Mix"} out of "{slot.name}"'
    _edit(
        screen,
        slot,
        label,
        lambda night: edits.set_cut(
            night, slot.id, cut_in=slot.cut_in, cut_out=will_cut
        ),
    )


def ask_note(screen: PlanScreen, slot: Slot) -> None:
    """Ask for the DJ's words to a slot."""

    def take(answer: tuple[str] | None) -> None:
        if answer is not None:
            _edit(
                screen,
                slot,
                f'Note to "{slot.name}"',
                lambda night: edits.set_note(night, slot.id, answer[0]),
            )

    question = Ask(f'Note to "{slot.name}"', "Your words.", str.strip, slot.note)
    screen.app.push_screen(question, take)


def _edit(screen: PlanScreen, slot: Slot, label: str, edit: Edit) -> None:
    screen.desk.edit(label, edit, slot.id)
