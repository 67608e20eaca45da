"""``clubplanner tracks``: finds tracks by the query language."""

import argparse
from collections.abc import Sequence

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    open_surroundings,
    say_problems,
    whole,
)
from clubplanner.cli.output import say, say_json, table, talk, track_cells
from clubplanner.errors import UsageError
from clubplanner.music.duration import format_duration
from clubplanner.music.query import SORT_VALUES, sort_indexes
from clubplanner.music.track import Evidence, Track
from clubplanner.workspace.paths import Paths

HEAD = ("Title", "Artist", "BPM", "Key", "E", "Time", "Genre", "Rating")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "tracks",
        "find tracks in your library",
        "Words match title, artist, album and genre, whatever their accents. Fields: "
        "bpm:118..124 bpm:~124 key:8A key:~8A energy:>=7 genre:house artist:yuki "
        "year:2019.. length:<4:00 rating:>=4 played:>8w missing:bpm missing:any "
        "is:duplicate; -word leaves out.",
        "tracks 'deep bpm:118..122 key:~8A' --sort key,bpm",
    )
    parser.add_argument("query", nargs="*", metavar="QUERY")
    parser.add_argument(
        "--sort", default="", metavar="KEYS", help="columns, the first decides: key,bpm"
    )
    parser.add_argument("--limit", type=whole(1), metavar="N")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the tracks found."""
    surroundings = open_surroundings(paths)
    say_problems(surroundings.library.problems)
    result = surroundings.searcher.search(" ".join(arguments.query))
    for notice in result.notices:
        talk(notice)
    found = _sorted(surroundings.tracks, result.indexes, arguments.sort)
    found = found[: arguments.limit]
    if arguments.json:
        evidences = surroundings.library.evidences([track.path for track in found])
        say_json(list(map(track_fields, found, evidences)))
    elif found:
        notation = surroundings.settings.notation
        say(table(HEAD, (_row(t, notation) for t in found), right=frozenset({2, 4, 5})))
    if not surroundings.tracks:
        talk("The library is empty: clubplanner scan FOLDER reads your music.")
    elif not arguments.json:
        talk(f"{len(found):,} of {len(surroundings.tracks):,} tracks")
    return exits.OK


def track_fields(track: Track, evidence: Evidence) -> dict[str, object]:
    """Return a track as the stable JSON object of ``tracks --json``."""
    return {
        "path": track.path,
        "title": track.title or None,
        "artist": track.artist or None,
        "remixer": track.remixer or None,
        "album": track.album or None,
        "bpm": track.bpm,
        "key": str(track.key) if track.key else None,
        "energy": track.energy,
        "length_s": track.length_s,
        "rating": track.rating,
        "comment": track.comment or None,
        "isrc": track.isrc or None,
        "label": track.label or None,
        "year": track.year,
        "genre": track.genre or None,
        "grouping": track.grouping or None,
        "gain": track.gain,
        "cue_points": [
            {
                "time_s": point.time_s,
                "kind": point.kind,
                "name": point.name or None,
                "number": point.number,
                "end_s": point.end_s,
                "from": point.origin or None,
            }
            for point in evidence.cue_points
        ],
        "sources": {
            name: [
                {"value": s.value, "from": s.origin, "raw": s.raw}
                for s in evidence.sources.get(name, ())
            ]
            for name in ("bpm", "key", "energy", "rating")
        },
    }


def _sorted(tracks: Sequence[Track], indexes: list[int], keys: str) -> list[Track]:
    names = [name.strip() for name in keys.split(",") if name.strip()]
    unknown = [name for name in names if name.removeprefix("-") not in SORT_VALUES]
    if unknown:
        raise UsageError(
            f"tracks cannot be sorted by '{unknown[0]}'",
            hint=f"one of {', '.join(SORT_VALUES)}",
        )
    order = sort_indexes(tracks, indexes, names) if names else indexes
    return [tracks[index] for index in order]


def _row(track: Track, notation: str) -> tuple[str, ...]:
    return (
        *track_cells(track, notation),
        format_duration(track.length_s),
        track.genre or "?",
        "*" * round(track.rating) if track.rating else "",
    )
