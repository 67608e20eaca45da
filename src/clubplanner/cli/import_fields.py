"""``clubplanner import --json``: one file of another program as a JSON object."""

from collections.abc import Sequence

from clubplanner.cli.tracks import track_fields
from clubplanner.exchange.incoming import Entry, Playlist
from clubplanner.library.collections.matching import By
from clubplanner.music.track import Evidence, Source, Track
from clubplanner.workspace.importing.importer import Taken


def file_fields(taken: Taken) -> dict[str, object]:
    """Return the stable JSON object of one file; its tracks are an iterator."""
    imported = taken.imported
    origin = imported.origin if imported else ""
    report = taken.joined
    return {
        "file": str(taken.path),
        "kind": taken.kind.name if taken.kind else None,
        "encoding": (imported.encoding or None) if imported else None,
        "tracks": (entry_fields(e, origin) for e in imported.tracks)
        if imported
        else [],
        "playlists": _playlists(imported.playlists) if imported else [],
        "problems": list(taken.problems),
        "matched": {by.value: report.matched.get(by, 0) for by in By}
        if report
        else None,
        "nights": [
            {
                "what": kept.fate.value,
                "path": str(kept.path) if kept.path else None,
                "plays": kept.plays,
                "matched": kept.found,
            }
            for kept in taken.nights
        ],
    }


def entry_fields(entry: Entry, origin: str) -> dict[str, object]:
    """Return a row as the fields of ``tracks --json``, and those of a play.

    Args:
        entry: the row.
        origin: the program, the source of its values.
    """
    track = Track(
        entry.path,
        title=entry.title,
        artist=entry.artist,
        remixer=entry.remixer,
        album=entry.album,
        genre=entry.genre,
        label=entry.label,
        year=entry.year,
        grouping=entry.grouping,
        comment=entry.comment,
        isrc=entry.isrc,
        bpm=entry.bpm,
        key=entry.key,
        energy=entry.energy,
        rating=entry.rating,
        length_s=entry.length_s,
    )
    started = entry.started_at
    return {
        **track_fields(track, _evidence(entry, origin)),
        "beatgrid": [{"time_s": m.time_s, "bpm": m.bpm} for m in entry.beatgrid],
        "started_at": started.isoformat() if started else entry.offset_s,
        "played_s": entry.played_s,
        "offset_s": entry.offset_s,
        "deck": entry.deck,
        "is_public": entry.is_public,
        "writers": entry.writers or None,
    }


def _evidence(entry: Entry, origin: str) -> Evidence:
    key = str(entry.key) if entry.key else None
    said = {
        "bpm": (entry.bpm, ""),
        "key": (key, entry.key_text),
        "energy": (entry.energy, ""),
        "rating": (entry.rating, ""),
    }
    sources: dict[str, tuple[Source, ...]] = {
        name: (Source(value, origin, raw),)
        for name, (value, raw) in said.items()
        if value is not None or raw
    }
    return Evidence(sources, entry.cue_points, entry.beatgrid)


def _playlists(playlists: Sequence[Playlist]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "kind": one.kind,
            "day": one.day.isoformat() if one.day else None,
            "entries": len(one.tracks) + one.missing,
            "tracks": list(one.tracks),
            "missing": one.missing,
        }
        for one in playlists
    ]
