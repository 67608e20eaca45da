"""Two nights over one clock as a few lines of text: energy and tempo side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clubplanner.music.tempo import format_bpm
from clubplanner.night.timeline import ASSUMED_PLAY_S
from clubplanner.residency.night_diff import Side, Stop, moved_s

WIDTH = 60
"""Cells of the clock; with its margin a picture fits 80 columns."""

_BLOCKS = "▁▂▃▄▅▆▇█"
_UNKNOWN = "·"
_MARGIN = 10
_TICKS_S = (900, 1800, 3600, 7200, 14_400)
_LEAST_TICK = 8


@dataclass(frozen=True, slots=True)
class _Bar:
    """One stop: seconds from the picture's origin, and what plays."""

    start: float
    end: float
    stop: Stop


def side_by_side(a: Side, b: Side) -> tuple[str, ...]:
    """Return the lines of the picture; of nights without times a sentence says so.

    Nights of different dates lie over each other by the clock on the wall.
    """
    origin = next((s.at for side in (a, b) for s in side.stops if s.at), None)
    if origin is None:
        return ("No picture: no start time of a track is known.",)
    bars = [tuple(_bars(side, origin)) for side in (a, b)]
    every = [bar for row in bars for bar in row]
    begin, end = min(bar.start for bar in every), max(bar.end for bar in every)
    step = max(1.0, end - begin) / WIDTH
    tempi = [bar.stop.track.bpm for bar in every if bar.stop.track.bpm]
    low, high = min(tempi, default=0.0), max(tempi, default=0.0)

    def energy(stop: Stop) -> str:
        value = stop.track.energy
        return _UNKNOWN if value is None else _block(value, 1, 10)

    def tempo(stop: Stop) -> str:
        value = stop.track.bpm
        return _UNKNOWN if not value else _block(value, low, high)

    lines = [_clock_line(origin, begin, end, step)]
    for word, sign in (("energy", energy), ("tempo", tempo)):
        for name, row in zip("AB", bars, strict=True):
            cells = _row(row, begin, step, sign)
            lines.append(f"{word:7}{name}  {cells}".rstrip())
    range_ = f"{format_bpm(low)} to {format_bpm(high)} BPM" if tempi else "unknown"
    lines.append(f"{'':{_MARGIN}}energy 1 to 10, tempo {range_}, {_UNKNOWN} unknown")
    return tuple(lines)


def _bars(side: Side, origin: datetime) -> Iterator[_Bar]:
    """Yield the stops whose time is known; the first lies near the origin's clock."""
    timed = [stop for stop in side.stops if stop.at is not None]
    if not timed:
        return
    first = timed[0].at or origin
    base = moved_s(Stop(timed[0].track, origin), timed[0]) or 0
    for stop in timed:
        start = base + _apart(first, stop.at or first)
        length = _apart(stop.at or first, stop.ends) if stop.ends else ASSUMED_PLAY_S
        yield _Bar(start, start + max(0.0, length), stop)


def _apart(one: datetime, other: datetime) -> float:
    """Return seconds between two moments on the wall clock."""
    return (other.replace(tzinfo=None) - one.replace(tzinfo=None)).total_seconds()


def _row(
    bars: Sequence[_Bar], begin: float, step: float, sign: Callable[[Stop], str]
) -> str:
    """Return one cell per step: what plays at its middle."""
    cells = []
    for place in range(WIDTH):
        middle = begin + (place + 0.5) * step
        playing = (bar.stop for bar in bars if bar.start <= middle < bar.end)
        stop = next(playing, None)
        cells.append(" " if stop is None else sign(stop))
    return "".join(cells)


def _block(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low) if high > low else 0.5
    last = len(_BLOCKS) - 1
    return _BLOCKS[max(0, min(last, round(share * last)))]


def _clock_line(origin: datetime, begin: float, end: float, step: float) -> str:
    """Return the line of clock times, as many as have room."""
    midnight = origin.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    shift = _apart(midnight, origin)
    wide = (tick for tick in _TICKS_S if tick / step >= _LEAST_TICK)
    tick = next(wide, max(_TICKS_S[-1], round((end - begin) / 3600) * 3600))
    line = " " * (_MARGIN + WIDTH)
    at = -(-(begin + shift) // tick) * tick
    while at < end + shift:
        place = _MARGIN + int((at - shift - begin) / step)
        text = f"{midnight + timedelta(seconds=at):%H:%M}"
        line = line[:place] + text + line[place + len(text) :]
        at += tick
    return line.rstrip()
