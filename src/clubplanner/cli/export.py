"""``clubplanner export``: writes a night for other programs and for people."""

import argparse
import os
from pathlib import Path

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_with_night, say_problems
from clubplanner.cli.output import say, say_file, say_json, talk
from clubplanner.errors import NotFoundError
from clubplanner.exchange.formats import ALIASES, FORMATS
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.places import is_folder


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "export",
        "write a cue sheet, playlist, tracklist, table or page",
        "Formats: "
        + "; ".join(f"{f.name} ({f.title})" for f in FORMATS.values())
        + f". {', '.join(ALIASES)} mean description. "
        "Nothing existing is replaced unless --replace says so.",
        "export 2026-11-28 --to cue --mix night.flac -o night.cue",
    )
    parser.add_argument(
        "night", nargs="?", default="", metavar="NIGHT", help="as for show"
    )
    parser.add_argument(
        "--to", required=True, dest="format", metavar="FORMAT", help="the format"
    )
    parser.add_argument(
        "-o",
        "--output",
        default="",
        metavar="PATH",
        help="the file or folder to write to, - for the screen; this folder without it",
    )
    parser.add_argument(
        "--mix",
        default="",
        metavar="NAME",
        help="cue: the recorded mix the sheet splits",
    )
    parser.add_argument(
        "--relative",
        action="store_true",
        help="write file paths relative to the folder of the export",
    )
    parser.add_argument(
        "--replace", action="store_true", help="replace a file that is there"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Export and print what was written."""
    workspace, _, problems = open_with_night(paths, arguments.night)
    say_problems(problems)
    target, to_screen = _target(arguments.output), arguments.output == "-"
    folder = target if is_folder(target) else target.parent
    made = workspace.export(
        arguments.format,
        mix=arguments.mix,
        folder=folder.resolve() if arguments.relative else None,
    )
    for problem in made.problems:
        talk(f"! {problem}")
    if to_screen:
        say_file(made.text.rstrip("\n"))
        return exits.OK
    written = workspace.write_export(made, target, replace=arguments.replace)
    if arguments.json:
        say_json({"files": [str(p) for p in written], "problems": list(made.problems)})
    else:
        for path in written:
            say(f"Wrote {path}")
    return exits.OK


def _target(output: str) -> Path:
    """Return where to write; a name that ends like a folder's must be one."""
    target = Path(output) if output else Path.cwd()
    if output.endswith(("/", os.sep)) and not is_folder(target):
        raise NotFoundError("there is no such folder", where=output, hint="make it")
    return target
