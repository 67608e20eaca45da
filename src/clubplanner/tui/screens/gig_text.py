"""What the gig's screen says: now, next, then, how late it is and what to pull."""

from collections.abc import Iterator, Sequence

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm, format_percent
from clubplanner.music.text import cut
from clubplanner.night.plan import Night, Slot
from clubplanner.night.transition import Transition
from clubplanner.residency.gig import PinAhead, Standing
from clubplanner.tui.widgets.runs import Run

SOON_S = 30
"""Seconds before the mix-out from which on it is time to be at the decks."""

LATE_S = 60
"""Seconds from which on the night is late or early."""

_BAR = 40
_THEN = 2


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


def clock_tone(standing: Standing) -> str:
    """Return how the clock looks: it warns when the mix-out is near or over."""
    left = standing.left_s
    if left is None:
        return "strong"
    if left < 0:
        return "bad"
    return "warn" if left <= SOON_S else "strong"


def big_left(standing: Standing) -> str:
    """Return the time to the mix-out in digits, with a dash once it is over."""
    left = standing.left_s
    if left is None:
        return ""
    return f"{'-' if left < 0 else ''}{format_duration(abs(left))}"


def side_lines(night: Night, standing: Standing, width: int) -> list[list[Run]]:
    """Return what stands beside the clock: the mix-out, late or early, the pins.

    Args:
        night: the plan.
        standing: where it stands.
        width: cells there are for a line.
    """
    lines: list[list[Run]] = []
    left = standing.left_s
    if left is not None:
        word = "mix out in " if left >= 0 else "over since "
        lines.append([(word, ""), (format_duration(abs(left)), clock_tone(standing))])
    if standing.late_s is not None:
        tone = "good" if abs(standing.late_s) < LATE_S else "warn"
        lines.append([(late_words(standing.late_s), tone)])
    if standing.end_s is not None:
        ends = night.clock(night.length_s + standing.end_s)
        lines.append([(f"ends {ends:%H:%M}, {late_words(standing.end_s)}", "dim")])
    lines += [_pin_line(pin, width) for pin in standing.pins[:2]]
    return lines


def _pin_line(pin: PinAhead, width: int) -> list[Run]:
    """Return a pin with the minutes it will be off; ``!`` where it breaks."""
    sign, tone = (" ", "dim") if pin.is_held else ("!", "warn")
    sense = "+" if pin.off_s > 0 else "-"
    off = f"{sense}{_span(pin.off_s)} " if round(pin.off_s / 60) else ""
    return [(cut(f"{sign} {pin.time:%H:%M} {off}{pin.slot.name}", width), tone)]


def gig_lines(
    night: Night, standing: Standing, steps: Sequence[Transition], width: int
) -> list[list[Run]]:
    """Return now, next and then.

    Args:
        night: the plan.
        standing: where it stands.
        steps: the transitions of the plan.
        width: cells there are.
    """
    lines = [*_now(night, standing, width), [("", "")]]
    lines += [*_next(night, standing, steps), [("", "")]]
    lines += _then(night, standing)
    return lines


def _now(night: Night, standing: Standing, width: int) -> Iterator[list[Run]]:
    playing = standing.playing
    if playing is None:
        begin = night.start
        yield [("NOW   ", "head"), (f"nothing yet; doors {begin:%H:%M}", "")]
        return
    slot = night.slots[standing.place] if standing.place is not None else None
    title = playing.title or playing.path
    yield [("NOW   ", "head"), (title.upper(), "strong"), (f"  {_facts(slot)}", "key")]
    unplanned = "" if slot else "not planned, "
    yield [("      ", ""), (f"{playing.artist}  ", ""), (unplanned, "warn")]
    if standing.left_s is not None:
        whole = max(1, standing.since_s + standing.left_s)
        bar = min(_BAR, max(10, width - 40))
        full = min(bar, max(0, bar * standing.since_s // whole))
        yield [
            ("      ", ""),
            ("█" * full, "accent"),
            ("░" * (bar - full), "dim"),
            (
                f"  {format_duration(standing.since_s)} of {format_duration(whole)}",
                "",
            ),
        ]


def _next(
    night: Night, standing: Standing, steps: Sequence[Transition]
) -> Iterator[list[Run]]:
    if standing.next is None:
        yield [("NEXT  ", "head"), ("the night is over", "")]
        return
    slot = night.slots[standing.next]
    name = slot.name.upper()
    yield [("NEXT  ", "head"), (name, "strong"), (f"  {_facts(slot)}", "key")]
    artist = slot.track.artist if slot.track else ""
    yield [("      ", ""), (f"{artist}  ", ""), (_way(standing, steps), "")]
    if slot.note:
        yield [("      ", ""), (f"note: {slot.note}", "accent")]


def _way(standing: Standing, steps: Sequence[Transition]) -> str:
    """Return how the next track comes in."""
    if standing.place is None or standing.next != standing.place + 1:
        return ""
    step = steps[standing.place]
    parts = []
    if step.meeting is not None:
        parts.append(f"pitch {format_percent(step.meeting.incoming_percent)}")
    if step.overlap_beats is not None:
        parts.append(f"{step.overlap_beats} beats")
    if step.grade.strip("-"):
        parts.append(f"grade {step.grade}")
    return ", ".join((step.kind.value, *parts))


def _then(night: Night, standing: Standing) -> Iterator[list[Run]]:
    if standing.next is None:
        return
    label = "THEN  "
    for slot in night.slots[standing.next + 1 : standing.next + 1 + _THEN]:
        yield [(label, "head"), (slot.name, ""), (f"  {_facts(slot)}", "dim")]
        label = "      "


def _facts(slot: Slot | None) -> str:
    track = slot.track if slot else None
    if track is None:
        return ""
    energy = "?" if track.energy is None else str(track.energy)
    return f"{format_bpm(track.bpm)} BPM  {format_key(track.key)}  energy {energy}"
