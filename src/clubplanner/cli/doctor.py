"""``clubplanner doctor``: where everything lies and whether it is well."""

import argparse
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from clubplanner import __version__
from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_surroundings
from clubplanner.cli.output import say, say_json, table
from clubplanner.workspace.paths import Paths

PACKAGES = ("textual", "mutagen", "pyyaml", "numpy", "soundfile")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "doctor",
        "show where everything lies and what is wrong",
        "Prints every folder and file of clubplanner with its state, the versions in "
        "use, folders that are not there and files that could not be read.",
        "doctor",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the state of things; the exit status is 1 when anything is wrong."""
    surroundings = open_surroundings(paths)
    places = {
        "settings": paths.settings_file,
        "own words": paths.words_file,
        "imported collections": paths.collections_file,
        "library index": paths.index_file,
        "nights": paths.sets,
        "own themes": paths.themes_folder,
        "journals": paths.journal_folder,
        "previous versions": paths.backups_folder,
        "log": paths.log_file,
    }
    states = [
        (name, str(path), "there" if path.exists() else "not made yet")
        for name, path in places.items()
    ]
    problems = [str(problem) for problem in surroundings.problems]
    if arguments.json:
        say_json(
            {
                "version": __version__,
                "python": platform.python_version(),
                "packages": {name: _version(name) or None for name in PACKAGES},
                "paths": {name: path for name, path, _ in states},
                "folders": [str(folder) for folder in surroundings.settings.folders],
                "tracks": len(surroundings.tracks),
                "problems": problems,
            }
        )
        return exits.FINDINGS if problems else exits.OK
    say(
        f"clubplanner {__version__}, Python {platform.python_version()}, {sys.platform}"
    )
    say(", ".join(f"{name} {_version(name) or 'missing'}" for name in PACKAGES))
    say("")
    say(table(("What", "Where", "State"), states))
    say("")
    for folder in surroundings.settings.folders:
        say(f"music folder {folder}: {'there' if folder.is_dir() else 'not there'}")
    say(f"{len(surroundings.tracks):,} tracks in the library")
    for problem in problems:
        say(f"! {problem}")
    return exits.FINDINGS if problems else exits.OK


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
