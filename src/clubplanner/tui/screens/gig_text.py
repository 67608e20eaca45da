"""What the gig's screen says: now, next, then, how late it is and what to pull."""

from collections.abc import Iterator, Sequence

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.text import cells, cut, fit
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Kind
from clubplanner.night.timeline import Timed
from clubplanner.night.transition import Transition
from clubplanner.residency.gig import PinAhead, Standing
from clubplanner.tui.screens.gig_titles import (
    LABEL,
    LOOKS,
    Entry,
    Line,
    clipped,
    entry_lines,
)
from clubplanner.tui.widgets.runs import Run

SOON_S = 30
"""Seconds before the mix-out from which on it is time to be at the decks."""

LATE_S = 60
"""Seconds from which on the night is late or early."""

WAIT_S = 3600
"""Seconds around the start of the first track within which they are counted."""

_FEW = 3
"""Lines beside the clock that leave no room for one subject each."""

_BAR_AROUND = 18
"""Cells beside the bar of what plays."""

_TITLE, _ARTIST = 40, 24
"""Cells a title has at most among the tracks that come then, and an artist."""


def late_words(seconds: int | None) -> str:
    """Return how late it is: ``7 min late``, ``2:13 h late``, ``on time``."""
    if seconds is None:
        return ""
    if abs(seconds) < LATE_S:
        return "on time"
    return f"{_span(seconds)} {'late' if seconds > 0 else 'early'}"


def _span(seconds: int) -> str:
    """Return whole minutes, from 100 on with hours: it is read at a glance."""
    minutes = round(abs(seconds) / 60)
    hours, rest = divmod(minutes, 60)
    return f"{minutes} min" if minutes < 100 else f"{hours}:{rest:02} h"


def seconds_left(standing: Standing) -> int | None:
    """Return what is counted down: to the mix-out, or to the first track."""
    if standing.waits_s is None:
        return standing.left_s
    return standing.waits_s if abs(standing.waits_s) < WAIT_S else None


def left_tone(standing: Standing) -> str:
    """Return how the countdown looks: it warns when the mix-out is near or over."""
    left = seconds_left(standing)
    if left is not None and left < 0:
        return "bad"
    return "accent" if left is None or left > SOON_S else "warn"


def big_left(standing: Standing) -> str:
    """Return the time to the mix-out in digits, with a dash once it is over."""
    left = seconds_left(standing)
    if left is None:
        return ""
    return f"{'-' if left < 0 else ''}{format_duration(abs(left))}"


def side_lines(
    night: Night, standing: Standing, width: int, height: int
) -> list[list[Run]]:
    """Return what stands beside the clock: late or early, the end, the pins.

    Args:
        night: the plan.
        standing: where it stands.
        width: cells there are for a line.
        height: lines there are.
    """
    late = standing.late_s
    if standing.waits_s is not None and standing.waits_s <= -LATE_S:
        late = -standing.waits_s
    words = []
    if late is not None:
        words.append((late_words(late), "good" if abs(late) < LATE_S else "warn"))
    if standing.end_s is not None:
        ends = f"ends {night.clock(night.length_s + standing.end_s):%H:%M}"
        if height > _FEW:
            ends = f"{ends}, {late_words(standing.end_s)}"
        words.append((ends, "dim"))
    lines: list[list[Run]] = [[run] for run in words]
    if height > _FEW:
        told = _counted(standing)
        lines = [[(told, "")], *lines] if told else lines
    elif len(words) > 1:
        lines = [[words[0], (", ", "dim"), words[1]]]
    lines += [_pin_line(pin, width) for pin in standing.pins]
    return lines[:height]


def _counted(standing: Standing) -> str:
    """Return what the large count beside the clock is."""
    left = seconds_left(standing)
    if left is None:
        return ""
    if standing.waits_s is not None:
        return "to the first track" if left >= 0 else "the first track is late"
    return "to the mix-out" if left >= 0 else "since the mix-out"


def _pin_line(pin: PinAhead, width: int) -> list[Run]:
    """Return a pin with the minutes it will be off; ``!`` where it breaks."""
    sign, tone = (" ", "dim") if pin.is_held else ("!", "warn")
    sense = "+" if pin.off_s > 0 else "-"
    off = f"{sense}{_span(pin.off_s)} " if round(pin.off_s / 60) else ""
    return [(cut(f"{sign} {pin.time:%H:%M} {off}{pin.slot.name}", width), tone)]


def gig_lines(
    night: Night,
    standing: Standing,
    steps: Sequence[Transition],
    width: int,
    height: int,
) -> list[list[Run]]:
    """Return now, next and then, with titles as large as there is room.

    Args:
        night: the plan.
        standing: where it stands.
        steps: the transitions of the plan.
        width: cells there are for a line.
        height: lines there are.
    """
    entries = (_now(night, standing, width), _next(night, standing, steps))
    then = list(_then(night, standing, steps, width))
    for look in LOOKS:
        found = [entry_lines(entry, look, width) for entry in entries]
        blocks = [block for block in found if block is not None]
        if len(blocks) < len(entries):
            continue
        if sum(map(len, blocks)) + bool(then) <= height:
            break
    return _spaced([*blocks, then], height)


