"""Keeps the DJ's word on which slot a play was, in the play log itself."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.atomic import write_text
from clubplanner.residency.night_file import comments_below_header
from clubplanner.residency.pairing import word_for
from clubplanner.residency.play_log import NO_SLOT, play_log_text, read_play_log
from clubplanner.workspace.past import PastNight


def correct(
    past: PastNight, play: int, slot: int, *, roots: Sequence[Path], backups: Path
) -> str:
    """Write into a play log which slot a play was, and return it in a sentence.

    A play without a file takes that of the slot, so the room's memory knows it too.

    Args:
        past: the night, with plan and log.
        play: number of the play, from 1.
        slot: number of the slot, from 1; 0 for none of them.
        roots: scanned folders.
        backups: where the log's previous version goes.

    Raises:
        NotFoundError: there is no such play or slot, or no log.
        ClubplannerError: the log cannot be written.
    """
    log, night, listed = past.log, past.night, past.played
    if log is None or night is None or listed is None:
        missing = "its plan" if night is None else "its play log"
        raise NotFoundError(f'of "{past.name}" {missing} is not known')
    if read_play_log(listed.path)[0] != log:
        raise ClubplannerError(
            "the play log has changed since it was read",
            where=listed.path.name,
            hint="look at the review again",
        )
    if not 1 <= play <= len(log.plays):
        raise NotFoundError(f"there is no play {play}", hint=f"1 to {len(log.plays)}")
    if not 0 <= slot <= len(night.slots) or (slot and night.slots[slot - 1].is_gap):
        hint = f"1 to {len(night.slots)}, gaps left out"
        raise NotFoundError(f"there is no slot {slot} with a track", hint=hint)
    one = log.plays[play - 1]
    name = f'play {play} "{one.title or one.path}"'
    if not slot:
        said = f"{name} was no slot of the plan"
        changed = replace(one, slot=NO_SLOT)
    else:
        planned = night.slots[slot - 1]
        said = f'{name} was slot {slot} "{planned.name}"'
        path = one.path or (planned.track.path if planned.track else "")
        changed = replace(one, slot=word_for(night.slots, slot), path=path)
    plays = (*log.plays[: play - 1], changed, *log.plays[play:])
    lost = _lost_comments(listed.path)
    text = play_log_text(replace(log, plays=plays), roots=roots)
    write_text(listed.path, text, backups=backups)
    return f"{said}; kept in {listed.path.parent.name}/{listed.path.name}{lost}"


def _lost_comments(path: Path) -> str:
    """Return what to say of comments that a save cannot keep."""
    lines = comments_below_header(path.read_bytes(), path.name)
    return "; its comments are in the previous version only" if lines else ""
