"""The filter of the library: a line to type into, and how the query can go on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Blur, Focus
from textual.message import Message
from textual.widgets import Input

from clubplanner.music.query import Completion, Searcher, complete
from clubplanner.music.text import cells, cut
from clubplanner.tui.actions import bindings
from clubplanner.tui.widgets.bar import Piece

_LONGEST = 40
"""Cells of a completion that are shown."""


class FilterField(Input):
    """The line; while it has the focus it knows completions and the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    HELP = "Words and fields; Down and Up choose a completion, Tab takes it."

    class Offered(Message):
        """There are other completions, or another one is chosen."""

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id, compact=True)
        self.cursor_blink = False
        self.searcher: Searcher | None = None
        """Knows the tracks; none are offered without one."""
        self.offers: tuple[Completion, ...] = ()
        self.chosen = 0
        """Place of the chosen one among the offers."""

    def offer(self) -> None:
        """Work out how the word at the cursor can go on."""
        self.offers, self.chosen = (), 0
        if self.searcher is not None and self.has_focus:
            self.offers = complete(self.searcher, self.value, self.cursor_position)
        self.post_message(self.Offered())

    def on_focus(self, event: Focus) -> None:
        """Offer completions."""
        self.offer()

    def on_blur(self, event: Blur) -> None:
        """Offer none any more."""
        self.offer()

    def action_complete(self) -> None:
        """Take the chosen completion; without any go on to the list."""
        if not self.offers:
            self.screen.focus_next()
            return
        taken = self.offers[self.chosen]
        self.value = taken.text
        self.cursor_position = taken.cursor

    def action_later(self) -> None:
        """Choose the next completion."""
        self._choose(1)

    def action_earlier(self) -> None:
        """Choose the completion before."""
        self._choose(-1)

    def _choose(self, step: int) -> None:
        if self.offers:
            self.chosen = (self.chosen + step) % len(self.offers)
            self.post_message(self.Offered())


def offer_pieces(offers: Sequence[Completion], chosen: int, width: int) -> list[Piece]:
    """Return completions for one line; it begins so that the chosen one is seen.

    Args:
        offers: the completions.
        chosen: place of the chosen one.
        width: terminal cells.
    """
    pieces = [
        Piece(
            f"{'>' if place == chosen else ' '}{_offer_text(offer)} ",
            "cursor" if place == chosen else "",
        )
        for place, offer in enumerate(offers)
    ]
    first = 0
    while first < chosen and _width(pieces[first : chosen + 1]) > width:
        first += 1
    return pieces[first:]


def _offer_text(offer: Completion) -> str:
    shown = cut(offer.shown, _LONGEST)
    return shown if offer.count is None else f"{shown} {offer.count:,}"


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cells(piece.text) for piece in pieces)
