"""What the Past screen says of one night, and of what repeats over all of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from clubplanner.residency.drift import (
    LONGER_S,
    Mix,
    anchor_drifts,
    drift,
    longer_and_shorter,
    minutes_late,
    mixes,
)
from clubplanner.residency.pairing import Fate, Line
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import Review, repeats
from clubplanner.residency.two_curves import Curves, Step, said_of_files
from clubplanner.tui.widgets.curve_lines import Bar, Picture, draw
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.runs import Run

if TYPE_CHECKING:
    from clubplanner.workspace.past import PastNight

Lines = list[list[Run]]
_FATE_TONES = {
    Fate.KEPT: "good",
    Fate.MOVED: "fair",
    Fate.SWAPPED: "accent",
    Fate.ADDED: "accent",
    Fate.DROPPED: "warn",
}
_SHOWN_REPEATS = 100
_PLOT_HEIGHT = 6


def past_row(past: "PastNight", found: Review | None) -> Row:
    """Return a past night for the list; its key is its path.

    Args:
        past: the night.
        found: it reviewed, None where plan or log is not known.
    """
    night, log = past.night, past.log
    planned = len(night.slots) if night else None
    cells = (
        (f"{past.date:%a %d %b %Y}", "dim"),
        (past.name, ""),
        (_venue(past) or "?", "dim"),
        ("-" if planned is None else str(planned), ""),
        ("-" if log is None else str(len(log.plays)), ""),
        ("-" if found is None else str(found.count(Fate.KEPT)), ""),
        (_stars(log) or "-", ""),
        (past.problem or _note(log), "bad" if past.problem else "dim"),
    )
    return Row(past.path, cells, "!" if past.problem else " ")


def night_lines(
    past: "PastNight", found: Review | None, gone: Sequence[Play] = ()
) -> Lines:
    """Return the running order of a night, planned beside played.

    Args:
        past: the night.
        found: it reviewed, None where plan or log is not known.
        gone: plays whose files are in no library now.
    """
    if past.problem:
        return [[("! ", "bad"), (past.problem, "")]]
    if past.log is None:
        return [[("No play log of this night: what was played is not known.", "dim")]]
    if found is None:
        return [*_of_the_night(past.log), *(_played(play) for play in past.log.plays)]
    into = {mix.into.numbers: mix for mix in mixes(found)}
    remarks = (*past.remarks, *found.remarks, *said_of_files(gone))
    left_out = [
        [
            ("left out ", "dim"),
            *_played(one.play),
            (f"  {one.reason}", "dim"),
        ]
        for one in found.left_out
    ]
    return [
        [(_counts(found), "strong")],
        *([[(f"{found.unfiled} (m)", "dim")]] if found.unfiled else []),
        *_of_the_night(past.log),
        *_ran(found),
        *([("! ", "warn"), (said, "")] for said in remarks),
        *(_line(line, into) for line in found.lines),
        *left_out,
    ]


def plot_lines(found: Review, both: Curves, width: int) -> Lines:
    """Return both curves in one plot: bars as played, the line through them as planned.

    Args:
        found: the night.
        both: its curves.
        width: cells, 20 at least.
    """
    if not both.played or not both.planned:
        return []
    length = both.planned[-1].end
    wanted = tuple(
        (second, float(step.energy))
        for step in both.planned
        if step.energy is not None
        for second in (step.start, step.end - 1)
    )
    start = found.night.start
    played = Picture(start, length, _bars(both.played), wanted)
    planned = Picture(start, played.span, _bars(both.planned))
    lines = draw(played, width, _PLOT_HEIGHT)
    tempi = draw(planned, width, _PLOT_HEIGHT)[-2]
    legend: list[Run] = [
        ("Energy: bars as played", "dim"),
        (" ─ ", "target"),
        ("as planned; BPM as played, and what it was to be", "dim"),
    ]
    return [legend, *lines[:-1], [("was ", "dim"), *tempi[1:]], lines[-1]]


def repeat_lines(logs: Sequence[PlayLog | None], heard_s: float) -> Lines:
    """Return what was heard on two nights and more, the most often first.

    Args:
        logs: the nights', None where what was played is not known.
        heard_s: seconds a track must sound to count as played.
    """
    found = repeats([log for log in logs if log is not None], heard_s)
    if not found:
        return [[("Nothing was played on two nights.", "dim")]]
    return [
        [
            (f"{len(one.days)} nights  ", "strong"),
            (one.title, ""),
            (f" - {one.artist or '?'}  ", "dim"),
            (", ".join(f"{day.day} {day:%b}" for day in one.days), "dim"),
        ]
        for one in found[:_SHOWN_REPEATS]
    ]


def _venue(past: "PastNight") -> str:
    if past.night is not None and past.night.venue:
        return past.night.venue
    return past.log.venue if past.log else ""


def _stars(log: PlayLog | None) -> str:
    """Return the stars of the night, else the mean of its transitions'."""
    if log is None:
        return ""
    given = [play.stars for play in log.plays if play.stars]
    mean = f"{sum(given) / len(given):.1f}" if given else ""
    return "*" * log.stars if log.stars else mean


