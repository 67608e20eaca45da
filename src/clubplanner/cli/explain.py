"""``clubplanner explain``: every slot's and transition's terms, and the runner-up."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    add_night,
    open_with_night,
    say_problems,
    whole,
)
from clubplanner.cli.output import say, say_json
from clubplanner.errors import UsageError
from clubplanner.night.term_words import told
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.builder.explain import Reason
    from clubplanner.night.timeline import Timed
    from clubplanner.workspace.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "explain",
        "what every slot costs, and which track came second",
        "Prints the cost of every slot and transition by term, the best other track "
        "for the slot under the rules, and by which terms it lost.",
        "explain 2026-11-28 --slot 5",
    )
    add_night(parser)
    parser.add_argument(
        "--slot", type=whole(1), metavar="N", help="only this slot; all without it"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the reasons."""
    workspace, night, problems = open_with_night(paths, arguments.night)
    say_problems(problems)
    if arguments.slot is not None and arguments.slot > len(night.slots):
        raise UsageError(f"the night has {len(night.slots)} slots")
    places = None if arguments.slot is None else [arguments.slot - 1]
    reasons = workspace.planner.explain(places)
    items = workspace.timeline.items
    if arguments.json:
        say_json([_fields(one, items[one.place]) for one in reasons])
        return exits.OK
    for one in reasons:
        _say_reason(one, items[one.place])
    if places is None:
        _say_sum(workspace)
    return exits.OK


def _say_reason(one: "Reason", item: "Timed") -> None:
    say(f"{one.place + 1:>3}  {item.begins:%H:%M}  {item.slot.name}")
    if one.into is not None:
        kind, terms = one.into.kind.value, told(one.into.terms)
        words = f"{kind}, {terms}" if terms else kind
        say(f"     in    {one.into.terms.total:>6,}  {words}")
    say(f"     slot  {one.slot.total:>6,}  {told(one.slot)}".rstrip())
    say(f"     {one.text}")


def _say_sum(workspace: "Workspace") -> None:
    score = workspace.score
    bridges = f"{score.bridges} bridges" if score.bridges != 1 else "1 bridge"
    say("")
    say(f"In all {bridges}, cost {score.terms.total:,}: {told(score.terms)}")


def _fields(one: "Reason", item: "Timed") -> dict[str, object]:
    """Return a reason as the stable JSON object of ``explain --json``."""
    second = one.runner_up
    return {
        "slot": one.place + 1,
        "at": item.begins.isoformat(),
        "title": item.slot.name,
        "cost": one.slot.total,
        "terms": asdict(one.slot),
        "into": None
        if one.into is None
        else {
            "kind": one.into.kind.value,
            "cost": one.into.terms.total,
            "terms": asdict(one.into.terms),
        },
        "runner_up": None
        if second is None
        else {
            "path": second.track.path,
            "title": second.track.title,
            "artist": second.track.artist,
            "cost": second.cost,
            "bridges": second.bridges,
            "terms": asdict(second.terms),
        },
        "text": one.text,
    }
