"""``clubplanner theme``: the show's cues, what they matched and what is missing."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_workspace
from clubplanner.cli.output import say, say_json, table, talk
from clubplanner.errors import NotFoundError
from clubplanner.files.problem import did_you_mean
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.theme.matching import CueMatch
    from clubplanner.theme.model import Theme

HEAD = ("Id", "Cue", "Artist", "Ep", "Kind", "Match", "Sure", "Why")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "theme",
        "list the show's cues and which of your tracks they are",
        "Lists every cue of the theme with the track it matched, how surely and why. "
        "--yes and --no answer for a match; your answer wins from then on.",
        "theme --yes inferno '/music/Inferno (Original).flac'",
    )
    answers = parser.add_mutually_exclusive_group()
    answers.add_argument("--yes", nargs=2, metavar=("CUE", "FILE"))
    answers.add_argument("--no", nargs=2, metavar=("CUE", "FILE"))
    parser.add_argument(
        "--missing", action="store_true", help="only cues without a track"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the cues, after taking an answer."""
    workspace = open_workspace(paths)
    if arguments.yes or arguments.no:
        cue, file = arguments.yes or arguments.no
        _require_cue(cue, workspace.theme)
        workspace.answer_match(cue, file, yes=bool(arguments.yes))
    matches = [m for m in workspace.matches if not (arguments.missing and m.track)]
    if arguments.json:
        say_json([_fields(match) for match in matches])
        return exits.OK
    for problem in workspace.theme_problems:
        talk(f"! {problem}")
    say(workspace.theme.name)
    if matches:
        rows = (_row(match, workspace.library.file_of) for match in matches)
        say(table(HEAD, rows, right=frozenset({6})))
    found = sum(match.track is not None for match in workspace.matches)
    say(f"{found} of {len(workspace.matches)} cues have a track of yours")
    return exits.OK


def _require_cue(cue_id: str, theme: "Theme") -> None:
    known = [cue.id for cue in theme.cues]
    if cue_id not in known:
        hint = did_you_mean(cue_id, known) or "clubplanner theme lists their ids"
        raise NotFoundError(f"the theme has no cue '{cue_id}'", hint=hint)


def _row(match: "CueMatch", file_of: Callable[[str], str]) -> tuple[str, ...]:
    cue = match.cue
    return (
        cue.id,
        cue.title,
        cue.artist,
        ",".join(str(number) for number in cue.episodes) or "?",
        cue.kind,
        file_of(match.track.path) if match.track else "-- missing --",
        f"{match.confidence}%" if match.track else "",
        match.why,
    )


def _fields(match: "CueMatch") -> dict[str, object]:
    cue = match.cue
    return {
        "cue": cue.id,
        "title": cue.title,
        "artist": cue.artist,
        "kind": cue.kind,
        "episodes": list(cue.episodes),
        "scene": cue.scene or None,
        "path": match.track.path if match.track else None,
        "confidence": match.confidence,
        "why": match.why,
        "answer": match.answer,
        "others": [
            {"path": other.track.path, "confidence": other.confidence, "why": other.why}
            for other in match.others
        ],
    }
