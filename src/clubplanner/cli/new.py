"""``clubplanner new``: makes a night from the residency."""

import argparse

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    day,
    open_workspace,
    say_problems,
)
from clubplanner.cli.output import say, say_json, talk
from clubplanner.workspace.paths import Paths


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "new",
        "make a night from your residency",
        "Makes a night file with the residency's hours, theme, pins and curve. The "
        "date is the residency's next one unless given.",
        "new --date 2026-11-28 --name 'Heated Rivalry'",
    )
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--name", default="", metavar="NAME")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Make and save the night, print its file."""
    workspace = open_workspace(paths)
    say_problems(workspace.sets_folder.residency_problems)
    workspace.new_night(arguments.date, arguments.name)
    made = workspace.save()
    if workspace.sets_folder.residency is None:
        file = workspace.paths.sets / "residency.yaml"
        talk(f"There is no {file}: the night gets plain hours and no pins.")
    if arguments.json:
        say_json({"path": str(made), "date": workspace.opened.date.isoformat()})
    else:
        say(f"Made {made}")
    return exits.OK
