"""Plans side by side: what differs, where each is weakest; one or parts are taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night
from clubplanner.night.score import Score, score
from clubplanner.night.timeline import Timed
from clubplanner.night.weaving import weakest, weakest_line, weave
from clubplanner.tui.actions import bindings
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.runs import Run

NOW = "now"
"""What the night as it is is called beside the plans, which have numbers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as it stands beside others.

    Attributes:
        name: ``now``, ``1``, ``2`` ...
        night: the plan.
        judged: what it costs.
        text: how it differs from the best, empty for the night as it is.
    """

    name: str
    night: Night
    judged: Score
    text: str


class PlansDialog(Dialog[Night]):
    """Answers with the plan picked, which may be woven of parts of several.

    Args:
        desk: the open night, for the keys and the cost model.
        plans: the plans; the first numbered one is picked at first.
        note: what is to be known of the search, or nothing.
    """

    PLACE = "plans"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("plans")]
    title_text = "Plans side by side"

    def __init__(self, desk: Desk, plans: Sequence[Shown], note: str) -> None:
        super().__init__(classes="plans")
        self._desk = desk
        self._plans = tuple(plans)
        self._note = note
        self._weave = weave([plan.night for plan in plans])
        first = next(n for n, plan in enumerate(plans) if plan.name != NOW)
        self._chosen = [first] * self._weave.count

    def content(self) -> Iterator[Widget]:
        """Yield the plans, what is said of each, and what is picked."""
        columns = [
            Column(_heading(plan), 18, share=1, rank=int(plan.name == NOW))
            for plan in self._plans
        ]
        yield RowsTable(columns, id="beside")
        yield Paper(id="weakest")
        yield Paper(id="picked")
        yield Static(self._hint(), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the plans."""
        lines = [_plan_line(plan) for plan in self._plans]
        self.query_one("#weakest", Paper).show(lines)
        self._show()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Take what is picked."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with the plan picked."""
        self.dismiss(self._weave.woven(self._chosen))

    def action_previous(self) -> None:
        """Pick the plan to the left for the whole night."""
        self._pick_all(-1)

    def action_next(self) -> None:
        """Pick the plan to the right for the whole night."""
        self._pick_all(1)

    def action_now(self) -> None:
        """Leave this part of the night as it is."""
        self._pick_part(NOW)

    def action_one(self) -> None:
        """Pick this part from plan 1."""
        self._pick_part("1")

    def action_two(self) -> None:
        """Pick this part from plan 2."""
        self._pick_part("2")

    def action_three(self) -> None:
        """Pick this part from plan 3."""
        self._pick_part("3")

    def _hint(self) -> str:
        word = self._desk.keys.word
        whole = f"{word('plans.previous')} {word('plans.next')}"
        names = [("now", "plans.now"), ("1", "plans.one"), ("2", "plans.two")]
        names.append(("3", "plans.three"))
        here = {plan.name for plan in self._plans}
        keys = " ".join(word(action) for name, action in names if name in here)
        return (
            f"{whole}: a whole plan. {keys}: the part here from one. * picked, = also "
            "in the first plan, ! weakest. Enter takes what is picked, Esc changes "
            "nothing."
        )

    def _pick_all(self, by: int) -> None:
        here = self._chosen[self._part()]
        wanted = max(0, min(here + by, len(self._plans) - 1))
        self._chosen = [wanted] * self._weave.count
        self._show()

    def _pick_part(self, name: str) -> None:
        """Pick the part under the cursor from a plan, and go on to the next part."""
        places = [n for n, plan in enumerate(self._plans) if plan.name == name]
        if not places:
            return
        part = self._part()
        self._chosen[part] = places[0]
        self._show()
        table = self.query_one(RowsTable)
        later = (n for n, row in enumerate(table.rows) if row.key == part + 1)
        table.move_to(next(later, table.cursor))

    def _part(self) -> int:
        key = self.query_one(RowsTable).key()
        return key if isinstance(key, int) else 0

    def _show(self) -> None:
        rows = beside_rows(self._plans, self._weave.parts, self._chosen)
        self.query_one(RowsTable).show_rows(rows)
        context = self._desk.workspace.context
        picked = self._weave.woven(self._chosen)
        lines = picked_lines(self._plans, self._chosen, picked, context)
        if self._note:
            lines.append([(self._note, "dim")])
        self.query_one("#picked", Paper).show(lines)


