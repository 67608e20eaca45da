"""``clubplanner build``: fills a night from the library around its anchors."""

import argparse
import json
import sys
from pathlib import Path

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    add_night,
    open_to_save,
    seconds,
    whole,
)
from clubplanner.cli.output import say, say_json, talk
from clubplanner.cli.show import say_plan
from clubplanner.errors import ClubplannerError
from clubplanner.workspace.paths import Paths

SECONDS = 5.0
"""A search of 6,000 steps takes about two seconds; where the clock does not cut in, the
same night, library and seed give the same plan."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "build",
        "fill a night around its anchors",
        "Replaces the free slots of a night with the best tracks of your library: "
        "pinned slots stay. The night is saved; its previous version is kept. The exit "
        "status is 1 when no legal night exists; it then says why.",
        "build 2026-11-28 --seed 7",
    )
    add_night(parser)
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help="a plan of its own"
    )
    parser.add_argument(
        "--seconds", type=seconds, default=SECONDS, metavar="S", help="longest time"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the night without saving it"
    )
    parser.add_argument(
        "--instance",
        type=Path,
        metavar="FILE",
        help="solve a library and night given as one JSON object, print the answer",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Build, save and print the night."""
    if arguments.instance is not None:
        return _solve(arguments)
    workspace = open_to_save(paths, arguments.night)
    built = workspace.planner.build(seed=arguments.seed, seconds=arguments.seconds)
    if built.night is None:
        if arguments.json:
            say_json({"night": None, "why": built.why})
        talk(built.why)
        return exits.FINDINGS
    workspace.planner.take(built)
    # Before anything is printed: a reader that goes away (``| head``) ends the command.
    if arguments.dry_run:
        workspace.discard()
    else:
        talk(f"Saved {workspace.save()}")
        if workspace.save_notice:
            talk(workspace.save_notice)
    say_plan(workspace, arguments.json)
    if built.stopped_by == "clock":
        talk(
            f"The search was stopped after {arguments.seconds:g} s; "
            "--seconds gives it longer."
        )
    return exits.OK


def _solve(arguments: argparse.Namespace) -> int:
    from clubplanner.builder.instance import solve_instance

    try:
        instance = json.loads(arguments.instance.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ClubplannerError(
            f"the instance cannot be read ({error})", where=str(arguments.instance)
        ) from error
    answer = solve_instance(instance, seconds=arguments.seconds, seed=arguments.seed)
    json.dump(answer, sys.stdout, ensure_ascii=False)
    say("")
    return exits.OK if answer["answer"] is not None else exits.FINDINGS
