"""Monday: what was planned against what was played, and what the room heard again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clubplanner.music.text import fold
from clubplanner.night.context import Context
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.timeline import Timed, timeline
from clubplanner.residency.counting import HEARD_S, counted
from clubplanner.residency.heard_plays import Heard, LeftOut, hearing, silences
from clubplanner.residency.identity import keys_of, song_key
from clubplanner.residency.pairing import Fate, Line, Planned, lines_of, slots_by_word
from clubplanner.residency.play_log import NO_SLOT, Play, PlayLog
from clubplanner.residency.song_names import SongName, song_name


@dataclass(frozen=True, slots=True)
class Review:
    """A night planned and played.

    Attributes:
        night: as it was planned.
        log: as it was played.
        lines: in the order it was played; what was dropped stands where it was planned.
        timed: the planned slots on the clock, gaps among them.
        heard: the plays that count, in order.
        left_out: the plays that do not count.
        remarks: what is odd, one sentence each.
    """

    night: Night
    log: PlayLog
    lines: tuple[Line, ...]
    timed: tuple[Timed, ...] = ()
    heard: tuple[Heard, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def unfiled(self) -> str:
        """How many plays that count name no file, in words; empty for none."""
        count = sum(not one.play.path for one in self.heard)
        if not count:
            return ""
        return f"no file of {count} of {len(self.heard)} plays is known, only names"

    def count(self, fate: Fate) -> int:
        """Return how many lines have that fate."""
        return sum(line.fate is fate for line in self.lines)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Music the room heard on more than one night; ``days`` in order."""

    title: str
    artist: str
    days: tuple[date, ...]


def review(
    night: Night,
    log: PlayLog,
    cue_names: Mapping[str, tuple[str, str]] | None = None,
    *,
    rules: Rules | None = None,
    heard_s: float = HEARD_S,
) -> Review:
    """Compare a plan with what was played.

    How a play is taken for a slot stands at ``pairing.lines_of``.

    Args:
        night: the plan.
        log: what was played.
        cue_names: per cue id its artist and title, for cues planned without a track.
        rules: the residency's settings of planning.
        heard_s: seconds a track must sound to count as played.
    """
    timed = timeline(night, Context(rules or Rules())).items
    found = hearing(night, log, heard_s=heard_s, lengths=_lengths(night))
    planned = [
        Planned(number, item, _slot_name(item.slot, cue_names or {}))
        for number, item in enumerate(timed, start=1)
        if not item.slot.is_gap
    ]
    return Review(
        night,
        log,
        lines_of(planned, found.heard),
        timed,
        found.heard,
        found.left_out,
        (
            *_said_of(log, planned),
            *found.remarks,
            *silences(found.heard, night),
        ),
    )


def repeats(logs: Iterable[PlayLog], heard_s: float = HEARD_S) -> tuple[Repeat, ...]:
    """Return what was heard on two nights and more, the most often first.

    Args:
        logs: play logs; those of nights that were not public do not count.
        heard_s: seconds a track must sound to count as played.
    """
    days: dict[str, list[date]] = {}
    names: dict[str, Play] = {}
    for log in sorted(logs, key=lambda log: log.date):
        for play in counted(log, heard_s) if log.is_public else ():
            key = song_key(play.artist, play.title) or play.path
            names[key] = play
            if log.date not in days.setdefault(key, []):
                days[key].append(log.date)
    found = [
        Repeat(names[key].title or names[key].path, names[key].artist, tuple(heard))
        for key, heard in days.items()
        if len(heard) > 1
    ]
    return tuple(sorted(found, key=lambda r: (-len(r.days), r.artist, r.title)))


def _slot_name(slot: Slot, cue_names: Mapping[str, tuple[str, str]]) -> SongName:
    track = slot.track
    if track is not None and (track.path or track.title):
        return song_name(track.path, track.artist, track.title)
    return song_name("", *cue_names.get(slot.cue, ("", "")))


def _lengths(night: Night) -> dict[str, float]:
    """Return how long the planned tracks are, by everything they are known by."""
    return {
        key: slot.track.length_s
        for slot in night.slots
        if slot.track is not None and slot.track.length_s
        for key in keys_of(slot.track.path, slot.track.artist, slot.track.title)
    }


def _said_of(log: PlayLog, planned: Sequence[Planned]) -> Iterator[str]:
    if not log.is_public:
        yield "nobody was to hear this: it does not count as played"
    names = slots_by_word([one.timed.slot for one in planned])
    for number, play in enumerate(log.plays, start=1):
        if play.slot and fold(play.slot) not in (NO_SLOT, *names):
            yield (
                f'play {number} says it was the slot "{play.slot}", '
                "which is not in the plan"
            )
