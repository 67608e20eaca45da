"""Views of the library: duplicates, and the tracks that lack a value."""

from collections.abc import Callable
from dataclasses import dataclass

from clubplanner.music.query import NEEDED, Searcher
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row

_COLUMNS = (
    Column("View", 24, share=1),
    Column("Tracks", 7, is_right=True),
    Column("Filter", 16),
)
_NAMES = {"bpm": "BPM"}


@dataclass(frozen=True, slots=True)
class View:
    """A filter with a name.

    Attributes:
        name: for people.
        query: the filter.
        sort: the columns it is best looked at in.
    """

    name: str
    query: str
    sort: tuple[str, ...] = ()


VIEWS = (
    View("Duplicates", "is:duplicate", ("title", "artist", "length")),
    View("Any of these missing", "missing:any"),
    *(View(f"No {_NAMES.get(field, field)}", f"missing:{field}") for field in NEEDED),
    View("No stars", "missing:rating"),
    View("No year", "missing:year"),
)
"""The views, in the order they are offered."""


def question(searcher: Searcher) -> Pick:
    """Ask which view to show; answers with its place in ``VIEWS``."""
    rows = [_row(place, view, searcher.count) for place, view in enumerate(VIEWS)]
    hint = "Enter filters the list so, Esc leaves it as it is."
    return Pick(lambda _place: "What to look at", _COLUMNS, rows, hint)


def _row(place: int, view: View, count: Callable[[str], int]) -> Row:
    tracks = count(view.query)
    tone = "" if tracks else "dim"
    return Row(
        place,
        ((view.name, tone), (f"{tracks:,}", tone or "strong"), (view.query, "dim")),
    )
