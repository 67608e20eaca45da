"""``clubplanner build``: fills a night from the library around its anchors."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    add_night,
    open_to_save,
    seconds,
    whole,
)
from clubplanner.cli.output import say, say_json, table, talk
from clubplanner.cli.show import plan_fields, say_plan
from clubplanner.errors import ClubplannerError, UsageError
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.builder.alternatives import Alternative, Offer
    from clubplanner.builder.build import Built
    from clubplanner.workspace.workspace import Workspace

MOST_PLANS = 3


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "build",
        "fill a night around its pins",
        "Replaces the free slots of a night with the best tracks of your library: "
        "pinned slots stay. The night is saved; its previous version is kept. The exit "
        "status is 1 when no legal night exists; it then says why.",
        "build 2026-11-28 --seed 7",
    )
    add_night(parser)
    add_search(parser)
    parser.add_argument(
        "--alternatives",
        type=whole(1),
        metavar="N",
        help=f"up to {MOST_PLANS} plans, each a third apart and at most 5 %% dearer "
        "than the best; the best is saved",
    )
    parser.add_argument(
        "--take",
        type=whole(1),
        default=1,
        metavar="N",
        help="save this one of the alternatives",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the night without saving it"
    )
    parser.add_argument(
        "--instance",
        type=Path,
        metavar="FILE",
        help="solve a library and night given as one JSON object, print the answer",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def add_search(parser: argparse.ArgumentParser) -> None:
    """Add the options of a build's search."""
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help="a plan of its own"
    )
    parser.add_argument(
        "--seconds",
        type=seconds,
        metavar="S",
        help="time to search for: more finds better plans (about 1 s without it); "
        "up to three times as long while there is no plan",
    )


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Build, save and print the night."""
    if arguments.instance is not None:
        return _solve(arguments)
    if arguments.alternatives is not None:
        return _offer(arguments, paths)
    if arguments.take != 1:
        raise UsageError("--take chooses among plans", hint="add --alternatives 3")
    workspace = open_to_save(paths, arguments.night)
    built = workspace.planner.build(seed=arguments.seed, seconds=arguments.seconds)
    if built.night is None:
        return _none(built.why, built.stopped_by, arguments.json)
    _take(arguments, workspace, built)
    if arguments.json:
        say_json({**plan_fields(workspace), "build": search_fields(built)})
    else:
        say_plan(workspace, as_json=False)
    talk_of_stop(built.stopped_by)
    return exits.OK


def _offer(arguments: argparse.Namespace, paths: Paths) -> int:
    """Build several plans, save the one meant and print them all."""
    if arguments.alternatives > MOST_PLANS:
        raise UsageError(f"at most {MOST_PLANS} plans are offered")
    workspace = open_to_save(paths, arguments.night)
    offer = workspace.planner.alternatives(
        count=arguments.alternatives,
        seed=arguments.seed,
        seconds=arguments.seconds,
    )
    if not offer.plans:
        return _none(offer.why, offer.stopped_by, arguments.json)
    if arguments.take > len(offer.every):
        raise UsageError(f"there is no plan {arguments.take}", hint=offer.why)
    _take(arguments, workspace, offer.every[arguments.take - 1].built)
    if arguments.json:
        say_json(_offer_fields(offer, arguments.take))
        return exits.OK
    rows = [
        (
            f"{'>' if number == arguments.take else ' '} {number}",
            f"{one.score.terms.total:,}",
            str(one.score.bridges),
            one.text,
        )
        for number, one in enumerate(offer.every, 1)
    ]
    say(table(("Plan", "Cost", "Bridges", "How"), rows, right=frozenset({1, 2})))
    if offer.why:
        say(offer.why)
    say("")
    say_plan(workspace, as_json=False)
    talk_of_stop(offer.stopped_by)
    return exits.OK


def _take(
    arguments: argparse.Namespace, workspace: "Workspace", built: "Built"
) -> None:
    workspace.planner.take(built)
    # Before anything is printed: a reader that goes away (``| head``) ends the command.
    if arguments.dry_run:
        workspace.discard()
        return
    talk(f"Saved {workspace.save()}")
    if workspace.save_notice:
        talk(workspace.save_notice)


def _none(why: str, stopped_by: str, as_json: bool) -> int:
    """Say why there is no night."""
    if as_json:
        say_json({"night": None, "why": why, "stopped_by": stopped_by})
    talk(why)
    return exits.FINDINGS


def talk_of_stop(stopped_by: str) -> None:
    """Say so where the clock cut a search short."""
    if stopped_by == "clock":
        talk(
            "The clock stopped the search before its end; --seconds gives it longer. "
            "Such a plan may be another one next time."
        )


def search_fields(built: "Built") -> dict[str, object]:
    """Return how a search ended, for JSON."""
    return {"stopped_by": built.stopped_by, "steps": built.steps}


def _offer_fields(offer: "Offer", taken: int) -> dict[str, object]:
    return {
        "plans": [_plan_fields(one) for one in offer.plans],
        "taken": taken,
        "why": offer.why or None,
        "stopped_by": offer.stopped_by,
        "near_misses": [_plan_fields(one) for one in offer.misses],
    }


def _plan_fields(one: "Alternative") -> dict[str, object]:
    return {
        "cost": one.score.terms.total,
        "bridges": one.score.bridges,
        "terms": asdict(one.score.terms),
        "how": one.text,
        "tracks": [slot.track.path if slot.track else None for slot in one.night.slots],
        "stopped_by": one.built.stopped_by,
    }


def _solve(arguments: argparse.Namespace) -> int:
    from clubplanner.builder.instance import solve_instance

    try:
        instance = json.loads(arguments.instance.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ClubplannerError(
            f"the instance cannot be read ({error})", where=str(arguments.instance)
        ) from error
    answer = solve_instance(instance, seconds=arguments.seconds, seed=arguments.seed)
    json.dump(answer, sys.stdout, ensure_ascii=False)
    say("")
    return exits.OK if answer["answer"] is not None else exits.FINDINGS
