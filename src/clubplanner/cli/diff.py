"""``clubplanner diff``: two nights side by side."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_surroundings, say_problems
from clubplanner.cli.output import say, say_json, table
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.residency.night_diff import NightDiff, Shared, Side, Stop
    from clubplanner.workspace.surroundings import Surroundings

BOTH = "both"
SIDES = ("A", "B")

BOTH_HEAD = ("In A", "In B", "Moved", "Title", "Artist")
ONE_HEAD = ("At", "Title", "Artist", "BPM", "Key", "E")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "diff",
        "compare two nights",
        "Shows which tracks two nights share and how far they moved on the clock, what "
        "only one of them plays, which neighbours both have, and energy and tempo side "
        "by side. Plans are compared, or play logs with --played.",
        "diff 2026-11-21 2026-11-28",
    )
    for name in SIDES:
        parser.add_argument(
            name.lower(),
            metavar=name,
            help="a night file, its date or part of its name",
        )
    parser.add_argument(
        "--played",
        nargs="?",
        choices=(*SIDES, BOTH),
        const=BOTH,
        help="take what was played on A, on B, or (without a letter) on both",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Compare the nights and print what differs."""
    from clubplanner.residency.night_diff import night_diff

    around = open_surroundings(paths)
    sides = [
        _side(
            around, getattr(arguments, name.lower()), arguments.played in (name, BOTH)
        )
        for name in SIDES
    ]
    found = night_diff(*sides)
    if arguments.json:
        say_json(_fields(found))
    else:
        _say(found, around.settings.notation)
    return exits.OK


def _side(around: "Surroundings", which: str, is_played: bool) -> "Side":
    from clubplanner.workspace.comparing import planned_side, played_side

    if is_played:
        return played_side(around, which)
    side, problems = planned_side(around, which)
    say_problems(problems)
    return side


def _say(found: "NightDiff", notation: str) -> None:
    from clubplanner.cli.night_picture import side_by_side

    for name, side in zip(SIDES, (found.a, found.b), strict=True):
        kind = "played" if side.is_played else "planned"
        count = _counted(len(side.stops), "track")
        say(f"{name}  {side.name}  {side.date:%a %d %b %Y}, {kind}, {count}")
    say(
        f"In both: {_counted(len(found.both), 'track')}, "
        f"{found.share(found.a):.0f} % of A, {found.share(found.b):.0f} % of B; "
        f"{_counted(len(found.neighbours), 'pair')} of neighbours"
    )
    say("")
    for line in side_by_side(found.a, found.b):
        say(line)
    if found.both:
        say("\nIn both:")
        rows = (_shared_row(one) for one in found.both)
        say(table(BOTH_HEAD, rows, right=frozenset({2})))
    if found.neighbours:
        say("\nNeighbours in both:")
        for first, second in found.neighbours:
            say(f"{_named(first)} > {_named(second)}")
    for name, stops in zip(SIDES, (found.only_a, found.only_b), strict=True):
        if stops:
            say(f"\nOnly in {name}:")
            cells = (_row(stop, notation) for stop in stops)
            say(table(ONE_HEAD, cells, right=frozenset({3, 5})))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _title(stop: "Stop") -> str:
    return stop.track.title or stop.track.path or "?"


def _named(stop: "Stop") -> str:
    return f"{stop.track.artist or '?'} - {_title(stop)}"


def _clock(stop: "Stop") -> str:
    return f"{stop.at:%H:%M}" if stop.at else "?"


def _shared_row(one: "Shared") -> tuple[str, ...]:
    moved = one.moved_min
    words = "?" if moved is None else f"{moved:+} min" if moved else ""
    return _clock(one.a), _clock(one.b), words, _title(one.a), one.a.track.artist or "?"


def _row(stop: "Stop", notation: str) -> tuple[str, ...]:
    track = stop.track
    return (
        _clock(stop),
        _title(stop),
        track.artist or "?",
        format_bpm(track.bpm),
        format_key(track.key, notation),
        "?" if track.energy is None else str(track.energy),
    )


def _fields(found: "NightDiff") -> dict[str, object]:
    return {
        "a": _side_fields(found, found.a),
        "b": _side_fields(found, found.b),
        "both": [
            {
                **_name_fields(one.a),
                "at_a": _iso(one.a),
                "at_b": _iso(one.b),
                "moved_min": one.moved_min,
            }
            for one in found.both
        ],
        "only_a": [_stop_fields(stop) for stop in found.only_a],
        "only_b": [_stop_fields(stop) for stop in found.only_b],
        "neighbours": [
            {"first": _name_fields(first), "second": _name_fields(second)}
            for first, second in found.neighbours
        ],
    }


def _side_fields(found: "NightDiff", side: "Side") -> dict[str, object]:
    return {
        "name": side.name,
        "date": side.date.isoformat(),
        "path": side.path,
        "played": side.is_played,
        "overlap_percent": round(found.share(side), 1),
        "tracks": [_stop_fields(stop) for stop in side.stops],
    }


def _stop_fields(stop: "Stop") -> dict[str, object]:
    track = stop.track
    return {
        "at": _iso(stop),
        **_name_fields(stop),
        "path": track.path or None,
        "bpm": track.bpm,
        "key": format_key(track.key) if track.key else None,
        "energy": track.energy,
    }


def _name_fields(stop: "Stop") -> dict[str, object]:
    return {"title": stop.track.title or None, "artist": stop.track.artist or None}


def _iso(stop: "Stop") -> str | None:
    return stop.at.isoformat() if stop.at else None
