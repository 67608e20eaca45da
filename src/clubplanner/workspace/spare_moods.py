"""Tracks for a floor that needs something else than the plan has next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.score import Kind

if TYPE_CHECKING:
    from clubplanner.builder.suggest import Suggestion
    from clubplanner.workspace.workspace import Workspace

LOOKED_AT = 400
"""Suggestions gone through; they are ranked by how well they fit here."""

SHOWN = 8
_SUNG = frozenset(("vocal", "vocals", "singalong", "sing-along", "anthem", "acapella"))


class Mood(Enum):
    """What the floor asks for; the value is the question in words."""

    LIFT = "needs lift"
    TIRED = "is tired"
    SING = "wants to sing along"


@dataclass(frozen=True, slots=True)
class SpareTrack:
    """A track for the floor.

    Attributes:
        suggestion: what the builder says of it; its reason begins with when it was
            played if it has to rest.
        is_unrested: whether it was played here fewer weeks ago than tracks rest.
    """

    suggestion: "Suggestion"
    is_unrested: bool = False


def spare_tracks(
    workspace: "Workspace", index: int, playing: Track | None, mood: Mood
) -> tuple[SpareTrack, ...]:
    """Return tracks that answer a mood and still fit here, the best first.

    Lift is at least a point of energy more than what plays, tired at least one less;
    to sing along are the show's needle drops, and what a tag of yours calls so. None
    of them needs a bridge to get there. Behind them come those that would rest: in the
    booth a track of last week is better than none.

    Args:
        workspace: with the night open.
        index: the place the track would come to.
        playing: what plays, None for nothing.
        mood: what the floor asks for.
    """
    sung = _sung(workspace) if mood is Mood.SING else frozenset()
    energy = playing.energy if playing else None

    def found(unrested: bool) -> list["Suggestion"]:
        suggest = workspace.planner.suggest
        return [
            one
            for one in suggest(index, replace=False, limit=LOOKED_AT, unrested=unrested)
            if _answers(one.track, energy, mood, sung)
            and (one.into is None or one.into.kind is not Kind.BRIDGE)
        ]

    rested = found(unrested=False)[:SHOWN]
    known = {one.track.path for one in rested}
    others = _played(workspace, found(unrested=True), known)
    return (*map(SpareTrack, rested), *others)[:SHOWN]


def _played(
    workspace: "Workspace", found: Iterable["Suggestion"], known: Collection[str]
) -> Iterable[SpareTrack]:
    """Yield what is not known yet, each with the day it was played."""
    context = workspace.context
    for one in found:
        if one.track.path in known:
            continue
        day = workspace.memory.last_date(one.track)
        weeks = context.weeks.get(one.track.path, 0)
        ago = "1 week" if weeks == 1 else f"{weeks} weeks"
        words = f"played {day:%d %b}" if day else f"in a plan of {ago} ago"
        yield SpareTrack(replace(one, reason=f"{words}; {one.reason}"), True)


def _answers(track: Track, energy: int | None, mood: Mood, sung: Iterable[str]) -> bool:
    if mood is Mood.SING:
        return track.path in sung or bool(_SUNG & {fold(tag) for tag in track.tags})
    if track.energy is None or energy is None:
        return False
    return track.energy > energy if mood is Mood.LIFT else track.energy < energy


def _sung(workspace: "Workspace") -> frozenset[str]:
    """Return the files of the show's needle drops: songs the floor knows."""
    return frozenset(
        match.track.path
        for match in workspace.matches
        if match.track is not None and not match.cue.is_score
    )
