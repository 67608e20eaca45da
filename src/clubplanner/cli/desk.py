"""What the commands share: the workspace on this machine and the common arguments."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.files.problem import Problem
    from clubplanner.night.plan import Night
    from clubplanner.workspace.workspace import Workspace


def now() -> datetime:
    """Return the machine's local time; the only place the command line asks for it."""
    return datetime.now().astimezone()


def open_workspace(paths: Paths) -> "Workspace":
    """Return the workspace over the DJ's files."""
    from clubplanner.workspace.workspace import Workspace

    return Workspace(paths, now)


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    description: str,
    example: str,
) -> argparse.ArgumentParser:
    """Add a command with a help text that ends in an example."""
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"example: clubplanner {example}",
        allow_abbrev=False,
    )


def add_night(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a night."""
    parser.add_argument(
        "night",
        nargs="?",
        default="",
        metavar="NIGHT",
        help="a night file, its date or part of its name; tonight's or the next "
        "one without it",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument(
        "--json", action="store_true", help="print JSON for other programs"
    )


def open_with_night(
    paths: Paths, which: str
) -> "tuple[Workspace, Night, tuple[Problem, ...]]":
    """Return the workspace with a night open, the night, what is wrong with its file.

    Raises:
        NotFoundError: there is no such night.
        ClubplannerError: its file cannot be read.
    """
    workspace = open_workspace(paths)
    problems = workspace.open_night(which)
    return workspace, workspace.opened, problems
