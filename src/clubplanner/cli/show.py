"""``clubplanner show``: prints a night against the clock."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from clubplanner.cli import exits
from clubplanner.cli.desk import (
    add_command,
    add_json,
    add_night,
    open_with_night,
    say_problems,
)
from clubplanner.cli.output import say, say_json, table
from clubplanner.exchange.rows import anchor_words
from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.track import Track
from clubplanner.night.hard_rules import minutes
from clubplanner.night.pins import Pin, pins
from clubplanner.night.plan import Slot
from clubplanner.night.timeline import Timed
from clubplanner.night.transition import Transition
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.workspace.workspace import Workspace

HEAD = ("#", "At", "Title", "Artist", "BPM", "Key", "E", "Plays", "Mix", "Pinned")

SHELF_HEAD = ("Title", "Artist", "BPM", "Key", "E", "Length")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "show",
        "print a night against the clock",
        "Prints every slot with its clock time, the grade of the mix into the next "
        "(A to F) and what pins or locks it, then what lies on the shelf.",
        "show 2026-11-28",
    )
    add_night(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the night."""
    workspace, _, problems = open_with_night(paths, arguments.night)
    say_problems(problems)
    say_plan(workspace, arguments.json)
    return exits.OK


def say_plan(workspace: "Workspace", as_json: bool) -> None:
    """Print the open night for people, or as its JSON export."""
    if as_json:
        say_json(plan_fields(workspace))
    else:
        _say_night(workspace)


def plan_fields(workspace: "Workspace") -> dict[str, object]:
    """Return the open night as the object its JSON export holds, with what that omits.

    That is what matters only while a night is planned: each slot's ``locked``, and the
    tracks of the ``shelf``.
    """
    fields: dict[str, Any] = json.loads(workspace.export("json").preview)
    night = workspace.opened
    for one, slot in zip(fields["slots"], night.slots, strict=True):
        one["locked"] = slot.locked
    fields["shelf"] = [_shelved(slot) for slot in night.shelf]
    return fields


def _shelved(slot: Slot) -> dict[str, object]:
    """Return a track of the shelf, named as in the JSON export."""
    track = slot.track or Track("")
    return {
        "cue": slot.cue,
        "title": track.title,
        "artist": track.artist,
        "file": track.path,
        "bpm": track.bpm,
        "key": "" if track.key is None else str(track.key),
        "energy": track.energy,
        "length_s": track.length_s,
        "note": slot.note,
    }


def _say_night(workspace: "Workspace") -> None:
    """Print the open night for people."""
    night, line = workspace.opened, workspace.timeline
    say(
        f"{night.name}  {night.date:%a %d %b %Y}  {night.start:%H:%M}-{night.end:%H:%M}"
    )
    if night.venue:
        say(night.venue)
    say("")
    steps = (*workspace.transitions, None)
    notation = workspace.settings.notation
    held: dict[int, list[Pin]] = {}
    for pin in pins(line):
        held.setdefault(pin.place, []).append(pin)
    rows = [
        _row(place, item, step, held.get(place, []), notation)
        for place, (item, step) in enumerate(zip(line.items, steps, strict=False))
    ]
    if rows:
        say(table(HEAD, rows, right=frozenset({0, 4, 6, 7})))
        say("")
    say(_closing(workspace))
    if night.shelf:
        say("")
        say("On the shelf:")
        shelf = [_shelf_row(slot, notation) for slot in night.shelf]
        say(table(SHELF_HEAD, shelf, right=frozenset({2, 4, 5})))


def _row(
    place: int,
    item: Timed,
    step: Transition | None,
    held: list[Pin],
    notation: str,
) -> tuple[str, ...]:
    slot, track = item.slot, item.slot.track
    return (
        str(place + 1),
        f"{item.begins:%H:%M}",
        slot.name if not slot.is_gap else f"-- free, {minutes(item.play)} --",
        (track.artist if track else "") or "",
        format_bpm(track.bpm) if track else "",
        format_key(track.key, notation) if track else "",
        "" if track is None else "?" if track.energy is None else str(track.energy),
        ("~" if item.is_assumed else "") + format_duration(item.play),
        _mix(step),
        ", ".join([*(["locked"] if slot.locked else []), *map(_pinned, held)]),
    )


def _shelf_row(slot: Slot, notation: str) -> tuple[str, ...]:
    track = slot.track or Track("")
    return (
        slot.name,
        track.artist or "?",
        format_bpm(track.bpm),
        format_key(track.key, notation),
        "?" if track.energy is None else str(track.energy),
        format_duration(track.length_s),
    )


def _pinned(pin: Pin) -> str:
    """Return an anchor in words, with the minutes it is early or late."""
    words = anchor_words(pin.anchor)
    if abs(pin.off_s) >= 30:
        words += f" ({minutes(pin.off_s)} {'late' if pin.off_s > 0 else 'early'})"
    return words if pin.is_held else f"! {words}"


def _mix(step: Transition | None) -> str:
    if step is None or step.grade == "-":
        return ""
    kind = "" if step.kind == "mix" else f" {step.kind}"
    percent = f" {format_percent(step.percent)}" if step.percent is not None else ""
    return f"{step.grade}{percent}{kind}"


def _closing(workspace: "Workspace") -> str:
    line, score = workspace.timeline, workspace.score
    if not line.items:
        return "The night is empty: clubplanner build fills it."
    left = "left" if line.spare >= 0 else "over"
    bridges = f"{score.bridges} bridges" if score.bridges != 1 else "1 bridge"
    return (
        f"{len(line.items)} slots, the music ends at {line.items[-1].ends:%H:%M} "
        f"({minutes(line.spare)} {left}), {bridges}, cost {score.terms.total:,}"
    )
