"""Which play logs and plays tell what a room heard, and what of the rest is said.

Nothing is left out without a ``Note``: a log of another venue, a practice night, a play
of ten seconds, a clock that jumped.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from clubplanner.music.text import fold, many
from clubplanner.night.plan import elapsed
from clubplanner.residency.counting import counted, merged, was_heard
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.same_night import Likeness, likeness

LONGEST_PAUSE_S = 3 * 3600
"""A log that is silent longer than this holds two gigs, or its clock jumped."""

JUMP_BACK_S = 60
"""Starts written out of order by less than this are a rounding."""

_NAMED = 3
_NONE = timedelta()
_SURELY_RUNS_ON = timedelta(seconds=LONGEST_PAUSE_S // 2)


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about what was left out or is not known.

    Attributes:
        kind: stable for machines: ``private``, ``other-venue``, ``clock-jump``.
        count: how many logs, plays or tracks it is about.
        text: for people, with a full stop.
    """

    kind: str
    count: int
    text: str


def of_the_room(
    logs: Iterable[PlayLog], venue: str, today: date
) -> tuple[list[PlayLog], list[Note]]:
    """Return the logs that count, by date, and what is said of the others.

    Args:
        logs: play logs, in any order.
        venue: the room, compared without case and accents; empty takes every venue.
            A log that names none lies among those of the residency, so it counts.
        today: logs of a later day do not count.
    """
    room = fold(venue).strip()
    here: list[PlayLog] = []
    elsewhere: list[PlayLog] = []
    for log in logs:
        is_here = not room or fold(log.venue).strip() in (room, "")
        (here if is_here else elsewhere).append(log)
    private = [log for log in here if not log.is_public]
    coming = [log for log in here if log.is_public and log.date > today]
    by_day: dict[date, list[PlayLog]] = {}
    for log in here:
        if log.is_public and log.date <= today:
            by_day.setdefault(log.date, []).append(log)
    twice: list[PlayLog] = []
    kept = [log for _, same in sorted(by_day.items()) for log in _once(same, twice)]
    unnamed = [log for log in kept if room and not fold(log.venue).strip()]
    notes = [
        *_note(
            "other-venue", elsewhere, f"of other venues, left out{_venues(elsewhere)}"
        ),
        *_note("private", private, "not open to the public, left out"),
        *_note("duplicate", twice, "of a set that another log has too, left out"),
        *_note("future", coming, "later than today, left out"),
        *_note("no-venue", unnamed, "without a venue, counted as of this one"),
    ]
    return kept, notes


def known_venues(logs: Iterable[PlayLog]) -> tuple[str, ...]:
    """Return the venues the logs name, each once in its commonest spelling, sorted."""
    spellings: dict[str, Counter[str]] = {}
    for log in logs:
        if log.venue:
            folded = fold(log.venue).strip()
            spellings.setdefault(folded, Counter())[log.venue] += 1
    return tuple(
        min(names, key=lambda name: (-names[name], name))
        for _, names in sorted(spellings.items())
    )


def heard_plays(log: PlayLog, heard_s: float) -> list[Play]:
    """Return the plays that count and say what was played."""
    return [play for play in counted(log, heard_s) if play.title or play.path]


def has_steady_clock(log: PlayLog) -> bool:
    """Say whether the times of a log can be believed: they run on, without a jump."""
    times = [play.at for play in log.plays if play.at is not None]
    return all(_runs_on(before, after) for before, after in pairwise(times))


def _runs_forward(log: PlayLog) -> bool:
    times = [play.at for play in log.plays if play.at is not None]
    return all(elapsed(one, two) >= -JUMP_BACK_S for one, two in pairwise(times))


def _runs_on(before: datetime, after: datetime) -> bool:
    # Wall clocks settle nearly every pair; real seconds take five times as long.
    if _NONE <= after - before <= _SURELY_RUNS_ON:
        return True
    return -JUMP_BACK_S <= elapsed(before, after) <= LONGEST_PAUSE_S


def remarks_on(logs: list[PlayLog], heard_s: float) -> Iterator[Note]:
    """Yield what is to be said of the logs that count.

    Args:
        logs: the logs.
        heard_s: seconds a track must sound to count as played.
    """
    plays = [play for log in logs for play in merged(log)]
    short = sum(not was_heard(play, heard_s) for play in plays)
    if short:
        text = f"{many(short, 'play')} under {heard_s:g} seconds left out."
        yield Note("short", short, text)
    nameless = sum(not (play.title or play.path) for play in plays)
    if nameless:
        text = f"{many(nameless, 'play')} without a title and a file left out."
        yield Note("nameless", nameless, text)
    unsigned = sum(not play.artist and bool(play.title) for play in plays)
    if unsigned:
        text = f"{many(unsigned, 'play')} without an artist: known by title alone."
        yield Note("no-artist", unsigned, text)
    timeless = [log for log in logs if not any(play.at for play in log.plays)]
    yield from _note("no-times", timeless, "without times: no hours")
    jumping = [log for log in logs if not has_steady_clock(log)]
    silent = [log for log in jumping if _runs_forward(log)]
    back = [log for log in jumping if log not in silent]
    yield from _note("clock-jump", back, "whose clock jumps: no hours")
    words = "with hours of silence: counted whole, as one gig, and not by the hour"
    yield from _note("long-silence", silent, words)
    days = Counter(log.date for log in logs)
    twice = [log for log in logs if days[log.date] > 1]
    yield from _note("same-day", twice, "on a day with another: counted as one night")


def _once(same_day: list[PlayLog], twice: list[PlayLog]) -> list[PlayLog]:
    """Return the logs of one day, the longest first; put copies into ``twice``.

    The order must not hang on that of the files, so ties go by name and content.
    """
    if len(same_day) == 1:
        return same_day
    kept: list[PlayLog] = []
    same_day.sort(key=lambda log: (-len(log.plays), log.name, repr(log.plays)))
    for log in same_day:
        is_copy = any(likeness(other, log) is Likeness.SAME for other in kept)
        (twice if is_copy else kept).append(log)
    return kept


def _note(kind: str, logs: list[PlayLog], words: str) -> Iterator[Note]:
    if logs:
        days = sorted({log.date for log in logs})[-_NAMED:]
        named = ", ".join(f"{day:%d %b %Y}" for day in days)
        if kind != "other-venue":
            words = f"{words} ({'last ' if len(logs) > len(days) else ''}{named})"
        yield Note(kind, len(logs), f"{many(len(logs), 'log')} {words}.")


def _venues(logs: list[PlayLog]) -> str:
    names = known_venues(logs)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f": {', '.join(names[:_NAMED])}{more}" if names else ""
