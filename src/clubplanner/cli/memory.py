"""``clubplanner memory``: what the room has heard, week by week."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_surroundings, whole
from clubplanner.cli.output import say_json, say_page, talk
from clubplanner.workspace.pages import PARTS
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.residency.play_log import PlayLog
    from clubplanner.residency.sets_folder import Listed

WEEKS = 12
LIMIT = 10
MOST_WEEKS = 2000

MEANING = (
    "Usual is the year before the window: the share of its nights that had a track, "
    "times the nights of the window, is how often habit would play it. Overplayed: on "
    "3 nights of the window and more, at least twice as often as usual. Underplayed: "
    "usual is once or more, played at most half as often, and it did not fail (mean "
    "stars under 3). Unplayed: 4 stars and more in the library, never played here. "
    "New: first time at this venue. Asked for: the play's note says ask, request, "
    "wish or wanted. Worked: 4 stars and more; failed: 1 or 2."
)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "memory",
        "what the room has heard: last played, over- and underplayed, new, keys, cues",
        "Looks back at a venue's public play logs: when each track, artist and pair "
        "was last played and how it went, what is over- and underplayed, what was "
        f"new, and keys, tempo and energy by night and hour. {MEANING}",
        "memory --show pairs --weeks 26",
    )
    parser.add_argument(
        "--venue", help="another venue than the residency's; '' for all together"
    )
    parser.add_argument(
        "--weeks",
        type=_weeks,
        default=WEEKS,
        metavar="N",
        help=f"the window: how many weeks count as recent, {WEEKS} without it",
    )
    parser.add_argument("--show", choices=PARTS, help="one part, whole")
    parser.add_argument(
        "--limit",
        type=whole(1),
        metavar="N",
        help=f"rows of each list: {LIMIT} without it, all with --json",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the memory of a venue."""
    from clubplanner.library.garbage import no_garbage_runs

    # Nothing of ten years of nights is garbage: a third of the time goes without it.
    with no_garbage_runs():
        return _say_memory(arguments, paths)


def _say_memory(arguments: argparse.Namespace, paths: Paths) -> int:
    from clubplanner.workspace.pages import memory as pages
    from clubplanner.workspace.remembering import remembered

    surroundings = open_surroundings(paths)
    known = remembered(surroundings, arguments.venue, arguments.weeks)
    _say_damaged(surroundings.logs)
    sections = (arguments.show,) if arguments.show else PARTS
    if arguments.json:
        from clubplanner.cli import memory_fields

        say_json(memory_fields.fields(known, sections, arguments.limit))
        return exits.OK
    limit = arguments.limit or LIMIT
    if not known.room.nights:
        say_page(pages.nothing(known))
    elif arguments.show:
        say_page(pages.section(arguments.show, known, limit))
    else:
        say_page(pages.overview(known, limit))
    return exits.OK


def _weeks(text: str) -> int:
    number = whole(1)(text)
    if number > MOST_WEEKS:
        msg = f"write a whole number from 1 to {MOST_WEEKS}"
        raise argparse.ArgumentTypeError(msg)
    return number


def _say_damaged(logs: "tuple[Listed[PlayLog], ...]") -> None:
    """Say which logs could not be read at all; they are not part of the memory."""
    for listed in logs:
        if listed.content is None:
            for problem in listed.problems:
                talk(f"! {problem}")
