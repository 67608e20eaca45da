"""``clubplanner review``: past nights, and one of them planned against played."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits, review_words
from clubplanner.cli.desk import add_command, add_json, open_surroundings
from clubplanner.cli.output import say, say_json, table, talk
from clubplanner.cli.review_fields import played_fields, review_fields
from clubplanner.cli.review_text import played_text, review_text
from clubplanner.errors import NotFoundError, UsageError
from clubplanner.residency.briefs import Briefs, PlanBrief
from clubplanner.residency.review import repeats
from clubplanner.workspace.past import PastNight
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.workspace.surroundings import Surroundings

LIST_HEAD = ("Date", "Night", "Venue", "Planned", "Played", "Stars", "")

SHOWN = 10
"""Repeats printed for people; ``--json`` has all."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "review",
        "past nights: planned against played, and what repeats",
        "Lists past nights with what the room heard more than once, or shows one night "
        "line by line: kept, moved, swapped, dropped, added, how late it ran, and how "
        "long its transitions were. Of a night without a plan it shows what was "
        "played. What was matched wrong is put right in the play log: --same and "
        "--not-same take the numbers of play and slot, --track a play and a track of "
        "yours. Stars and notes are kept there too: of the night, or with --play, "
        "--slot or --into of a play or the mix into it.",
        "review 2026-11-21 --into 9 --stars 1 --note 'never again'",
    )
    parser.add_argument(
        "night", nargs="?", default="", metavar="NIGHT", help="a date or part of a name"
    )
    review_words.add_arguments(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the list of past nights, or one night.

    Raises:
        UsageError: a correction or an opinion names no night.
        NotFoundError: there is no such night, play, slot or track.
    """
    changes = review_words.changes(arguments)
    around = open_surroundings(paths)
    nights = around.past()
    if not arguments.night:
        if changes:
            raise UsageError("this needs its night", hint="review NIGHT --stars 4")
        return _say_list(around, nights, arguments.json)
    past = _find(nights, arguments.night)
    for change in changes:
        talk(change(around, past))
        past = _find(around.past(), arguments.night)
    if past.log is not None and past.is_unplanned:
        if arguments.json:
            say_json(played_fields(past, past.log))
        else:
            say(played_text(past, past.log))
        return exits.OK
    found = around.review(past)
    gone = around.gone_files(found)
    if arguments.json:
        say_json(review_fields(past, found, around.curves(found), gone))
    else:
        say(review_text(past, found, gone))
    return exits.OK


def _find(nights: tuple[PastNight, ...], word: str) -> PastNight:
    fitting = [past for past in nights if past.is_called(word)]
    # A second log of a night stands alone; the one with a plan is meant.
    last = [past for past in fitting if past.date == fitting[-1].date]
    for past in (*(one for one in reversed(last) if one.plan), *reversed(last)):
        return past
    raise NotFoundError(
        f"there is no past night '{word[:80]}'", hint="clubplanner review"
    )


def _say_list(
    around: "Surroundings", nights: tuple[PastNight, ...], as_json: bool
) -> int:
    heard_s = around.residency.heard_s
    again = repeats((past.log for past in nights if past.log), heard_s)
    briefs = Briefs(around.paths.briefs_cache_file, around.paths.sets)
    listed = [(past, briefs.of(past.plan) if past.plan else None) for past in nights]
    briefs.save()
    if as_json:
        say_json(
            {
                "nights": [_night_fields(*one) for one in listed],
                "repeats": [
                    {
                        "title": one.title,
                        "artist": one.artist,
                        "dates": [day.isoformat() for day in one.days],
                    }
                    for one in again
                ],
            }
        )
        return exits.OK
    if not nights:
        say("No past night yet.")
        return exits.OK
    say(table(LIST_HEAD, (_list_row(*one) for one in listed), right=frozenset({3, 4})))
    if again:
        say("\nHeard on more than one night:")
        say(
            table(
                ("Times", "Title", "Artist", "Last"),
                (
                    (str(len(r.days)), r.title, r.artist, f"{r.days[-1]:%d %b}")
                    for r in again[:SHOWN]
                ),
                right=frozenset({0}),
            )
        )
    if len(again) > SHOWN:
        say(f"and {len(again) - SHOWN} more, all with --json")
    return exits.OK


def _list_row(past: PastNight, plan: PlanBrief | None) -> tuple[str, ...]:
    is_planned = plan is not None and plan.slots is not None
    venue = plan.venue if plan and is_planned else past.log.venue if past.log else ""
    return (
        f"{past.date}",
        past.name,
        venue,
        str(plan.slots) if plan and is_planned else "-",
        str(len(past.log.plays)) if past.log else "-",
        "*" * (past.log.stars or 0) if past.log else "",
        _problem(past, plan) or (past.log.note if past.log else ""),
    )


def _problem(past: PastNight, plan: PlanBrief | None) -> str:
    """Return what is wrong with the files of a night, or empty."""
    if plan is not None and plan.problem:
        return plan.problem
    played = past.played
    is_damaged = played is not None and played.content is None and played.problems
    return str(played.problems[0]) if played and is_damaged else ""


def _night_fields(past: PastNight, plan: PlanBrief | None) -> dict[str, object]:
    return {
        "date": past.date.isoformat(),
        "name": past.name,
        "path": str(past.path),
        "planned": plan.slots if plan else None,
        "played": len(past.log.plays) if past.log else None,
        "stars": past.log.stars if past.log else None,
        "note": (past.log.note or None) if past.log else None,
        "problem": _problem(past, plan) or None,
    }
