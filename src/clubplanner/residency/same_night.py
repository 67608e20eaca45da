"""Whether two play logs tell of the same night, and what goes from one to the other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import PurePath

from clubplanner.residency.identity import song_key
from clubplanner.residency.play_log import Play, PlayLog

SHARE = 0.8
"""Of the shorter log so much must be in the other, in order."""

SAME_TIME_S = 300
"""Two programs' clocks of one play differ less than this."""


class Likeness(StrEnum):
    """What a new log is to one that is there."""

    SAME = "same"
    LONGER = "longer"
    OTHER = "other"


def likeness(there: PlayLog, new: PlayLog) -> Likeness:
    """Say whether ``new`` is the log that is there, a longer version, or another one.

    Longer means that it goes on where the other ends, or begins before it. Plays are
    the same by folded artist and title, and where both have a time, by that.
    """
    if there.date != new.date:
        return Likeness.OTHER
    pairs = list(_pairs(there, new))
    shorter = min(len(there.plays), len(new.plays))
    if not pairs or len(pairs) < SHARE * shorter:
        return Likeness.OTHER
    (first_there, first_new), (last_there, last_new) = pairs[0], pairs[-1]
    begins_before = not first_there and first_new > 0
    after_there = len(there.plays) - 1 - last_there
    goes_on = not after_there and last_new < len(new.plays) - 1
    return Likeness.LONGER if begins_before or goes_on else Likeness.SAME


def lengthened(there: PlayLog, new: PlayLog) -> PlayLog:
    """Return the log that is there with the new plays.

    What the DJ wrote stays: name, venue, and of plays in both the slot, stars,
    notes and unknown keys.
    """
    plays = list(new.plays)
    for old, place in _pairs(there, new):
        kept = there.plays[old]
        plays[place] = replace(
            plays[place],
            path=plays[place].path or kept.path,
            slot=kept.slot,
            stars=kept.stars,
            note=kept.note,
            mix_stars=kept.mix_stars,
            mix_note=kept.mix_note,
            extra=kept.extra,
        )
    return replace(there, plays=tuple(plays), zone=there.zone or new.zone)


def _pairs(there: PlayLog, new: PlayLog) -> Iterator[tuple[int, int]]:
    """Yield the places of plays that both logs have, in order."""
    left, right = [[_song(play) for play in log.plays] for log in (there, new)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        for step in range(length):
            one, two = there.plays[start + step], new.plays[other + step]
            if _same_time(one.at, two.at):
                yield start + step, other + step


def _song(play: Play) -> str:
    return song_key(play.artist, play.title) or PurePath(play.path).name


def _same_time(one: datetime | None, other: datetime | None) -> bool:
    """Compare wall clocks; of a time of day alone the date may be another."""
    if one is None or other is None:
        return True
    apart = one.replace(tzinfo=None) - other.replace(tzinfo=None)
    seconds = apart.total_seconds() % 86_400
    return min(seconds, 86_400 - seconds) <= SAME_TIME_S
