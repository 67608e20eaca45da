"""Finding one track: the likely ones stand there, words find any of the library."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from clubplanner.music.key import format_key
from clubplanner.music.query import Searcher
from clubplanner.music.track import Track
from clubplanner.tui.actions import bindings
from clubplanner.tui.app import program_of
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.list_below import ListBelow
from clubplanner.tui.widgets.rows_table import Row, RowsTable
from clubplanner.tui.widgets.tones import key_tone

Choice = tuple[Track, str]
"""A track and why it is offered."""

MOST = 200
"""Tracks that are listed: of more it is quicker to type another word."""

_COLUMNS = (
    Column("Title", 20, share=3),
    Column("Artist", 14, share=2),
    Column("BPM", 6, is_right=True),
    Column("Key", 3),
    Column("Why", 14, share=2, rank=1),
)


class _Words(Input, inherit_bindings=False):
    """A field without the scroll keys all views have: they move the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [*Input.BINDINGS]


class FindTrack(ListBelow, Dialog[Track]):
    """Answers with the track under the cursor.

    Args:
        asked: the question, given the track under the cursor, None without one.
        likely: what is offered before anything is typed.
        searcher: finds the others.
        hint: what Enter does.
    """

    PLACE = "find_track"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("find_track")]
    AUTO_FOCUS = "#words"

    def __init__(
        self,
        asked: Callable[[Track | None], str],
        likely: Sequence[Choice],
        searcher: Searcher,
        hint: str,
    ) -> None:
        super().__init__(classes="wide")
        self._asked = asked
        self._likely = tuple(likely)
        self._searcher = searcher
        self._hint = hint
        self._shown: tuple[Choice, ...] = ()

    def content(self) -> Iterator[Widget]:
        """Yield the field, the list and what Enter does."""
        field = _Words(
            placeholder="type to look through the whole library: words, bpm:~124",
            id="words",
            compact=True,
        )
        field.cursor_blink = False
        yield field
        table = RowsTable(_COLUMNS, id="choices")
        table.can_focus = False
        table.is_lit = True
        yield table
        yield Static(self._hint, classes="hint", markup=False)
        yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """List the likely ones; the words of the library are made ready beside it."""
        work = program_of(self.app).work
        work.beside("Looking for tracks", self._searcher.warm_up, lambda _: None)
        self._find()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what the words find."""
        self._find()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the track under the cursor: the field has the key first."""
        self.action_confirm()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Name the track under the cursor."""
        self.query_one("#title", Static).update(self._asked(self._under_cursor()))

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Take the track that was double-clicked."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with the track under the cursor, if there is one."""
        track = self._under_cursor()
        if track is not None:
            self.dismiss(track)

    @property
    def table(self) -> RowsTable:
        """The list of tracks."""
        return self.query_one(RowsTable)

    def _under_cursor(self) -> Track | None:
        place = self.table.key()
        return self._shown[place][0] if isinstance(place, int) else None

    def _find(self) -> None:
        words, notice = self.query_one(Input).value.strip(), ""
        if words:
            result = self._searcher.search(words)
            tracks = self._searcher.columns.tracks
            reasons = {track.path: why for track, why in self._likely}
            found = [tracks[place] for place in result.indexes[:MOST]]
            self._shown = tuple((one, reasons.get(one.path, "")) for one in found)
            notice = next(iter(result.notices), "")
            more = len(result.indexes) - MOST
            if more > 0 and not notice:
                notice = f"{more:,} more: another word narrows them"
            self.table.empty = "No track of yours has these words."
        else:
            self._shown = self._likely
            self.table.empty = "No track is likely. Type words of its title."
        rows = [_row(place, *choice) for place, choice in enumerate(self._shown)]
        self.table.show_rows(rows, 0)
        self.problem(notice)


def _row(place: int, track: Track, why: str) -> Row:
    return Row(
        place,
        (
            (track.title or track.path, ""),
            (track.artist or "?", ""),
            (bpm_text(track.bpm), ""),
            (format_key(track.key), key_tone(track.key)),
            (why, "dim"),
        ),
    )
