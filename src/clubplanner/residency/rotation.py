"""Which cues of the theme come round: those the room has not heard for longest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.counting import HEARD_S
from clubplanner.residency.identity import keys_of
from clubplanner.residency.memory import remember
from clubplanner.residency.play_log import PlayLog

DEFAULT_COUNT = 2
"""Cues that come round each night where the residency does not say."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """The last night with a piece of music in it.

    Attributes:
        day: of that night.
        is_planned: whether only its plan is known: no play log says what was heard.
        nights: with it in them, that one included.
    """

    day: date
    is_planned: bool = False
    nights: int = 1

    def __str__(self) -> str:
        """Say it without its distance: ``last heard 7 Mar``."""
        verb = "planned for" if self.is_planned else "last heard"
        return f"{verb} {self.day.day} {self.day:%b}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A cue the DJ owns a track of, as the rotation sees it.

    Attributes:
        cue: its id.
        title: for people.
        path: the track's file.
        heard: when the room last heard it, None for never.
    """

    cue: str
    title: str
    path: str
    heard: Hearing | None = None

    def why(self, day: date) -> str:
        """Return when it was last heard, seen from a night on ``day``."""
        if self.heard is None:
            return "never heard here"
        return f"{self.heard}, {_span((day - self.heard.day).days)} before"


def hearings(
    nights: Iterable[Night],
    logs: Sequence[PlayLog],
    venue: str,
    before: date,
    heard_s: float = HEARD_S,
    roots: Sequence[str] = (),
) -> Mapping[str, Hearing]:
    """Return the last hearing of everything a venue was played or is to be played.

    A night without a play log counts as its plan says: it is still to come, or nobody
    wrote down what was played. The keys are those of ``identity.keys_of``.

    Args:
        nights: plans, in any order.
        logs: play logs, in any order.
        venue: nights and logs of other venues are left out; empty takes all.
        before: the night to plan; that day and later are left out.
        heard_s: seconds a track must sound to count as played.
        roots: scanned folders, to which the files of logs may be relative.
    """
    memory = remember(logs, venue, before, heard_s, roots)
    found = {
        key: Hearing(day, nights=memory.counts.get(key, 1))
        for key, day in memory.last_played.items()
    }
    logged = {log.date for log in logs if log.is_public and is_at(log.venue, venue)}
    for night in nights:
        if night.date >= before or night.date in logged:
            continue
        if not is_at(night.venue, venue):
            continue
        for key in set(_keys_in(night)):
            found[key] = _also(found.get(key), night.date)
    return found


def _also(known: Hearing | None, planned: date) -> Hearing:
    """Return what is known with one more night, of which there is only a plan."""
    if known is None:
        return Hearing(planned, is_planned=True)
    nights = known.nights + 1
    if known.day >= planned:
        return replace(known, nights=nights)
    return Hearing(planned, is_planned=True, nights=nights)


def last_hearing(heard: Mapping[str, Hearing], keys: Iterable[str]) -> Hearing | None:
    """Return the latest hearing of music known by any of the keys."""
    known = [heard[key] for key in keys if key in heard]
    return max(known, key=lambda one: (one.day, one.nights), default=None)


def take_turns(
    pieces: Sequence[Piece], standing: Collection[str], count: int
) -> tuple[Piece, ...]:
    """Return the pieces whose turn it is, the one longest not heard first.

    Never heard comes before everything heard. Of those last heard on the same night the
    one heard on fewer nights comes first (else the theme's first would come every
    week), then the earlier one.

    Args:
        pieces: in the order of the theme.
        standing: paths of tracks that are in the night already; none comes twice.
        count: how many come round.
    """
    taken = set(standing)
    chosen: list[Piece] = []
    for piece in sorted(pieces, key=_turn):
        if len(chosen) < count and piece.path not in taken:
            taken.add(piece.path)
            chosen.append(piece)
    return tuple(chosen)


def is_at(place: str, venue: str) -> bool:
    """Say whether a night's venue is this one; one that names none is of it."""
    here, room = fold(place).strip(), fold(venue).strip()
    return not here or not room or here == room


def _turn(piece: Piece) -> tuple[date, int]:
    return (piece.heard.day, piece.heard.nights) if piece.heard else (date.min, 0)


def _keys_in(night: Night) -> Iterable[str]:
    for slot in night.slots:
        if slot.track is not None:
            yield from keys_of(slot.track.path, slot.track.artist, slot.track.title)
        if slot.cue:
            yield cue_key(slot.cue)


def cue_key(cue_id: str) -> str:
    """Return the key a cue is known by in plans, apart from all files and names."""
    return f"cue:{cue_id}"


def _span(days: int) -> str:
    weeks = days // 7
    number, word = (weeks, "week") if weeks else (days, "day")
    return f"{number} {word}{'' if number == 1 else 's'}"
