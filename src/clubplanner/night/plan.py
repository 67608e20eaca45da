"""The plan of a night: its clock, its slots and the anchors that pin them.

Everything here is immutable: an edit makes a new plan (``night.edits``). Times are wall
clock with a date, in the venue's zone when one is given; seconds count real time from
the start of the night, so a night across midnight or a daylight-saving change is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import TypeVar

from clubplanner.music.track import Track

HARD_WINDOW_S = 30
"""The window of a hard anchor. How far it may be off is ``Rules.tolerance_s``, which is
as much by default (cost-model.md, Clock)."""


@dataclass(frozen=True, slots=True)
class At:
    """The slot starts at ``time``, give or take ``window_s`` seconds."""

    time: datetime
    window_s: int = HARD_WINDOW_S


@dataclass(frozen=True, slots=True)
class EndAt:
    """The slot's track is over at ``time``, give or take ``window_s`` seconds."""

    time: datetime
    window_s: int = HARD_WINDOW_S


@dataclass(frozen=True, slots=True)
class Position:
    """The slot is number ``number`` of the night: 1 the first, -1 the last."""

    number: int


@dataclass(frozen=True, slots=True)
class Played:
    """The slot is played somewhere in the night."""


@dataclass(frozen=True, slots=True)
class After:
    """The slot comes directly after another one.

    Attributes:
        target: the cue id or title it follows; empty for the slot above it.
    """

    target: str = ""


def window_of(anchor: At | EndAt, tolerance_s: int) -> int:
    """Return the seconds an anchor may be off: its window, or what a hard one may."""
    is_hard = anchor.window_s == HARD_WINDOW_S
    return tolerance_s if is_hard else anchor.window_s


@dataclass(frozen=True, slots=True)
class Started:
    """The slot began to play at ``time``: history, which no plan moves."""

    time: datetime


Anchor = At | EndAt | Position | Played | After | Started
A = TypeVar("A", At, EndAt, Position, Played, After, Started)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the night: a track, a cue still without one, or a gap.

    Attributes:
        id: the slot's own number, unique in its plan, never written to a file: the same
            track may fill two slots.
        track: what plays; ``track.path`` is empty when no file is known.
        cue: id of the theme's cue this slot stands for, or empty.
        anchors: what pins it; empty for a free slot, which a build may replace.
        overlap_beats: beats of this track that sound together with the next one; None
            takes the night's.
        mix_in_s, out_s: seconds into the file, in place of the track's own points.
        pitch: percent it plays faster (negative: slower) than the file; None for as
            it is. What plays is ``bpm`` times that, and lasts as much shorter.
        cut_in, cut_out: the DJ cuts here instead of mixing.
        gap_s: seconds kept free instead of a track; None for a slot with a track.
        locked: whether a build leaves it as it is, in one piece with the locked slots
            beside it and about where it stands (``night.chains``).
        note: the DJ's words.
        extra: unknown keys of the night file, kept for the next save.
    """

    id: int
    track: Track | None = None
    cue: str = ""
    anchors: tuple[Anchor, ...] = ()
    overlap_beats: int | None = None
    mix_in_s: float | None = None
    out_s: float | None = None
    pitch: float | None = None
    cut_in: bool = False
    cut_out: bool = False
    gap_s: int | None = None
    locked: bool = False
    note: str = ""
    extra: tuple[tuple[str, object], ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether the slot keeps time free instead of playing a track."""
        return self.gap_s is not None

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of what plays but its name: a cue without a file."""
        if self.is_gap:
            return False
        known = self.track is not None and (self.track.path or self.track.length_s)
        return not known

    @property
    def is_anchored(self) -> bool:
        """Whether anything pins the slot."""
        return bool(self.anchors)

    @property
    def is_kept(self) -> bool:
        """Whether the DJ wants this very track here: it is pinned or locked.

        The hard rules take the DJ's word for such a slot. For the cost model only a
        pin counts: a lock changes no grade and no cost.
        """
        return self.locked or self.is_anchored

    @property
    def name(self) -> str:
        """The title for people: the track's, else the cue's id, else ``gap``."""
        if self.is_gap:
            return "gap"
        if self.track is not None and self.track.title:
            return self.track.title
        return self.cue or (self.track.path if self.track else "") or "?"

    def anchor(self, kind: type[A]) -> A | None:
        """Return the slot's anchor of ``kind``, or None."""
        return next((a for a in self.anchors if isinstance(a, kind)), None)

    def answers_to(self, target: str) -> bool:
        """Whether ``target`` names this slot: its cue id, title or file."""
        if self.cue == target:
            return True
        return self.track is not None and target in (self.track.title, self.track.path)

    def follows(self, before: "Slot") -> bool:
        """Whether an ``after`` anchor of this slot pins it to ``before``."""
        return any(
            isinstance(a, After) and (not a.target or before.answers_to(a.target))
            for a in self.anchors
        )

    def freed(self) -> "Slot":
        """Return the slot without its pins and its lock."""
        return replace(self, anchors=(), locked=False)

    def clings_to(self, before: "Slot") -> bool:
        """Whether nothing comes between this slot and ``before``, right above it."""
        return self.follows(before) or (self.locked and before.locked)