def beside_rows(
    plans: Sequence[Shown],
    parts: Sequence[Sequence[Sequence[object]]],
    chosen: Sequence[int],
) -> list[Row]:
    """Return plans as rows: the slots of a part stand beside each other.

    A row's key is the number of its part.

    Args:
        plans: the plans.
        parts: per plan its parts, as many slots each as they are long.
        chosen: per part the plan picked for it.
    """
    best = next(plan for plan in plans if plan.name != NOW)
    known = {slot.track.path for slot in best.night.slots if slot.track}
    columns = [_cells(plan, known if plan is not best else set()) for plan in plans]
    rows: list[Row] = []
    starts = [0] * len(plans)
    for part, picked in enumerate(chosen):
        texts = []
        for n, cells in enumerate(columns):
            end = starts[n] + len(parts[n][part])
            is_picked = n == picked
            texts.append([_cell(one, is_picked) for one in cells[starts[n] : end]])
            starts[n] = end
        blank: Cell = ("", "")
        rows += [Row(part, line) for line in zip_longest(*texts, fillvalue=blank)]
    return rows


def picked_lines(
    plans: Sequence[Shown], chosen: Sequence[int], picked: Night, context: Context
) -> list[list[Run]]:
    """Return what is picked, what it costs and what it breaks.

    Args:
        plans: the plans.
        chosen: per part the plan picked for it.
        picked: the plan woven of them.
        context: rules, theme and memory.
    """
    judged = score(picked, context)
    names = [plans[n].name for n in chosen]
    whole = len(set(names)) == 1
    what = f"plan {names[0]}" if whole else f"the parts from {' '.join(names)}"
    what = "the night as it is" if whole and names[0] == NOW else what
    ends = f", ends {judged.timeline.items[-1].ends:%H:%M}" if picked.slots else ""
    cost = f"cost {judged.terms.total:,}, {_bridges(judged)}{ends}"
    lines: list[list[Run]] = [[(f"Picked: {what}, ", "strong"), (cost, "")]]
    broken = breaches(picked, context, judged.timeline)
    if broken:
        count = f"{len(broken)} rules broken, first: " if len(broken) > 1 else ""
        lines.append([("X ", "bad"), (f"{count}{broken[0].text}", "bad")])
    return lines


@dataclass(frozen=True, slots=True)
class _Beside:
    """A slot in its column: the sign before its name, and whether it differs."""

    item: Timed
    sign: str
    differs: bool


def _cells(plan: Shown, known: set[str]) -> list[_Beside]:
    """Return a plan's slots; ``known`` are the files of the plan it is compared to."""
    items = plan.judged.timeline.items
    place = weakest(plan.judged)[0] if items else -1
    found = []
    for n, item in enumerate(items):
        track = item.slot.track
        is_same = track is not None and track.path in known
        sign = "!" if n == place else "=" if is_same else " "
        found.append(_Beside(item, sign, not is_same and not item.slot.is_kept))
    return found


def _cell(one: _Beside, is_picked: bool) -> Cell:
    slot = one.item.slot
    name = "(free time)" if slot.is_gap else slot.name
    text = f"{'*' if is_picked else ' '}{one.item.begins:%H:%M}{one.sign}{name}"
    if slot.is_kept:
        return text, "accent" if is_picked else "dim"
    if is_picked:
        return text, "strong"
    return text, "" if one.differs else "dim"


def _heading(plan: Shown) -> str:
    name = "Now" if plan.name == NOW else f"Plan {plan.name}"
    return f"{name}: {plan.judged.terms.total:,}"


def _plan_line(plan: Shown) -> list[Run]:
    text = f" {plan.text}" if plan.text else ""
    return [
        (f"{plan.name:<4}", "head"),
        (f"{_bridges(plan.judged)}. Weakest {weakest_line(plan.judged)}.", ""),
        (text, "dim"),
    ]


def _bridges(judged: Score) -> str:
    return "1 bridge" if judged.bridges == 1 else f"{judged.bridges} bridges"
