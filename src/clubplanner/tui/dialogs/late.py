"""Running late or early: asks for the time, shows what would change, then takes it."""

from collections.abc import Iterator, Sequence

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.music.text import fit
from clubplanner.night.plan import Slot
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.workspace.replanning import Proposal, propose, second_at

MOST_UNHELD = 2
"""Sentences shown of what cannot be held."""

MOST_LINES, CELLS = 11, 74
"""Lines of changes shown, the rest is counted; and their width in terminal cells."""


class LateDialog(Dialog[Proposal]):
    """Answers with the rest of the night planned anew, as it was shown.

    Args:
        desk: the open night and its library.
        slot: what plays.
        now: the time that stands there first.
    """

    def __init__(self, desk: Desk, slot: Slot, now: str) -> None:
        super().__init__()
        self.title_text = f'"{slot.name}" plays: plan the rest anew'
        self._desk, self._slot, self._now = desk, slot, now
        self._proposal: Proposal | None = None

    def content(self) -> Iterator[Widget]:
        """Yield the two times and what would change."""
        with Horizontal(classes="fields"):
            yield Label("Time now ")
            yield _field(self._now, "now", "")
            yield Label("playing since ")
            yield _field("", "since", "just now")
        yield Static("", id="changes", markup=False)
        yield Static("", id="problem", markup=False)
        yield Static(
            "Enter takes the new plan, Tab goes on, Esc changes nothing.",
            classes="hint",
            markup=False,
        )

    def on_mount(self) -> None:
        """Show what would change at the time that stands there."""
        self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what would change at the time that is typed."""
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the plan that is shown."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with the plan that is shown, if there is one."""
        if self._proposal is not None:
            self.dismiss(self._proposal)

    def _look(self) -> None:
        """Plan the rest for what is typed, or say why that cannot be."""
        self._proposal = None
        try:
            self._proposal = self._proposed()
        except ClubplannerError as error:
            self.problem(str(error))
            self.query_one("#changes", Static).update("")
            return
        result = self._proposal.result
        self.problem(unheld(result.unheld))
        self.query_one("#changes", Static).update("\n".join(told(self._proposal)))

    def _proposed(self) -> Proposal:
        night, work = self._desk.workspace.opened, self._desk.workspace
        now = second_at(night, self.query_one("#now", Input).value)
        typed = self.query_one("#since", Input).value.strip()
        since = second_at(night, typed) if typed else None
        return propose(work, self._slot.id, now, since=since)


def unheld(sentences: Sequence[str]) -> str:
    """Return what cannot be held, the first sentences and how many more there are."""
    more = len(sentences) - MOST_UNHELD
    rest = (f"And {more} more: see !",) if more > 0 else ()
    return " ".join((*sentences[:MOST_UNHELD], *rest))


def told(proposal: Proposal) -> list[str]:
    """Return what a proposal changes, a line each and no more than fit."""
    result = proposal.result
    head = result.drift[:1].upper() + result.drift[1:]
    lines = [f"{head}. Nothing of the plan has to change."]
    if result.changes:
        lines = [f"{head}. To get back:"]
    lines += [f"- {change.text}" for change in result.changes]
    lines = [fit(line, CELLS).rstrip() for line in (*lines, *result.notes)]
    if len(lines) <= MOST_LINES:
        return lines
    more = len(lines) - MOST_LINES + 1
    return [*lines[: MOST_LINES - 1], f"and {more} more"]


def _field(value: str, name: str, placeholder: str) -> Input:
    field = Input(value, placeholder=placeholder, id=name, compact=True)
    field.cursor_blink = False
    field.styles.width = 12
    return field
