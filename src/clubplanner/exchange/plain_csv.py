"""Tables of tracks of any program: CSV with a title and an artist in its head."""

from functools import partial

from clubplanner.exchange.incoming import Kind, Source
from clubplanner.exchange.table import head_of, holds, tracks_of


def claims(source: Source) -> bool:
    """Whether the first line names a column of titles and one of artists."""
    return holds(head_of(source), "title", "artist")


KIND = Kind("csv", "table of tracks (CSV)", claims, partial(tracks_of, "csv", "CSV"))
