"""``clubplanner season``: a page of what the room heard, to read, print and send."""

import argparse
import re
from pathlib import Path

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, day, open_surroundings
from clubplanner.cli.output import say, talk
from clubplanner.errors import UsageError
from clubplanner.workspace.paths import Paths


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "season",
        "write a page of the season: curves, keys, tracks by night, what was new",
        "Writes one HTML page of a venue's public play logs, with plots: tempo and "
        "energy of the nights, the share of new tracks, a key wheel, tracks by night, "
        "the show's cues, mixes with stars, planned against played. It needs nothing "
        "from the net, prints, and reads on a phone.",
        "season --from 2026-06-01 -o season.html",
    )
    parser.add_argument(
        "--venue", help="another venue than the residency's; '' for all together"
    )
    parser.add_argument(
        "--from",
        dest="first",
        type=day,
        metavar="YYYY-MM-DD",
        help="its first day; 26 weeks before the last without it",
    )
    parser.add_argument(
        "--to",
        dest="last",
        type=day,
        metavar="YYYY-MM-DD",
        help="its last day; today without it",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file, - for stdout; season-VENUE-DAY.html here without it",
    )
    parser.add_argument(
        "--replace", action="store_true", help="write over a file that is there"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Write the page and say where it is.

    Raises:
        UsageError: the last day comes before the first.
        NotFoundError: no play log names the venue.
        ClubplannerError: the file is there already, or cannot be written.
    """
    if arguments.first and arguments.last and arguments.last < arguments.first:
        raise UsageError(
            "the last day comes before the first", hint="--from first, --to last"
        )
    from clubplanner.exchange.formats import Export, write_export
    from clubplanner.exchange.season import season_page
    from clubplanner.library.garbage import no_garbage_runs
    from clubplanner.workspace.season import season

    surroundings = open_surroundings(paths)
    with no_garbage_runs():
        found = season(surroundings, arguments.venue, arguments.first, arguments.last)
    text = season_page(found)
    if arguments.output == "-":
        say(text.rstrip("\n"))
        return exits.OK
    name = f"season-{_slug(found.venue)}-{arguments.last or surroundings.today}.html"
    made = Export(((name, text.encode("utf-8")),), (), text)
    target = Path(arguments.output or name)
    (written,) = write_export(
        made, target, replace=arguments.replace, backups=paths.backups_folder
    )
    nights = len(found.nights)
    say(f"Wrote {written}: {nights} night{'' if nights == 1 else 's'}")
    if not nights:
        talk("! no night of this time has a public play log")
    return exits.OK


def _slug(venue: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", venue.casefold()).strip("-")[:60] or "all"
