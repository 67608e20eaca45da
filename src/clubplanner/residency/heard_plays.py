"""The plays of a log that count: reloads merged, touches and other gigs left out.

A DJ program writes a line whenever a deck starts a track. What the room heard is less:
a track loaded anew was played once, one that sounded for seconds was not played, and a
file may go on with another gig.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from clubplanner.night.plan import Night
from clubplanner.night.timeline import ASSUMED_PLAY_S
from clubplanner.residency.counting import (
    HEARD_S,
    Lengths,
    is_reload,
    one_play,
    was_heard,
)
from clubplanner.residency.identity import keys_of
from clubplanner.residency.play_log import Play, PlayLog

OTHER_GIG_S = 3 * 3600
"""Silence this long in a log means that another gig begins behind it."""

JUMP_S = 60
"""A clock that goes back further than this was set anew."""

LEAP_S = 3_300
"""A silence longer than this may be a clock that went wrong by an hour and more."""

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Heard:
    """One play that counts.

    Attributes:
        play: what was played; of a reload, its lines made one.
        numbers: which plays of the log it is, from 1.
        second: real seconds from the start of the night, None where the log has no time
            or its clock cannot be trusted there.
    """

    play: Play
    numbers: tuple[int, ...]
    second: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One play that does not count, and why in a few words."""

    play: Play
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A log as a room heard it.

    Attributes:
        heard: what counts, in order.
        left_out: what does not.
        remarks: what is odd with the log, each one sentence.
    """

    heard: tuple[Heard, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()


def hearing(
    night: Night,
    log: PlayLog,
    *,
    heard_s: float = HEARD_S,
    lengths: Lengths | None = None,
) -> Hearing:
    """Return what counts of a log, on the clock of its night.

    Args:
        night: the night it was played on.
        log: the log.
        heard_s: seconds a track must sound to count; unknown counts.
        lengths: per key of ``identity.keys_of`` how long a track is, in seconds; within
            that time the same track again is a reload.
    """
    remarks: list[str] = []
    seconds = _on_the_night(night, log, remarks)
    remarks += _said_of_clocks(night)
    heard = [
        Heard(play, (number,), second)
        for number, (play, second) in enumerate(
            zip(log.plays, seconds, strict=True), start=1
        )
    ]
    heard = _trusted(heard, remarks)
    heard, left_out = _one_gig(heard, night, remarks)
    heard = _merged(heard, lengths or {}, remarks)
    counted = []
    for one in heard:
        if was_heard(one.play, heard_s):
            counted.append(one)
            continue
        reason = f"sounded {one.play.played_s:.0f} s, {heard_s:g} s count"
        left_out += [LeftOut(log.plays[n - 1], n, reason) for n in one.numbers]
    left_out.sort(key=lambda one: one.number)
    return Hearing(tuple(counted), tuple(left_out), tuple(remarks))


def _said_of_clocks(night: Night) -> list[str]:
    """Return a sentence on a night in which the clocks were changed."""
    before, after = night.start.utcoffset(), night.end.utcoffset()
    if before is None or after is None or before == after:
        return []
    side = "forward" if after > before else "back"
    minutes = abs(after - before).total_seconds() / 60
    return [
        f"the clocks went {side} {minutes:.0f} min during the night; what is late is "
        "counted in minutes that passed"
    ]


def _on_the_night(night: Night, log: PlayLog, remarks: list[str]) -> list[int | None]:
    """Return the plays' seconds into the night; whole days apart are taken out."""
    seconds: list[int | None] = []
    before: int | None = None
    for play in log.plays:
        second = _second(night, play, before)
        seconds.append(second)
        before = before if second is None else second
    known = sorted(second for second in seconds if second is not None)
    if not known:
        return seconds
    middle = known[len(known) // 2] - night.length_s // 2
    days = round(middle / _DAY_S)
    if not days:
        return seconds
    side = "after" if days > 0 else "before"
    many = "a day" if abs(days) == 1 else f"{abs(days)} days"
    remarks.append(f"the log lies {many} {side} the night; its clock times are taken")
    return [None if s is None else s - days * _DAY_S for s in seconds]


def _second(night: Night, play: Play, before: int | None) -> int | None:
    """Return when a play started; of an hour that comes twice, the one that fits."""
    if play.at is None:
        return None
    at = play.at
    if at.tzinfo is None and night.start.tzinfo is not None:
        at = at.replace(tzinfo=night.start.tzinfo)
    second = night.second(at)
    if at.tzinfo is None or at.fold or before is None or second >= before - JUMP_S:
        return second
    later = night.second(at.replace(fold=1))
    return later if 0 <= later - before < OTHER_GIG_S else second


def _trusted(heard: list[Heard], remarks: list[str]) -> list[Heard]:
    """Take the time off plays whose clock was wrong.

    A clock that goes wrong and comes right again leaves a leap at both ends; one that
    is set back for good is not trusted from there on.
    """
    timed = [place for place, one in enumerate(heard) if one.second is not None]
    clock = [(heard[p].second or 0, heard[p].play.played_s or 0) for p in timed]
    for k in range(1, len(timed)):
        if clock[k][0] >= clock[k - 1][0] - JUMP_S:
            continue
        wrong = _wrong_where_back(clock, k)
        remarks.append(_said_of_jump(heard, timed, wrong))
        places = {timed[n] for n in wrong}
        trusted = [
            replace(one, second=None) if place in places else one
            for place, one in enumerate(heard)
        ]
        return trusted if wrong.stop == len(timed) else _trusted(trusted, remarks)
    return heard


def _wrong_where_back(clock: Sequence[tuple[int, float]], k: int) -> range:
    """Return which times are wrong where a clock goes back.

    Args:
        clock: second of the night, and seconds sounded, per play.
        k: the play whose time is before that of the one before it.
    """

    def leaps(n: int) -> bool:
        (before, sounded), (second, _) = clock[n - 1], clock[n]
        return second - before - sounded > LEAP_S

    right = (n for n in range(k + 1, len(clock)) if clock[n][0] >= clock[k - 1][0])
    again = next(right, None)
    if again is not None and (again == k + 1 or leaps(again)):
        return range(k, again)
    ahead = k - 1
    while ahead and clock[k][0] < clock[ahead - 1][0] - JUMP_S:
        ahead -= 1
    if ahead == k - 1 or (ahead and leaps(ahead)):
        return range(ahead, k)
    return range(k, len(clock))


def _said_of_jump(heard: Sequence[Heard], timed: Sequence[int], wrong: range) -> str:
    """Return in a sentence where a clock jumped and which times are not trusted."""
    first, before = heard[timed[wrong.start]], None
    if wrong.start:
        before = heard[timed[wrong.start - 1]]
    by = (first.second or 0) - (before.second or 0) if before else 0
    how = "is wrong"
    if before:
        how = f"jumps {'ahead' if by > 0 else 'back'} {abs(by) / 60:.0f} min"
    if len(wrong) == 1:
        many = "its time is"
    elif wrong.stop == len(timed):
        many = "the times from there on are"
    else:
        many = f"the times up to {_named(heard[timed[wrong.stop - 1]].play)} are"
    return f"the log's clock {how} at {_named(first.play)}; {many} not trusted"


def _one_gig(
    heard: list[Heard], night: Night, remarks: list[str]
) -> tuple[list[Heard], list[LeftOut]]:
    """Return the plays of the gig that lies on the night, and those of others."""
    gigs: list[list[Heard]] = [[]]
    end: float | None = None
    for one in heard:
        second = one.second
        if end is not None and second is not None and second - end >= OTHER_GIG_S:
            gigs.append([])
        gigs[-1].append(one)
        if second is not None:
            end = second + (one.play.played_s or 0)
    if len(gigs) == 1:
        return heard, []

    def fit(gig: list[Heard]) -> tuple[int, int]:
        inside = [
            one
            for one in gig
            if one.second is not None and -1800 <= one.second < night.length_s
        ]
        return len(inside), len(gig)

    chosen = max(gigs, key=fit)
    chosen, *rest = gigs = _joined(gigs, chosen, night, remarks)
    others = [one for gig in rest for one in gig]
    if not others:
        return chosen, []
    count = "two" if len(gigs) == 2 else str(len(gigs))
    remarks.append(
        f"the log holds {count} gigs; the one from {_named(chosen[0].play)} on is this "
        f"night's, {len(others)} plays of the others do not count"
    )
    return chosen, [
        LeftOut(one.play, one.numbers[0], "another gig in the same file")
        for one in others
    ]


def _joined(
    gigs: list[list[Heard]], chosen: list[Heard], night: Night, remarks: list[str]
) -> list[list[Heard]]:
    """Return the gigs with those that go on in the plan joined to the chosen one.

    What plays the rest of the plan is no other gig: the clock was set anew.
    """
    planned = {
        key
        for slot in night.slots
        if slot.track is not None
        for key in keys_of(slot.track.path, slot.track.artist, slot.track.title)
    }

    def of_plan(gig: list[Heard]) -> list[set[str]]:
        known = (keys_of(h.play.path, h.play.artist, h.play.title) for h in gig)
        return [planned.intersection(keys) for keys in known]

    had = set().union(*of_plan(chosen))
    joined: list[Heard] = []
    others = []
    for gig in gigs:
        more = sum(bool(keys - had) for keys in of_plan(gig))
        if gig is chosen:
            joined += gig
        elif 2 * more >= len(gig):
            joined += [replace(one, second=None) for one in gig]
            remarks.append(
                f"the log's clock leaps hours at {_named(gig[0].play)} and the plan "
                f"goes on; the times of {len(gig)} plays are not trusted"
            )
        else:
            others.append(gig)
    return [joined, *others]


def _merged(heard: list[Heard], lengths: Lengths, remarks: list[str]) -> list[Heard]:
    merged: list[Heard] = []
    for one in heard:
        apart = _apart(merged[-1], one) if merged else None
        if apart is not None and is_reload(merged[-1].play, one.play, apart, lengths):
            before = merged[-1]
            play = one_play(before.play, one.play, apart)
            merged[-1] = Heard(play, (*before.numbers, *one.numbers), before.second)
        else:
            merged.append(one)
    for one in merged:
        if len(one.numbers) > 1:
            times = "twice" if len(one.numbers) == 2 else f"{len(one.numbers)} times"
            remarks.append(f"{_named(one.play)} was loaded {times} and is one play")
    return merged


def _apart(one: Heard, again: Heard) -> int | None:
    if one.second is None or again.second is None:
        return None
    return again.second - one.second


def _named(play: Play) -> str:
    name = f'"{play.title or play.path}"'
    return f"{name} ({play.at:%H:%M})" if play.at else name


def silences(heard: Sequence[Heard], night: Night) -> tuple[str, ...]:
    """Return what to say of stretches in which the log knows of no music.

    A play of unknown length says nothing of the silence behind it.
    """
    found = []
    for one, after in pairwise(heard):
        if one.second is None or after.second is None or one.play.played_s is None:
            continue
        silent = after.second - one.second - one.play.played_s
        if silent > 2 * ASSUMED_PLAY_S:
            at = night.clock(one.second) + timedelta(seconds=one.play.played_s)
            found.append(f"{silent / 60:.0f} min from {at:%H:%M} on are not in the log")
    return tuple(found)
