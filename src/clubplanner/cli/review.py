"""``clubplanner review``: past nights, and one of them planned against played."""

import argparse

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_workspace
from clubplanner.cli.output import say, say_json, table
from clubplanner.errors import NotFoundError
from clubplanner.night.hard_rules import minutes
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import Fate, Line, Review, repeats
from clubplanner.workspace.past import PastNight
from clubplanner.workspace.paths import Paths

LIST_HEAD = ("Date", "Night", "Venue", "Planned", "Played", "")
HEAD = ("At", "Played", "Planned", "What happened", "Stars", "Note")
PLAYED_HEAD = ("At", "Title", "Artist", "Stars", "Note")

SHOWN = 10
"""Repeats printed for people; ``--json`` has all."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "review",
        "past nights: planned against played, and what repeats",
        "Lists past nights with what the room heard more than once, or shows one night "
        "line by line: kept, moved, swapped, dropped, added, and the pins' times. Of "
        "a night without a plan it shows what was played.",
        "review 2026-11-21",
    )
    parser.add_argument(
        "night", nargs="?", default="", metavar="NIGHT", help="a date or part of a name"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the list of past nights, or one night."""
    workspace = open_workspace(paths)
    nights = workspace.past()
    if not arguments.night:
        return _say_list(nights, arguments.json)
    past = _find(nights, arguments.night)
    if past.log is not None and past.is_unplanned:
        return _say_played(past, past.log, arguments.json)
    found = workspace.review(past)
    if arguments.json:
        say_json(_fields(found))
    else:
        _say_review(past, found)
    return exits.OK


def _find(nights: tuple[PastNight, ...], word: str) -> PastNight:
    for past in reversed(nights):
        if past.is_called(word):
            return past
    raise NotFoundError(f"there is no past night '{word}'", hint="clubplanner review")


def _say_list(nights: tuple[PastNight, ...], as_json: bool) -> int:
    again = repeats(past.log for past in nights if past.log)
    if as_json:
        say_json(
            {
                "nights": [_night_fields(past) for past in nights],
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
    say(table(LIST_HEAD, (_list_row(past) for past in nights), right=frozenset({3, 4})))
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


def _list_row(past: PastNight) -> tuple[str, ...]:
    venue = past.night.venue if past.night else past.log.venue if past.log else ""
    return (
        f"{past.date}",
        past.name,
        venue,
        str(len(past.night.slots)) if past.night else "-",
        str(len(past.log.plays)) if past.log else "-",
        past.problem,
    )


def _night_fields(past: PastNight) -> dict[str, object]:
    return {
        "date": past.date.isoformat(),
        "name": past.name,
        "path": str(past.path),
        "planned": len(past.night.slots) if past.night else None,
        "played": len(past.log.plays) if past.log else None,
        "problem": past.problem or None,
    }


def _say_review(past: PastNight, found: Review) -> None:
    say(f"{past.name}  {past.date:%a %d %b %Y}")
    counts = (f"{found.count(fate)} {fate}" for fate in Fate if found.count(fate))
    say(", ".join(counts))
    for drift in found.drifts:
        word = "held" if drift.is_held else "missed"
        side = "late" if drift.off_s > 0 else "early"
        off = f"{minutes(drift.off_s)} {side}" if drift.off_s else "on time"
        say(f'pin {word} "{drift.slot.name}": {off}')
    say("")
    say(table(HEAD, (_row(line) for line in found.lines)))


def _say_played(past: PastNight, log: PlayLog, as_json: bool) -> int:
    """Print a night nobody planned here: what was played."""
    if as_json:
        lines = [_line_fields("played", None, play) for play in log.plays]
        say_json(
            {"counts": {fate.value: 0 for fate in Fate}, "anchors": [], "lines": lines}
        )
        return exits.OK
    say(f"{past.name}  {past.date:%a %d %b %Y}")
    say(f"{len(log.plays)} played, no plan of this night is known\n")
    say(table(PLAYED_HEAD, (_played_row(play) for play in log.plays)))
    return exits.OK


def _played_row(play: Play) -> tuple[str, ...]:
    return (
        f"{play.at:%H:%M}" if play.at else "",
        play.title or play.path,
        play.artist,
        "*" * (play.stars or 0),
        play.note.replace("\n", " "),
    )


def _row(line: Line) -> tuple[str, ...]:
    play, slot = line.play, line.slot
    return (
        f"{play.at:%H:%M}" if play and play.at else "",
        play.title or play.path if play else "--",
        slot.name if slot else "--",
        line.fate.value,
        "*" * (play.stars or 0) if play else "",
        play.note.replace("\n", " ") if play else "",
    )


def _fields(found: Review) -> dict[str, object]:
    return {
        "counts": {fate.value: found.count(fate) for fate in Fate},
        "anchors": [
            {"title": d.slot.name, "late_s": d.off_s, "held": d.is_held}
            for d in found.drifts
        ],
        "lines": [
            _line_fields(
                line.fate.value, line.slot.name if line.slot else None, line.play
            )
            for line in found.lines
        ],
    }


def _line_fields(
    what: str, planned: str | None, play: Play | None
) -> dict[str, object]:
    return {
        "what": what,
        "planned": planned,
        "played": play.title if play else None,
        "at": play.at.isoformat() if play and play.at else None,
        "stars": play.stars if play else None,
        "note": (play.note or None) if play else None,
    }
