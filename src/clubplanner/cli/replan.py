"""``clubplanner replan``: plans the rest of a night anew while it is played."""

import argparse
import json
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, add_night, open_to_save
from clubplanner.cli.output import say, say_json, talk
from clubplanner.cli.show import say_plan
from clubplanner.errors import UsageError
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.builder.replan import Replanned
    from clubplanner.workspace.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "replan",
        "running late or early: plan the rest of the night anew",
        "Keeps what was played and every pin, and makes the rest fit: tracks dropped "
        "or added first, then plays shortened, then the tempo nudged, then the windows "
        "of soft pins. The night is saved; its previous version is kept. The exit "
        "status is 1 when something cannot be held; it then says what, and what is "
        "saved comes nearest.",
        'replan 2026-11-28 --now 23:47 --playing "Inferno"',
    )
    add_night(parser)
    begun = parser.add_mutually_exclusive_group(required=True)
    begun.add_argument(
        "--playing",
        metavar="SLOT|TITLE",
        help="what plays: a slot's number, or the title of any track of yours",
    )
    begun.add_argument(
        "--waiting",
        action="store_true",
        help="nothing has played yet: the first track starts only now",
    )
    parser.add_argument(
        "--now", metavar="TIME", help="the time it is; the clock of this machine"
    )
    parser.add_argument(
        "--since",
        metavar="TIME",
        help="when it started; without it: what the night knows, else just now",
    )
    parser.add_argument(
        "--played",
        action="append",
        metavar="SLOT|TITLE",
        help="what was played before it, once for each; without it: what was planned",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print the night without saving it"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Plan the rest anew, save and print it."""
    from clubplanner.workspace.replanning import (
        heard,
        propose,
        propose_start,
        second_at,
        second_now,
        take,
    )

    workspace = open_to_save(paths, arguments.night)
    night = workspace.opened
    if arguments.now is None:
        now = second_now(night, workspace.now())
    else:
        now = second_at(night, arguments.now)
    if arguments.waiting:
        if arguments.since is not None or arguments.played:
            raise UsageError(
                "--waiting means that nothing has played yet",
                hint="leave out --since and --played",
            )
        proposal = propose_start(workspace, now)
    else:
        since = None if arguments.since is None else second_at(night, arguments.since)
        playing = heard(workspace, arguments.playing, now)
        words = arguments.played
        played = words and [heard(workspace, word, now) for word in words]
        proposal = propose(workspace, playing, now, since=since, played=played)
    take(workspace, proposal)
    # Before anything is printed: a reader that goes away (``| head``) ends the command.
    if arguments.dry_run:
        workspace.discard()
    else:
        talk(f"Saved {workspace.save()}")
        if workspace.save_notice:
            talk(workspace.save_notice)
    word = "starts" if arguments.waiting else "plays since"
    _say(workspace, proposal.result, word, arguments.json)
    return exits.FINDINGS if proposal.result.unheld else exits.OK


def _say(workspace: "Workspace", result: "Replanned", word: str, as_json: bool) -> None:
    if as_json:
        plan = json.loads(workspace.export("json").preview)
        say_json({"replan": _fields(result), **plan})
        return
    playing = result.night.slots[result.place]
    start = workspace.timeline.items[result.place].begins
    say(f'"{playing.name}" {word} {start:%H:%M:%S}, {result.drift}.')
    for note in result.notes:
        say(note)
    for change in result.changes:
        say(f"- {change.text}")
    if not result.changes:
        say("Nothing of the plan has to change.")
    for sentence in result.unheld:
        say(f"! {sentence}")
    say("")
    say_plan(workspace, as_json=False)


def _fields(result: "Replanned") -> dict[str, object]:
    """Return what a re-plan came to as stable JSON."""
    places = {slot.id: n for n, slot in enumerate(result.night.slots, 1)}
    return {
        "playing": result.place + 1,
        "drift_s": result.drift_s,
        "changes": [
            {
                "remedy": change.remedy.value,
                "slot": places.get(change.slot_id),
                "saved_s": change.saved_s,
                "text": change.text,
            }
            for change in result.changes
        ],
        "notes": list(result.notes),
        "unheld": list(result.unheld),
    }
