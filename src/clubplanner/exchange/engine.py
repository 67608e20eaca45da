"""Engine DJ's CSV export of a playlist or crate: read.

Columns: #, Title, Artist, Album, Length (s), BPM, Genre, Label, Composer, Remixer,
Year, File name, in any order; the file is a bare name without its folder.
"""

from functools import partial

from clubplanner.exchange.incoming import Kind, Source
from clubplanner.exchange.table import head_of, tracks_of


def claims(source: Source) -> bool:
    """Whether a table has the columns only Engine DJ names so."""
    return head_of(source) >= {"title", "length (s)", "file name"}


KIND = Kind(
    "engine-csv",
    "Engine DJ playlist (CSV)",
    claims,
    partial(tracks_of, "engine-csv", "Engine DJ"),
)