def _spaced(blocks: Sequence[list[Line]], height: int) -> list[Line]:
    """Return blocks below each other, parted by blank lines where there is room."""
    *first, last = blocks
    used = sum(map(len, first))
    room = height - used - bool(last)
    lines: list[Line] = []
    for block in first:
        lines += block
        if room > 0:
            lines.append([("", "")])
            room -= 1
    return [*lines, *last][: max(height, used)]


def _now(night: Night, standing: Standing, width: int) -> Entry:
    playing = standing.playing
    if playing is None:
        return Entry("NOW", f"doors {night.start:%H:%M}", by=(("nothing yet", ""),))
    slot = night.slots[standing.place] if standing.place is not None else None
    unplanned = () if slot else (("  not planned", "warn"),)
    below: list[Line] = []
    if standing.left_s is not None:
        whole = max(1, standing.since_s + standing.left_s)
        bar = max(10, width - _BAR_AROUND)
        full = min(bar, max(0, bar * standing.since_s // whole))
        # No seconds here: a line that changed is written from its first changed cell
        # to its last, and the bar between two changes is 500 bytes.
        left = ("░" * (bar - full), "dim")
        of = (f"  of {format_duration(whole)}", "")
        below.append([("█" * full, "accent"), left, of])
    return Entry(
        "NOW",
        playing.title or playing.path,
        _facts(slot),
        ((playing.artist, ""), *unplanned),
        tuple(below),
    )


def _next(night: Night, standing: Standing, steps: Sequence[Transition]) -> Entry:
    if standing.next is None:
        return Entry("NEXT", "the night is over")
    slot = night.slots[standing.next]
    way = _way(standing, steps)
    below: list[Line] = [[(way, "")]] if way else []
    if slot.note:
        below.append([(f"note: {slot.note}", "accent")])
    artist = slot.track.artist if slot.track else ""
    return Entry("NEXT", slot.name, _facts(slot), ((artist, ""),), tuple(below))


def _way(standing: Standing, steps: Sequence[Transition]) -> str:
    """Return how the next track comes in."""
    if standing.place is None or standing.next != standing.place + 1:
        return ""
    return _step_words(steps[standing.place])


def _step_words(step: Transition) -> str:
    """Return kind, pitch, overlap and grade of a transition, nothing beside a gap."""
    if step.kind in (Kind.GAP, Kind.OPEN):
        return ""
    parts = []
    if step.meeting is not None:
        parts.append(f"pitch {format_percent(step.meeting.incoming_percent)}")
    if step.overlap_beats is not None:
        parts.append(f"{step.overlap_beats} beats")
    if step.grade.strip("-"):
        parts.append(f"grade {step.grade}")
    return ", ".join((step.kind.value, *parts))


def _then(
    night: Night, standing: Standing, steps: Sequence[Transition], width: int
) -> Iterator[Line]:
    """Yield what comes behind the next track, each with the time it will start."""
    if standing.next is None:
        return
    places = range(standing.next + 1, len(night.slots))
    slots = [night.slots[place] for place in places]
    names = ["(free time)" if slot.is_gap else slot.name for slot in slots]
    room = min(_TITLE, max(map(cells, names), default=0))
    late = standing.late_s or max(0, -(standing.waits_s or 0))
    label = "THEN"
    for place, name in zip(places, names, strict=True):
        slot = night.slots[place]
        step = steps[place - 1]
        item: Timed = step.after
        begins = f"{night.clock(item.start + late):%H:%M}  "
        facts = f"  {_facts(slot)}"
        line = [(f"{label:<{LABEL}}", "head"), (begins, "dim"), (fit(name, room), "")]
        artist = fit(slot.track.artist if slot.track else "", _ARTIST)
        way = (f"   {_step_words(step)}", "")
        note = (f"   {slot.note}" if slot.note else "", "accent")
        rest = [(facts, "key"), (f"   {artist}", "dim"), way, note]
        yield clipped(
            [*line, *_fitting(rest, width - LABEL - len(begins) - room)], width
        )
        label = ""


def _fitting(runs: Sequence[Run], width: int) -> Iterator[Run]:
    """Yield the runs that fit whole, up to the first that does not."""
    for text, tone in runs:
        width -= cells(text.rstrip())
        if width < 0:
            return
        yield text, tone
        width -= len(text) - len(text.rstrip())


def _facts(slot: Slot | None) -> str:
    track = slot.track if slot else None
    if track is None:
        return ""
    energy = "?" if track.energy is None else str(track.energy)
    bpm = format_bpm(track.bpm)
    return f"{bpm:>5} BPM  {format_key(track.key):<3}  energy {energy}"
