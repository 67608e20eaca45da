"""How the booth sheet looks: on a phone, on a laptop, on paper.

The booth is dark, so a screen shows light type on black. Paper is white, and a night of
five hours has to fit on the two sides of one sheet: the type is as large as that lets
it be, worked out from the words themselves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from clubplanner.exchange.booth_words import Entry
from clubplanner.music.text import cells

_SIZES = tuple(quarter / 4 for quarter in range(42, 23, -1))
"""Sizes of type on paper tried, in points: 10.5 down to 6."""

_LEGIBLE = 7.0
"""The size in points below which other tracks give way, the third one first."""

_COMFORTABLE = 7.5
"""The size of a night that is too long for two pages whatever the type."""

_PAGES = 2
_WIDTH_MM, _HEIGHT_MM = 194, 263
"""What A4 (narrower) and Letter (shorter) both leave inside margins of 8 mm."""

_HEAD_MM = 30
"""Heading and footer, and the rows a page has no room for at its end."""

_RULE_MM = 0.2
"""The line above every slot."""

_MM = 25.4 / 72
_LINE, _GAP, _SMALL = 1.15, 0.3, 0.85
"""Height of a line, the space between two slots, the type of other tracks; in sizes of
the type. See ``_PRINT``, which has the same."""

_SIGN, _BOLD = 0.55, 0.62
"""Width of a sign in sizes of type: DejaVu Sans, the widest of the usual fonts (0.53
and 0.60 measured on paper)."""

_BREAK = 3.0
"""What a line loses at its end where words do not break, in sizes of type."""

_TIME, _TEMPO, _FIXED = 3.4, 11.4, 30.3
"""Width of the time, the tempo, and all columns but title and times in the file, the
space between them included; in sizes of type."""

_TIMES = (9.6, 14.0)
"""Width of the times in the file, in sizes of type, without and with a mix-in."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet is printed.

    Attributes:
        size: of the type, in points.
        others: other tracks shown for a slot.
        times: width of the times in the file, in sizes of type.
    """

    size: float
    others: int
    times: float

    def height(self, entry: Entry) -> float:
        """Return the height of a slot in millimetres."""
        width = _WIDTH_MM / (self.size * _MM)
        row, beside = entry.row, width - _TIME - 0.7
        named = cells(row.title) * _BOLD + (cells(row.artist) + 1) * _SIGN
        tempo = (cells(entry.bpm) + cells(entry.tempo) + 3) * _SIGN
        first = max(_lines(named, width - _FIXED - self.times), _lines(tempo, _TEMPO))
        said = _signs(entry.strong) * _BOLD
        said += _signs((entry.note, entry.ways)) * _SIGN
        others = ("instead", *entry.instead[: self.others]) if self.others else ()
        said += _signs(others) * _SIGN * _SMALL if entry.instead else 0
        lines = first + _lines(said, beside)
        return (lines * _LINE + _GAP) * self.size * _MM + _RULE_MM

    def style(self) -> str:
        """Return its CSS."""
        hidden = f".instead > span:nth-child(n+{self.others + 1})"
        return (
            _PRINT.replace("SIZE", f"{self.size:g}pt")
            .replace("TIMES", f"{self.times:g}em")
            .replace("HIDDEN", hidden if self.others else ".instead")
        )


def _signs(parts: Sequence[str]) -> int:
    return sum(cells(part) + 3 for part in parts if part)


def _lines(taken: float, width: float) -> int:
    """Return the lines that words take, in sizes of type as is the width."""
    if taken <= width:
        return int(taken > 0)
    return math.ceil(taken / max(width - _BREAK, 1.0))


def style(entries: Sequence[Entry]) -> str:
    """Return the CSS for a sheet of these slots."""
    return f"{_SCREEN}{_PHONE}{paper_for(entries).style()}"


def paper_for(entries: Sequence[Entry]) -> Paper:
    """Return how to print slots on two pages: the largest type that fits.

    Where that would be too small to read in a booth, other tracks stay on the screen.
    """
    times = _TIMES[any(len(entry.times) > 2 for entry in entries)]
    most = max((len(entry.instead) for entry in entries), default=0)
    kept = [others for others in (3, 2, 0) if others <= most] or [0]
    tried = [
        Paper(size, others, times)
        for others in kept
        for size in _SIZES
        if size >= _LEGIBLE or not others
    ]
    room = _PAGES * _HEIGHT_MM - _HEAD_MM
    fitting = (one for one in tried if sum(map(one.height, entries)) <= room)
    return next(fitting, Paper(_COMFORTABLE, 2, times))


_SCREEN = """
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1rem; background: #000;
  color: #eee; font: 1rem/1.3 "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { font-size: 1.7rem; margin: 0; overflow-wrap: anywhere; }
header p { margin: .15rem 0; overflow-wrap: anywhere; }
.legend, footer { color: #a8a8a8; font-size: .85rem; }
ol { list-style: none; margin: 1rem 0; padding: 0; }
li { display: grid; column-gap: .9rem; align-items: baseline;
  grid-template-columns: 5.4rem minmax(0, 1fr) 12.5rem 3.5rem 9.5rem 13.5rem;
  border-top: 1px solid #444; padding: .45rem 0; }
li > *, .facts > * { min-width: 0; overflow-wrap: anywhere; }
.facts { display: contents; }
time { font-size: 1.5rem; font-weight: bold; white-space: nowrap; }
.title { font-size: 1.3rem; font-weight: bold; }
.artist { color: #ccc; }
.tempo b, .key b { font-size: 1.15rem; }
.more { grid-column: 2 / -1; }
.more > span + span::before { content: " · "; color: #888; font-weight: normal; }
.pin, .mark { color: #ffd166; font-weight: bold; }
.bridge { color: #ff9d8a; }
.instead { color: #b4b4b4; }
.instead > span::before { content: ", "; }
.instead > span:first-child::before { content: "instead: "; }
.times i, .number { color: #a8a8a8; font-style: normal; }
.number { font-size: .85rem; }
.pinned time { color: #ffd166; }
"""

_PHONE = """
@media screen and (max-width: 75rem) {
  body { padding: .6rem; }
  li { grid-template-columns: 5.5rem minmax(0, 1fr); column-gap: .6rem;
    padding: .7rem 0; }
  time { font-size: 1.55rem; }
  .title { font-size: 1.5rem; line-height: 1.15; display: block; }
  .artist { font-size: 1.1rem; }
  .facts { grid-column: 2; display: flex; flex-wrap: wrap; gap: 0 1.1rem;
    align-items: baseline; margin-top: .2rem; }
  .facts > :empty { display: none; }
  .note, .bridge, .instead { display: block; margin-top: .2rem; }
  .more > :is(.note, .bridge, .instead)::before { content: none; }
}
"""

_PRINT = """
@page { margin: 8mm; }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; max-width: none; padding: 0; font-size: SIZE;
    line-height: 1.15; }
  * { color: #000 !important; }
  h1 { font-size: 14pt; }
  header p, .legend, footer { font-size: 8pt; margin: 0; }
  ol { margin: 1.5mm 0; }
  li { grid-template-columns: 3.4em minmax(0, 1fr) 11.4em 2.6em 9.4em TIMES;
    column-gap: .7em; padding: .12em 0; border-top: .2mm solid #999;
    break-inside: avoid; }
  time, .title, .tempo b, .key b { font-size: 1em; }
  .number, HIDDEN { display: none; }
  .instead { font-size: .85em; }
}
"""
