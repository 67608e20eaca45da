"""Two nights compared: found by their words, planned or played, on the clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import NotFoundError
from clubplanner.files.problem import Problem
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.timeline import timeline
from clubplanner.residency.counting import counted
from clubplanner.residency.night_diff import Side, Stop
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.theme.planning import planning_values
from clubplanner.workspace.binding import bound
from clubplanner.workspace.nights import NightEntry, find_night, read_whole_night
from clubplanner.workspace.past import PastNight
from clubplanner.workspace.places import is_file

if TYPE_CHECKING:
    from clubplanner.workspace.surroundings import Surroundings


def planned_side(
    around: "Surroundings", which: str
) -> tuple[Side, tuple[Problem, ...]]:
    """Return a night as it is planned, and what is wrong with its file.

    Args:
        around: the DJ's files.
        which: a night file, its date or part of its name.

    Raises:
        NotFoundError: there is no such night.
        ClubplannerError: its file cannot be read.
    """
    path = Path(which)
    if not which or not is_file(path):
        path = find_night(around.nights(), which, around.today).path
    night, _, problems = read_whole_night(path)
    return _side(night, path, False, _planned(around, night)), problems


def played_side(around: "Surroundings", which: str) -> Side:
    """Return a night as its play log tells it.

    Args:
        around: the DJ's files.
        which: the file of a night or play log, its date or part of its name.

    Raises:
        NotFoundError: there is no such night, or no play log of it.
    """
    logged = [past for past in around.past() if past.log is not None]
    past = _named(logged, which) or _found(around, logged, which)
    log = past.log
    if log is None:
        raise NotFoundError(f'of "{past.name}" no play log is known')
    return _side(log, past.path, True, _played(around, log))


def _named(logged: list[PastNight], which: str) -> PastNight | None:
    """Return the night whose file or play log is named."""
    path = Path(which)
    if not which or not is_file(path):
        return None
    same = (one for one in logged if one.path.resolve() == path.resolve())
    return next(same, None)


def _found(around: "Surroundings", logged: list[PastNight], which: str) -> PastNight:
    word = Path(which).stem if is_file(Path(which)) else which
    entries = [NightEntry(one.path, one.name, one.date) for one in logged]
    try:
        entry = find_night(entries, word, around.today)
    except NotFoundError as error:
        raise NotFoundError(
            f"no play log of a night '{which[:80]}' is known",
            hint="clubplanner review lists the nights that were played",
        ) from error
    return logged[entries.index(entry)]


def _side(
    night: Night | PlayLog, path: Path, is_played: bool, stops: Iterator[Stop]
) -> Side:
    return Side(night.name, night.date, str(path), is_played, tuple(stops))


def _planned(around: "Surroundings", night: Night) -> Iterator[Stop]:
    """Yield what the plan plays, on its clock, as the library knows it."""
    theme = around.theme_of(night)[0]
    has_cues = any(slot.cue for slot in night.slots)
    matches = around.match_cues(theme) if has_cues else ()
    plan = bound(night, around.library, matches)
    context = Context(around.residency.rules, planning_values(theme))
    for item in timeline(plan, context).items:
        track = item.slot.track
        if track is not None and not item.slot.is_gap:
            ends = plan.clock(item.end - item.overlap)
            yield Stop(track, item.begins, ends)


def _played(around: "Surroundings", log: PlayLog) -> Iterator[Stop]:
    """Yield what the room heard; shorter plays are none, as for its memory."""
    plays = counted(log, around.residency.heard_s)
    following = [*(into.at for _, into in pairwise(plays)), None]
    for play, then in zip(plays, following, strict=False):
        own = around.library.find(play.path, play.title, play.artist)
        names = Track(play.path, title=play.title, artist=play.artist)
        yield Stop(own or names, play.at, _over(play, then))


def _over(play: Play, then: datetime | None) -> datetime | None:
    """Return when the next play takes over; of the last one, when it had sounded."""
    if then is not None or play.at is None or play.played_s is None:
        return then
    return play.at + timedelta(seconds=play.played_s)
