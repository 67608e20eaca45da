"""A scrolling view of lines whose number changes without laying out the screen."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LinesView(ScrollView):
    """The base of the table and of text: it knows how many lines it has."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """Size of all lines; no layout reactive: the widget's own size never follows it."""

    def set_line_count(self, count: int) -> None:
        """Say how many lines there are; the scroll bar follows."""
        size = Size(self.size.width, count)
        if size != self.virtual_size:
            self.virtual_size = size
            # Private, because a public way would lay out the whole screen (50 ms in
            # place of 36 per key at 50,000 rows); without it only the bar goes stale.
            self._scroll_update(size)
