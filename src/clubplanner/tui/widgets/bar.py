"""One line of clickable pieces: the tabs above, the status and the keys below."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click
from textual.strip import Strip
from textual.widget import Widget

from clubplanner.music.text import cells, cut
from clubplanner.tui.widgets.runs import Run, repaint, strip_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the line.

    Attributes:
        text: what stands there.
        tone: how it looks.
        action: what a click on it does, in Textual's words (``app.undo``), or empty.
    """

    text: str
    tone: str = ""
    action: str = ""


class Bar(Widget):
    """One line with pieces from the left and pieces up to the right edge."""

    def __init__(self, *, id: str | None = None, fill: str = " ") -> None:  # noqa: A002
        """Make an empty line; ``fill`` stands between left and right."""
        super().__init__(id=id)
        self.fill = fill
        self.left: tuple[Piece, ...] = ()
        self.right: tuple[Piece, ...] = ()

    def show(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show other pieces; nothing is drawn if they are the same."""
        before = self._runs()
        self.left, self.right = tuple(left), tuple(right)
        repaint(self, [before], [self._runs()])

    def head(self, title: str, right: str | Sequence[Run] = "") -> None:
        """Show a heading in a rule: only for a bar filled with a line."""
        runs = [(right, "dim")] if isinstance(right, str) else right
        end = [Piece(text, tone) for text, tone in [(" ", ""), *runs, (" ", "")]]
        if not right:
            end = []
        # One piece: Textual writes a changed line from its left edge, each tone anew.
        self.show([Piece(f"{self.fill * 2} {title} ", "head")], end)

    def line(self, width: int) -> list[Piece]:
        """Return the pieces as they fit: the left ones give way to the right ones."""
        room = width - sum(cells(piece.text) for piece in self.right)
        shown: list[Piece] = []
        for piece in self.left:
            text = cut(piece.text, room)
            room -= cells(text)
            shown.append(Piece(text, piece.tone, piece.action))
        return [*shown, Piece(self.fill * max(0, room), "dim"), *self.right]

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        return strip_of(self, self._runs() if y == 0 else ())

    def _runs(self) -> list[Run]:
        return [(piece.text, piece.tone) for piece in self.line(self.size.width)]

    async def on_click(self, event: Click) -> None:
        """Run the action of the piece under the mouse."""
        start = 0
        for piece in self.line(self.size.width):
            end = start + cells(piece.text)
            if start <= event.x < end and piece.action:
                await self.screen.run_action(piece.action)
                return
            start = end
