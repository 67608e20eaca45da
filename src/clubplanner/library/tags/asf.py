"""ASF and WMA files."""

from collections.abc import Iterable
from typing import Any, BinaryIO

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
        "genre": ("WM/Genre",),
        "grouping": ("WM/ContentGroupDescription",),
        "gain": ("REPLAYGAIN_TRACK_GAIN",),
        "r128": ("R128_TRACK_GAIN",),
    }
)


def read_asf(found: Findings, file: BinaryIO) -> None:
    """Say what an ASF file says."""
    from mutagen.asf import ASF

    media: Any = ASF(file)  # type: ignore[no-untyped-call]
    found.length_s = media.info.length
    read_attributes(found, media.tags or ())


def read_attributes(found: Findings, attributes: Iterable[tuple[str, Any]]) -> None:
    """Say what pairs of (name, attribute) say."""
    values: dict[str, list[str]] = {}
    for name, attribute in attributes:
        values.setdefault(name.lower(), []).append(str(attribute))
    take(found, _TABLE, values)
    for text in values.get("wm/shareduserrating", [])[:1]:
        stars = from_windows("WM/SharedUserRating", text)
        if stars:
            found.ratings.append(stars)
