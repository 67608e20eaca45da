"""Planned nights without a play log: the room heard them, or will, as their plan says.

A night still to come before the one planned, or of which nobody wrote down what was
played, must rest its tracks as well.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from clubplanner.night.plan import Night
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.rotation import is_at
from clubplanner.residency.sets_folder import Listed


def unlogged(
    nights: Iterable[Listed[Night]], logs: Sequence[PlayLog], venue: str, before: date
) -> tuple[PlayLog, ...]:
    """Return plans without a play log as the logs they would have made.

    Only the files of such nights are read whole.

    Args:
        nights: the night files.
        logs: the play logs.
        venue: nights of other venues are left out; empty takes all.
        before: the night to plan; that day and later are left out.
    """
    logged = {log.date for log in logs if log.is_public and is_at(log.venue, venue)}
    found = []
    for listed in nights:
        if listed.head.date >= before or listed.head.date in logged:
            continue
        night = listed.content
        if night is not None and is_at(night.venue, venue):
            found.append(_as_log(night))
    return tuple(found)


def _as_log(night: Night) -> PlayLog:
    tracks = [slot.track for slot in night.slots if slot.track is not None]
    plays = tuple(Play(track.title, track.artist, track.path) for track in tracks)
    return PlayLog(night.name, night.date, night.venue, plays=plays)
