"""A reviewed night as text for people."""

from collections.abc import Iterator, Mapping, Sequence

from clubplanner.cli.output import table
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
from clubplanner.residency.review import Review
from clubplanner.residency.two_curves import said_of_files
from clubplanner.workspace.past import PastNight

PLAYED_HEAD = ("At", "No", "Title", "Artist", "Stars", "Note")
HEAD = ("At", "No", "Played", "Slot", "Planned", "What happened", "Late", "Mix")


def review_text(past: PastNight, found: Review, gone: Sequence[Play]) -> str:
    """Return a night as text: what is true of the whole, then line by line."""
    into = {mix.into.numbers: mix for mix in mixes(found)}
    rows = [_row(line, into) for line in found.lines]
    head = (*HEAD, "Stars", "Note")
    lines = [
        *_about(past, found, gone),
        "",
        table(head, rows, right=frozenset({1, 3, 6, 7})),
    ]
    for one in found.left_out:
        said = f"{one.number} {_title(one.play)} ({one.reason})"
        lines.append(f"not counted: {said}")
    return "\n".join(lines)


def played_text(past: PastNight, log: PlayLog) -> str:
    """Return a night nobody planned here as text: what was played."""
    rows = (_played_row(*one) for one in enumerate(log.plays, start=1))
    return "\n".join(
        (
            *_head(past, log),
            f"{len(log.plays)} played, no plan of this night is known",
            *(f"! {remark}" for remark in past.remarks),
            "",
            table(PLAYED_HEAD, rows, right=frozenset({1})),
        )
    )


def _head(past: PastNight, log: PlayLog) -> Iterator[str]:
    stars = f"  {'*' * log.stars}" if log.stars else ""
    yield f"{past.name}  {past.date:%a %d %b %Y}{stars}"
    if log.note:
        yield log.note


def _about(past: PastNight, found: Review, gone: Sequence[Play]) -> Iterator[str]:
    yield from _head(past, found.log)
    yield ", ".join(f"{found.count(f)} {f}" for f in Fate if found.count(f))
    guesses = sum(line.is_guess for line in found.lines)
    if guesses:
        yield f"{guesses} of the kept are guesses by their time alone (kept?)"
    if found.unfiled:
        yield f"{found.unfiled} (--track PLAY TRACK puts that right)"
    for one in anchor_drifts(found):
        side = "late" if one.off_s > 0 else "early"
        off = f"{abs(one.off_s) / 60:.1f} min {side}"
        word = f"on time ({off})" if one.is_held else off
        yield f'anchor "{one.slot.name}": {"on time" if not one.off_s else word}'
    late = [line.late_s for line in drift(found) if line.late_s is not None]
    if late:
        yield (
            f"late in minutes: {minutes_late(late[0])} at first, "
            f"{minutes_late(late[-1])} at last, from {minutes_late(min(late))} "
            f"to {minutes_late(max(late))}"
        )
    yield from _about_mixes(found)
    for remark in (*past.remarks, *found.remarks, *said_of_files(gone)):
        yield f"! {remark}"


def _about_mixes(found: Review) -> Iterator[str]:
    longer, shorter, known = longer_and_shorter(found)
    if known:
        yield (
            f"of {known} transitions as planned {longer} ran longer and {shorter} "
            f"shorter by {LONGER_S} s or more"
        )


def _played_row(number: int, play: Play) -> tuple[str, ...]:
    return (_at(play), str(number), _title(play), play.artist, *_opinion(play))


def _row(line: Line, into: Mapping[tuple[int, ...], Mix]) -> tuple[str, ...]:
    play, slot = line.play, line.slot
    mix = into.get(line.play_numbers)
    longer = mix.longer_s if mix else None
    return (
        _at(play) if play else "",
        str(line.play_numbers[0]) if line.play_numbers else "",
        _title(play) if play else "--",
        str(line.slot_number) if slot else "",
        slot.name if slot else "--",
        _what(line),
        "" if line.late_s is None else minutes_late(line.late_s),
        "" if longer is None else f"{longer:+d} s",
        *(_opinion(play) if play else ("", "")),
    )


def _at(play: Play) -> str:
    return f"{play.at:%H:%M}" if play.at else ""


def _title(play: Play) -> str:
    return play.title or play.path


def _opinion(play: Play) -> tuple[str, str]:
    """Return the stars and the note of a play, and those of the mix into it."""
    stars, note = "*" * (play.stars or 0), play.note.replace("\n", " ")
    if play.mix_stars is not None:
        stars = f"{stars} mix {'*' * play.mix_stars}".lstrip()
    if play.mix_note:
        note = f"{note}; mix: {play.mix_note.replace(chr(10), ' ')}".lstrip("; ")
    return stars, note


def _what(line: Line) -> str:
    if line.moved_by:
        places = "place" if abs(line.moved_by) == 1 else "places"
        side = "later" if line.moved_by > 0 else "earlier"
        return f"{line.fate} {abs(line.moved_by)} {places} {side}"
    return f"{line.fate}?" if line.is_guess else line.fate.value
