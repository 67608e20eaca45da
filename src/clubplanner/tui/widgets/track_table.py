"""The list of tracks: fifty thousand rows, of which only the shown ones are drawn."""

from collections.abc import Callable, Hashable, Mapping, Sequence

from clubplanner.music.track import Track
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.line_table import Cell, LineTable
from clubplanner.tui.widgets.track_columns import AT_FIRST, TRACK_COLUMNS, laid_out


class TrackTable(LineTable):
    """Tracks and a view of them: filtering and sorting replace the view alone."""

    HELP = (
        "The tracks you own. # is in the set, + is marked, ! lacks a BPM, ? is unknown."
    )

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id, empty=empty)
        self._names = AT_FIRST
        self.columns = laid_out(AT_FIRST)
        self.tracks: Sequence[Track] = ()
        self.view: Sequence[int] = ()
        self.in_set: Mapping[str, str] = {}
        """Per path of a track in the set its slot's number."""
        self.weeks: Mapping[str, int] = {}
        """Per path whole weeks since it was last played at the venue."""
        self.fit_of: Callable[[Track], Cell] = _no_fit
        self._sorted_by: Mapping[str, str] = {}

    def show_tracks(self, tracks: Sequence[Track], view: Sequence[int]) -> None:
        """Show other tracks, or the same ones after their values changed.

        Marks stay on the tracks they were on.
        """
        marked = [self.tracks[n].path for n in self.marks if isinstance(n, int)]
        self.tracks = tracks
        if marked:
            index_of = {track.path: index for index, track in enumerate(tracks)}
            kept = [index_of[path] for path in marked if path in index_of]
            self.marks = dict.fromkeys(kept)
        self.view = view
        self.rows_changed()

    def row_of(self, path: str, view: Sequence[int]) -> int | None:
        """Return the row of a track in a view, None where it is not in it."""
        tracks = self.tracks
        return next((n for n, at in enumerate(view) if tracks[at].path == path), None)

    def show_view(self, view: Sequence[int], cursor: int = 0) -> None:
        """Show other rows of the same tracks, or the same in another order."""
        self.view = view
        self.view_changed(cursor)

    def show_columns(self, names: tuple[str, ...]) -> None:
        """Show other columns.

        Args:
            names: out of ``TRACK_COLUMNS``, in their order.
        """
        if names != self._names:
            self._names = names
            self.columns = laid_out(names)
            self.lay_out()

    def show_order(self, sorted_by: Mapping[str, str]) -> None:
        """Show what the list is sorted by.

        Args:
            sorted_by: per heading ``^`` or ``v``, of several with its place behind.
        """
        if sorted_by != self._sorted_by:
            self._sorted_by = sorted_by
            self.lay_out()

    def heads(self) -> set[str]:
        """Return the headings of the columns there is room for."""
        return {placed.column.name for placed in self._placed}

    def track(self) -> Track | None:
        """Return the track under the cursor."""
        return self.tracks[self.view[self.cursor]] if self.view else None

    def chosen_tracks(self) -> list[Track]:
        """Return the marked tracks in the order of marking, else the one here."""
        marked = [self.tracks[n] for n in self.marks if isinstance(n, int)]
        here = self.track()
        return marked or ([here] if here is not None else [])

    def row_count(self) -> int:
        """Return how many tracks the view shows."""
        return len(self.view)

    def row_key(self, row: int) -> Hashable:
        """Return the track's index."""
        return self.view[row]

    def row_sign(self, row: int) -> str:
        """Return ``#`` in the set, ``!`` without a BPM."""
        track = self.tracks[self.view[row]]
        if track.path in self.in_set:
            return "#"
        return "!" if track.bpm is None else " "

    def head_text(self, column: Column) -> str:
        """Return the heading, with ``^`` or ``v`` where the list is sorted by it."""
        arrow = self._sorted_by.get(column.name, "")
        return f"{column.name}{arrow}"

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """Return what the row of a track shows."""
        track = self.tracks[self.view[row]]
        return tuple(TRACK_COLUMNS[name].cell(track, self) for name in self._names)


def _no_fit(_track: Track) -> Cell:
    return "", ""
