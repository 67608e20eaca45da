"""Plans side by side: what differs, where each is weakest; one or parts are taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.music.key import format_key
from clubplanner.night.context import Context
from clubplanner.night.cost import Terms
from clubplanner.night.hard_rules import breaches
from clubplanner.night.lining_up import by_clock
from clubplanner.night.plan import Night
from clubplanner.night.score import Score, score
from clubplanner.night.term_words import by_word
from clubplanner.night.timeline import Timed
from clubplanner.night.weaving import weakest, weakest_line, weave
from clubplanner.tui.actions import bindings
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.paper import Paper, wrap
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.tones import key_tone

_PLAYS_ON = "   │"

_MORE = (
    Column("BPM", 5, is_right=True, rank=2),
    Column("Key", 3, rank=2),
    Column("E", 2, is_right=True, rank=2),
    Column("Cost", 6, is_right=True, rank=2),
    Column("mostly", 11, rank=2),
)
"""What is told of each slot where there is room."""

_ROOMY = 58
"""Cells a plan needs so that more than its titles is told."""

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
        self._is_roomy = False

    def content(self) -> Iterator[Widget]:
        """Yield the plans, what is said of each, and what is picked."""
        self._is_roomy = self.app.size.width // len(self._plans) >= _ROOMY
        columns: list[Column] = []
        for plan in self._plans:
            rank = int(plan.name == NOW)
            columns.append(Column(_heading(plan), 18, share=1, rank=rank))
            # None or all: a plan with fewer columns than another looks cut off.
            columns += _MORE if self._is_roomy else ()
        yield RowsTable(columns, id="beside")
        yield Paper(id="weakest")
        yield Paper(id="picked")
        yield Static(self._hint(), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the plans."""
        paper = self.query_one("#weakest", Paper)
        paper.lay(lambda width: plan_lines(self._plans, width, paper.size.height))
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
        parts, more = self._weave.parts, self._is_roomy
        rows = beside_rows(self._plans, parts, self._chosen, more=more)
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
    *,
    more: bool = False,
) -> list[Row]:
    """Return plans as rows: what plays at the same time stands beside each other.

    A row's key is the number of its part.

    Args:
        plans: the plans.
        parts: per plan its parts, as many slots each as they are long.
        chosen: per part the plan picked for it.
        more: whether tempo, key, energy and cost of each slot are told.
    """
    first = next(n for n, plan in enumerate(plans) if plan.name != NOW)
    best = plans[first]
    known = {slot.track.path for slot in best.night.slots if slot.track}
    columns = [_Plan(plan, known if plan is not best else set()) for plan in plans]
    rows: list[Row] = []
    starts = [0] * len(plans)
    for part, picked in enumerate(chosen):
        ends = [
            first + len(one[part]) for first, one in zip(starts, parts, strict=True)
        ]
        items = [
            plan.judged.timeline.items[first:end]
            for plan, first, end in zip(plans, starts, ends, strict=True)
        ]
        starts = ends
        for line in by_clock(items):
            cells = [
                column.cells(item, line[first], n == picked)[: None if more else 1]
                for n, (column, item) in enumerate(zip(columns, line, strict=True))
            ]
            rows.append(Row(part, tuple(cell for found in cells for cell in found)))
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


class _Plan:
    """A plan as cells: each slot with its sign, its facts and what it costs.

    Args:
        plan: the plan.
        known: the files of the plan it is compared to.
    """

    def __init__(self, plan: Shown, known: set[str]) -> None:
        judged = plan.judged
        self._known = known
        into = (Terms(), *(link.terms for link in judged.links))
        costs = [link + slot for link, slot in zip(into, judged.slots, strict=True)]
        ids = [item.slot.id for item in judged.timeline.items]
        self._costs = dict(zip(ids, costs, strict=True))
        self._weakest = ids[weakest(judged)[0]] if ids else None

    def cells(
        self, item: Timed | None, beside: Timed | None, is_picked: bool
    ) -> list[Cell]:
        """Return the cells of a slot, or of a row in which the plan plays on.

        Args:
            item: the slot on the clock.
            beside: what the plan it is compared to plays at that time.
            is_picked: whether this part is picked from this plan.
        """
        if item is None:
            return [(_PLAYS_ON, "dim"), *[("", "")] * (len(_MORE))]
        slot, track = item.slot, item.slot.track
        is_same = track is not None and track.path in self._known
        is_weakest = slot.id == self._weakest
        sign = "!" if is_weakest else "=" if is_same else " "
        name = "(free time)" if slot.is_gap else slot.name
        text = f"{'*' if is_picked else ' '}{item.begins:%H:%M}{sign}{name}"
        is_here = is_same and beside is not None and beside.slot.track == track
        tone = "strong" if is_picked else "dim" if is_here else ""
        if slot.is_kept:
            tone = "accent" if is_picked else "dim"
        if track is None:
            return [(text, tone), *[("", "")] * (len(_MORE))]
        terms = self._costs[slot.id]
        mostly = max(by_word(terms).items(), key=lambda pair: pair[1], default=("", 0))
        return [
            (text, tone),
            (bpm_text(track.bpm), "dim"),
            (format_key(track.key), key_tone(track.key)),
            ("?" if track.energy is None else str(track.energy), "dim"),
            (f"{terms.total:,}", "warn" if is_weakest else "dim"),
            (mostly[0], "dim"),
        ]


def _heading(plan: Shown) -> str:
    name = "Now" if plan.name == NOW else f"Plan {plan.name}"
    return f"{name}: {plan.judged.terms.total:,}"


def plan_lines(plans: Sequence[Shown], width: int, height: int) -> list[Sequence[Run]]:
    """Return how each plan differs and where it is weakest, in its share of the lines.

    Args:
        plans: the plans.
        width: cells there are for a line.
        height: lines there are.
    """
    most = max(1, height // len(plans))
    lines: list[Sequence[Run]] = []
    for plan in plans:
        text = f"{plan.text.rstrip('.')}. " if plan.text else ""
        judged = f"{_bridges(plan.judged)}. Weakest {weakest_line(plan.judged)}."
        runs = [(f"{plan.name:<4}", "head"), (text, ""), (judged, "dim")]
        lines += wrap([run for run in runs if run[0]], width)[:most]
    return lines


def _bridges(judged: Score) -> str:
    return "1 bridge" if judged.bridges == 1 else f"{judged.bridges} bridges"
