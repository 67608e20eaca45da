"""Which plays of a log count, in one way for review, memory, overlap and comparison.

A DJ program writes a line whenever a deck starts a track. A track loaded anew within
its length was played once; one that sounded for seconds was not played.
"""

from collections.abc import Mapping
from dataclasses import replace

from clubplanner.night.plan import elapsed
from clubplanner.night.timeline import ASSUMED_PLAY_S
from clubplanner.residency.identity import keys_of
from clubplanner.residency.play_log import Play, PlayLog

HEARD_S = 30
"""Seconds a track must sound to count as played, unless the residency says another
number; a play of unknown length counts."""

Lengths = Mapping[str, float]
"""How long tracks are in seconds, per key of ``identity.keys_of``."""


def was_heard(play: Play, heard_s: float = HEARD_S) -> bool:
    """Say whether a play was long enough to count."""
    return play.played_s is None or play.played_s >= heard_s


def counted(log: PlayLog, heard_s: float = HEARD_S) -> list[Play]:
    """Return the plays of a log that count, reloads made one.

    Whether the night was public is for who asks; where another gig of the same file
    begins only the night it was planned for can tell (``heard_plays.hearing``).
    """
    return [play for play in merged(log) if was_heard(play, heard_s)]


def merged(log: PlayLog) -> list[Play]:
    """Return the plays of a log in order, each reload made one with its first line."""
    plays = list(log.plays[:1])
    for play in log.plays[1:]:
        one = plays[-1]
        # Nearly no two neighbours share a name or a file, and ten years have 15,000.
        if one.title == play.title or one.path == play.path:
            apart = _apart(one, play)
            if apart is not None and is_reload(one, play, apart):
                plays[-1] = one_play(one, play, apart)
                continue
        plays.append(play)
    return plays


def is_reload(
    one: Play, again: Play, apart_s: float, lengths: Lengths | None = None
) -> bool:
    """Say whether a play is the one before it, loaded anew.

    One program wrote both lines within minutes, so the names are compared as they
    stand.

    Args:
        one: the play before.
        again: the next one.
        apart_s: seconds from the start of one to that of the other.
        lengths: of the tracks; one that is not known is taken to play
            ``ASSUMED_PLAY_S``.
    """
    if not _is_same(one, again):
        return False
    keys = keys_of(one.path, one.artist, one.title) if lengths else ()
    known = (lengths[key] for key in keys if lengths and key in lengths)
    return 0 <= apart_s < next(known, ASSUMED_PLAY_S)


def one_play(one: Play, again: Play, apart_s: float) -> Play:
    """Return a play and its reload as one."""
    return replace(
        one,
        path=one.path or again.path,
        played_s=None if again.played_s is None else apart_s + again.played_s,
        stars=one.stars or again.stars,
        note=_joined(one.note, again.note),
        slot=one.slot or again.slot,
        extra=one.extra or again.extra,
        mix_stars=one.mix_stars or again.mix_stars,
        mix_note=_joined(one.mix_note, again.mix_note),
    )


def _joined(*notes: str) -> str:
    return "\n".join(dict.fromkeys(note for note in notes if note))


def _is_same(one: Play, again: Play) -> bool:
    if one.path and one.path == again.path:
        return True
    return bool(one.title) and (one.title, one.artist) == (again.title, again.artist)


def _apart(one: Play, again: Play) -> int | None:
    """Return the seconds between two starts, None where one of them is not known."""
    if one.at is None or again.at is None:
        return None
    return elapsed(one.at, again.at)
