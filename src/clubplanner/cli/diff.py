"""``clubplanner diff``: two nights side by side."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_surroundings, say_problems
from clubplanner.cli.output import say_json, say_page
from clubplanner.music.key import format_key
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.residency.night_diff import NightDiff, Side, Stop
    from clubplanner.workspace.surroundings import Surroundings

BOTH = "both"
SIDES = ("A", "B")


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
    from clubplanner.workspace.pages.diff import diff_page

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
        say_page(diff_page(found, around.settings.notation))
    return exits.OK


def _side(around: "Surroundings", which: str, is_played: bool) -> "Side":
    from clubplanner.workspace.comparing import planned_side, played_side

    if is_played:
        return played_side(around, which)
    side, problems = planned_side(around, which)
    say_problems(problems)
    return side


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
