"""``clubplanner ladder``: tracks that walk the tempo from one place to another."""

import argparse
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_workspace, whole
from clubplanner.cli.output import say, say_json, table, talk
from clubplanner.errors import NotFoundError, UsageError
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, parse_bpm
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.replanning import track_called

if TYPE_CHECKING:
    from clubplanner.builder.ladder import Ladder
    from clubplanner.builder.ladders.steps import LadderStep
    from clubplanner.workspace.workspace import Workspace

SLOWEST, FASTEST = 40, 250
"""The tempi a number may mean, BPM."""

HEAD = ("Title", "Artist", "BPM", "Key", "How to mix in", "Cost", "By term")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "ladder",
        "tracks that walk the tempo across a bridge",
        "Finds the cheapest walk of tempo and key through your library between two "
        "cues, tracks or tempi that are too far apart for one mix. Where both decks "
        "moving up to 5 % each saves a track, that walk is shown as well; for the cost "
        "model such a step stays a bridge. The exit status is 1 when there is no walk.",
        "ladder --from Inferno --to 128",
    )
    for end, word in (("from", "leave"), ("to", "reach")):
        parser.add_argument(
            f"--{end}",
            required=True,
            dest=f"{end}_",
            metavar="BPM|CUE|TITLE",
            help=f"what to {word}: a tempo, a cue of the theme, or words of a track",
        )
    parser.add_argument(
        "--tracks", type=whole(1), metavar="N", help="at most so many tracks between"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the ladder."""
    workspace = open_workspace(paths)
    ends = [_end(workspace, word) for word in (arguments.from_, arguments.to_)]
    found = workspace.planner.ladder(*ends, most=arguments.tracks)
    if arguments.json:
        say_json(_ladder_fields(found))
    elif found is None:
        talk(_none(workspace, ends, arguments.tracks))
    else:
        _say_ladder(found, ends, workspace.settings.notation)
        if found.meets is not None:
            say(f"\nShorter, with both decks moving: {found.meets.text}")
            _say_steps(found.meets, ends, workspace.settings.notation)
    return exits.FINDINGS if found is None else exits.OK


def _none(workspace: "Workspace", ends: list[Track | float], most: int | None) -> str:
    """Say why there is no ladder: none at all, or none so short."""
    if not workspace.tracks:
        return "The library is empty: clubplanner scan FOLDER reads your music."
    longer = None if most is None else workspace.planner.ladder(*ends)
    if longer is None or longer.bridges:
        return "No walk through your library joins the two inside the pitch range."
    count = len(longer.tracks)
    return (
        f"No walk with at most {most} {'track' if most == 1 else 'tracks'} joins the "
        f"two inside the pitch range; one with {count} does: --tracks {count}"
    )


def _say_ladder(found: "Ladder", ends: list[Track | float], notation: str) -> None:
    say(found.text)
    _say_steps(found, ends, notation)


def _say_steps(found: "Ladder", ends: list[Track | float], notation: str) -> None:
    if not found.tracks and not any(isinstance(end, Track) for end in ends):
        return
    rows = list(_rows(found, ends, notation))
    say(table(HEAD, rows, right=frozenset({2, 5})))


def _rows(
    found: "Ladder", ends: list[Track | float], notation: str
) -> Iterator[tuple[str, ...]]:
    from clubplanner.builder.ladders.steps import terms_words

    steps = (None, *found.steps)
    for end, step in zip((ends[0], *found.tracks, ends[1]), steps, strict=True):
        row = _named(end, notation)
        if step is None:
            yield (*row, "", "", "")
        else:
            total = f"{step.terms.total:,}"
            yield (*row, step.words, total, terms_words(step.terms))


def _named(end: Track | float, notation: str) -> tuple[str, ...]:
    if not isinstance(end, Track):
        return "", "", format_bpm(end), ""
    key = format_key(end.key, notation)
    return end.title or end.path, end.artist or "?", format_bpm(end.bpm), key


def _ladder_fields(found: "Ladder | None") -> dict[str, object]:
    """Return a ladder as the stable JSON object of ``ladder --json``."""
    if found is None:
        return {
            "tracks": None,
            "cost": None,
            "bridges": None,
            "steps": None,
            "meets": None,
        }
    return {
        "tracks": [track.path for track in found.tracks],
        "cost": found.cost,
        "bridges": found.bridges,
        "steps": [_step_fields(step) for step in found.steps],
        "meets": None if found.meets is None else _ladder_fields(found.meets),
    }


def _step_fields(step: "LadderStep") -> dict[str, object]:
    meeting, terms = step.meeting, step.terms
    names = ("tempo", "key", "step", "genre", "memory")
    both = meeting.both_outgoing_percent, meeting.both_incoming_percent
    return {
        "from": step.outgoing,
        "to": step.incoming,
        "bpm": list(step.bpms),
        "key": [None if key == "?" else key for key in step.keys],
        "pitch": [0.0, round(meeting.incoming_percent, 2)],
        "both_decks": [round(percent, 2) for percent in both],
        "meet_at": round(meeting.both_bpm, 2),
        "reading": step.reading or None,
        "bridge": step.is_bridge,
        "cost": terms.total,
        "terms": {name: getattr(terms, name) for name in names},
    }


def _end(workspace: "Workspace", word: str) -> Track | float:
    """Return the tempo, the track of the cue, or the track a word means.

    Raises:
        NotFoundError: no track has such a title, or the cue has no track of the DJ's.
        ClubplannerError: several tracks are meant.
        UsageError: a number that is no tempo.
    """
    bpm = _tempo(word)
    if bpm is not None:
        return bpm
    for match in workspace.matches:
        if fold(word) in (fold(match.cue.id), fold(match.cue.title)) and match.track:
            return match.track
    if not workspace.tracks:
        raise NotFoundError(
            "The library is empty", hint="clubplanner scan FOLDER reads your music"
        )
    return track_called(workspace, word)


def _tempo(word: str) -> float | None:
    """Return the tempo a plain number is, None for words.

    Raises:
        UsageError: a number outside the range of tempi.
    """
    plain = word.strip().replace(",", ".")
    is_number = re.fullmatch(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?", plain)
    number = float(plain) if is_number else parse_bpm(word)
    if number is not None and not SLOWEST <= number <= FASTEST:
        raise UsageError(
            f"{word} is not a tempo",
            hint=f"give {SLOWEST} to {FASTEST} BPM, or a track or cue",
        )
    return number
