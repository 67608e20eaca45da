"""What another program's file says of tracks, in the library's own values."""

from collections.abc import Iterable
from pathlib import Path

from clubplanner.exchange.incoming import Entry, Imported
from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.music.track import CuePoint

_COLLECTIONS = frozenset(
    ("rekordbox-xml", "rekordbox-db", "traktor-nml", "serato-database", "mixxx-db")
)
"""Kinds that hold all a program knows; the others hold what one list shows of it."""


def collection_name(imported: Imported, path: Path) -> CollectionName:
    """Return which collection a file is: the same file is the same collection."""
    origin = imported.origin or imported.kind
    what = "collection" if imported.kind in _COLLECTIONS else "list"
    return CollectionName(f"{origin} {what}", str(path))


def collection_of(imported: Imported) -> list[Said]:
    """Return what a file says of tracks; rows that tell when they played say nothing.

    A list that only names files is no collection: it gives none.
    """
    said = (_said(entry) for entry in imported.tracks if not was_played(entry))
    return [one for one in said if not one.is_blank]


def was_played(entry: Entry) -> bool:
    """Whether a row tells of a play, rather than of a track."""
    return entry.started_at is not None or entry.offset_s is not None


def _said(entry: Entry) -> Said:
    mix_in_s, out_s = _mix_points(entry.cue_points, entry.length_s)
    return Said(
        path=entry.path,
        title=entry.title,
        artist=entry.artist,
        length_s=entry.length_s,
        isrc=entry.isrc,
        bpm=entry.bpm,
        key=entry.key,
        key_text=entry.key_text,
        energy=entry.energy,
        rating=entry.rating or None,
        comment=entry.comment,
        writers=entry.writers,
        mix_in_s=mix_in_s,
        out_s=out_s,
        cue_points=entry.cue_points,
        beatgrid=entry.beatgrid,
    )


def _mix_points(
    points: Iterable[CuePoint], length_s: float | None
) -> tuple[float | None, float | None]:
    """Return mix-in and out point: the first fade-in and the last fade-out.

    Both are left out where they are not in this order inside the track.
    """
    points = list(points)
    ins = [point.time_s for point in points if point.kind == "fade-in"]
    outs = [point.time_s for point in points if point.kind == "fade-out"]
    mix_in, out = min(ins, default=None), max(outs, default=None)
    end = float("inf") if length_s is None else length_s
    if not 0 <= (mix_in or 0.0) < (end if out is None else out) <= end:
        return None, None
    return mix_in, out
