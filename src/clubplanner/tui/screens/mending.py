"""Mending a finding: its mends are looked up behind, the chosen one is one edit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clubplanner.night.findings import Finding
from clubplanner.night.mends import Mend
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row

if TYPE_CHECKING:
    from clubplanner.night.plan import Night

_COLUMNS = (Column("Mend", 30, share=1),)


class Mending:
    """Findings with all their mends, as far as they were looked up for a night."""

    def __init__(self) -> None:
        self._night: Night | None = None
        self._known: dict[Finding, Finding] = {}

    def known(self, night: "Night | None", finding: Finding) -> Finding | None:
        """Return a finding with all its mends, None while that is not known."""
        if self._night is not night:
            self._night, self._known = night, {}
        return self._known.get(finding)

    def look(
        self, screen: PlanScreen, finding: Finding, done: Callable[[], None]
    ) -> None:
        """Look the mends of a finding up in a thread of its own, then call ``done``.

        Args:
            screen: says what went wrong.
            finding: one of the open night's.
            done: called in the app's own thread.
        """
        from clubplanner.workspace.mending import with_mends

        workspace, night = screen.desk.workspace, screen.desk.night

        def take(found: Finding) -> None:
            if screen.desk.night is night:
                self.known(night, finding)
                self._known[finding] = found
                done()

        screen.program.work.beside(
            "Looking for mends",
            lambda: with_mends(workspace, finding),
            take,
            group="mends",
        )


def offer_mends(screen: PlanScreen, finding: Finding) -> None:
    """Make the mend of a finding; of several, ask which."""
    mends = [mend for mend in finding.mends if mend.edit is not None]
    if not mends:
        text = finding.hint or "nothing the plan could change by itself"
        screen.desk.say(f"No edit mends this one: {text}", "warn")
        return
    if len(mends) == 1:
        make_mend(screen.desk, mends[0], finding.slot_id)
        return

    def take(chosen: int | None) -> None:
        if chosen is not None:
            make_mend(screen.desk, mends[chosen], finding.slot_id)

    rows = [Row(place, ((mend.text, ""),)) for place, mend in enumerate(mends)]
    hint = "Enter makes the edit; u undoes it."
    screen.app.push_screen(Pick(lambda _: "Mend", _COLUMNS, rows, hint), take)


def make_mend(desk: Desk, mend: Mend, slot_id: int | None) -> None:
    """Make a mend as one edit of the night."""
    if mend.edit is not None:
        label = f"{mend.text[:1].upper()}{mend.text[1:]}"
        desk.edit(label, mend.edit, slot_id)
