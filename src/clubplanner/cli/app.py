"""``clubplanner app``: opens the app; also what no command at all does."""

import argparse
import os
from typing import TYPE_CHECKING

from clubplanner.cli.desk import add_command, add_night, can_draw, now, say_problems
from clubplanner.errors import NotFoundError, UsageError
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.workspace.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "app",
        "open the app (also without any command)",
        "Opens the app on a night. Keys are listed under ? inside.",
        "app 2026-11-28",
    )
    add_night(parser)
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Open the app and return its exit code.

    Raises:
        UsageError: there is no terminal to draw on, nor another driver of Textual.
    """
    if not can_draw():
        raise UsageError(
            "the app needs a terminal", hint="clubplanner show prints a night"
        )
    # textual takes 466 ms to import; only this command needs it.
    from clubplanner.tui.app import PRACTICE
    from clubplanner.tui.app import run as run_app
    from clubplanner.workspace.settings import read_settings

    def opened() -> "Workspace":
        from clubplanner.workspace.workspace import Workspace

        workspace = Workspace(paths, now)
        open_night(workspace, arguments.night)
        return workspace

    settings, problems = read_settings(paths.settings_file)
    say_problems(problems)
    status = run_app(
        opened,
        now=now,
        environ=os.environ,
        colours=settings.colours,
        mouse=not arguments.no_mouse,
    )
    if status != PRACTICE:
        return status
    from clubplanner.cli import demo

    return demo.run(argparse.Namespace(no_app=False, json=False), paths)


def open_night(workspace: "Workspace", which: str) -> None:
    """Open the night meant; without a word the one with unsaved edits, if any."""
    try:
        if which or not workspace.open_unsaved():
            workspace.open_night(which)
    except NotFoundError:
        if which:
            raise
