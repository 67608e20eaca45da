"""``clubplanner ladder``: tracks that walk the tempo from one place to another."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_workspace
from clubplanner.cli.output import say, say_json, table, talk, track_cells
from clubplanner.errors import NotFoundError
from clubplanner.music.tempo import parse_bpm
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.workspace.workspace import Workspace

HEAD = ("Title", "Artist", "BPM", "Key", "E")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "ladder",
        "tracks that walk the tempo across a bridge",
        "Finds the cheapest walk of tempo through your library between two tracks, or "
        "two tempi, that are too far apart for one mix. The exit status is 1 when "
        "there is none.",
        "ladder --from Inferno --to 128",
    )
    for end in ("from", "to"):
        parser.add_argument(
            f"--{end}", required=True, dest=f"{end}_", metavar="BPM|TITLE"
        )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the ladder."""
    workspace = open_workspace(paths)
    ends = [_end(workspace, word) for word in (arguments.from_, arguments.to_)]
    found = workspace.planner.ladder(*ends)
    if arguments.json:
        tracks = None if found is None else [track.path for track in found.tracks]
        say_json({"tracks": tracks, "cost": found.cost if found else None})
    elif found is None:
        talk("No walk through your library joins the two inside the pitch range.")
    else:
        say(found.text)
        if found.tracks:
            rows = (
                track_cells(track, workspace.settings.notation)
                for track in found.tracks
            )
            say(table(HEAD, rows, right=frozenset({2, 4})))
    return exits.FINDINGS if found is None else exits.OK


def _end(workspace: "Workspace", word: str) -> Track | float:
    """Return the tempo or the track a word means.

    Raises:
        NotFoundError: no track has such a title.
    """
    bpm = parse_bpm(word)
    if bpm is not None:
        return bpm
    found = [workspace.tracks[n] for n in workspace.searcher.search(word).indexes]
    exact = [track for track in found if fold(track.title) == fold(word)]
    if not found:
        raise NotFoundError(f"no track of yours is called '{word}'")
    return (exact or found)[0]
