"""What could come next: the builder's suggestions for a place, looked up behind."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from clubplanner.music.key import format_key
from clubplanner.night import edits
from clubplanner.night.plan import Night
from clubplanner.night.term_words import told
from clubplanner.tui.dialogs.pick import RowDialog
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.tones import key_tone

if TYPE_CHECKING:
    from clubplanner.builder.suggest import Suggestion

SUGGESTION_COLUMNS = (
    Column("Title", 18, share=2),
    Column("Artist", 10, share=1, rank=1),
    Column("BPM", 6, is_right=True),
    Column("Key", 3),
    Column("E", 2, is_right=True),
    Column("Cost", 5, is_right=True),
    Column("Why", 14, share=5),
)


class Suggestions:
    """The last suggestions, and for which night and place they were made."""

    def __init__(self) -> None:
        self.found: tuple[Suggestion, ...] = ()
        self._asked: tuple[Night | None, int] = (None, -1)

    def are_for(self, night: Night | None, index: int) -> bool:
        """Whether they are, or will be, for this night and place."""
        return self._asked[0] is night and self._asked[1] == index

    def look(
        self, screen: PlanScreen, index: int, replace: bool, done: Callable[[], None]
    ) -> None:
        """Look for suggestions in a thread of its own, then call ``done``.

        A newer question makes an older answer worthless: it is dropped.

        Args:
            screen: says what went wrong.
            index: the place in the set.
            replace: whether the track there goes, or everything moves on.
            done: called in the app's own thread.
        """
        workspace, night = screen.desk.workspace, screen.desk.night
        self.found, self._asked = (), (night, index)

        def take(found: "tuple[Suggestion, ...]") -> None:
            if self.are_for(night, index):
                self.found = found
                if not found:
                    screen.desk.say("No track of yours fits here by the rules", "warn")
                done()

        screen.program.work.beside(
            "Looking for tracks",
            lambda: tuple(workspace.planner.suggest(index, replace=replace)),
            take,
        )


def suggestion_terms(one: "Suggestion") -> str:
    """Return what a suggestion costs by term, the way to the next pin added."""
    walk = f", to {one.walk.to} {one.walk.cost:,}" if one.walk else ""
    return f"{told(one.terms) or 'nothing'}{walk}"


def suggestion_rows(found: "Sequence[Suggestion]", here: str = "") -> list[Row]:
    """Return suggestions as rows; a row's key is its place among them.

    Args:
        found: the suggestions.
        here: path of the track that plays there now; it is marked.
    """
    return [
        Row(
            place,
            (
                (f"{'(now) ' if is_here else ''}{one.track.title}", ""),
                (one.track.artist or "?", ""),
                (bpm_text(one.track.bpm), ""),
                (format_key(one.track.key), key_tone(one.track.key)),
                ("?" if one.track.energy is None else str(one.track.energy), ""),
                (str(one.total), "strong"),
                (one.reason, "dim"),
            ),
            "#" if is_here else " ",
        )
        for place, one in enumerate(found)
        for is_here in (bool(here) and one.track.path == here,)
    ]


class SuggestDialog(RowDialog):
    """Answers with the place of the suggestion taken; the list fills when found.

    Args:
        title: what it is for.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_text = title
        self._found: Sequence[Suggestion] = ()

    def content(self) -> Iterator[Widget]:
        """Yield the list."""
        yield RowsTable(SUGGESTION_COLUMNS, id="suggestions", empty="Looking ...")
        yield Static("", id="terms", markup=False)
        yield Static(
            "Enter takes the track. Cheapest first; what makes you late stands lower.",
            classes="hint",
            markup=False,
        )

    def fill(self, found: "Sequence[Suggestion]", here: str) -> None:
        """Show what was found; ``here`` is the path of the track there now."""
        table = self.query_one(RowsTable)
        table.empty = "No track of yours fits here by the rules."
        self._found = found
        table.show_rows(suggestion_rows(found, here), 0)
        self._show_terms()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show what the track under the cursor costs."""
        self._show_terms()

    def _show_terms(self) -> None:
        key = self.query_one(RowsTable).key()
        if isinstance(key, int):
            one = self._found[key]
            text = f"{one.track.title}: {suggestion_terms(one)}. {one.reason}"
            self.query_one("#terms", Static).update(text)


def open_suggestions(screen: PlanScreen, row: int, *, replace: bool) -> None:
    """Look for tracks and let the DJ take one.

    Args:
        screen: the screen in front.
        row: place of the slot under the cursor.
        replace: whether the track goes in place of it, or after it.
    """
    night = screen.desk.night
    if night is None:
        return
    index = row if replace or not night.slots else row + 1
    name = night.slots[row].name if night.slots else "the doors"
    where = "In place of" if replace else "After"
    now_there = night.slots[row].track if replace and night.slots else None
    dialog = SuggestDialog(f'{where} "{name}"')
    suggestions = Suggestions()

    def take(place: int | None) -> None:
        if place is None:
            return
        track = suggestions.found[place].track
        if not replace:
            screen.desk.add_tracks([track], index)
            return
        slot = night.slots[row]
        screen.desk.edit(
            f'Replace "{slot.name}" by "{track.title}"',
            lambda now: edits.replace_track(now, slot.id, track),
            slot.id,
        )

    def show() -> None:
        if dialog.is_mounted:
            dialog.fill(suggestions.found, now_there.path if now_there else "")

    screen.app.push_screen(dialog, take)
    suggestions.look(screen, index, replace, show)
