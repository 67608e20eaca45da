"""``clubplanner suggest``: the best tracks for one place of a night, with reasons."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    add_night,
    open_with_night,
    say_problems,
    whole,
)
from clubplanner.cli.output import say, say_json, table, talk, track_cells
from clubplanner.errors import UsageError
from clubplanner.night.term_words import told
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.builder.suggest import Suggestion

HEAD = ("Title", "Artist", "BPM", "Key", "E", "Cost", "Terms", "Why")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "suggest",
        "the best tracks for one place of a night",
        "Ranks tracks to put before slot N, or in its stead with --replace: for the "
        "transition in, the one out, the curve, and what it costs to reach the next "
        "pinned slot in time.",
        "suggest 2026-11-28 --slot 5 --replace",
    )
    add_night(parser)
    parser.add_argument(
        "--slot",
        type=whole(1),
        metavar="N",
        help="the slot's number; the end without it",
    )
    parser.add_argument("--replace", action="store_true", help="replace the slot")
    parser.add_argument(
        "--among",
        default="",
        metavar="QUERY",
        help="only tracks this query finds, as in tracks: 'genre:house energy:>=6'",
    )
    parser.add_argument("--limit", type=whole(1), default=10, metavar="N")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the suggestions."""
    workspace, night, problems = open_with_night(paths, arguments.night)
    say_problems(problems)
    count = len(night.slots)
    number = count + 1 if arguments.slot is None else arguments.slot
    if arguments.replace and not 1 <= number <= count:
        raise UsageError(_no_slot(count), hint="name one of them with --slot")
    if not 1 <= number <= count + 1:
        raise UsageError(_no_slot(count), hint=f"{count + 1} is behind the last one")
    result = workspace.searcher.search(arguments.among)
    for notice in result.notices:
        talk(notice)
    among = [workspace.tracks[place].path for place in result.indexes]
    found = workspace.planner.suggest(
        number - 1,
        replace=arguments.replace,
        limit=arguments.limit,
        among=among if arguments.among else None,
    )
    if arguments.json:
        say_json([_fields(one) for one in found])
    elif found:
        rows = (
            (
                *track_cells(one.track, workspace.settings.notation),
                f"{one.total:,}",
                told(one.terms),
                one.reason,
            )
            for one in found
        )
        say(table(HEAD, rows, right=frozenset({2, 4, 5})))
    else:
        which = "the query finds" if arguments.among else "of the library"
        talk(f"No track {which} may go there.")
    return exits.OK


def _fields(one: "Suggestion") -> dict[str, object]:
    """Return a suggestion as the stable JSON object of ``suggest --json``."""
    return {
        "path": one.track.path,
        "title": one.track.title,
        "artist": one.track.artist,
        "cost": one.total,
        "bridges": one.bridges,
        "late_s": one.late_s,
        "terms": asdict(one.terms),
        "reach": asdict(one.walk) if one.walk else None,
        "reason": one.reason,
    }


def _no_slot(count: int) -> str:
    slots = {0: "no slots", 1: "one slot"}.get(count, f"slots 1 to {count}")
    return f"the night has {slots}"