def _note(log: PlayLog | None) -> str:
    """Return the note on the night, else the first one on a play."""
    if log is None:
        return ""
    notes = (log.note, *(play.note for play in log.plays))
    return next((note.replace("\n", " ") for note in notes if note), "")


def _counts(found: Review) -> str:
    counts = ", ".join(f"{found.count(fate)} {fate.value}" for fate in Fate)
    guesses = sum(line.is_guess for line in found.lines)
    return f"{counts}; {guesses} guessed by time" if guesses else counts


def _of_the_night(log: PlayLog) -> Lines:
    """Return stars and note of the night as a whole."""
    if not (log.stars or log.note):
        return []
    return [[("*" * (log.stars or 0), "strong"), (f" {log.note}".rstrip(), "accent")]]


def _ran(found: Review) -> Iterator[list[Run]]:
    """Yield how late the night ran, at its pins, and how its transitions went."""
    for one in anchor_drifts(found):
        side = "late" if one.off_s > 0 else "early"
        minutes = f"{abs(one.off_s) / 60:.1f}"
        off = f"{minutes} min {side}" if minutes != "0.0" else "on time"
        word, tone = ("held", "good") if one.is_held else ("missed", "warn")
        yield [(f"pin {word}  ", tone), (f"{one.slot.name}: {off}", "")]
    late = [line.late_s for line in drift(found) if line.late_s is not None]
    if late:
        first, most, last = map(minutes_late, (late[0], max(late, key=abs), late[-1]))
        text = f"{first} min at first, {most} at most, {last} at last"
        yield [("late  ", "dim"), (text, "")]
    longer, shorter, known = longer_and_shorter(found)
    if known:
        text = f"{longer} longer and {shorter} shorter than planned, of {known}"
        yield [("mixes ", "dim"), (text, "")]


def _line(line: Line, into: Mapping[tuple[int, ...], Mix]) -> list[Run]:
    word = f"{line.fate.value}?" if line.is_guess else line.fate.value
    fate = (f"{word:<9}", _FATE_TONES[line.fate])
    if line.play is None:
        name = line.slot.name if line.slot else "?"
        return [fate, (" " * 13, ""), (name, "dim")]
    return [fate, *_played(line.play, line.late_s), *_beside(line, into)]


def _beside(line: Line, into: Mapping[tuple[int, ...], Mix]) -> Iterator[Run]:
    """Yield what else there is to say of a play beside its plan."""
    if line.fate is Fate.SWAPPED and line.slot is not None:
        yield f"  in place of {line.slot.name}", "dim"
    if line.is_guess and line.slot is not None:
        yield f"  a guess: {line.slot.name} was due", "dim"
    if line.moved_by:
        side = "later" if line.moved_by > 0 else "earlier"
        yield f"  {abs(line.moved_by)} {side}", "dim"
    mix = into.get(line.play_numbers)
    if mix is not None and mix.longer_s is not None and abs(mix.longer_s) >= LONGER_S:
        yield f"  mix {mix.longer_s:+d} s", "dim"


def _played(play: Play, late_s: int | None = None) -> list[Run]:
    at = f"{play.at:%H:%M} " if play.at else "?     "
    late = "" if late_s is None else minutes_late(late_s)
    stars = f"  {'*' * play.stars}" if play.stars else ""
    mix = f"  mix {'*' * play.mix_stars}" if play.mix_stars else ""
    artist = f" - {play.artist}" if play.artist else ""
    return [
        (f"{at}{late:>5}  ", "dim"),
        (play.title or play.path, ""),
        (artist, "dim"),
        (f"{stars}{mix}", "strong"),
        *((f"  {note}", "accent") for note in (play.note, play.mix_note) if note),
    ]


def _bars(steps: Sequence[Step]) -> tuple[Bar, ...]:
    return tuple(Bar(step.start, step.end, step.energy, step.bpm) for step in steps)