@dataclass(frozen=True, slots=True)
class Knot:
    """A point of the energy curve: at ``time`` the night should stand at ``energy``.

    Between two knots the target runs straight; outside of them it is flat.
    """

    time: datetime
    energy: float


@dataclass(frozen=True, slots=True)
class Night:
    """One planned set.

    Attributes:
        name, venue: for people.
        date: the day the night starts on.
        start, end: wall clock; both aware when ``zone`` is known, else both naive.
        zone: name of the venue's time zone (``Europe/London``) or empty.
        theme: id of the theme pack, or empty.
        curve: the energy wanted over the night, knots in order of time.
        max_play_s: longest time one track plays, None for the residency's.
        overlap_beats: overlap where a slot says nothing, None for the residency's.
        artist_gap: slots between two tracks of one artist, None for the residency's.
        slots: in playing order.
        shelf: tracks that may yet come in, each as the slot it would be; they are not
            planned, not timed and not graded.
        header: comment lines above the first key of the file, kept as they are.
        extra: unknown keys of the night file, kept for the next save.
    """

    name: str
    date: date
    start: datetime
    end: datetime
    venue: str = ""
    zone: str = ""
    theme: str = ""
    curve: tuple[Knot, ...] = ()
    max_play_s: int | None = None
    overlap_beats: int | None = None
    artist_gap: int | None = None
    slots: tuple[Slot, ...] = ()
    shelf: tuple[Slot, ...] = ()
    header: str = ""
    extra: tuple[tuple[str, object], ...] = field(default=())

    @property
    def length_s(self) -> int:
        """Seconds from start to end, as the clock on the wall really runs."""
        return elapsed(self.start, self.end)

    def second(self, when: datetime) -> int:
        """Return seconds from the start of the night to ``when``."""
        return elapsed(self.start, when)

    def clock(self, second: float) -> datetime:
        """Return the wall clock ``second`` seconds into the night."""
        return wall_clock(self.start, second)

    def index(self, slot_id: int) -> int:
        """Return the place of a slot counted from 0.

        Raises:
            KeyError: no slot of this plan has that id.
        """
        for place, slot in enumerate(self.slots):
            if slot.id == slot_id:
                return place
        raise KeyError(slot_id)

    def slot(self, slot_id: int) -> Slot:
        """Return the slot with that id.

        Raises:
            KeyError: no slot of this plan has that id.
        """
        return self.slots[self.index(slot_id)]

    def next_id(self) -> int:
        """Return an id no slot of this plan and none on its shelf has."""
        return max((slot.id for slot in (*self.slots, *self.shelf)), default=0) + 1

    def pairs(self) -> Iterator[tuple[Slot, Slot]]:
        """Yield each slot with the one that follows it."""
        yield from pairwise(self.slots)


def elapsed(start: datetime, when: datetime) -> int:
    """Return whole real seconds from ``start`` to ``when`` (may be negative)."""
    if start.tzinfo is None or when.tzinfo is None:
        gap = when.replace(tzinfo=None) - start.replace(tzinfo=None)
    else:
        gap = when.astimezone(UTC) - start.astimezone(UTC)
    return round(gap.total_seconds())


def wall_clock(start: datetime, second: float) -> datetime:
    """Return what the wall clock shows ``second`` real seconds after ``start``."""
    if start.tzinfo is None:
        return start + timedelta(seconds=second)
    later = start.astimezone(UTC) + timedelta(seconds=second)
    return later.astimezone(start.tzinfo)


def on_the_night(
    day: date, start_minutes: int, minutes: int, zone: tzinfo | None
) -> datetime:
    """Return the clock time ``minutes`` after midnight, on the night that starts then.

    Args:
        day: the day the night starts on.
        start_minutes: the night's start in minutes after midnight.
        minutes: the time wanted; one before the start belongs to the next day.
        zone: the venue's zone, or None for naive times.
    """
    later = day + timedelta(days=1) if minutes < start_minutes else day
    moment = datetime(later.year, later.month, later.day, minutes // 60, minutes % 60)
    return moment.replace(tzinfo=zone)
