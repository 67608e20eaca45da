"""Pictures of a room's memory in plain text, 80 cells wide, readable without colour."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from clubplanner.music.text import fit
from clubplanner.residency.heard.room import Room, Song

WIDTH = 80

STEPS = "▁▂▃▄▅▆▇█"
"""From low to high."""

SHADES = " ░▒▓█"
"""From nothing to the most."""

UNKNOWN = "·"

_NAME = 32
_FEWEST_STEPS = 1e-9


def spark(
    values: Sequence[float | None], low: float | None = None, high: float | None = None
) -> str:
    """Return a line of steps, one a value; unknown is a dot.

    Args:
        values: in order of time; of more than ``WIDTH`` the last ones are drawn.
        low, high: ends of the scale; those of the values where None. Values that are
            all alike stand half way up.
    """
    shown = values[-WIDTH:]
    known = [value for value in shown if value is not None]
    bottom = min(known, default=0.0) if low is None else low
    top = max(known, default=0.0) if high is None else high
    return "".join(UNKNOWN if v is None else _step(v, bottom, top) for v in shown)


def bar(share: float, width: int = 20) -> str:
    """Return a bar that fills a share (0-1) of its width, in whole cells."""
    full = round(min(max(share, 0.0), 1.0) * width)
    return "█" * full + "░" * (width - full)


def wheel(counts: Mapping[str, int]) -> str:
    """Return the Camelot wheel as a table of 2 by 12: plays, and a shade under them.

    Args:
        counts: plays by Camelot key; a missing one is none.
    """
    most = max(counts.values(), default=0)
    lines = ["    " + "".join(f"{number:>6}" for number in range(1, 13))]
    for letter in "AB":
        row = [counts.get(f"{number}{letter}", 0) for number in range(1, 13)]
        lines.append(
            f"   {letter}" + "".join(f"{count or UNKNOWN:>6}" for count in row)
        )
        lines.append("    " + "".join(f"  {_shade(count, most) * 4}" for count in row))
    return "\n".join(line.rstrip() for line in lines)


def heat(room: Room, songs: Iterable[Song]) -> str:
    """Return songs by week: a mark in every week of the window that heard it.

    Columns are weeks of seven days up to today, the oldest first. A light mark is one
    play, darker ones are more; a dot is a week without a night.
    """
    weeks = min(room.weeks, WIDTH - _NAME - 2)
    plays: dict[tuple[str, int], int] = {}
    nights = set()
    for night in room.recent:
        week = weeks - 1 - (room.today - night.day).days // 7
        nights.add(week)
        for hearing in night.hearings:
            key = hearing.song.id, week
            plays[key] = plays.get(key, 0) + 1
    lines = [f"{'':{_NAME}}  {_ruler(room.today, weeks)}"]
    for song in songs:
        marks = (
            _mark(plays.get((song.id, week), 0)) if week in nights else UNKNOWN
            for week in range(weeks)
        )
        name = f"{song.title} - {song.artist}" if song.artist else song.title
        lines.append(f"{fit(name, _NAME)}  {''.join(marks)}")
    return "\n".join(line.rstrip() for line in lines)


def _step(value: float, low: float, high: float) -> str:
    if high - low < _FEWEST_STEPS:
        return STEPS[len(STEPS) // 2 - 1]
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return STEPS[round(share * (len(STEPS) - 1))]


def _shade(count: int, most: int) -> str:
    """Return the shade of a count: any at all is seen."""
    if not count:
        return SHADES[0]
    return SHADES[max(1, round(count / most * (len(SHADES) - 1)))]


def _mark(plays: int) -> str:
    return SHADES[0] if not plays else {1: "▒", 2: "▓"}.get(plays, "█")


def _ruler(today: date, weeks: int) -> str:
    """Name the first and the last week of the columns as they are wide enough."""
    ends = f"-{weeks - 1}w", "now"
    room = weeks - sum(map(len, ends))
    return f"{ends[0]}{' ' * room}{ends[1]}" if room > 0 else "now".rjust(weeks)
