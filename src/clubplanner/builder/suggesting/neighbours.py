"""What every track of a library would cost beside the slots of a night, as arrays.

Suggest and explain both ask it: one transition against ten thousand tracks at once, and
which of them the rules about tracks (H1, H2, H5) let into a place. Like ``costs`` it
imports numpy at its top, so only what runs imports it.
"""

from collections.abc import Sequence

import numpy as np

from clubplanner.builder.costs import BRIDGE, Costs, Ints
from clubplanner.builder.stock import Stock
from clubplanner.builder.suggesting.left_out import artists_close
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Slot


class Neighbours:
    """The slots of a night against every track of a stock.

    Args:
        slots: those that tracks may come to stand beside.
        stock: the library.
        context: rules, theme and memory, already ``for_night``.
    """

    def __init__(self, slots: Sequence[Slot], stock: Stock, context: Context) -> None:
        self._stock = stock
        self._context = context
        self._every = np.arange(len(stock.songs), dtype=np.int32)
        self._numbers: dict[int, int] = {}
        self._paths: dict[int, str] = {}
        others: list[Song] = []
        for slot in slots:
            song = context.song(slot)
            if song is None:
                continue
            number = stock.place.get(song.id)
            if number is None or not _alike(stock.songs[number], song):
                number = len(stock.songs) + len(others)
                others.append(song)
            self._numbers[slot.id], self._paths[slot.id] = number, song.id
        self._costs = stock.costs
        if others:
            self._costs = Costs([*stock.songs, *others], context, ())

    def number(self, slot: Slot) -> int | None:
        """Return the slot's track in the stock, None if it is not one of it."""
        number = self._numbers.get(slot.id)
        return number if number is not None and number < len(self._every) else None

    def into(self, above: Slot, slot: Slot) -> Ints:
        """Return what mixing each track into ``slot`` costs, bridges weighed in.

        Args:
            above: the slot before it.
            slot: the place; where the track does not matter (pinned, cut, beside a
                gap) every one costs 0.
        """
        number = self._numbers.get(above.id)
        if number is None or above.cut_out or slot.cut_in or slot.follows(above):
            return np.zeros(len(self._every), np.int64)
        remembered = self._stock.after.get(self._paths[above.id], ())
        return self._links((np.array([number]), self._every), remembered)

    def out(self, slot: Slot, below: Slot) -> Ints:
        """Return what mixing out of each track in ``slot`` costs, likewise.

        Args:
            slot: the place.
            below: the slot behind it.
        """
        number = self._numbers.get(below.id)
        if number is None or below.cut_in or slot.cut_out or below.follows(slot):
            return np.zeros(len(self._every), np.int64)
        remembered = self._stock.before.get(self._paths[below.id], ())
        return self._links((self._every, np.array([number])), remembered)

    def advance(self, slot: Slot, below: Slot | None = None) -> Ints:
        """Return seconds from the start of each track in ``slot`` to what comes behind.

        Args:
            slot: the place, with its own overlap if it has one.
            below: the slot behind it; without one, the track plays to its end.
        """
        columns = self._stock.costs.columns
        if below is None or below.is_gap:
            return columns.play
        if slot.overlap_beats is None:
            advance: Ints = columns.play - columns.overlap
            return advance
        bpm = np.array([song.bpm or np.nan for song in self._stock.songs])
        wanted = np.floor(slot.overlap_beats * 60 / bpm + 0.5)
        unknown = self._context.rules.unknown_overlap_s
        overlap = np.nan_to_num(wanted, nan=unknown).astype(np.int64)
        found: Ints = columns.play - np.minimum(overlap, columns.play // 4)
        return found

    def allowed(
        self,
        above: Sequence[Slot],
        slot: Slot,
        below: Sequence[Slot],
        *,
        unrested: bool = False,
    ) -> Ints:
        """Return which tracks break no rule about tracks in a place (H1, H2, H5).

        Args:
            above: all slots before it.
            slot: the place; a kept one may hold what has to rest.
            below: all slots behind it.
            unrested: whether what was played too few weeks ago is allowed all the same.
        """
        stock = self._stock
        allowed = ~artists_close(stock, self._context, above, slot, below)
        for other in (*above, *below):
            number = stock.place.get(other.track.path) if other.track else None
            if number is not None:
                allowed[number] = False
        if not slot.is_kept:
            allowed &= stock.costs.columns.tempo >= 0
            allowed &= unrested | ~stock.resting
        return allowed

    def _links(
        self, pair: tuple[Ints, Ints], remembered: Sequence[tuple[int, int]]
    ) -> Ints:
        links, bridge = self._costs.links(*pair)
        cost: Ints = links.astype(np.int64)
        for number, memory in remembered:
            cost[number] = max(0, int(cost[number]) + memory)
        cost[bridge] += BRIDGE
        return cost


def _alike(one: Song, other: Song) -> bool:
    """Whether two songs cost the same beside any third."""
    return (one.tempo, one.key, one.energy, one.genre) == (
        other.tempo,
        other.key,
        other.energy,
        other.genre,
    )
