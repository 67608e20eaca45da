"""ASF and WMA files."""

from typing import BinaryIO

from clubplanner.errors import ClubplannerError
from clubplanner.library.tags.asf_objects import header_objects, length, pairs
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.rating import from_windows

_TABLE = name_table(
    {
        "title": ("Title",),
        "artist": ("Author",),
        "album_artist": ("WM/AlbumArtist",),
        "remixer": ("WM/ModifiedBy",),
        "album": ("WM/AlbumTitle",),
        "bpm": ("WM/BeatsPerMinute", "WM/BPM", "BPM"),
        "bpm_fine": ("fBPM",),
        "key": ("WM/InitialKey", "INITIALKEY", "KEY"),
        "energy": ("ENERGYLEVEL", "ENERGY"),
        "comment": ("Description", "WM/Comments", "Comment"),
        "isrc": ("WM/ISRC",),
        "label": ("WM/Publisher", "LABEL"),
        "year": ("WM/Year",),
        "composer": ("WM/Composer",),
        "lyricist": ("WM/Writer",),
        "genre": ("WM/Genre",),
        "grouping": ("WM/ContentGroupDescription",),
        "gain": ("REPLAYGAIN_TRACK_GAIN",),
        "r128": ("R128_TRACK_GAIN",),
    }
)


def read_asf(found: Findings, file: BinaryIO) -> None:
    """Say what an ASF file says."""
    values: dict[str, list[str]] = {}
    parts = list(header_objects(file))
    found.length_s = length(file, parts)
    for name, text in pairs(file, parts):
        values.setdefault(name.lower(), []).append(text)
    take(found, _TABLE, values)
    for text in values.get("wm/shareduserrating", [])[:1]:
        stars = from_windows("WM/SharedUserRating", text)
        if stars:
            found.ratings.append(stars)
    if found.length_s is None and not found.said:
        raise ClubplannerError("the file is damaged or cut off")
