"""The order of the library's list: by columns, by fit to the set, or as found."""

from collections.abc import Callable, Mapping, Sequence

from clubplanner.music.track import Track
from clubplanner.tui.desk import Desk
from clubplanner.tui.fit import FitColumn, FitCosts
from clubplanner.tui.sorting import FIT, Sorter, order_words


class Ordering:
    """Orders views of one library.

    Attributes:
        keys: what it goes by, the first one counting most; empty is as found.
        fit: how tracks follow the slot under the set's cursor.
    """

    def __init__(self) -> None:
        self.keys: tuple[str, ...] = ()
        self.fit = FitColumn()
        self._tracks: Sequence[Track] = ()
        self._sorter = Sorter((), {})

    @property
    def is_by_fit(self) -> bool:
        """Whether it goes by fit."""
        return self.keys == (FIT,)

    @property
    def is_known(self) -> bool:
        """Whether all is known that it goes by: fit takes some seconds."""
        return not self.is_by_fit or self.fit.is_known(self._tracks)

    def take(self, tracks: Sequence[Track], weeks: Mapping[str, int]) -> None:
        """Order another library.

        Args:
            tracks: the library.
            weeks: per path whole weeks since a track was played.
        """
        self._tracks = tracks
        self._sorter = Sorter(tracks, weeks)

    def sort(self, view: Sequence[int]) -> Sequence[int]:
        """Return a view in this order; as it is while that is not known."""
        if self.is_by_fit:
            by_fit = self.fit.sort(self._tracks, view)
            return view if by_fit is None else by_fit
        return self._sorter.sort(view, self.keys) if self.keys else view

    def ask(self) -> Callable[[], FitCosts | None] | None:
        """Return what works out the fit in a thread, None while that goes on."""
        if self.fit.is_asked(self._tracks):
            return None
        return self.fit.ask(self._tracks)

    def words(self, desk: Desk) -> str:
        """Return it in a sentence."""
        slot = desk.slot
        after = f' to follow "{slot.name}"' if self.is_by_fit and slot else ""
        return f"Sorted {order_words(self.keys)}{after}"
