"""A mix as a picture: both decks against the clock, and the mixes around it."""

from collections.abc import Iterator, Sequence

from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.text import fit
from clubplanner.night.transition import Transition
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.tones import GRADE_TONES, key_tone

ROWS = 4
"""Lines of the picture, with the blank one below it."""

_LABEL = 9
_CLOCK = "00:00:00 "
_ALONE, _TOGETHER = "█", "▒"
_TITLE = 32


def decks(mix: Transition, width: int) -> list[list[Run]]:
    """Return how both tracks lie on the clock, and where they sound together.

    Args:
        mix: the transition.
        width: cells there are for a line.
    """
    before, after = mix.before, mix.after
    gone = after.start if mix.is_cut else before.start + before.play
    end = max(gone, after.start + after.play)
    room, whole = max(1, width - _LABEL), max(1, end - before.start)

    def cell(second: int) -> int:
        return round((second - before.start) * room / whole)

    enters, leaves = cell(after.start), cell(gone)
    both = _TOGETHER * max(0, leaves - enters)
    return [
        [
            (f"{'':<{_LABEL}}", ""),
            (_ALONE * min(enters, leaves), "energy"),
            (both, "accent"),
        ],
        [
            (" " * (_LABEL + enters), ""),
            (both, "accent"),
            (_ALONE * (cell(after.start + after.play) - max(enters, leaves)), "energy"),
        ],
        [(f"{'clock':<{_LABEL}}", "head"), (_times(mix, (enters, leaves), room), "")],
        [("", "")],
    ]


def _times(mix: Transition, at: tuple[int, int], room: int) -> str:
    """Return the clock times below the decks, each where it begins if it fits."""
    before, after = mix.before, mix.after
    line = f"{before.begins:%H:%M:%S} "
    marks = [(at[0], f"{after.begins:%H:%M:%S} ")]
    if not mix.is_cut:
        marks.append((at[1], f"{before.ends:%H:%M:%S} "))
    for place, text in marks:
        if len(line) <= place <= room - len(_CLOCK):
            line = f"{line:<{place}}{text}"
    end = f"{after.ends:%H:%M:%S}"
    return line + f"{end:>{room - len(line)}}" if len(line) + len(end) <= room else line


def around_lines(mixes: Sequence[Transition], row: int, height: int) -> list[list[Run]]:
    """Return the mixes of the night around one, that one about in the middle.

    Args:
        mixes: all of them.
        row: which one is shown.
        height: lines there are.
    """
    room = max(1, height - 1)
    first = max(0, min(row - room // 2, len(mixes) - room))
    heading = f"  into  {'Title':<{_TITLE}}   BPM  Key  E"
    lines: list[list[Run]] = [[(f"{heading}   Grade  tempo   Cost", "head")]]
    for number, mix in enumerate(mixes[first : first + room], first):
        tone = "strong" if number == row else ""
        lines.append([(">" if number == row else " ", tone), *_around(mix, tone)])
    return lines


def _around(mix: Transition, tone: str) -> Iterator[Run]:
    slot, track = mix.after.slot, mix.after.slot.track
    name = "(free time)" if slot.is_gap else slot.name
    yield f" {mix.after.begins:%H:%M} {fit(name, _TITLE)} ", tone
    if track is None:
        return
    energy = "?" if track.energy is None else str(track.energy)
    yield f"{format_bpm(track.bpm):>5}  ", "dim"
    yield fit(format_key(track.key), 3), key_tone(track.key)
    yield f" {energy:>2}   ", "dim"
    yield f"{mix.grade:<5}", GRADE_TONES.get(mix.grade, "dim")
    percent = "" if mix.meeting is None else format_percent(mix.percent)
    yield f"{percent:>7} ", ""
    yield f"{mix.link.terms.total:>6,}", "dim"
