"""``clubplanner serve``: the app in a browser on this computer."""

import argparse
import secrets
import sys
import webbrowser

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_night, whole
from clubplanner.cli.output import talk
from clubplanner.errors import UsageError
from clubplanner.workspace.paths import Paths

PORT = 8000
HIGHEST_PORT = 65_535


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "serve",
        "show the app in a browser on this computer",
        "Shows the app in a browser. Only this computer can reach it, and only with "
        "the key in the address; one app a tab. Ctrl+C ends it.",
        "serve 2026-11-28 --port 8123",
    )
    add_night(parser)
    parser.add_argument(
        "--port", type=whole(1), default=PORT, help=f"where it listens ({PORT})"
    )
    parser.add_argument(
        "--no-open", action="store_true", help="print the address, open no browser"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Serve until interrupted and return the exit code.

    Raises:
        UsageError: there is no such port.
        ClubplannerError: the extra ``web`` is not installed, or the port is taken.
    """
    if arguments.port > HIGHEST_PORT:
        raise UsageError("there is no such port", hint=f"1 to {HIGHEST_PORT}")
    from clubplanner.tui.web.server import serve

    words = [sys.executable, "-m", "clubplanner", "app"]

    def opened(address: str) -> None:
        talk(f"The app is at {address}")
        talk("Ctrl+C ends it.")
        if not arguments.no_open:
            webbrowser.open(address)

    night = [arguments.night] if arguments.night else []
    serve([*words, *night], arguments.port, secrets.token_urlsafe(16), opened)
    return exits.OK
