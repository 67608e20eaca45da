"""Planning the rest of the night anew from the slot that plays."""

from clubplanner.night.plan import Night
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.late import LateDialog
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.workspace.replanning import Proposal, take


def replan_night(screen: PlanScreen) -> None:
    """Ask for the time and plan what comes after the slot anew, as one edit."""
    desk = screen.desk
    night, slot = desk.night, desk.slot
    if night is None or slot is None:
        return
    if slot.is_gap:
        desk.say("A gap does not play: go to the track that does", "warn")
        return

    def accept(proposal: Proposal | None) -> None:
        if proposal is None:
            return
        count = len(proposal.result.changes)
        what = {0: "nothing else changed", 1: "1 change"}.get(count, f"{count} changes")
        told = f'Re-planned from "{slot.name}": {what}. {desk.undo_with}'
        if desk.change(lambda: take(desk.workspace, proposal), told):
            desk.go_to_slot(slot.id)
            desk.changed()

    dialog = LateDialog(desk, slot, time_now(desk, night))
    screen.app.push_screen(dialog, accept)


def time_now(desk: Desk, night: Night) -> str:
    """Return the clock while the night goes on, else when the slot is planned."""
    now = desk.now()
    if 0 <= night.second(now) <= night.length_s:
        return f"{now:%H:%M:%S}"
    return f"{desk.workspace.timeline.items[desk.row].begins:%H:%M:%S}"
