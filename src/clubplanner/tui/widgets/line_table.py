"""The table all lists are: it draws the lines it shows and holds no widget per row.

A change of the view repaints the widget once, a move of the cursor two lines.
"""

from collections.abc import Hashable
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Region
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip

from clubplanner.music.text import cells, cut, fit
from clubplanner.tui.actions import bindings
from clubplanner.tui.widgets import tones
from clubplanner.tui.widgets.columns import Column, Placed, place
from clubplanner.tui.widgets.lines_view import LinesView

Cell = tuple[str, str]
"""The text of one cell and its tone; an empty tone is the row's."""


class LineTable(LinesView, can_focus=True, inherit_bindings=False):
    """A list with a head line, a cursor and marks; subclasses say what a row shows.

    It has none of the scroll keys of Textual's views: left and right are the screen's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    columns: tuple[Column, ...] = ()
    """What a row shows, from left to right."""
    HELP: ClassVar[str] = ""
    """What the list shows, for the help screen."""
    is_lit = False
    """Whether its cursor looks active without the focus: a field has its keys."""

    cursor: Reactive[int] = reactive(0, repaint=False)
    """The row under the cursor, counted from 0."""

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: "LineTable", row: int) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> "LineTable":
            """The table, for selectors of handlers."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Only the last of several moves counts."""
            return isinstance(message, LineTable.Moved) and message.table is self.table

    class Chosen(Message):
        """A row was double-clicked."""

        def __init__(self, table: "LineTable") -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> "LineTable":
            """The table, for selectors of handlers."""
            return self.table

    class HeadClicked(Message):
        """The head of a column was clicked."""

        def __init__(self, table: "LineTable", column: str) -> None:
            super().__init__()
            self.table = table
            self.column = column

    class Marked(Message):
        """The marks have changed."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        """Make the table; ``empty`` is the sentence shown where no row is."""
        super().__init__(id=id)
        self.empty = empty
        self.marks: dict[Hashable, None] = {}
        """Keys of the marked rows, in the order they were marked."""
        self._strips: LRUCache[Hashable, Strip] = LRUCache(1000)
        self._placed: tuple[Placed, ...] = ()

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def row_key(self, row: int) -> Hashable:
        """Return what a row is, to mark it and keep its line; its number by default."""
        return row

    def row_sign(self, row: int) -> str:
        """Return the one sign before a row: ``#``, ``!`` or a blank."""
        return " "

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return the text and tone of each of ``columns`` in a row."""
        raise NotImplementedError

    def rows_changed(self, cursor: int | None = None) -> None:
        """Draw all rows anew, with the cursor on ``cursor`` if one is given."""
        self._strips.clear()
        self.view_changed(self.cursor if cursor is None else cursor)

    def view_changed(self, cursor: int = 0) -> None:
        """Draw the rows after their order or number changed; lines are kept."""
        self._fit_height()
        last = max(0, self.row_count() - 1)
        self.set_reactive(LineTable.cursor, max(0, min(cursor, last)))
        self._keep_cursor_visible()
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest one there is."""
        self.cursor = max(0, min(row, self.row_count() - 1))

    def lay_out(self) -> None:
        """Give the columns their places, each at least as wide as its heading."""
        columns = [
            replace(one, width=max(one.width, cells(self.head_text(one))))
            for one in self.columns
        ]
        self._placed = place(columns, self.scrollable_content_region.width - 2)
        self._strips.clear()

    def copy_text(self) -> str:
        """Return the row under the cursor as plain text."""
        if not self.row_count():
            return ""
        texts = (text for text, _ in self.row_cells(self.cursor))
        return "  ".join(text for text in texts if text.strip())

    def marked_rows(self) -> list[int]:
        """Return the rows that are marked, in the order they stand."""
        if not self.marks:
            return []
        return [n for n in range(self.row_count()) if self.row_key(n) in self.marks]

    def unmark_all(self) -> None:
        """Take all marks off."""
        self.marks.clear()
        self.rows_changed()
        self.post_message(self.Marked())

    def watch_cursor(self, before: int, now: int) -> None:
        """Repaint the two lines that changed and tell the screen."""
        if not self._keep_cursor_visible():
            self._repaint_row(before)
            self._repaint_row(now)
        self.post_message(self.Moved(self, now))

    def light(self, *, on: bool) -> None:
        """Let the cursor look active without the focus, or no longer."""
        self.is_lit = on
        self._repaint_row(self.cursor)

    @property
    def _is_active(self) -> bool:
        return self.has_focus or self.is_lit

    def notify_style_update(self) -> None:
        """Forget the lines drawn in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one line: the head, a row, or nothing."""
        width = self.size.width
        base = self.rich_style
        if y == 0:
            return self._head(width, base)
        row = y - 1 + self.scroll_offset.y
        if row >= self.row_count():
            text = f"  {self.empty}" if y == 2 and not self.row_count() else ""
            return Strip([Segment(fit(text, width), base)], width)
        state = (row == self.cursor, self._is_active, self.row_key(row) in self.marks)
        key = (self.row_key(row), row if self.numbers_rows else 0, width, state)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._row(row, width, base)
            self._strips[key] = strip
        return strip

    marks_rows: ClassVar[bool] = True
    """Whether rows can be marked: there is something to do with several."""
    numbers_rows: ClassVar[bool] = False
    """Whether a row shows its own number: its line is good in one place only."""

    def _head(self, width: int, base: Style) -> Strip:
        style = base + tones.tone_style(self, "head")
        text = "  "
        for column in self._placed:
            name = self.head_text(column.column)
            text += _aligned(name, column) + " "
        return Strip([Segment(fit(text, width), style)], width)

    def head_text(self, column: Column) -> str:
        """Return the heading of a column."""
        return column.name

    def _row(self, row: int, width: int, base: Style) -> Strip:
        is_marked = self.row_key(row) in self.marks
        sign = self.row_sign(row)
        under = Style()
        if row == self.cursor:
            tone = "cursor" if self._is_active else "cursor-away"
            under = tones.tone_style(self, tone)
        elif is_marked:
            under = tones.tone_style(self, "accent")
        pointer = ">" if row == self.cursor else "+" if is_marked else sign
        second = "+" if is_marked and row == self.cursor else " "
        if row == self.cursor and not is_marked and sign != " ":
            second = sign
        segments = [Segment(pointer + second, base + under)]
        row_cells = self.row_cells(row)
        for column in self._placed:
            text, tone = row_cells[column.index]
            # The cursor's row has one look: it is written at every move of the cursor.
            has_tone = tone and row != self.cursor
            style = base + tones.tone_style(self, tone) if has_tone else base
            segments.append(Segment(_aligned(text, column) + " ", style + under))
        strip = Strip(segments).adjust_cell_length(width, base + under)
        return strip.simplify()

    def _fit_height(self) -> None:
        self.set_line_count(self.row_count() + 1)

    def _keep_cursor_visible(self) -> bool:
        """Scroll to the cursor's row; return whether that moved the rows.

        A third of a page is then ahead of it: a row at a time would write the whole
        list at every step (measured: 9 kB in place of 1 kB).
        """
        rows = self.size.height - 1
        top = self.scroll_offset.y
        if rows <= 0 or top <= self.cursor < top + rows:
            return False
        ahead = rows // 3
        wanted = self.cursor - ahead
        if self.cursor >= top:
            wanted = self.cursor - rows + 1 + ahead
        wanted = max(0, min(wanted, self.row_count() - rows))
        self.scroll_to(y=wanted, animate=False, immediate=True, force=True)
        return True

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out for the new width."""
        self.lay_out()
        self._fit_height()
        self._keep_cursor_visible()
        self.refresh()

    def on_focus(self, event: Focus) -> None:
        """Show the cursor's line as the active one."""
        self._repaint_row(self.cursor)

    def on_blur(self, event: Blur) -> None:
        """Show the cursor's line as waiting."""
        self._repaint_row(self.cursor)

    def on_click(self, event: Click) -> None:
        """Select the row, choose it on a double click, or sort by a head."""
        if event.y == 0:
            self._click_head(event.x - 2)
            return
        row = event.y - 1 + self.scroll_offset.y
        if row < self.row_count():
            self.move_to(row)
            if event.chain == 2:
                self.post_message(self.Chosen(self))

    def _click_head(self, x: int) -> None:
        for column in self._placed:
            if column.start <= x <= column.start + column.width:
                self.post_message(self.HeadClicked(self, column.column.name))

    def action_up(self) -> None:
        """Go one row up."""
        self.move_to(self.cursor - 1)

    def action_down(self) -> None:
        """Go one row down."""
        self.move_to(self.cursor + 1)

    def action_page_up(self) -> None:
        """Go one page up, without animation: that writes 40 frames for one key."""
        self.move_to(self.cursor - max(1, self.size.height - 2))

    def action_page_down(self) -> None:
        """Go one page down."""
        self.move_to(self.cursor + max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.row_count() - 1)

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        if not self.row_count() or not self.marks_rows:
            return
        key = self.row_key(self.cursor)
        if key in self.marks:
            del self.marks[key]
        else:
            self.marks[key] = None
        self._repaint_row(self.cursor)
        self.post_message(self.Marked())
        self.move_to(self.cursor + 1)

    def action_copy(self) -> None:
        """Copy the row as text to the clipboard."""
        self.app.copy_to_clipboard(self.copy_text())

    def _repaint_row(self, row: int) -> None:
        width = self.scrollable_content_region.width
        self.refresh(Region(0, row + 1 - self.scroll_offset.y, width, 1))


def _aligned(text: str, column: Placed) -> str:
    if not column.column.is_right:
        return fit(text, column.width)
    short = cut(text, column.width)
    return " " * (column.width - cells(short)) + short
