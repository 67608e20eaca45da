"""The DJ's word on a past night: what ``clubplanner review`` keeps in its log."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from clubplanner.cli.desk import whole
from clubplanner.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from clubplanner.workspace.past import PastNight
    from clubplanner.workspace.surroundings import Surroundings

Change = Callable[["Surroundings", "PastNight"], str]
"""Keeps one word in the play log of a night and returns it said."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that correct and rate."""
    parser.add_argument(
        "--same",
        nargs=2,
        type=whole(1),
        metavar=("PLAY", "SLOT"),
        help="keep that a play was this slot of the plan",
    )
    parser.add_argument(
        "--not-same",
        type=whole(1),
        metavar="PLAY",
        help="keep that a play was no slot of the plan",
    )
    parser.add_argument(
        "--track",
        nargs=2,
        metavar=("PLAY", "TRACK"),
        help="keep that a play was this track of yours: its file, or words that find "
        "it alone",
    )
    parser.add_argument(
        "--stars",
        type=_stars,
        metavar="N",
        help="1 to 5 for the night or what is named, 0 takes them off",
    )
    parser.add_argument(
        "--note",
        metavar="TEXT",
        help="words on the night or what is named, '' takes them off",
    )
    what = parser.add_mutually_exclusive_group()
    for name, on in (
        ("play", "the play of this number"),
        ("slot", "the play of the slot of this number"),
        ("into", "the mix into the play of this number"),
    ):
        what.add_argument(
            f"--{name}", type=whole(1), metavar="N", help=f"stars and note are on {on}"
        )


def changes(arguments: argparse.Namespace) -> list[Change]:
    """Return what the arguments ask to keep, in the order it is done.

    Raises:
        UsageError: a play or slot is named and nothing is said of it.
    """
    found: list[Change] = []
    if arguments.track:
        number, words = arguments.track
        found.append(_track(_number(number), words))
    if arguments.same:
        found.append(_slot(*arguments.same))
    if arguments.not_same:
        found.append(_slot(arguments.not_same, 0))
    is_rated = arguments.stars is not None or arguments.note is not None
    if is_rated:
        found.append(_rated(arguments))
    elif arguments.play or arguments.slot or arguments.into:
        raise UsageError("nothing is said of it", hint="--stars 4 or --note TEXT")
    return found


def _stars(text: str) -> int:
    number = whole(0)(text)
    if number > 5:
        raise argparse.ArgumentTypeError("write stars from 1 to 5, or 0 for none")
    return number


def _number(text: str) -> int:
    try:
        return whole(1)(text)
    except argparse.ArgumentTypeError as error:
        raise UsageError(f"--track: {error}, the play's number") from error


def _slot(play: int, slot: int) -> Change:
    def change(around: "Surroundings", past: "PastNight") -> str:
        return around.change_log(past, lambda log: log.was_slot(play, slot))

    return change


def _track(play: int, words: str) -> Change:
    def change(around: "Surroundings", past: "PastNight") -> str:
        from clubplanner.workspace.correcting import track_meant

        track = track_meant(around, words)
        return around.change_log(past, lambda log: log.was_track(play, track))

    return change


def _rated(arguments: argparse.Namespace) -> Change:
    def change(around: "Surroundings", past: "PastNight") -> str:
        from clubplanner.workspace.correcting import Opinion, Part

        number = arguments.play or arguments.into or 0
        part = Part.PLAY if arguments.play else Part.MIX if number else Part.NIGHT
        if arguments.slot:
            part, number = Part.PLAY, _play_of(around, past, arguments.slot)
        opinion = Opinion(arguments.stars, arguments.note)
        return around.change_log(past, lambda log: log.rate(part, number, opinion))

    return change


def _play_of(around: "Surroundings", past: "PastNight", slot: int) -> int:
    """Return the number of the play a slot became.

    Raises:
        NotFoundError: it was not played, or there is no such slot.
    """
    for line in around.review(past).lines:
        if line.slot_number == slot and line.play_numbers:
            return line.play_numbers[0]
    raise NotFoundError(
        f"slot {slot} was not played that night",
        hint="a note on its plan is written in the night's file",
    )
