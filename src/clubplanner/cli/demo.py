"""``clubplanner demo``: a practice library, four past nights, and tonight's night."""

import argparse
import os
import sys

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, can_draw, now, open_workspace
from clubplanner.cli.output import talk
from clubplanner.cli.scan import sentence
from clubplanner.cli.show import say_plan
from clubplanner.errors import NotFoundError
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "demo",
        "try it with a practice library",
        "Makes audio files with a beat (practice stand-ins, no recordings of anyone), "
        "four past nights and tonight's night, then opens the app on it. Everything "
        "lies in one folder of your user data and is made only once.",
        "demo --no-app",
    )
    parser.add_argument(
        "--no-app",
        action="store_true",
        help="print the night instead of opening the app",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Make what is missing, build tonight's night, show it."""
    home = Paths.under(paths.practice_folder)
    workspace = open_workspace(home)
    _make(home, workspace)
    _open_tonight(workspace)
    home_name = f"CLUBPLANNER_HOME={paths.practice_folder}"
    talk(f"Every other command works on the practice night with {home_name}")
    if arguments.no_app or arguments.json or not can_draw():
        say_plan(workspace, arguments.json)
        return exits.OK
    # textual takes 466 ms to import; only the app needs it.
    from clubplanner.tui.app import run as run_app

    return run_app(lambda: workspace, now=now, environ=os.environ)


def _make(home: Paths, workspace: Workspace) -> None:
    from clubplanner.practice.demo import make_demo

    music = home.data / "music"
    made = make_demo(music, home.sets, workspace.today, progress=_show_progress)
    if sys.stderr.isatty():
        talk("")
    report = workspace.scan([made.library])
    talk(f"Practice library in {made.library}: {sentence(report)}.")
    workspace.library_changed()
    workspace.sets_changed()


def _open_tonight(workspace: Workspace) -> None:
    """Open tonight's practice night, made and built the first time."""
    try:
        workspace.open_night(workspace.today.isoformat())
    except NotFoundError:
        workspace.new_night(workspace.today)
        workspace.planner.take(workspace.planner.build())
        talk(f"Built tonight's night: {workspace.save()}")


def _show_progress(what: str, done: int, of: int, name: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}: {done} of {of}  {name}")
        sys.stderr.flush()
