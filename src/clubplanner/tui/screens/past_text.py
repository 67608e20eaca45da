"""What the Past screen says of one night, and of what repeats over all of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import Fate, Line, Review, repeats, review
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.runs import Run

if TYPE_CHECKING:
    from clubplanner.workspace.past import PastNight

_FATE_TONES = {
    Fate.KEPT: "good",
    Fate.MOVED: "fair",
    Fate.SWAPPED: "accent",
    Fate.ADDED: "accent",
    Fate.DROPPED: "warn",
}
_SHOWN_REPEATS = 100


def past_row(past: "PastNight") -> Row:
    """Return a past night for the list; its key is its path."""
    night, log = past.night, past.log
    both = review(night, log) if night and log else None
    planned = len(night.slots) if night else None
    stars = [play.stars for play in log.plays if play.stars] if log else []
    notes = [play.note for play in log.plays if play.note] if log else []
    cells = (
        (f"{past.date:%a %d %b %Y}", "dim"),
        (past.name, ""),
        (_venue(past) or "?", "dim"),
        ("-" if planned is None else str(planned), ""),
        ("-" if log is None else str(len(log.plays)), ""),
        ("-" if both is None else str(both.count(Fate.KEPT)), ""),
        (f"{sum(stars) / len(stars):.1f}" if stars else "-", ""),
        (past.problem or (notes[0] if notes else ""), "bad" if past.problem else "dim"),
    )
    return Row(past.path, cells, "!" if past.problem else " ")


def night_lines(past: "PastNight") -> list[list[Run]]:
    """Return the running order of a night, planned beside played."""
    if past.problem:
        return [[("! ", "bad"), (past.problem, "")]]
    if past.log is None:
        return [[("No play log of this night: what was played is not known.", "dim")]]
    if past.night is None:
        return [_played(play) for play in past.log.plays]
    both = review(past.night, past.log)
    return [[(_counts(both), "strong")], *_drifts(both), *map(_line, both.lines)]


def repeat_lines(logs: Sequence[PlayLog | None]) -> list[list[Run]]:
    """Return what was heard on two nights and more, the most often first."""
    found = repeats([log for log in logs if log is not None])
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


def _counts(both: Review) -> str:
    return ", ".join(f"{both.count(fate)} {fate.value}" for fate in Fate)


def _drifts(both: Review) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for drift in both.drifts:
        side = "late" if drift.off_s > 0 else "early"
        minutes = f"{abs(drift.off_s) / 60:.1f} min {side}"
        word, tone = ("held", "good") if drift.is_held else ("missed", "warn")
        lines.append([(f"pin {word}  ", tone), (f"{drift.slot.name}: {minutes}", "")])
    return lines


def _line(line: Line) -> list[Run]:
    fate = (f"{line.fate.value:<8}", _FATE_TONES[line.fate])
    if line.play is None:
        name = line.slot.name if line.slot else "?"
        return [fate, ("       ", ""), (name, "dim")]
    instead: Run = ("", "")
    if line.fate is Fate.SWAPPED and line.slot is not None:
        instead = (f"  in place of {line.slot.name}", "dim")
    return [fate, *_played(line.play), instead]


def _played(play: Play) -> list[Run]:
    at = f"{play.at:%H:%M}  " if play.at else "?      "
    stars = f"  {'*' * play.stars}" if play.stars else ""
    artist = f" - {play.artist}" if play.artist else ""
    return [
        (at, "dim"),
        (play.title or play.path, ""),
        (artist, "dim"),
        (stars, "strong"),
        (f"  {play.note}" if play.note else "", "accent"),
    ]
