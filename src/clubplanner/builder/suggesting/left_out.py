"""How many tracks the rules keep away from a place, so that a short list is no riddle.

Like ``costs`` it imports numpy at its top, so only what runs imports it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from clubplanner.builder.costs import Ints
from clubplanner.builder.stock import Stock
from clubplanner.music.text import fold
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Slot


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tracks that are not suggested, each counted once, by the first of the rules.

    Attributes:
        resting: played here too few weeks ago (H5).
        weeks: how many a track has to rest.
        close: their artist plays too close by (H2).
        without_bpm: their tempo is unknown.
    """

    resting: int
    weeks: int
    close: int
    without_bpm: int

    @property
    def text(self) -> str:
        """As ``12 rest (played here less than 2 weeks ago), 3 without BPM``."""
        rest = "a week" if self.weeks == 1 else f"{self.weeks} weeks"
        parts = (
            (self.resting, f"{self.resting} rest (played here less than {rest} ago)"),
            (self.close, f"{self.close} by an artist who plays close by"),
            (self.without_bpm, f"{self.without_bpm} without BPM"),
        )
        return ", ".join(text for count, text in parts if count)


def left_out(
    night: Night,
    index: int,
    stock: Stock,
    context: Context,
    *,
    replace: bool,
    among: Collection[str] | None = None,
) -> LeftOut:
    """Count the tracks that the rules keep away from a place; arguments as ``suggest``.

    Those that stand in the night already are not counted.
    """
    here = context.for_night(night)
    slot = night.slots[index] if replace else Slot(-1)
    above, below = night.slots[:index], night.slots[index + replace :]
    wanted = np.ones(len(stock.tracks), bool)
    if among is not None:
        wanted[:] = False
        wanted[[stock.place[path] for path in among if path in stock.place]] = True
    for other in (*above, *below):
        if other.track is not None and other.track.path in stock.place:
            wanted[stock.place[other.track.path]] = False
    if slot.is_kept:
        resting = without_bpm = np.zeros(len(wanted), bool)
    else:
        resting = wanted & stock.resting
        without_bpm = wanted & (stock.costs.columns.tempo < 0)
    close = wanted & artists_close(stock, here, above, slot, below) & ~resting
    return LeftOut(
        int(resting.sum()),
        here.rules.weeks_hard,
        int(close.sum()),
        int((without_bpm & ~resting & ~close).sum()),
    )


def artists_close(
    stock: Stock,
    context: Context,
    above: Sequence[Slot],
    slot: Slot,
    below: Sequence[Slot],
) -> Ints:
    """Return which tracks have an artist who plays too close to a place (H2)."""
    gap = context.rules.artist_gap
    found = np.zeros(len(stock.tracks), bool)
    names = {
        fold(other.track.artist)
        for other in (*above[max(0, len(above) - gap) :], *below[:gap])
        if other.track is not None and not (slot.is_kept and other.is_kept)
    }
    for name in names - {""}:
        found |= stock.costs.columns.artist == stock.artist_number(name)
    return found
