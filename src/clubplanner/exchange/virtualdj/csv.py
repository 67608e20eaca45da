"""VirtualDJ's CSV export of a list: read.

UTF-8 with BOM, a first line ``sep=,``, then the columns of the browser: Title, Artist,
Remix, Length, Bpm, Key, Year and others, in the order the DJ has them.
"""

from functools import partial

from clubplanner.exchange.incoming import Kind, Source
from clubplanner.exchange.table import (
    has_separator_line,
    head_of,
    holds,
    tracks_of,
)


def claims(source: Source) -> bool:
    """Whether a table begins with ``sep=``, or has VirtualDJ's usual columns."""
    names = head_of(source)
    if has_separator_line(source):
        return holds(names, "title")
    return names >= {"title", "artist", "remix", "length", "bpm"}


KIND = Kind(
    "virtualdj-csv",
    "VirtualDJ list (CSV)",
    claims,
    partial(tracks_of, "virtualdj-csv", "VirtualDJ"),
)
