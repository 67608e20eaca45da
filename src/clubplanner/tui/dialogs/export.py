"""Exporting the night: which format, where to, how it will look, what is amiss."""

from collections.abc import Iterator
from pathlib import Path

from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import FORMATS, Export, export_paths
from clubplanner.tui.app import program_of
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.tick import Tick

_PREVIEW_LINES = 200
_WAITING = "Looking for other tracks, a moment ..."


class ExportDialog(Dialog[None]):
    """Shows each format as it would be written; Enter writes it.

    Args:
        desk: makes and writes exports.
    """

    AUTO_FOCUS = "#formats"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Export | None = None
        self._asked = ("", False)
        night = desk.night
        self.title_text = f'Export "{night.name}"' if night else "Export"

    def content(self) -> Iterator[Widget]:
        """Yield formats, preview, target and problems."""
        with Horizontal(id="export-top"):
            yield RowsTable((Column("Format", 24, share=1),), id="formats")
            with Vertical():
                yield Paper(id="preview")
        yield Paper(id="export-problems")
        with Horizontal(classes="fields"):
            yield Label("Write to ")
            field = Input("", id="target", compact=True)
            field.cursor_blink = False
            yield field
        with Horizontal(classes="fields"):
            yield Tick("relative paths", id="relative")
            yield Tick("replace what is there", id="replace")
        yield Static("", id="export-command", classes="hint", markup=False)
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """List the formats."""
        rows = [Row(one.name, ((one.title, ""),)) for one in FORMATS.values()]
        self.query_one("#formats", RowsTable).show_rows(rows)
        self._make()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the format under the cursor."""
        self._make()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Write the format that was double-clicked."""
        self.action_confirm()

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Show the format with the other choice."""
        if event.tick.id == "relative":
            self._make()
        else:
            self._show_target()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is at the target."""
        self._show_target()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write."""
        self.action_confirm()

    def confirm(self) -> None:
        """Write the file and close; nothing existing is replaced unasked."""
        if self._made is None:
            self.problem(_WAITING)
            return
        try:
            written = self._desk.workspace.write_export(
                self._made, self._target(), replace=self._is_on("replace")
            )
        except ClubplannerError as error:
            self.problem(str(error))
            return
        self.dismiss(None)
        self._desk.say(f"Wrote {', '.join(str(path) for path in written)}")

    def _make(self) -> None:
        """Make what the cursor is on: at once, or beside typing where it searches."""
        name = str(self.query_one("#formats", RowsTable).key())
        workspace, is_relative = self._desk.workspace, self._is_on("relative")
        folder = workspace.exports_folder if is_relative else None
        self._made, self._asked = None, (name, is_relative)
        if FORMATS[name].searches:
            self._show_wait()
            program_of(self.app).work.beside(
                "Writing the sheet",
                lambda: workspace.export(name, folder=folder),
                lambda made: self._take(made, (name, is_relative)),
                group="export",
            )
            return
        try:
            made = workspace.export(name, folder=folder)
        except ClubplannerError as error:
            self.problem(str(error))
        else:
            self._show(made, name)

    def _show_wait(self) -> None:
        self.query_one("#preview", Paper).show([[(_WAITING, "dim")]])
        self.query_one("#export-problems", Paper).show([])
        self.problem("")

    def _take(self, made: Export, asked: tuple[str, bool]) -> None:
        """Show what was made beside, unless something else was asked for since."""
        if asked == self._asked and not self.is_answered:
            self._show(made, asked[0])

    def _show(self, made: Export, name: str) -> None:
        self._made = made
        target = self._desk.workspace.export_target(made)
        self.query_one("#target", Input).value = str(target)
        lines: list[list[Run]] = [
            [(line, "")] for line in made.preview.splitlines()[:_PREVIEW_LINES]
        ]
        self.query_one("#preview", Paper).show(lines)
        told: list[list[Run]] = [
            [("! ", "warn"), (problem, "")] for problem in made.problems
        ]
        nothing: list[list[Run]] = [[("Nothing is left out or missing.", "dim")]]
        self.query_one("#export-problems", Paper).show(told or nothing)
        self.query_one("#export-command", Static).update(
            f"The same: clubplanner export NIGHT --to {name} -o FILE"
        )
        self._show_target()

    def _target(self) -> Path:
        return Path(self.query_one("#target", Input).value).expanduser()

    def _is_on(self, name: str) -> bool:
        return self.query_one(f"#{name}", Tick).is_on

    def _show_target(self) -> None:
        if self._made is None:
            return
        there = [p for p in export_paths(self._made, self._target()) if p.exists()]
        if not there:
            self.problem("")
        elif self._is_on("replace"):
            self.problem(f"{there[0].name} will be replaced (the old one is kept)")
        else:
            self.problem(f"{there[0].name} is there already: write another name")
