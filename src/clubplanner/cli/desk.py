"""What the commands share: the workspace on this machine and the common arguments."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from clubplanner.cli.output import talk
from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.values import parse_date
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.files.problem import Problem
    from clubplanner.night.plan import Night
    from clubplanner.workspace.journal import Recovery
    from clubplanner.workspace.surroundings import Surroundings
    from clubplanner.workspace.workspace import Workspace

LONGEST_S = 86_400


def now() -> datetime:
    """Return the machine's local time; the only place the command line asks for it."""
    return datetime.now().astimezone()


def can_draw() -> bool:
    """Say whether the app has a terminal, or is told to draw elsewhere (a browser)."""
    has_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    return has_terminal or "TEXTUAL_DRIVER" in os.environ


def open_surroundings(paths: Paths) -> "Surroundings":
    """Return the DJ's files for a command that needs no night."""
    from clubplanner.workspace.surroundings import Surroundings

    surroundings = Surroundings(paths, now)
    say_problems(surroundings.settings_problems)
    return surroundings


def open_workspace(paths: Paths) -> "Workspace":
    """Return the workspace over the DJ's files."""
    from clubplanner.workspace.workspace import Workspace

    workspace = Workspace(paths, now)
    say_problems(workspace.settings_problems)
    return workspace


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


def whole(low: int) -> Callable[[str], int]:
    """Return an argument type: whole numbers from ``low``."""

    def parsed(text: str) -> int:
        if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII) or int(text) < low:
            raise argparse.ArgumentTypeError(f"write a whole number from {low}")
        return int(text)

    return parsed


def seconds(text: str) -> float:
    """Read an argument: seconds, more than none and at most a day."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST_S:
        raise argparse.ArgumentTypeError("write seconds, for example 2.5")
    return number


def day(text: str) -> date:
    """Read an argument: a date."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def open_with_night(
    paths: Paths, which: str
) -> "tuple[Workspace, Night, tuple[Problem, ...]]":
    """Return the workspace with a night open, the night, what is wrong with its files.

    Its files are the night, its residency and its theme.

    Raises:
        NotFoundError: there is no such night.
        ClubplannerError: its file cannot be read.
    """
    workspace = open_workspace(paths)
    problems = _open(workspace, which)
    if workspace.recovery is not None:
        talk(f"! {_never_saved(workspace.recovery)}; the app has them")
    return workspace, workspace.opened, problems


def open_to_save(paths: Paths, which: str) -> "Workspace":
    """Return the workspace with a night open that will be edited and saved.

    Raises:
        NotFoundError: there is no such night.
        ClubplannerError: its file cannot be read, or has edits that were never saved.
    """
    workspace = open_workspace(paths)
    say_problems(_open(workspace, which))
    if workspace.recovery is not None:
        raise ClubplannerError(
            _never_saved(workspace.recovery),
            hint="clubplanner app restores them or throws them away",
        )
    return workspace


def say_problems(problems: "Iterable[Problem]") -> None:
    """Say what is wrong with the DJ's files."""
    for problem in problems:
        talk(f"! {problem}")


def _open(workspace: "Workspace", which: str) -> "tuple[Problem, ...]":
    try:
        opened = workspace.open_night(which)
    except NotFoundError as error:
        _say_unplanned(workspace, which, error)
        raise
    return (
        *opened,
        *workspace.sets_folder.residency_problems,
        *workspace.theme_problems,
    )


def _say_unplanned(workspace: "Workspace", which: str, error: NotFoundError) -> None:
    """Say of a night that is not found that it was played without a plan, if so.

    Raises:
        NotFoundError: it was.
    """
    played = [past for past in workspace.past() if past.is_unplanned]
    meant = [past for past in played if which and past.is_called(which)]
    if meant:
        raise NotFoundError(
            f'"{meant[-1].name}" of {meant[-1].date} has a play log and no plan',
            hint=f"clubplanner new --date {meant[-1].date} makes one",
        ) from error


def _never_saved(unsaved: "Recovery") -> str:
    if unsaved.edits == 1:
        return "1 edit of this night was never saved"
    return f"{unsaved.edits} edits of this night were never saved"
