"""The picture of a night against the clock, as lines of text with tones.

Bars are the energy of what plays, the line through them is the energy wanted, below
them stand the tempi and the clock. Anchored slots carry a diamond on the clock line, so
nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clubplanner.tui.widgets.runs import Run

_BLOCKS = " ▁▂▃▄▅▆▇█"
_MARGIN = 4
_TARGET = "▁─▔"
"""The wanted line in the lower, middle and upper third of a cell."""

_ANCHOR = "◆"
_TICKS_MIN = (15, 30, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Bar:
    """One slot on the picture.

    Attributes:
        start, end: seconds into the night.
        energy: 1-10, None where it is unknown or nothing plays.
        bpm: tempo, or None.
        is_anchored: whether it carries a pin.
        is_gap: whether nothing plays.
    """

    start: int
    end: int
    energy: int | None
    bpm: float | None
    is_anchored: bool = False
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn.

    Attributes:
        begins: wall clock of the night's start.
        length: seconds from the night's start to its end.
        bars: the slots in order.
        target: (second, energy) knots of the wanted curve, in order.
        cursor: index of the bar under the cursor, or -1.
    """

    begins: datetime
    length: int
    bars: tuple[Bar, ...]
    target: tuple[tuple[int, float], ...] = ()
    cursor: int = -1

    @property
    def span(self) -> int:
        """Seconds the picture covers: the night, or the music if it runs over."""
        return max(self.length, self.bars[-1].end if self.bars else 0, 1)


def draw(picture: Picture, width: int, height: int) -> list[list[Run]]:
    """Return ``height`` lines, each of runs of text; at least 3 lines and 20 cells."""
    columns = max(1, width - _MARGIN)
    rows = max(1, height - 2)
    owners = [bar_at(picture, column, columns) for column in range(columns)]
    graph = [_graph_line(picture, owners, row, rows) for row in range(rows)]
    tempo: list[Run] = [("BPM ", "dim"), (_tempi(picture, owners), "")]
    return [*graph, tempo, [("    ", ""), *_clock(picture, owners)]]


def bar_at(picture: Picture, column: int, columns: int) -> int:
    """Return the index of the bar that sounds in the middle of a column, or -1."""
    second = (column + 0.5) * picture.span / columns
    found = -1
    for index, bar in enumerate(picture.bars):
        if bar.start <= second < bar.end:
            found = index
    return found


def target_at(target: Sequence[tuple[int, float]], second: float) -> float | None:
    """Return the energy wanted at a second, straight between knots, or None."""
    if not target:
        return None
    before = target[0]
    for knot in target:
        if second <= knot[0]:
            wide = knot[0] - before[0]
            share = (second - before[0]) / wide if wide > 0 else 0.0
            return before[1] + (knot[1] - before[1]) * max(0.0, share)
        before = knot
    return before[1]


def _graph_line(
    picture: Picture, owners: Sequence[int], row: int, rows: int
) -> list[Run]:
    above = rows - row - 1
    top = 10 * (rows - row) / rows
    label = f"{top:3.0f} " if row % 2 == 0 or rows < 4 else "    "
    runs: list[Run] = [(label, "dim")]
    for column, owner in enumerate(owners):
        bar = picture.bars[owner] if owner >= 0 else None
        sign, tone = _block(bar, above, rows), _bar_tone(picture, owner)
        second = (column + 0.5) * picture.span / len(owners)
        wanted = target_at(picture.target, second)
        height = -1.0 if wanted is None else (wanted - 0.001) / 10 * rows
        if int(height) == above and height >= 0:
            level = _TARGET[int((height - above) * len(_TARGET))]
            sign, tone = level, "over" if sign in "▄▅▆▇█" else "target"
        _extend(runs, sign, tone)
    return runs


def _block(bar: Bar | None, above: int, rows: int) -> str:
    if bar is None:
        return " "
    if bar.is_gap:
        return "·" if above == 0 else " "
    if bar.energy is None:
        return "?" if above == 0 else " "
    eighths = round(bar.energy * rows * 8 / 10) - above * 8
    return _BLOCKS[max(0, min(8, eighths))]


def _bar_tone(picture: Picture, owner: int) -> str:
    if owner < 0:
        return ""
    if owner == picture.cursor:
        return "strong"
    return "accent" if picture.bars[owner].is_anchored else "energy"


def _tempi(picture: Picture, owners: Sequence[int]) -> str:
    line = [" "] * len(owners)
    free_from = 0
    for index in range(len(picture.bars)):
        bpm = picture.bars[index].bpm
        start = _first_column(owners, index)
        if picture.bars[index].is_gap or start is None or start < free_from:
            continue
        text = "?" if bpm is None else f"{bpm:.0f}"
        if start + len(text) <= len(line):
            line[start : start + len(text)] = text
            free_from = start + len(text) + 1
    return "".join(line)


def _first_column(owners: Sequence[int], index: int) -> int | None:
    return next((n for n, owner in enumerate(owners) if owner == index), None)


def _clock(picture: Picture, owners: Sequence[int]) -> list[Run]:
    """Return the clock: anchored slots with their time first, full times between."""
    line = [(" ", "dim")] * len(owners)
    starts = [_first_column(owners, index) for index in range(len(picture.bars))]
    anchored = [
        (start, picture.begins + timedelta(seconds=bar.start))
        for bar, start in zip(picture.bars, starts, strict=True)
        if bar.is_anchored and start is not None
    ]
    for start, _ in anchored:
        line[start] = (_ANCHOR, "accent")
    for start, begins in anchored:
        _write(line, start + 1, f"{begins:%H:%M}", "accent", close=True)
    for minute in _ticks(picture, len(owners)):
        start = int(minute * 60 * len(owners) / picture.span)
        text = f"{picture.begins + timedelta(minutes=minute):%H:%M}"
        _write(line, start, text, "dim")
    cursor = starts[picture.cursor] if 0 <= picture.cursor < len(starts) else None
    if cursor is not None:
        sign = line[cursor][0]
        line[cursor] = ("^" if sign == " " else sign, "strong")
    runs: list[Run] = []
    for sign, tone in line:
        _extend(runs, sign, tone)
    return runs


def _write(
    line: list[Run], start: int, text: str, tone: str, *, close: bool = False
) -> None:
    """Write text where nothing stands yet, a blank behind it, and one before it.

    Args:
        line: one run a cell.
        start: the first cell.
        text: what to write.
        tone: its tone.
        close: whether something may stand right before it.
    """
    end = start + len(text)
    needed = line[start if close else max(0, start - 1) : end + 1]
    if end > len(line) or any(sign != " " for sign, _ in needed):
        return
    line[start:end] = [(sign, tone) for sign in text]


def _ticks(picture: Picture, columns: int) -> range:
    """Return the minutes of the night that get a label, eight cells apart at least."""
    minutes = picture.span / 60
    step = next((s for s in _TICKS_MIN if s * columns / minutes >= 8), _TICKS_MIN[-1])
    first = -picture.begins.minute % step
    return range(first, int(minutes) + 1, step)


def _extend(runs: list[Run], sign: str, tone: str) -> None:
    if runs and runs[-1][1] == tone:
        runs[-1] = runs[-1][0] + sign, tone
    else:
        runs.append((sign, tone))
