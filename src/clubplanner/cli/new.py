"""``clubplanner new``: makes a night from the residency, or like another night."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.build import add_search, search_fields, talk_of_stop
from clubplanner.cli.desk import (
    add_command,
    add_json,
    day,
    open_with_night,
    open_workspace,
    say_problems,
)
from clubplanner.cli.output import say, say_json, talk
from clubplanner.cli.show import say_plan
from clubplanner.errors import ClubplannerError, UsageError
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.builder.build import Built
    from clubplanner.workspace.next_night import Chosen, NextNight
    from clubplanner.workspace.workspace import Workspace


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "new",
        "make a night from your residency, or like another night",
        "Makes a night file with the residency's hours, theme, pins and curve. The "
        "date is the residency's next one unless given. --next goes on to the first "
        "free date after the last night planned, adds the theme's cues that were not "
        "heard for longest, and builds the night. --like takes hours, pins and curve "
        "of another night, its notes with them.",
        "new --next",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--next", action="store_true", help="next week's night, cues rotated and built"
    )
    kinds.add_argument(
        "--like", metavar="NIGHT", help="like this night: its file, date or name"
    )
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD")
    parser.add_argument("--name", default="", metavar="NAME")
    parser.add_argument(
        "--no-build", action="store_true", help="with --next: save it unbuilt"
    )
    add_search(parser)
    parser.add_argument(
        "--keep-tracks", action="store_true", help="with --like: its free slots too"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Make and save the night, print its file."""
    _check(arguments)
    if arguments.next:
        return _next(arguments, paths)
    if arguments.like is not None:
        return _like(arguments, paths)
    workspace = open_workspace(paths)
    say_problems(workspace.sets_folder.residency_problems)
    workspace.new_night(arguments.date, arguments.name)
    made = workspace.save()
    if workspace.sets_folder.residency is None:
        file = workspace.paths.sets / "residency.yaml"
        talk(f"There is no {file}: the night gets plain hours and no pins.")
    if arguments.json:
        say_json({"path": str(made), "date": workspace.opened.date.isoformat()})
    else:
        say(f"Made {made}")
    return exits.OK


def _check(arguments: argparse.Namespace) -> None:
    """Refuse options that would do nothing."""
    search = arguments.seed != 0 or arguments.seconds is not None
    if not arguments.next and (arguments.no_build or search):
        raise UsageError(
            "only --next builds the night it makes",
            hint="leave --no-build, --seed and --seconds out, or add --next",
        )
    if arguments.no_build and search:
        raise UsageError("--no-build builds nothing", hint="leave --seed/--seconds out")
    if arguments.keep_tracks and arguments.like is None:
        raise UsageError("--keep-tracks needs the night to take them from: --like")


def _like(arguments: argparse.Namespace, paths: Paths) -> int:
    """Make and save a night like another one."""
    from clubplanner.workspace.next_night import open_like

    workspace, like, problems = open_with_night(paths, arguments.like)
    say_problems(problems)
    source = workspace.file
    open_like(
        workspace, arguments.date, arguments.name, keep_tracks=arguments.keep_tracks
    )
    made, slots = workspace.save(), len(workspace.opened.slots)
    if arguments.json:
        say_json(
            {
                "path": str(made),
                "date": workspace.opened.date.isoformat(),
                "like": str(source),
                "slots": slots,
            }
        )
        return exits.OK
    say(f"Made {made}")
    kept = f"{slots} of its {len(like.slots)} slots"
    say(f"Like {like.date} {like.name}: hours, curve and {kept}")
    return exits.OK


def _next(arguments: argparse.Namespace, paths: Paths) -> int:
    """Make, build and save the residency's next night, and say what was chosen."""
    from clubplanner.workspace.next_night import open_next

    workspace = open_workspace(paths)
    say_problems(workspace.sets_folder.residency_problems)
    found = open_next(workspace, arguments.date, arguments.name)
    say_problems(workspace.theme_problems)
    # Saved before the build as well: whatever stops it, the night is there.
    made = workspace.save()
    built, why = (None, "") if arguments.no_build else _build(workspace, arguments)
    if arguments.json:
        say_json(_fields(workspace, found, built, why))
    else:
        say(f"Made {made}")
        _say_choice(workspace, found)
        if built is not None:
            say("")
            say_plan(workspace, as_json=False)
    for sentence in found.notices:
        talk(f"! {sentence}")
    if built is not None:
        talk_of_stop(built.stopped_by)
    if why:
        talk(f"Saved unbuilt: {why}")
    return exits.FINDINGS if why else exits.OK


def _build(
    workspace: "Workspace", arguments: argparse.Namespace
) -> "tuple[Built | None, str]":
    """Build and save the open night; without a legal one return why not."""
    try:
        built = workspace.planner.build(seed=arguments.seed, seconds=arguments.seconds)
    except ClubplannerError as error:
        return None, str(error)
    if built.night is None:
        return None, built.why
    workspace.planner.take(built)
    workspace.save()
    return built, ""


def _say_choice(workspace: "Workspace", found: "NextNight") -> None:
    night = workspace.opened
    pins = "1 pin" if found.pinned == 1 else f"{found.pinned} pins"
    say(
        f"{night.date:%a %d %b %Y}, {night.start:%H:%M}-{night.end:%H:%M}, "
        f"{pins} of the residency"
    )
    for one in found.chosen:
        say(f"{one.piece.title}: {one.why}")


def _fields(
    workspace: "Workspace", found: "NextNight", built: "Built | None", why: str
) -> dict[str, object]:
    return {
        "path": str(workspace.file),
        "date": workspace.opened.date.isoformat(),
        "pinned": found.pinned,
        "cues": [_cue_fields(one) for one in found.chosen],
        "notices": list(found.notices),
        "build": search_fields(built) if built else None,
        "why": why or None,
    }


def _cue_fields(one: "Chosen") -> dict[str, object]:
    heard = one.piece.heard
    return {
        "cue": one.piece.cue,
        "title": one.piece.title,
        "path": one.piece.path,
        "signature": one.is_signature,
        "last": heard.day.isoformat() if heard else None,
        "last_is_planned": heard.is_planned if heard else None,
        "why": one.why,
    }
