"""The lines of a tracklist taken apart together: what one means, the others tell.

A number without a point counts tracks only where all of them do, ``05.21`` is a time
only where the lines above and below it have times, and a time at the end of a line is
its start or its length by how the whole list goes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clubplanner.exchange.names import has_dash
from clubplanner.exchange.tracklist_lines import (
    Stamp,
    TracklistLine,
    are_numbered,
    take_apart,
)
from clubplanner.exchange.tracklist_times import seconds_of

_LONGEST_TRACK_S = 1200
"""Seconds above which a time that follows rising ones is no length of a track."""

_DOTTED = re.compile(r"(\s*)(\d{1,3})\.([0-5]\d)(?:\.([0-5]\d))?(?=\s)")
_LABEL = re.compile(r"(\d{1,6})[.,]\d{3,9}\t\d{1,6}[.,]\d{3,9}\t")
"""A line of Audacity's label track: from and to in seconds, and a text."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a text.

    Attributes:
        lines: one for each line.
        lengths: seconds each track takes, where the ends of the lines say so.
        were_ends: whether the times were those at which the tracks end.
    """

    lines: tuple[TracklistLine, ...]
    lengths: tuple[float | None, ...]
    were_ends: bool = False

    @property
    def named_and_led(self) -> int:
        """Number of lines with something in front and artist and title behind it."""
        return sum(one.is_led and (one.has_dash or one.is_by) for one in self.lines)

    @property
    def dashed(self) -> int:
        """Number of lines with nothing but a dash."""
        return sum(one.has_dash and not one.is_led for one in self.lines)


def parts_of(lines: Sequence[str]) -> Parts:
    """Take the lines of a text apart."""
    plain = _with_colons(lines)
    numbered = [take_apart(line, with_bare_numbers=True) for line in plain]
    counts = [one.number for one in numbered if one.number is not None and one.has_dash]
    if not are_numbered(counts):
        numbered = [take_apart(line) for line in plain]
    return _without_tails(numbered)


def _with_colons(lines: Sequence[str]) -> list[str]:
    """Write times of other spellings as most lists do: ``05:21``."""
    labelled = [_label(line) for line in lines]
    dashed = [line for line in labelled if has_dash(line)]
    dotted = [found for line in dashed if (found := _DOTTED.match(line))]
    times = [_dotted_seconds(found) for found in dotted]
    if len(dotted) < 2 or len(dotted) * 5 < len(dashed) * 4 or not _are_starts(times):
        return labelled
    return [_DOTTED.sub(_colons, line, count=1) for line in labelled]


def _colons(found: re.Match[str]) -> str:
    return found[1] + ":".join(one for one in found.groups()[1:] if one)


def _dotted_seconds(found: re.Match[str]) -> float:
    return seconds_of(tuple(int(one) for one in found.groups()[1:] if one))


def _label(line: str) -> str:
    found = _LABEL.match(line)
    if not found:
        return line
    minutes, seconds = divmod(int(found[1]), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d} {line[found.end() :]}"


def _without_tails(lines: Sequence[TracklistLine]) -> Parts:
    """Take the times off the ends of the lines, where two of three have one."""
    lengths: tuple[float | None, ...] = (None,) * len(lines)
    told = [one for one in lines if one.is_led or one.has_dash]
    tails = [stamp for one in told if (stamp := one.without_tail()[1])]
    if (
        len(tails) < 2
        or len(tails) * 3 < len(told) * 2
        or any(one.stamp for one in lines)
    ):
        return Parts(tuple(lines), lengths)
    have_starts = _are_starts([seconds_of(stamp) for stamp in tails])
    parted = [
        one.without_tail() if one.is_led or one.has_dash else (one, None)
        for one in lines
    ]
    if have_starts:
        return _started(parted, lengths)
    return Parts(
        tuple(one for one, _ in parted),
        tuple(None if stamp is None else seconds_of(stamp) for _, stamp in parted),
    )


def _started(
    parted: Sequence[tuple[TracklistLine, Stamp | None]],
    lengths: tuple[float | None, ...],
) -> Parts:
    """Return the lines with the times from their ends as starts.

    A line above them all that has none is the name of the mix. Where the first track
    starts late and the last has no time, they are times at which the tracks end.
    """
    places = [place for place, (_, stamp) in enumerate(parted) if stamp]
    first, last = places[0], places[-1]
    lines = [
        replace(one, stamp=stamp, rest="" if place < first else one.rest)
        for place, (one, stamp) in enumerate(parted)
    ]
    behind = [n for n in range(last + 1, len(lines)) if lines[n].has_dash]
    begin = lines[first].stamp
    if len(behind) != 1 or begin is None or seconds_of(begin) == 0:
        return Parts(tuple(lines), lengths)
    starts = [(0, 0), *(lines[place].stamp for place in places)]
    for place, start in zip([*places, *behind], starts, strict=True):
        lines[place] = replace(lines[place], stamp=start)
    return Parts(tuple(lines), lengths, were_ends=True)


def _are_starts(times: Sequence[float]) -> bool:
    """Whether times are those of a mix: they rise from 0, or beyond any track."""
    rise = all(before < after for before, after in pairwise(times))
    return rise and (times[0] == 0 or times[-1] > _LONGEST_TRACK_S)
