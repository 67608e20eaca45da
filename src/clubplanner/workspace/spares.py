"""Tracks held ready beside the plan, for the sheet in the booth.

They take time: 0.9 s of processor time for 86 slots among 10,000 tracks, with three
ladders (measured), so only so many slots get theirs. The bound is a number and no
clock, for the same night must give the same sheet.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from clubplanner.exchange.options import Spare, Spares
from clubplanner.music.track import Track
from clubplanner.night.plan import Night
from clubplanner.night.transition import Transition

if TYPE_CHECKING:
    from clubplanner.workspace.planner import Planner

PER_SLOT = 3
"""Tracks held ready for one slot."""

MOST_SLOTS = 120
"""Slots that get theirs, from the first on."""

MOST_LADDERS = 12
"""Bridges a ladder is looked for, from the first on."""

_LOOKED_AT = 2 * PER_SLOT + 1
"""Suggestions asked for a slot: one may be its own track, and as many as it gets may
be named for the slot above."""


def spares(planner: "Planner", night: Night, bridges: Iterable[Transition]) -> Spares:
    """Return what else could be played in a night, and ladders across its bridges.

    A pinned slot gets none: the DJ said what is played there. Two neighbours name the
    same track only where nothing else fits, so that one night has many ways out.

    Args:
        planner: suggests and finds ladders.
        night: the open night.
        bridges: its transitions that are wider than the pitch range.
    """
    free = [
        place
        for place, slot in enumerate(night.slots)
        if not (slot.is_anchored or slot.is_gap)
    ]
    problems: tuple[str, ...] = ()
    if len(free) > MOST_SLOTS:
        problems = (f"other tracks are named for the first {MOST_SLOTS} slots only",)
    return Spares(
        dict(_instead(planner, night, free[:MOST_SLOTS])),
        _ladders(planner, night, bridges),
        problems,
    )


def _instead(
    planner: "Planner", night: Night, places: Iterable[int]
) -> Iterator[tuple[int, tuple[Spare, ...]]]:
    taken: set[str] = set()
    for place in places:
        own = night.slots[place].track
        found = [
            one.track
            for one in planner.suggest(place, replace=True, limit=_LOOKED_AT)
            if not one.bridges and (own is None or one.track.path != own.path)
        ]
        # False sorts first: what the slot above does not name, each in its own order.
        found.sort(key=lambda track: track.path in taken)
        chosen = found[:PER_SLOT]
        taken = {track.path for track in chosen}
        yield night.slots[place].id, tuple(map(_spare, chosen))


def _ladders(
    planner: "Planner", night: Night, bridges: Iterable[Transition]
) -> Mapping[int, tuple[Spare, ...]]:
    played = {slot.track.path for slot in night.slots if slot.track is not None}
    found: dict[int, tuple[Spare, ...]] = {}
    for _, bridge in zip(range(MOST_LADDERS), bridges, strict=False):
        outgoing, incoming = bridge.before.slot.track, bridge.after.slot.track
        if outgoing is None or incoming is None:
            continue
        walk = planner.ladder(outgoing, incoming, without=played, is_one_of_many=True)
        if walk is not None and not walk.bridges:
            found[bridge.after.slot.id] = tuple(map(_spare, walk.tracks))
    return found


def _spare(track: Track) -> Spare:
    return Spare(track.title or track.path, track.artist, track.bpm, track.key)
