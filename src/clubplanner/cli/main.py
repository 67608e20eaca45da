"""``clubplanner``: reads the command line, runs one command, turns errors into words.

Without a command the app opens. Nothing heavy is imported here or by the commands'
modules: textual alone takes half a second.
"""

import argparse
import contextlib
import os
import re
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from keyword import iskeyword
from pathlib import Path

from clubplanner import __version__
from clubplanner.cli import exits
from clubplanner.cli.output import talk
from clubplanner.errors import ClubplannerError, NotFoundError, UsageError
from clubplanner.workspace.paths import Paths, find_paths

COMMANDS = (
    "app",
    "scan",
    "tracks",
    "theme",
    "new",
    "build",
    "replan",
    "show",
    "check",
    "suggest",
    "explain",
    "ladder",
    "export",
    "import",
    "review",
    "diff",
    "memory",
    "season",
    "serve",
    "demo",
    "doctor",
)
"""Every command has a module of its name with ``add_parser`` and ``run``.

A name that is a word of Python has an underscore behind it there.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (``cli.exits``)."""
    _speak_utf8()
    words = _with_query(sys.argv[1:] if argv is None else argv)
    arguments = _parser(words).parse_args(words)
    try:
        paths = find_paths(os.environ, _working_folder())
    except ClubplannerError as error:
        return _told(error, arguments.debug)
    try:
        code: int = arguments.run(arguments, paths)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away: ``| head``.
        _close_stdout()
        return exits.OK
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except ClubplannerError as error:
        return _told(error, arguments.debug)
    except OSError as error:
        if arguments.debug:
            traceback.print_exception(error)
        _close_stdout()
        where = error.filename or "the output"
        talk(f"clubplanner: {where} cannot be read or written ({error.strerror})")
        return exits.UNREADABLE
    except Exception:
        if arguments.debug:
            raise
        _log_unexpected(paths)
        return exits.UNREADABLE
    return code


def _with_query(words: Sequence[str]) -> list[str]:
    """Keep ``-word`` of a query, which leaves a word out, from being an option."""
    if "tracks" not in words[:2]:
        return list(words)
    return [re.sub(r"^-(?!h$|-|$)", " -", word) for word in words]


def _close_stdout() -> None:
    """Let nothing more go to stdout, where Python itself would fail at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser of these words, with no more commands in it than it takes."""
    parser = argparse.ArgumentParser(
        prog="clubplanner",
        description="Plans a DJ's themed night on the clock. "
        "Without a command it opens the app.",
        epilog="example: clubplanner demo",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {__version__}"
    )
    parser.add_argument(
        "--debug", action="store_true", help="show the traceback of an error"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in _commands_meant(words):
        module = f"{name}_" if iskeyword(name) else name
        import_module(f"clubplanner.cli.{module}").add_parser(commands)
    parser.set_defaults(run=_open_app, night="", no_mouse=False)
    return parser


def _commands_meant(words: Sequence[str]) -> tuple[str, ...]:
    """Return the command of the words, all where the help or an error lists them."""
    command = next((word for word in words if not word.startswith("-")), "")
    if command in COMMANDS:
        return (command,)
    return () if list(words) in ([], ["--version"]) else COMMANDS


def _open_app(arguments: argparse.Namespace, paths: Paths) -> int:
    from clubplanner.cli.app import run

    return run(arguments, paths)


def _told(error: ClubplannerError, debug: bool) -> int:
    """Say what went wrong and return the exit code for it."""
    if debug:
        traceback.print_exception(error)
    talk(f"clubplanner: {error}")
    if isinstance(error, NotFoundError):
        return exits.NOT_FOUND
    return exits.USAGE if isinstance(error, UsageError) else exits.UNREADABLE


def _speak_utf8() -> None:
    """Print titles in any script whatever the terminal's encoding says.

    A stream that was closed before the start (``>&-``) takes everything and keeps none.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, StringIO())
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise NotFoundError(
            "the folder you are in is gone", hint="change to another one"
        ) from error


def _log_unexpected(paths: Paths) -> None:
    from clubplanner.cli.desk import now

    try:
        paths.log_file.parent.mkdir(parents=True, exist_ok=True)
        with paths.log_file.open("a", encoding="utf-8") as log:
            log.write(f"{now():%Y-%m-%d %H:%M:%S} {__version__}\n")
            traceback.print_exc(file=log)
        where = f"what happened is written in {paths.log_file}"
    except OSError:
        where = "run it again with --debug to see what happened"
    talk(f"clubplanner: something went wrong that was not foreseen; {where}")
